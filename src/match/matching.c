/* Matches a cohort: tables → candidates, or what an earlier matching left → goals → results. */
#include "match/matching.h"

#include "match/results.h"
#include "match/solve.h"
#include "match/start.h"

#include <string.h>

/* What a matching is made of on its way. */
typedef struct matching_parts {
    mmi_row_scanner scanner;
    mmi_face face;
    mmi_roll roll;
    mmi_stock stock;
    mmi_solution solution;
} matching_parts;

static void clear_parts(matching_parts *parts)
{
    mmi_solution_clear(&parts->solution);
    mmi_stock_clear(&parts->stock);
    mmi_roll_clear(&parts->roll);
    mmi_face_clear(&parts->face);
    mmi_row_scanner_clear(&parts->scanner);
}

/* Candidates, from an earlier matching if that is of use. */
static mm_status find_candidates(matching_parts *parts, const mmi_match_way *way, mm_error *error)
{
    const mm_profiles *profiles = parts->scanner.profiles;
    const mmi_heap *heap = &parts->scanner.heap;
    const mmi_evidence *earlier = way->start == NULL ? NULL : way->start->evidence;
    mm_status status = MM_OK;
    parts->stock.heap = *heap;
    if (earlier != NULL || way->keeps_evidence) {
        status = mmi_roll_make(heap, profiles, &parts->roll, error);
    }
    if (status == MM_OK && earlier != NULL) {
        status = mmi_start_from(&parts->scanner, earlier, &parts->roll, &parts->stock, error);
    }
    if (status != MM_OK || parts->stock.is_carried) return status;
    status = mmi_price_book_make(heap, profiles, &parts->stock.book, error);
    if (status != MM_OK) return status;
    return mmi_candidates_make(&parts->scanner, NULL, &parts->stock.candidates, error);
}

/* Keep what was found in `made`. */
static mm_status keep_results(matching_parts *parts, const mmi_match_way *way, mm_matching *made,
                              mm_error *error)
{
    const mmi_solution *solution = &parts->solution;
    const mmi_candidates *candidates = &parts->stock.candidates;
    made->proof = (mm_proof){
        .outcome = solution->is_stopped ? MM_OUTCOME_STOPPED : MM_OUTCOME_OPTIMAL,
        .glpk = solution->confirmation.answer,
        .glpk_iterations = solution->confirmation.iterations,
        .n_rounds = solution->n_rounds,
        .n_pairs_priced = solution->n_priced,
        .n_candidates = candidates->start[candidates->n_rows],
    };
    mm_status status = mmi_keep_matched_pairs(parts->scanner.profiles, solution->pair,
                                              solution->n_pairs, made, error);
    if (status == MM_OK) status = mmi_keep_loads(&parts->face, solution, made, error);
    if (status == MM_OK) {
        status = mmi_keep_goals(&parts->face, candidates, solution, made, error);
    }
    if (status != MM_OK || !way->keeps_evidence) return status;
    return mmi_evidence_make(&parts->roll, &parts->stock, &parts->face, solution->is_stopped,
                             &made->evidence, error);
}

static mm_status solve(matching_parts *parts, const mmi_match_way *way, mm_matching *made,
                       mm_error *error)
{
    const mm_profiles *profiles = parts->scanner.profiles;
    mm_status status = mmi_face_make(&made->heap, profiles, &parts->face, error);
    if (status == MM_OK) status = find_candidates(parts, way, error);
    if (status == MM_OK) {
        status = mmi_solve_goals(&parts->scanner, &parts->face, &parts->stock, &parts->solution,
                                 error);
    }
    if (status == MM_OK && !parts->solution.has_pairs) status = mmi_stopped(error);
    return status == MM_OK ? keep_results(parts, way, made, error) : status;
}

/* The same with threads, which end with the call. */
static mm_status solve_with_threads(const mmi_heap *heap, const mm_profiles *profiles,
                                    const mmi_match_way *way, mm_matching *made, mm_error *error)
{
    mmi_pool *pool = NULL;
    mm_status status = mmi_pool_make(heap, way->threads, &pool, error);
    if (status != MM_OK) return status;
    matching_parts parts = {.scanner = {.heap = *heap, .profiles = profiles, .kernel = way->kernel,
                                        .pool = pool, .stop = way->stop},
                            .solution = {.heap = *heap}};
    status = mmi_row_scanner_make(&parts.scanner, error);
    if (status == MM_OK) status = solve(&parts, way, made, error);
    clear_parts(&parts);
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
    mmi_evidence_free(matching->evidence);
    mmi_free(&heap, matching);
}
