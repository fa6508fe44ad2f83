/* Candidate lists in compressed rows. Made once by score, grown by pricing. */
#include "match/candidates.h"

#include "score/best_k.h"

#include <string.h>

#define LIST_SMALL 16          /* best candidates a row, up to … */
#define LIST_SMALL_MENTEES 30000 /* … this many mentees; */
#define LIST_LARGE 24          /* beyond, see docs/matching.md */
#define STOP_EVERY 64          /* rows between two looks at the clock */

bool mmi_row_scores_make(const mmi_heap *heap, const mmi_scorer *scorer, mmi_row_scores *scores)
{
    const size_t n_mentors = (size_t)scorer->profiles->n_people[MMI_MENTOR];
    *scores = (mmi_row_scores){.heap = *heap, .scorer = scorer};
    scores->score = mmi_alloc(heap, n_mentors, sizeof(int32_t));
    return scores->score != NULL &&
           mmi_scanner_make(heap, scorer, &scores->scanner, NULL) == MM_OK;
}

void mmi_row_scores_of(mmi_row_scores *scores, int32_t row)
{
    const mm_profiles *profiles = scores->scorer->profiles;
    const int32_t mentee = profiles->request_mentee[row];
    const int32_t kind = profiles->request_kind[row];
    scores->first = profiles->kind_first[kind];
    scores->n = profiles->kind_first[kind + 1] - scores->first;
    mmi_scan_scores(scores->scanner, mentee, scores->first, scores->n, scores->score);
    for (int32_t i = profiles->fixed_start[mentee]; i < profiles->fixed_start[mentee + 1]; i++) {
        const int32_t at = profiles->fixed[i].mentor - scores->first;
        if (at >= 0 && at < scores->n) scores->score[at] = MMI_INELIGIBLE;
    }
}

void mmi_row_scores_clear(mmi_row_scores *scores)
{
    mmi_free(&scores->heap, scores->score);
    mmi_scanner_free(scores->scanner);
}

/* How many candidates a row begins with. */
static int32_t list_length(const mm_profiles *profiles, int32_t row)
{
    const int32_t usual = profiles->n_people[MMI_MENTEE] <= LIST_SMALL_MENTEES ? LIST_SMALL
                                                                              : LIST_LARGE;
    const int32_t kind = profiles->request_kind[row];
    const int32_t n_mentors = profiles->kind_first[kind + 1] - profiles->kind_first[kind];
    const int64_t wanted = 2 * (int64_t)profiles->request_count[row];
    const int64_t length = wanted > usual ? wanted : usual;
    return length < n_mentors ? (int32_t)length : n_mentors;
}

/* Where a row's ties begin: any spread does, but the same everywhere. */
static int32_t tie_offset(int32_t row, int32_t n)
{
    return n == 0 ? 0 : (int32_t)(((uint64_t)(uint32_t)row * UINT64_C(2654435761)) % (uint64_t)n);
}

static mm_status fill(mmi_candidates *to, mmi_row_scores *scores, const mmi_stop *stop,
                      mmi_scored *best, mm_error *error)
{
    const mm_profiles *profiles = scores->scorer->profiles;
    int64_t n_pairs = 0;
    for (int32_t row = 0; row < to->n_rows; row++) {
        if (row % STOP_EVERY == 0 && mmi_stop_asked(stop)) return mmi_stopped(error);
        mmi_row_scores_of(scores, row);
        const int32_t n_best =
            mmi_best_k(scores->score, scores->n, list_length(profiles, row),
                       tie_offset(row, scores->n), best, &to->left_best[row]);
        for (int32_t i = 0; i < n_best; i++) {
            to->mentor[n_pairs] = scores->first + best[i].index;
            to->score[n_pairs++] = best[i].score;
        }
        to->start[row + 1] = n_pairs;
    }
    return MM_OK;
}

mm_status mmi_candidates_make(const mmi_heap *heap, const mmi_scorer *scorer, const mmi_stop *stop,
                              mmi_candidates *candidates, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const size_t n_rows = (size_t)profiles->n_requests;
    *candidates = (mmi_candidates){.heap = *heap, .n_rows = profiles->n_requests};
    size_t n_most = 0;
    int32_t longest = 0;
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        const int32_t length = list_length(profiles, row);
        if (length > longest) longest = length;
        n_most += (size_t)length;
    }
    mmi_row_scores scores;
    const bool has_scores = mmi_row_scores_make(heap, scorer, &scores);
    mmi_scored *best = mmi_alloc(heap, (size_t)longest, sizeof *best);
    candidates->start = mmi_alloc(heap, n_rows + 1, sizeof(int64_t));
    candidates->mentor = mmi_alloc(heap, n_most, sizeof(int32_t));
    candidates->score = mmi_alloc(heap, n_most, sizeof(int32_t));
    candidates->state = mmi_alloc(heap, n_most, 1);
    candidates->left_best = mmi_alloc(heap, n_rows, sizeof(int32_t));
    mm_status status;
    if (!has_scores || best == NULL || candidates->start == NULL || candidates->mentor == NULL ||
        candidates->score == NULL || candidates->state == NULL || candidates->left_best == NULL) {
        status = mmi_out_of_memory(error);
    } else {
        status = fill(candidates, &scores, stop, best, error);
    }
    mmi_free(heap, best);
    mmi_row_scores_clear(&scores);
    if (status != MM_OK) mmi_candidates_clear(candidates);
    return status;
}

mm_status mmi_candidates_add(mmi_candidates *candidates, const mmi_addition *addition,
                             size_t n_additions, mm_error *error)
{
    const mmi_heap *heap = &candidates->heap;
    const size_t n_pairs = (size_t)candidates->start[candidates->n_rows] + n_additions;
    int32_t *mentor = mmi_alloc(heap, n_pairs, sizeof *mentor);
    int32_t *score = mmi_alloc(heap, n_pairs, sizeof *score);
    uint8_t *state = mmi_alloc(heap, n_pairs, sizeof *state);
    if (mentor == NULL || score == NULL || state == NULL) {
        mmi_free(heap, mentor);
        mmi_free(heap, score);
        mmi_free(heap, state);
        return mmi_out_of_memory(error);
    }
    int64_t from = 0; /* end of the row before, in the old arrays */
    int64_t to = 0;
    size_t next = 0;
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        const int64_t end = candidates->start[row + 1];
        const size_t n = (size_t)(end - from);
        if (n > 0) {
            memcpy(mentor + to, candidates->mentor + from, n * sizeof *mentor);
            memcpy(score + to, candidates->score + from, n * sizeof *score);
            memcpy(state + to, candidates->state + from, n);
        }
        to += end - from;
        for (; next < n_additions && addition[next].row == row; next++, to++) {
            mentor[to] = addition[next].mentor;
            score[to] = addition[next].score;
        }
        from = end;
        candidates->start[row + 1] = to;
    }
    mmi_free(heap, candidates->mentor);
    mmi_free(heap, candidates->score);
    mmi_free(heap, candidates->state);
    candidates->mentor = mentor;
    candidates->score = score;
    candidates->state = state;
    return MM_OK;
}

void mmi_candidates_clear(mmi_candidates *candidates)
{
    const mmi_heap heap = candidates->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    mmi_free(&heap, candidates->start);
    mmi_free(&heap, candidates->mentor);
    mmi_free(&heap, candidates->score);
    mmi_free(&heap, candidates->state);
    mmi_free(&heap, candidates->left_best);
    *candidates = (mmi_candidates){.heap = heap};
}
