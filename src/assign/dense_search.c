/* Shortest augmenting paths (Dijkstra with prices) over the whole matrix that look at a row's list
 * first: behind the list nothing is nearer than the row's bound, so the row enters the queue once
 * more with that distance, and only if it comes to the front is the matrix read again. */
#include "assign/dense_solver.h"

#define STOP_NODES 256 /* nodes between two looks at the clock */

typedef struct path_end {
    int64_t distance;
    int32_t column;    /* free column, or MM_NONE: … */
    int32_t row;       /* … this row goes alone */
} path_end;

/* ---- a heap of nodes by distance, ties to the smaller number; four children a node ---- */

static bool is_before(const mmi_dense_solver *solver, int32_t one, int32_t other)
{
    const int64_t *distance = solver->distance;
    return distance[one] != distance[other] ? distance[one] < distance[other] : one < other;
}

static void put_at(mmi_dense_solver *solver, int32_t place, int32_t node)
{
    solver->heap_node[place] = node;
    solver->place[node] = place;
}

static void rise(mmi_dense_solver *solver, int32_t node)
{
    if (solver->place[node] == MM_NONE) put_at(solver, solver->n_heap++, node);
    int32_t place = solver->place[node];
    while (place > 0) {
        const int32_t above = (place - 1) / 4;
        if (!is_before(solver, node, solver->heap_node[above])) break;
        put_at(solver, place, solver->heap_node[above]);
        place = above;
    }
    put_at(solver, place, node);
}

static int32_t take_nearest(mmi_dense_solver *solver)
{
    const int32_t nearest = solver->heap_node[0];
    solver->place[nearest] = MM_NONE;
    const int32_t last = solver->heap_node[--solver->n_heap];
    if (solver->n_heap == 0) return nearest;
    int32_t place = 0;
    for (;;) {
        const int32_t first = place * 4 + 1;
        const int32_t end = first + 4 < solver->n_heap ? first + 4 : solver->n_heap;
        int32_t best = first;
        for (int32_t child = first + 1; child < end; child++) {
            if (is_before(solver, solver->heap_node[child], solver->heap_node[best])) best = child;
        }
        if (first >= end || !is_before(solver, solver->heap_node[best], last)) break;
        put_at(solver, place, solver->heap_node[best]);
        place = best;
    }
    put_at(solver, place, last);
    return nearest;
}

/* ---- the search ---- */

static void reach(mmi_dense_solver *solver, int32_t row, int32_t column, int64_t cost,
                  path_end *end)
{
    const int64_t distance = solver->row_offset[row] + cost - solver->price[column];
    if (distance >= end->distance) return;
    if (solver->reached[column] == solver->stamp && distance >= solver->distance[column]) return;
    solver->from_row[column] = row;
    solver->from_cost[column] = cost;
    if (solver->row_of[column] == MM_NONE) {
        *end = (path_end){distance, column, MM_NONE};
        return;
    }
    solver->reached[column] = solver->stamp;
    solver->distance[column] = distance;
    rise(solver, column);
}

static void reach_list(mmi_dense_solver *solver, int32_t row, path_end *end)
{
    const mmi_listed *list = solver->list + (int64_t)row * MMI_LIST_MOST;
    const int64_t offset = solver->row_offset[row];
    for (int32_t i = 0; i < solver->list_length[row]; i++) {
        if (offset + list[i].least_key >= end->distance) break;
        reach(solver, row, list[i].column, list[i].cost, end);
    }
}

/* The row enters the queue once more, for what is not in its list. */
static void look_again_later(mmi_dense_solver *solver, int32_t row, const path_end *end)
{
    const int64_t bound = solver->list_bound[row];
    if (bound >= MMI_FAR || solver->row_offset[row] + bound >= end->distance) return;
    const int32_t node = solver->n_columns + row;
    solver->distance[node] = solver->row_offset[row] + bound;
    rise(solver, node);
}

static void scan(mmi_dense_solver *solver, int32_t row, int64_t offset, path_end *end)
{
    solver->row_offset[row] = offset;
    solver->scanned[solver->n_scanned++] = row;
    if (solver->rows->is_partial && offset < end->distance) {
        *end = (path_end){offset, MM_NONE, row};
    }
    reach_list(solver, row, end);
    look_again_later(solver, row, end);
}

/* The list is not enough: make it afresh, or look at every column where that does not help, as so
 * many are equally near. */
static void scan_beyond(mmi_dense_solver *solver, int32_t row, path_end *end)
{
    const int64_t bound = solver->list_bound[row];
    mmi_dense_refresh(solver, row);
    if (solver->list_bound[row] > bound) {
        reach_list(solver, row, end);
        look_again_later(solver, row, end);
        return;
    }
    for (int32_t column = 0; column < solver->n_columns; column++) {
        int64_t cost;
        if (mmi_dense_cost(solver->rows, row, column, &cost)) {
            reach(solver, row, column, cost, end);
        }
    }
}

static bool find_end(mmi_dense_solver *solver, int32_t row, path_end *end)
{
    solver->stamp++;
    solver->n_settled = 0;
    solver->n_scanned = 0;
    *end = (path_end){MMI_FAR, MM_NONE, MM_NONE};
    scan(solver, row, 0, end);
    for (int32_t n = 0; solver->n_heap > 0; n++) {
        if (solver->distance[solver->heap_node[0]] >= end->distance) break;
        if (n % STOP_NODES == STOP_NODES - 1 && mmi_stop_asked(solver->stop)) {
            solver->is_stopped = true;
            break;
        }
        const int32_t node = take_nearest(solver);
        if (node >= solver->n_columns) {
            scan_beyond(solver, node - solver->n_columns, end);
            continue;
        }
        solver->settled[solver->n_settled++] = node;
        const int32_t owner = solver->row_of[node];
        scan(solver, owner,
             solver->distance[node] - (solver->own_cost[owner] - solver->price[node]), end);
    }
    for (int32_t i = 0; i < solver->n_heap; i++) solver->place[solver->heap_node[i]] = MM_NONE;
    solver->n_heap = 0;
    return !solver->is_stopped && end->distance < MMI_FAR;
}

/* Prices of what was nearer than the end fall, which keeps every pair exact. */
static void lower_prices(mmi_dense_solver *solver, int64_t end_distance)
{
    for (int32_t i = 0; i < solver->n_settled; i++) {
        const int32_t column = solver->settled[i];
        const int64_t fall = end_distance - solver->distance[column];
        if (fall > 0) mmi_dense_set_price(solver, column, solver->price[column] - fall);
    }
}

static void walk_back(mmi_dense_solver *solver, int32_t start, const path_end *end)
{
    int32_t column = end->column;
    if (column == MM_NONE) { /* the row at the end leaves its column to the row before */
        column = solver->column_of[end->row];
        solver->column_of[end->row] = MMI_OUT;
        if (end->row == start) return;
    }
    for (;;) {
        const int32_t row = solver->from_row[column];
        const int32_t left = solver->column_of[row];
        solver->row_of[column] = row;
        solver->column_of[row] = column;
        solver->own_cost[row] = solver->from_cost[column];
        if (row == start) return;
        column = left;
    }
}

void mmi_dense_search(mmi_dense_solver *solver)
{
    for (int32_t row = 0; row < solver->n_rows; row++) {
        if (solver->column_of[row] != MM_NONE) continue;
        mmi_stage_share(solver->stop, solver->n_rows + row, 2 * (int64_t)solver->n_rows);
        if (mmi_stop_asked(solver->stop)) {
            solver->is_stopped = true;
            return;
        }
        path_end end;
        if (!find_end(solver, row, &end)) {
            solver->is_infeasible = !solver->is_stopped;
            return;
        }
        lower_prices(solver, end.distance);
        walk_back(solver, row, &end);
    }
}
