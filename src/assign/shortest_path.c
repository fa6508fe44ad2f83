/* Dijkstra in the residual network of a sparse assignment, with prices as potentials: every length
 * below is a reduced cost and never negative while the prices are optimal for the loads.
 *
 * Length of a step with a unit that looks for a place (the backward search walks the same steps
 * the other way, asking for a unit):
 *     row → column      row_total + column_price - value      the pair is not chosen
 *     column → row      value - row_total - column_price      the pair is chosen and given up
 *     row → group       row_total - group_price               the row's load falls
 *     group → row       group_price - row_total               the row's load rises
 *     group → hub       group_price (+ first value)           the group's load falls
 *     column → hub      -column_price                         the column's load rises */
#include "assign/residual.h"

#define STOP_EVERY 4096 /* nodes between two looks at the clock */

void mmi_reach(mmi_residual *residual, int32_t node, int64_t distance, int32_t parent,
               int64_t pair)
{
    const bool is_known = residual->reached[node] == residual->stamp;
    if (is_known && distance >= residual->queue.distance[node]) return;
    residual->reached[node] = residual->stamp;
    residual->parent[node] = parent;
    residual->parent_pair[node] = pair;
    mmi_node_queue_put(&residual->queue, node, distance);
}

static void offer_end(mmi_residual *residual, int32_t node, int64_t distance)
{
    if (residual->end != MM_NONE && distance >= residual->end_distance) return;
    residual->end = node;
    residual->end_distance = distance;
}

void mmi_begin_search(mmi_residual *residual)
{
    residual->stamp++;
    residual->n_taken = 0;
    residual->end = MM_NONE;
    mmi_node_queue_empty(&residual->queue);
}

static int64_t first_value_of(const mmi_residual *residual, int32_t group)
{
    const int64_t *first = residual->problem->group_first_value;
    return first == NULL ? 0 : first[group];
}

int64_t mmi_drop_length(const mmi_residual *residual, int32_t group)
{
    return residual->answer->group_price[group] +
           (residual->answer->group_load[group] == 1 ? first_value_of(residual, group) : 0);
}

int64_t mmi_add_length(const mmi_residual *residual, int32_t group)
{
    return -residual->answer->group_price[group] -
           (residual->answer->group_load[group] == 0 ? first_value_of(residual, group) : 0);
}

/* What a search does at a node, or at a group, row or column by its own number. */
typedef void visit(mmi_residual *residual, int32_t at, int64_t distance);

/* ---- forward: a unit looks for a place ---- */

static void forward_from_group(mmi_residual *residual, int32_t group, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        if (answer->row_load[row] >= problem->row_most[row]) continue;
        const int64_t length = answer->group_price[group] - answer->row_total[row];
        mmi_reach(residual, mmi_row_node(residual, row), distance + length, group, MM_NONE);
    }
}

static void forward_from_row(mmi_residual *residual, int32_t row, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int32_t node = mmi_row_node(residual, row);
    const int32_t group = residual->group_of_row[row];
    if (answer->row_load[row] > problem->row_least[row]) {
        const int64_t length = answer->row_total[row] - answer->group_price[group];
        mmi_reach(residual, group, distance + length, node, MM_NONE);
    }
    const int64_t base = distance + answer->row_total[row];
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        if (answer->is_chosen[pair]) continue;
        const int32_t column = problem->column[pair];
        mmi_reach(residual, mmi_column_node(residual, column),
              base + answer->column_price[column] - problem->value[pair], node, pair);
    }
}

static void forward_from_column(mmi_residual *residual, int32_t column, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int64_t base = distance - answer->column_price[column];
    for (int64_t pair = residual->first_chosen[column]; pair != MM_NONE;
         pair = residual->next_chosen[pair]) {
        const int32_t row = residual->row_of_pair[pair];
        mmi_reach(residual, mmi_row_node(residual, row),
              base + problem->value[pair] - answer->row_total[row],
              mmi_column_node(residual, column), pair);
    }
}

static visit *const forward_from[] = {forward_from_group, forward_from_row, forward_from_column};

/* May the unit end here? A group gives it back to the hub, a column has a free place. Places that
 * must be filled, or that still stand empty at a price above 0, take it as it comes. */
static void offer_forward_end(mmi_residual *residual, int32_t node, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    if (node < problem->n_groups) {
        if (answer->group_load[node] > problem->group_least[node]) {
            offer_end(residual, node, distance + mmi_drop_length(residual, node));
        }
        return;
    }
    const int32_t column = node - problem->n_groups - problem->n_rows;
    if (column < 0) return;
    const int32_t load = answer->column_load[column];
    if (load >= problem->column_most[column]) return;
    const int64_t price = answer->column_price[column];
    const bool is_due = load < problem->column_least[column] || price > 0;
    offer_end(residual, node, is_due ? distance : distance - price);
}

/* Take nodes until the end is nearer than what is left; then `taken` are the nodes to reprice.
 * `leave` relaxes the steps from a group, row or column. */
static void search(mmi_residual *residual, visit *offer, visit *const leave[3])
{
    const int32_t n_groups = residual->problem->n_groups;
    const int32_t n_rows = residual->problem->n_rows;
    while (residual->queue.n > 0) {
        if (++residual->n_steps % STOP_EVERY == 0 && mmi_stop_asked(residual->stop)) {
            residual->answer->is_stopped = true;
            residual->end = MM_NONE;
            return;
        }
        const int32_t node = mmi_node_queue_take(&residual->queue);
        const int64_t distance = residual->queue.distance[node];
        if (residual->end != MM_NONE && distance >= residual->end_distance) break;
        residual->left[node] = residual->stamp;
        residual->taken[residual->n_taken++] = node;
        offer(residual, node, distance);
        if (node < n_groups) {
            leave[0](residual, node, distance);
        } else if (node < n_groups + n_rows) {
            leave[1](residual, node - n_groups, distance);
        } else {
            leave[2](residual, node - n_groups - n_rows, distance);
        }
    }
}

/* After a search of length D: rows and groups that are nearer by x fall by x (sign -1) or rise by
 * x (sign +1), columns the other way, so that the path has length 0 and nothing turns negative. */
static void reprice(mmi_residual *residual, int64_t row_sign)
{
    const int32_t n_groups = residual->problem->n_groups;
    const int32_t n_rows = residual->problem->n_rows;
    for (int32_t i = 0; i < residual->n_taken; i++) {
        const int32_t node = residual->taken[i];
        const int64_t nearer = residual->end_distance - residual->queue.distance[node];
        if (nearer <= 0) continue;
        if (node < n_groups) {
            residual->answer->group_price[node] += row_sign * nearer;
        } else if (node < n_groups + n_rows) {
            residual->answer->row_total[node - n_groups] += row_sign * nearer;
        } else {
            residual->answer->column_price[node - n_groups - n_rows] -= row_sign * nearer;
        }
    }
}

static void choose(mmi_residual *residual, int64_t pair)
{
    const int32_t column = residual->problem->column[pair];
    const int64_t first = residual->first_chosen[column];
    residual->answer->is_chosen[pair] = true;
    residual->next_chosen[pair] = first;
    residual->previous_chosen[pair] = MM_NONE;
    if (first != MM_NONE) residual->previous_chosen[first] = pair;
    residual->first_chosen[column] = pair;
}

static void give_up(mmi_residual *residual, int64_t pair)
{
    const int32_t column = residual->problem->column[pair];
    const int64_t next = residual->next_chosen[pair];
    const int64_t previous = residual->previous_chosen[pair];
    residual->answer->is_chosen[pair] = false;
    if (next != MM_NONE) residual->previous_chosen[next] = previous;
    if (previous != MM_NONE) residual->next_chosen[previous] = next;
    else residual->first_chosen[column] = next;
}

/* Turn the steps of the path round, from its end to its source. `group_to_row` is what a step
 * between a group and a row does to the row's load when the row is the later of the two. */
static void turn_path(mmi_residual *residual, int32_t group_to_row)
{
    const int32_t n_groups = residual->problem->n_groups;
    for (int32_t node = residual->end; residual->parent[node] != MM_NONE;
         node = residual->parent[node]) {
        const int64_t pair = residual->parent_pair[node];
        if (pair != MM_NONE) {
            if (residual->answer->is_chosen[pair]) give_up(residual, pair);
            else choose(residual, pair);
        } else if (node < n_groups) {
            residual->answer->row_load[residual->parent[node] - n_groups] -= group_to_row;
        } else {
            residual->answer->row_load[node - n_groups] += group_to_row;
        }
    }
}

bool mmi_place_unit(mmi_residual *residual, int32_t source)
{
    mmi_begin_search(residual);
    mmi_reach(residual, source, 0, MM_NONE, MM_NONE);
    search(residual, offer_forward_end, forward_from);
    if (residual->end == MM_NONE) return false;
    reprice(residual, -1);
    turn_path(residual, 1);
    const int32_t n_groups = residual->problem->n_groups;
    if (residual->end < n_groups) {
        residual->answer->group_load[residual->end]--;
    } else {
        residual->answer->column_load[residual->end - n_groups - residual->problem->n_rows]++;
    }
    return true;
}

/* ---- backward: a place looks for a unit ---- */

static void backward_from_column(mmi_residual *residual, int32_t column, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int64_t base = distance + answer->column_price[column];
    for (int64_t i = residual->column_start[column]; i < residual->column_start[column + 1]; i++) {
        const int64_t pair = residual->pair_of_column[i];
        if (answer->is_chosen[pair]) continue;
        const int32_t row = residual->row_of_pair[pair];
        mmi_reach(residual, mmi_row_node(residual, row),
              base + answer->row_total[row] - problem->value[pair],
              mmi_column_node(residual, column), pair);
    }
}

static void backward_from_row(mmi_residual *residual, int32_t row, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int32_t node = mmi_row_node(residual, row);
    const int32_t group = residual->group_of_row[row];
    if (answer->row_load[row] < problem->row_most[row]) {
        const int64_t length = answer->group_price[group] - answer->row_total[row];
        mmi_reach(residual, group, distance + length, node, MM_NONE);
    }
    const int64_t base = distance - answer->row_total[row];
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        if (!answer->is_chosen[pair]) continue;
        const int32_t column = problem->column[pair];
        mmi_reach(residual, mmi_column_node(residual, column),
              base + problem->value[pair] - answer->column_price[column], node, pair);
    }
}

static void backward_from_group(mmi_residual *residual, int32_t group, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        if (answer->row_load[row] <= problem->row_least[row]) continue;
        const int64_t length = answer->row_total[row] - answer->group_price[group];
        mmi_reach(residual, mmi_row_node(residual, row), distance + length, group, MM_NONE);
    }
}

static visit *const backward_from[] = {backward_from_group, backward_from_row,
                                        backward_from_column};

/* May a unit be had here? A group takes one from the hub, a column above its least gives one. */
static void offer_backward_end(mmi_residual *residual, int32_t node, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    if (node < problem->n_groups) {
        if (answer->group_load[node] < problem->group_most[node]) {
            offer_end(residual, node, distance + mmi_add_length(residual, node));
        }
        return;
    }
    const int32_t column = node - problem->n_groups - problem->n_rows;
    if (column < 0) return;
    if (answer->column_load[column] > problem->column_least[column]) {
        offer_end(residual, node, distance + answer->column_price[column]);
    }
}

bool mmi_fetch_unit(mmi_residual *residual, int32_t column)
{
    const int32_t source = mmi_column_node(residual, column);
    const mmi_assignment *answer = residual->answer;
    mmi_begin_search(residual);
    mmi_reach(residual, source, 0, MM_NONE, MM_NONE);
    if (answer->column_load[column] >= residual->problem->column_least[column]) {
        offer_end(residual, source, answer->column_price[column]); /* or stay empty at price 0 */
    }
    search(residual, offer_backward_end, backward_from);
    if (residual->end == MM_NONE) return false;
    reprice(residual, 1);
    if (residual->end == source) return true;
    turn_path(residual, -1);
    residual->answer->column_load[column]++;
    const int32_t n_groups = residual->problem->n_groups;
    if (residual->end < n_groups) {
        residual->answer->group_load[residual->end]++;
    } else {
        residual->answer->column_load[residual->end - n_groups - residual->problem->n_rows]--;
    }
    return true;
}

/* ---- whole searches, for prices ---- */

static void offer_nothing(mmi_residual *residual, int32_t node, int64_t distance)
{
    (void)residual;
    (void)node;
    (void)distance;
}

void mmi_search_forward(mmi_residual *residual)
{
    search(residual, offer_nothing, forward_from);
}

void mmi_search_backward(mmi_residual *residual)
{
    search(residual, offer_nothing, backward_from);
}
