/* GLPK must find every certified answer optimal in 0 iterations, with the same value. */
#include "match/core_lp.h"

#include "assign/certificate.h"

#include "random_numbers.h"
#include "run_suite.h"

#include <string.h>

#define MOST_ROWS 40
#define MOST_COLUMNS 12
#define MOST_PAIRS (MOST_ROWS * MOST_COLUMNS)

typedef struct random_problem {
    mmi_assign_problem problem;
    int32_t group_start[MOST_ROWS + 1];
    int64_t row_start[MOST_ROWS + 1];
    int32_t column[MOST_PAIRS];
    int64_t value[MOST_PAIRS];
    int32_t zeros[MOST_ROWS];
    int32_t group_most[MOST_ROWS], row_most[MOST_ROWS];
    int32_t column_least[MOST_COLUMNS], column_most[MOST_COLUMNS];
} random_problem;

static void make_random(uint64_t *state, random_problem *made)
{
    memset(made, 0, sizeof *made);
    mmi_assign_problem *p = &made->problem;
    p->n_rows = 1 + below(state, MOST_ROWS);
    p->n_columns = 1 + below(state, MOST_COLUMNS);
    const int32_t n_values = below(state, 3) == 0 ? 2 : 1000000;
    int64_t n_pairs = 0;
    for (int32_t row = 0; row < p->n_rows; row++) {
        if (row == 0 || below(state, 3) != 0) p->n_groups++;
        made->group_start[p->n_groups] = row + 1;
        made->row_most[row] = below(state, 4) == 0 ? below(state, 4) : 1;
        made->group_most[p->n_groups - 1] += made->row_most[row];
        for (int32_t column = 0; column < p->n_columns; column++) {
            if (below(state, 3) == 0) continue;
            made->column[n_pairs] = column;
            made->value[n_pairs++] = below(state, n_values);
        }
        made->row_start[row + 1] = n_pairs;
    }
    for (int32_t group = 0; group < p->n_groups; group++) {
        if (below(state, 6) == 0) made->group_most[group] = below(state, 3);
    }
    for (int32_t column = 0; column < p->n_columns; column++) {
        made->column_most[column] = below(state, 6);
    }
    p->group_start = made->group_start;
    p->row_start = made->row_start;
    p->column = made->column;
    p->value = made->value;
    p->group_least = made->zeros;
    p->group_most = made->group_most;
    p->row_least = made->zeros;
    p->row_most = made->row_most;
    p->column_least = made->column_least;
    p->column_most = made->column_most;
}

static const mmi_stop never = {.deadline_ns = INT64_MAX};

START_TEST(glpk_confirms_every_certified_answer_in_0_iterations)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    int32_t n_confirmed = 0;
    for (uint64_t seed = 1; seed <= 600; seed++) {
        uint64_t state = random_state(seed);
        random_problem made;
        make_random(&state, &made);
        mmi_assignment answer;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &made.problem, &never, &answer, NULL), MM_OK);
        ck_assert_int_eq(mmi_certify(&heap, &made.problem, &answer), MMI_CERTIFIED);
        mmi_confirmation found;
        ck_assert_int_eq(mmi_confirm(&heap, &made.problem, &answer, &never, &found, NULL), MM_OK);
        ck_assert_msg(found.answer == MM_GLPK_CONFIRMED || found.answer == MM_GLPK_TRIVIAL,
                      "seed %llu: answer %d after %d iterations", (unsigned long long)seed,
                      (int)found.answer, (int)found.iterations);
        n_confirmed += found.answer == MM_GLPK_CONFIRMED;
        mmi_assignment_clear(&answer);
    }
    ck_assert_int_gt(n_confirmed, 400);
}
END_TEST

static void narrow(int64_t price, int32_t *least, int32_t *most)
{
    if (price > 0) *least = *most;
    if (price < 0) *most = *least;
}

static void take_one(int32_t *least, int32_t *most)
{
    if (*least > 0) (*least)--;
    (*most)--;
}

/* The face that an optimum leaves, with new values: what the next goal is solved on. */
static void make_face(uint64_t *state, random_problem *made, const mmi_assignment *answer,
                      int32_t *group_least, int32_t *row_least)
{
    mmi_assign_problem *p = &made->problem;
    p->group_least = group_least;
    p->row_least = row_least;
    for (int32_t column = 0; column < p->n_columns; column++) {
        narrow(answer->column_price[column], &made->column_least[column],
               &made->column_most[column]);
    }
    int64_t n_kept = 0;
    int64_t pair = 0;
    for (int32_t group = 0; group < p->n_groups; group++) {
        narrow(answer->group_price[group], &group_least[group], &made->group_most[group]);
        for (int32_t row = p->group_start[group]; row < p->group_start[group + 1]; row++) {
            narrow(answer->row_total[row] - answer->group_price[group], &row_least[row],
                   &made->row_most[row]);
            for (; pair < made->row_start[row + 1]; pair++) {
                const int32_t column = made->column[pair];
                const int64_t cost =
                    answer->row_total[row] + answer->column_price[column] - made->value[pair];
                if (cost < 0) {
                    take_one(&row_least[row], &made->row_most[row]);
                    take_one(&group_least[group], &made->group_most[group]);
                    take_one(&made->column_least[column], &made->column_most[column]);
                }
                if (cost != 0) continue;
                made->column[n_kept] = column;
                made->value[n_kept++] = below(state, 1000000);
            }
            made->row_start[row + 1] = n_kept;
        }
    }
}

START_TEST(glpk_confirms_on_a_face_too)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    int32_t n_confirmed = 0;
    for (uint64_t seed = 1; seed <= 600; seed++) {
        uint64_t state = random_state(seed);
        random_problem made;
        int32_t group_least[MOST_ROWS] = {0};
        int32_t row_least[MOST_ROWS] = {0};
        make_random(&state, &made);
        for (size_t pair = 0; seed % 4 != 0 && pair < MOST_PAIRS; pair++) made.value[pair] = 1;
        mmi_assignment answer;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &made.problem, &never, &answer, NULL), MM_OK);
        make_face(&state, &made, &answer, group_least, row_least);
        mmi_assignment_clear(&answer);
        ck_assert_int_eq(mmi_assign_sparse(&heap, &made.problem, &never, &answer, NULL), MM_OK);
        ck_assert(answer.is_feasible);
        ck_assert_int_eq(mmi_certify(&heap, &made.problem, &answer), MMI_CERTIFIED);
        mmi_confirmation found;
        ck_assert_int_eq(mmi_confirm(&heap, &made.problem, &answer, &never, &found, NULL), MM_OK);
        ck_assert_msg(found.answer == MM_GLPK_CONFIRMED || found.answer == MM_GLPK_TRIVIAL,
                      "seed %llu: answer %d after %d iterations", (unsigned long long)seed,
                      (int)found.answer, (int)found.iterations);
        n_confirmed += found.answer == MM_GLPK_CONFIRMED;
        mmi_assignment_clear(&answer);
    }
    ck_assert_int_gt(n_confirmed, 400);
}
END_TEST

START_TEST(a_wrong_value_is_not_confirmed)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    uint64_t state = 99;
    random_problem made;
    mmi_assignment answer;
    for (;;) {
        make_random(&state, &made);
        ck_assert_int_eq(mmi_assign_sparse(&heap, &made.problem, &never, &answer, NULL), MM_OK);
        if (answer.value > 0) break;
        mmi_assignment_clear(&answer);
    }
    answer.value++;
    mmi_confirmation found;
    ck_assert_int_eq(mmi_confirm(&heap, &made.problem, &answer, &never, &found, NULL), MM_OK);
    ck_assert_int_eq(found.answer, MM_GLPK_DIFFERS);
    mmi_assignment_clear(&answer);
}
END_TEST

START_TEST(nothing_to_confirm_never_reaches_glpk)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const int32_t group_start[] = {0};
    const int64_t row_start[] = {0};
    const mmi_assign_problem empty = {.group_start = group_start, .row_start = row_start};
    mmi_assignment answer;
    ck_assert_int_eq(mmi_assign_sparse(&heap, &empty, &never, &answer, NULL), MM_OK);
    mmi_confirmation found;
    ck_assert_int_eq(mmi_confirm(&heap, &empty, &answer, &never, &found, NULL), MM_OK);
    ck_assert_int_eq(found.answer, MM_GLPK_TRIVIAL);
    mmi_assignment_clear(&answer);
}
END_TEST

int main(void)
{
    return RUN_SUITE("core_lp", glpk_confirms_every_certified_answer_in_0_iterations,
                     glpk_confirms_on_a_face_too, a_wrong_value_is_not_confirmed, nothing_to_confirm_never_reaches_glpk);
}
