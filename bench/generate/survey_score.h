/* A plain score of the generated people, 0 to about 12,000, with many ties: the weights of an
 * assignment instance that has nothing to do with this library's own scores. */
#ifndef MMB_SURVEY_SCORE_H
#define MMB_SURVEY_SCORE_H

#include "people.h"

enum { MMB_MOST_SCORE = 12000, MMB_UTC_WORDS = 11 };

/* A person made ready for scoring. */
typedef struct mmb_surveyed {
    uint64_t is_free[MMB_UTC_WORDS]; /* quarter hours of a UTC week */
    uint8_t answer[24];              /* weight x answer; the last four are 0 */
    uint64_t set[MMB_N_SETS];
    int32_t earned[MMB_N_SETS];      /* mentees: for every tag in common */
} mmb_surveyed;

void mmb_survey(const mmb_person *person, mmb_surveyed *surveyed);

/* score[i] of mentee with mentor[i], i < n. */
void mmb_survey_scores(const mmb_surveyed *mentee, const mmb_surveyed *mentor, int32_t n,
                       int32_t *score);

#endif
