/* Exact assignment in 128 bits with the solver of 64: solve the values rounded, take the prices
 * off, and solve what is left in finer units (iterative refinement; Gleixner, Steffy & Wolter
 * 2016, for linear programmes). No pair whose reduced cost is above the gap is in an optimal
 * assignment, so that what is left gets smaller by dozens of bits each time, until a round loses
 * nothing. The matrix is made square by rows and columns of cells that cost nothing. */
#include "assign/dense_wide.h"

#include "assign/dense_certificate.h"
#include "assign/dense_solver.h"
#include "base/status.h"

#include <math.h>

#define ROUND_BITS 58    /* cells of a round times the side stay below */
#define STOP_CELLS 500000

typedef struct wide_matrix {
    const mmi_heap *heap;
    const mm_dense_problem *given;
    int32_t side;             /* rows and columns of the square */
    int32_t exponent;         /* of float64 */
    bool is_exact;
    bool has_answer;          /* of a round */
    mmi_wide *row_price;      /* [side] greatest that the column prices allow */
    mmi_wide *column_price;   /* [side] */
    int32_t *column_of;       /* [side] */
    mmi_wide value;           /* of column_of */
    mmi_wide bound;
    mmi_wide largest;         /* reduced cost of any cell */
    mmi_wide cut;             /* cells of reduced cost above it are left out */
    int32_t shift;            /* of a round: its unit is 2^shift */
} wide_matrix;

/* The cost of a cell of the square; false: forbidden. */
static bool wide_cost(const wide_matrix *wide, int32_t row, int32_t column, mmi_wide *cost)
{
    const mm_dense_problem *given = wide->given;
    *cost = 0;
    if (row >= given->n_rows) return true;
    if (column >= given->n_columns) {
        /* A row that may stay alone has a column of its own for that. */
        return given->is_partial == 0 || column - given->n_columns == row;
    }
    const int64_t cell = row * given->row_stride + column;
    if (given->value_float64 != NULL) {
        const double value = given->value_float64[cell];
        if (!isfinite(value)) return false;
        *cost = mmi_scaled(value, wide->exponent);
    } else if (given->value_int64 != NULL) {
        if (given->value_int64[cell] == MM_FORBIDDEN_INT64) return false;
        *cost = given->value_int64[cell];
    } else {
        if (given->value_int32[cell] == MM_FORBIDDEN_INT32) return false;
        *cost = given->value_int32[cell];
    }
    if (given->is_minimised == 0) *cost = -*cost;
    return true;
}

/* The cell of a round: what the prices leave, cut off to its unit. */
static bool round_cost(const void *context, int32_t row, int32_t column, int64_t *cost)
{
    const wide_matrix *wide = context;
    mmi_wide left;
    if (!wide_cost(wide, row, column, &left)) return false;
    left -= wide->row_price[row] + wide->column_price[column];
    if (left > wide->cut) return false;
    *cost = (int64_t)(left >> wide->shift);
    return true;
}

static void round_row(const void *context, int32_t row, int64_t *cell)
{
    const wide_matrix *wide = context;
    for (int32_t column = 0; column < wide->side; column++) {
        if (!round_cost(wide, row, column, &cell[column])) cell[column] = INT64_MIN;
    }
}

/* Row prices, value, bound and the largest reduced cost from the column prices; reads everything.
 * This is the certificate too: value = bound proves the optimum whatever came before. */
static mm_status judge(wide_matrix *wide, const mmi_stop *stop, mm_error *error)
{
    wide->value = 0;
    wide->bound = 0;
    wide->largest = 0;
    int64_t n_cells = 0;
    for (int32_t row = 0; row < wide->side; row++) {
        mmi_wide least = 0;
        mmi_wide most = 0;
        bool is_any = false;
        for (int32_t column = 0; column < wide->side; column++) {
            mmi_wide cost;
            if (!wide_cost(wide, row, column, &cost)) continue;
            if (wide->has_answer && wide->column_of[row] == column) wide->value += cost;
            const mmi_wide left = cost - wide->column_price[column];
            if (!is_any || left < least) least = left;
            if (!is_any || left > most) most = left;
            is_any = true;
        }
        wide->row_price[row] = least;
        wide->bound += least;
        if (most - least > wide->largest) wide->largest = most - least;
        n_cells += wide->side;
        if (n_cells < STOP_CELLS) continue;
        n_cells = 0;
        if (mmi_stop_asked(stop)) return mmi_stopped(error);
    }
    for (int32_t column = 0; column < wide->side; column++) {
        wide->bound += wide->column_price[column];
    }
    return MM_OK;
}

static mm_status say_nothing_feasible(const mmi_dense_solver *solver, mm_assignment *assignment,
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

static void take_round(wide_matrix *wide, const mmi_dense_solver *solver)
{
    for (int32_t i = 0; i < wide->side; i++) {
        wide->column_of[i] = solver->column_of[i];
        wide->column_price[i] += solver->price[i] * ((mmi_wide)1 << wide->shift);
    }
    wide->has_answer = true;
}

static mm_status solve_round(wide_matrix *wide, mmi_dense_rows *rows, const mmi_stop *stop,
                             mm_assignment *assignment, mm_error *error)
{
    mmi_dense_solver solver;
    mm_status status = MM_OK;
    if (!mmi_dense_solver_make(wide->heap, rows, stop, &solver)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    mmi_dense_bid(&solver);
    if (!solver.is_stopped) mmi_dense_search(&solver);
    if (solver.is_stopped) {
        status = mmi_stopped(error);
    } else if (!solver.is_infeasible) {
        take_round(wide, &solver);
    } else if (wide->has_answer) { /* no round but the first leaves anything out that counts */
        status = mmi_dense_not_proven(error);
    } else {
        status = say_nothing_feasible(&solver, assignment, error);
    }
done:
    mmi_dense_solver_clear(&solver);
    return status;
}

/* A round on cells that are worked out one by one. */
static mm_status solve_left(wide_matrix *wide, const mmi_dense_rows *given, const mmi_stop *stop,
                            mm_assignment *assignment, mm_error *error)
{
    const mmi_cell_source source = {wide, round_row, round_cost};
    const size_t n = (size_t)wide->side;
    mmi_dense_rows rows = {.heap = wide->heap, .kernel = given->kernel, .n_rows = wide->side,
                           .n_columns = wide->side, .source = &source, .least = 0,
                           .most = (int64_t)(wide->cut >> wide->shift), .n_forbidden = 1};
    rows.room_64 = mmi_alloc(wide->heap, n, sizeof(int64_t));
    rows.column_least = mmi_alloc(wide->heap, n, sizeof(int64_t));
    const mm_status status = rows.room_64 == NULL || rows.column_least == NULL
                                 ? mmi_out_of_memory(error)
                                 : solve_round(wide, &rows, stop, assignment, error);
    mmi_dense_rows_clear(&rows);
    return status;
}

/* The first round of a square matrix of float64, most of the work, can read the values as they
 * are, which is much faster. */
static mm_status solve_first(wide_matrix *wide, const mmi_dense_rows *given, const mmi_stop *stop,
                             mm_assignment *assignment, mm_error *error)
{
    const bool is_plain = wide->given->value_float64 != NULL && wide->given->is_partial == 0 &&
                          wide->given->n_rows == wide->given->n_columns &&
                          given->least <= given->most;
    if (!is_plain) return solve_left(wide, given, stop, assignment, error);
    const int32_t least_shift = given->span.highest - (ROUND_BITS - 2) - wide->exponent;
    if (wide->shift < least_shift) wide->shift = least_shift;
    mmi_dense_rows rows = *given; /* its rooms stay the given one's */
    mmi_dense_rows_round(&rows, wide->exponent + wide->shift);
    return solve_round(wide, &rows, stop, assignment, error);
}

/* The finest unit in which the cells of a round fit. */
static void choose_shift(wide_matrix *wide)
{
    wide->shift = 0;
    while ((wide->cut >> wide->shift) * (wide->side + 2) >> ROUND_BITS != 0) wide->shift++;
}

static mm_status refine(wide_matrix *wide, const mmi_dense_rows *rows, const mmi_stop *stop,
                        mm_assignment *assignment, mm_error *error)
{
    mm_status status = judge(wide, stop, error);
    wide->cut = wide->largest;
    while (status == MM_OK) {
        choose_shift(wide);
        status = wide->has_answer ? solve_left(wide, rows, stop, assignment, error)
                                  : solve_first(wide, rows, stop, assignment, error);
        if (status != MM_OK || !wide->has_answer) return status;
        /* Stopped from here on: there is something to show. */
        static const mmi_stop never = {.deadline_ns = INT64_MAX};
        status = judge(wide, &never, error);
        if (status != MM_OK || wide->value == wide->bound) return status;
        if (wide->shift == 0) return mmi_dense_not_proven(error);
        wide->cut = wide->value - wide->bound;
        if (mmi_stop_asked(stop)) return MM_OK;
    }
    return status;
}

/* Whoever is alone pays nothing: all prices move along until that is so. */
static void settle_prices(wide_matrix *wide)
{
    const mm_dense_problem *given = wide->given;
    mmi_wide move = 0;
    if (given->n_rows < wide->side) { /* rows of nothing sit where columns are dearest */
        move = wide->column_price[0];
        for (int32_t column = 1; column < wide->side; column++) {
            if (wide->column_price[column] > move) move = wide->column_price[column];
        }
    } else if (given->n_columns < wide->side) {
        move = wide->column_price[wide->side - 1];
    }
    for (int32_t i = 0; i < wide->side; i++) {
        wide->column_price[i] -= move;
        wide->row_price[i] += move;
        if (given->is_partial && wide->row_price[i] > 0) wide->row_price[i] = 0;
    }
}

/* What rounding took from a chosen value, in minimised units. */
static double rounded_off(const wide_matrix *wide, int64_t cell)
{
    if (wide->is_exact) return 0;
    const double value = wide->given->value_float64[cell];
    const double whole = mmi_unscaled(mmi_scaled(value, wide->exponent), wide->exponent);
    const double left = ldexp(value - whole, -wide->exponent);
    return wide->given->is_minimised ? left : -left;
}

static mm_status fill(wide_matrix *wide, mm_assignment *assignment, mm_error *error)
{
    const mm_dense_problem *given = wide->given;
    mmi_worth worth = {.value = wide->value, .bound = wide->bound,
                       .is_minimised = given->is_minimised != 0,
                       .is_real = given->value_float64 != NULL, .exponent = wide->exponent,
                       .bound_slack = wide->is_exact ? 0 : (double)given->n_rows + 1};
    int64_t n_chosen = 0;
    for (int32_t row = 0; row < given->n_rows; row++) {
        n_chosen += wide->column_of[row] < given->n_columns;
    }
    const mm_status status =
        mmi_assignment_make_room(assignment, n_chosen, worth.is_real, error);
    if (status != MM_OK) return status;
    bool fits = true;
    int64_t n = 0;
    for (int32_t row = 0; row < given->n_rows; row++) {
        const int32_t column = wide->column_of[row];
        fits &= mmi_assignment_set_row_price(assignment, row, wide->row_price[row], &worth);
        if (column >= given->n_columns) continue;
        assignment->column_of_row[row] = column;
        assignment->row_of_column[column] = row;
        assignment->chosen[n++] = (int64_t)row * given->n_columns + column;
        worth.rounded_off += rounded_off(wide, row * given->row_stride + column);
    }
    for (int32_t column = 0; column < given->n_columns; column++) {
        fits &= mmi_assignment_set_column_price(assignment, column, wide->column_price[column],
                                                &worth);
    }
    if (!fits) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "the prices do not fit in 64 bits; divide all values by a power of two");
    }
    const bool is_proven = wide->is_exact && wide->value == wide->bound;
    assignment->proof.outcome = is_proven ? MM_OUTCOME_OPTIMAL : MM_OUTCOME_STOPPED;
    assignment->proof.is_certified = is_proven;
    return mmi_assignment_set_worth(assignment, &worth, error);
}

static void choose_exponent(wide_matrix *wide, const mmi_dense_rows *rows)
{
    const int32_t width = mmi_bit_span_width(&rows->span);
    wide->is_exact = width <= MMI_WIDE_BITS;
    if (wide->given->value_float64 == NULL) return;
    wide->exponent =
        wide->is_exact ? rows->span.lowest : rows->span.highest - MMI_WIDE_BITS + 1;
}

mm_status mmi_assign_wide(const mm_dense_problem *problem, const mmi_dense_rows *rows,
                          const mmi_stop *stop, mm_assignment *assignment, mm_error *error)
{
    const mmi_heap *heap = rows->heap;
    wide_matrix wide = {.heap = heap, .given = problem};
    wide.side = problem->n_rows > problem->n_columns ? problem->n_rows : problem->n_columns;
    if (problem->is_partial) wide.side = problem->n_rows + problem->n_columns;
    choose_exponent(&wide, rows);
    const size_t n = (size_t)wide.side;
    wide.row_price = mmi_alloc(heap, n, sizeof(mmi_wide));
    wide.column_price = mmi_alloc(heap, n, sizeof(mmi_wide));
    wide.column_of = mmi_alloc(heap, n, sizeof(int32_t));
    mm_status status = MM_OK;
    if (wide.row_price == NULL || wide.column_price == NULL || wide.column_of == NULL) {
        status = mmi_out_of_memory(error);
    }
    if (status == MM_OK) status = refine(&wide, rows, stop, assignment, error);
    if (status == MM_ERR_STOPPED && wide.has_answer) status = MM_OK;
    if (status == MM_OK && wide.has_answer) {
        settle_prices(&wide);
        status = fill(&wide, assignment, error);
    }
    mmi_free(heap, wide.row_price);
    mmi_free(heap, wide.column_price);
    mmi_free(heap, wide.column_of);
    return status;
}
