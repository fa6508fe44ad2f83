/* Rows take columns from each other: a row goes to its best column and lowers its price down to
 * what the row's second best column would leave, so that the pair stays exact (augmenting row
 * reduction, Jonker & Volgenant 1987; an auction with epsilon 0, Bertsekas 1981). Ties would go
 * round for ever: bids are counted, the rest is left to the search. */
#include "assign/dense_solver.h"

#define BIDS_A_ROW 8

/* The two best columns of a row; in keys at the prices of now. */
typedef struct two_best {
    int64_t first;
    int64_t second;
    int64_t first_cost;
    int64_t second_cost;
    int32_t column;
    int32_t second_column; /* MM_NONE: not in the list, only a bound */
} two_best;

static two_best look(const mmi_dense_solver *solver, int32_t row)
{
    two_best best = {.first = MMI_FAR, .second = MMI_FAR, .column = MM_NONE,
                     .second_column = MM_NONE};
    const int64_t start = (int64_t)row * MMI_LIST_MOST;
    for (int64_t i = start; i < start + solver->list_length[row]; i++) {
        const int32_t column = solver->list_column[i];
        const int64_t cost = solver->list_cost[i];
        const int64_t key = cost - solver->price[column];
        if (key >= best.second) continue;
        if (key < best.first) {
            best.second = best.first;
            best.second_cost = best.first_cost;
            best.second_column = best.column;
            best.first = key;
            best.first_cost = cost;
            best.column = column;
        } else {
            best.second = key;
            best.second_cost = cost;
            best.second_column = column;
        }
    }
    return best;
}

/* One bid; returns the row that lost its column, or MM_NONE. */
static int32_t bid(mmi_dense_solver *solver, int32_t row)
{
    two_best best = look(solver, row);
    if (best.first > solver->list_bound[row] ||
        (best.column == MM_NONE && solver->list_bound[row] < MMI_FAR)) {
        mmi_dense_refresh(solver, row);
        best = look(solver, row);
    }
    if (solver->rows->is_partial && best.first >= 0) {
        solver->column_of[row] = MMI_OUT;
        return MM_NONE;
    }
    if (best.column == MM_NONE) return MM_NONE; /* nothing is allowed: the search will tell */
    if (solver->list_bound[row] < best.second) {
        best.second = solver->list_bound[row];
        best.second_column = MM_NONE;
    }
    if (solver->rows->is_partial && best.second > 0) best.second = 0;
    if (best.second >= MMI_FAR) best.second = best.first;
    if (best.first == best.second && best.second_column != MM_NONE &&
        solver->row_of[best.column] != MM_NONE && solver->row_of[best.second_column] == MM_NONE) {
        best.column = best.second_column;
        best.first_cost = best.second_cost;
    }
    const int32_t loser = solver->row_of[best.column];
    if (best.second > best.first) {
        mmi_dense_set_price(solver, best.column,
                            solver->price[best.column] - (best.second - best.first));
    }
    solver->row_of[best.column] = row;
    solver->column_of[row] = best.column;
    solver->own_cost[row] = best.first_cost;
    if (loser != MM_NONE) solver->column_of[loser] = MM_NONE;
    return loser;
}

void mmi_dense_bid(mmi_dense_solver *solver)
{
    /* A loser bids next: it still knows what it can have. */
    int64_t n_left = (int64_t)solver->n_rows * BIDS_A_ROW;
    for (int32_t row = 0; row < solver->n_rows; row++) {
        if (row % 64 == 0 && mmi_stop_asked(solver->stop)) {
            solver->is_stopped = true;
            return;
        }
        if (solver->list_length[row] == 0) mmi_dense_refresh(solver, row);
        int32_t bidder = row;
        for (int32_t n = 0; bidder != MM_NONE && n_left > 0 && n < 1000; n++) {
            bidder = bid(solver, bidder);
            n_left--;
        }
    }
}
