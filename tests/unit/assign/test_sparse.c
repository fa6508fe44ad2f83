/* The sparse solver against full enumeration, its certificate against broken answers. */
#include "assign/certificate.h"
#include "assign/sparse.h"
#include "base/stop.h"

#include "failing_allocator.h"
#include "random_numbers.h"
#include "run_suite.h"

#include <string.h>

#define MOST_PAIRS 12
#define MOST_SIDE 5

/* A problem with its own room. */
typedef struct small_problem {
    mmi_assign_problem problem;
    int32_t group_start[MOST_SIDE + 1];
    int64_t row_start[MOST_SIDE + 1];
    int32_t column[MOST_PAIRS];
    int64_t value[MOST_PAIRS];
    int32_t group_least[MOST_SIDE], group_most[MOST_SIDE];
    int32_t row_least[MOST_SIDE], row_most[MOST_SIDE];
    int32_t column_least[MOST_SIDE], column_most[MOST_SIDE];
    int64_t first[MOST_SIDE];
} small_problem;

static void make_random(uint64_t *state, small_problem *small)
{
    memset(small, 0, sizeof *small);
    mmi_assign_problem *p = &small->problem;
    p->n_rows = below(state, MOST_SIDE + 1);
    p->n_columns = below(state, MOST_SIDE) + (p->n_rows > 0);
    const int32_t range = below(state, 2) == 0 ? 3 : 1000;
    int64_t n_pairs = 0;
    for (int32_t row = 0; row < p->n_rows; row++) {
        if (row == 0 || below(state, 3) != 0) p->n_groups++;
        small->group_start[p->n_groups] = row + 1;
        for (int32_t column = 0; column < p->n_columns && n_pairs < MOST_PAIRS; column++) {
            if (below(state, 3) == 0) continue;
            small->column[n_pairs] = column;
            small->value[n_pairs++] = below(state, range) - (below(state, 4) == 0 ? range / 2 : 0);
        }
        small->row_start[row + 1] = n_pairs;
        small->row_most[row] = below(state, 3);
        if (small->row_most[row] > 0 && below(state, 5) == 0) small->row_least[row] = 1;
    }
    for (int32_t group = 0; group < p->n_groups; group++) {
        small->group_most[group] = below(state, 4);
        if (small->group_most[group] > 0 && below(state, 4) == 0) small->group_least[group] = 1;
        small->first[group] = below(state, 3) == 0 ? below(state, range) : 0;
    }
    for (int32_t column = 0; column < p->n_columns; column++) {
        small->column_most[column] = below(state, 4);
        if (small->column_most[column] > 0 && below(state, 3) == 0) {
            small->column_least[column] = 1 + below(state, small->column_most[column]);
        }
    }
    p->group_start = small->group_start;
    p->row_start = small->row_start;
    p->column = small->column;
    p->value = small->value;
    p->group_least = small->group_least;
    p->group_most = small->group_most;
    p->row_least = small->row_least;
    p->row_most = small->row_most;
    p->column_least = small->column_least;
    p->column_most = small->column_most;
    p->group_first_value = small->first;
}

static bool inside(const int32_t *load, const int32_t *least, const int32_t *most, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (load[i] < least[i] || load[i] > most[i]) return false;
    }
    return true;
}

/* The best of all subsets of pairs; false if none is within the bounds. */
static bool enumerate(const mmi_assign_problem *p, int64_t *best)
{
    const int64_t n_pairs = p->row_start[p->n_rows];
    bool is_feasible = false;
    for (uint32_t subset = 0; subset < (1u << n_pairs); subset++) {
        int32_t row_load[MOST_SIDE] = {0};
        int32_t group_load[MOST_SIDE] = {0};
        int32_t column_load[MOST_SIDE] = {0};
        int64_t value = 0;
        for (int32_t group = 0; group < p->n_groups; group++) {
            for (int32_t row = p->group_start[group]; row < p->group_start[group + 1]; row++) {
                for (int64_t pair = p->row_start[row]; pair < p->row_start[row + 1]; pair++) {
                    if ((subset >> pair & 1u) == 0) continue;
                    row_load[row]++;
                    group_load[group]++;
                    column_load[p->column[pair]]++;
                    value += p->value[pair];
                }
            }
            if (group_load[group] > 0) value += p->group_first_value[group];
        }
        if (!inside(row_load, p->row_least, p->row_most, p->n_rows) ||
            !inside(group_load, p->group_least, p->group_most, p->n_groups) ||
            !inside(column_load, p->column_least, p->column_most, p->n_columns)) {
            continue;
        }
        if (!is_feasible || value > *best) *best = value;
        is_feasible = true;
    }
    return is_feasible;
}

static const mmi_stop never = {.deadline_ns = INT64_MAX};

START_TEST(solver_equals_enumeration_and_certifies_itself)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    int32_t n_feasible = 0;
    for (uint64_t seed = 1; seed <= 6000; seed++) {
        uint64_t state = random_state(seed);
        small_problem small;
        make_random(&state, &small);
        mmi_assignment answer;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &never, &answer, NULL), MM_OK);
        int64_t best = 0;
        const bool is_feasible = enumerate(&small.problem, &best);
        ck_assert_msg(answer.is_feasible == is_feasible, "seed %llu", (unsigned long long)seed);
        if (is_feasible) {
            n_feasible++;
            ck_assert_msg(answer.value == best, "seed %llu: %lld, best %lld",
                          (unsigned long long)seed, (long long)answer.value, (long long)best);
            const mmi_certificate found = mmi_certify(&heap, &small.problem, &answer);
            ck_assert_msg(found == MMI_CERTIFIED, "seed %llu: certificate %d",
                          (unsigned long long)seed, (int)found);
        }
        mmi_assignment_clear(&answer);
    }
    ck_assert_int_gt(n_feasible, 1000);
}
END_TEST

START_TEST(any_start_prices_lead_to_the_same_value_and_prices)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    for (uint64_t seed = 1; seed <= 6000; seed++) {
        uint64_t state = random_state(seed);
        small_problem small;
        make_random(&state, &small);
        mmi_assignment cold;
        mmi_assignment warm;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &never, &cold, NULL), MM_OK);
        int64_t start_price[MOST_SIDE];
        for (int32_t i = 0; i < MOST_SIDE; i++) start_price[i] = below(&state, 1500);
        small.problem.start_price = start_price;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &never, &warm, NULL), MM_OK);
        ck_assert_int_eq(warm.is_feasible, cold.is_feasible);
        if (cold.is_feasible) {
            ck_assert_msg(mmi_certify(&heap, &small.problem, &warm) == MMI_CERTIFIED, "seed %llu",
                          (unsigned long long)seed);
            ck_assert_int_eq(warm.value, cold.value);
            for (int32_t i = 0; i < small.problem.n_columns; i++) {
                if (small.column_least[i] > 0) continue;
                ck_assert_int_eq(warm.column_price[i], cold.column_price[i]);
            }
        }
        mmi_assignment_clear(&cold);
        mmi_assignment_clear(&warm);
    }
}
END_TEST

START_TEST(any_start_pairs_and_any_prices_lead_to_the_same_value)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    for (uint64_t seed = 1; seed <= 12000; seed++) {
        uint64_t state = random_state(seed);
        small_problem small;
        make_random(&state, &small);
        mmi_assignment cold;
        mmi_assignment warm;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &never, &cold, NULL), MM_OK);
        int64_t start_price[MOST_SIDE];
        bool start_chosen[MOST_PAIRS];
        for (int32_t i = 0; i < MOST_SIDE; i++) start_price[i] = below(&state, 1500) - 500;
        for (int32_t i = 0; i < MOST_PAIRS; i++) start_chosen[i] = below(&state, 2) == 0;
        small.problem.start_price = below(&state, 2) == 0 ? start_price : NULL;
        small.problem.start_chosen = start_chosen;
        small.problem.takes_any_prices = below(&state, 2) == 0;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &never, &warm, NULL), MM_OK);
        ck_assert_msg(warm.is_feasible == cold.is_feasible, "seed %llu",
                      (unsigned long long)seed);
        if (cold.is_feasible) {
            ck_assert_msg(mmi_certify(&heap, &small.problem, &warm) == MMI_CERTIFIED, "seed %llu",
                          (unsigned long long)seed);
            ck_assert_int_eq(warm.value, cold.value);
        }
        mmi_assignment_clear(&cold);
        mmi_assignment_clear(&warm);
    }
}
END_TEST

START_TEST(column_price_is_what_one_more_place_adds)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    int32_t n_priced = 0;
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        uint64_t state = random_state(seed);
        small_problem small;
        make_random(&state, &small);
        mmi_assignment answer;
        ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &never, &answer, NULL), MM_OK);
        for (int32_t column = 0; answer.is_feasible && column < small.problem.n_columns;
             column++) {
            if (small.column_least[column] > 0) continue;
            int64_t with_one_more = 0;
            small.column_most[column]++;
            ck_assert(enumerate(&small.problem, &with_one_more));
            small.column_most[column]--;
            ck_assert_msg(answer.column_price[column] == with_one_more - answer.value,
                          "seed %llu column %d: price %lld, adds %lld", (unsigned long long)seed,
                          (int)column, (long long)answer.column_price[column],
                          (long long)(with_one_more - answer.value));
            n_priced += answer.column_price[column] > 0;
        }
        mmi_assignment_clear(&answer);
    }
    ck_assert_int_gt(n_priced, 300);
}
END_TEST

START_TEST(certificate_refuses_broken_answers)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const int32_t group_start[] = {0, 1, 2};
    const int64_t row_start[] = {0, 2, 4};
    const int32_t column[] = {0, 1, 0, 1};
    const int64_t value[] = {10, 8, 9, 4};
    const int32_t zeros[] = {0, 0};
    const int32_t ones[] = {1, 1};
    const mmi_assign_problem problem = {
        .n_groups = 2, .n_rows = 2, .n_columns = 2, .group_start = group_start,
        .row_start = row_start, .column = column, .value = value, .group_least = zeros,
        .group_most = ones, .row_least = zeros, .row_most = ones, .column_least = zeros,
        .column_most = ones};
    mmi_assignment answer;
    ck_assert_int_eq(mmi_assign_sparse(&heap, &problem, &never, &answer, NULL), MM_OK);
    ck_assert_int_eq(answer.value, 17); /* 8 + 9 beats 10 + 4 */
    ck_assert_int_eq(mmi_certify(&heap, &problem, &answer), MMI_CERTIFIED);
    answer.value++;
    ck_assert_int_eq(mmi_certify(&heap, &problem, &answer), MMI_CERTIFICATE_VALUE);
    answer.value--;
    answer.column_price[0]++;
    ck_assert_int_eq(mmi_certify(&heap, &problem, &answer), MMI_CERTIFICATE_SIGN);
    answer.column_price[0]--;
    answer.row_load[0] = 0;
    ck_assert_int_eq(mmi_certify(&heap, &problem, &answer), MMI_CERTIFICATE_LOAD);
    answer.row_load[0] = 1;
    const int32_t none[] = {0, 1};
    mmi_assign_problem narrower = problem;
    narrower.column_most = none;
    ck_assert_int_eq(mmi_certify(&heap, &narrower, &answer), MMI_CERTIFICATE_BOUND);
    mmi_assignment_clear(&answer);
}
END_TEST

START_TEST(every_failing_allocation_leaves_nothing_behind)
{
    uint64_t state = 42;
    small_problem small;
    do {
        make_random(&state, &small);
    } while (small.problem.n_rows < 4 || small.column_least[0] == 0);
    for (long k = 1;; k++) {
        failing_allocator failing = {.fail_at = k};
        const mm_allocator allocator = failing_allocator_of(&failing);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mmi_assignment answer;
        mm_error error;
        const mm_status status = mmi_assign_sparse(&heap, &small.problem, &never, &answer, &error);
        if (status == MM_OK) mmi_assignment_clear(&answer);
        ck_assert_int_eq(failing.n_out, 0);
        if (!failing.has_failed) break;
        ck_assert_int_eq(status, MM_ERR_MEMORY);
    }
}
END_TEST

START_TEST(a_stop_is_an_answer)
{
    uint64_t state = 7;
    small_problem small;
    do {
        make_random(&state, &small);
    } while (small.problem.n_rows == 0);
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop at_once = {.deadline_ns = 0};
    mmi_assignment answer;
    ck_assert_int_eq(mmi_assign_sparse(&heap, &small.problem, &at_once, &answer, NULL), MM_OK);
    ck_assert(answer.is_stopped);
    mmi_assignment_clear(&answer);
}
END_TEST

START_TEST(best_group_loads_are_where_worth_is_largest)
{
    for (int32_t least = 0; least <= 3; least++) {
        for (int32_t most = least; most <= 4; most++) {
            for (int64_t first = 0; first <= 2; first++) {
                for (int64_t price = -3; price <= 3; price++) {
                    int64_t best = INT64_MIN;
                    for (int32_t load = least; load <= most; load++) {
                        const int64_t worth = price * load + (load >= 1 ? first : 0);
                        if (worth > best) best = worth;
                    }
                    int32_t from;
                    int32_t to;
                    mmi_best_group_loads(least, most, first, price, &from, &to);
                    for (int32_t load = least; load <= most; load++) {
                        const int64_t worth = price * load + (load >= 1 ? first : 0);
                        ck_assert_int_eq(worth == best, load >= from && load <= to);
                    }
                }
            }
        }
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("sparse", solver_equals_enumeration_and_certifies_itself,
                     any_start_prices_lead_to_the_same_value_and_prices,
                     any_start_pairs_and_any_prices_lead_to_the_same_value,
                     column_price_is_what_one_more_place_adds, certificate_refuses_broken_answers,
                     every_failing_allocation_leaves_nothing_behind, a_stop_is_an_answer,
                     best_group_loads_are_where_worth_is_largest);
}
