/* A matching that was not solved: pairs from a file, scored and sorted like any other. */
#include "match/given_pairs.h"

#include "match/results.h"
#include "score/eligibility.h"

#include <string.h>

mm_status mmi_matching_of_pairs(const mmi_heap *heap, const mm_profiles *profiles, mm_pair *pair,
                                size_t n_pairs, mm_matching **matching, mm_error *error)
{
    *matching = NULL;
    mm_matching *made = mmi_alloc(heap, 1, sizeof *made);
    if (made == NULL) return mmi_out_of_memory(error);
    made->heap = *heap;
    made->proof.outcome = MM_OUTCOME_GIVEN;
    memcpy(made->fingerprint, profiles->cohort->fingerprint, sizeof made->fingerprint);
    for (size_t i = 0; i < n_pairs; i++) {
        pair[i].kind = profiles->kind_of[pair[i].mentor];
        pair[i].score = mmi_score(profiles, pair[i].mentee, pair[i].mentor);
    }
    const mm_status status = mmi_keep_matched_pairs(profiles, pair, n_pairs, made, error);
    if (status != MM_OK) {
        mm_matching_free(made);
        return status;
    }
    *matching = made;
    return MM_OK;
}
