/* Candidate lists in compressed rows. Made once by a scan of all pairs, grown by pricing. */
#include "match/candidates.h"

#include <string.h>

#define LIST_SMALL 16          /* best candidates a row, up to … */
#define LIST_SMALL_MENTEES 30000 /* … this many mentees; */
#define LIST_LARGE 24          /* beyond, see docs/matching.md */

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

static int32_t n_fixed_of(const mm_profiles *profiles, int32_t mentee)
{
    return profiles->fixed_start[mentee + 1] - profiles->fixed_start[mentee];
}

void mmi_rows_by_kind(const mm_profiles *profiles, int32_t *row, int32_t *kind_room)
{
    for (int32_t kind = 0; kind <= profiles->n_kinds; kind++) kind_room[kind] = 0;
    for (int32_t i = 0; i < profiles->n_requests; i++) kind_room[profiles->request_kind[i] + 1]++;
    for (int32_t kind = 0; kind < profiles->n_kinds; kind++) kind_room[kind + 1] += kind_room[kind];
    for (int32_t i = 0; i < profiles->n_requests; i++) {
        row[kind_room[profiles->request_kind[i]]++] = i;
    }
}

/* Lists on their way: row r has room from start[r] on, n_listed[r] of it is used. */
typedef struct listing {
    mmi_candidates *to;
    const mmi_earlier_lists *earlier; /* NULL: none */
    const mm_profiles *profiles;
    int32_t *fixed_mentor;   /* [n_fixed] mentors of profiles->fixed */
    int32_t *n_listed;       /* [n_rows] */
    int32_t *row;            /* [n_rows] by kind */
    int32_t *kind_room;      /* [n_kinds + 1] */
} listing;

/* Candidates of the earlier list of a row, 0: it is scanned. */
static int64_t n_listed_then(const mmi_earlier_lists *earlier, int32_t row)
{
    if (earlier == NULL || earlier->row_then[row] == MM_NONE) return 0;
    const int64_t *start = earlier->from->start + earlier->row_then[row];
    return start[1] - start[0];
}

static bool make_lists(listing *of, const mmi_heap *heap)
{
    const mm_profiles *profiles = of->profiles;
    mmi_candidates *to = of->to;
    const size_t n_rows = (size_t)profiles->n_requests;
    of->fixed_mentor = mmi_alloc(heap, (size_t)profiles->n_fixed, sizeof(int32_t));
    of->n_listed = mmi_alloc(heap, n_rows, sizeof(int32_t));
    of->row = mmi_alloc(heap, n_rows, sizeof(int32_t));
    of->kind_room = mmi_alloc(heap, (size_t)profiles->n_kinds + 1, sizeof(int32_t));
    to->start = mmi_alloc(heap, n_rows + 1, sizeof(int64_t));
    to->left = mmi_alloc(heap, n_rows, sizeof *to->left);
    if (of->fixed_mentor == NULL || of->n_listed == NULL || of->row == NULL ||
        of->kind_room == NULL || to->start == NULL || to->left == NULL) {
        return false;
    }
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        const int64_t usual = list_length(profiles, row);
        const int64_t then = n_listed_then(of->earlier, row);
        to->start[row + 1] = to->start[row] + (then > usual ? then : usual) +
                             n_fixed_of(profiles, profiles->request_mentee[row]);
    }
    const size_t n_most = (size_t)to->start[profiles->n_requests];
    to->mentor = mmi_alloc(heap, n_most, sizeof(int32_t));
    to->score = mmi_alloc(heap, n_most, sizeof(int32_t));
    to->state = mmi_alloc(heap, n_most, 1);
    to->is_chosen = mmi_alloc(heap, n_most, sizeof(bool));
    return to->mentor != NULL && to->score != NULL && to->state != NULL && to->is_chosen != NULL;
}

static const int32_t *ask(void *context, int32_t row, mmi_scan_row *wanted)
{
    const listing *of = context;
    const int32_t mentee = of->profiles->request_mentee[row];
    wanted->k = list_length(of->profiles, row);
    wanted->floor = 0;
    wanted->excluded = of->fixed_mentor + of->profiles->fixed_start[mentee];
    wanted->n_excluded = n_fixed_of(of->profiles, mentee);
    return NULL;
}

static void list(listing *of, int32_t row, int32_t mentor, int32_t score, mmi_pair_state state)
{
    const int64_t at = of->to->start[row] + of->n_listed[row]++;
    of->to->mentor[at] = mentor;
    of->to->score[at] = score;
    of->to->state[at] = (uint8_t)state;
}

static void list_fixed(listing *of, int32_t row, const int32_t *mentor, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (of->profiles->kind_of[mentor[i]] == of->profiles->request_kind[row]) {
            list(of, row, mentor[i], 0, MMI_PAIR_FIXED);
        }
    }
}

static bool keep(void *context, int32_t row, const mmi_scan_row *found)
{
    listing *of = context;
    const mm_profiles *profiles = of->profiles;
    const int32_t kind = profiles->request_kind[row];
    for (int32_t i = 0; i < found->n_best; i++) {
        list(of, row, profiles->kind_first[kind] + found->best[i].index, found->best[i].score,
             MMI_PAIR_OPEN);
    }
    list_fixed(of, row, found->excluded, found->n_excluded);
    of->to->left[row] =
        (mmi_left_out){found->left_best == INT32_MIN ? -1 : found->left_best, 0, MM_NONE};
    return true;
}

/* What is left of an earlier list: as much as the row wants is enough, or all there is. */
static bool carry_row(listing *of, int32_t row)
{
    const mmi_candidates *from = of->earlier->from;
    const int32_t then = of->earlier->row_then[row];
    const mmi_left_out *left = &from->left[then];
    mmi_candidates *to = of->to;
    for (int64_t i = from->start[then]; i < from->start[then + 1]; i++) {
        const int32_t mentor = of->earlier->mentor_now[from->mentor[i]];
        if (mentor == MM_NONE || from->state[i] == MMI_PAIR_FIXED) continue;
        to->is_chosen[to->start[row] + of->n_listed[row]] = from->is_chosen[i];
        list(of, row, mentor, from->score[i], MMI_PAIR_OPEN);
    }
    if (left->best >= 0 && of->n_listed[row] < of->profiles->request_count[row]) {
        for (int32_t i = 0; i < of->n_listed[row]; i++) to->is_chosen[to->start[row] + i] = false;
        of->n_listed[row] = 0;
        of->earlier->row_then[row] = MM_NONE;
        return false;
    }
    to->left[row] = *left;
    const int32_t mentee = of->profiles->request_mentee[row];
    list_fixed(of, row, of->fixed_mentor + of->profiles->fixed_start[mentee],
               n_fixed_of(of->profiles, mentee));
    return true;
}

/* Rows in the order given that are not carried on; returns how many are left. */
static int32_t carry_rows(listing *of)
{
    int32_t n_left = 0;
    for (int32_t i = 0; i < of->to->n_rows; i++) {
        const int32_t row = of->row[i];
        if (of->earlier->row_then[row] == MM_NONE || !carry_row(of, row)) of->row[n_left++] = row;
    }
    return n_left;
}

/* Close the gaps between the lists. */
static void close_gaps(listing *of)
{
    mmi_candidates *to = of->to;
    int64_t end = 0;
    int64_t sum = 0;
    for (int32_t row = 0; row < to->n_rows; row++) {
        const int64_t from = to->start[row];
        const size_t n = (size_t)of->n_listed[row];
        to->start[row] = end;
        if (n == 0) continue;
        memmove(to->mentor + end, to->mentor + from, n * sizeof *to->mentor);
        memmove(to->score + end, to->score + from, n * sizeof *to->score);
        memmove(to->state + end, to->state + from, n);
        memmove(to->is_chosen + end, to->is_chosen + from, n * sizeof *to->is_chosen);
        sum += to->score[end] - to->score[end + (int64_t)n - 1];
        end += (int64_t)n;
    }
    to->start[to->n_rows] = end;
    to->spread = to->n_rows == 0 ? 0 : (int32_t)(sum / to->n_rows);
    if (of->earlier != NULL) to->spread = of->earlier->from->spread;
}

mm_status mmi_candidates_make(mmi_row_scanner *with, const mmi_earlier_lists *earlier,
                              mmi_candidates *candidates, mm_error *error)
{
    const mmi_heap *heap = &with->heap;
    const mm_profiles *profiles = with->profiles;
    *candidates = (mmi_candidates){.heap = *heap, .n_rows = profiles->n_requests};
    listing of = {.to = candidates, .earlier = earlier, .profiles = profiles};
    bool is_stopped = false;
    mm_status status = make_lists(&of, heap) ? MM_OK : mmi_out_of_memory(error);
    if (status == MM_OK) {
        for (int32_t i = 0; i < profiles->n_fixed; i++) {
            of.fixed_mentor[i] = profiles->fixed[i].mentor;
        }
        mmi_rows_by_kind(profiles, of.row, of.kind_room);
        const int32_t n_left = earlier == NULL ? profiles->n_requests : carry_rows(&of);
        const mmi_row_scan scan = {&of, ask, keep, of.row, n_left,
                                   MM_STAGE_SCORE, 0.0, 0.5};
        status = mmi_scan_request_rows(with, &scan, &is_stopped, error);
    }
    if (status == MM_OK && is_stopped) status = mmi_stopped(error);
    if (status == MM_OK) close_gaps(&of);
    mmi_free(heap, of.fixed_mentor);
    mmi_free(heap, of.n_listed);
    mmi_free(heap, of.row);
    mmi_free(heap, of.kind_room);
    if (status != MM_OK) mmi_candidates_clear(candidates);
    return status;
}

void mmi_candidates_give_back(mmi_candidates *candidates)
{
    const mmi_heap *heap = &candidates->heap;
    const size_t n = (size_t)candidates->start[candidates->n_rows];
    if (n == 0) return;
    int32_t *mentor = mmi_resize(heap, candidates->mentor, n, sizeof *mentor);
    if (mentor != NULL) candidates->mentor = mentor;
    int32_t *score = mmi_resize(heap, candidates->score, n, sizeof *score);
    if (score != NULL) candidates->score = score;
    uint8_t *state = mmi_resize(heap, candidates->state, n, sizeof *state);
    if (state != NULL) candidates->state = state;
    bool *is_chosen = mmi_resize(heap, candidates->is_chosen, n, sizeof *is_chosen);
    if (is_chosen != NULL) candidates->is_chosen = is_chosen;
}

/* Move a candidate of a row up to where its score belongs. */
static void move_up(mmi_candidates *of, int64_t first, int64_t from)
{
    const int32_t mentor = of->mentor[from];
    const int32_t score = of->score[from];
    const uint8_t state = of->state[from];
    const bool is_chosen = of->is_chosen[from];
    int64_t at = from;
    for (; at > first && of->score[at - 1] < score; at--) {
        of->mentor[at] = of->mentor[at - 1];
        of->score[at] = of->score[at - 1];
        of->state[at] = of->state[at - 1];
        of->is_chosen[at] = of->is_chosen[at - 1];
    }
    of->mentor[at] = mentor;
    of->score[at] = score;
    of->state[at] = state;
    of->is_chosen[at] = is_chosen;
}

void mmi_candidates_sort(mmi_candidates *candidates)
{
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        const int64_t first = candidates->start[row];
        for (int64_t i = first + 1; i < candidates->start[row + 1]; i++) {
            if (candidates->score[i - 1] < candidates->score[i]) move_up(candidates, first, i);
        }
    }
}

/* A copy of a row-wise array with gaps where additions come. */
static void spread_out(char *to, const char *from, size_t size, const mmi_candidates *old,
                       const int64_t *start)
{
    for (int32_t row = 0; row < old->n_rows; row++) {
        const size_t n = (size_t)(old->start[row + 1] - old->start[row]);
        if (n == 0) continue;
        memcpy(to + (size_t)start[row] * size, from + (size_t)old->start[row] * size, n * size);
    }
}

static void *spread_array(const mmi_candidates *old, void *array, size_t size,
                          const int64_t *start)
{
    char *made = mmi_alloc(&old->heap, (size_t)start[old->n_rows], size);
    if (made == NULL) return NULL;
    spread_out(made, array, size, old, start);
    return made;
}

mm_status mmi_candidates_add(mmi_candidates *candidates, const mmi_addition *addition,
                             size_t n_additions, mm_error *error)
{
    const mmi_heap *heap = &candidates->heap;
    mmi_candidates old = *candidates;
    int64_t *start = mmi_alloc(heap, (size_t)old.n_rows + 1, sizeof *start);
    if (start == NULL) return mmi_out_of_memory(error);
    for (size_t i = 0; i < n_additions; i++) start[addition[i].row + 1]++;
    for (int32_t row = 0; row < old.n_rows; row++) {
        start[row + 1] += start[row] + old.start[row + 1] - old.start[row];
    }
    mmi_candidates more = old;
    more.start = start;
    more.mentor = spread_array(&old, old.mentor, sizeof *old.mentor, start);
    more.score = spread_array(&old, old.score, sizeof *old.score, start);
    more.state = spread_array(&old, old.state, sizeof *old.state, start);
    more.is_chosen = spread_array(&old, old.is_chosen, sizeof *old.is_chosen, start);
    const bool is_made = more.mentor != NULL && more.score != NULL && more.state != NULL &&
                         more.is_chosen != NULL;
    if (is_made) {
        int64_t at = 0;
        for (size_t i = 0; i < n_additions; i++, at++) {
            const int32_t row = addition[i].row;
            if (i == 0 || addition[i - 1].row != row) {
                at = start[row] + old.start[row + 1] - old.start[row];
            }
            more.mentor[at] = addition[i].mentor;
            more.score[at] = addition[i].score;
        }
        *candidates = more;
    }
    const mmi_candidates *gone = is_made ? &old : &more;
    mmi_free(heap, gone->start);
    mmi_free(heap, gone->mentor);
    mmi_free(heap, gone->score);
    mmi_free(heap, gone->state);
    mmi_free(heap, gone->is_chosen);
    return is_made ? MM_OK : mmi_out_of_memory(error);
}

void mmi_candidates_clear(mmi_candidates *candidates)
{
    const mmi_heap heap = candidates->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    mmi_free(&heap, candidates->start);
    mmi_free(&heap, candidates->mentor);
    mmi_free(&heap, candidates->score);
    mmi_free(&heap, candidates->state);
    mmi_free(&heap, candidates->is_chosen);
    mmi_free(&heap, candidates->left);
    *candidates = (mmi_candidates){.heap = heap};
}
