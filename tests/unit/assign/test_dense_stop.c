/* A dense solve that is stopped at any moment: feasible, and never wrong about how far it is. */
#include "assign/dense.h"

#include "base/stop.h"

#include "dense_cases.h"
#include "random_numbers.h"
#include "run_suite.h"

enum { SIDE = 120 };

/* Is asked at every question, and refuses to go on after so many. */
typedef struct patience {
    int32_t n_left;
    mmi_ticker ticker;
} patience;

static int32_t values[SIDE * SIDE];
static oracle_wide costs[SIDE * SIDE];

static void make_values(uint64_t seed, int32_t one_in_is_forbidden)
{
    uint64_t state = random_state(seed);
    int32_t of_column[SIDE];
    for (int32_t column = 0; column < SIDE; column++) of_column[column] = below(&state, 1000);
    for (int32_t i = 0; i < SIDE * SIDE; i++) {
        values[i] = of_column[i % SIDE] + below(&state, 300);
        costs[i] = -(oracle_wide)values[i];
        if (one_in_is_forbidden == 0 || below(&state, one_in_is_forbidden) != 0) continue;
        values[i] = MM_FORBIDDEN_INT32;
        costs[i] = ORACLE_FORBIDDEN;
    }
}

static int lose_patience(void *context, mm_stage stage, double share)
{
    patience *left = context;
    ck_assert_int_eq(stage, MM_STAGE_SOLVE);
    ck_assert(share >= 0 && share <= 1);
    left->ticker.next_ns = 0;
    return --left->n_left <= 0;
}

static mm_status solve_until(int32_t n_questions, int32_t n_rows, bool is_partial,
                             mm_assignment **assignment, bool *was_stopped)
{
    patience left = {.n_left = n_questions};
    const mm_progress progress = {lose_patience, &left};
    const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &left.ticker);
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = n_rows;
    problem.n_columns = SIDE;
    problem.row_stride = SIDE;
    problem.value_int32 = values;
    problem.is_partial = is_partial;
    mm_error error;
    const mm_status status = mmi_assign_matrix(&heap, &problem, &stop, assignment, &error);
    *was_stopped = left.n_left <= 0;
    return status;
}

static int64_t checked_sum(const mm_assignment *assignment, int32_t n_rows, bool is_partial)
{
    const int32_t *column_of = mm_assignment_columns(assignment, NULL);
    bool is_taken[SIDE] = {false};
    int64_t sum = 0;
    for (int32_t row = 0; row < n_rows; row++) {
        if (column_of[row] == MM_NONE) {
            ck_assert(is_partial);
            continue;
        }
        ck_assert(!is_taken[column_of[row]]);
        is_taken[column_of[row]] = true;
        ck_assert_int_ne(values[row * SIDE + column_of[row]], MM_FORBIDDEN_INT32);
        sum += values[row * SIDE + column_of[row]];
    }
    return sum;
}

/* Stops at every question in turn; returns how often something was shown. */
static int32_t stop_everywhere(int32_t n_rows, bool is_partial)
{
    oracle_wide least;
    ck_assert(oracle_solve(costs, n_rows, SIDE, is_partial, &least));
    const int64_t optimum = (int64_t)-least;
    int32_t n_shown = 0;
    for (int32_t n = 1; n < 10000; n++) {
        mm_assignment *found;
        bool was_stopped;
        const mm_status status = solve_until(n, n_rows, is_partial, &found, &was_stopped);
        if (status == MM_ERR_STOPPED) {
            ck_assert_ptr_null(found);
            continue;
        }
        ck_assert_int_eq(status, MM_OK);
        const mm_assignment_proof *proof = mm_assignment_proof_of(found);
        ck_assert_int_eq(proof->value_int64, checked_sum(found, n_rows, is_partial));
        ck_assert_int_le(proof->value_int64, optimum);
        ck_assert_int_ge(proof->bound_int64, optimum);
        ck_assert_int_eq(proof->gap_int64, proof->bound_int64 - proof->value_int64);
        const bool is_last = proof->outcome == MM_OUTCOME_OPTIMAL;
        ck_assert(is_last || (proof->outcome == MM_OUTCOME_STOPPED && proof->is_certified == 0));
        mm_assignment_free(found);
        if (is_last && !was_stopped) return n_shown;
        n_shown += !is_last;
    }
    return -1;
}

START_TEST(stopped_square_matrix_shows_an_assignment_and_a_bound)
{
    make_values(1, 0);
    ck_assert_int_gt(stop_everywhere(SIDE, false), 5);
}
END_TEST

START_TEST(stopped_wide_and_partial_matrices_do_too)
{
    make_values(2, 0);
    ck_assert_int_gt(stop_everywhere(SIDE / 2, false), 1);
    make_values(3, 2);
    ck_assert_int_gt(stop_everywhere(SIDE, true), 1);
}
END_TEST

START_TEST(stopped_matrix_with_forbidden_cells_never_uses_one)
{
    make_values(4, 3);
    ck_assert_int_ge(stop_everywhere(SIDE, false), 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("dense_stop", stopped_square_matrix_shows_an_assignment_and_a_bound,
                     stopped_wide_and_partial_matrices_do_too,
                     stopped_matrix_with_forbidden_cells_never_uses_one);
}
