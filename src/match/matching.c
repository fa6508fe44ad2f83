/* Matches a cohort: tables → candidates → goals → results. */
#include "match/matching.h"

#include "match/results.h"
#include "match/solve.h"

#include <string.h>

/* Solve, then keep what was found in `made`. */
static mm_status solve(mmi_row_scanner *scanner, mm_matching *made, mm_error *error)
{
    const mm_profiles *profiles = scanner->scorer->profiles;
    mmi_face face = {0};
    mmi_candidates candidates = {0};
    mmi_solution solution = {.heap = made->heap};
    mm_status status = mmi_face_make(&made->heap, profiles, &face, error);
    if (status == MM_OK) status = mmi_candidates_make(scanner, &candidates, error);
    if (status != MM_OK) goto done;
    status = mmi_solve_goals(scanner, &face, &candidates, &solution, error);
    if (status == MM_OK && !solution.has_pairs) status = mmi_stopped(error);
    if (status != MM_OK) goto done;
    made->proof = (mm_proof){
        .outcome = solution.is_stopped ? MM_OUTCOME_STOPPED : MM_OUTCOME_OPTIMAL,
        .glpk = solution.confirmation.answer,
        .glpk_iterations = solution.confirmation.iterations,
        .n_rounds = solution.n_rounds,
        .n_pairs_priced = solution.n_priced,
        .n_candidates = candidates.start[candidates.n_rows],
    };
    status = mmi_keep_matched_pairs(profiles, solution.pair, solution.n_pairs, made, error);
    if (status == MM_OK) status = mmi_keep_loads(&face, &solution, made, error);
    if (status == MM_OK) status = mmi_keep_goals(&face, &candidates, &solution, made, error);
done:
    mmi_solution_clear(&solution);
    mmi_candidates_clear(&candidates);
    mmi_face_clear(&face);
    return status;
}

/* The same with threads and tables, which end with the call. */
static mm_status solve_with_threads(const mmi_heap *heap, const mm_profiles *profiles,
                                    const mmi_match_way *way, mm_matching *made, mm_error *error)
{
    mmi_pool *pool = NULL;
    mmi_scorer scorer = {0};
    mmi_row_scanner scanner = {0};
    mm_status status = mmi_pool_make(heap, way->threads, &pool, error);
    if (status != MM_OK) return status;
    status = mmi_scorer_make(heap, profiles, way->kernel, way->stop, &scorer, error);
    if (status == MM_OK) {
        status = mmi_row_scanner_make(heap, &scorer, pool, way->stop, &scanner, error);
        if (status == MM_OK) status = solve(&scanner, made, error);
        mmi_row_scanner_clear(&scanner);
        mmi_scorer_clear(&scorer);
    }
    mmi_pool_free(pool);
    return status;
}

mm_status mmi_match(const mmi_heap *heap, const mm_profiles *profiles, const mmi_match_way *way,
                    mm_matching **matching, mm_error *error)
{
    *matching = NULL;
    mm_matching *made = mmi_alloc(heap, 1, sizeof *made);
    if (made == NULL) return mmi_out_of_memory(error);
    made->heap = *heap;
    memcpy(made->fingerprint, profiles->cohort->fingerprint, sizeof made->fingerprint);
    const mm_status status = solve_with_threads(heap, profiles, way, made, error);
    if (status != MM_OK) {
        mm_matching_free(made);
        return status;
    }
    *matching = made;
    return MM_OK;
}

void mm_matching_free(mm_matching *matching)
{
    if (matching == NULL) return;
    const mmi_heap heap = matching->heap;
    mmi_free(&heap, matching->pair);
    mmi_free(&heap, matching->live_weeks);
    mmi_free(&heap, matching->common_starts);
    mmi_free(&heap, matching->load);
    mmi_free(&heap, matching->goal);
    mmi_free(&heap, matching);
}
