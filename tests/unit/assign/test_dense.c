/* The dense solver against the Hungarian method, in every type, shape and kernel. */
#include "assign/dense.h"

#include "base/stop.h"

#include "dense_cases.h"
#include "failing_allocator.h"
#include "random_numbers.h"
#include "run_suite.h"

#include <math.h>
#include <string.h>

static const mmi_stop never = {.deadline_ns = INT64_MAX};

/* One matrix in all three types, and the oracle's. */
typedef struct test_case {
    int32_t n_rows, n_columns;
    int64_t row_stride;
    bool is_minimised, is_partial, has_int32;
    int32_t *value_int32;
    int64_t *value_int64;
    double *value_float64;
    double unit;               /* of float64, a power of two */
    oracle_wide *cost;         /* minimised */
} test_case;

static void make_case(uint64_t *state, int32_t most_side, test_case *made)
{
    static const int64_t ranges[] = {1, 2, 5, 100, 1000000, INT64_C(1) << 31, INT64_C(1) << 40,
                                     INT64_C(1) << 45};
    *made = (test_case){.n_rows = below(state, most_side + 1),
                        .n_columns = below(state, most_side + 1),
                        .is_minimised = below(state, 2) == 0, .is_partial = below(state, 3) == 0};
    if (below(state, 3) == 0) made->n_columns = made->n_rows;
    made->row_stride = made->n_columns + below(state, 3);
    const int64_t range = ranges[below(state, 8)];
    const int32_t one_in = below(state, 3) == 0 ? 1 + below(state, 4) : 0; /* are forbidden */
    made->has_int32 = range < INT64_C(1) << 31;
    made->unit = ldexp(1, below(state, 80) - 40);
    const size_t n = (size_t)made->n_rows * (size_t)made->row_stride + 1;
    made->value_int32 = calloc(n, sizeof(int32_t));
    made->value_int64 = calloc(n, sizeof(int64_t));
    made->value_float64 = calloc(n, sizeof(double));
    made->cost = calloc(n, sizeof(oracle_wide));
    for (int32_t row = 0; row < made->n_rows; row++) {
        for (int32_t column = 0; column < made->n_columns; column++) {
            const int64_t at = row * made->row_stride + column;
            int64_t value = (int64_t)(next_random(state) % (uint64_t)(range + 1));
            if (below(state, 2) == 0) value = -value;
            made->value_int32[at] = (int32_t)value;
            made->value_int64[at] = value;
            made->value_float64[at] = (double)value * made->unit;
            oracle_wide *cost = &made->cost[(int64_t)row * made->n_columns + column];
            *cost = made->is_minimised ? value : -value;
            if (one_in == 0 || below(state, one_in) != 0) continue;
            made->value_int32[at] = MM_FORBIDDEN_INT32;
            made->value_int64[at] = MM_FORBIDDEN_INT64;
            made->value_float64[at] = made->is_minimised ? INFINITY : -INFINITY;
            *cost = ORACLE_FORBIDDEN;
        }
    }
}

static void free_case(test_case *made)
{
    free(made->value_int32);
    free(made->value_int64);
    free(made->value_float64);
    free(made->cost);
}

static mm_dense_problem problem_of(const test_case *made)
{
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = made->n_rows;
    problem.n_columns = made->n_columns;
    problem.row_stride = made->row_stride;
    problem.is_minimised = made->is_minimised;
    problem.is_partial = made->is_partial;
    return problem;
}

static mm_assignment *solve(const mm_dense_problem *problem, const mmi_dense_kernel *kernel)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_assignment *assignment = NULL;
    mm_error error;
    const mm_status status =
        mmi_assign_matrix_with(&heap, problem, kernel, &never, &assignment, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    return assignment;
}

/* Everybody where they say, prices that prove it: checked by definition, in 128 bits. */
static void check_integers(const test_case *made, const mm_assignment *found)
{
    const int64_t *row_price = mm_assignment_row_prices_int64(found, NULL);
    const int64_t *column_price = mm_assignment_column_prices_int64(found, NULL);
    const int32_t *column_of = mm_assignment_columns(found, NULL);
    const int32_t *row_of = mm_assignment_rows(found, NULL);
    int64_t n_chosen;
    const int64_t *chosen = mm_assignment_chosen(found, &n_chosen);
    const int sign = made->is_minimised ? 1 : -1;
    int64_t n = 0;
    oracle_wide sum = 0;
    for (int32_t row = 0; row < made->n_rows; row++) {
        for (int32_t column = 0; column < made->n_columns; column++) {
            const oracle_wide cost = made->cost[(int64_t)row * made->n_columns + column];
            if (cost == ORACLE_FORBIDDEN) continue;
            const oracle_wide reduced =
                cost - sign * ((oracle_wide)row_price[row] + column_price[column]);
            ck_assert(reduced >= 0);
            ck_assert(column_of[row] != column || reduced == 0);
            if (column_of[row] != column) continue;
            ck_assert_int_eq(row_of[column], row);
            ck_assert_int_eq(chosen[n++], (int64_t)row * made->n_columns + column);
            sum += cost;
        }
        if (column_of[row] == MM_NONE) ck_assert_int_eq(row_price[row], 0);
        if (made->is_partial || made->n_rows > made->n_columns) {
            ck_assert(sign * row_price[row] <= 0);
        }
    }
    for (int32_t column = 0; column < made->n_columns; column++) {
        if (row_of[column] == MM_NONE) ck_assert_int_eq(column_price[column], 0);
    }
    ck_assert_int_eq(n, n_chosen);
    ck_assert(sum == (oracle_wide)sign * mm_assignment_proof_of(found)->value_int64);
}

static void check_proof(const test_case *made, const mm_assignment *found, uint64_t seed)
{
    oracle_wide least = 0;
    const bool is_feasible =
        oracle_solve(made->cost, made->n_rows, made->n_columns, made->is_partial, &least);
    const mm_assignment_proof *proof = mm_assignment_proof_of(found);
    ck_assert_msg(proof->is_certified == 1, "seed %llu", (unsigned long long)seed);
    ck_assert_msg(proof->outcome == (is_feasible ? MM_OUTCOME_OPTIMAL : MM_OUTCOME_INFEASIBLE),
                  "seed %llu: outcome %d", (unsigned long long)seed, (int)proof->outcome);
    if (!is_feasible) return;
    const double value = (double)(made->is_minimised ? least : -least);
    const bool is_real = mm_assignment_row_prices_int64(found, NULL) == NULL;
    ck_assert_msg(proof->value == (is_real ? value * made->unit : value), "seed %llu: %g, not %g",
                  (unsigned long long)seed, proof->value, value);
    ck_assert(proof->gap == 0 && proof->bound == proof->value);
    if (!is_real) check_integers(made, found);
}

static void check_seed(uint64_t seed, int32_t most_side, const mmi_dense_kernel *kernel)
{
    uint64_t state = random_state(seed);
    test_case made;
    make_case(&state, most_side, &made);
    for (int32_t type = made.has_int32 ? 0 : 1; type < 3; type++) {
        mm_dense_problem problem = problem_of(&made);
        if (type == 0) problem.value_int32 = made.value_int32;
        if (type == 1) problem.value_int64 = made.value_int64;
        if (type == 2) problem.value_float64 = made.value_float64;
        mm_assignment *found = solve(&problem, kernel);
        check_proof(&made, found, seed);
        mm_assignment_free(found);
    }
    free_case(&made);
}

START_TEST(small_matrices_of_every_type_equal_the_hungarian_method)
{
    for (uint64_t seed = 1; seed <= 4000; seed++) check_seed(seed, 8, mmi_dense_kernel_best());
}
END_TEST

START_TEST(matrices_wider_than_a_block_equal_the_hungarian_method)
{
    for (uint64_t seed = 1; seed <= 25; seed++) check_seed(seed, 200, mmi_dense_kernel_best());
}
END_TEST

START_TEST(every_kernel_gives_the_same_assignment_and_prices)
{
    const mmi_dense_kernel *kernels[4];
    mmi_dense_kernels(kernels);
    for (uint64_t seed = 1; seed <= 150; seed++) {
        uint64_t state = random_state(seed);
        test_case made;
        make_case(&state, 150, &made);
        mm_dense_problem problem = problem_of(&made);
        if (seed % 2 == 0) {
            problem.value_int64 = made.value_int64;
        } else if (made.has_int32) {
            problem.value_int32 = made.value_int32;
        } else {
            problem.value_float64 = made.value_float64;
        }
        mm_assignment *first = solve(&problem, kernels[0]);
        for (int32_t i = 1; kernels[i] != NULL; i++) {
            mm_assignment *other = solve(&problem, kernels[i]);
            ck_assert_int_eq(mm_assignment_outcome(first), mm_assignment_outcome(other));
            if (mm_assignment_columns(first, NULL) != NULL && made.n_rows > 0) {
                ck_assert_mem_eq(mm_assignment_columns(first, NULL),
                                 mm_assignment_columns(other, NULL),
                                 (size_t)made.n_rows * sizeof(int32_t));
            }
            if (mm_assignment_row_prices_int64(first, NULL) != NULL && made.n_rows > 0) {
                ck_assert_mem_eq(mm_assignment_row_prices_int64(first, NULL),
                                 mm_assignment_row_prices_int64(other, NULL),
                                 (size_t)made.n_rows * sizeof(int64_t));
            }
            mm_assignment_free(other);
        }
        mm_assignment_free(first);
        free_case(&made);
    }
}
END_TEST

START_TEST(all_equal_and_plateau_matrices_are_solved)
{
    enum { SIDE = 300 };
    int32_t *value = calloc((size_t)SIDE * SIDE, sizeof *value);
    for (int32_t kind = 0; kind < 3; kind++) {
        uint64_t state = random_state(77);
        for (int32_t i = 0; i < SIDE * SIDE; i++) {
            /* all the same; two values; every row wants the same few columns */
            value[i] = kind == 0 ? 7 : kind == 1 ? below(&state, 2) : i % SIDE < 20 ? 1 : 9;
        }
        mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
        problem.n_rows = problem.n_columns = SIDE;
        problem.row_stride = SIDE;
        problem.value_int32 = value;
        problem.is_minimised = 1;
        mm_assignment *found = solve(&problem, mmi_dense_kernel_best());
        ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
        const int64_t expected = kind == 0 ? 7 * SIDE : kind == 1 ? 0 : 20 + 9 * (SIDE - 20);
        ck_assert_int_eq(mm_assignment_proof_of(found)->value_int64, expected);
        mm_assignment_free(found);
    }
    free(value);
}
END_TEST

START_TEST(failing_memory_leaves_nothing_behind)
{
    uint64_t state = random_state(5);
    test_case made;
    do {
        make_case(&state, 30, &made);
        if (made.n_rows > 10 && made.n_columns > 5 && made.n_rows > made.n_columns) break;
        free_case(&made);
    } while (true);
    mm_dense_problem problem = problem_of(&made);
    problem.value_float64 = made.value_float64;
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state_of = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state_of);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mm_assignment *assignment = NULL;
        mm_error error;
        const mm_status status = mmi_assign_matrix(&heap, &problem, &never, &assignment, &error);
        if (!state_of.has_failed) {
            ck_assert_int_eq(status, MM_OK);
            mm_assignment_free(assignment);
            ck_assert_int_eq(state_of.n_out, 0);
            ck_assert_int_gt(fail_at, 20);
            break;
        }
        ck_assert_int_eq(status, MM_ERR_MEMORY);
        ck_assert_ptr_null(assignment);
        ck_assert_int_eq(state_of.n_out, 0);
    }
    free_case(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("dense", small_matrices_of_every_type_equal_the_hungarian_method,
                     matrices_wider_than_a_block_equal_the_hungarian_method,
                     every_kernel_gives_the_same_assignment_and_prices,
                     all_equal_and_plateau_matrices_are_solved,
                     failing_memory_leaves_nothing_behind);
}
