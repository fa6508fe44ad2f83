/* Pricing: can a pair that is not listed help? */
#ifndef MMI_MATCH_PRICE_H
#define MMI_MATCH_PRICE_H

#include "match/price_book.h"

/* What pricing found. */
typedef struct mmi_priced {
    size_t n_added;      /* pairs listed now */
    int32_t n_scanned;   /* rows that no bound certified */
    int32_t n_violated;  /* rows that some pair left out could help */
    bool is_stopped;
} mmi_priced;

/* Looks at every eligible pair that is not listed, most rows by a bound alone: a pair can help if
 * its reduced costs in the stages of the face, compared in order, are negative. The pairs that help
 * most are listed, at most 16 a row, together with pairs that nearly would. n_violated 0 is the
 * proof that the last stage is optimal over all pairs, and nothing is listed then, so that what was
 * solved still fits the lists; *n_priced counts pairs that were scored.
 * MM_ERR_MEMORY. */
mm_status mmi_price(mmi_row_scanner *with, const mmi_face *face, mmi_price_book *book,
                    mmi_candidates *candidates, int64_t *n_priced, mmi_priced *priced,
                    mm_error *error);

#endif
