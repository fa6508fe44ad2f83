/* Exact planning of small groups: by the courses of its pairs (course_search.c); where there are
 * too many of those, week by week (group_search.c) from the greedy plan on. Weeks that are alike
 * are one row of week_table.h there and are told apart again here. */
#include "schedule/course_search.h"
#include "schedule/group_search.h"

#include <string.h>

/* Splits of courses: nearly all groups need fewer than the first; those that the search by weeks
 * does not finish either get the second. */
#define FIRST_NODES 3000
#define MOST_NODES 20000

/* Copy a plan's choices of a week to its row if they are its first or cheaper than others. */
static void offer_week(mmi_group_search *search, const mmi_group_plan *plan, int32_t week,
                       bool *has_row)
{
    const mmi_choices *choices = &search->choices;
    const int32_t n_pairs = search->group->n_pairs, row = choices->table.row_of[week];
    int32_t choice[MMI_EXACT_PAIRS];
    mmi_cost sum = {0, {0, 0}};
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t c = row * n_pairs + pair, slot = plan->slot[week * n_pairs + pair];
        mmi_cost cost = mmi_cost_of_none(choices, pair);
        choice[pair] = MMI_CHOICE_NONE;
        for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
            if (choices->table.start[i].offset + choices->table.begin_slot[week] != slot) continue;
            choice[pair] = i;
            cost = mmi_cost_of_start(choices, i);
        }
        sum = mmi_cost_sum(&sum, &cost);
    }
    if (has_row[row] && !mmi_cost_is_less(&sum, &search->row_plan[row].least)) return;
    has_row[row] = true;
    search->row_plan[row].least = sum;
    memcpy(search->row_plan[row].choice, choice, sizeof choice);
}

/* The greedy plan as the best one so far. False: no memory. */
static bool begin_with(mmi_group_search *search, const mmi_group_plan *plan)
{
    bool *has_row = mmi_alloc(&search->heap, (size_t)search->choices.table.n_rows,
                              sizeof *has_row);
    if (has_row == NULL) return false;
    mmi_count_credits(&search->choices);
    for (int32_t week = 0; week < search->group->n_weeks; week++) {
        offer_week(search, plan, week, has_row);
    }
    mmi_free(&search->heap, has_row);
    mmi_keep_as_best(search);
    return true;
}

static mm_status make_search(mmi_group_search *search)
{
    const mmi_heap *heap = &search->heap;
    mm_status status = mmi_choices_make(heap, search->group, &search->choices);
    if (status != MM_OK) return status;
    const size_t n_rows = (size_t)search->choices.table.n_rows;
    const size_t n_check_ins = (size_t)search->choices.n_check_ins;
    const size_t n_starts = (size_t)mmi_starts_of(&search->choices, search->choices.n_check_ins);
    search->row_plan = mmi_alloc(heap, n_rows, sizeof *search->row_plan);
    search->reached = mmi_alloc(heap, n_starts, sizeof *search->reached);
    search->none_reached = mmi_alloc(heap, n_check_ins, sizeof *search->none_reached);
    search->n_chosen = mmi_alloc(heap, (size_t)search->choices.n_keys, sizeof *search->n_chosen);
    search->pair_of_key = mmi_alloc(heap, (size_t)search->choices.n_keys,
                                    sizeof *search->pair_of_key);
    const size_t n_shares =
        search->choices.share == NULL ? 0 : (size_t)search->choices.n_keys * n_rows * n_rows;
    search->best_share = mmi_alloc(heap, n_shares, sizeof *search->best_share);
    search->best_choice = mmi_alloc(heap, n_check_ins, sizeof *search->best_choice);
    search->best_row = mmi_alloc(heap, n_rows, sizeof *search->best_row);
    search->root_goals = mmi_alloc(heap, n_rows, sizeof *search->root_goals);
    if (search->row_plan == NULL || search->reached == NULL || search->none_reached == NULL ||
        search->n_chosen == NULL || search->pair_of_key == NULL ||
        search->best_share == NULL || search->best_choice == NULL || search->best_row == NULL ||
        search->root_goals == NULL) {
        return MM_ERR_MEMORY;
    }
    for (size_t i = 0; i < n_starts; i++) {
        search->pair_of_key[search->choices.key[i]] =
            search->choices.check_in_of[i] % search->group->n_pairs;
    }
    return mmi_week_search_make(heap, &search->choices, search->stop, &search->weeks);
}

static void clear_search(mmi_group_search *search)
{
    const mmi_heap *heap = &search->heap;
    mmi_free(heap, search->row_plan);
    mmi_free(heap, search->reached);
    mmi_free(heap, search->none_reached);
    mmi_free(heap, search->n_chosen);
    mmi_free(heap, search->pair_of_key);
    mmi_free(heap, search->best_share);
    mmi_free(heap, search->best_choice);
    mmi_free(heap, search->best_row);
    mmi_free(heap, search->root_goals);
    mmi_free(heap, search->node);
    mmi_week_search_clear(&search->weeks);
    mmi_choices_clear(&search->choices);
}

/* Write the best plan out. Not searched to the end: what the bounds of the root prove of it. */
static void report(const mmi_group_search *search, bool is_over, mmi_group_plan *plan)
{
    const mmi_week_table *table = &search->choices.table;
    const int32_t n_pairs = search->group->n_pairs, n_weeks = search->group->n_weeks;
    int64_t n_asynchronous = 0;
    for (int32_t i = 0; i < n_weeks * n_pairs; i++) {
        const int32_t week = i / n_pairs;
        const int32_t choice = search->best_choice[table->row_of[week] * n_pairs + i % n_pairs];
        plan->slot[i] = choice == MMI_CHOICE_NONE
                            ? MMI_NO_START
                            : table->begin_slot[week] + table->start[choice].offset;
    }
    if (!is_over && !search->has_root) return;
    plan->is_exact = is_over;
    for (int32_t week = 0; week < n_weeks; week++) {
        const int64_t goals = search->best_row[table->row_of[week]].goals;
        const int64_t proven = is_over ? goals : search->root_goals[table->row_of[week]];
        n_asynchronous += proven >> MMI_ASYNCHRONOUS_SHIFT;
        plan->week_exact[week] = proven >> MMI_LEAST_SHIFT == goals >> MMI_LEAST_SHIFT;
    }
    plan->bound = (int64_t)n_weeks * n_pairs - n_asynchronous;
}

void mmi_group_plan_prove(const mmi_group *group, mmi_group_plan *plan)
{
    const int32_t n_check_ins = group->n_weeks * group->n_pairs;
    plan->is_exact = true;
    plan->bound = 0;
    for (int32_t i = 0; i < n_check_ins; i++) plan->bound += plan->slot[i] != MMI_NO_START;
    for (int32_t week = 0; week < group->n_weeks; week++) plan->week_exact[week] = true;
}

mm_status mmi_plan_by_courses(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                              int32_t n_nodes, int32_t *slot, bool *is_proven)
{
    mmi_week_table table;
    *is_proven = false;
    mm_status status = mmi_week_table_make(heap, group, &table);
    if (status != MM_OK) return status;
    const int32_t n_pairs = group->n_pairs;
    int32_t *choice = mmi_alloc(heap, (size_t)(table.n_rows * n_pairs), sizeof *choice);
    status = choice == NULL
                 ? MM_ERR_MEMORY
                 : mmi_search_courses(heap, group, &table, stop, n_nodes, choice, is_proven);
    if (status == MM_ERR_STOPPED) status = MM_OK;
    for (int32_t i = 0; i < group->n_weeks * n_pairs && *is_proven; i++) {
        const int32_t week = i / n_pairs;
        const int32_t start = choice[table.row_of[week] * n_pairs + i % n_pairs];
        slot[i] = start == MM_NONE ? MMI_NO_START
                                   : table.begin_slot[week] + table.start[start].offset;
    }
    mmi_free(heap, choice);
    mmi_week_table_clear(heap, &table);
    return status;
}

mm_status mmi_plan_by_weeks(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                            mmi_group_plan *plan)
{
    mmi_group_search search = {.heap = *heap, .group = group, .stop = stop,
                               .choices = {.heap = *heap}, .weeks = {.heap = *heap}};
    mm_status status = make_search(&search);
    if (status != MM_OK) goto done;
    bool is_over = false;
    status = begin_with(&search, plan) ? mmi_search_group(&search, &is_over) : MM_ERR_MEMORY;
    if (status == MM_OK || status == MM_ERR_STOPPED) {
        report(&search, is_over, plan);
        status = MM_OK;
    }
done:
    clear_search(&search);
    return status;
}

mm_status mmi_plan_exactly(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                           mmi_group_plan *plan)
{
    if (mmi_stop_asked(stop)) return mmi_plan_greedily(heap, group, plan);
    bool is_proven;
    mm_status status =
        mmi_plan_by_courses(heap, group, stop, FIRST_NODES, plan->slot, &is_proven);
    if (status == MM_OK && !is_proven) {
        status = mmi_plan_greedily(heap, group, plan);
        if (status == MM_OK) status = mmi_plan_by_weeks(heap, group, stop, plan);
        if (status != MM_OK || plan->is_exact) return status;
        status = mmi_plan_by_courses(heap, group, stop, MOST_NODES, plan->slot, &is_proven);
    }
    if (status == MM_OK && is_proven) mmi_group_plan_prove(group, plan);
    return status;
}
