/* The optimal prices that are least on the column side: distances from the hub in the residual
 * network, one Dijkstra pass over everything. They are what one more place adds, and they are a
 * vertex: every node hangs on the hub by steps of length 0, which is the basis that an LP solver
 * asks for. */
#include "assign/residual.h"

/* Add what a node is moved by to its price: rows and groups rise, columns fall. */
static void move_price(mmi_residual *residual, int32_t node, int64_t distance)
{
    const int32_t n_groups = residual->problem->n_groups;
    const int32_t n_rows = residual->problem->n_rows;
    if (node < n_groups) {
        residual->answer->group_price[node] += distance;
    } else if (node < n_groups + n_rows) {
        residual->answer->row_total[node - n_groups] += distance;
    } else {
        residual->answer->column_price[node - n_groups - n_rows] -= distance;
    }
}

/* Move every node by its distance. No step joins a node that was reached and one that was not in
 * the direction of the search; moving the latter with the farthest keeps the steps in the other
 * direction >= 0. */
static void move_all(mmi_residual *residual, int64_t sign)
{
    const int32_t n_reached = residual->n_taken;
    const int64_t farthest =
        n_reached == 0 ? 0 : residual->queue.distance[residual->taken[n_reached - 1]];
    for (int32_t node = 0; node < residual->n_nodes; node++) {
        const bool is_reached = residual->left[node] == residual->stamp;
        const int64_t distance = is_reached ? residual->queue.distance[node] : farthest;
        move_price(residual, node, sign * distance);
    }
}

/* A column without a least may always be asked down to price 0: its lower bound 0 is no bound that
 * anybody set. */
static bool stays_above_0(const mmi_assign_problem *problem, int32_t column)
{
    return problem->column_least[column] == 0 &&
           (problem->column_is_tied == NULL || !problem->column_is_tied[column]);
}

/* What the hub can give: one more unit to a group, a unit back from a column. */
static void reach_from_hub(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t group = 0; group < problem->n_groups; group++) {
        if (answer->group_load[group] < problem->group_most[group]) {
            mmi_reach(residual, group, mmi_add_length(residual, group), MM_NONE, MM_NONE);
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

/* Nodes that the hub cannot reach may still reach the hub, or a node that hangs on it: the search
 * runs backward from all those at once. */
static void reach_into_hub(mmi_residual *residual, uint32_t stamp_of_hub_search)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t node = 0; node < residual->n_nodes; node++) {
        if (residual->left[node] == stamp_of_hub_search) {
            mmi_reach(residual, node, 0, MM_NONE, MM_NONE);
        } else if (node < problem->n_groups &&
                   answer->group_load[node] > problem->group_least[node]) {
            mmi_reach(residual, node, mmi_drop_length(residual, node), MM_NONE, MM_NONE);
        }
    }
    for (int32_t column = 0; column < problem->n_columns; column++) {
        const int32_t node = mmi_column_node(residual, column);
        if (residual->left[node] == stamp_of_hub_search) continue;
        if (answer->column_load[column] < problem->column_most[column]) {
            mmi_reach(residual, node, -answer->column_price[column], MM_NONE, MM_NONE);
        }
    }
}

/* Hang what the hub cannot reach on what it can: the other way round, as near as it goes. */
static bool attach_the_rest(mmi_residual *residual)
{
    const uint32_t hub_search = residual->stamp;
    if (residual->column_start == NULL && !mmi_make_transposed(residual)) return false;
    mmi_begin_search(residual);
    reach_into_hub(residual, hub_search);
    mmi_search_backward(residual);
    move_all(residual, -1);
    return true;
}

bool mmi_least_column_prices(mmi_residual *residual)
{
    mmi_begin_search(residual);
    reach_from_hub(residual);
    mmi_search_forward(residual);
    move_all(residual, 1);
    return residual->n_taken == residual->n_nodes || attach_the_rest(residual);
}
