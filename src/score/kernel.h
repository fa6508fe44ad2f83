/* Scores of one mentee with a run of mentors. */
#ifndef MMI_SCORE_KERNEL_H
#define MMI_SCORE_KERNEL_H

#include "score/tables.h"

#define MMI_INELIGIBLE (-1)

/* score[i] of mentee with mentor first + i, MMI_INELIGIBLE where a required criterion or a rule
 * says no; blocked[n] is room for the kernel. Equal to mmi_is_eligible() and mmi_score() for every
 * pair. Cost: n x criteria; common time costs the mentee's non-zero words. */
void mmi_score_mentors(const mmi_scorer *scorer, int32_t mentee, int32_t first, int32_t n,
                       int32_t *score, uint8_t *blocked);

#endif
