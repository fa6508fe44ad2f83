/* Assignments of one's own matrix or pairs, through the public header alone: what is refused and
 * where, what is returned, and that both calls agree. */
#include <mentormatch/assign.h>

#include "failing_allocator.h"
#include "random_numbers.h"
#include "run_suite.h"

#include <math.h>
#include <string.h>

static mm_error error;

static mm_assignment *dense(const mm_dense_problem *problem)
{
    mm_assignment *found = NULL;
    ck_assert_msg(mm_assign_dense(problem, NULL, &found, &error) == MM_OK, "%s", error.message);
    return found;
}

static mm_assignment *sparse(const mm_sparse_problem *problem)
{
    mm_assignment *found = NULL;
    ck_assert_msg(mm_assign_sparse(problem, NULL, &found, &error) == MM_OK, "%s", error.message);
    return found;
}

static void refuse_dense(const mm_dense_problem *problem, mm_status status, int64_t line,
                         int64_t column)
{
    mm_assignment *found = (mm_assignment *)&error;
    ck_assert_int_eq(mm_assign_dense(problem, NULL, &found, &error), status);
    ck_assert_ptr_null(found);
    ck_assert_str_ne(error.message, "");
    ck_assert_int_eq(error.line, line);
    ck_assert_int_eq(error.column, column);
}

static void refuse_sparse(const mm_sparse_problem *problem, mm_status status, int64_t line,
                          int64_t column)
{
    mm_assignment *found = (mm_assignment *)&error;
    ck_assert_int_eq(mm_assign_sparse(problem, NULL, &found, &error), status);
    ck_assert_ptr_null(found);
    ck_assert_str_ne(error.message, "");
    ck_assert_int_eq(error.line, line);
    ck_assert_int_eq(error.column, column);
}

static mm_dense_problem two_by_two(const double value[4])
{
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    problem.value_float64 = value;
    problem.is_minimised = 1;
    return problem;
}

START_TEST(smallest_cost_is_found_and_told_with_prices)
{
    const int32_t cost[] = {4, 1, 3, 2, 0, 5, 3, 2, 2};
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 3;
    problem.value_int32 = cost;
    problem.is_minimised = 1;
    mm_assignment *found = dense(&problem);
    const mm_assignment_proof *proof = mm_assignment_proof_of(found);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_OPTIMAL);
    ck_assert_int_eq(proof->is_certified, 1);
    ck_assert_int_eq(proof->value_int64, 5); /* 1 + 2 + 2 */
    ck_assert_int_eq(proof->bound_int64, 5);
    int32_t n;
    const int32_t *column_of = mm_assignment_columns(found, &n);
    ck_assert_int_eq(n, 3);
    ck_assert_int_eq(column_of[0], 1);
    ck_assert_int_eq(column_of[1], 0);
    ck_assert_int_eq(column_of[2], 2);
    const int64_t *row_price = mm_assignment_row_prices_int64(found, NULL);
    const int64_t *column_price = mm_assignment_column_prices_int64(found, NULL);
    int64_t sum = 0;
    for (int32_t i = 0; i < 3; i++) sum += row_price[i] + column_price[i];
    ck_assert_int_eq(sum, 5);
    ck_assert_ptr_null(mm_assignment_row_prices_float64(found, NULL));
    mm_assignment_free(found);
    mm_assignment_free(NULL);
}
END_TEST

START_TEST(C4_18_not_a_number_and_wrong_infinity_are_refused_with_their_place)
{
    double value[] = {1, NAN, 2, 3};
    mm_dense_problem problem = two_by_two(value);
    refuse_dense(&problem, MM_ERR_ARGUMENT, 1, 2);
    value[1] = 1;
    value[2] = -INFINITY; /* minimised: everybody would choose it */
    refuse_dense(&problem, MM_ERR_ARGUMENT, 2, 1);
    value[2] = INFINITY;
    problem.is_minimised = 0;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 2, 1);
}
END_TEST

START_TEST(C4_18_bad_value_of_a_tall_matrix_keeps_its_place)
{
    double value[] = {1, 2, 3, 4, 5, NAN};
    mm_dense_problem problem = two_by_two(value);
    problem.n_rows = 3;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 3, 2);
}
END_TEST

START_TEST(C4_18_negative_zero_and_subnormals_are_numbers)
{
    const double value[] = {-0.0, 5e-324, 5e-324, -0.0};
    mm_dense_problem problem = two_by_two(value);
    mm_assignment *found = dense(&problem);
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
    ck_assert(mm_assignment_proof_of(found)->value == 0);
    ck_assert(!signbit(mm_assignment_proof_of(found)->value));
    mm_assignment_free(found);
    problem.is_minimised = 0;
    found = dense(&problem);
    ck_assert(mm_assignment_proof_of(found)->value == 1e-323);
    mm_assignment_free(found);
}
END_TEST

START_TEST(forbidden_cells_are_not_used_and_may_leave_nothing)
{
    const double value[] = {INFINITY, 7, 1, INFINITY};
    mm_dense_problem problem = two_by_two(value);
    mm_assignment *found = dense(&problem);
    ck_assert(mm_assignment_proof_of(found)->value == 8);
    mm_assignment_free(found);
    const double none[] = {INFINITY, 7, INFINITY, 1};
    problem = two_by_two(none);
    found = dense(&problem);
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_INFEASIBLE);
    ck_assert_int_eq(mm_assignment_proof_of(found)->is_certified, 1);
    ck_assert_ptr_null(mm_assignment_columns(found, NULL));
    mm_assignment_free(found);
    problem.is_partial = 1;
    found = dense(&problem); /* costs above 0 help nobody */
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
    int64_t n_chosen;
    mm_assignment_chosen(found, &n_chosen);
    ck_assert_int_eq(n_chosen, 0);
    mm_assignment_free(found);
}
END_TEST

START_TEST(empty_matrices_have_an_empty_assignment)
{
    const int32_t shapes[][2] = {{0, 0}, {0, 3}, {3, 0}};
    for (int32_t i = 0; i < 3; i++) {
        for (int32_t is_partial = 0; is_partial < 2; is_partial++) {
            mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
            problem.n_rows = shapes[i][0];
            problem.n_columns = shapes[i][1];
            problem.is_partial = is_partial;
            mm_assignment *found = dense(&problem);
            ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
            ck_assert_int_eq(mm_assignment_proof_of(found)->value_int64, 0);
            mm_assignment_free(found);
        }
        mm_sparse_problem pairs = MM_SPARSE_PROBLEM_INIT;
        const int64_t row_start[4] = {0};
        pairs.n_rows = shapes[i][0];
        pairs.n_columns = shapes[i][1];
        pairs.row_start = row_start;
        mm_assignment *found = sparse(&pairs);
        ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
        mm_assignment_free(found);
    }
}
END_TEST

START_TEST(values_above_a_million_are_no_sentinel)
{
    /* Solvers with a sentinel of 10^6 return the diagonal here. */
    const int64_t far = INT64_C(1) << 40;
    const int64_t cost[] = {far, far - 2, far - 2, far - 1};
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    problem.value_int64 = cost;
    problem.is_minimised = 1;
    mm_assignment *found = dense(&problem);
    ck_assert_int_eq(mm_assignment_proof_of(found)->value_int64, 2 * far - 4);
    mm_assignment_free(found);
}
END_TEST

START_TEST(shapes_strides_and_pointers_are_checked)
{
    const int32_t value[4] = {1, 2, 3, 4};
    const double real[4] = {0};
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 0, 0); /* no values */
    problem.value_int32 = value;
    problem.value_float64 = real;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 0, 0); /* two kinds of them */
    problem.value_float64 = NULL;
    problem.row_stride = 1;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 0, 0);
    problem.row_stride = -2;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 0, 0);
    problem.row_stride = INT64_MAX / 2;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 0, 0);
    problem.row_stride = 0;
    problem.n_rows = -1;
    refuse_dense(&problem, MM_ERR_ARGUMENT, 0, 0);
    problem.n_rows = 2;
    problem.size = 0;
    refuse_dense(&problem, MM_ERR_OPTION, 0, 0);
    refuse_dense(NULL, MM_ERR_ARGUMENT, 0, 0);
    problem.size = sizeof problem;
    ck_assert_int_eq(mm_assign_dense(&problem, NULL, NULL, &error), MM_ERR_ARGUMENT);
    mm_assign_options options = MM_ASSIGN_OPTIONS_INIT;
    options.time_limit_s = -1;
    mm_assignment *found;
    ck_assert_int_eq(mm_assign_dense(&problem, &options, &found, &error), MM_ERR_OPTION);
}
END_TEST

START_TEST(wrong_pairs_are_refused_with_their_row)
{
    int64_t row_start[] = {0, 2, 3};
    int32_t column[] = {0, 1, 1};
    double value[] = {1, 2, 3};
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    problem.row_start = row_start;
    problem.column = column;
    problem.value_float64 = value;
    column[1] = 2;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 1, 0);
    column[1] = -1;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 1, 0);
    column[1] = 0;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 1, 1); /* twice */
    column[1] = 1;
    value[2] = NAN;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 2, 2);
    value[2] = INFINITY;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 2, 2);
    value[2] = 3;
    row_start[0] = 1;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 1, 0);
    row_start[0] = 0;
    row_start[1] = 4;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 1, 0);
    row_start[1] = 2;
    const int32_t least[] = {0, 2};
    problem.row_least = least; /* above the most, which is 1 */
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 0, 0);
    problem.row_least = NULL;
    const int64_t large[] = {1, 2, (INT64_C(1) << 40) + 1};
    problem.value_float64 = NULL;
    problem.value_int64 = large;
    refuse_sparse(&problem, MM_ERR_LIMIT, 2, 2);
    problem.column = NULL;
    refuse_sparse(&problem, MM_ERR_ARGUMENT, 0, 0);
}
END_TEST

START_TEST(pairs_of_a_whole_matrix_equal_the_matrix)
{
    enum { MOST = 12 };
    for (uint64_t seed = 1; seed <= 400; seed++) {
        uint64_t state = random_state(seed);
        const int32_t n_rows = 1 + below(&state, MOST);
        const int32_t n_columns = 1 + below(&state, MOST);
        int64_t row_start[MOST + 1] = {0};
        int32_t column[MOST * MOST];
        int64_t value[MOST * MOST];
        for (int32_t i = 0; i < n_rows * n_columns; i++) {
            column[i] = i % n_columns;
            value[i] = below(&state, 40) - 15;
            row_start[i / n_columns + 1] = i + 1;
        }
        mm_dense_problem matrix = MM_DENSE_PROBLEM_INIT;
        mm_sparse_problem pairs = MM_SPARSE_PROBLEM_INIT;
        matrix.n_rows = pairs.n_rows = n_rows;
        matrix.n_columns = pairs.n_columns = n_columns;
        matrix.value_int64 = pairs.value_int64 = value;
        pairs.row_start = row_start;
        pairs.column = column;
        matrix.is_minimised = pairs.is_minimised = (int32_t)(seed % 2);
        pairs.is_full = seed % 3 != 0;
        matrix.is_partial = !pairs.is_full;
        mm_assignment *one = dense(&matrix);
        mm_assignment *other = sparse(&pairs);
        ck_assert_int_eq(mm_assignment_proof_of(one)->value_int64,
                         mm_assignment_proof_of(other)->value_int64);
        ck_assert_int_eq(mm_assignment_outcome(other), MM_OUTCOME_OPTIMAL);
        ck_assert_int_eq(mm_assignment_proof_of(other)->is_certified, 1);
        mm_assignment_free(one);
        mm_assignment_free(other);
    }
}
END_TEST

START_TEST(least_and_most_are_kept_on_both_sides)
{
    /* Two mentors of two and one places; every row wants the first one most. */
    const int64_t row_start[] = {0, 2, 4, 6};
    const int32_t column[] = {0, 1, 0, 1, 0, 1};
    const int32_t value[] = {9, 1, 8, 2, 7, -3};
    const int32_t most[] = {2, 1};
    const int32_t least[] = {0, 1};
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = 3;
    problem.n_columns = 2;
    problem.row_start = row_start;
    problem.column = column;
    problem.value_int32 = value;
    problem.column_most = most;
    problem.column_least = least;
    mm_assignment *found = sparse(&problem);
    ck_assert_int_eq(mm_assignment_proof_of(found)->value_int64, 9 + 2 + 7);
    int64_t n_chosen;
    const int64_t *chosen = mm_assignment_chosen(found, &n_chosen);
    ck_assert_int_eq(n_chosen, 3);
    ck_assert_int_eq(chosen[0], 0);
    ck_assert_int_eq(chosen[1], 3);
    ck_assert_int_eq(chosen[2], 4);
    ck_assert_int_eq(mm_assignment_rows(found, NULL)[0], 0);
    /* One more place with the first: the second row moves, but one must stay. */
    ck_assert_int_eq(mm_assignment_column_prices_int64(found, NULL)[0], 0);
    mm_assignment_free(found);
    const int32_t too_many[] = {4, 1};
    problem.column_least = too_many;
    problem.column_most = too_many;
    found = sparse(&problem);
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_INFEASIBLE);
    mm_assignment_free(found);
}
END_TEST

START_TEST(real_pairs_beyond_forty_bits_keep_a_proven_gap)
{
    const int64_t row_start[] = {0, 2, 4};
    const int32_t column[] = {0, 1, 0, 1};
    const double exact[] = {0.5, 0.25, 1, 0.125};
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    problem.row_start = row_start;
    problem.column = column;
    problem.value_float64 = exact;
    mm_assignment *found = sparse(&problem);
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
    ck_assert(mm_assignment_proof_of(found)->value == 1.25);
    ck_assert(mm_assignment_row_prices_float64(found, NULL) != NULL);
    mm_assignment_free(found);
    const double fine[] = {0.1, 1e-30, 0.3, 0.7};
    problem.value_float64 = fine;
    found = sparse(&problem);
    const mm_assignment_proof *proof = mm_assignment_proof_of(found);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_STOPPED);
    ck_assert_int_eq(proof->is_certified, 0);
    ck_assert(proof->gap > 0 && proof->gap < 1e-10);
    ck_assert(proof->bound >= 0.1 + 0.7);
    ck_assert(fabs(proof->value - 0.8) < 1e-10);
    mm_assignment_free(found);
}
END_TEST

START_TEST(cancelled_call_shows_something_or_says_so)
{
    const int64_t row_start[] = {0, 1, 2};
    const int32_t column[] = {0, 0};
    const int32_t value[] = {5, 7};
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = 2;
    problem.n_columns = 1;
    problem.row_start = row_start;
    problem.column = column;
    problem.value_int32 = value;
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    mm_assign_options options = MM_ASSIGN_OPTIONS_INIT;
    options.cancel = cancel;
    mm_assignment *found;
    ck_assert_int_eq(mm_assign_sparse(&problem, &options, &found, &error), MM_OK);
    const mm_assignment_proof *proof = mm_assignment_proof_of(found);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_STOPPED);
    ck_assert_int_le(proof->value_int64, 7);
    ck_assert_int_ge(proof->bound_int64, 7);
    mm_assignment_free(found);
    problem.is_full = 1;
    ck_assert_int_eq(mm_assign_sparse(&problem, &options, &found, &error), MM_ERR_STOPPED);
    ck_assert_ptr_null(found);
    mm_cancel_free(cancel);
}
END_TEST

START_TEST(failing_memory_of_pairs_leaves_nothing_behind)
{
    const int64_t row_start[] = {0, 2, 4, 6};
    const int32_t column[] = {0, 1, 0, 1, 0, 1};
    const double value[] = {9, 1, 8, 2, 7, -3};
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = 3;
    problem.n_columns = 2;
    problem.row_start = row_start;
    problem.column = column;
    problem.value_float64 = value;
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        mm_assign_options options = MM_ASSIGN_OPTIONS_INIT;
        options.allocator = &allocator;
        mm_assignment *found;
        const mm_status status = mm_assign_sparse(&problem, &options, &found, &error);
        if (!state.has_failed) {
            ck_assert_int_eq(status, MM_OK);
            mm_assignment_free(found);
            ck_assert_int_eq(state.n_out, 0);
            break;
        }
        ck_assert_int_eq(status, MM_ERR_MEMORY);
        ck_assert_ptr_null(found);
        ck_assert_int_eq(state.n_out, 0);
    }
}
END_TEST

/* Rows 0 and 1 can have column 0 alone; the others have two columns each, far apart in value. A bid
 * raises a price by what values differ, and nobody gives way: it would go beyond 64 bits. */
START_TEST(two_rows_with_one_column_do_not_bid_for_ever)
{
    enum { N = 6000 };
    static int64_t row_start[N + 1];
    static int32_t column[2 * N];
    static int64_t value[2 * N];
    const int64_t most = INT64_C(1) << 40;
    int64_t n = 0;
    for (int32_t row = 0; row < N; row++) {
        column[n] = row < 2 ? 0 : row;
        value[n++] = row < 2 ? 1 : most;
        if (row >= 2) {
            column[n] = row + 1 < N ? row + 1 : 2;
            value[n++] = -most;
        }
        row_start[row + 1] = n;
    }
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = N;
    problem.row_start = row_start;
    problem.column = column;
    problem.value_int64 = value;
    problem.is_full = 1;
    mm_assignment *found = sparse(&problem);
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_INFEASIBLE);
    mm_assignment_free(found);
    column[1] = 1;
    found = sparse(&problem);
    ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
    ck_assert_int_eq(mm_assignment_proof_of(found)->value_int64, 2 + (N - 2) * most);
    mm_assignment_free(found);
}
END_TEST

START_TEST(nothing_is_asked_of_null)
{
    int32_t n = 5;
    ck_assert_ptr_null(mm_assignment_columns(NULL, &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ptr_null(mm_assignment_rows(NULL, NULL));
    ck_assert_ptr_null(mm_assignment_chosen(NULL, NULL));
    ck_assert_ptr_null(mm_assignment_proof_of(NULL));
    ck_assert_int_eq(mm_assignment_outcome(NULL), MM_OUTCOME_INFEASIBLE);
    mm_dense_problem problem;
    mm_dense_problem_init(&problem, sizeof problem);
    ck_assert_uint_eq(problem.size, sizeof problem);
    mm_sparse_problem pairs;
    mm_sparse_problem_init(&pairs, sizeof pairs);
    ck_assert_uint_eq(pairs.size, sizeof pairs);
    mm_assign_options options;
    mm_assign_options_init(&options, sizeof options);
    ck_assert_uint_eq(options.size, sizeof options);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "assign", smallest_cost_is_found_and_told_with_prices,
        C4_18_not_a_number_and_wrong_infinity_are_refused_with_their_place,
        C4_18_bad_value_of_a_tall_matrix_keeps_its_place,
        C4_18_negative_zero_and_subnormals_are_numbers,
        forbidden_cells_are_not_used_and_may_leave_nothing,
        empty_matrices_have_an_empty_assignment, values_above_a_million_are_no_sentinel,
        shapes_strides_and_pointers_are_checked, wrong_pairs_are_refused_with_their_row,
        pairs_of_a_whole_matrix_equal_the_matrix, least_and_most_are_kept_on_both_sides,
        real_pairs_beyond_forty_bits_keep_a_proven_gap,
        cancelled_call_shows_something_or_says_so, failing_memory_of_pairs_leaves_nothing_behind,
        two_rows_with_one_column_do_not_bid_for_ever, nothing_is_asked_of_null);
}
