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

static void mark(mmi_node *at, uint32_t stamp, int64_t distance, int32_t parent, int64_t pair)
{
    at->reached = stamp;
    at->distance = distance;
    at->parent = parent;
    at->parent_pair = pair;
}

void mmi_reach(mmi_residual *residual, int32_t node, int64_t distance, int32_t parent,
               int64_t pair)
{
    mmi_node *at = &residual->node[node];
    if (distance >= residual->end_distance) return;
    if (at->reached == residual->stamp && distance >= at->distance) return;
    mark(at, residual->stamp, distance, parent, pair);
    mmi_node_queue_put(&residual->queue, node, distance);
}

static void offer_end(mmi_residual *residual, int32_t node, int64_t distance)
{
    if (distance >= residual->end_distance) return;
    residual->end = node;
    residual->end_distance = distance;
}

void mmi_begin_search(mmi_residual *residual)
{
    residual->stamp++;
    residual->n_taken = 0;
    residual->end = MM_NONE;
    residual->end_distance = INT64_MAX;
    mmi_node_queue_empty(&residual->queue);
}

/* What a search does at a row, column or group, by its own number. */
typedef void visit(mmi_residual *residual, int32_t at, int64_t distance);

/* The same for each sort of node, and where a search may end. */
typedef struct walk {
    visit *from_row, *from_column, *from_group;
    visit *offer; /* by node */
} walk;

/* ---- forward: a unit looks for a place ---- */

/* A column that takes a unit as it comes: it must, or it stands empty at price 0 or above. */
static bool is_free_end(const mmi_residual *residual, int32_t column)
{
    const mmi_assignment *answer = residual->answer;
    const int32_t load = answer->column_load[column];
    return load < residual->problem->column_most[column] && residual->takes_ends &&
           (load < residual->problem->column_least[column] || answer->column_price[column] >= 0);
}

static void forward_from_row(mmi_residual *residual, int32_t row, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int32_t group = residual->group_of_row[row];
    if (group != MM_NONE && answer->row_load[row] > residual->row_least[row]) {
        const int64_t length = answer->row_total[row] - answer->group_price[group];
        mmi_reach(residual, mmi_group_node(residual, group), distance + length, row, MM_NONE);
    }
    const int64_t base = distance + answer->row_total[row];
    const int64_t end = problem->row_start[row + 1];
    for (int64_t pair = problem->row_start[row]; pair < end; pair++) {
        const int32_t column = problem->column[pair];
        const int64_t next = base + answer->column_price[column] - problem->value[pair];
        if (next >= residual->end_distance || answer->is_chosen[pair]) continue;
        const int32_t node = mmi_column_node(residual, column);
        if (is_free_end(residual, column)) { /* nothing beyond it is nearer */
            mark(&residual->node[node], residual->stamp, next, row, pair);
            offer_end(residual, node, next);
        } else {
            mmi_reach(residual, node, next, row, pair);
        }
    }
}

static void forward_from_column(mmi_residual *residual, int32_t column, int64_t distance)
{
    const mmi_assignment *answer = residual->answer;
    const int64_t base = distance - answer->column_price[column];
    const int64_t first = residual->slot_start[column];
    for (int64_t slot = first; slot < first + answer->column_load[column]; slot++) {
        const int32_t row = residual->slot_row[slot];
        const int64_t pair = residual->slot_pair[slot];
        mmi_reach(residual, row,
                  base + residual->problem->value[pair] - answer->row_total[row],
                  mmi_column_node(residual, column), pair);
    }
}

static void forward_from_group(mmi_residual *residual, int32_t group, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        if (answer->row_load[row] >= residual->row_most[row]) continue;
        const int64_t length = answer->group_price[group] - answer->row_total[row];
        mmi_reach(residual, row, distance + length, mmi_group_node(residual, group), MM_NONE);
    }
}

/* May the unit end here? A group, or a row that hangs on the hub, gives it back; a column has a
 * free place. Places that must be filled, or that still stand empty at a price above 0, take it as
 * it comes. */
static void offer_forward_end(mmi_residual *residual, int32_t node, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int32_t column = node - problem->n_rows;
    if (column < 0) {
        if (residual->group_of_row[node] == MM_NONE &&
            answer->row_load[node] > residual->row_least[node]) {
            offer_end(residual, node, distance + mmi_drop_length(residual, node));
        }
        return;
    }
    if (column >= problem->n_columns) {
        const int32_t group = column - problem->n_columns;
        if (answer->group_load[group] > problem->group_least[group]) {
            offer_end(residual, node, distance + mmi_drop_length(residual, node));
        }
        return;
    }
    const bool is_free = is_free_end(residual, column);
    if (answer->column_load[column] >= problem->column_most[column]) return;
    offer_end(residual, node, is_free ? distance : distance - answer->column_price[column]);
}

static const walk forward = {forward_from_row, forward_from_column, forward_from_group,
                             offer_forward_end};

/* ---- backward: a place looks for a unit ---- */

static void backward_from_column(mmi_residual *residual, int32_t column, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int64_t base = distance + answer->column_price[column];
    for (int64_t i = residual->column_start[column]; i < residual->column_start[column + 1]; i++) {
        const int64_t pair = residual->pair_of_column[i];
        const int32_t row = residual->row_of_column[i];
        const int64_t next = base + answer->row_total[row] - problem->value[pair];
        if (next < residual->end_distance && !answer->is_chosen[pair]) {
            mmi_reach(residual, row, next, mmi_column_node(residual, column), pair);
        }
    }
}

static void backward_from_row(mmi_residual *residual, int32_t row, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int32_t group = residual->group_of_row[row];
    if (group != MM_NONE && answer->row_load[row] < residual->row_most[row]) {
        const int64_t length = answer->group_price[group] - answer->row_total[row];
        mmi_reach(residual, mmi_group_node(residual, group), distance + length, row, MM_NONE);
    }
    const int64_t base = distance - answer->row_total[row];
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        if (!answer->is_chosen[pair]) continue;
        const int32_t column = problem->column[pair];
        mmi_reach(residual, mmi_column_node(residual, column),
                  base + problem->value[pair] - answer->column_price[column], row, pair);
    }
}

static void backward_from_group(mmi_residual *residual, int32_t group, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        if (answer->row_load[row] <= residual->row_least[row]) continue;
        const int64_t length = answer->row_total[row] - answer->group_price[group];
        mmi_reach(residual, row, distance + length, mmi_group_node(residual, group), MM_NONE);
    }
}

/* May a unit be had here? A group or a row takes one from the hub, a column above its least gives
 * one. */
static void offer_backward_end(mmi_residual *residual, int32_t node, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    const int32_t column = node - problem->n_rows;
    if (column < 0) {
        if (residual->group_of_row[node] == MM_NONE &&
            answer->row_load[node] < residual->row_most[node]) {
            offer_end(residual, node, distance + mmi_add_length(residual, node));
        }
        return;
    }
    if (column >= problem->n_columns) {
        const int32_t group = column - problem->n_columns;
        if (answer->group_load[group] < problem->group_most[group]) {
            offer_end(residual, node, distance + mmi_add_length(residual, node));
        }
        return;
    }
    if (answer->column_load[column] > problem->column_least[column]) {
        offer_end(residual, node, distance + answer->column_price[column]);
    }
}

static const walk backward = {backward_from_row, backward_from_column, backward_from_group,
                              offer_backward_end};

/* ---- a search, and what it does to prices and pairs ---- */

static void leave(mmi_residual *residual, const walk *along, int32_t node, int64_t distance)
{
    const mmi_assign_problem *problem = residual->problem;
    if (node < problem->n_rows) {
        along->from_row(residual, node, distance);
    } else if (node < problem->n_rows + problem->n_columns) {
        along->from_column(residual, node - problem->n_rows, distance);
    } else {
        along->from_group(residual, node - problem->n_rows - problem->n_columns, distance);
    }
}

/* Take nodes until the end is nearer than what is left; then `taken` are the nodes to reprice. */
static void search(mmi_residual *residual, const walk *along)
{
    for (;;) {
        if (++residual->n_steps % STOP_EVERY == 0 && mmi_stop_asked(residual->stop)) {
            residual->answer->is_stopped = true;
            residual->end = MM_NONE;
            return;
        }
        const int32_t node = mmi_node_queue_take(&residual->queue);
        if (node == MM_NONE) return;
        const int64_t distance = residual->queue.now;
        if (distance >= residual->end_distance) return;
        residual->node[node].left = residual->stamp;
        residual->taken[residual->n_taken++] = node;
        if (along->offer != NULL) along->offer(residual, node, distance);
        if (distance < residual->end_distance) leave(residual, along, node, distance);
    }
}

/* After a search of length D: rows and groups that are nearer by x fall by x (sign -1) or rise by
 * x (sign +1), columns the other way, so that the path has length 0 and nothing turns negative. */
static void reprice(mmi_residual *residual, int64_t row_sign)
{
    const int32_t n_rows = residual->problem->n_rows;
    const int32_t n_columns = residual->problem->n_columns;
    mmi_assignment *answer = residual->answer;
    for (int32_t i = 0; i < residual->n_taken; i++) {
        const int32_t node = residual->taken[i];
        const int64_t nearer = residual->end_distance - residual->node[node].distance;
        if (nearer <= 0) break; /* they were taken nearest first */
        if (node < n_rows) {
            answer->row_total[node] += row_sign * nearer;
        } else if (node < n_rows + n_columns) {
            answer->column_price[node - n_rows] -= row_sign * nearer;
        } else {
            answer->group_price[node - n_rows - n_columns] += row_sign * nearer;
        }
    }
}

/* Turn the steps of the path round: what was chosen is given up first, so that no column ever holds
 * too many. `row_later` is what a step between a group and a row does to the row's load when the
 * row is the later of the two; a pair that leads to a row is given up when units are carried
 * forward (1), and chosen when places are (-1). */
static void turn_path(mmi_residual *residual, int32_t row_later)
{
    mmi_assignment *answer = residual->answer;
    const int32_t n_rows = residual->problem->n_rows;
    const mmi_node *of = residual->node;
    for (int32_t node = residual->end; of[node].parent != MM_NONE; node = of[node].parent) {
        const int64_t pair = of[node].parent_pair;
        if (pair == MM_NONE) {
            if (node < n_rows) answer->row_load[node] += row_later;
            else answer->row_load[of[node].parent] -= row_later;
        } else if (answer->is_chosen[pair]) {
            mmi_give_up(residual, pair);
        }
    }
    for (int32_t node = residual->end; of[node].parent != MM_NONE; node = of[node].parent) {
        const bool leads_to_row = node < n_rows;
        if (of[node].parent_pair == MM_NONE || leads_to_row == (row_later == 1)) continue;
        mmi_choose(residual, leads_to_row ? node : of[node].parent, of[node].parent_pair);
    }
}

/* The hub takes a unit back (-1) or gives one (+1) where the path ends, unless at a column. */
static void settle_with_hub(mmi_residual *residual, int32_t change)
{
    const int32_t n_rows = residual->problem->n_rows;
    const int32_t n_columns = residual->problem->n_columns;
    const int32_t end = residual->end;
    if (end < n_rows) residual->answer->row_load[end] += change;
    if (end >= n_rows + n_columns) residual->answer->group_load[end - n_rows - n_columns] += change;
}

bool mmi_place_unit(mmi_residual *residual, int32_t source)
{
    mmi_begin_search(residual);
    residual->takes_ends = true;
    mmi_reach(residual, source, 0, MM_NONE, MM_NONE);
    search(residual, &forward);
    residual->takes_ends = false;
    if (residual->end == MM_NONE) return false;
    reprice(residual, -1);
    turn_path(residual, 1);
    settle_with_hub(residual, -1);
    return true;
}

/* Forget that nodes were reached which the search might still use: the path, whose pairs have
 * changed, and what lies on the stack unseen. */
static void forget_unfinished(mmi_residual *residual)
{
    mmi_node *of = residual->node;
    for (int32_t node = residual->end; node != MM_NONE; node = of[node].parent) {
        of[node].reached = 0;
    }
    for (int32_t i = 0; i < residual->queue.n_stack; i++) {
        of[residual->queue.stack[i]].reached = 0;
    }
}

void mmi_begin_phase(mmi_residual *residual)
{
    mmi_begin_search(residual);
}

bool mmi_place_unit_in_phase(mmi_residual *residual, int32_t source)
{
    if (residual->node[source].reached == residual->stamp) return false;
    mmi_node_queue_empty(&residual->queue);
    residual->n_taken = 0;
    residual->end = MM_NONE;
    residual->end_distance = 1; /* only steps of length 0 */
    residual->takes_ends = true;
    mmi_reach(residual, source, 0, MM_NONE, MM_NONE);
    search(residual, &forward);
    residual->takes_ends = false;
    if (residual->end == MM_NONE) return false;
    turn_path(residual, 1);
    settle_with_hub(residual, -1);
    forget_unfinished(residual);
    return true;
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
    search(residual, &backward);
    if (residual->end == MM_NONE) return false;
    reprice(residual, 1);
    if (residual->end == source) return true;
    turn_path(residual, -1);
    settle_with_hub(residual, 1);
    return true;
}

/* ---- whole searches, for prices ---- */

void mmi_search_forward(mmi_residual *residual)
{
    static const walk all = {forward_from_row, forward_from_column, forward_from_group, NULL};
    search(residual, &all);
}

void mmi_search_backward(mmi_residual *residual)
{
    static const walk all = {backward_from_row, backward_from_column, backward_from_group, NULL};
    search(residual, &all);
}
