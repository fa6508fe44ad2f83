/* The state of a dense solve: room, start, prices. Bidding, searching and listing are left to the
 * files named after them. */
#include "assign/dense_solver.h"

static bool make_room(const mmi_heap *heap, mmi_dense_solver *solver)
{
    const size_t n_rows = (size_t)solver->n_rows;
    const size_t n_columns = (size_t)solver->n_columns;
    const size_t n_nodes = n_rows + n_columns;
    solver->price = mmi_resize(heap, NULL, n_columns, sizeof(int64_t));
    solver->key_price_32 = mmi_resize(heap, NULL, n_columns, sizeof(int32_t));
    solver->key_price_64 = mmi_resize(heap, NULL, n_columns, sizeof(int64_t));
    solver->list_length = mmi_alloc(heap, n_rows, sizeof(int32_t));
    solver->list = mmi_resize(heap, NULL, n_rows, MMI_LIST_MOST * sizeof(mmi_listed));
    solver->list_bound = mmi_alloc(heap, n_rows, sizeof(int64_t));
    solver->column_of = mmi_alloc(heap, n_rows, sizeof(int32_t));
    solver->row_of = mmi_alloc(heap, n_columns, sizeof(int32_t));
    solver->own_cost = mmi_resize(heap, NULL, n_rows, sizeof(int64_t));
    solver->collected = mmi_resize(heap, NULL, n_columns, sizeof(int32_t));
    solver->collected_key = mmi_resize(heap, NULL, n_columns, sizeof(int64_t));
    solver->distance = mmi_resize(heap, NULL, n_nodes, sizeof(int64_t));
    solver->place = mmi_alloc(heap, n_nodes, sizeof(int32_t));
    solver->reached = mmi_alloc(heap, n_columns, sizeof(uint32_t));
    solver->heap_node = mmi_resize(heap, NULL, n_nodes, sizeof(int32_t));
    solver->from_row = mmi_resize(heap, NULL, n_columns, sizeof(int32_t));
    solver->from_cost = mmi_resize(heap, NULL, n_columns, sizeof(int64_t));
    solver->row_offset = mmi_resize(heap, NULL, n_rows, sizeof(int64_t));
    solver->settled = mmi_resize(heap, NULL, n_columns, sizeof(int32_t));
    solver->scanned = mmi_resize(heap, NULL, n_rows, sizeof(int32_t));
    return solver->price != NULL && solver->key_price_32 != NULL &&
           solver->key_price_64 != NULL && solver->list_length != NULL &&
           solver->list != NULL &&
           solver->list_bound != NULL && solver->column_of != NULL && solver->row_of != NULL &&
           solver->own_cost != NULL && solver->collected != NULL &&
           solver->collected_key != NULL && solver->distance != NULL && solver->place != NULL &&
           solver->reached != NULL && solver->heap_node != NULL && solver->from_row != NULL &&
           solver->from_cost != NULL && solver->row_offset != NULL && solver->settled != NULL &&
           solver->scanned != NULL;
}

/* Where every column is used, prices may have any sign and begin at the least cost of the column,
 * which makes rows look for different columns. Else an unused column must cost nothing. */
static int64_t start_price(const mmi_dense_rows *rows, int32_t column)
{
    const bool all_used = rows->n_rows == rows->n_columns && !rows->is_partial;
    return all_used && rows->column_least[column] != INT64_MAX ? rows->column_least[column] : 0;
}

static void widen(mmi_dense_solver *solver)
{
    solver->is_narrow = false;
    for (int32_t column = 0; column < solver->n_columns; column++) {
        solver->key_price_64[column] = solver->price[column] + solver->rows->flip;
    }
}

void mmi_dense_set_price(mmi_dense_solver *solver, int32_t column, int64_t price)
{
    solver->price[column] = price;
    if (solver->is_narrow && price >= solver->lowest_narrow) {
        solver->key_price_32[column] = (int32_t)(price + solver->rows->flip);
        return;
    }
    if (solver->is_narrow) widen(solver);
    solver->key_price_64[column] = price + solver->rows->flip;
}

bool mmi_dense_solver_make(const mmi_heap *heap, mmi_dense_rows *rows, const mmi_stop *stop,
                           mmi_dense_solver *solver)
{
    *solver = (mmi_dense_solver){.heap = heap, .rows = rows, .stop = stop,
                                 .n_rows = rows->n_rows, .n_columns = rows->n_columns};
    if (!make_room(heap, solver)) return false;
    /* A key is cost - price; the greatest integer stands for a forbidden cell. */
    solver->is_narrow = rows->is_narrow && rows->least <= rows->most;
    solver->lowest_narrow = solver->is_narrow ? rows->most - INT32_MAX + 2 : 0;
    for (int32_t column = 0; column < solver->n_columns; column++) {
        solver->row_of[column] = MM_NONE;
        mmi_dense_set_price(solver, column, start_price(rows, column));
    }
    for (int32_t row = 0; row < solver->n_rows; row++) solver->column_of[row] = MM_NONE;
    for (int32_t node = 0; node < solver->n_rows + solver->n_columns; node++) {
        solver->place[node] = MM_NONE;
    }
    return true;
}

void mmi_dense_solver_clear(mmi_dense_solver *solver)
{
    const mmi_heap *heap = solver->heap;
    mmi_free(heap, solver->price);
    mmi_free(heap, solver->key_price_32);
    mmi_free(heap, solver->key_price_64);
    mmi_free(heap, solver->list_length);
    mmi_free(heap, solver->list);
    mmi_free(heap, solver->list_bound);
    mmi_free(heap, solver->column_of);
    mmi_free(heap, solver->row_of);
    mmi_free(heap, solver->own_cost);
    mmi_free(heap, solver->collected);
    mmi_free(heap, solver->collected_key);
    mmi_free(heap, solver->distance);
    mmi_free(heap, solver->place);
    mmi_free(heap, solver->reached);
    mmi_free(heap, solver->heap_node);
    mmi_free(heap, solver->from_row);
    mmi_free(heap, solver->from_cost);
    mmi_free(heap, solver->row_offset);
    mmi_free(heap, solver->settled);
    mmi_free(heap, solver->scanned);
    *solver = (mmi_dense_solver){.heap = heap};
}
