/* Makes, fills and frees the result of the public assignment calls. Solvers minimise integers;
 * here the sums and prices go back to the caller's sign and unit. */
#include "assign/assignment.h"

#include "base/status.h"

mm_assignment *mmi_assignment_new(const mmi_heap *heap, int32_t n_rows, int32_t n_columns)
{
    mm_assignment *assignment = mmi_alloc(heap, 1, sizeof *assignment);
    if (assignment == NULL) return NULL;
    assignment->heap = *heap;
    assignment->n_rows = n_rows;
    assignment->n_columns = n_columns;
    return assignment;
}

mm_status mmi_assignment_make_room(mm_assignment *assignment, int64_t n_chosen, bool is_real,
                                   mm_error *error)
{
    const mmi_heap *heap = &assignment->heap;
    const size_t n_rows = (size_t)assignment->n_rows;
    const size_t n_columns = (size_t)assignment->n_columns;
    assignment->n_chosen = n_chosen;
    assignment->column_of_row = mmi_alloc(heap, n_rows, sizeof(int32_t));
    assignment->row_of_column = mmi_alloc(heap, n_columns, sizeof(int32_t));
    assignment->chosen = mmi_alloc(heap, (size_t)n_chosen, sizeof(int64_t));
    bool has_room = assignment->column_of_row != NULL && assignment->row_of_column != NULL &&
                    assignment->chosen != NULL;
    if (is_real) {
        assignment->row_price_real = mmi_alloc(heap, n_rows, sizeof(double));
        assignment->column_price_real = mmi_alloc(heap, n_columns, sizeof(double));
        has_room = has_room && assignment->row_price_real != NULL &&
                   assignment->column_price_real != NULL;
    } else {
        assignment->row_price = mmi_alloc(heap, n_rows, sizeof(int64_t));
        assignment->column_price = mmi_alloc(heap, n_columns, sizeof(int64_t));
        has_room = has_room && assignment->row_price != NULL && assignment->column_price != NULL;
    }
    if (!has_room) return mmi_out_of_memory(error);
    for (size_t row = 0; row < n_rows; row++) assignment->column_of_row[row] = MM_NONE;
    for (size_t column = 0; column < n_columns; column++) {
        assignment->row_of_column[column] = MM_NONE;
    }
    return MM_OK;
}

void mm_assignment_free(mm_assignment *assignment)
{
    if (assignment == NULL) return;
    const mmi_heap heap = assignment->heap;
    mmi_free(&heap, assignment->column_of_row);
    mmi_free(&heap, assignment->row_of_column);
    mmi_free(&heap, assignment->chosen);
    mmi_free(&heap, assignment->row_price);
    mmi_free(&heap, assignment->column_price);
    mmi_free(&heap, assignment->row_price_real);
    mmi_free(&heap, assignment->column_price_real);
    mmi_free(&heap, assignment);
}

static bool fits(mmi_wide integer)
{
    return integer >= INT64_MIN && integer <= INT64_MAX;
}

static void set_real_worth(mm_assignment_proof *proof, const mmi_worth *worth)
{
    const int32_t exponent = worth->exponent;
    const double slack = worth->bound_slack;
    /* Sums of what was rounded off are right to far less than the slack, which is one unit or
     * more whenever anything was rounded off. */
    const double value = worth->rounded_off == 0
                             ? mmi_unscaled(worth->value, exponent)
                             : mmi_unscaled_up(worth->value, worth->rounded_off, exponent);
    const double bound = mmi_unscaled_down(worth->bound, -slack, exponent);
    proof->value = worth->is_minimised ? value : -value;
    proof->bound = worth->is_minimised ? bound : -bound;
    proof->gap = proof->outcome == MM_OUTCOME_OPTIMAL
                     ? 0
                     : mmi_unscaled_up(worth->value - worth->bound, worth->rounded_off + slack,
                                       exponent);
    if (proof->outcome == MM_OUTCOME_OPTIMAL) proof->bound = proof->value;
    proof->value += 0.0; /* no -0 */
    proof->bound += 0.0;
}

mm_status mmi_assignment_set_worth(mm_assignment *assignment, const mmi_worth *worth,
                                   mm_error *error)
{
    mm_assignment_proof *proof = &assignment->proof;
    if (worth->is_real) {
        set_real_worth(proof, worth);
        return MM_OK;
    }
    const mmi_wide value = worth->is_minimised ? worth->value : -worth->value;
    const mmi_wide bound = worth->is_minimised ? worth->bound : -worth->bound;
    if (!fits(value) || !fits(bound) || !fits(worth->value - worth->bound)) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "the sum of the values does not fit in 64 bits; divide them all by a "
                        "power of two");
    }
    proof->value_int64 = (int64_t)value;
    proof->bound_int64 = (int64_t)bound;
    proof->gap_int64 = (int64_t)(worth->value - worth->bound);
    proof->value = (double)proof->value_int64;
    proof->bound = (double)proof->bound_int64;
    proof->gap = (double)proof->gap_int64;
    return MM_OK;
}

static bool set_price(int64_t *whole, double *real, int32_t place, mmi_wide price,
                      const mmi_worth *worth)
{
    const mmi_wide own = worth->is_minimised ? price : -price;
    if (worth->is_real) {
        real[place] = mmi_unscaled(own, worth->exponent);
        return true;
    }
    whole[place] = (int64_t)own;
    return fits(own);
}

bool mmi_assignment_set_row_price(mm_assignment *assignment, int32_t row, mmi_wide price,
                                  const mmi_worth *worth)
{
    return set_price(assignment->row_price, assignment->row_price_real, row, price, worth);
}

bool mmi_assignment_set_column_price(mm_assignment *assignment, int32_t column, mmi_wide price,
                                     const mmi_worth *worth)
{
    return set_price(assignment->column_price, assignment->column_price_real, column, price,
                     worth);
}
