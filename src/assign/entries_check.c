/* Every array of a sparse problem is looked at before anything is solved, so that a wrong index or
 * value ends in a sentence with its place. Places count from 1, as people do. */
#include "assign/entries_check.h"

#include "base/status.h"

#include <inttypes.h>
#include <math.h>

#define MOST_VALUE (INT64_C(1) << MMI_MOST_BITS)

static mm_status check_starts(const mm_sparse_problem *problem, mm_error *error)
{
    if (problem->row_start[0] != 0) {
        return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, NULL, 1, 0,
                           "row_start[0] must be 0");
    }
    for (int32_t row = 0; row < problem->n_rows; row++) {
        const int64_t start = problem->row_start[row];
        const int64_t end = problem->row_start[row + 1];
        if (end < start || end - start > problem->n_columns) {
            return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, NULL, row + INT64_C(1), 0,
                               "row_start[%" PRId32 "] must be row_start[%" PRId32
                               "] or more, by no more than n_columns",
                               row + 1, row);
        }
    }
    return MM_OK;
}

static mm_status check_row(const mm_sparse_problem *problem, int32_t row, int32_t *seen_in_row,
                           mm_error *error)
{
    for (int64_t entry = problem->row_start[row]; entry < problem->row_start[row + 1]; entry++) {
        const int32_t column = problem->column[entry];
        if (column < 0 || column >= problem->n_columns) {
            return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, NULL, row + INT64_C(1), 0,
                               "column[%" PRId64 "], in row %" PRId32
                               ", must be from 0 to n_columns - 1",
                               entry, row);
        }
        if (seen_in_row[column] == row + 1) {
            return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, NULL, row + INT64_C(1),
                               column + INT64_C(1),
                               "column[%" PRId64 "] is in row %" PRId32
                               " twice; give each pair once",
                               entry, row);
        }
        seen_in_row[column] = row + 1;
    }
    return MM_OK;
}

static mm_status check_columns(const mmi_heap *heap, const mm_sparse_problem *problem,
                               mm_error *error)
{
    int32_t *seen_in_row = mmi_alloc(heap, (size_t)problem->n_columns, sizeof *seen_in_row);
    if (seen_in_row == NULL) return mmi_out_of_memory(error);
    mm_status status = MM_OK;
    for (int32_t row = 0; status == MM_OK && row < problem->n_rows; row++) {
        status = check_row(problem, row, seen_in_row, error);
    }
    mmi_free(heap, seen_in_row);
    return status;
}

static mm_status check_bounds(const char *side, const int32_t *least, const int32_t *most,
                              int32_t n, mm_error *error)
{
    for (int32_t i = 0; i < n; i++) {
        const int32_t low = least == NULL ? 0 : least[i];
        const int32_t high = most == NULL ? 1 : most[i];
        if (low >= 0 && low <= high) continue;
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "%s %" PRId32 ": least must be 0 or more and not above most", side, i);
    }
    return MM_OK;
}

static mm_status check_value(const mm_sparse_problem *problem, int64_t entry, mmi_bit_span *span,
                             const char **fault)
{
    if (problem->value_int64 != NULL) {
        const int64_t value = problem->value_int64[entry];
        if (value >= -MOST_VALUE && value <= MOST_VALUE) return MM_OK;
        *fault = "must be from -2^40 to 2^40; divide all values by a power of two";
        return MM_ERR_LIMIT;
    }
    if (problem->value_float64 != NULL) {
        const double value = problem->value_float64[entry];
        if (isfinite(value)) {
            mmi_bit_span_add(span, value);
            return MM_OK;
        }
        *fault = "must be a number; leave out pairs that must not be";
        return MM_ERR_ARGUMENT;
    }
    return MM_OK;
}

static mm_status check_values(const mm_sparse_problem *problem, mmi_bit_span *span,
                              mm_error *error)
{
    for (int32_t row = 0; row < problem->n_rows; row++) {
        for (int64_t entry = problem->row_start[row]; entry < problem->row_start[row + 1];
             entry++) {
            const char *fault = "";
            const mm_status status = check_value(problem, entry, span, &fault);
            if (status == MM_OK) continue;
            return mmi_fail_at(error, status,
                               status == MM_ERR_LIMIT ? MM_CODE_LIMIT : MM_CODE_ARGUMENT, NULL,
                               row + INT64_C(1), problem->column[entry] + INT64_C(1),
                               "the value of entry %" PRId64 ", row %" PRId32 ", %s", entry, row,
                               fault);
        }
    }
    return MM_OK;
}

mm_status mmi_check_entries(const mmi_heap *heap, const mm_sparse_problem *problem,
                            mmi_bit_span *span, mm_error *error)
{
    *span = mmi_no_bits();
    if (problem->n_rows == 0) {
        return check_bounds("column", problem->column_least, problem->column_most,
                            problem->n_columns, error);
    }
    mm_status status = check_starts(problem, error);
    if (status == MM_OK) status = check_columns(heap, problem, error);
    if (status == MM_OK) {
        status =
            check_bounds("row", problem->row_least, problem->row_most, problem->n_rows, error);
    }
    if (status == MM_OK) {
        status = check_bounds("column", problem->column_least, problem->column_most,
                              problem->n_columns, error);
    }
    if (status == MM_OK) status = check_values(problem, span, error);
    return status;
}
