/* lp_judge.c: values are believed as far as integers confirm them (W16); LPs without entries. */
#include "lp/lp_check.h"

#include "lp_cases.h"
#include "run_suite.h"

#include <math.h>

/* x + y = 2 and 0 <= x - y <= 1 with costs 3 and 5. */
static lp_case two_by_two(void)
{
    lp_case made = new_case(2, 2, 4);
    made.column_start[1] = 2;
    made.column_start[2] = 4;
    made.row[1] = made.row[3] = 1;
    made.coefficient[3] = -1;
    made.row_least[0] = made.row_most[0] = 2;
    made.cost[0] = 3;
    made.cost[1] = 5;
    return made;
}

static mmi_lp_answer judge(const lp_case *made, double claimed, double x, double y)
{
    double value[2] = {x, y};
    int64_t activity[2] = {0, 0};
    mmi_lp_answer answer = {.status = MMI_LP_OPTIMAL};
    mmi_lp_judge(&made->lp, claimed, value, activity, &answer);
    if (answer.is_integral) {
        ck_assert(value[0] == rint(x) && value[1] == rint(y));
        ck_assert(!signbit(value[0]) && !signbit(value[1]));
    } else {
        ck_assert((value[0] == x || isnan(x)) && value[1] == y);
    }
    return answer;
}

START_TEST(w16_values_near_integers_are_rounded_and_counted_exactly)
{
    lp_case made = two_by_two();
    const mmi_lp_answer answer = judge(&made, 8.0000001, 1 - 1e-9, 1 + 1e-9);
    ck_assert_int_eq(answer.status, MMI_LP_OPTIMAL);
    ck_assert(answer.is_integral);
    ck_assert_int_eq(answer.objective, 8);
    free_case(&made);
}
END_TEST

START_TEST(w16_values_that_break_a_row_a_bound_or_are_fractions_are_not_integral)
{
    lp_case made = two_by_two();
    ck_assert(!judge(&made, 8, 1, 2).is_integral);      /* sum is 3 */
    ck_assert(!judge(&made, 6, 2, 0).is_integral);      /* difference is 2 */
    ck_assert(!judge(&made, 10, 0, 2).is_integral);     /* difference is -2 */
    ck_assert(!judge(&made, 8, 1 + 1e-5, 1).is_integral);
    made.column_most[1] = 0;
    ck_assert(!judge(&made, 8, 1, 1).is_integral);
    made.column_most[1] = 2;
    made.column_least[1] = 2;
    ck_assert(!judge(&made, 8, 1, 1).is_integral);
    const mmi_lp_answer half = judge(&made, 7.75, 1.5, 0.5);
    ck_assert_int_eq(half.status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(half.objective, 8);
    free_case(&made);
}
END_TEST

START_TEST(w16_an_objective_that_its_values_do_not_cost_is_a_failure)
{
    lp_case made = two_by_two();
    const mmi_lp_answer answer = judge(&made, 8.001, 1, 1);
    ck_assert_int_eq(answer.status, MMI_LP_FAILED);
    ck_assert(!answer.is_integral);
    ck_assert_str_ne(answer.reason, "");
    free_case(&made);
}
END_TEST

START_TEST(w16_what_is_no_number_or_beyond_64_bits_is_a_failure_or_not_integral)
{
    lp_case made = two_by_two();
    ck_assert_int_eq(judge(&made, NAN, 1, 1).status, MMI_LP_FAILED);
    ck_assert_int_eq(judge(&made, INFINITY, 1, 1).status, MMI_LP_FAILED);
    ck_assert_int_eq(judge(&made, 0x1p62, 1, 1).status, MMI_LP_FAILED);
    ck_assert(!judge(&made, 8, NAN, 1).is_integral);
    ck_assert(!judge(&made, 8, 1e300, 1).is_integral);
    made.row_least[0] = MMI_LP_NO_LEAST;
    made.row_most[0] = MMI_LP_NO_MOST;
    made.cost[0] = MMI_LP_NUMBER_MOST; /* times 2^30: too much for 64 bits */
    ck_assert(!judge(&made, 8, 0x1p30, 0x1p30).is_integral);
    made.cost[0] = 0;
    made.coefficient[0] = INT32_MAX;
    ck_assert(!judge(&made, 8, 0x1p40, 0).is_integral);
    free_case(&made);
}
END_TEST

static mmi_lp_answer solve_empty(const lp_case *made, double *price, double *value)
{
    mmi_lp_answer answer = {.status = MMI_LP_FAILED, .row_price = price, .column_value = value};
    mmi_lp_solve_empty(&made->lp, &answer);
    return answer;
}

START_TEST(without_entries_every_column_goes_to_its_cheapest_bound)
{
    lp_case made = new_case(1, 4, 0);
    double price[1] = {9}, value[4];
    made.column_least[0] = -7;
    made.cost[0] = 2;
    made.column_least[1] = MMI_LP_NO_LEAST;
    made.column_most[1] = -3;
    made.column_least[2] = MMI_LP_NO_LEAST;
    made.column_least[3] = made.column_most[3] = 5;
    made.cost[3] = 10;
    const mmi_lp_answer answer = solve_empty(&made, price, value);
    ck_assert_int_eq(answer.status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(answer.objective, -14 + 50);
    ck_assert(answer.is_integral && price[0] == 0);
    ck_assert(value[0] == -7 && value[1] == -3 && value[2] == 0 && value[3] == 5);
    made.cost[2] = 1;
    ck_assert_int_eq(solve_empty(&made, NULL, NULL).status, MMI_LP_UNBOUNDED);
    free_case(&made);
}
END_TEST

START_TEST(without_entries_a_row_that_needs_something_is_infeasible)
{
    lp_case made = new_case(2, 0, 0);
    ck_assert_int_eq(solve_empty(&made, NULL, NULL).status, MMI_LP_OPTIMAL);
    made.row_least[1] = 1;
    ck_assert_int_eq(solve_empty(&made, NULL, NULL).status, MMI_LP_INFEASIBLE);
    made.row_least[1] = -2;
    made.row_most[1] = -1;
    ck_assert_int_eq(solve_empty(&made, NULL, NULL).status, MMI_LP_INFEASIBLE);
    free_case(&made);
}
END_TEST

START_TEST(without_entries_an_objective_beyond_64_bits_is_a_failure)
{
    lp_case made = new_case(0, 1, 0);
    made.cost[0] = made.column_least[0] = MMI_LP_NUMBER_MOST;
    ck_assert_int_eq(solve_empty(&made, NULL, NULL).status, MMI_LP_FAILED);
    free_case(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lp_judge", w16_values_near_integers_are_rounded_and_counted_exactly,
                     w16_values_that_break_a_row_a_bound_or_are_fractions_are_not_integral,
                     w16_an_objective_that_its_values_do_not_cost_is_a_failure,
                     w16_what_is_no_number_or_beyond_64_bits_is_a_failure_or_not_integral,
                     without_entries_every_column_goes_to_its_cheapest_bound,
                     without_entries_a_row_that_needs_something_is_infeasible,
                     without_entries_an_objective_beyond_64_bits_is_a_failure);
}
