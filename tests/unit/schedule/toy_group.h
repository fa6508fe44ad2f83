/* Small groups made up by hand or by a seed, and the slow judge: every plan, in dictionary order. */
#ifndef MMT_TOY_GROUP_H
#define MMT_TOY_GROUP_H

#include "schedule/group_plan.h"

#include <stdlib.h>
#include <string.h>

enum { TOY_PAIRS = 64, TOY_WEEKS = 12, TOY_STARTS = 96 };

typedef struct toy_group {
    mmi_group group;
    mmi_members members[TOY_PAIRS];
    int32_t n_starts[TOY_WEEKS][TOY_PAIRS];
    mmi_start start[TOY_WEEKS][TOY_PAIRS][TOY_STARTS];
} toy_group;

static inline int32_t toy_list_starts(const void *context, int32_t pair, int32_t week,
                                      mmi_start *starts)
{
    const toy_group *toy = context;
    memcpy(starts, toy->start[week][pair], (size_t)toy->n_starts[week][pair] * sizeof *starts);
    return toy->n_starts[week][pair];
}

/* Ready for toy_add_pair() and toy_add_start(); one pointer serves the planner as context. */
static inline void toy_begin(toy_group *toy, int32_t n_weeks, int32_t busy_slots, int32_t per_day)
{
    memset(toy, 0, sizeof *toy);
    toy->group = (mmi_group){.n_weeks = n_weeks, .busy_slots = busy_slots, .per_day = per_day,
                             .members = toy->members, .list_starts = toy_list_starts,
                             .context = toy};
}

static inline void toy_add_pair(toy_group *toy, int32_t one, int32_t other)
{
    toy->members[toy->group.n_pairs++] = (mmi_members){{one, other}};
    if (one >= toy->group.n_people) toy->group.n_people = one + 1;
    if (other >= toy->group.n_people) toy->group.n_people = other + 1;
}

static inline void toy_add_start(toy_group *toy, int32_t week, int32_t pair, mmi_start start)
{
    toy->start[week][pair][toy->n_starts[week][pair]++] = start;
}

/* A start that is told by its offset alone: weeks of 100 slots, days of 10, the same clock for all,
 * no discomfort. */
static inline mmi_start toy_at(int32_t week, int32_t offset)
{
    const int32_t slot = 100 * week + offset;
    return (mmi_start){.slot = slot, .offset = offset, .time_of_week = offset,
                       .day = {slot / 10, slot / 10}};
}

/* A small generator of our own, the same everywhere (xorshift64*, Vigna 2016). */
static inline uint32_t toy_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 32);
}

static inline int32_t toy_below(uint64_t *state, int32_t n)
{
    return (int32_t)(toy_random(state) % (uint32_t)n);
}

/* Goals of a whole plan, computed from their definitions. */
typedef struct toy_goals {
    int64_t n_asynchronous, most, least, n_equal, late;
} toy_goals;

static inline const mmi_start *toy_start(const toy_group *toy, int32_t check_in, int32_t slot)
{
    const int32_t week = check_in / toy->group.n_pairs, pair = check_in % toy->group.n_pairs;
    for (int32_t i = 0; i < toy->n_starts[week][pair]; i++) {
        if (toy->start[week][pair][i].slot == slot) return &toy->start[week][pair][i];
    }
    return NULL;
}

static inline toy_goals toy_goals_of(const toy_group *toy, const int32_t *slot)
{
    const int32_t n_pairs = toy->group.n_pairs, n = n_pairs * toy->group.n_weeks;
    toy_goals goals = {0, 0, 0, 0, 0};
    for (int32_t c = 0; c < n; c++) {
        const mmi_start *start = toy_start(toy, c, slot[c]);
        if (start == NULL) {
            goals.n_asynchronous++;
            continue;
        }
        goals.most += start->most_discomfort;
        goals.least += start->least_discomfort;
        goals.late += start->offset;
        for (int32_t earlier = c % n_pairs; earlier < c; earlier += n_pairs) {
            const mmi_start *other = toy_start(toy, earlier, slot[earlier]);
            goals.n_equal += other != NULL && other->time_of_week == start->time_of_week;
        }
    }
    return goals;
}

/* < 0 when one is better. */
static inline int toy_compare(const toy_goals *one, const toy_goals *other)
{
    const int64_t difference[5] = {one->n_asynchronous - other->n_asynchronous,
                                   one->most - other->most, one->least - other->least,
                                   other->n_equal - one->n_equal, one->late - other->late};
    for (int32_t i = 0; i < 5; i++) {
        if (difference[i] != 0) return difference[i] < 0 ? -1 : 1;
    }
    return 0;
}

/* Whether the first n check-ins of a plan keep distance and dates, by looking at every two. */
static inline bool toy_is_legal(const toy_group *toy, const int32_t *slot, int32_t n)
{
    const int32_t n_pairs = toy->group.n_pairs;
    for (int32_t c = 0; c < n; c++) {
        const mmi_start *start = toy_start(toy, c, slot[c]);
        if (start == NULL) continue;
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = toy->members[c % n_pairs].person[side];
            int32_t on_date = 1;
            for (int32_t d = 0; d < n; d++) {
                const mmi_start *other = d == c ? NULL : toy_start(toy, d, slot[d]);
                if (other == NULL) continue;
                for (int32_t its = 0; its < 2; its++) {
                    if (toy->members[d % n_pairs].person[its] != person) continue;
                    if (abs(other->slot - start->slot) < toy->group.busy_slots) return false;
                    on_date += other->day[its] == start->day[side];
                }
            }
            if (on_date > toy->group.per_day) return false;
        }
    }
    return true;
}

/* The best of all plans; in dictionary order, so that the first of equals stays. */
static inline void toy_judge_from(const toy_group *toy, int32_t c, int32_t *slot, int32_t *best,
                                  toy_goals *best_goals)
{
    const int32_t n_pairs = toy->group.n_pairs, n = n_pairs * toy->group.n_weeks;
    if (c == n) {
        const toy_goals goals = toy_goals_of(toy, slot);
        if (best_goals->n_asynchronous < 0 || toy_compare(&goals, best_goals) < 0) {
            *best_goals = goals;
            memcpy(best, slot, (size_t)n * sizeof *best);
        }
        return;
    }
    const int32_t n_starts = toy->n_starts[c / n_pairs][c % n_pairs];
    for (int32_t i = 0; i < n_starts; i++) {
        slot[c] = toy->start[c / n_pairs][c % n_pairs][i].slot;
        if (toy_is_legal(toy, slot, c + 1)) toy_judge_from(toy, c + 1, slot, best, best_goals);
    }
    slot[c] = MMI_NO_START;
    toy_judge_from(toy, c + 1, slot, best, best_goals);
}

static inline toy_goals toy_judge(const toy_group *toy, int32_t *best)
{
    int32_t slot[TOY_PAIRS * TOY_WEEKS];
    toy_goals goals = {-1, 0, 0, 0, 0};
    toy_judge_from(toy, 0, slot, best, &goals);
    return goals;
}

#endif
