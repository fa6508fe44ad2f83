/* The best mentors of a few mentees at once, by score or by score minus price. */
#ifndef MMI_SCORE_SCAN_H
#define MMI_SCORE_SCAN_H

#include "score/tables.h"

#define MMI_INELIGIBLE (-1)   /* score of a pair that may not be made */
#define MMI_SCAN_ROWS_MOST 64 /* rows of one call; more of them share the reading of mentors */

/* One row of a scan: a mentee against a range of mentors. */
typedef struct mmi_scan_row {
    int32_t mentee;
    int32_t k;               /* keep at most so many; 0 is allowed: only left_best is wanted */
    int32_t tie_offset;      /* index in the range: ties go in turn from here to its end and on
                                from its beginning, so that rows do not all hold the same few */
    int32_t floor;           /* worths below are never kept, but count in left_best */
    int32_t n_excluded;
    const int32_t *excluded; /* [n_excluded] mentors, any order, may lie outside the range: neither
                                kept nor counted */
    mmi_scored *best;        /* [k] out: best worth first, ties in turn order; .score is the raw
                                score, .index is mentor - first */
    int32_t n_best;          /* out */
    int32_t left_best;       /* out: greatest worth of an eligible mentor that is neither excluded
                                nor kept; INT32_MIN: none */
} mmi_scan_row;

/* Room for one worker, made in the calling thread, used by one thread at a time. */
typedef struct mmi_scanner mmi_scanner;

/* The scorer is lent, read only, and may be shared by many scanners. MM_ERR_MEMORY. */
mm_status mmi_scanner_make(const mmi_heap *heap, const mmi_scorer *scorer, mmi_scanner **scanner,
                           mm_error *error);
void mmi_scanner_free(mmi_scanner *scanner); /* NULL does nothing */

/* Every row against mentors first … first + n - 1; n_rows <= MMI_SCAN_ROWS_MOST. The worth of a
 * mentor is score - price[mentor], prices within ±2^30; price NULL: all 0. Allocates nothing and
 * cannot fail. The answer does not depend on the kernel nor on which rows share a call. */
void mmi_scan(mmi_scanner *scanner, int32_t first, int32_t n, const int32_t *price,
              mmi_scan_row *row, int32_t n_rows);

/* score[i] of a mentee with mentor first + i, MMI_INELIGIBLE where a required criterion or a rule
 * says no: equal to mmi_is_eligible() and mmi_score() for every pair. */
void mmi_scan_scores(mmi_scanner *scanner, int32_t mentee, int32_t first, int32_t n,
                     int32_t *score);

#endif
