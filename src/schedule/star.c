/* Dynamic programming over time and the set of pairs that have met, as for jobs on one machine
 * (Held & Karp 1962): state = event, meetings on the date so far, set. One pass from the end and
 * one from the begin give the least total with every single start forced. Dates are counted in
 * runs: where a zone repeats a date after another one, the limit is relaxed, and the caller
 * checks. */
#include "schedule/star.h"

/* What the loops share. */
typedef struct star_passes {
    mmi_star *star;
    mmi_star_member *member;
    int32_t n_sets;                        /* 2 ^ members */
    int32_t n_counts;                      /* meetings on a date 0 … n_counts - 1; 1: not counted */
} star_passes;

mmi_star mmi_star_on(const mmi_heap *heap, int32_t busy_slots)
{
    return (mmi_star){.heap = *heap, .busy_slots = busy_slots,
                      .per_day = MMI_EXACT_PAIRS};
}

void mmi_star_clear(mmi_star *star)
{
    mmi_free(&star->heap, star->event);
    mmi_free(&star->heap, star->none_sum);
    mmi_free(&star->heap, star->event_member);
    mmi_free(&star->heap, star->event_start);
    mmi_free(&star->heap, star->ahead);
    mmi_free(&star->heap, star->behind);
}

/* Merge the members' starts into events. */
static bool list_events(mmi_star *star, int32_t n_members, const mmi_star_member *members)
{
    size_t n_starts = 0;
    for (int32_t i = 0; i < n_members; i++) n_starts += (size_t)members[i].n_starts;
    if (!mmi_reserve(&star->heap, &star->event_member, &star->member_capacity, n_starts) ||
        !mmi_reserve(&star->heap, &star->event_start, &star->start_capacity, n_starts) ||
        !mmi_reserve(&star->heap, &star->event, &star->event_capacity, n_starts + 1)) {
        return false;
    }
    int32_t at[MMI_EXACT_PAIRS] = {0};
    int32_t n_events = 0, n_listed = 0, day = 0;
    while ((size_t)n_listed < n_starts) {
        int32_t slot = INT32_MAX;
        for (int32_t i = 0; i < n_members; i++) {
            if (at[i] < members[i].n_starts && members[i].slot[at[i]] < slot) {
                slot = members[i].slot[at[i]];
            }
        }
        mmi_star_event *event = &star->event[n_events];
        *event = (mmi_star_event){.slot = slot, .begin = n_listed};
        const int32_t day_before = day;
        for (int32_t i = 0; i < n_members; i++) {
            if (at[i] == members[i].n_starts || members[i].slot[at[i]] != slot) continue;
            day = members[i].day[at[i]];
            star->event_member[n_listed] = (int8_t)i;
            star->event_start[n_listed++] = at[i]++;
        }
        event->run = n_events == 0 ? 0 : event[-1].run + (day != day_before);
        n_events++;
    }
    star->event[n_events].begin = n_listed;
    star->n_events = n_events;
    for (int32_t event = 0, next = 0; event < n_events; event++) {
        while (next < n_events &&
               star->event[next].slot - star->event[event].slot < star->busy_slots) {
            next++;
        }
        star->event[event].next = next;
    }
    return true;
}

static size_t state_of(const star_passes *passes, int32_t event, int32_t count)
{
    return ((size_t)event * (size_t)passes->n_counts + (size_t)count) * (size_t)passes->n_sets;
}

/* Meetings on the date when time goes on from one event to a later one. */
static int32_t count_at(const star_passes *passes, int32_t from, int32_t to, int32_t count)
{
    const mmi_star *star = passes->star;
    if (passes->n_counts == 1 || to == star->n_events) return 0;
    return star->event[from].run == star->event[to].run ? count : 0;
}

static bool is_date_full(const star_passes *passes, int32_t count)
{
    return passes->n_counts > 1 && count == passes->n_counts - 1;
}

/* The next set that lacks a member. */
static int32_t next_without(int32_t set, int32_t bit)
{
    const int32_t next = set + 1;
    return next + (next & bit); /* next has the bit only right behind a run without it */
}

/* From the end: least cost of everything from an event on. */
static void pass_back(const star_passes *passes)
{
    const mmi_star *star = passes->star;
    mmi_cost *ahead = star->ahead;
    for (int32_t set = 0; set < passes->n_sets; set++) {
        ahead[state_of(passes, star->n_events, 0) + (size_t)set] = passes->star->none_sum[set];
    }
    for (int32_t event = star->n_events - 1; event >= 0; event--) {
        const int32_t next = star->event[event].next;
        for (int32_t count = 0; count < passes->n_counts; count++) {
            mmi_cost *here = ahead + state_of(passes, event, count);
            const mmi_cost *wait =
                ahead + state_of(passes, event + 1, count_at(passes, event, event + 1, count));
            for (int32_t set = 0; set < passes->n_sets; set++) here[set] = wait[set];
            if (is_date_full(passes, count)) continue;
            const mmi_cost *met =
                ahead + state_of(passes, next, count_at(passes, event, next, count + 1));
            for (int32_t i = star->event[event].begin; i < star->event[event + 1].begin; i++) {
                const int32_t bit = 1 << star->event_member[i];
                const mmi_cost *cost =
                    &passes->member[star->event_member[i]].cost[star->event_start[i]];
                for (int32_t set = 0; set < passes->n_sets; set = next_without(set, bit)) {
                    const mmi_cost sum = mmi_cost_sum(cost, &met[set | bit]);
                    mmi_cost_lower(&here[set], &sum);
                }
            }
        }
    }
}

/* One meeting in the forward pass: what it reaches, and the least total with it. */
static void meet(const star_passes *passes, int32_t event, int32_t count, int32_t i)
{
    const mmi_star *star = passes->star;
    const int32_t next = star->event[event].next;
    const int32_t bit = 1 << star->event_member[i];
    mmi_star_member *member = &passes->member[star->event_member[i]];
    const mmi_cost *cost = &member->cost[star->event_start[i]];
    mmi_cost *reached = &member->reached[star->event_start[i]];
    const size_t to = state_of(passes, next, count_at(passes, event, next, count + 1));
    const mmi_cost *here = star->behind + state_of(passes, event, count);
    for (int32_t set = 0; set < passes->n_sets; set = next_without(set, bit)) {
        if (!mmi_cost_is_possible(&here[set])) continue;
        const mmi_cost sum = mmi_cost_sum(&here[set], cost);
        mmi_cost_lower(&star->behind[to + (size_t)(set | bit)], &sum);
        const mmi_cost total = mmi_cost_sum(&sum, &star->ahead[to + (size_t)(set | bit)]);
        mmi_cost_lower(reached, &total);
    }
}

/* From the begin: least cost of everything before an event, and with it the totals. */
static void pass_forward(const star_passes *passes)
{
    const mmi_star *star = passes->star;
    const size_t n_states = state_of(passes, star->n_events, 0) + (size_t)passes->n_sets;
    for (size_t i = 0; i < n_states; i++) star->behind[i] = mmi_cost_impossible();
    star->behind[0] = (mmi_cost){0, {0, 0}};
    for (int32_t event = 0; event < star->n_events; event++) {
        for (int32_t count = 0; count < passes->n_counts; count++) {
            const mmi_cost *here = star->behind + state_of(passes, event, count);
            mmi_cost *wait = star->behind + state_of(passes, event + 1,
                                                     count_at(passes, event, event + 1, count));
            for (int32_t set = 0; set < passes->n_sets; set++) {
                mmi_cost_lower(&wait[set], &here[set]);
            }
            if (is_date_full(passes, count)) continue;
            for (int32_t i = star->event[event].begin; i < star->event[event + 1].begin; i++) {
                meet(passes, event, count, i);
            }
        }
    }
}

/* Totals without a start: at the end, over the sets that lack the member. */
static void reach_none(const star_passes *passes, int32_t n_members)
{
    const mmi_star *star = passes->star;
    const mmi_cost *end = star->behind + state_of(passes, star->n_events, 0);
    for (int32_t set = 0; set < passes->n_sets; set++) {
        if (!mmi_cost_is_possible(&end[set])) continue;
        const mmi_cost total = mmi_cost_sum(&end[set], &passes->star->none_sum[set]);
        for (int32_t i = 0; i < n_members; i++) {
            if ((set >> i & 1) == 0) mmi_cost_lower(&passes->member[i].none_reached, &total);
        }
    }
}

mm_status mmi_star_solve(mmi_star *star, int32_t n_members, mmi_star_member *members,
                         mmi_cost *least)
{
    star_passes passes = {.star = star, .member = members, .n_sets = 1 << n_members,
                     .n_counts = n_members > star->per_day ? star->per_day + 1 : 1};
    if (!list_events(star, n_members, members)) return MM_ERR_MEMORY;
    const size_t n_states = state_of(&passes, star->n_events + 1, 0);
    if (!mmi_reserve(&star->heap, &star->ahead, &star->ahead_capacity, n_states) ||
        !mmi_reserve(&star->heap, &star->behind, &star->behind_capacity, n_states) ||
        !mmi_reserve(&star->heap, &star->none_sum, &star->none_capacity,
                     (size_t)passes.n_sets)) {
        return MM_ERR_MEMORY;
    }
    for (int32_t set = 0; set < passes.n_sets; set++) {
        mmi_cost sum = {0, {0, 0}};
        for (int32_t i = 0; i < n_members; i++) {
            if ((set >> i & 1) == 0) sum = mmi_cost_sum(&sum, &members[i].none_cost);
        }
        star->none_sum[set] = mmi_cost_is_possible(&sum) ? sum : mmi_cost_impossible();
    }
    for (int32_t i = 0; i < n_members; i++) {
        members[i].none_reached = mmi_cost_impossible();
        for (int32_t start = 0; start < members[i].n_starts; start++) {
            members[i].reached[start] = mmi_cost_impossible();
        }
    }
    pass_back(&passes);
    pass_forward(&passes);
    reach_none(&passes, n_members);
    *least = star->ahead[0];
    return MM_OK;
}
