/* Why requests stayed unfilled: the reason, the mentor who would fit best, and what stands between.
 * Eligible mentors are found by the kernel; only where there is none is every rule asked why. */
#include "explain/unmatched.h"

#include "base/buffer.h"
#include "score/eligibility.h"
#include "score/scan.h"

#include <string.h>

#define NAMED_MOST 5    /* mentees in a sentence */
#define STOP_EVERY 64   /* mentees between two looks at the clock */

enum { RULE_AVOID, RULE_FORBIDDEN, RULE_NOT_ELIGIBLE, N_RULES }; /* behind the criteria */

/* Everything that one request after the other is explained with. */
typedef struct explaining {
    const mm_profiles *profiles;
    const mm_matching *matching;
    const mmi_stop *stop;
    mm_unmatched *made;
    mmi_scorer scorer;     /* made when the first request needs it */
    int32_t *score;        /* [n_mentors] of the kernel */
    mmi_scanner *scanner;  /* made with it */
    bool *is_had;          /* [n_mentors] the mentee has the mentor already, or is the mentor */
    int64_t *n_excluded;   /* [n_criteria + N_RULES] mentors that each excludes */
    int32_t *placed_start; /* [n_mentors + 2] into placed, one ahead while it is filled */
    int32_t *placed;       /* [n_pairs] mentees of each mentor, in order of ids */
    const char **placed_text; /* [n_mentors] their ids joined by ';', NULL until asked for */
    mmi_buffer text;
} explaining;

/* Better score first, then the smaller id. */
static bool is_nearer(const mm_profiles *profiles, int32_t score, int32_t mentor,
                      int32_t best_score, int32_t best)
{
    if (best == MM_NONE || score != best_score) return best == MM_NONE || score > best_score;
    return profiles->row[MMI_MENTOR][mentor] < profiles->row[MMI_MENTOR][best];
}

static bool has_place(const explaining *with, int32_t mentor)
{
    return with->placed_start[mentor + 1] - with->placed_start[mentor] <
           with->profiles->capacity[mentor];
}

/* The best-scored eligible mentor of the kind whom the mentee does not have; MM_NONE: none. Of
 * those with a place, if only_free. */
static int32_t nearest_eligible(explaining *with, int32_t mentee, int32_t kind, bool only_free,
                                int32_t *score, int32_t *n_eligible)
{
    const mm_profiles *profiles = with->profiles;
    const int32_t first = profiles->kind_first[kind];
    const int32_t n = profiles->kind_first[kind + 1] - first;
    int32_t nearest = MM_NONE;
    *n_eligible = 0;
    mmi_scan_scores(with->scanner, mentee, first, n, with->score);
    for (int32_t i = 0; i < n; i++) {
        if (with->score[i] == MMI_INELIGIBLE || with->is_had[first + i]) continue;
        if (only_free && !has_place(with, first + i)) continue;
        (*n_eligible)++;
        if (is_nearer(profiles, with->score[i], first + i, *score, nearest)) {
            nearest = first + i;
            *score = with->score[i];
        }
    }
    return nearest;
}

/* The best-scored mentor of the kind, eligible or not, and the rule that excludes most. */
static int32_t nearest_at_all(explaining *with, int32_t mentee, int32_t kind, int32_t *score,
                              const char **blocked_by)
{
    static const char *const rule_name[N_RULES] = {"avoid", "forbidden", "eligible"};
    static const int32_t rule_bit[N_RULES] = {MM_BARRED_AVOID, MM_BARRED_FORBIDDEN,
                                              MM_BARRED_NOT_ELIGIBLE};
    const mm_profiles *profiles = with->profiles;
    const int32_t n_criteria = mmi_n_criteria(profiles);
    int32_t nearest = MM_NONE;
    for (int32_t i = 0; i < n_criteria + N_RULES; i++) with->n_excluded[i] = 0;
    for (int32_t mentor = profiles->kind_first[kind]; mentor < profiles->kind_first[kind + 1];
         mentor++) {
        if (with->is_had[mentor]) continue;
        int32_t sum = 0;
        for (int32_t criterion = 0; criterion < n_criteria; criterion++) {
            const mmi_judgement found = mmi_judge(profiles, criterion, mentee, mentor);
            sum += found.earned;
            with->n_excluded[criterion] += found.fails;
        }
        const int32_t barred = mmi_why_barred(profiles, mentee, mentor);
        for (int32_t rule = 0; rule < N_RULES; rule++) {
            with->n_excluded[n_criteria + rule] += (barred & rule_bit[rule]) != 0;
        }
        if (is_nearer(profiles, sum, mentor, *score, nearest)) {
            nearest = mentor;
            *score = sum;
        }
    }
    int64_t most = 0;
    *blocked_by = "";
    for (int32_t i = 0; i < n_criteria + N_RULES; i++) {
        if (with->n_excluded[i] <= most) continue;
        most = with->n_excluded[i];
        *blocked_by = i < n_criteria ? mmi_criterion_name(profiles, i) : rule_name[i - n_criteria];
    }
    return nearest;
}

static const char *keep_text(explaining *with)
{
    const char *kept = with->text.has_failed ? NULL
        : mmi_arena_text(&with->made->arena, with->text.bytes != NULL ? with->text.bytes : "",
                         with->text.n);
    mmi_buffer_restart(&with->text);
    return kept;
}

/* The pairs by mentor. Pairs are in order of ids, and so each mentor's mentees will be. */
static void list_placed(explaining *with)
{
    const mm_matching *matching = with->matching;
    int32_t *fill = with->placed_start + 1;
    for (int32_t i = 0; i < matching->n_pairs; i++) fill[matching->pair[i].mentor + 1]++;
    for (int32_t mentor = 0; mentor < with->profiles->n_people[MMI_MENTOR]; mentor++) {
        fill[mentor + 1] += fill[mentor];
    }
    for (int32_t i = 0; i < matching->n_pairs; i++) {
        with->placed[fill[matching->pair[i].mentor]++] = matching->pair[i].mentee;
    }
}

/* Ids of the mentees who have the mentor, joined by ';'. One text a mentor, however often asked. */
static const char *mentees_of(explaining *with, int32_t mentor)
{
    const int32_t first = with->placed_start[mentor];
    if (with->placed_text[mentor] != NULL) return with->placed_text[mentor];
    for (int32_t i = first; i < with->placed_start[mentor + 1]; i++) {
        if (i > first) mmi_buffer_char(&with->text, ';');
        mmi_buffer_text(&with->text, mmi_id_of(with->profiles, MMI_MENTEE, with->placed[i]));
    }
    with->placed_text[mentor] = keep_text(with);
    return with->placed_text[mentor];
}

/* ", who has a, b, c and 4 more." */
static void add_placed(explaining *with, int32_t mentor)
{
    const int32_t first = with->placed_start[mentor];
    const int32_t n = with->placed_start[mentor + 1] - first;
    const int32_t n_named = n <= NAMED_MOST ? n : NAMED_MOST - 1;
    mmi_buffer_text(&with->text, ", who has ");
    for (int32_t i = 0; i < n_named; i++) {
        const char *before = i == 0 ? "" : i == n - 1 ? " and " : ", ";
        mmi_buffer_format(&with->text, "%s%s", before,
                          mmi_id_of(with->profiles, MMI_MENTEE, with->placed[first + i]));
    }
    if (n > n_named) mmi_buffer_format(&with->text, " and %d more", n - n_named);
    mmi_buffer_char(&with->text, '.');
}

static const char *sentence_for(explaining *with, const mm_unmatched_request *request,
                                int32_t score, int32_t n_eligible)
{
    const mm_profiles *profiles = with->profiles;
    const char *kind = profiles->cohort->kind[request->kind];
    const char *nearest = request->nearest_mentor == MM_NONE
                              ? "" : mmi_id_of(profiles, MMI_MENTOR, request->nearest_mentor);
    mmi_buffer *text = &with->text;
    mmi_buffer_format(text, "%s asks for a mentor of kind %s: ",
                      mmi_id_of(profiles, MMI_MENTEE, request->mentee), kind);
    switch (request->reason) {
    case MM_UNMATCHED_NOT_ELIGIBLE:
        mmi_buffer_text(text, "takes no part, as `eligible` is no.");
        break;
    case MM_UNMATCHED_NO_SUCH_KIND:
        mmi_buffer_text(text, "no mentor is of this kind; find one, or change `wants`.");
        break;
    case MM_UNMATCHED_NONE_ELIGIBLE:
        mmi_buffer_text(text, "no mentor of this kind is eligible.");
        if (request->blocked_by[0] != '\0') {
            mmi_buffer_format(text, " `%s` excludes most of them.", request->blocked_by);
        }
        if (nearest[0] != '\0') {
            mmi_buffer_format(text, " The nearest is %s (score %d.%06d).", nearest,
                              score / MMI_ONE_MICRO, score % MMI_ONE_MICRO);
        }
        break;
    case MM_UNMATCHED_ALL_FULL:
        mmi_buffer_format(text, "all eligible mentors (%d) are full. The nearest is %s (score "
                          "%d.%06d)", n_eligible, nearest, score / MMI_ONE_MICRO,
                          score % MMI_ONE_MICRO);
        if (request->blocked_by[0] == '\0') mmi_buffer_text(text, ", who has no place.");
        else add_placed(with, request->nearest_mentor);
        break;
    case MM_UNMATCHED_PLACE_LEFT:
        mmi_buffer_format(text, "%s is eligible and has a place (score %d.%06d).", nearest,
                          score / MMI_ONE_MICRO, score % MMI_ONE_MICRO);
        break;
    }
    return keep_text(with);
}

/* The nearest mentor, and with it the reason. */
static void find_nearest(explaining *with, mm_unmatched_request *request, int32_t *score,
                         int32_t *n_eligible)
{
    const int32_t mentee = request->mentee;
    const int32_t kind = request->kind;
    request->reason = MM_UNMATCHED_PLACE_LEFT;
    request->nearest_mentor = nearest_eligible(with, mentee, kind, true, score, n_eligible);
    if (request->nearest_mentor != MM_NONE) return;
    request->reason = MM_UNMATCHED_ALL_FULL;
    request->nearest_mentor = nearest_eligible(with, mentee, kind, false, score, n_eligible);
    if (request->nearest_mentor != MM_NONE) {
        request->blocked_by = mentees_of(with, request->nearest_mentor);
        return;
    }
    request->reason = MM_UNMATCHED_NONE_ELIGIBLE;
    request->nearest_mentor = nearest_at_all(with, mentee, kind, score, &request->blocked_by);
}

static bool explain_request(explaining *with, int32_t row, mm_unmatched_request *request)
{
    const mm_profiles *profiles = with->profiles;
    const int32_t mentee = profiles->request_mentee[row];
    const int32_t kind = profiles->request_kind[row];
    int32_t score = 0;
    int32_t n_eligible = 0;
    *request = (mm_unmatched_request){mentee, kind, MM_UNMATCHED_NOT_ELIGIBLE, MM_NONE, "", ""};
    if (!profiles->takes_part[MMI_MENTEE][mentee]) {
        /* before all other reasons */
    } else if (profiles->kind_first[kind] == profiles->kind_first[kind + 1]) {
        request->reason = MM_UNMATCHED_NO_SUCH_KIND;
    } else {
        find_nearest(with, request, &score, &n_eligible);
    }
    if (request->blocked_by == NULL) return false;
    request->sentence = sentence_for(with, request, score, n_eligible);
    return request->sentence != NULL;
}

/* Mentors whom a mentee has, from the pairs that begin at `pair`, and the mentee's other self. */
static void mark_had(explaining *with, int32_t mentee, int32_t pair, bool is_had)
{
    const mm_matching *matching = with->matching;
    for (int32_t i = pair; i < matching->n_pairs && matching->pair[i].mentee == mentee; i++) {
        with->is_had[matching->pair[i].mentor] = is_had;
    }
    const int32_t self = with->profiles->same_mentor[mentee];
    if (self != MM_NONE) with->is_had[self] = is_had;
}

/* How many mentors of the row's kind the mentee has. */
static int32_t count_filled(const explaining *with, int32_t row, int32_t pair)
{
    const mm_matching *matching = with->matching;
    const int32_t mentee = with->profiles->request_mentee[row];
    int32_t n_filled = 0;
    for (int32_t i = pair; i < matching->n_pairs && matching->pair[i].mentee == mentee; i++) {
        n_filled += matching->pair[i].kind == with->profiles->request_kind[row];
    }
    return n_filled;
}

static bool append(explaining *with, const mm_unmatched_request *request, size_t *capacity)
{
    mm_unmatched *made = with->made;
    if (made->n_requests == INT32_MAX) return false;
    if (!mmi_reserve(&made->heap, &made->request, capacity, (size_t)made->n_requests + 1)) {
        return false;
    }
    made->request[made->n_requests++] = *request;
    return true;
}

/* All rows of a mentee that have something open; the mentee's pairs begin at `pair`. */
static mm_status explain_mentee(explaining *with, int32_t mentee, int32_t pair, size_t *capacity,
                                mm_error *error)
{
    const mm_profiles *profiles = with->profiles;
    for (int32_t row = profiles->request_start[mentee]; row < profiles->request_start[mentee + 1];
         row++) {
        const int32_t n_open = profiles->request_count[row] - count_filled(with, row, pair);
        if (n_open <= 0) continue;
        if (with->scorer.profiles == NULL) {
            mm_status status = mmi_scorer_make(&profiles->heap, profiles, MM_KERNEL_BEST,
                                               with->stop, &with->scorer, error);
            if (status == MM_OK) {
                status = mmi_scanner_make(&profiles->heap, &with->scorer, &with->scanner, error);
            }
            if (status != MM_OK) return status;
        }
        mm_unmatched_request request;
        mark_had(with, mentee, pair, true);
        bool has_memory = explain_request(with, row, &request);
        mark_had(with, mentee, pair, false);
        for (int32_t n = 0; has_memory && n < n_open; n++) {
            has_memory = append(with, &request, capacity);
        }
        if (!has_memory) return mmi_out_of_memory(error);
    }
    return MM_OK;
}

/* All mentees in order of ids, with the pairs beside them. */
static mm_status explain_all(explaining *with, mm_error *error)
{
    const mm_profiles *profiles = with->profiles;
    const mm_matching *matching = with->matching;
    int32_t pair = 0;
    size_t capacity = 0;
    for (int32_t i = 0; i < profiles->n_people[MMI_MENTEE]; i++) {
        if (i % STOP_EVERY == 0 && mmi_stop_asked(with->stop)) return mmi_stopped(error);
        const int32_t mentee = profiles->number[MMI_MENTEE][i];
        const mm_status status = explain_mentee(with, mentee, pair, &capacity, error);
        if (status != MM_OK) return status;
        while (pair < matching->n_pairs && matching->pair[pair].mentee == mentee) pair++;
    }
    return MM_OK;
}

mm_status mmi_explain_unmatched(const mm_profiles *profiles, const mm_matching *matching,
                                const mmi_stop *stop, mm_unmatched **unmatched, mm_error *error)
{
    const mmi_heap *heap = &profiles->heap;
    const size_t n_mentors = (size_t)profiles->n_people[MMI_MENTOR];
    explaining with = {.profiles = profiles, .matching = matching, .stop = stop,
                       .made = mmi_alloc(heap, 1, sizeof *with.made),
                       .score = mmi_alloc(heap, n_mentors, sizeof(int32_t)),
                       .is_had = mmi_alloc(heap, n_mentors, sizeof(bool)),
                       .n_excluded = mmi_alloc(heap, (size_t)mmi_n_criteria(profiles) + N_RULES,
                                               sizeof(int64_t)),
                       .placed_start = mmi_alloc(heap, n_mentors + 2, sizeof(int32_t)),
                       .placed = mmi_alloc(heap, (size_t)matching->n_pairs, sizeof(int32_t)),
                       .placed_text = mmi_alloc(heap, n_mentors, sizeof(char *)),
                       .text = mmi_buffer_on(heap)};
    mm_status status = MM_OK;
    if (with.made != NULL) {
        with.made->heap = *heap;
        with.made->arena = mmi_arena_on(heap);
        memcpy(with.made->fingerprint, profiles->cohort->fingerprint, MMI_SHA256_BYTES);
    }
    if (with.made == NULL || with.score == NULL || with.is_had == NULL ||
        with.n_excluded == NULL || with.placed_start == NULL || with.placed == NULL ||
        with.placed_text == NULL) {
        status = mmi_out_of_memory(error);
    } else {
        list_placed(&with);
        status = explain_all(&with, error);
    }
    mmi_scanner_free(with.scanner);
    if (with.scorer.profiles != NULL) mmi_scorer_clear(&with.scorer);
    mmi_free(heap, with.score);
    mmi_free(heap, with.is_had);
    mmi_free(heap, with.n_excluded);
    mmi_free(heap, with.placed_start);
    mmi_free(heap, with.placed);
    mmi_free(heap, with.placed_text);
    mmi_buffer_clear(&with.text);
    *unmatched = status == MM_OK ? with.made : NULL;
    if (status != MM_OK) mm_unmatched_free(with.made);
    return status;
}

void mm_unmatched_free(mm_unmatched *unmatched)
{
    if (unmatched == NULL) return;
    const mmi_heap heap = unmatched->heap;
    mmi_arena_clear(&unmatched->arena);
    mmi_free(&heap, unmatched->request);
    mmi_free(&heap, unmatched);
}
