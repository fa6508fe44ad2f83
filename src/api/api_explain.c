/* Public functions of <mentormatch/explain.h>: check arguments, call one function. */
#include "explain/contributions.h"
#include "explain/unmatched.h"

#include <string.h>

mm_status mm_explain_pair(const mm_profiles *profiles, int32_t mentee, int32_t mentor,
                          mm_explanation **explanation, mm_error *error)
{
    mmi_error_clear(error);
    if (explanation != NULL) *explanation = NULL;
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (explanation == NULL) return mmi_missing(error, "explanation");
    if (mentee < 0 || mentee >= profiles->n_people[MMI_MENTEE] || mentor < 0 ||
        mentor >= profiles->n_people[MMI_MENTOR]) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "mentee and mentor must be numbers of these profiles");
    }
    return mmi_explain_pair(&profiles->heap, profiles, mentee, mentor, explanation, error);
}

const mm_contribution *mm_explanation_contributions(const mm_explanation *explanation,
                                                    int32_t *n_contributions)
{
    if (n_contributions != NULL) {
        *n_contributions = explanation == NULL ? 0 : explanation->n_contributions;
    }
    return explanation == NULL ? NULL : explanation->contribution;
}

int32_t mm_explanation_score(const mm_explanation *explanation)
{
    return explanation == NULL ? 0 : explanation->score;
}

int32_t mm_explanation_is_eligible(const mm_explanation *explanation)
{
    return explanation != NULL && explanation->is_eligible;
}

int32_t mm_explanation_barred(const mm_explanation *explanation)
{
    return explanation == NULL ? 0 : explanation->barred;
}

mm_status mm_explain_unmatched(const mm_profiles *profiles, const mm_matching *matching,
                               mm_unmatched **unmatched, mm_error *error)
{
    mmi_error_clear(error);
    if (unmatched != NULL) *unmatched = NULL;
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (matching == NULL) return mmi_missing(error, "matching");
    if (unmatched == NULL) return mmi_missing(error, "unmatched");
    if (memcmp(profiles->cohort->fingerprint, matching->fingerprint,
               sizeof matching->fingerprint) != 0) {
        return mmi_fail(error, MM_ERR_MISMATCH, MM_CODE_MISMATCH,
                        "the matching is not of these profiles; match them again");
    }
    const mmi_stop never = mmi_stop_from(NULL, 0);
    return mmi_explain_unmatched(profiles, matching, &never, unmatched, error);
}

const mm_unmatched_request *mm_unmatched_requests(const mm_unmatched *unmatched,
                                                  int32_t *n_requests)
{
    if (n_requests != NULL) *n_requests = unmatched == NULL ? 0 : unmatched->n_requests;
    return unmatched == NULL ? NULL : unmatched->request;
}

const char *mm_unmatched_reason_name(mm_unmatched_reason reason)
{
    switch (reason) {
    case MM_UNMATCHED_NOT_ELIGIBLE: return "not eligible";
    case MM_UNMATCHED_NO_SUCH_KIND: return "no mentor of this kind";
    case MM_UNMATCHED_NONE_ELIGIBLE: return "no eligible mentor";
    case MM_UNMATCHED_ALL_FULL: return "all eligible mentors full";
    case MM_UNMATCHED_PLACE_LEFT: return "an eligible mentor has a place";
    }
    return "";
}
