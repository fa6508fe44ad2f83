/* Weeks that offer the same starts - offset, time of the week, discomfort, dates in the same
 * pattern - and cannot clash with a neighbour get the same meetings in every optimal plan: were two
 * of them planned differently, both like the one or both like the other would be more regular
 * (c(c - 1)/2 is strictly convex in c) at no cost elsewhere. So one row stands for all of them. */
#include "schedule/week_table.h"

#include <string.h>

/* First and last start of a person in a week; none: first > last. */
typedef struct reach {
    int32_t first_slot, last_slot;
    int32_t first_day, last_day;
} reach;

/* Everything while the table is made. */
typedef struct table_run {
    const mmi_heap *heap;
    const mmi_group *group;
    mmi_week_table *table;
    reach *reach;              /* [n_weeks * n_people] */
    int32_t *degree;           /* [n_people] pairs of a person */
    int32_t *first_week;       /* [n_rows] of the group */
    int32_t *listed;           /* [n_weeks * n_pairs + 1] into table->start, as listed */
    size_t start_capacity;
} table_run;

static const reach *reach_of(const table_run *run, int32_t week, int32_t person)
{
    return &run->reach[week * run->group->n_people + person];
}

/* List all weeks, one behind the other. */
static bool list_weeks(table_run *run)
{
    const mmi_group *group = run->group;
    mmi_week_table *table = run->table;
    for (int32_t c = 0; c < group->n_weeks * group->n_pairs; c++) {
        const size_t n_listed = (size_t)run->listed[c];
        const int32_t week = c / group->n_pairs;
        if (!mmi_reserve(run->heap, &table->start, &run->start_capacity,
                         n_listed + MMI_MOST_STARTS)) {
            return false;
        }
        mmi_start *starts = table->start + n_listed;
        const int32_t n =
            group->list_starts(group->context, c % group->n_pairs, week, starts);
        if (n > 0) table->begin_slot[week] = starts[0].slot - starts[0].offset;
        run->listed[c + 1] = run->listed[c] + n;
    }
    return true;
}

/* How far everybody's starts reach, week by week. */
static void measure(table_run *run)
{
    const mmi_group *group = run->group;
    for (int32_t i = 0; i < group->n_weeks * group->n_people; i++) {
        run->reach[i] = (reach){INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN};
    }
    for (int32_t c = 0; c < group->n_weeks * group->n_pairs; c++) {
        const int32_t week = c / group->n_pairs, pair = c % group->n_pairs;
        const mmi_start *starts = run->table->start + run->listed[c];
        const int32_t n = run->listed[c + 1] - run->listed[c];
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = group->members[pair].person[side];
            reach *its = &run->reach[week * group->n_people + person];
            run->degree[person] += week == 0;
            if (n == 0) continue;
            if (starts[0].slot < its->first_slot) its->first_slot = starts[0].slot;
            if (starts[n - 1].slot > its->last_slot) its->last_slot = starts[n - 1].slot;
            for (int32_t i = 0; i < n; i++) {
                if (starts[i].day[side] < its->first_day) its->first_day = starts[i].day[side];
                if (starts[i].day[side] > its->last_day) its->last_day = starts[i].day[side];
            }
        }
    }
}

/* Whether a meeting of a week may clash with one of the next. */
static bool weeks_touch(const table_run *run, int32_t week)
{
    const mmi_group *group = run->group;
    if (week < 0 || week + 1 >= group->n_weeks) return false;
    for (int32_t person = 0; person < group->n_people; person++) {
        const reach *one = reach_of(run, week, person), *next = reach_of(run, week + 1, person);
        if (one->first_slot > one->last_slot || next->first_slot > next->last_slot) continue;
        if (next->first_slot - one->last_slot < group->busy_slots) return true;
        if (next->first_day <= one->last_day && 2 * run->degree[person] > group->per_day) {
            return true;
        }
    }
    return false;
}

/* Whether two lists of starts of a pair mean the same; dates count from the person's first. */
static bool starts_are_alike(const table_run *run, int32_t pair, const int32_t week[2],
                             const mmi_start *const starts[2], int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        const mmi_start *one = &starts[0][i], *other = &starts[1][i];
        if (one->offset != other->offset || one->time_of_week != other->time_of_week ||
            one->most_discomfort != other->most_discomfort ||
            one->least_discomfort != other->least_discomfort) {
            return false;
        }
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = run->group->members[pair].person[side];
            if (one->day[side] - reach_of(run, week[0], person)->first_day !=
                other->day[side] - reach_of(run, week[1], person)->first_day) {
                return false;
            }
        }
    }
    return true;
}

/* Whether a row stands for a week as well. */
static bool is_alike(const table_run *run, int32_t row, int32_t week)
{
    const mmi_week_table *table = run->table;
    const int32_t n_pairs = run->group->n_pairs, weeks[2] = {run->first_week[row], week};
    if (weeks_touch(run, weeks[0] - 1) || weeks_touch(run, weeks[0])) return false;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t *one = &table->start_begin[row * n_pairs + pair];
        const int32_t *other = &run->listed[week * n_pairs + pair];
        const mmi_start *const starts[2] = {table->start + one[0], table->start + other[0]};
        if (one[1] - one[0] != other[1] - other[0] ||
            !starts_are_alike(run, pair, weeks, starts, one[1] - one[0])) {
            return false;
        }
    }
    return true;
}

/* A new row for a week: its starts move up to those of the rows before. */
static void add_row(table_run *run, int32_t week)
{
    mmi_week_table *table = run->table;
    const int32_t n_pairs = run->group->n_pairs, row = table->n_rows++;
    const int32_t from = run->listed[week * n_pairs], to = table->start_begin[row * n_pairs];
    const int32_t n = run->listed[(week + 1) * n_pairs] - from;
    memmove(table->start + to, table->start + from, (size_t)n * sizeof *table->start);
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        table->start_begin[row * n_pairs + pair + 1] =
            run->listed[week * n_pairs + pair + 1] - from + to;
    }
    run->first_week[row] = week;
}

static void fill_table(table_run *run)
{
    mmi_week_table *table = run->table;
    for (int32_t week = 0; week < run->group->n_weeks; week++) {
        const bool touches = weeks_touch(run, week);
        int32_t row = table->n_rows;
        if (!touches && !weeks_touch(run, week - 1)) {
            row = 0;
            while (row < table->n_rows && !is_alike(run, row, week)) row++;
        }
        if (row == table->n_rows) {
            add_row(run, week);
            table->touches_next[row] = touches;
        }
        table->weight[row]++;
        table->row_of[week] = row;
    }
}

mm_status mmi_week_table_make(const mmi_heap *heap, const mmi_group *group, mmi_week_table *table)
{
    const size_t n_weeks = (size_t)group->n_weeks, n_people = (size_t)group->n_people;
    *table = (mmi_week_table){.n_rows = 0};
    table_run run = {.heap = heap, .group = group, .table = table};
    mm_status status = MM_ERR_MEMORY;
    table->row_of = mmi_alloc(heap, n_weeks, sizeof *table->row_of);
    table->begin_slot = mmi_alloc(heap, n_weeks, sizeof *table->begin_slot);
    table->weight = mmi_alloc(heap, n_weeks, sizeof *table->weight);
    table->touches_next = mmi_alloc(heap, n_weeks, sizeof *table->touches_next);
    table->start_begin = mmi_alloc(heap, n_weeks * (size_t)group->n_pairs + 1,
                                   sizeof *table->start_begin);
    run.reach = mmi_alloc(heap, n_weeks * n_people, sizeof *run.reach);
    run.degree = mmi_alloc(heap, n_people, sizeof *run.degree);
    run.first_week = mmi_alloc(heap, n_weeks, sizeof *run.first_week);
    run.listed = mmi_alloc(heap, n_weeks * (size_t)group->n_pairs + 1, sizeof *run.listed);
    if (table->row_of == NULL || table->begin_slot == NULL || table->weight == NULL ||
        table->touches_next == NULL || table->start_begin == NULL || run.reach == NULL ||
        run.degree == NULL || run.first_week == NULL || run.listed == NULL) {
        goto done;
    }
    if (!list_weeks(&run)) goto done;
    measure(&run);
    fill_table(&run);
    status = MM_OK;
done:
    mmi_free(heap, run.reach);
    mmi_free(heap, run.degree);
    mmi_free(heap, run.first_week);
    mmi_free(heap, run.listed);
    if (status != MM_OK) mmi_week_table_clear(heap, table);
    return status;
}

void mmi_week_table_clear(const mmi_heap *heap, mmi_week_table *table)
{
    mmi_free(heap, table->row_of);
    mmi_free(heap, table->begin_slot);
    mmi_free(heap, table->weight);
    mmi_free(heap, table->touches_next);
    mmi_free(heap, table->start_begin);
    mmi_free(heap, table->start);
    *table = (mmi_week_table){.n_rows = 0};
}
