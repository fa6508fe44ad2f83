/* The public sparse problem: float64 to integers, minimised to maximised, bounds cut to what there
 * is; then the sparse solver, and the certificate before OPTIMAL is said. */
#include "assign/entries.h"

#include "assign/assignment.h"
#include "assign/certificate.h"
#include "assign/entries_check.h"
#include "base/status.h"

#include <math.h>

typedef struct entries {
    const mm_sparse_problem *given;
    int64_t n_entries;
    int32_t exponent;      /* of float64: integers are values * 2^-exponent */
    bool is_exact;         /* nothing is rounded */
    bool is_contradictory; /* a row or column can not have its least */
    bool has_least;
    int64_t most_chosen;   /* no assignment has more pairs */
    int64_t *row_start;    /* [n_rows + 1] */
    int32_t *group_start;  /* [n_rows + 1] every row is a group of its own */
    int64_t *value;        /* [n_entries] maximised */
    int32_t *row_least, *row_most;       /* [n_rows] */
    int32_t *column_least, *column_most; /* [n_columns] */
} entries;

static bool make_room(const mmi_heap *heap, entries *own)
{
    const size_t n_rows = (size_t)own->given->n_rows;
    const size_t n_columns = (size_t)own->given->n_columns;
    own->row_start = mmi_alloc(heap, n_rows + 1, sizeof(int64_t));
    own->group_start = mmi_alloc(heap, n_rows + 1, sizeof(int32_t));
    own->value = mmi_alloc(heap, (size_t)own->n_entries, sizeof(int64_t));
    own->row_least = mmi_alloc(heap, n_rows, sizeof(int32_t));
    own->row_most = mmi_alloc(heap, n_rows, sizeof(int32_t));
    own->column_least = mmi_alloc(heap, n_columns, sizeof(int32_t));
    own->column_most = mmi_alloc(heap, n_columns, sizeof(int32_t));
    return own->row_start != NULL && own->group_start != NULL && own->value != NULL &&
           own->row_least != NULL && own->row_most != NULL && own->column_least != NULL &&
           own->column_most != NULL;
}

static void clear(const mmi_heap *heap, entries *own)
{
    mmi_free(heap, own->row_start);
    mmi_free(heap, own->group_start);
    mmi_free(heap, own->value);
    mmi_free(heap, own->row_least);
    mmi_free(heap, own->row_most);
    mmi_free(heap, own->column_least);
    mmi_free(heap, own->column_most);
}

static void choose_scale(entries *own, const mmi_bit_span *span)
{
    own->is_exact = true;
    if (own->given->value_float64 == NULL || mmi_bit_span_width(span) == 0) return;
    own->is_exact = mmi_bit_span_width(span) <= MMI_MOST_BITS;
    own->exponent = own->is_exact ? span->lowest : span->highest - MMI_MOST_BITS + 1;
}

static int64_t integer_of(const entries *own, int64_t entry)
{
    const mm_sparse_problem *given = own->given;
    int64_t value;
    if (given->value_int32 != NULL) {
        value = given->value_int32[entry];
    } else if (given->value_int64 != NULL) {
        value = given->value_int64[entry];
    } else {
        value = (int64_t)mmi_scaled(given->value_float64[entry], own->exponent);
    }
    return given->is_minimised ? -value : value;
}

/* Copy one side's bounds, no most above the pairs that there are. Returns the sum of the most. */
static int64_t copy_bounds(const int32_t *least, const int32_t *most, const int32_t *n_pairs,
                           int32_t n, int32_t *bounds[2])
{
    int64_t sum = 0;
    for (int32_t i = 0; i < n; i++) {
        const int32_t high = most == NULL ? 1 : most[i];
        bounds[0][i] = least == NULL ? 0 : least[i];
        bounds[1][i] = high < n_pairs[i] ? high : n_pairs[i];
        sum += high;
    }
    return sum;
}

/* All that must be full, as a least; before the most was cut to the pairs. */
static void demand_most(const int32_t *most, int32_t n, int32_t *least)
{
    for (int32_t i = 0; i < n; i++) least[i] = most == NULL ? 1 : most[i];
}

static bool set_bounds(const mmi_heap *heap, entries *own)
{
    const mm_sparse_problem *given = own->given;
    int32_t *in_row = mmi_alloc(heap, (size_t)given->n_rows, sizeof(int32_t));
    int32_t *in_column = mmi_alloc(heap, (size_t)given->n_columns, sizeof(int32_t));
    const bool has_room = in_row != NULL && in_column != NULL;
    if (has_room) {
        for (int32_t row = 0; row < given->n_rows; row++) {
            in_row[row] = (int32_t)(own->row_start[row + 1] - own->row_start[row]);
        }
        for (int64_t entry = 0; entry < own->n_entries; entry++) in_column[given->column[entry]]++;
        const int64_t rows = copy_bounds(given->row_least, given->row_most, in_row, given->n_rows,
                                         (int32_t *[2]){own->row_least, own->row_most});
        const int64_t columns =
            copy_bounds(given->column_least, given->column_most, in_column, given->n_columns,
                        (int32_t *[2]){own->column_least, own->column_most});
        own->most_chosen = rows < columns ? rows : columns;
        if (given->is_full && rows <= columns) {
            demand_most(given->row_most, given->n_rows, own->row_least);
        } else if (given->is_full) {
            demand_most(given->column_most, given->n_columns, own->column_least);
        }
    }
    mmi_free(heap, in_row);
    mmi_free(heap, in_column);
    return has_room;
}

static void note_bounds(entries *own, const int32_t *least, const int32_t *most, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        own->has_least = own->has_least || least[i] > 0;
        own->is_contradictory = own->is_contradictory || least[i] > most[i];
    }
}

static bool prepare(const mmi_heap *heap, entries *own)
{
    const mm_sparse_problem *given = own->given;
    for (int32_t row = 0; row < given->n_rows; row++) {
        own->group_start[row + 1] = row + 1;
        own->row_start[row + 1] = given->row_start[row + 1];
    }
    for (int64_t entry = 0; entry < own->n_entries; entry++) {
        own->value[entry] = integer_of(own, entry);
    }
    if (!set_bounds(heap, own)) return false;
    note_bounds(own, own->row_least, own->row_most, given->n_rows);
    note_bounds(own, own->column_least, own->column_most, given->n_columns);
    return true;
}

/* The integers that the solver gets are off by half a unit at most; so much for the bound. */
static mmi_worth worth_of(const entries *own)
{
    return (mmi_worth){.is_minimised = own->given->is_minimised != 0,
                       .is_real = own->given->value_float64 != NULL,
                       .exponent = own->exponent,
                       .bound_slack = own->is_exact ? 0 : 0.5 * (double)own->most_chosen + 1};
}

/* What rounding took from a chosen value, in minimised units; exact. */
static double rounded_off(const entries *own, int64_t entry)
{
    if (own->is_exact) return 0;
    const double value = own->given->value_float64[entry];
    const double whole =
        mmi_unscaled(mmi_scaled(value, own->exponent), own->exponent);
    const double left = ldexp(value - whole, -own->exponent);
    return own->given->is_minimised ? left : -left;
}

/* A row or column whose most was cut to its pairs can not be full: more places are worth nothing,
 * and the pairs, all chosen, take over what its price was. */
static int64_t price_of(int64_t price, const int32_t *most, int32_t place, int32_t cut_most)
{
    const bool is_cut = cut_most < (most == NULL ? 1 : most[place]);
    return is_cut && price > 0 ? 0 : price;
}

/* Copy what is chosen; prices are those of the solver's maximised values. */
static mm_status fill(const entries *own, const bool *is_chosen, const int64_t *row_price,
                      const int64_t *column_price, mm_assignment *assignment, mmi_worth *worth,
                      mm_error *error)
{
    const mm_sparse_problem *given = own->given;
    int64_t n_chosen = 0;
    for (int64_t entry = 0; entry < own->n_entries; entry++) n_chosen += is_chosen[entry];
    const mm_status status =
        mmi_assignment_make_room(assignment, n_chosen, worth->is_real, error);
    if (status != MM_OK) return status;
    int64_t n = 0;
    for (int32_t row = 0; row < given->n_rows; row++) {
        for (int64_t entry = own->row_start[row]; entry < own->row_start[row + 1]; entry++) {
            if (!is_chosen[entry]) continue;
            const int32_t column = given->column[entry];
            assignment->chosen[n++] = entry;
            if (assignment->column_of_row[row] == MM_NONE) assignment->column_of_row[row] = column;
            if (assignment->row_of_column[column] == MM_NONE) {
                assignment->row_of_column[column] = row;
            }
            worth->value -= own->value[entry];
            worth->rounded_off += rounded_off(own, entry);
        }
        const int64_t price = price_of(row_price[row], given->row_most, row, own->row_most[row]);
        (void)mmi_assignment_set_row_price(assignment, row, -(mmi_wide)price, worth);
    }
    for (int32_t column = 0; column < given->n_columns; column++) {
        const int64_t price = price_of(column_price[column], given->column_most, column,
                                       own->column_most[column]);
        (void)mmi_assignment_set_column_price(assignment, column, -(mmi_wide)price, worth);
    }
    return MM_OK;
}

static mm_status take_answer(const mmi_heap *heap, const entries *own,
                             const mmi_assign_problem *problem, const mmi_assignment *answer,
                             mm_assignment *assignment, mm_error *error)
{
    const mmi_certificate found = mmi_certify(heap, problem, answer);
    if (found == MMI_CERTIFICATE_MEMORY) return mmi_out_of_memory(error);
    if (found != MMI_CERTIFIED) {
        return mmi_fail(error, MM_ERR_INTERNAL, MM_CODE_CERTIFICATE,
                        "the assignment failed its own check (%d); please report this",
                        (int)found);
    }
    mmi_worth worth = worth_of(own);
    const mm_status status = fill(own, answer->is_chosen, answer->row_total, answer->column_price,
                                  assignment, &worth, error);
    if (status != MM_OK) return status;
    worth.bound = worth.value;
    assignment->proof.outcome = own->is_exact ? MM_OUTCOME_OPTIMAL : MM_OUTCOME_STOPPED;
    assignment->proof.is_certified = own->is_exact;
    return mmi_assignment_set_worth(assignment, &worth, error);
}

/* Stopped, and nobody must be assigned: each row takes what helps while there is room. Its price is
 * its best value, so that columns need none. */
static mm_status take_what_helps(const mmi_heap *heap, const entries *own,
                                 mm_assignment *assignment, mm_error *error)
{
    const mm_sparse_problem *given = own->given;
    bool *is_chosen = mmi_alloc(heap, (size_t)own->n_entries, sizeof(bool));
    int32_t *load = mmi_alloc(heap, (size_t)given->n_columns, sizeof(int32_t));
    int64_t *row_price = mmi_alloc(heap, (size_t)given->n_rows, sizeof(int64_t));
    int64_t *column_price = mmi_alloc(heap, (size_t)given->n_columns, sizeof(int64_t));
    mm_status status = is_chosen == NULL || load == NULL || row_price == NULL ||
                       column_price == NULL ? mmi_out_of_memory(error) : MM_OK;
    mmi_worth worth = worth_of(own);
    for (int32_t row = 0; status == MM_OK && row < given->n_rows; row++) {
        int32_t left = own->row_most[row];
        for (int64_t entry = own->row_start[row]; entry < own->row_start[row + 1]; entry++) {
            const int32_t column = given->column[entry];
            if (own->value[entry] > row_price[row]) row_price[row] = own->value[entry];
            is_chosen[entry] =
                own->value[entry] > 0 && left > 0 && load[column] < own->column_most[column];
            left -= is_chosen[entry];
            load[column] += is_chosen[entry];
        }
        worth.bound -= (mmi_wide)row_price[row] * own->row_most[row];
    }
    if (status == MM_OK) {
        status = fill(own, is_chosen, row_price, column_price, assignment, &worth, error);
    }
    mmi_free(heap, is_chosen);
    mmi_free(heap, load);
    mmi_free(heap, row_price);
    mmi_free(heap, column_price);
    if (status != MM_OK) return status;
    assignment->proof.outcome = MM_OUTCOME_STOPPED;
    return mmi_assignment_set_worth(assignment, &worth, error);
}

static mm_status solve(const mmi_heap *heap, const entries *own, const mmi_stop *stop,
                       mm_assignment *assignment, mm_error *error)
{
    assignment->proof.outcome = MM_OUTCOME_INFEASIBLE;
    if (own->is_contradictory) return MM_OK;
    const mm_sparse_problem *given = own->given;
    const mmi_assign_problem problem = {
        .n_groups = given->n_rows, .n_rows = given->n_rows, .n_columns = given->n_columns,
        .group_start = own->group_start, .row_start = own->row_start, .column = given->column,
        .value = own->value, .group_least = own->row_least, .group_most = own->row_most,
        .row_least = own->row_least, .row_most = own->row_most,
        .column_least = own->column_least, .column_most = own->column_most};
    mmi_assignment answer = {0};
    mmi_stage_begin(stop, MM_STAGE_SOLVE, 0, 1);
    mm_status status = mmi_assign_sparse(heap, &problem, stop, &answer, error);
    if (status != MM_OK) return status;
    if (answer.is_stopped) {
        status = own->has_least ? mmi_stopped(error)
                                : take_what_helps(heap, own, assignment, error);
    } else if (answer.is_feasible) {
        status = take_answer(heap, own, &problem, &answer, assignment, error);
    }
    mmi_assignment_clear(&answer);
    return status;
}

mm_status mmi_assign_entries(const mmi_heap *heap, const mm_sparse_problem *problem,
                             const mmi_stop *stop, mm_assignment **assignment, mm_error *error)
{
    *assignment = NULL;
    mmi_bit_span span;
    mm_status status = mmi_check_entries(heap, problem, &span, error);
    if (status != MM_OK) return status;
    entries own = {.given = problem};
    own.n_entries = problem->n_rows == 0 ? 0 : problem->row_start[problem->n_rows];
    mm_assignment *made = mmi_assignment_new(heap, problem->n_rows, problem->n_columns);
    choose_scale(&own, &span);
    if (made == NULL || !make_room(heap, &own) || !prepare(heap, &own)) {
        status = mmi_out_of_memory(error);
    }
    if (status == MM_OK) status = solve(heap, &own, stop, made, error);
    clear(heap, &own);
    if (status != MM_OK) {
        mm_assignment_free(made);
        made = NULL;
    }
    *assignment = made;
    return status;
}
