/* Open starts with a trail of changes (as in constraint solvers: copying nothing, undoing by
 * walking back). Regularity is made additive here: a live check-in at a time of the week that its
 * pair can use in n weeks counts on n - 1 others at most, and the sum over the check-ins is then
 * never less than twice the number of equal pairs. */
#include "schedule/choices.h"

#include "base/sort.h"

#include <string.h>

enum { START_CLOSED, NONE_CLOSED, USES_LIMITED, WEEK_SOLVED };

/* Count the starts, then list them. */
static mm_status list_starts(mmi_choices *choices)
{
    const mmi_group *group = choices->group;
    mmi_start starts[MMI_MOST_STARTS];
    int64_t n_starts = 0;
    for (int32_t check_in = 0; check_in < choices->n_check_ins; check_in++) {
        choices->start_begin[check_in] = (int32_t)n_starts;
        n_starts += group->list_starts(group->context, check_in % group->n_pairs,
                                       check_in / group->n_pairs, starts);
    }
    choices->start_begin[choices->n_check_ins] = (int32_t)n_starts;
    const size_t n = (size_t)n_starts;
    choices->start = mmi_alloc(&choices->heap, n, sizeof *choices->start);
    choices->check_in_of = mmi_alloc(&choices->heap, n, sizeof *choices->check_in_of);
    choices->key = mmi_alloc(&choices->heap, n, sizeof *choices->key);
    choices->is_open = mmi_alloc(&choices->heap, n, sizeof *choices->is_open);
    if (choices->start == NULL || choices->check_in_of == NULL || choices->key == NULL ||
        choices->is_open == NULL) {
        return MM_ERR_MEMORY;
    }
    for (int32_t check_in = 0; check_in < choices->n_check_ins; check_in++) {
        const int32_t begin = choices->start_begin[check_in];
        const int32_t n_here = group->list_starts(group->context, check_in % group->n_pairs,
                                                  check_in / group->n_pairs, starts);
        memcpy(choices->start + begin, starts, (size_t)n_here * sizeof *starts);
        choices->n_open[check_in] = n_here;
        choices->may_be_none[check_in] = true;
        for (int32_t i = begin; i < begin + n_here; i++) {
            choices->check_in_of[i] = check_in;
            choices->is_open[i] = true;
        }
    }
    return MM_OK;
}

typedef struct timed_start {
    int32_t pair;
    int32_t time_of_week;
    int32_t start;
} timed_start;

static int compare_timed_starts(const void *one, const void *other, void *context)
{
    const timed_start *a = one, *b = other;
    (void)context;
    if (a->pair != b->pair) return a->pair < b->pair ? -1 : 1;
    if (a->time_of_week != b->time_of_week) return a->time_of_week < b->time_of_week ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* One number for each time of the week of a pair. */
static mm_status number_keys(mmi_choices *choices)
{
    const int32_t n_starts = choices->start_begin[choices->n_check_ins];
    timed_start *timed = mmi_alloc(&choices->heap, (size_t)n_starts, sizeof *timed);
    if (timed == NULL) return MM_ERR_MEMORY;
    for (int32_t i = 0; i < n_starts; i++) {
        timed[i] = (timed_start){choices->check_in_of[i] % choices->group->n_pairs,
                                 choices->start[i].time_of_week, i};
    }
    mmi_sort(timed, (size_t)n_starts, sizeof *timed, compare_timed_starts, NULL);
    for (int32_t i = 0; i < n_starts; i++) {
        const bool is_new = i == 0 || timed[i].pair != timed[i - 1].pair ||
                            timed[i].time_of_week != timed[i - 1].time_of_week;
        choices->n_keys += is_new;
        choices->key[timed[i].start] = choices->n_keys - 1;
    }
    mmi_free(&choices->heap, timed);
    choices->most_uses = mmi_alloc(&choices->heap, (size_t)choices->n_keys,
                                   sizeof *choices->most_uses);
    choices->n_uses = mmi_alloc(&choices->heap, (size_t)choices->n_keys,
                                sizeof *choices->n_uses);
    choices->last_week = mmi_alloc(&choices->heap, (size_t)choices->n_keys,
                                   sizeof *choices->last_week);
    if (choices->most_uses == NULL || choices->n_uses == NULL || choices->last_week == NULL) {
        return MM_ERR_MEMORY;
    }
    for (int32_t key = 0; key < choices->n_keys; key++) {
        choices->most_uses[key] = choices->group->n_weeks;
    }
    return MM_OK;
}

mm_status mmi_choices_make(const mmi_heap *heap, const mmi_group *group, mmi_choices *choices)
{
    *choices = (mmi_choices){.heap = *heap, .group = group,
                             .n_check_ins = group->n_pairs * group->n_weeks};
    const size_t n = (size_t)choices->n_check_ins;
    mm_status status = MM_ERR_MEMORY;
    choices->start_begin = mmi_alloc(heap, n + 1, sizeof *choices->start_begin);
    choices->n_open = mmi_alloc(heap, n, sizeof *choices->n_open);
    choices->may_be_none = mmi_alloc(heap, n, sizeof *choices->may_be_none);
    choices->is_solved = mmi_alloc(heap, (size_t)group->n_weeks, sizeof *choices->is_solved);
    if (choices->start_begin != NULL && choices->n_open != NULL &&
        choices->may_be_none != NULL && choices->is_solved != NULL) {
        status = list_starts(choices);
    }
    if (status == MM_OK) status = number_keys(choices);
    if (status != MM_OK) mmi_choices_clear(choices);
    return status;
}

void mmi_choices_clear(mmi_choices *choices)
{
    const mmi_heap heap = choices->heap;
    mmi_free(&heap, choices->start_begin);
    mmi_free(&heap, choices->start);
    mmi_free(&heap, choices->check_in_of);
    mmi_free(&heap, choices->key);
    mmi_free(&heap, choices->is_open);
    mmi_free(&heap, choices->n_open);
    mmi_free(&heap, choices->may_be_none);
    mmi_free(&heap, choices->most_uses);
    mmi_free(&heap, choices->n_uses);
    mmi_free(&heap, choices->last_week);
    mmi_free(&heap, choices->is_solved);
    mmi_free(&heap, choices->change);
    *choices = (mmi_choices){.heap = heap};
}

static bool note(mmi_choices *choices, int32_t what, int32_t index, int32_t before)
{
    if (!mmi_reserve(&choices->heap, &choices->change, &choices->change_capacity,
                     choices->n_changes + 1)) {
        return false;
    }
    choices->change[choices->n_changes++] = (mmi_change){what, index, before};
    return true;
}

bool mmi_close_start(mmi_choices *choices, int32_t start)
{
    if (!choices->is_open[start]) return true;
    if (!note(choices, START_CLOSED, start, 0)) return false;
    choices->is_open[start] = false;
    choices->n_open[choices->check_in_of[start]]--;
    return true;
}

bool mmi_close_none(mmi_choices *choices, int32_t check_in)
{
    if (!choices->may_be_none[check_in]) return true;
    if (!note(choices, NONE_CLOSED, check_in, 0)) return false;
    choices->may_be_none[check_in] = false;
    return true;
}

bool mmi_limit_uses(mmi_choices *choices, int32_t key, int32_t most_uses)
{
    if (!note(choices, USES_LIMITED, key, choices->most_uses[key])) return false;
    choices->most_uses[key] = most_uses;
    return true;
}

bool mmi_mark_solved(mmi_choices *choices, int32_t week)
{
    if (!note(choices, WEEK_SOLVED, week, 0)) return false;
    choices->is_solved[week] = true;
    return true;
}

void mmi_choices_undo(mmi_choices *choices, size_t n_changes)
{
    while (choices->n_changes > n_changes) {
        const mmi_change *change = &choices->change[--choices->n_changes];
        switch (change->what) {
        case START_CLOSED:
            choices->is_open[change->index] = true;
            choices->n_open[choices->check_in_of[change->index]]++;
            break;
        case NONE_CLOSED: choices->may_be_none[change->index] = true; break;
        case USES_LIMITED: choices->most_uses[change->index] = change->before; break;
        default: choices->is_solved[change->index] = false; break;
        }
    }
}

void mmi_count_uses(mmi_choices *choices)
{
    for (int32_t key = 0; key < choices->n_keys; key++) {
        choices->n_uses[key] = 0;
        choices->last_week[key] = MM_NONE;
    }
    const int32_t n_starts = choices->start_begin[choices->n_check_ins];
    for (int32_t i = 0; i < n_starts; i++) {
        const int32_t key = choices->key[i];
        const int32_t week = choices->check_in_of[i] / choices->group->n_pairs;
        if (!choices->is_open[i] || choices->last_week[key] == week) continue;
        choices->last_week[key] = week; /* a repeated hour gives a week one time twice */
        choices->n_uses[key]++;
    }
}

mmi_cost mmi_cost_of_start(const mmi_choices *choices, int32_t start)
{
    const mmi_start *at = &choices->start[start];
    const int64_t irregular = choices->group->n_weeks - 1 - mmi_same_times(choices, start);
    mmi_cost cost = {((int64_t)at->most_discomfort << MMI_MOST_SHIFT) +
                         ((int64_t)at->least_discomfort << MMI_LEAST_SHIFT) +
                         (irregular << MMI_IRREGULAR_SHIFT) + at->offset,
                     {0, 0}};
    mmi_cost_set_tie(&cost, choices->check_in_of[start] % choices->group->n_pairs,
                     (uint64_t)at->offset);
    return cost;
}

mmi_cost mmi_cost_of_none(const mmi_choices *choices, int32_t pair)
{
    const int64_t irregular = choices->group->n_weeks - 1;
    mmi_cost cost = {((int64_t)1 << MMI_ASYNCHRONOUS_SHIFT) + (irregular << MMI_IRREGULAR_SHIFT),
                     {0, 0}};
    mmi_cost_set_tie(&cost, pair, MMI_TIE_NONE);
    return cost;
}
