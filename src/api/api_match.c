/* Public functions of <mentormatch/match.h>: check arguments, call one function. */
#include "base/pool.h"
#include "base/take_options.h"
#include "match/solve.h"

#define EVIDENCE_MENTEES_MOST 200000 /* where nothing is said about evidence */

void mm_match_options_init(mm_match_options *options, size_t size)
{
    mmi_init_options(options, size);
}

static mm_status check_evidence(int32_t keep_evidence, mm_error *error)
{
    if (keep_evidence >= -1 && keep_evidence <= 1) return MM_OK;
    return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                    "keep_evidence must be -1 (never), 0 (up to %d mentees) or 1 (always)",
                    EVIDENCE_MENTEES_MOST);
}

mm_status mm_match(const mm_profiles *profiles, const mm_match_options *options,
                   mm_matching **matching, mm_error *error)
{
    mmi_error_clear(error);
    if (matching != NULL) *matching = NULL;
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (matching == NULL) return mmi_missing(error, "matching");
    mm_match_options own = MM_MATCH_OPTIONS_INIT;
    mm_status status = mmi_take_options(&own, sizeof own, options, "mm_match_options", error);
    if (status == MM_OK) status = mmi_check_time_limit(own.time_limit_s, error);
    if (status == MM_OK) status = mmi_check_threads(own.threads, error);
    if (status == MM_OK) status = check_evidence(own.keep_evidence, error);
    if (status != MM_OK) return status;
    const mmi_heap heap = mmi_heap_from(own.allocator);
    mmi_ticker ticker;
    const mmi_stop stop =
        mmi_stop_telling(own.cancel, own.time_limit_s, own.progress, &ticker);
    const bool is_small = profiles->n_people[MMI_MENTEE] <= EVIDENCE_MENTEES_MOST;
    const mmi_match_way way = {own.kernel, own.threads, &stop, own.start,
                               own.keep_evidence > 0 || (own.keep_evidence == 0 && is_small)};
    return mmi_match(&heap, profiles, &way, matching, error);
}

mm_outcome mm_matching_outcome(const mm_matching *matching)
{
    return matching == NULL ? MM_OUTCOME_INFEASIBLE : matching->proof.outcome;
}

const mm_pair *mm_matching_pairs(const mm_matching *matching, int32_t *n_pairs)
{
    if (n_pairs != NULL) *n_pairs = matching == NULL ? 0 : matching->n_pairs;
    return matching == NULL ? NULL : matching->pair;
}

const int32_t *mm_matching_live_weeks(const mm_matching *matching, int32_t *n_pairs)
{
    if (n_pairs != NULL) *n_pairs = matching == NULL ? 0 : matching->n_pairs;
    return matching == NULL ? NULL : matching->live_weeks;
}

const int32_t *mm_matching_common_starts(const mm_matching *matching, int32_t *n_pairs)
{
    if (n_pairs != NULL) *n_pairs = matching == NULL ? 0 : matching->n_pairs;
    return matching == NULL ? NULL : matching->common_starts;
}

const mm_load *mm_matching_loads(const mm_matching *matching, int32_t *n_loads)
{
    if (n_loads != NULL) *n_loads = matching == NULL ? 0 : matching->n_loads;
    return matching == NULL ? NULL : matching->load;
}

const mm_goal_result *mm_matching_goals(const mm_matching *matching, int32_t *n_goals)
{
    if (n_goals != NULL) *n_goals = matching == NULL ? 0 : matching->n_goals;
    return matching == NULL ? NULL : matching->goal;
}

const mm_proof *mm_matching_proof(const mm_matching *matching)
{
    return matching == NULL ? NULL : &matching->proof;
}
