/* Rows take columns from each other: a row goes to its best column and lowers its price down to
 * what the row's second best column would leave, so that the pair stays exact (augmenting row
 * reduction, Jonker & Volgenant 1987; an auction with epsilon 0, Bertsekas 1981). A row that
 * could only push another one aside for nothing in return is left to the search: such rows would
 * go round for ever. */
#include "assign/dense_solver.h"

#define BIDS_A_ROW 50  /* on the average; prices can fall in very small steps */
#define STOP_BIDS 4096 /* bids between two looks at the clock */
#define STOP_ROWS 64   /* the same for rows listed */

/* The two best columns of a row, by their keys at the prices of now. */
typedef struct two_best {
    int64_t first;       /* MMI_FAR: none */
    int64_t second;
    int64_t cost;        /* of the first */
    int32_t column;      /* of the first; a free one if there is one among equals */
} two_best;

static two_best look(const mmi_dense_solver *solver, int32_t row)
{
    two_best best = {.first = MMI_FAR, .second = MMI_FAR, .column = MM_NONE};
    const mmi_listed *list = solver->list + (int64_t)row * MMI_LIST_MOST;
    bool is_free = false;
    for (int32_t i = 0; i < solver->list_length[row]; i++) {
        if (list[i].least_key > best.second ||
            (list[i].least_key == best.second && (is_free || best.second > best.first))) {
            break;
        }
        const int32_t column = list[i].column;
        const int64_t key = list[i].cost - solver->price[column];
        if (key > best.second) continue;
        const bool is_tie = key == best.first && !is_free && solver->row_of[column] == MM_NONE;
        if (key < best.first || is_tie) {
            best.second = best.first;
            best.first = key;
            best.cost = list[i].cost;
            best.column = column;
            is_free = solver->row_of[column] == MM_NONE;
        } else {
            best.second = key;
        }
    }
    return best;
}

/* One bid; returns the row that lost its column, or MM_NONE. */
static int32_t bid(mmi_dense_solver *solver, int32_t row)
{
    two_best best = look(solver, row);
    if (best.first > solver->list_bound[row]) {
        mmi_dense_refresh(solver, row);
        best = look(solver, row);
    }
    if (solver->rows->is_partial && best.first >= 0) {
        solver->column_of[row] = MMI_OUT;
        return MM_NONE;
    }
    if (best.column == MM_NONE) return MM_NONE; /* nothing is allowed: the search will tell */
    if (solver->list_bound[row] < best.second) best.second = solver->list_bound[row];
    if (solver->rows->is_partial && best.second > 0) best.second = 0;
    if (best.second >= MMI_FAR) best.second = best.first;
    const int32_t loser = solver->row_of[best.column];
    if (loser != MM_NONE && best.second == best.first) return MM_NONE;
    if (best.second > best.first) {
        mmi_dense_set_price(solver, best.column,
                            solver->price[best.column] - (best.second - best.first));
    }
    solver->row_of[best.column] = row;
    solver->column_of[row] = best.column;
    solver->own_cost[row] = best.cost;
    if (loser != MM_NONE) solver->column_of[loser] = MM_NONE;
    return loser;
}

void mmi_dense_bid(mmi_dense_solver *solver)
{
    for (int32_t row = 0; row < solver->n_rows; row++) {
        mmi_stage_share(solver->stop, row, 2 * (int64_t)solver->n_rows);
        if (row % STOP_ROWS == 0) solver->is_stopped = mmi_stop_asked(solver->stop);
        if (solver->is_stopped) return;
        mmi_dense_refresh(solver, row);
    }
    int64_t n_left = (int64_t)solver->n_rows * BIDS_A_ROW;
    for (int32_t row = 0; row < solver->n_rows; row++) {
        /* Whoever loses a column bids next, while others still know little. */
        for (int32_t bidder = row; bidder != MM_NONE && n_left > 0; n_left--) {
            if (n_left % STOP_BIDS == 0) solver->is_stopped = mmi_stop_asked(solver->stop);
            if (solver->is_stopped) return;
            bidder = bid(solver, bidder);
        }
    }
}
