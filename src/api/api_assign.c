/* Public functions of <mentormatch/assign.h>: check arguments, call one function. */
#include <mentormatch/assign.h>

#include "assign/assignment.h"
#include "assign/dense.h"
#include "assign/entries.h"
#include "base/status.h"
#include "base/take_options.h"

void mm_dense_problem_init(mm_dense_problem *problem, size_t size)
{
    mmi_init_options(problem, size);
}

void mm_sparse_problem_init(mm_sparse_problem *problem, size_t size)
{
    mmi_init_options(problem, size);
}

void mm_assign_options_init(mm_assign_options *options, size_t size)
{
    mmi_init_options(options, size);
}

static mm_status refuse(mm_error *error, const char *sentence)
{
    return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, "%s", sentence);
}

static mm_status check_sizes(int32_t n_rows, int32_t n_columns, mm_error *error)
{
    if (n_rows >= 0 && n_columns >= 0) return MM_OK;
    return refuse(error, "n_rows and n_columns must be 0 or more");
}

/* n_values 0: a pointer is not needed. */
static mm_status check_value_pointers(const int32_t *whole, const int64_t *large,
                                      const double *real, bool is_empty, mm_error *error)
{
    const int32_t n_set = (whole != NULL) + (large != NULL) + (real != NULL);
    if (n_set == 1 || (n_set == 0 && is_empty)) return MM_OK;
    return refuse(error, "exactly one of value_int32, value_int64 and value_float64 must be set");
}

static mm_status check_dense(const mm_dense_problem *problem, mm_error *error)
{
    mm_status status = check_sizes(problem->n_rows, problem->n_columns, error);
    if (status != MM_OK) return status;
    const bool is_empty = problem->n_rows == 0 || problem->n_columns == 0;
    status = check_value_pointers(problem->value_int32, problem->value_int64,
                                  problem->value_float64, is_empty, error);
    if (status != MM_OK) return status;
    if (problem->row_stride != 0 && problem->row_stride < problem->n_columns) {
        return refuse(error, "row_stride must be 0 or at least n_columns; it counts elements");
    }
    int64_t last; /* byte behind the last element, of at most 8 bytes */
    if (__builtin_mul_overflow(problem->row_stride, (int64_t)problem->n_rows, &last) ||
        __builtin_mul_overflow(last, (int64_t)sizeof(int64_t), &last)) {
        return refuse(error, "row_stride times n_rows is more than memory can hold");
    }
    if (problem->n_rows > INT32_MAX / 4 || problem->n_columns > INT32_MAX / 4) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "n_rows and n_columns may be 536,870,911 at most");
    }
    return MM_OK;
}

static mm_status check_sparse(const mm_sparse_problem *problem, mm_error *error)
{
    mm_status status = check_sizes(problem->n_rows, problem->n_columns, error);
    if (status != MM_OK) return status;
    if (problem->n_rows > 0 && problem->row_start == NULL) return mmi_missing(error, "row_start");
    const bool is_empty = problem->n_rows == 0 || problem->row_start[problem->n_rows] == 0;
    if (!is_empty && problem->column == NULL) return mmi_missing(error, "column");
    status = check_value_pointers(problem->value_int32, problem->value_int64,
                                  problem->value_float64, is_empty, error);
    if (status != MM_OK) return status;
    /* Every row is a node twice in the solver, every column once. */
    if ((int64_t)problem->n_rows * 2 + problem->n_columns >= INT32_MAX) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "twice n_rows plus n_columns may be 2,147,483,646 at most");
    }
    return MM_OK;
}

static mm_status take_assign_options(const mm_assign_options *options, mm_assign_options *own,
                                     mm_error *error)
{
    const mm_status status =
        mmi_take_options(own, sizeof *own, options, "mm_assign_options", error);
    return status == MM_OK ? mmi_check_time_limit(own->time_limit_s, error) : status;
}

mm_status mm_assign_dense(const mm_dense_problem *problem, const mm_assign_options *options,
                          mm_assignment **assignment, mm_error *error)
{
    mmi_error_clear(error);
    if (assignment != NULL) *assignment = NULL;
    if (problem == NULL) return mmi_missing(error, "problem");
    if (assignment == NULL) return mmi_missing(error, "assignment");
    mm_dense_problem given = MM_DENSE_PROBLEM_INIT;
    mm_assign_options own = MM_ASSIGN_OPTIONS_INIT;
    mm_status status = mmi_take_options(&given, sizeof given, problem, "mm_dense_problem", error);
    if (status == MM_OK) status = take_assign_options(options, &own, error);
    if (status == MM_OK) status = check_dense(&given, error);
    if (status != MM_OK) return status;
    if (given.row_stride == 0) given.row_stride = given.n_columns;
    const mmi_heap heap = mmi_heap_from(own.allocator);
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(own.cancel, own.time_limit_s, own.progress, &ticker);
    return mmi_assign_matrix(&heap, &given, &stop, assignment, error);
}

mm_status mm_assign_sparse(const mm_sparse_problem *problem, const mm_assign_options *options,
                           mm_assignment **assignment, mm_error *error)
{
    mmi_error_clear(error);
    if (assignment != NULL) *assignment = NULL;
    if (problem == NULL) return mmi_missing(error, "problem");
    if (assignment == NULL) return mmi_missing(error, "assignment");
    mm_sparse_problem given = MM_SPARSE_PROBLEM_INIT;
    mm_assign_options own = MM_ASSIGN_OPTIONS_INIT;
    mm_status status = mmi_take_options(&given, sizeof given, problem, "mm_sparse_problem", error);
    if (status == MM_OK) status = take_assign_options(options, &own, error);
    if (status == MM_OK) status = check_sparse(&given, error);
    if (status != MM_OK) return status;
    const mmi_heap heap = mmi_heap_from(own.allocator);
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(own.cancel, own.time_limit_s, own.progress, &ticker);
    return mmi_assign_entries(&heap, &given, &stop, assignment, error);
}

mm_outcome mm_assignment_outcome(const mm_assignment *assignment)
{
    return assignment == NULL ? MM_OUTCOME_INFEASIBLE : assignment->proof.outcome;
}

const mm_assignment_proof *mm_assignment_proof_of(const mm_assignment *assignment)
{
    return assignment == NULL ? NULL : &assignment->proof;
}

const int32_t *mm_assignment_columns(const mm_assignment *assignment, int32_t *n_rows)
{
    if (n_rows != NULL) *n_rows = assignment == NULL ? 0 : assignment->n_rows;
    return assignment == NULL ? NULL : assignment->column_of_row;
}

const int32_t *mm_assignment_rows(const mm_assignment *assignment, int32_t *n_columns)
{
    if (n_columns != NULL) *n_columns = assignment == NULL ? 0 : assignment->n_columns;
    return assignment == NULL ? NULL : assignment->row_of_column;
}

const int64_t *mm_assignment_chosen(const mm_assignment *assignment, int64_t *n_chosen)
{
    if (n_chosen != NULL) *n_chosen = assignment == NULL ? 0 : assignment->n_chosen;
    return assignment == NULL ? NULL : assignment->chosen;
}

const int64_t *mm_assignment_row_prices_int64(const mm_assignment *assignment, int32_t *n_rows)
{
    if (n_rows != NULL) *n_rows = assignment == NULL ? 0 : assignment->n_rows;
    return assignment == NULL ? NULL : assignment->row_price;
}

const int64_t *mm_assignment_column_prices_int64(const mm_assignment *assignment,
                                                 int32_t *n_columns)
{
    if (n_columns != NULL) *n_columns = assignment == NULL ? 0 : assignment->n_columns;
    return assignment == NULL ? NULL : assignment->column_price;
}

const double *mm_assignment_row_prices_float64(const mm_assignment *assignment, int32_t *n_rows)
{
    if (n_rows != NULL) *n_rows = assignment == NULL ? 0 : assignment->n_rows;
    return assignment == NULL ? NULL : assignment->row_price_real;
}

const double *mm_assignment_column_prices_float64(const mm_assignment *assignment,
                                                  int32_t *n_columns)
{
    if (n_columns != NULL) *n_columns = assignment == NULL ? 0 : assignment->n_columns;
    return assignment == NULL ? NULL : assignment->column_price_real;
}
