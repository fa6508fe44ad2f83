/* The optimal prices that are least on the column side: distances from the hub in the residual
 * network, one Dijkstra pass over everything. They are what one more place adds, and they are a
 * vertex: every node hangs on the hub by steps of length 0, which is the basis that an LP solver
 * asks for. */
#include "assign/residual.h"

/* Add what a node is moved by to its price: rows and groups rise, columns fall. */
static void move_price(mmi_residual *residual, int32_t node, int64_t distance)
{
    const int32_t n_rows = residual->problem->n_rows;
    const int32_t n_columns = residual->problem->n_columns;
    if (node < n_rows) {
        residual->answer->row_total[node] += distance;
    } else if (node < n_rows + n_columns) {
        residual->answer->column_price[node - n_rows] -= distance;
    } else {
        residual->answer->group_price[node - n_rows - n_columns] += distance;
    }
}

/* Numbers of groups that are no nodes lie between those that are. */
static bool is_node(const mmi_residual *residual, int32_t node)
{
    const mmi_assign_problem *problem = residual->problem;
    const int32_t group = node - mmi_group_node(residual, 0);
    return group < 0 || (problem->group_start[group] < problem->group_start[group + 1] &&
                         residual->group_of_row[problem->group_start[group]] != MM_NONE);
}

/* Move every node by its distance. No step joins a node that was reached and one that was not in
 * the direction of the search; moving the latter with the farthest keeps the steps in the other
 * direction >= 0. Returns whether every node was reached. */
static bool move_all(mmi_residual *residual, int64_t sign)
{
    const int32_t n_reached = residual->n_taken;
    bool is_whole = true;
    const int64_t farthest =
        n_reached == 0 ? 0 : residual->node[residual->taken[n_reached - 1]].distance;
    for (int32_t node = 0; node < residual->n_nodes; node++) {
        if (!is_node(residual, node)) continue;
        const bool is_reached = residual->node[node].left == residual->stamp;
        is_whole = is_whole && is_reached;
        move_price(residual, node, sign * (is_reached ? residual->node[node].distance : farthest));
    }
    return is_whole;
}

/* A column without a least may always be asked down to price 0: its lower bound 0 is no bound that
 * anybody set. */
static bool stays_above_0(const mmi_assign_problem *problem, int32_t column)
{
    return problem->column_least[column] == 0 &&
           (problem->column_is_tied == NULL || !problem->column_is_tied[column]);
}

/* What the hub can give: one more unit to a row or group, a unit back from a column. */
static void reach_from_hub(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t row = 0; row < problem->n_rows; row++) {
        if (residual->group_of_row[row] == MM_NONE &&
            answer->row_load[row] < residual->row_most[row]) {
            mmi_reach(residual, row, mmi_add_length(residual, row), MM_NONE, MM_NONE);
        }
    }
    for (int32_t node = mmi_group_node(residual, 0); node < residual->n_nodes; node++) {
        const int32_t group = node - mmi_group_node(residual, 0);
        if (is_node(residual, node) && answer->group_load[group] < problem->group_most[group]) {
            mmi_reach(residual, node, mmi_add_length(residual, node), MM_NONE, MM_NONE);
        }
    }
    for (int32_t column = 0; column < problem->n_columns; column++) {
        if (stays_above_0(problem, column) ||
            answer->column_load[column] > problem->column_least[column]) {
            mmi_reach(residual, mmi_column_node(residual, column), answer->column_price[column],
                      MM_NONE, MM_NONE);
        }
    }
}

/* A row or group from which the hub takes a unit back. */
static bool gives_back(const mmi_residual *residual, int32_t node)
{
    const mmi_assignment *answer = residual->answer;
    if (node < residual->problem->n_rows) {
        return residual->group_of_row[node] == MM_NONE &&
               answer->row_load[node] > residual->row_least[node];
    }
    const int32_t group = node - mmi_group_node(residual, 0);
    return group >= 0 && answer->group_load[group] > residual->problem->group_least[group];
}

/* Nodes that the hub cannot reach may still reach the hub, or a node that hangs on it: the search
 * runs backward from all those at once. */
static void reach_into_hub(mmi_residual *residual, uint32_t stamp_of_hub_search)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t node = 0; node < residual->n_nodes; node++) {
        const int32_t column = node - problem->n_rows;
        if (!is_node(residual, node)) continue;
        if (residual->node[node].left == stamp_of_hub_search) {
            mmi_reach(residual, node, 0, MM_NONE, MM_NONE);
        } else if (gives_back(residual, node)) {
            mmi_reach(residual, node, mmi_drop_length(residual, node), MM_NONE, MM_NONE);
        } else if (column >= 0 && column < problem->n_columns &&
                   answer->column_load[column] < problem->column_most[column]) {
            const bool is_due = answer->column_load[column] < problem->column_least[column] ||
                                answer->column_price[column] > 0;
            mmi_reach(residual, node, is_due ? 0 : -answer->column_price[column], MM_NONE,
                      MM_NONE);
        }
    }
}

/* Hang what the search before this one did not reach on the hub, or on what it did reach: the
 * other way round, as near as it goes. */
static bool hang_on_hub(mmi_residual *residual, uint32_t search_before)
{
    if (residual->column_start == NULL && !mmi_make_transposed(residual)) return false;
    mmi_begin_search(residual);
    reach_into_hub(residual, search_before);
    mmi_search_backward(residual);
    if (!residual->answer->is_stopped) move_all(residual, -1);
    return true;
}

bool mmi_update_prices(mmi_residual *residual)
{
    return hang_on_hub(residual, UINT32_MAX); /* no search has this number: all nodes move */
}

bool mmi_least_column_prices(mmi_residual *residual)
{
    mmi_begin_search(residual);
    reach_from_hub(residual);
    mmi_search_forward(residual);
    return residual->answer->is_stopped || move_all(residual, 1) ||
           hang_on_hub(residual, residual->stamp);
}
