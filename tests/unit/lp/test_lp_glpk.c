/* lp_glpk.c: answers against enumeration and known prices, stops and limits, silence. */
#include "lp/lp.h"

#include "lp_cases.h"
#include "run_suite.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static mmi_lp_answer solve(const lp_case *made, const mmi_lp_limits *limits)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_lp_answer answer = {0};
    ck_assert_int_eq(mmi_lp_solve(&heap, &made->lp, limits, &answer, NULL), MM_OK);
    ck_assert_int_eq(answer.reason[0] != '\0', answer.status == MMI_LP_FAILED);
    return answer;
}

/* Cheapest of all n! assignments, by Heap's order. */
static int64_t cheapest(const lp_case *made, int32_t n)
{
    int32_t order[8], turn[8] = {0};
    int64_t best = INT64_MAX;
    for (int32_t i = 0; i < n; i++) order[i] = i;
    for (int32_t i = 0; i < n;) {
        int64_t sum = 0;
        for (int32_t k = 0; k < n; k++) sum += made->cost[n * k + order[k]];
        if (sum < best) best = sum;
        for (i = 1; i < n && turn[i] >= i; i++) turn[i] = 0;
        if (i == n) break;
        const int32_t other = i % 2 == 0 ? 0 : turn[i], kept = order[other];
        order[other] = order[i];
        order[i] = kept;
        turn[i]++;
    }
    return best;
}

/* The prices prove the objective: no reduced cost below 0, and their sum is the objective. */
static void assert_certified(const lp_case *made, const double *price, int64_t objective)
{
    double sum = 0;
    for (int32_t row = 0; row < made->lp.n_rows; row++) sum += price[row];
    ck_assert_double_eq_tol(sum, (double)objective, 1e-6);
    for (int32_t column = 0; column < made->lp.n_columns; column++) {
        double reduced = (double)made->cost[column];
        for (int64_t k = made->column_start[column]; k < made->column_start[column + 1]; k++) {
            reduced -= price[made->row[k]];
        }
        ck_assert(reduced > -1e-6);
    }
}

START_TEST(w16_small_assignments_cost_what_enumeration_says)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    for (uint64_t seed = 1; seed <= 300; seed++) {
        const int32_t n = 1 + (int32_t)(seed % 7);
        lp_case made = assignment_case(n, seed % 2 == 0 ? 4 : 1000000, seed);
        double price[14], value[49];
        mmi_lp_answer answer = {.row_price = price, .column_value = value};
        if (seed % 3 == 0) made.lp.coefficient = NULL;
        ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, NULL, &answer, NULL), MM_OK);
        ck_assert_msg(answer.status == MMI_LP_OPTIMAL && answer.is_integral &&
                      answer.objective == cheapest(&made, n), "seed %d", (int)seed);
        assert_certified(&made, price, answer.objective);
        free_case(&made);
    }
}
END_TEST

START_TEST(a_supplied_optimal_basis_needs_no_iteration_and_gives_its_prices)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const int32_t n_mentees = 20 + (int32_t)seed * 20;
        lp_case made = forest_case(n_mentees, n_mentees / 3, seed);
        use_basis(&made);
        double *const price = zeros((size_t)made.lp.n_rows, sizeof *price);
        mmi_lp_answer answer = {.row_price = price};
        ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, NULL, &answer, NULL), MM_OK);
        ck_assert_msg(answer.status == MMI_LP_OPTIMAL && answer.is_integral &&
                      answer.iterations == 0, "seed %d", (int)seed);
        ck_assert_int_eq(answer.objective, made.objective);
        for (int32_t row = 0; row < made.lp.n_rows; row++) {
            ck_assert_msg(fabs(price[row] - made.price[row]) < 1e-8, "seed %d, row %d: %g, not %g",
                          (int)seed, (int)row, price[row], made.price[row]);
        }
        free(price);
        free_case(&made);
    }
}
END_TEST

START_TEST(without_its_basis_the_same_lp_needs_iterations_and_costs_the_same)
{
    lp_case made = forest_case(200, 60, 11);
    const mmi_lp_answer cold = solve(&made, NULL);
    ck_assert_int_eq(cold.status, MMI_LP_OPTIMAL);
    ck_assert_int_gt(cold.iterations, 0);
    ck_assert_int_eq(cold.objective, made.objective);
    use_basis(&made);
    made.cost[made.lp.n_columns - 1] = 0; /* now that pair is wanted */
    const mmi_lp_answer warm = solve(&made, NULL);
    ck_assert_int_gt(warm.iterations, 0);
    ck_assert_int_lt(warm.objective, made.objective);
    free_case(&made);
}
END_TEST

START_TEST(a_singular_basis_is_refused_and_not_repaired)
{
    lp_case made = new_case(2, 2, 4);
    made.column_start[1] = 2;
    made.column_start[2] = 4;
    made.row[1] = made.row[3] = 1;
    made.column_basis[0] = made.column_basis[1] = MMI_LP_BASIC;
    made.row_basis[0] = made.row_basis[1] = MMI_LP_AT_LEAST;
    use_basis(&made);
    const mmi_lp_answer answer = solve(&made, NULL);
    ck_assert_int_eq(answer.status, MMI_LP_FAILED);
    ck_assert_str_eq(answer.reason, "the start basis is singular");
    free_case(&made);
}
END_TEST

/* x + y in a..b, x - y in c..d, x free: every kind of bound. */
static lp_case sum_and_difference(int64_t a, int64_t b, int64_t c, int64_t d)
{
    lp_case made = new_case(2, 2, 4);
    made.column_start[1] = 2;
    made.column_start[2] = 4;
    made.row[1] = made.row[3] = 1;
    made.coefficient[3] = -1;
    made.row_least[0] = a;
    made.row_most[0] = b;
    made.row_least[1] = c;
    made.row_most[1] = d;
    made.cost[0] = 1;
    made.cost[1] = 2;
    return made;
}

START_TEST(w13_optimal_infeasible_unbounded_and_fractional_are_told_apart)
{
    lp_case good = sum_and_difference(4, 4, 2, 2); /* 3, 1 */
    ck_assert_int_eq(solve(&good, NULL).objective, 5);
    lp_case none = sum_and_difference(4, 4, 2, 2);
    none.column_most[0] = 2;
    ck_assert_int_eq(solve(&none, NULL).status, MMI_LP_INFEASIBLE);
    lp_case endless = sum_and_difference(MMI_LP_NO_LEAST, 4, MMI_LP_NO_LEAST, 2);
    endless.column_least[0] = MMI_LP_NO_LEAST;
    ck_assert_int_eq(solve(&endless, NULL).status, MMI_LP_UNBOUNDED);
    lp_case half = sum_and_difference(1, 1, 0, 0);
    const mmi_lp_answer answer = solve(&half, NULL);
    ck_assert_int_eq(answer.status, MMI_LP_OPTIMAL);
    ck_assert(!answer.is_integral);
    ck_assert_int_eq(answer.objective, 2); /* 1.5 */
    lp_case bounded = sum_and_difference(-9, 9, MMI_LP_NO_LEAST, MMI_LP_NO_MOST);
    bounded.column_least[0] = -5;
    bounded.column_most[0] = 5;
    bounded.column_least[1] = MMI_LP_NO_LEAST;
    bounded.column_most[1] = 3;
    ck_assert_int_eq(solve(&bounded, NULL).objective, -23); /* 5, -14 */
    free_case(&good);
    free_case(&none);
    free_case(&endless);
    free_case(&half);
    free_case(&bounded);
}
END_TEST

START_TEST(w11_a_call_cancelled_before_it_starts_is_stopped)
{
    lp_case made = assignment_case(5, 9, 1);
    mm_cancel *cancel = NULL;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    const mmi_stop stop = mmi_stop_from(cancel, 0), past = {.deadline_ns = 0};
    const mmi_lp_limits by_cancel = {&stop, 0}, by_deadline = {&past, 0};
    ck_assert_int_eq(solve(&made, &by_cancel).status, MMI_LP_STOPPED);
    ck_assert_int_eq(solve(&made, &by_deadline).status, MMI_LP_STOPPED);
    mm_cancel_clear(cancel);
    ck_assert_int_eq(solve(&made, &by_cancel).status, MMI_LP_OPTIMAL);
    mm_cancel_free(cancel);
    free_case(&made);
}
END_TEST

typedef struct late_cancel {
    mm_cancel *cancel;
    int64_t set_ns;
} late_cancel;

static void *cancel_later(void *argument)
{
    late_cancel *const late = argument;
    usleep(200000);
    late->set_ns = mmi_clock_ns();
    mm_cancel_set(late->cancel);
    return NULL;
}

/* The best of three, as other work may have the machine. */
START_TEST(w11_a_running_solve_stops_within_three_tenths_of_a_second)
{
    lp_case made = assignment_case(300, 1000000, 12);
    late_cancel late = {NULL, 0};
    ck_assert_int_eq(mm_cancel_new(NULL, &late.cancel), MM_OK);
    const mmi_stop stop = mmi_stop_from(late.cancel, 0);
    const mmi_lp_limits limits = {&stop, 0};
    int64_t best_ns = INT64_MAX;
    for (int i = 0; i < 3 && best_ns > 300000000; i++) {
        mm_cancel_clear(late.cancel);
        pthread_t canceller;
        ck_assert_int_eq(pthread_create(&canceller, NULL, cancel_later, &late), 0);
        const mmi_lp_status status = solve(&made, &limits).status;
        const int64_t end_ns = mmi_clock_ns();
        pthread_join(canceller, NULL);
        ck_assert_int_eq(status, MMI_LP_STOPPED);
        if (end_ns - late.set_ns < best_ns) best_ns = end_ns - late.set_ns;
    }
    ck_assert_int_le(best_ns, 300000000);
    mm_cancel_free(late.cancel);
    free_case(&made);
}
END_TEST

/* Refuses the fifth call, and notes whether it was called from elsewhere. */
typedef struct listener {
    pthread_t caller;
    int n_calls;
    bool was_elsewhere;
} listener;

static int refuse_the_fifth(void *context, mm_stage stage, double share)
{
    listener *const ear = context;
    (void)stage, (void)share;
    if (pthread_equal(ear->caller, pthread_self()) == 0) ear->was_elsewhere = true;
    return ++ear->n_calls == 5;
}

START_TEST(progress_is_told_while_glpk_runs_and_its_refusal_reaches_glpk)
{
    lp_case made = assignment_case(300, 1000000, 12);
    listener ear = {.caller = pthread_self()};
    const mm_progress progress = {refuse_the_fifth, &ear};
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &ticker);
    mmi_stage_begin(&stop, MM_STAGE_CONFIRM, 0.5, 1.0);
    const mmi_lp_limits limits = {&stop, 0};
    ck_assert_int_eq(solve(&made, &limits).status, MMI_LP_STOPPED);
    ck_assert_int_eq(ear.n_calls, 5);
    ck_assert(!ear.was_elsewhere);
    free_case(&made);
}
END_TEST

START_TEST(w11_a_deadline_stops_a_running_solve)
{
    lp_case made = assignment_case(300, 1000000, 12);
    int64_t best_ns = INT64_MAX;
    for (int i = 0; i < 3 && best_ns > 500000000; i++) {
        const int64_t start_ns = mmi_clock_ns();
        const mmi_stop stop = mmi_stop_from(NULL, 0.2);
        const mmi_lp_limits limits = {&stop, 0};
        ck_assert_int_eq(solve(&made, &limits).status, MMI_LP_STOPPED);
        const int64_t passed_ns = mmi_clock_ns() - start_ns;
        ck_assert_int_ge(passed_ns, 200000000);
        if (passed_ns < best_ns) best_ns = passed_ns;
    }
    ck_assert_int_le(best_ns, 500000000);
    free_case(&made);
}
END_TEST

START_TEST(w5_a_limit_of_one_megabyte_ends_as_memory_and_touches_nothing)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    lp_case made = assignment_case(100, 1000, 13);
    double price[200], *const value = zeros(10000, sizeof *value);
    for (int i = 0; i < 200; i++) price[i] = -7;
    const mmi_lp_limits tight = {NULL, 1};
    mmi_lp_answer answer = {.row_price = price, .column_value = value};
    ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, &tight, &answer, NULL), MM_OK);
    ck_assert_int_eq(answer.status, MMI_LP_MEMORY);
    for (int i = 0; i < 200; i++) ck_assert(price[i] == -7);
    for (int i = 0; i < 10000; i++) ck_assert(value[i] == 0);
    const mmi_lp_limits huge = {NULL, INT64_MAX};
    ck_assert_int_eq(solve(&made, &huge).status, MMI_LP_OPTIMAL);
    free(value);
    free_case(&made);
}
END_TEST

START_TEST(w4_nothing_is_printed_not_even_for_errors)
{
    lp_case made = assignment_case(100, 1000, 14), broken = sum_and_difference(4, 4, 2, 2);
    const mmi_stop soon = mmi_stop_from(NULL, 0.02);
    const mmi_lp_limits tight = {NULL, 1}, brief = {&soon, 0};
    broken.column_most[0] = 2;
    FILE *const caught = tmpfile();
    ck_assert_ptr_nonnull(caught);
    fflush(NULL);
    const int kept_out = dup(1), kept_err = dup(2);
    dup2(fileno(caught), 1);
    dup2(fileno(caught), 2);
    (void)solve(&made, NULL);
    (void)solve(&made, &tight);
    (void)solve(&made, &brief);
    (void)solve(&broken, NULL);
    fflush(NULL);
    dup2(kept_out, 1);
    dup2(kept_err, 2);
    close(kept_out);
    close(kept_err);
    ck_assert_int_eq(lseek(fileno(caught), 0, SEEK_END), 0);
    fclose(caught);
    free_case(&made);
    free_case(&broken);
}
END_TEST

START_TEST(version_is_5_or_newer)
{
    ck_assert_int_ge(atoi(mmi_lp_glpk_version()), 5);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lp_glpk", w16_small_assignments_cost_what_enumeration_says,
                     a_supplied_optimal_basis_needs_no_iteration_and_gives_its_prices,
                     without_its_basis_the_same_lp_needs_iterations_and_costs_the_same,
                     a_singular_basis_is_refused_and_not_repaired,
                     w13_optimal_infeasible_unbounded_and_fractional_are_told_apart,
                     w11_a_call_cancelled_before_it_starts_is_stopped,
                     w11_a_running_solve_stops_within_three_tenths_of_a_second,
                     progress_is_told_while_glpk_runs_and_its_refusal_reaches_glpk,
                     w11_a_deadline_stops_a_running_solve,
                     w5_a_limit_of_one_megabyte_ends_as_memory_and_touches_nothing,
                     w4_nothing_is_printed_not_even_for_errors,
                     version_is_5_or_newer);
}
