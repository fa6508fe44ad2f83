/* What mm_match() found: pairs, loads, goals, proof. */
#ifndef MMI_MATCH_MATCHING_H
#define MMI_MATCH_MATCHING_H

#include "profile/profiles.h"

#include <mentormatch/match.h>

struct mmi_evidence;

struct mm_matching {
    mmi_heap heap;
    uint8_t fingerprint[MMI_SHA256_BYTES]; /* of the cohort */
    int32_t n_pairs;
    mm_pair *pair;          /* [n_pairs] by ids: mentee, mentor */
    int32_t *live_weeks;    /* [n_pairs] */
    int32_t *common_starts; /* [n_pairs] */
    int32_t n_loads;
    mm_load *load;          /* [n_loads] by mentor id */
    int32_t n_goals;
    mm_goal_result *goal;   /* [n_goals] */
    mm_proof proof;
    struct mmi_evidence *evidence; /* NULL: none is kept */
};

#endif
