/* A score taken apart. */
#ifndef MMI_EXPLAIN_CONTRIBUTIONS_H
#define MMI_EXPLAIN_CONTRIBUTIONS_H

#include "profile/profiles.h"

#include <mentormatch/explain.h>

struct mm_explanation {
    mmi_heap heap;
    mm_cohort *cohort;              /* shared: it owns the names of the criteria */
    int32_t score;
    bool is_eligible;
    int32_t barred;                 /* bits MM_BARRED_… */
    int32_t n_contributions;
    mm_contribution *contribution;  /* [n_contributions] */
};

/* See mm_explain_pair(). The numbers have been checked. */
mm_status mmi_explain_pair(const mmi_heap *heap, const mm_profiles *profiles, int32_t mentee,
                           int32_t mentor, mm_explanation **explanation, mm_error *error);

#endif
