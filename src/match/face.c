/* Complementary slackness, read as bounds: what a price that is not 0 says about every optimum.
 * Solving a stage is left to `assign`, finding more pairs to price.c. */
#include "match/face.h"

#include "profile/pair_rules.h"

/* Nobody gets more mentors of a kind than there are: sums stay small whatever a file says. */
static void open_wants_and_places(mmi_face *face)
{
    const mm_profiles *profiles = face->profiles;
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        if (profiles->takes_part[MMI_MENTOR][mentor]) {
            face->column_most[mentor] = profiles->capacity[mentor];
        }
    }
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        const int32_t mentee = profiles->request_mentee[row];
        const int32_t kind = profiles->request_kind[row];
        const int32_t n_mentors = profiles->kind_first[kind + 1] - profiles->kind_first[kind];
        const int32_t wanted = profiles->request_count[row];
        face->group_first[mentee] = 1;
        if (!profiles->takes_part[MMI_MENTEE][mentee]) continue;
        face->row_most[row] = wanted < n_mentors ? wanted : n_mentors;
    }
}

/* A fixed pair is made: it takes a place and fills a request. */
static void take_fixed_pairs(mmi_face *face)
{
    const mm_profiles *profiles = face->profiles;
    for (int32_t i = 0; i < profiles->n_fixed; i++) {
        const int32_t mentee = profiles->fixed[i].mentee;
        const int32_t mentor = profiles->fixed[i].mentor;
        const int32_t row = mmi_request_of(profiles, mentee, profiles->kind_of[mentor]);
        if (face->row_most[row] > 0) face->row_most[row]--;
        if (face->column_most[mentor] > 0) face->column_most[mentor]--;
        face->group_first[mentee] = 0;
    }
}

mm_status mmi_face_make(const mmi_heap *heap, const mm_profiles *profiles, mmi_face *face,
                        mm_error *error)
{
    const size_t n_mentees = (size_t)profiles->n_people[MMI_MENTEE];
    const size_t n_mentors = (size_t)profiles->n_people[MMI_MENTOR];
    const size_t n_rows = (size_t)profiles->n_requests;
    *face = (mmi_face){.heap = *heap, .profiles = profiles};
    face->group_least = mmi_alloc(heap, n_mentees, sizeof(int32_t));
    face->group_most = mmi_alloc(heap, n_mentees, sizeof(int32_t));
    face->group_first = mmi_alloc(heap, n_mentees, sizeof(int64_t));
    face->row_least = mmi_alloc(heap, n_rows, sizeof(int32_t));
    face->row_most = mmi_alloc(heap, n_rows, sizeof(int32_t));
    face->column_least = mmi_alloc(heap, n_mentors, sizeof(int32_t));
    face->column_most = mmi_alloc(heap, n_mentors, sizeof(int32_t));
    face->column_is_tied = mmi_alloc(heap, n_mentors, sizeof(bool));
    if (face->group_least == NULL || face->group_most == NULL || face->group_first == NULL ||
        face->row_least == NULL || face->row_most == NULL || face->column_least == NULL ||
        face->column_most == NULL || face->column_is_tied == NULL) {
        mmi_face_clear(face);
        return mmi_out_of_memory(error);
    }
    open_wants_and_places(face);
    take_fixed_pairs(face);
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        face->group_most[profiles->request_mentee[row]] += face->row_most[row];
    }
    return MM_OK;
}

void mmi_face_clear(mmi_face *face)
{
    const mmi_heap heap = face->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    mmi_free(&heap, face->group_least);
    mmi_free(&heap, face->group_most);
    mmi_free(&heap, face->group_first);
    mmi_free(&heap, face->row_least);
    mmi_free(&heap, face->row_most);
    mmi_free(&heap, face->column_least);
    mmi_free(&heap, face->column_most);
    mmi_free(&heap, face->column_is_tied);
    while (face->n_stages > 0) mmi_face_drop_stage(face);
    *face = (mmi_face){.heap = heap};
}

mm_status mmi_face_begin_stage(mmi_face *face, mmi_aim aim, mm_error *error)
{
    const mm_profiles *profiles = face->profiles;
    mmi_stage *stage = &face->stage[face->n_stages++];
    stage->aim = aim;
    stage->row_total = mmi_alloc(&face->heap, (size_t)profiles->n_requests, sizeof(int64_t));
    stage->column_price =
        mmi_alloc(&face->heap, (size_t)profiles->n_people[MMI_MENTOR], sizeof(int64_t));
    stage->kind_least_price = mmi_alloc(&face->heap, (size_t)profiles->n_kinds, sizeof(int64_t));
    if (stage->row_total == NULL || stage->column_price == NULL ||
        stage->kind_least_price == NULL) {
        return mmi_out_of_memory(error);
    }
    return MM_OK;
}

void mmi_face_drop_stage(mmi_face *face)
{
    mmi_stage *stage = &face->stage[--face->n_stages];
    mmi_free(&face->heap, stage->row_total);
    mmi_free(&face->heap, stage->column_price);
    mmi_free(&face->heap, stage->kind_least_price);
    *stage = (mmi_stage){0};
}

void mmi_face_keep_prices(mmi_face *face, const mmi_assignment *answer)
{
    const mm_profiles *profiles = face->profiles;
    mmi_stage *stage = &face->stage[face->n_stages - 1];
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        stage->row_total[row] = answer->row_total[row];
    }
    for (int32_t kind = 0; kind < profiles->n_kinds; kind++) {
        stage->kind_least_price[kind] = INT64_MAX / 4; /* nobody: no pair can help */
    }
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        stage->column_price[mentor] = answer->column_price[mentor];
        if (!profiles->takes_part[MMI_MENTOR][mentor]) continue;
        int64_t *least = &stage->kind_least_price[profiles->kind_of[mentor]];
        if (answer->column_price[mentor] < *least) *least = answer->column_price[mentor];
    }
}

/* ---- the problem of a stage ---- */

static bool has_room(const mmi_stage_problem *made)
{
    return made->row_start != NULL && made->column != NULL && made->value != NULL &&
           made->candidate != NULL && made->start_chosen != NULL;
}

mm_status mmi_stage_problem_make(const mmi_face *face, const mmi_candidates *candidates,
                                 mmi_start start, mmi_stage_problem *made, mm_error *error)
{
    const mmi_heap *heap = &face->heap;
    const mm_profiles *profiles = face->profiles;
    const mmi_aim aim = face->stage[face->n_stages - 1].aim;
    const size_t n_most = (size_t)candidates->start[candidates->n_rows];
    *made = (mmi_stage_problem){.heap = *heap};
    made->row_start = mmi_alloc(heap, (size_t)candidates->n_rows + 1, sizeof(int64_t));
    made->column = mmi_alloc(heap, n_most, sizeof(int32_t));
    made->value = mmi_alloc(heap, n_most, sizeof(int64_t));
    made->candidate = mmi_alloc(heap, n_most, sizeof(int64_t));
    made->start_chosen = mmi_alloc(heap, n_most, sizeof(bool));
    if (!has_room(made)) {
        mmi_stage_problem_clear(made);
        return mmi_out_of_memory(error);
    }
    int64_t n_pairs = 0;
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        for (int64_t i = candidates->start[row]; i < candidates->start[row + 1]; i++) {
            if (candidates->state[i] != MMI_PAIR_OPEN) continue;
            made->column[n_pairs] = candidates->mentor[i];
            made->value[n_pairs] = mmi_worth(aim, candidates->score[i]);
            made->start_chosen[n_pairs] = candidates->is_chosen[i];
            made->candidate[n_pairs++] = i;
        }
        made->row_start[row + 1] = n_pairs;
    }
    /* Where pairs are counted, every pair is tight at price 0. */
    const bool starts_at_prices = start == MMI_START_WARM && aim == MMI_AIM_SCORES;
    made->problem = (mmi_assign_problem){
        .n_groups = profiles->n_people[MMI_MENTEE],
        .n_rows = profiles->n_requests,
        .n_columns = profiles->n_people[MMI_MENTOR],
        .group_start = profiles->request_start,
        .row_start = made->row_start,
        .column = made->column,
        .value = made->value,
        .group_least = face->group_least,
        .group_most = face->group_most,
        .row_least = face->row_least,
        .row_most = face->row_most,
        .column_least = face->column_least,
        .column_most = face->column_most,
        .column_is_tied = face->column_is_tied,
        .group_first_value = aim == MMI_AIM_MENTEES ? face->group_first : NULL,
        .start_price = starts_at_prices ? face->stage[face->n_stages - 1].column_price : NULL,
        .start_chosen = start == MMI_START_COLD ? NULL : made->start_chosen,
        .has_no_auction = aim != MMI_AIM_SCORES,
    };
    return MM_OK;
}

void mmi_stage_problem_clear(mmi_stage_problem *made)
{
    const mmi_heap heap = made->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    mmi_free(&heap, made->row_start);
    mmi_free(&heap, made->column);
    mmi_free(&heap, made->value);
    mmi_free(&heap, made->candidate);
    mmi_free(&heap, made->start_chosen);
    *made = (mmi_stage_problem){.heap = heap};
}

/* ---- what is left after a proof ---- */

/* A load whose bound has a price stands at that bound in every optimum. */
static void narrow_bound(int64_t price, int32_t *least, int32_t *most)
{
    if (price > 0) *least = *most;
    if (price < 0) *most = *least;
}

static void narrow_bounds(mmi_face *face, const mmi_stage_problem *of,
                          const mmi_assignment *answer)
{
    const mm_profiles *profiles = face->profiles;
    const int64_t *first = of->problem.group_first_value;
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee++) {
        const int64_t price = answer->group_price[mentee];
        for (int32_t row = profiles->request_start[mentee];
             row < profiles->request_start[mentee + 1]; row++) {
            narrow_bound(answer->row_total[row] - price, &face->row_least[row],
                         &face->row_most[row]);
        }
        mmi_best_group_loads(face->group_least[mentee], face->group_most[mentee],
                             first == NULL ? 0 : first[mentee], price, &face->group_least[mentee],
                             &face->group_most[mentee]);
    }
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        narrow_bound(answer->column_price[mentor], &face->column_least[mentor],
                     &face->column_most[mentor]);
        if (answer->column_price[mentor] > 0) face->column_is_tied[mentor] = true;
    }
}

static void take_one(int32_t *least, int32_t *most)
{
    if (*least > 0) (*least)--;
    (*most)--;
}

void mmi_face_narrow(mmi_face *face, const mmi_stage_problem *of, const mmi_assignment *answer,
                     mmi_candidates *candidates)
{
    narrow_bounds(face, of, answer);
    for (int32_t row = 0; row < of->problem.n_rows; row++) {
        const int32_t mentee = face->profiles->request_mentee[row];
        for (int64_t pair = of->row_start[row]; pair < of->row_start[row + 1]; pair++) {
            const int32_t mentor = of->column[pair];
            const int64_t reduced_cost =
                answer->row_total[row] + answer->column_price[mentor] - of->value[pair];
            if (reduced_cost > 0) candidates->state[of->candidate[pair]] = MMI_PAIR_DROPPED;
            if (reduced_cost >= 0) continue;
            candidates->state[of->candidate[pair]] = MMI_PAIR_FORCED;
            take_one(&face->row_least[row], &face->row_most[row]);
            take_one(&face->group_least[mentee], &face->group_most[mentee]);
            take_one(&face->column_least[mentor], &face->column_most[mentor]);
            face->group_first[mentee] = 0;
        }
    }
}
