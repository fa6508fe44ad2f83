/* Contributions of one pair by the definition of a score, criterion by criterion. */
#include "explain/contributions.h"

#include "score/eligibility.h"

mm_status mmi_explain_pair(const mmi_heap *heap, const mm_profiles *profiles, int32_t mentee,
                           int32_t mentor, mm_explanation **explanation, mm_error *error)
{
    const int32_t n_criteria = mmi_n_criteria(profiles);
    mm_explanation *made = mmi_alloc(heap, 1, sizeof *made);
    mm_contribution *contribution = mmi_alloc(heap, (size_t)n_criteria, sizeof *contribution);
    *explanation = NULL;
    if (made == NULL || contribution == NULL) {
        mmi_free(heap, made);
        mmi_free(heap, contribution);
        return mmi_out_of_memory(error);
    }
    made->heap = *heap;
    made->cohort = mmi_cohort_share(profiles->cohort);
    made->contribution = contribution;
    made->barred = mmi_why_barred(profiles, mentee, mentor);
    made->is_eligible = made->barred == 0;
    for (int32_t criterion = 0; criterion < n_criteria; criterion++) {
        const mmi_rule *rule = mmi_criterion_rule(profiles, criterion);
        if (!rule->is_present) continue;
        const mmi_judgement found = mmi_judge(profiles, criterion, mentee, mentor);
        contribution[made->n_contributions++] = (mm_contribution){
            .criterion = mmi_criterion_name(profiles, criterion),
            .earned = found.earned,
            .possible = profiles->points[criterion],
            .is_missing = found.is_missing,
            .is_required = rule->is_required,
            .fails = found.fails,
        };
        made->score += found.earned;
        made->is_eligible = made->is_eligible && !found.fails;
    }
    *explanation = made;
    return MM_OK;
}

void mm_explanation_free(mm_explanation *explanation)
{
    if (explanation == NULL) return;
    const mmi_heap heap = explanation->heap;
    mm_cohort_free(explanation->cohort);
    mmi_free(&heap, explanation->contribution);
    mmi_free(&heap, explanation);
}
