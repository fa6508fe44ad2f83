/* Pricing: can a pair that is not listed help? */
#ifndef MMI_MATCH_PRICE_H
#define MMI_MATCH_PRICE_H

#include "match/face.h"

/* Looks at every eligible pair that is not listed, most rows by a bound alone: a pair can help if
 * its reduced costs in the stages of the face, compared in order, are negative. The pairs that
 * help most are listed, at most 16 a row. *n_added 0 is the proof that the last stage is optimal
 * over all pairs; *n_priced counts pairs that were scored.
 * MM_ERR_MEMORY; *is_stopped when asked to stop. */
mm_status mmi_price(const mmi_face *face, const mmi_scorer *scorer, const mmi_stop *stop,
                    mmi_candidates *candidates, size_t *n_added, int64_t *n_priced,
                    bool *is_stopped, mm_error *error);

#endif
