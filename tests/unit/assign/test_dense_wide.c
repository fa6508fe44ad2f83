/* Values that need more than 64 bits beside each other, against the Hungarian method in 128. */
#include "assign/dense.h"

#include "assign/scaling.h"
#include "base/stop.h"

#include "dense_cases.h"
#include "failing_allocator.h"
#include "random_numbers.h"
#include "run_suite.h"

#include <math.h>

enum { MOST = 7 };

static const mmi_stop never = {.deadline_ns = INT64_MAX};

typedef struct wide_case {
    mm_dense_problem problem;
    double real[MOST * MOST];
    int64_t whole[MOST * MOST];
    oracle_wide cost[MOST * MOST];
    int32_t exponent;   /* of the oracle's integers */
} wide_case;

/* 16 random bits at random places of `spread` bits: the oracle's integers and float64 of them. */
static void make_real(uint64_t *state, int32_t spread, int32_t one_in, wide_case *made)
{
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = 1 + below(state, MOST);
    problem.n_columns = 1 + below(state, MOST);
    problem.is_minimised = below(state, 2);
    problem.is_partial = below(state, 3) == 0;
    problem.row_stride = problem.n_columns;
    problem.value_float64 = made->real;
    made->problem = problem;
    made->exponent = below(state, 200) - 100;
    for (int32_t i = 0; i < problem.n_rows * problem.n_columns; i++) {
        const int64_t bits = (int64_t)(next_random(state) % 65536) - 20000;
        const int32_t place = below(state, spread);
        const oracle_wide value = (oracle_wide)bits * ((oracle_wide)1 << place);
        made->real[i] = ldexp((double)bits, place + made->exponent);
        made->cost[i] = problem.is_minimised ? value : -value;
        if (one_in == 0 || below(state, one_in) != 0) continue;
        made->real[i] = problem.is_minimised ? INFINITY : -INFINITY;
        made->cost[i] = ORACLE_FORBIDDEN;
    }
}

static mm_assignment *solve(const mm_dense_problem *problem)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_assignment *assignment = NULL;
    mm_error error;
    const mm_status status = mmi_assign_matrix(&heap, problem, &never, &assignment, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    return assignment;
}

START_TEST(float64_of_up_to_a_hundred_bits_are_solved_exactly)
{
    int32_t n_feasible = 0;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        uint64_t state = random_state(seed);
        wide_case made;
        make_real(&state, 45 + below(&state, 46), below(&state, 3) == 0 ? 3 : 0, &made);
        const mm_dense_problem *problem = &made.problem;
        oracle_wide least;
        const bool is_feasible = oracle_solve(made.cost, problem->n_rows, problem->n_columns,
                                              problem->is_partial, &least);
        mm_assignment *found = solve(problem);
        const mm_assignment_proof *proof = mm_assignment_proof_of(found);
        ck_assert_msg(proof->is_certified == 1, "seed %llu", (unsigned long long)seed);
        ck_assert_int_eq(proof->outcome,
                         is_feasible ? MM_OUTCOME_OPTIMAL : MM_OUTCOME_INFEASIBLE);
        if (is_feasible) {
            const double value = (double)(problem->is_minimised ? least : -least);
            ck_assert_msg(proof->value == ldexp(value, made.exponent), "seed %llu",
                          (unsigned long long)seed);
            ck_assert(proof->gap == 0);
            n_feasible++;
        }
        mm_assignment_free(found);
    }
    ck_assert_int_gt(n_feasible, 1500);
}
END_TEST

START_TEST(int64_of_any_size_are_solved_exactly_with_their_prices)
{
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        uint64_t state = random_state(seed);
        wide_case made;
        make_real(&state, 40, 0, &made);
        mm_dense_problem problem = made.problem;
        problem.value_float64 = NULL;
        problem.value_int64 = made.whole;
        const int32_t n = problem.n_rows * problem.n_columns;
        for (int32_t i = 0; i < n; i++) {
            made.whole[i] = (int64_t)(next_random(&state) >> 4) - (INT64_C(1) << 59);
            made.cost[i] = problem.is_minimised ? made.whole[i] : -(oracle_wide)made.whole[i];
        }
        oracle_wide least;
        ck_assert(oracle_solve(made.cost, problem.n_rows, problem.n_columns, problem.is_partial,
                               &least));
        mm_assignment *found = solve(&problem);
        const int64_t value = (int64_t)(problem.is_minimised ? least : -least);
        ck_assert_int_eq(mm_assignment_outcome(found), MM_OUTCOME_OPTIMAL);
        ck_assert_int_eq(mm_assignment_proof_of(found)->value_int64, value);
        oracle_wide sum = 0;
        for (int32_t row = 0; row < problem.n_rows; row++) {
            const int64_t price = mm_assignment_row_prices_int64(found, NULL)[row];
            sum += price;
            if (mm_assignment_columns(found, NULL)[row] == MM_NONE) ck_assert_int_eq(price, 0);
        }
        for (int32_t column = 0; column < problem.n_columns; column++) {
            const int64_t price = mm_assignment_column_prices_int64(found, NULL)[column];
            sum += price;
            if (mm_assignment_rows(found, NULL)[column] == MM_NONE) ck_assert_int_eq(price, 0);
        }
        ck_assert(sum == value); /* the dual value: the prices prove it */
        mm_assignment_free(found);
    }
}
END_TEST

START_TEST(beyond_120_bits_the_gap_is_told_and_never_optimal)
{
    const double value[] = {ldexp(1, 100), ldexp(1, -100), ldexp(1, -100), ldexp(3, -90)};
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    problem.row_stride = 2;
    problem.value_float64 = value;
    mm_assignment *found = solve(&problem);
    const mm_assignment_proof *proof = mm_assignment_proof_of(found);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_STOPPED);
    ck_assert_int_eq(proof->is_certified, 0);
    ck_assert(proof->gap > 0 && proof->gap < ldexp(1, 0));
    ck_assert(proof->bound >= ldexp(1, 100));
    ck_assert(fabs(proof->value - ldexp(1, 100)) <= proof->gap + ldexp(1, 50));
    mm_assignment_free(found);
}
END_TEST

START_TEST(sums_beyond_64_bits_are_refused)
{
    const int64_t value[] = {INT64_MAX, 0, 0, INT64_MAX};
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = problem.n_columns = 2;
    problem.row_stride = 2;
    problem.value_int64 = value;
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_assignment *found = NULL;
    mm_error error;
    ck_assert_int_eq(mmi_assign_matrix(&heap, &problem, &never, &found, &error), MM_ERR_LIMIT);
    ck_assert_ptr_null(found);
}
END_TEST

START_TEST(failing_memory_leaves_nothing_behind)
{
    wide_case made;
    uint64_t state = random_state(9);
    make_real(&state, 100, 0, &made);
    made.real[0] = ldexp(1, made.exponent + 100);
    made.real[1] = ldexp(1, made.exponent);
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state_of = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state_of);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mm_assignment *found = NULL;
        mm_error error;
        const mm_status status = mmi_assign_matrix(&heap, &made.problem, &never, &found, &error);
        if (!state_of.has_failed) {
            ck_assert_int_eq(status, MM_OK);
            mm_assignment_free(found);
            ck_assert_int_eq(state_of.n_out, 0);
            break;
        }
        ck_assert_int_eq(status, MM_ERR_MEMORY);
        ck_assert_ptr_null(found);
        ck_assert_int_eq(state_of.n_out, 0);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("dense_wide", float64_of_up_to_a_hundred_bits_are_solved_exactly,
                     int64_of_any_size_are_solved_exactly_with_their_prices,
                     beyond_120_bits_the_gap_is_told_and_never_optimal,
                     sums_beyond_64_bits_are_refused, failing_memory_leaves_nothing_behind);
}
