/* Greedy plans: legal, never above the bound, and right where they claim a proof. */
#include "failing_allocator.h"
#include "run_suite.h"
#include "toy_group.h"

#include <stdio.h>

static toy_group toy; /* large: not on the stack */

static void check_plan(const mmi_group_plan *plan)
{
    const int32_t n = toy.group.n_pairs * toy.group.n_weeks;
    ck_assert(toy_is_legal(&toy, plan->slot, n));
    ck_assert_int_le(n - toy_goals_of(&toy, plan->slot).n_asynchronous, plan->bound);
}

static mmi_group_plan plan_toy(void)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_group_plan plan;
    ck_assert(mmi_group_plan_make(&heap, &toy.group, &plan));
    ck_assert_int_eq(mmi_plan_greedily(&heap, &toy.group, &plan), MM_OK);
    check_plan(&plan);
    return plan;
}

static void clear(mmi_group_plan *plan)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_group_plan_clear(&heap, plan);
}

START_TEST(meeting_moves_to_make_room_for_another)
{
    toy_begin(&toy, 1, 4, 9);
    toy_add_pair(&toy, 0, 1);
    toy_add_pair(&toy, 0, 2);
    toy_add_start(&toy, 0, 0, toy_at(0, 2));
    toy_add_start(&toy, 0, 0, toy_at(0, 10));
    for (int32_t offset = 2; offset < 5; offset++) toy_add_start(&toy, 0, 1, toy_at(0, offset));
    mmi_group_plan plan = plan_toy();
    ck_assert_int_eq(plan.slot[0], 10);
    ck_assert_int_eq(plan.slot[1], 2);
    ck_assert(plan.week_exact[0]);
    ck_assert_int_eq(plan.bound, 2);
    clear(&plan);
}
END_TEST

START_TEST(week_is_exact_only_where_nobody_could_do_better_alone)
{
    toy_begin(&toy, 2, 2, 9);
    toy_add_pair(&toy, 0, 1);
    toy_add_pair(&toy, 0, 2);
    mmi_start bad = toy_at(0, 8);
    bad.most_discomfort = 1;
    for (int32_t pair = 0; pair < 2; pair++) {
        toy_add_start(&toy, 0, pair, toy_at(0, 4));
        toy_add_start(&toy, 0, pair, bad);
    }
    toy_add_start(&toy, 1, 0, toy_at(1, 4)); /* and the second pair has no start at all */
    mmi_group_plan plan = plan_toy();
    ck_assert(!plan.week_exact[0]);
    ck_assert(plan.week_exact[1]);
    ck_assert_int_eq(plan.bound, 3);
    clear(&plan);
}
END_TEST

START_TEST(bound_counts_what_fits_into_one_persons_time)
{
    toy_begin(&toy, 1, 2, 2);
    for (int32_t pair = 0; pair < 6; pair++) {
        toy_add_pair(&toy, 0, pair + 1);
        for (int32_t offset = 0; offset < 8; offset++) {
            toy_add_start(&toy, 0, pair, toy_at(0, offset)); /* four would fit, two may */
        }
        toy_add_start(&toy, 0, pair, toy_at(0, 12));
        toy_add_start(&toy, 0, pair, toy_at(0, 13));
    }
    mmi_group_plan plan = plan_toy();
    ck_assert_int_eq(plan.bound, 3);
    clear(&plan);
}
END_TEST

/* Random groups of many pairs, people on both sides, two weeks that may touch. */
static void make_random(uint64_t seed)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 3;
    toy_begin(&toy, 3, 1 + toy_below(&state, 6), 1 + toy_below(&state, 4));
    const int32_t n_pairs = 11 + toy_below(&state, 30), n_people = 8 + toy_below(&state, 20);
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t one = toy_below(&state, n_people);
        toy_add_pair(&toy, one, (one + 1 + toy_below(&state, n_people - 1)) % n_people);
        for (int32_t week = 0; week < 3; week++) {
            int32_t offset = toy_below(&state, 4) == 0 ? 80 : 0;
            while ((offset += 1 + toy_below(&state, 12)) < 100) {
                toy_add_start(&toy, week, pair, toy_at(week, offset));
            }
        }
    }
}

START_TEST(random_large_groups_are_legal_and_below_the_bound)
{
    printf("seeds 1 to 300\n");
    for (uint64_t seed = 1; seed <= 300; seed++) {
        make_random(seed);
        mmi_group_plan plan = plan_toy(), again = plan_toy();
        for (int32_t c = 0; c < toy.group.n_pairs * 3; c++) {
            ck_assert_int_eq(plan.slot[c], again.slot[c]);
        }
        clear(&plan);
        clear(&again);
    }
}
END_TEST

START_TEST(every_failed_allocation_is_told)
{
    make_random(1);
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mmi_group_plan plan;
        if (mmi_group_plan_make(&heap, &toy.group, &plan)) {
            ck_assert_int_eq(mmi_plan_greedily(&heap, &toy.group, &plan),
                             state.has_failed ? MM_ERR_MEMORY : MM_OK);
            mmi_group_plan_clear(&heap, &plan);
        } else {
            ck_assert_ptr_null(plan.slot);
        }
        ck_assert_int_eq(state.n_out, 0);
        if (!state.has_failed) break;
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("greedy_plan", meeting_moves_to_make_room_for_another,
                     week_is_exact_only_where_nobody_could_do_better_alone,
                     bound_counts_what_fits_into_one_persons_time,
                     random_large_groups_are_legal_and_below_the_bound,
                     every_failed_allocation_is_told);
}
