/* Eligibility and score of a single pair, by definition. Cohorts go through the kernel. */
#include "score/eligibility.h"

#include "profile/pair_rules.h"

#include <mentormatch/explain.h>

int32_t mmi_why_barred(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    const bool both_take_part = profiles->takes_part[MMI_MENTEE][mentee] &&
                                profiles->takes_part[MMI_MENTOR][mentor];
    return mmi_barred(profiles, mentee, mentor) | (both_take_part ? 0 : MM_BARRED_NOT_ELIGIBLE);
}

bool mmi_is_eligible(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    if (mmi_why_barred(profiles, mentee, mentor) != 0) return false;
    for (int32_t criterion = 0; criterion < mmi_n_criteria(profiles); criterion++) {
        if (mmi_judge(profiles, criterion, mentee, mentor).fails) return false;
    }
    return true;
}

int32_t mmi_score(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    int32_t score = 0;
    for (int32_t criterion = 0; criterion < mmi_n_criteria(profiles); criterion++) {
        score += mmi_judge(profiles, criterion, mentee, mentor).earned;
    }
    return score;
}

int32_t mmi_score_if_eligible(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    if (mmi_why_barred(profiles, mentee, mentor) != 0) return MM_NONE;
    int32_t score = 0;
    for (int32_t criterion = 0; criterion < mmi_n_criteria(profiles); criterion++) {
        const mmi_judgement found = mmi_judge(profiles, criterion, mentee, mentor);
        if (found.fails) return MM_NONE;
        score += found.earned;
    }
    return score;
}
