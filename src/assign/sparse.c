/* Successive shortest paths for a sparse assignment: every unit of every group is placed where it
 * is worth most, then columns below their least fetch theirs, then prices are made least.
 * Searching is left to shortest_path.c, judging to certificate.c. */
#include "assign/sparse.h"

#include "assign/residual.h"

#define STOP_EVERY 256 /* groups between two looks at the clock; searches look by themselves */

bool mmi_residual_make(const mmi_heap *heap, const mmi_assign_problem *problem,
                       mmi_assignment *answer, mmi_residual *residual)
{
    const size_t n_pairs = (size_t)problem->row_start[problem->n_rows];
    const int32_t n_nodes = problem->n_groups + problem->n_rows + problem->n_columns;
    *residual = (mmi_residual){.heap = heap, .problem = problem, .answer = answer,
                               .n_nodes = n_nodes};
    residual->group_of_row = mmi_alloc(heap, (size_t)problem->n_rows, sizeof(int32_t));
    residual->row_of_pair = mmi_alloc(heap, n_pairs, sizeof(int32_t));
    residual->first_chosen = mmi_alloc(heap, (size_t)problem->n_columns, sizeof(int64_t));
    residual->next_chosen = mmi_alloc(heap, n_pairs, sizeof(int64_t));
    residual->previous_chosen = mmi_alloc(heap, n_pairs, sizeof(int64_t));
    residual->reached = mmi_alloc(heap, (size_t)n_nodes, sizeof(uint32_t));
    residual->left = mmi_alloc(heap, (size_t)n_nodes, sizeof(uint32_t));
    residual->parent = mmi_alloc(heap, (size_t)n_nodes, sizeof(int32_t));
    residual->parent_pair = mmi_alloc(heap, (size_t)n_nodes, sizeof(int64_t));
    residual->taken = mmi_alloc(heap, (size_t)n_nodes, sizeof(int32_t));
    const bool has_queue = mmi_node_queue_make(heap, n_nodes, &residual->queue);
    if (!has_queue || residual->group_of_row == NULL || residual->row_of_pair == NULL ||
        residual->first_chosen == NULL || residual->next_chosen == NULL ||
        residual->previous_chosen == NULL || residual->reached == NULL ||
        residual->left == NULL || residual->parent == NULL || residual->parent_pair == NULL ||
        residual->taken == NULL) {
        return false;
    }
    for (int32_t column = 0; column < problem->n_columns; column++) {
        residual->first_chosen[column] = MM_NONE;
    }
    for (int32_t group = 0; group < problem->n_groups; group++) {
        for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1];
             row++) {
            residual->group_of_row[row] = group;
            for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1];
                 pair++) {
                residual->row_of_pair[pair] = row;
            }
        }
    }
    return true;
}

void mmi_residual_clear(mmi_residual *residual)
{
    const mmi_heap *heap = residual->heap;
    mmi_free(heap, residual->group_of_row);
    mmi_free(heap, residual->row_of_pair);
    mmi_free(heap, residual->first_chosen);
    mmi_free(heap, residual->next_chosen);
    mmi_free(heap, residual->previous_chosen);
    mmi_free(heap, residual->column_start);
    mmi_free(heap, residual->pair_of_column);
    mmi_free(heap, residual->reached);
    mmi_free(heap, residual->left);
    mmi_free(heap, residual->parent);
    mmi_free(heap, residual->parent_pair);
    mmi_free(heap, residual->taken);
    mmi_node_queue_clear(heap, &residual->queue);
}

bool mmi_make_transposed(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const int64_t n_pairs = problem->row_start[problem->n_rows];
    residual->column_start =
        mmi_alloc(residual->heap, (size_t)problem->n_columns + 1, sizeof(int64_t));
    residual->pair_of_column = mmi_alloc(residual->heap, (size_t)n_pairs, sizeof(int64_t));
    if (residual->column_start == NULL || residual->pair_of_column == NULL) return false;
    int64_t *start = residual->column_start;
    for (int64_t pair = 0; pair < n_pairs; pair++) start[problem->column[pair] + 1]++;
    for (int32_t column = 0; column < problem->n_columns; column++) {
        start[column + 1] += start[column];
    }
    /* Filled from behind, which moves each start to where it belongs. */
    for (int64_t pair = n_pairs; pair-- > 0;) {
        residual->pair_of_column[--start[problem->column[pair] + 1]] = pair;
    }
    for (int32_t column = 0; column < problem->n_columns; column++) {
        start[column] = start[column + 1];
    }
    start[problem->n_columns] = n_pairs;
    return true;
}

static mm_status make_answer(const mmi_heap *heap, const mmi_assign_problem *problem,
                             mmi_assignment *answer, mm_error *error)
{
    *answer = (mmi_assignment){.heap = *heap};
    answer->is_chosen =
        mmi_alloc(heap, (size_t)problem->row_start[problem->n_rows], sizeof(bool));
    answer->group_load = mmi_alloc(heap, (size_t)problem->n_groups, sizeof(int32_t));
    answer->row_load = mmi_alloc(heap, (size_t)problem->n_rows, sizeof(int32_t));
    answer->column_load = mmi_alloc(heap, (size_t)problem->n_columns, sizeof(int32_t));
    answer->group_price = mmi_alloc(heap, (size_t)problem->n_groups, sizeof(int64_t));
    answer->row_total = mmi_alloc(heap, (size_t)problem->n_rows, sizeof(int64_t));
    answer->column_price = mmi_alloc(heap, (size_t)problem->n_columns, sizeof(int64_t));
    if (answer->is_chosen == NULL || answer->group_load == NULL || answer->row_load == NULL ||
        answer->column_load == NULL || answer->group_price == NULL || answer->row_total == NULL ||
        answer->column_price == NULL) {
        return mmi_out_of_memory(error);
    }
    return MM_OK;
}

void mmi_assignment_clear(mmi_assignment *answer)
{
    const mmi_heap heap = answer->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    mmi_free(&heap, answer->is_chosen);
    mmi_free(&heap, answer->group_load);
    mmi_free(&heap, answer->row_load);
    mmi_free(&heap, answer->column_load);
    mmi_free(&heap, answer->group_price);
    mmi_free(&heap, answer->row_total);
    mmi_free(&heap, answer->column_price);
    *answer = (mmi_assignment){.heap = heap};
}

/* The first prices of a group: each row pays what its best pair leaves at today's column prices,
 * the group what its best row pays, so that no step has a negative length. */
static void price_group(mmi_residual *residual, int32_t group)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    int64_t group_price = 0;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        int64_t best = 0;
        for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
            const int64_t left =
                problem->value[pair] - answer->column_price[problem->column[pair]];
            if (pair == problem->row_start[row] || left > best) best = left;
        }
        answer->row_total[row] = best;
        if (problem->row_most[row] > problem->row_least[row] && best > group_price) {
            group_price = best;
        }
    }
    answer->group_price[group] = group_price;
}

/* All units of a group: those its rows must have wait at the rows, the others at the group. */
static bool place_group(mmi_residual *residual, int32_t group)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    int64_t n_at_rows = 0;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        answer->row_load[row] = problem->row_least[row];
        n_at_rows += problem->row_least[row];
    }
    if (n_at_rows > problem->group_most[group]) return false;
    answer->group_load[group] = problem->group_most[group];
    price_group(residual, group);
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        for (int32_t unit = 0; unit < problem->row_least[row]; unit++) {
            if (!mmi_place_unit(residual, mmi_row_node(residual, row))) return false;
        }
    }
    for (int64_t unit = n_at_rows; unit < problem->group_most[group]; unit++) {
        if (!mmi_place_unit(residual, group)) return false;
    }
    return true;
}

static bool place_all_groups(mmi_residual *residual, const mmi_stop *stop)
{
    for (int32_t group = 0; group < residual->problem->n_groups; group++) {
        if (group % STOP_EVERY == 0 && mmi_stop_asked(stop)) {
            residual->answer->is_stopped = true;
            return true;
        }
        if (!place_group(residual, group)) return false;
    }
    return true;
}

static mm_status fill_columns(mmi_residual *residual, const mmi_stop *stop, bool *is_feasible,
                              mm_error *error)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t column = 0; column < problem->n_columns; column++) {
        while (answer->column_load[column] < problem->column_least[column] ||
               (answer->column_load[column] < problem->column_most[column] &&
                answer->column_price[column] > 0)) {
            if (residual->column_start == NULL && !mmi_make_transposed(residual)) {
                return mmi_out_of_memory(error);
            }
            if (mmi_stop_asked(stop)) {
                residual->answer->is_stopped = true;
                return MM_OK;
            }
            *is_feasible = mmi_fetch_unit(residual, column);
            if (!*is_feasible) return MM_OK;
        }
    }
    return MM_OK;
}

/* Sum of the chosen values and first units. */
static int64_t value_of(const mmi_assign_problem *problem, const mmi_assignment *answer)
{
    int64_t value = 0;
    for (int64_t pair = 0; pair < problem->row_start[problem->n_rows]; pair++) {
        if (answer->is_chosen[pair]) value += problem->value[pair];
    }
    for (int32_t group = 0; problem->group_first_value != NULL && group < problem->n_groups;
         group++) {
        if (answer->group_load[group] > 0) value += problem->group_first_value[group];
    }
    return value;
}

mm_status mmi_assign_sparse(const mmi_heap *heap, const mmi_assign_problem *problem,
                            const mmi_stop *stop, mmi_assignment *answer, mm_error *error)
{
    mmi_residual residual = {.heap = heap};
    mm_status status = make_answer(heap, problem, answer, error);
    if (status != MM_OK) goto done;
    if (!mmi_residual_make(heap, problem, answer, &residual)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    for (int32_t column = 0; problem->start_price != NULL && column < problem->n_columns;
         column++) {
        answer->column_price[column] = problem->start_price[column];
    }
    residual.stop = stop;
    answer->is_feasible = place_all_groups(&residual, stop);
    if (!answer->is_feasible || answer->is_stopped) goto done;
    status = fill_columns(&residual, stop, &answer->is_feasible, error);
    if (status != MM_OK || !answer->is_feasible || answer->is_stopped) goto done;
    if (!mmi_least_column_prices(&residual)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    answer->value = value_of(problem, answer);
done:
    mmi_residual_clear(&residual);
    if (status != MM_OK) mmi_assignment_clear(answer);
    return status;
}

void mmi_best_group_loads(int32_t least, int32_t most, int64_t first_value, int64_t price,
                          int32_t *best_least, int32_t *best_most)
{
    const int64_t gain_first = price + first_value; /* from load 0 to 1 */
    *best_least = least;
    *best_most = most;
    if (least == most) return;
    if (least == 0) {
        if (gain_first < 0) *best_most = 0;
        if (gain_first > 0) *best_least = 1;
        if (*best_most == 0 || most == 1) return;
    }
    if (price > 0) *best_least = most;
    if (price < 0) *best_most = least > 1 ? least : 1;
}
