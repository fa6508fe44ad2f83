/* The residual network's memory: which rows hang on the hub, the chosen pairs of every column, the
 * pairs by column, what the hub asks of a node.
 * Searching is left to shortest_path.c. */
#include "assign/residual.h"

#include <string.h>

/* Does the group say anything that its rows do not? */
static bool binds(const mmi_assign_problem *problem, int32_t group)
{
    int64_t least = 0;
    int64_t most = 0;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        least += problem->row_least[row];
        most += problem->row_most[row];
    }
    const bool has_first =
        problem->group_first_value != NULL && problem->group_first_value[group] != 0;
    return has_first || least < problem->group_least[group] || most > problem->group_most[group];
}

static void take_bounds(mmi_residual *residual, int32_t group)
{
    const mmi_assign_problem *problem = residual->problem;
    const int32_t first = problem->group_start[group];
    const int32_t end = problem->group_start[group + 1];
    const bool is_node = end - first > 1 && binds(problem, group);
    for (int32_t row = first; row < end; row++) {
        residual->group_of_row[row] = is_node ? group : MM_NONE;
        residual->row_least[row] = problem->row_least[row];
        residual->row_most[row] = problem->row_most[row];
    }
    if (end - first != 1) return;
    if (problem->group_least[group] > residual->row_least[first]) {
        residual->row_least[first] = problem->group_least[group];
    }
    if (problem->group_most[group] < residual->row_most[first]) {
        residual->row_most[first] = problem->group_most[group];
    }
    if (residual->row_first != NULL) {
        residual->row_first[first] = problem->group_first_value[group];
    }
}

/* Room for the chosen pairs of every column: its most, or all its pairs if they are fewer. */
static bool make_slots(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_heap *heap = residual->heap;
    int64_t *start = mmi_alloc(heap, (size_t)problem->n_columns + 1, sizeof *start);
    residual->slot_start = start;
    if (start == NULL) return false;
    const int64_t n_pairs = problem->row_start[problem->n_rows];
    for (int64_t pair = 0; pair < n_pairs; pair++) start[problem->column[pair] + 1]++;
    for (int32_t column = 0; column < problem->n_columns; column++) {
        const int64_t most = problem->column_most[column];
        start[column + 1] = start[column] + (start[column + 1] < most ? start[column + 1] : most);
    }
    const size_t n_slots = (size_t)start[problem->n_columns];
    residual->slot_pair = mmi_alloc(heap, n_slots, sizeof *residual->slot_pair);
    residual->slot_row = mmi_alloc(heap, n_slots, sizeof *residual->slot_row);
    return residual->slot_pair != NULL && residual->slot_row != NULL;
}

bool mmi_residual_make(const mmi_heap *heap, const mmi_assign_problem *problem,
                       mmi_assignment *answer, mmi_residual *residual)
{
    const size_t n_rows = (size_t)problem->n_rows;
    *residual = (mmi_residual){.heap = heap, .problem = problem, .answer = answer};
    residual->group_of_row = mmi_alloc(heap, n_rows, sizeof(int32_t));
    residual->row_least = mmi_alloc(heap, n_rows, sizeof(int32_t));
    residual->row_most = mmi_alloc(heap, n_rows, sizeof(int32_t));
    residual->n_waiting = mmi_alloc(heap, n_rows, sizeof(int32_t));
    if (residual->group_of_row == NULL || residual->row_least == NULL ||
        residual->row_most == NULL || residual->n_waiting == NULL || !make_slots(residual)) {
        return false;
    }
    if (problem->group_first_value != NULL) {
        residual->row_first = mmi_alloc(heap, n_rows, sizeof(int64_t));
        if (residual->row_first == NULL) return false;
    }
    residual->n_nodes = problem->n_rows + problem->n_columns;
    for (int32_t group = 0; group < problem->n_groups; group++) {
        take_bounds(residual, group);
        const bool has_rows = problem->group_start[group] < problem->group_start[group + 1];
        if (has_rows && residual->group_of_row[problem->group_start[group]] != MM_NONE) {
            residual->n_nodes = mmi_group_node(residual, group) + 1;
        }
    }
    const size_t n_nodes = (size_t)residual->n_nodes;
    residual->node = mmi_alloc(heap, n_nodes, sizeof *residual->node);
    residual->taken = mmi_alloc(heap, n_nodes, sizeof *residual->taken);
    const bool has_queue = mmi_node_queue_make(heap, residual->n_nodes, &residual->queue);
    return has_queue && residual->node != NULL && residual->taken != NULL;
}

void mmi_residual_clear(mmi_residual *residual)
{
    const mmi_heap *heap = residual->heap;
    mmi_free(heap, residual->group_of_row);
    mmi_free(heap, residual->row_least);
    mmi_free(heap, residual->row_most);
    mmi_free(heap, residual->n_waiting);
    mmi_free(heap, residual->row_first);
    mmi_free(heap, residual->slot_start);
    mmi_free(heap, residual->slot_pair);
    mmi_free(heap, residual->slot_row);
    mmi_free(heap, residual->column_start);
    mmi_free(heap, residual->pair_of_column);
    mmi_free(heap, residual->row_of_column);
    mmi_free(heap, residual->node);
    mmi_free(heap, residual->taken);
    mmi_node_queue_clear(heap, &residual->queue);
}

bool mmi_make_transposed(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_heap *heap = residual->heap;
    const int64_t n_pairs = problem->row_start[problem->n_rows];
    int64_t *start = mmi_alloc(heap, (size_t)problem->n_columns + 1, sizeof *start);
    residual->column_start = start;
    residual->pair_of_column = mmi_alloc(heap, (size_t)n_pairs, sizeof(int64_t));
    residual->row_of_column = mmi_alloc(heap, (size_t)n_pairs, sizeof(int32_t));
    if (start == NULL || residual->pair_of_column == NULL || residual->row_of_column == NULL) {
        return false;
    }
    for (int64_t pair = 0; pair < n_pairs; pair++) start[problem->column[pair]]++;
    int64_t end = 0;
    for (int32_t column = 0; column <= problem->n_columns; column++) {
        end += start[column];
        start[column] = end;
    }
    /* Filled from behind, which moves each end to where its column begins. */
    for (int32_t row = problem->n_rows; row-- > 0;) {
        for (int64_t pair = problem->row_start[row + 1]; pair-- > problem->row_start[row];) {
            const int64_t at = --start[problem->column[pair]];
            residual->pair_of_column[at] = pair;
            residual->row_of_column[at] = row;
        }
    }
    return true;
}

void mmi_choose(mmi_residual *residual, int32_t row, int64_t pair)
{
    const int32_t column = residual->problem->column[pair];
    const int64_t slot = residual->slot_start[column] + residual->answer->column_load[column]++;
    residual->answer->is_chosen[pair] = true;
    residual->slot_pair[slot] = pair;
    residual->slot_row[slot] = row;
}

void mmi_give_up(mmi_residual *residual, int64_t pair)
{
    const int32_t column = residual->problem->column[pair];
    const int64_t last = residual->slot_start[column] + --residual->answer->column_load[column];
    int64_t slot = last;
    while (residual->slot_pair[slot] != pair) slot--;
    residual->answer->is_chosen[pair] = false;
    residual->slot_pair[slot] = residual->slot_pair[last];
    residual->slot_row[slot] = residual->slot_row[last];
}

/* Price, load and first value of a node that hangs on the hub. */
typedef struct hub_view {
    int64_t price;
    int64_t first;
    int32_t load;
} hub_view;

static hub_view view_from_hub(const mmi_residual *residual, int32_t node)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    if (node < problem->n_rows) {
        return (hub_view){answer->row_total[node], mmi_first_value_of_row(residual, node),
                          answer->row_load[node]};
    }
    const int32_t group = node - mmi_group_node(residual, 0);
    const int64_t *first = problem->group_first_value;
    return (hub_view){answer->group_price[group], first == NULL ? 0 : first[group],
                      answer->group_load[group]};
}

int64_t mmi_drop_length(const mmi_residual *residual, int32_t node)
{
    const hub_view view = view_from_hub(residual, node);
    return view.price + (view.load == 1 ? view.first : 0);
}

int64_t mmi_add_length(const mmi_residual *residual, int32_t node)
{
    const hub_view view = view_from_hub(residual, node);
    return -view.price - (view.load == 0 ? view.first : 0);
}
