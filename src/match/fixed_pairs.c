/* Asks the definition of eligibility about every fixed pair: they are few. */
#include "match/fixed_pairs.h"

#include "score/eligibility.h"

#include <mentormatch/explain.h>

/* The name of the first rule that a pair breaks; NULL if it is eligible. */
static const char *broken_rule(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    for (int32_t criterion = 0; criterion < mmi_n_criteria(profiles); criterion++) {
        if (mmi_judge(profiles, criterion, mentee, mentor).fails) {
            return mmi_criterion_name(profiles, criterion);
        }
    }
    const int32_t why = mmi_why_barred(profiles, mentee, mentor);
    if ((why & MM_BARRED_AVOID) != 0) return "avoid";
    return (why & MM_BARRED_NOT_ELIGIBLE) != 0 ? "eligible" : NULL;
}

void mmi_check_fixed_pairs(const mm_profiles *profiles, mm_problems *problems)
{
    for (int32_t i = 0; i < profiles->n_fixed; i++) {
        const mmi_fixed_pair *fixed = &profiles->fixed[i];
        if (fixed->rule->is_forced) continue;
        const char *broken = broken_rule(profiles, fixed->mentee, fixed->mentor);
        if (broken == NULL) continue;
        const mmi_place place = {mmi_programme_of(profiles)->label, 0, fixed->rule->line, 0,
                                 "pairs.fixed"};
        mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_RULE_INELIGIBLE, &place, NULL, NULL,
                   "the pair is ineligible by `%s`; take it out, or write "
                   "{\"mentee\": …, \"mentor\": …, \"force\": true}", broken);
    }
}
