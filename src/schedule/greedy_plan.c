/* Greedy planning for groups of any size: week by week, the pair with the fewest starts first, each
 * at its least uncomfortable free start; then every check-in left over tries to move one other
 * meeting out of its way. Proves a week where nobody could do better alone. Exact search is
 * exact_plan.c. */
#include "schedule/group_plan.h"

#include "base/sort.h"
#include "schedule/bookings.h"
#include "schedule/live_bound.h"

#include <string.h>

typedef struct turn {
    int32_t pair;
    int32_t n_starts;
} turn;

typedef struct greedy_run {
    const mmi_group *group;
    mmi_bookings bookings;
    turn *turn;          /* [n_pairs] of the week at hand, fewest starts first */
    bool *has_least;     /* [n_pairs] live at its least discomfort, or without any start */
} greedy_run;

bool mmi_group_plan_make(const mmi_heap *heap, const mmi_group *group, mmi_group_plan *plan)
{
    const size_t n_check_ins = (size_t)group->n_pairs * (size_t)group->n_weeks;
    *plan = (mmi_group_plan){.is_exact = false};
    plan->slot = mmi_alloc(heap, n_check_ins, sizeof *plan->slot);
    plan->week_exact = mmi_alloc(heap, (size_t)group->n_weeks, sizeof *plan->week_exact);
    if (plan->slot == NULL || plan->week_exact == NULL) {
        mmi_group_plan_clear(heap, plan);
        return false;
    }
    for (size_t i = 0; i < n_check_ins; i++) plan->slot[i] = MMI_NO_START;
    return true;
}

void mmi_group_plan_clear(const mmi_heap *heap, mmi_group_plan *plan)
{
    mmi_free(heap, plan->slot);
    mmi_free(heap, plan->week_exact);
    *plan = (mmi_group_plan){.is_exact = false};
}

static int compare_turns(const void *one, const void *other, void *context)
{
    const turn *a = one, *b = other;
    (void)context;
    if (a->n_starts != b->n_starts) return a->n_starts < b->n_starts ? -1 : 1;
    return a->pair < b->pair ? -1 : a->pair > b->pair;
}

/* < 0, 0, > 0 as one start is less, equally, more uncomfortable than the other. */
static int32_t compare_discomfort(const mmi_start *one, const mmi_start *other)
{
    const int32_t most = one->most_discomfort - other->most_discomfort;
    return most != 0 ? most : one->least_discomfort - other->least_discomfort;
}

/* Live check-ins of the pair in earlier weeks at the same weekday and time. */
static int32_t n_same_time(const greedy_run *run, int32_t pair, int32_t week, int32_t time_of_week)
{
    int32_t n = 0;
    for (int32_t earlier = 0; earlier < week; earlier++) {
        const mmi_booking *booking = mmi_booking_of(&run->bookings, pair, earlier);
        n += booking->slot != MMI_NO_START && booking->time_of_week == time_of_week;
    }
    return n;
}

/* The best free start: discomfort, then regularity, then earliest; MM_NONE if all are taken. */
static int32_t best_free(const greedy_run *run, int32_t pair, int32_t week,
                         const mmi_start *starts, int32_t n_starts)
{
    bool is_free[MMI_MOST_STARTS];
    for (int32_t i = 0; i < n_starts; i++) is_free[i] = true;
    mmi_rule_out(&run->bookings, pair, week, 0, starts, n_starts, is_free);
    mmi_rule_out(&run->bookings, pair, week, 1, starts, n_starts, is_free);
    int32_t best = MM_NONE, best_same = 0;
    for (int32_t i = 0; i < n_starts; i++) {
        if (!is_free[i]) continue;
        const int32_t order = best == MM_NONE ? -1 : compare_discomfort(&starts[i], &starts[best]);
        if (order > 0) continue;
        const int32_t same = n_same_time(run, pair, week, starts[i].time_of_week);
        if (order < 0 || same > best_same) {
            best = i;
            best_same = same;
        }
    }
    return best;
}

/* Book the pair at its best free start. False: none is free. */
static bool place(greedy_run *run, int32_t pair, int32_t week)
{
    mmi_start *starts = run->bookings.starts;
    const int32_t n = run->group->list_starts(run->group->context, pair, week, starts);
    const int32_t best = best_free(run, pair, week, starts, n);
    if (best == MM_NONE) {
        run->has_least[pair] = n == 0;
        return false;
    }
    mmi_book(&run->bookings, pair, week, &starts[best]);
    run->has_least[pair] = true;
    for (int32_t i = 0; i < n; i++) {
        if (compare_discomfort(&starts[i], &starts[best]) < 0) run->has_least[pair] = false;
    }
    return true;
}

/* Take `other` out, place the pair, put `other` elsewhere; everything as before if that fails. */
static bool exchange(greedy_run *run, int32_t pair, int32_t other, int32_t week)
{
    mmi_booking *booking = mmi_booking_of(&run->bookings, other, week);
    const mmi_booking before = *booking;
    const bool had_least = run->has_least[other];
    if (before.slot == MMI_NO_START) return false;
    mmi_unbook(&run->bookings, other, week);
    if (place(run, pair, week) && place(run, other, week)) return true;
    mmi_unbook(&run->bookings, pair, week);
    *booking = before;
    run->has_least[other] = had_least;
    run->has_least[pair] = false;
    return false;
}

/* Try to get a check-in live by moving one other meeting of its people. */
static void make_room(greedy_run *run, int32_t pair, int32_t week)
{
    const mmi_bookings *bookings = &run->bookings;
    for (int32_t side = 0; side < 2; side++) {
        const int32_t person = run->group->members[pair].person[side];
        for (int32_t i = bookings->pair_start[person]; i < bookings->pair_start[person + 1]; i++) {
            const int32_t other = bookings->pair[i];
            if (other != pair && exchange(run, pair, other, week)) return;
        }
    }
}

static void plan_week(greedy_run *run, int32_t week, mmi_group_plan *plan)
{
    const mmi_group *group = run->group;
    const int32_t n_pairs = group->n_pairs;
    mmi_start *starts = run->bookings.starts;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        run->turn[pair] =
            (turn){pair, group->list_starts(group->context, pair, week, starts)};
    }
    mmi_sort(run->turn, (size_t)n_pairs, sizeof *run->turn, compare_turns, NULL);
    for (int32_t i = 0; i < n_pairs; i++) (void)place(run, run->turn[i].pair, week);
    for (int32_t i = 0; i < n_pairs; i++) {
        const turn *left = &run->turn[i];
        if (left->n_starts > 0 &&
            mmi_booking_of(&run->bookings, left->pair, week)->slot == MMI_NO_START) {
            make_room(run, left->pair, week);
        }
    }
    plan->week_exact[week] = true;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        plan->slot[(int64_t)week * n_pairs + pair] =
            mmi_booking_of(&run->bookings, pair, week)->slot;
        plan->week_exact[week] = plan->week_exact[week] && run->has_least[pair];
    }
    plan->bound += mmi_live_bound(&run->bookings, week);
}

mm_status mmi_plan_greedily(const mmi_heap *heap, const mmi_group *group, mmi_group_plan *plan)
{
    greedy_run run = {.group = group, .bookings = {.heap = *heap}};
    mm_status status = mmi_bookings_make(heap, group, &run.bookings);
    if (status != MM_OK) goto done;
    run.turn = mmi_alloc(heap, (size_t)group->n_pairs, sizeof *run.turn);
    run.has_least = mmi_alloc(heap, (size_t)group->n_pairs, sizeof *run.has_least);
    if (run.turn == NULL || run.has_least == NULL) {
        status = MM_ERR_MEMORY;
        goto done;
    }
    plan->bound = 0;
    plan->is_exact = false;
    for (int32_t week = 0; week < group->n_weeks; week++) plan_week(&run, week, plan);
done:
    mmi_free(heap, run.turn);
    mmi_free(heap, run.has_least);
    mmi_bookings_clear(&run.bookings);
    return status;
}
