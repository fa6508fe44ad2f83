/* Open starts with a trail of changes (as in constraint solvers: nothing is copied, undoing walks
 * back). Regularity is made additive here: two live check-ins of a pair at one time of the week are
 * worth MMI_REGULAR, shared between their rows; a start counts its share for every other week that
 * still has its time. Whatever the shares, no plan has more regularity than its starts count, so
 * costs are lower bounds; group_search.c moves the shares to where they bind (as Lagrange
 * multipliers are moved, Held & Karp 1971). */
#include "schedule/choices.h"

#include "base/sort.h"

#include <string.h>

enum { START_CLOSED, NONE_CLOSED, ALL_WEEKS_FORBIDDEN, ROW_SOLVED };

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
    const int32_t n_starts = mmi_starts_of(choices, choices->n_check_ins);
    timed_start *timed = mmi_alloc(&choices->heap, (size_t)n_starts, sizeof *timed);
    if (timed == NULL) return MM_ERR_MEMORY;
    for (int32_t i = 0; i < n_starts; i++) {
        timed[i] = (timed_start){choices->check_in_of[i] % choices->group->n_pairs,
                                 choices->table.start[i].time_of_week, i};
    }
    mmi_sort(timed, (size_t)n_starts, sizeof *timed, compare_timed_starts, NULL);
    for (int32_t i = 0; i < n_starts; i++) {
        const bool is_new = i == 0 || timed[i].pair != timed[i - 1].pair ||
                            timed[i].time_of_week != timed[i - 1].time_of_week;
        choices->n_keys += is_new;
        choices->key[timed[i].start] = choices->n_keys - 1;
    }
    mmi_free(&choices->heap, timed);
    return MM_OK;
}

/* Every two rows share evenly at first. */
static mm_status make_shares(mmi_choices *choices)
{
    const size_t n_keys = (size_t)choices->n_keys, n_rows = (size_t)choices->table.n_rows;
    choices->open_rows = mmi_alloc(&choices->heap, n_keys, sizeof *choices->open_rows);
    choices->open_weeks = mmi_alloc(&choices->heap, n_keys, sizeof *choices->open_weeks);
    choices->partial_weeks = mmi_alloc(&choices->heap, n_keys, sizeof *choices->partial_weeks);
    choices->last_row = mmi_alloc(&choices->heap, n_keys, sizeof *choices->last_row);
    if (choices->open_rows == NULL || choices->open_weeks == NULL ||
        choices->partial_weeks == NULL || choices->last_row == NULL) {
        return MM_ERR_MEMORY;
    }
    if (choices->table.n_rows > MMI_SHARED_ROWS) return MM_OK;
    choices->share = mmi_alloc(&choices->heap, n_keys * n_rows * n_rows, sizeof *choices->share);
    if (choices->share == NULL) return MM_ERR_MEMORY;
    for (size_t i = 0; i < n_keys * n_rows * n_rows; i++) choices->share[i] = MMI_REGULAR / 2;
    return MM_OK;
}

mm_status mmi_choices_make(const mmi_heap *heap, const mmi_group *group, mmi_choices *choices)
{
    *choices = (mmi_choices){.heap = *heap, .group = group};
    mm_status status = mmi_week_table_make(heap, group, &choices->table);
    if (status != MM_OK) return status;
    choices->n_check_ins = choices->table.n_rows * group->n_pairs;
    const size_t n_rows = (size_t)choices->table.n_rows, n = (size_t)choices->n_check_ins;
    const size_t n_starts = (size_t)mmi_starts_of(choices, choices->n_check_ins);
    status = MM_ERR_MEMORY;
    choices->check_in_of = mmi_alloc(heap, n_starts, sizeof *choices->check_in_of);
    choices->key = mmi_alloc(heap, n_starts, sizeof *choices->key);
    choices->is_open = mmi_alloc(heap, n_starts, sizeof *choices->is_open);
    choices->credit = mmi_alloc(heap, n_starts, sizeof *choices->credit);
    choices->may_be_none = mmi_alloc(heap, n, sizeof *choices->may_be_none);
    choices->is_solved = mmi_alloc(heap, n_rows, sizeof *choices->is_solved);
    if (choices->check_in_of == NULL || choices->key == NULL || choices->is_open == NULL ||
        choices->credit == NULL || choices->may_be_none == NULL || choices->is_solved == NULL) {
        goto done;
    }
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        choices->may_be_none[c] = true;
        for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
            choices->check_in_of[i] = c;
            choices->is_open[i] = true;
        }
    }
    status = number_keys(choices);
    if (status == MM_OK) status = make_shares(choices);
done:
    if (status != MM_OK) mmi_choices_clear(choices);
    return status;
}

void mmi_choices_clear(mmi_choices *choices)
{
    const mmi_heap heap = choices->heap;
    mmi_week_table_clear(&heap, &choices->table);
    mmi_free(&heap, choices->check_in_of);
    mmi_free(&heap, choices->key);
    mmi_free(&heap, choices->is_open);
    mmi_free(&heap, choices->may_be_none);
    mmi_free(&heap, choices->open_rows);
    mmi_free(&heap, choices->open_weeks);
    mmi_free(&heap, choices->partial_weeks);
    mmi_free(&heap, choices->last_row);
    mmi_free(&heap, choices->share);
    mmi_free(&heap, choices->credit);
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
    return true;
}

bool mmi_close_none(mmi_choices *choices, int32_t check_in)
{
    if (!choices->may_be_none[check_in]) return true;
    if (!note(choices, NONE_CLOSED, check_in, 0)) return false;
    choices->may_be_none[check_in] = false;
    return true;
}

bool mmi_forbid_all_weeks(mmi_choices *choices, int32_t key)
{
    if (!note(choices, ALL_WEEKS_FORBIDDEN, key, choices->partial_weeks[key])) return false;
    choices->partial_weeks[key] = choices->open_weeks[key];
    return true;
}

bool mmi_mark_solved(mmi_choices *choices, int32_t row)
{
    if (!note(choices, ROW_SOLVED, row, 0)) return false;
    choices->is_solved[row] = true;
    return true;
}

void mmi_choices_undo(mmi_choices *choices, size_t n_changes)
{
    while (choices->n_changes > n_changes) {
        const mmi_change *change = &choices->change[--choices->n_changes];
        switch (change->what) {
        case START_CLOSED: choices->is_open[change->index] = true; break;
        case NONE_CLOSED: choices->may_be_none[change->index] = true; break;
        case ALL_WEEKS_FORBIDDEN: choices->partial_weeks[change->index] = change->before; break;
        default: choices->is_solved[change->index] = false; break;
        }
    }
}

/* What a start of a row counts at most: weeks of its own row share evenly, others as agreed. Where
 * not all rows may use the time, the one that it counts least for is left out. */
static int64_t credit_at(const mmi_choices *choices, int32_t key, int32_t row)
{
    const int32_t *weight = choices->table.weight;
    const bool is_partial = choices->partial_weeks[key] == choices->open_weeks[key];
    if (choices->share == NULL) {
        return MMI_REGULAR / 2 * (choices->open_weeks[key] - 1 - is_partial);
    }
    int64_t credit = MMI_REGULAR / 2 * (weight[row] - 1), least = INT64_MAX;
    for (int32_t other = 0; other < choices->table.n_rows; other++) {
        if (other == row || (choices->open_rows[key] >> other & 1) == 0) continue;
        const int64_t part = (int64_t)weight[other] * *mmi_share_of(choices, key, row, other);
        credit += part;
        if (part < least) least = part;
    }
    return is_partial && least < INT64_MAX ? credit - least : credit;
}

void mmi_count_credits(mmi_choices *choices)
{
    const int32_t n_starts = mmi_starts_of(choices, choices->n_check_ins);
    for (int32_t key = 0; key < choices->n_keys; key++) {
        choices->open_weeks[key] = 0;
        choices->last_row[key] = MM_NONE;
        choices->open_rows[key] = 0;
    }
    for (int32_t i = 0; i < n_starts; i++) {
        const int32_t key = choices->key[i];
        const int32_t row = choices->check_in_of[i] / choices->group->n_pairs;
        if (!choices->is_open[i] || choices->last_row[key] == row) continue;
        choices->last_row[key] = row; /* a repeated hour gives a week one time twice */
        choices->open_weeks[key] += choices->table.weight[row];
        if (choices->share != NULL) {
            choices->open_rows[key] = (uint16_t)(choices->open_rows[key] | 1u << row);
        }
    }
    for (int32_t i = 0; i < n_starts; i++) {
        if (!choices->is_open[i]) continue;
        choices->credit[i] = credit_at(choices, choices->key[i],
                                       choices->check_in_of[i] / choices->group->n_pairs);
    }
}

mmi_cost mmi_cost_of_start(const mmi_choices *choices, int32_t start)
{
    const mmi_start *at = &choices->table.start[start];
    const int64_t order =
        MMI_REGULAR * (choices->group->n_weeks - 1) - choices->credit[start] + at->offset;
    mmi_cost cost = {((int64_t)at->most_discomfort << MMI_MOST_SHIFT) +
                         ((int64_t)at->least_discomfort << MMI_LEAST_SHIFT) + order,
                     {0, 0}};
    mmi_cost_set_tie(&cost, choices->check_in_of[start] % choices->group->n_pairs,
                     (uint64_t)at->offset);
    return cost;
}

mmi_cost mmi_cost_of_none(const mmi_choices *choices, int32_t pair)
{
    const int64_t order = MMI_REGULAR * (choices->group->n_weeks - 1);
    mmi_cost cost = {((int64_t)1 << MMI_ASYNCHRONOUS_SHIFT) + order, {0, 0}};
    mmi_cost_set_tie(&cost, pair, MMI_TIE_NONE);
    return cost;
}
