/* What a matching keeps so that the next one can begin where it ended. */
#ifndef MMI_MATCH_EVIDENCE_H
#define MMI_MATCH_EVIDENCE_H

#include "match/stock.h"
#include "profile/digests.h"

/* Who was there, in the order of their ids by bytes. */
typedef struct mmi_roll {
    mmi_heap heap;
    mmi_digest rules;
    int32_t n_people[MMI_N_ROLES];
    char *id[MMI_N_ROLES];           /* texts one after the other, each with its NUL */
    int32_t *number[MMI_N_ROLES];    /* [n] in the profiles */
    mmi_digest *digest[MMI_N_ROLES]; /* [n] by number */
    int32_t n_kinds;
    char *kind;                      /* [n_kinds] texts like the ids */
    int32_t n_rows;
    int32_t *request_start;          /* [n_mentees + 1] by number */
    int32_t *request_kind;           /* [n_rows] */
} mmi_roll;

/* MM_ERR_MEMORY. Cost linear in people. */
mm_status mmi_roll_make(const mmi_heap *heap, const mm_profiles *profiles, mmi_roll *roll,
                        mm_error *error);
void mmi_roll_clear(mmi_roll *roll);

/* The stock as it was at the end, but for pairs that the last prices of scores rule out by far:
 * where there are such prices, they are the one vector of the book, and bounds name it. */
typedef struct mmi_evidence {
    mmi_heap heap;
    mmi_roll roll;
    mmi_stock stock;
} mmi_evidence;

/* Takes over what is given and leaves it empty; column prices are those of the face's stages. Of a
 * matching that was stopped, all candidates and the bounds by score are kept.
 * MM_ERR_MEMORY: the stock may be taken all the same. */
mm_status mmi_evidence_make(mmi_roll *roll, mmi_stock *stock, const mmi_face *face,
                            bool is_stopped, mmi_evidence **evidence, mm_error *error);
void mmi_evidence_free(mmi_evidence *evidence); /* NULL does nothing */

#endif
