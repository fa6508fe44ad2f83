/* The whole way of a dense assignment: rows as integers, bids, shortest paths for what is left,
 * the certificate, the caller's result. */
#include "assign/dense.h"

#include "assign/assignment.h"
#include "assign/dense_certificate.h"
#include "assign/dense_solver.h"
#include "assign/dense_wide.h"
#include "base/status.h"

/* Prices of the rows as far as their lists know them: never too high, so their sum is a bound. */
static mmi_wide bound_by_lists(const mmi_dense_solver *solver, int64_t *row_price)
{
    const mmi_dense_rows *rows = solver->rows;
    mmi_wide bound = 0;
    int64_t highest = INT64_MIN;
    for (int32_t column = 0; column < solver->n_columns; column++) {
        bound += solver->price[column];
        if (solver->price[column] > highest) highest = solver->price[column];
    }
    for (int32_t row = 0; row < solver->n_rows; row++) {
        int64_t least = solver->list_bound[row];
        if (solver->list_length[row] == 0 && least == 0) {
            least = rows->least <= rows->most ? rows->least - highest : 0;
        }
        const mmi_listed *list = solver->list + (int64_t)row * MMI_LIST_MOST;
        for (int32_t i = 0; i < solver->list_length[row]; i++) {
            const int64_t key = list[i].cost - solver->price[list[i].column];
            if (key < least) least = key;
        }
        row_price[row] = least > 0 && (rows->is_partial || least >= MMI_FAR) ? 0 : least;
        bound += row_price[row];
    }
    return bound;
}

/* Whoever has no column yet gets any free one that is allowed. False: that was not enough. */
static bool complete(mmi_dense_solver *solver)
{
    if (solver->rows->is_partial) return true;
    int32_t first_free = 0;
    for (int32_t row = 0; row < solver->n_rows; row++) {
        if (solver->column_of[row] != MM_NONE) continue;
        while (first_free < solver->n_columns && solver->row_of[first_free] != MM_NONE) {
            first_free++;
        }
        int64_t cost;
        int32_t column = first_free;
        while (column < solver->n_columns &&
               (solver->row_of[column] != MM_NONE ||
                !mmi_dense_cost(solver->rows, row, column, &cost))) {
            column++;
        }
        if (column == solver->n_columns) return false;
        solver->row_of[column] = row;
        solver->column_of[row] = column;
    }
    return true;
}

/* Rows and columns go back to the caller's, values to the caller's sign and unit. */
static mm_status fill(const mmi_dense_solver *solver, const int64_t *row_price, mmi_worth *worth,
                      mm_assignment *assignment, mm_error *error)
{
    const mmi_dense_rows *rows = solver->rows;
    int64_t n_chosen = 0;
    for (int32_t row = 0; row < solver->n_rows; row++) n_chosen += solver->column_of[row] >= 0;
    const mm_status status =
        mmi_assignment_make_room(assignment, n_chosen, worth->is_real, error);
    if (status != MM_OK) return status;
    bool fits = true;
    for (int32_t row = 0; row < solver->n_rows; row++) {
        const int32_t column = solver->column_of[row];
        if (column >= 0) {
            const int32_t own_row = rows->is_transposed ? column : row;
            const int32_t own_column = rows->is_transposed ? row : column;
            assignment->column_of_row[own_row] = own_column;
            assignment->row_of_column[own_column] = own_row;
        }
        fits &= rows->is_transposed
                    ? mmi_assignment_set_column_price(assignment, row, row_price[row], worth)
                    : mmi_assignment_set_row_price(assignment, row, row_price[row], worth);
    }
    for (int32_t column = 0; column < solver->n_columns; column++) {
        const int64_t price = solver->price[column];
        fits &= rows->is_transposed
                    ? mmi_assignment_set_row_price(assignment, column, price, worth)
                    : mmi_assignment_set_column_price(assignment, column, price, worth);
    }
    int64_t n = 0;
    for (int32_t row = 0; row < assignment->n_rows; row++) {
        const int32_t column = assignment->column_of_row[row];
        if (column >= 0) assignment->chosen[n++] = (int64_t)row * assignment->n_columns + column;
    }
    if (fits) return mmi_assignment_set_worth(assignment, worth, error);
    return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                    "the prices do not fit in 64 bits; divide all values by a power of two");
}

static mm_status finish(const mmi_dense_solver *solver, int64_t *row_price,
                        mm_assignment *assignment, mm_error *error)
{
    const mmi_dense_rows *rows = solver->rows;
    mmi_worth worth = {.is_minimised = rows->is_minimised,
                       .is_real = rows->value_float64 != NULL, .exponent = rows->exponent};
    mmi_dense_verdict verdict;
    assignment->proof.outcome = MM_OUTCOME_STOPPED;
    if (solver->is_stopped) {
        for (int32_t row = 0; row < solver->n_rows; row++) {
            int64_t cost;
            if (solver->column_of[row] >= 0 &&
                mmi_dense_cost(rows, row, solver->column_of[row], &cost)) {
                worth.value += cost;
            }
        }
        worth.bound = bound_by_lists(solver, row_price);
        return fill(solver, row_price, &worth, assignment, error);
    }
    const mm_status status = mmi_dense_certify(rows, solver->column_of, solver->price, row_price,
                                               solver->stop, &verdict, error);
    if (status != MM_OK) return status;
    if (!verdict.is_proven) return mmi_dense_not_proven(error);
    worth.value = verdict.value;
    worth.bound = verdict.bound;
    assignment->proof.outcome = MM_OUTCOME_OPTIMAL;
    assignment->proof.is_certified = 1;
    return fill(solver, row_price, &worth, assignment, error);
}

static mm_status say_infeasible(const mmi_dense_solver *solver, mm_assignment *assignment,
                                mm_error *error)
{
    bool is_proven = false;
    const mm_status status = mmi_dense_certify_too_few(
        solver->rows, solver->scanned, solver->n_scanned, solver->settled, solver->n_settled,
        &is_proven, error);
    if (status != MM_OK) return status;
    if (!is_proven) return mmi_dense_not_proven(error);
    assignment->proof.outcome = MM_OUTCOME_INFEASIBLE;
    assignment->proof.is_certified = 1;
    return MM_OK;
}

static mm_status solve(const mmi_heap *heap, mmi_dense_rows *rows, const mmi_stop *stop,
                       mm_assignment *assignment, mm_error *error)
{
    mmi_dense_solver solver;
    mm_status status = MM_OK;
    int64_t *row_price = mmi_alloc(heap, (size_t)rows->n_rows, sizeof *row_price);
    if (!mmi_dense_solver_make(heap, rows, stop, &solver) || row_price == NULL) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    mmi_dense_bid(&solver);
    if (!solver.is_stopped) mmi_dense_search(&solver);
    if (solver.is_infeasible) {
        status = say_infeasible(&solver, assignment, error);
    } else if (solver.is_stopped && !complete(&solver)) {
        status = mmi_stopped(error);
    } else {
        status = finish(&solver, row_price, assignment, error);
        if (status == MM_ERR_STOPPED) { /* before the proof was complete: what was found counts */
            solver.is_stopped = true;
            mmi_error_clear(error);
            status = finish(&solver, row_price, assignment, error);
        }
    }
done:
    mmi_free(heap, row_price);
    mmi_dense_solver_clear(&solver);
    return status;
}

mm_status mmi_assign_matrix_with(const mmi_heap *heap, const mm_dense_problem *problem,
                                 const mmi_dense_kernel *kernel, const mmi_stop *stop,
                                 mm_assignment **assignment, mm_error *error)
{
    *assignment = NULL;
    mmi_dense_rows rows;
    mmi_stage_begin(stop, MM_STAGE_SOLVE, 0, 1);
    mm_status status = mmi_dense_rows_make(heap, problem, kernel, stop, &rows, error);
    if (status != MM_OK) return status;
    mm_assignment *made = mmi_assignment_new(heap, problem->n_rows, problem->n_columns);
    if (made == NULL) {
        status = mmi_out_of_memory(error);
    } else if (rows.is_wide) {
        status = mmi_assign_wide(problem, &rows, stop, made, error);
    } else {
        status = solve(heap, &rows, stop, made, error);
    }
    mmi_dense_rows_clear(&rows);
    if (status != MM_OK) {
        mm_assignment_free(made);
        made = NULL;
    }
    *assignment = made;
    return status;
}

mm_status mmi_assign_matrix(const mmi_heap *heap, const mm_dense_problem *problem,
                            const mmi_stop *stop, mm_assignment **assignment, mm_error *error)
{
    return mmi_assign_matrix_with(heap, problem, mmi_dense_kernel_best(), stop, assignment, error);
}
