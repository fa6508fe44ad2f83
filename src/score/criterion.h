/* The definition of a score, one pure function a criterion. Slow and exact: the kernel's tables are
 * made with these functions, explanations told with them, and tests judge the kernel by them. */
#ifndef MMI_SCORE_CRITERION_H
#define MMI_SCORE_CRITERION_H

#include "profile/profiles.h"

/* p / d in 0..1, d > 0; p = d = 0 is never returned. */
typedef struct mmi_similarity {
    int64_t p, d;
    bool is_missing; /* an answer is missing on either side; p / d is then the rule's `missing` */
} mmi_similarity;

/* One criterion of one pair. */
typedef struct mmi_judgement {
    int32_t earned;  /* millionths */
    bool is_missing;
    bool fails;      /* the criterion is required and the pair does not satisfy it */
} mmi_judgement;

/* Points of a similarity: floor(points * p / d + 1/2), in integers. */
int32_t mmi_contribution(int32_t points, int64_t p, int64_t d);

/* Criteria of a programme: questions in order, then common_time, zone_distance, wishes. Those
 * that are absent from the programme are judged as earning nothing and failing nothing. */
int32_t mmi_n_criteria(const mm_profiles *profiles);
/* Question id, "common_time", "zone_distance" or "wishes". */
const char *mmi_criterion_name(const mm_profiles *profiles, int32_t criterion);
const mmi_rule *mmi_criterion_rule(const mm_profiles *profiles, int32_t criterion);

/* Judge one pair by one criterion. Cost: the size of the two answers. */
mmi_judgement mmi_judge(const mm_profiles *profiles, int32_t criterion, int32_t mentee,
                        int32_t mentor);

/* The same for tag sets of given sizes, as the kernel's tables need it. Sizes >= 1. */
mmi_judgement mmi_judge_tags(const mm_profiles *profiles, int32_t question, int32_t n_mentee,
                             int32_t n_mentor, int32_t n_common);
/* … for capped common starts summed over the counted weeks, and weeks with a start. */
mmi_judgement mmi_judge_common_time(const mm_profiles *profiles, int64_t n_capped,
                                    int32_t n_live_weeks, bool is_missing);
/* Counted weeks in which a pair must have a start where common_time is required. */
int32_t mmi_live_weeks_needed(const mm_profiles *profiles);
/* … for wishes: place of the other in one's list from 1, 0 if not named; length of the list, 0 if
 * this side may not wish or did not. */
mmi_judgement mmi_judge_wishes(const mm_profiles *profiles, const int32_t place[MMI_N_ROLES],
                               const int32_t length[MMI_N_ROLES]);
/* … for zones by their offsets. */
mmi_judgement mmi_judge_zones(const mm_profiles *profiles, int32_t mentee_offset_s,
                              int32_t mentor_offset_s);

/* How many wishes a person has that count: 0 if the side may not wish. */
int32_t mmi_n_wishes(const mm_profiles *profiles, int32_t role, int32_t person);

#endif
