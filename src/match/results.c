/* What a matching tells of itself. Values are counted from the pairs, bounds from the proof; where
 * there is no proof, from each mentee's best candidates. */
#include "match/results.h"

#include "base/sort.h"
#include "profile/common_starts.h"

static int by_ids(const void *one, const void *other, void *context)
{
    const mm_profiles *profiles = context;
    const mm_pair *a = one;
    const mm_pair *b = other;
    const int32_t mentee_a = profiles->row[MMI_MENTEE][a->mentee];
    const int32_t mentee_b = profiles->row[MMI_MENTEE][b->mentee];
    if (mentee_a != mentee_b) return mentee_a < mentee_b ? -1 : 1;
    const int32_t mentor_a = profiles->row[MMI_MENTOR][a->mentor];
    const int32_t mentor_b = profiles->row[MMI_MENTOR][b->mentor];
    return mentor_a < mentor_b ? -1 : mentor_a > mentor_b;
}

mm_status mmi_keep_matched_pairs(const mm_profiles *profiles, const mm_pair *pair, size_t n_pairs,
                                 mm_matching *matching, mm_error *error)
{
    matching->pair = mmi_alloc(&matching->heap, n_pairs, sizeof *matching->pair);
    matching->live_weeks = mmi_alloc(&matching->heap, n_pairs, sizeof(int32_t));
    matching->common_starts = mmi_alloc(&matching->heap, n_pairs, sizeof(int32_t));
    if (matching->pair == NULL || matching->live_weeks == NULL ||
        matching->common_starts == NULL) {
        return mmi_out_of_memory(error);
    }
    for (size_t i = 0; i < n_pairs; i++) matching->pair[i] = pair[i];
    matching->n_pairs = (int32_t)n_pairs;
    mmi_sort(matching->pair, n_pairs, sizeof *matching->pair, by_ids, (void *)(uintptr_t)profiles);
    for (size_t i = 0; i < n_pairs; i++) {
        const mm_pair *of = &matching->pair[i];
        for (int32_t week = 0; week < profiles->n_weeks; week++) {
            const int32_t n_common = mmi_common_starts(profiles, of->mentee, of->mentor, week);
            if (n_common == 0) continue;
            const bool is_fewest =
                matching->live_weeks[i] == 0 || n_common < matching->common_starts[i];
            if (is_fewest) matching->common_starts[i] = n_common;
            matching->live_weeks[i]++;
        }
    }
    return MM_OK;
}

static const mmi_stage *stage_of(const mmi_face *face, int32_t n_proven, mmi_aim aim)
{
    for (int32_t i = 0; i < n_proven; i++) {
        if (face->stage[i].aim == aim) return &face->stage[i];
    }
    return NULL;
}

mm_status mmi_keep_loads(const mmi_face *face, const mmi_solution *solution,
                         mm_matching *matching, mm_error *error)
{
    const mm_profiles *profiles = face->profiles;
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    const mmi_stage *requests = stage_of(face, solution->n_proven, MMI_AIM_REQUESTS);
    const mmi_stage *scores = stage_of(face, solution->n_proven, MMI_AIM_SCORES);
    matching->load = mmi_alloc(&matching->heap, (size_t)n_mentors, sizeof *matching->load);
    if (matching->load == NULL) return mmi_out_of_memory(error);
    matching->n_loads = n_mentors;
    for (int32_t row = 0; row < n_mentors; row++) {
        const int32_t mentor = profiles->number[MMI_MENTOR][row];
        mm_load *load = &matching->load[row];
        *load = (mm_load){mentor, profiles->kind_of[mentor], 0, profiles->capacity[mentor], 0, 0};
        if (!profiles->takes_part[MMI_MENTOR][mentor]) continue;
        if (requests != NULL) load->one_more_fills = requests->column_price[mentor];
        if (scores != NULL) load->one_more_adds = scores->column_price[mentor];
    }
    for (int32_t i = 0; i < matching->n_pairs; i++) {
        matching->load[profiles->row[MMI_MENTOR][matching->pair[i].mentor]].load++;
    }
    return MM_OK;
}

/* ---- goals ---- */

/* Sum of the n largest scores of a row, at most: its candidates came first, best first, and what
 * was listed later, or is not listed, is no better than what was left out. */
static int64_t best_of_row(const mmi_candidates *candidates, int32_t row, int64_t n)
{
    int64_t sum = 0;
    const int32_t left = candidates->left[row].best;
    for (int64_t i = 0; i < n; i++) {
        const int32_t score = candidates->score[candidates->start[row] + i];
        sum += score > left ? score : left;
    }
    return sum;
}

/* Upper bounds that need no proof. */
typedef struct easy_bound {
    int64_t requests; /* places are not exceeded, nor wants */
    int64_t total;    /* everybody gets the best candidates */
} easy_bound;

static easy_bound bound_easily(const mm_profiles *profiles, const mmi_candidates *candidates,
                               const mm_matching *matching)
{
    int64_t n_places = 0;
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        n_places += profiles->capacity[mentor];
    }
    easy_bound most = {profiles->n_fixed, 0};
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        const int64_t n_listed = candidates->start[row + 1] - candidates->start[row];
        const int64_t n_wanted = profiles->request_count[row];
        const int64_t n = n_wanted < n_listed ? n_wanted : n_listed;
        most.requests += n;
        most.total += best_of_row(candidates, row, n);
    }
    for (int32_t i = 0; i < matching->n_pairs && profiles->n_fixed > 0; i++) {
        most.total += matching->pair[i].score; /* fixed pairs are among them */
    }
    if (most.requests > n_places) most.requests = n_places;
    return most;
}

static int32_t count_mentees(const mm_matching *matching)
{
    int32_t n_mentees = 0;
    for (int32_t i = 0; i < matching->n_pairs; i++) {
        n_mentees += i == 0 || matching->pair[i].mentee != matching->pair[i - 1].mentee;
    }
    return n_mentees;
}

mm_status mmi_keep_goals(const mmi_face *face, const mmi_candidates *candidates,
                         const mmi_solution *solution, mm_matching *matching, mm_error *error)
{
    const mm_programme *programme = mmi_programme_of(face->profiles);
    matching->goal =
        mmi_alloc(&matching->heap, (size_t)programme->n_goals, sizeof *matching->goal);
    if (matching->goal == NULL) return mmi_out_of_memory(error);
    matching->n_goals = programme->n_goals;
    easy_bound most = {0, 0};
    if (solution->is_stopped) most = bound_easily(face->profiles, candidates, matching);
    for (int32_t i = 0; i < matching->n_goals; i++) {
        mm_goal_result *goal = &matching->goal[i];
        const bool is_total = programme->goal[i] == MM_GOAL_TOTAL;
        const mmi_aim aim = is_total ? MMI_AIM_SCORES : MMI_AIM_REQUESTS;
        *goal = (mm_goal_result){.goal = programme->goal[i]};
        for (int32_t pair = 0; pair < matching->n_pairs; pair++) {
            goal->value += is_total ? matching->pair[pair].score : 1;
        }
        if (!is_total) goal->mentees = count_mentees(matching);
        goal->is_proven = stage_of(face, solution->n_proven, aim) != NULL;
        goal->bound = goal->is_proven ? goal->value : is_total ? most.total : most.requests;
    }
    if (matching->n_goals > 0) {
        const mm_goal_result *last = &matching->goal[matching->n_goals - 1];
        matching->proof.bound = last->bound;
        matching->proof.gap = last->bound - last->value;
    }
    return MM_OK;
}
