/* mm_plan(): finds the groups, plans each (greedily; exactly where it is small), and writes
 * check-ins, reasons, totals. Meetings come from group_plan.h, reasons from asynchronous.h. */
#include "schedule/plan.h"

#include "schedule/asynchronous.h"
#include "schedule/groups.h"
#include "schedule/room.h"
#include "time/civil.h"

#include <string.h>

#define ROOM_BYTES ((size_t)4 << 20)
#define GROUPS_AT_ONCE 4
#define EASY_NODES 200       /* of a group on the workers: some ms */
#define FEW_PAIRS 100        /* are not worth a thread */

typedef struct plan_run {
    mmi_heap heap;
    const mm_profiles *profiles;
    const mm_matching *matching;
    const mmi_stop *stop;
    mmi_members *members;  /* [n_pairs] mentor, mentee; one number for who is both */
    mmi_groups groups;
    int32_t *mentor;       /* [n_pairs] as groups.pair, numbers of the profiles */
    int32_t *mentee;
    mmi_week_clocks clocks;
    mmi_pool *pool;
    mmi_stop silent;       /* for the workers */
    mmi_room *room;        /* [n_workers] */
    int32_t n_rooms;
    int32_t *slot;         /* [n_pairs * n_weeks] group by group, week by week; of proven plans */
    bool *is_proven;       /* [n_pairs], n_groups of them used */
    mm_schedule *schedule;
} plan_run;

static mm_status find_groups(plan_run *run)
{
    const mm_profiles *profiles = run->profiles;
    const mm_pair *pair = run->matching->pair;
    const int32_t n_pairs = run->matching->n_pairs;
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    for (int32_t i = 0; i < n_pairs; i++) {
        const int32_t same_mentor = profiles->same_mentor[pair[i].mentee];
        run->members[i].person[MMI_MENTOR] = pair[i].mentor;
        run->members[i].person[MMI_MENTEE] =
            same_mentor != MM_NONE ? same_mentor : n_mentors + pair[i].mentee;
    }
    const mm_status status =
        mmi_find_groups(&run->heap, n_mentors + profiles->n_people[MMI_MENTEE], n_pairs,
                        run->members, &run->groups);
    if (status != MM_OK) return status;
    for (int32_t i = 0; i < n_pairs; i++) {
        run->mentor[i] = pair[run->groups.pair[i]].mentor;
        run->mentee[i] = pair[run->groups.pair[i]].mentee;
    }
    return mmi_week_clocks_make(&run->heap, profiles, n_pairs, run->mentor, run->mentee,
                                &run->clocks);
}

/* Write one planned check-in to its place. `bookings` are asked for the reason of one without a
 * start. */
static void finish_check_in(const mmi_meeting_pairs *pairs, const mmi_bookings *bookings,
                            int32_t pair, int32_t week, int32_t slot, mm_check_in *check_in)
{
    const mm_profiles *profiles = pairs->profiles;
    check_in->term_week = profiles->week[week].term_week;
    check_in->mentor = pairs->mentor[pair];
    check_in->mentee = pairs->mentee[pair];
    if (slot == MMI_NO_START) {
        check_in->mode = MM_MODE_ASYNCHRONOUS;
        check_in->reason = mmi_asynchronous_reason(pairs, bookings, pair, week);
        check_in->start_utc_s = profiles->week[week].begin_s;
        check_in->end_utc_s = profiles->week[week].end_s;
    } else {
        check_in->mode = MM_MODE_LIVE;
        check_in->reason = MM_ASYNC_NONE;
        check_in->start_utc_s = (int64_t)slot * MMI_SLOT_S;
        check_in->end_utc_s =
            check_in->start_utc_s + (int64_t)profiles->meeting_slots * MMI_SLOT_S;
    }
}

/* Turn the slots of a plan into bookings, so that reasons can be asked. */
static void book_plan(const mmi_group *group, const mmi_group_plan *plan, mmi_bookings *bookings)
{
    mmi_start *starts = bookings->starts;
    for (int32_t week = 0; week < group->n_weeks; week++) {
        for (int32_t pair = 0; pair < group->n_pairs; pair++) {
            const int32_t slot = plan->slot[(int64_t)week * group->n_pairs + pair];
            if (slot == MMI_NO_START) continue;
            const int32_t n = group->list_starts(group->context, pair, week, starts);
            for (int32_t i = 0; i < n; i++) {
                if (starts[i].slot == slot) mmi_book(bookings, pair, week, &starts[i]);
            }
        }
    }
}

/* Whether everybody meets in all weeks: then nobody asks for reasons. */
static bool is_all_live(const mmi_group *group, const mmi_group_plan *plan)
{
    for (int64_t i = 0; i < (int64_t)group->n_weeks * group->n_pairs; i++) {
        if (plan->slot[i] == MMI_NO_START) return false;
    }
    return true;
}

static void keep_plan(plan_run *run, const mmi_group *group, int32_t first_pair,
                      const mmi_group_plan *plan, const mmi_bookings *bookings)
{
    mm_schedule *schedule = run->schedule;
    const int32_t n_pairs = run->matching->n_pairs;
    for (int32_t week = 0; week < group->n_weeks; week++) {
        mm_week_result *result = &schedule->week[week];
        for (int32_t i = 0; i < group->n_pairs; i++) {
            const int32_t pair = run->groups.pair[first_pair + i];
            mm_check_in *check_in = &schedule->check_in[(int64_t)week * n_pairs + pair];
            check_in->pair = pair;
            finish_check_in(group->context, bookings, i, week,
                            plan->slot[(int64_t)week * group->n_pairs + i], check_in);
            if (check_in->mode == MM_MODE_LIVE) result->n_live++;
            else result->n_asynchronous++;
        }
        result->is_exact = result->is_exact && plan->week_exact[week];
    }
    schedule->totals.bound += plan->bound;
    schedule->totals.is_exact = schedule->totals.is_exact && plan->is_exact;
}

/* A group as the planner sees it; `pairs` is its context. */
static mmi_group group_of(const plan_run *run, int32_t number, mmi_meeting_pairs *pairs)
{
    const mm_profiles *profiles = run->profiles;
    const int32_t first_pair = run->groups.pair_start[number];
    *pairs = (mmi_meeting_pairs){profiles, &run->clocks, run->mentor + first_pair,
                                 run->mentee + first_pair};
    return (mmi_group){
        .n_people = run->groups.n_people[number],
        .n_pairs = run->groups.pair_start[number + 1] - first_pair,
        .n_weeks = profiles->n_weeks,
        .members = run->groups.members + first_pair,
        .busy_slots = profiles->meeting_slots + profiles->gap_slots,
        .per_day = mmi_programme_of(profiles)->per_day,
        .list_starts = mmi_list_meeting_starts,
        .context = pairs,
    };
}

static int32_t *slots_of(const plan_run *run, int32_t number)
{
    return run->slot + (int64_t)run->groups.pair_start[number] * run->profiles->n_weeks;
}

/* The mmi_task of plan_easy_groups(). What a room is too small for stays for later. */
static void plan_some_groups(void *context, int32_t worker, int64_t first, int64_t last)
{
    plan_run *run = context;
    for (int32_t number = (int32_t)first; number < last; number++) {
        mmi_meeting_pairs pairs;
        const mmi_group group = group_of(run, number, &pairs);
        if (group.n_pairs > MMI_EXACT_PAIRS || mmi_stop_asked(&run->silent)) continue;
        mmi_room_empty(&run->room[worker]);
        const mmi_heap heap = mmi_room_heap(&run->room[worker]);
        bool is_proven;
        const mm_status status = mmi_plan_by_courses(&heap, &group, &run->silent, EASY_NODES,
                                                     slots_of(run, number), &is_proven);
        run->is_proven[number] = status == MM_OK && is_proven;
    }
}

/* On all workers: the groups that need little. Each is planned alone, so it does not matter who
 * plans it; the others are planned one by one afterwards. */
static mm_status plan_easy_groups(plan_run *run)
{
    const int32_t n_workers = mmi_pool_n_workers(run->pool);
    run->silent = mmi_stop_silent(run->stop);
    run->room = mmi_alloc(&run->heap, (size_t)n_workers, sizeof *run->room);
    if (run->room == NULL) return MM_ERR_MEMORY;
    for (; run->n_rooms < n_workers; run->n_rooms++) {
        if (!mmi_room_make(&run->heap, ROOM_BYTES, &run->room[run->n_rooms])) {
            return MM_ERR_MEMORY;
        }
    }
    (void)mmi_pool_run(run->pool, run->stop, run->groups.n_groups, GROUPS_AT_ONCE,
                       plan_some_groups, run); /* asked to stop: the rest is planned greedily */
    return MM_OK;
}

static mm_status plan_group(plan_run *run, int32_t number)
{
    mmi_meeting_pairs pairs;
    const mmi_group group = group_of(run, number, &pairs);
    mmi_group_plan plan = {.slot = NULL};
    mmi_bookings bookings = {.heap = run->heap};
    mm_status status = MM_ERR_MEMORY;
    if (!mmi_group_plan_make(&run->heap, &group, &plan)) goto done;
    if (run->is_proven[number]) {
        memcpy(plan.slot, slots_of(run, number),
               (size_t)group.n_weeks * (size_t)group.n_pairs * sizeof *plan.slot);
        mmi_group_plan_prove(&group, &plan);
        status = MM_OK;
    } else if (group.n_pairs <= MMI_EXACT_PAIRS) {
        status = mmi_plan_exactly(&run->heap, &group, run->stop, &plan);
    } else {
        status = mmi_plan_greedily(&run->heap, &group, &plan);
    }
    if (status != MM_OK) goto done;
    if (!is_all_live(&group, &plan)) {
        status = mmi_bookings_make(&run->heap, &group, &bookings);
        if (status != MM_OK) goto done;
        book_plan(&group, &plan, &bookings);
    }
    keep_plan(run, &group, run->groups.pair_start[number], &plan, &bookings);
done:
    mmi_bookings_clear(&bookings);
    mmi_group_plan_clear(&run->heap, &plan);
    return status;
}

void mm_schedule_free(mm_schedule *schedule)
{
    if (schedule == NULL) return;
    const mmi_heap heap = schedule->heap;
    mmi_free(&heap, schedule->check_in);
    mmi_free(&heap, schedule->week);
    mmi_free(&heap, schedule);
}

/* An empty schedule with room for all check-ins. NULL: no memory. */
static mm_schedule *new_schedule(const mmi_heap *heap, const mm_profiles *profiles,
                                 const mm_matching *matching)
{
    const int64_t n_check_ins = (int64_t)matching->n_pairs * profiles->n_weeks;
    mm_schedule *schedule = mmi_alloc(heap, 1, sizeof *schedule);
    if (schedule == NULL) return NULL;
    schedule->heap = *heap;
    schedule->check_in = mmi_alloc(heap, (size_t)n_check_ins, sizeof *schedule->check_in);
    schedule->week = mmi_alloc(heap, (size_t)profiles->n_weeks, sizeof *schedule->week);
    if (schedule->check_in == NULL || schedule->week == NULL) {
        mm_schedule_free(schedule);
        return NULL;
    }
    memcpy(schedule->fingerprint, profiles->cohort->fingerprint, sizeof schedule->fingerprint);
    schedule->n_check_ins = (int32_t)n_check_ins;
    schedule->n_weeks = profiles->n_weeks;
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        schedule->week[week].term_week = profiles->week[week].term_week;
        schedule->week[week].is_exact = 1;
    }
    schedule->totals.is_exact = 1;
    return schedule;
}

static mm_status plan_groups(plan_run *run)
{
    const size_t n_pairs = (size_t)run->matching->n_pairs;
    run->schedule =
        new_schedule(&run->heap, run->profiles, run->matching);
    run->members = mmi_alloc(&run->heap, n_pairs, sizeof *run->members);
    run->mentor = mmi_alloc(&run->heap, n_pairs, sizeof *run->mentor);
    run->mentee = mmi_alloc(&run->heap, n_pairs, sizeof *run->mentee);
    run->slot = mmi_alloc(&run->heap, n_pairs * (size_t)run->profiles->n_weeks,
                          sizeof *run->slot);
    run->is_proven = mmi_alloc(&run->heap, n_pairs, sizeof *run->is_proven);
    if (run->schedule == NULL || run->members == NULL || run->mentor == NULL ||
        run->mentee == NULL || run->slot == NULL || run->is_proven == NULL) {
        return MM_ERR_MEMORY;
    }
    mm_status status = find_groups(run);
    if (status == MM_OK) status = plan_easy_groups(run);
    for (int32_t group = 0; status == MM_OK && group < run->groups.n_groups; group++) {
        status = plan_group(run, group);
    }
    if (status != MM_OK) return status;
    mm_schedule_result *totals = &run->schedule->totals;
    for (int32_t week = 0; week < run->schedule->n_weeks; week++) {
        totals->n_live += run->schedule->week[week].n_live;
        totals->n_asynchronous += run->schedule->week[week].n_asynchronous;
    }
    return MM_OK;
}

static void clear_run(plan_run *run)
{
    const mmi_heap *heap = &run->heap;
    for (int32_t i = 0; i < run->n_rooms; i++) mmi_room_clear(&run->room[i]);
    mmi_free(heap, run->room);
    mmi_free(heap, run->slot);
    mmi_free(heap, run->is_proven);
    mmi_free(heap, run->members);
    mmi_free(heap, run->mentor);
    mmi_free(heap, run->mentee);
    mmi_groups_clear(heap, &run->groups);
    mmi_week_clocks_clear(&run->clocks);
    mmi_pool_free(run->pool);
}

mm_status mmi_plan(const mm_profiles *profiles, const mm_matching *matching, const mmi_heap *heap,
                   const mmi_plan_how *how, mm_schedule **schedule, mm_error *error)
{
    plan_run run = {.heap = *heap, .profiles = profiles, .matching = matching, .stop = how->stop,
                    .clocks = {.heap = *heap}};
    mm_status status = MM_OK;
    if (memcmp(profiles->cohort->fingerprint, matching->fingerprint,
               sizeof matching->fingerprint) != 0) {
        status = mmi_fail(error, MM_ERR_MISMATCH, MM_CODE_MISMATCH,
                          "the matching was made from another cohort; make it from these profiles");
        goto done;
    }
    if ((int64_t)matching->n_pairs * profiles->n_weeks > INT32_MAX) {
        status = mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                          "more than 2,147,483,647 check-ins; plan fewer check-in weeks");
        goto done;
    }
    const int32_t threads = matching->n_pairs < FEW_PAIRS ? 1 : how->threads;
    status = mmi_pool_make(heap, threads, &run.pool, error);
    if (status != MM_OK) goto done;
    status = plan_groups(&run);
    if (status != MM_OK) status = mmi_out_of_memory(error);
done:
    clear_run(&run);
    if (status != MM_OK) {
        mm_schedule_free(run.schedule);
        run.schedule = NULL;
    }
    *schedule = run.schedule;
    return status;
}
