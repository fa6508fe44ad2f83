/* Exact plans of small groups against the slow judge, and one case by hand for every goal. */
#include "failing_allocator.h"
#include "run_suite.h"
#include "toy_group.h"

#include <stdio.h>

enum { WEEK_SLOTS = 14, DAY_SLOTS = 4, MOST_PLANS = 60000 };

/* What a random group is like. */
typedef struct toy_kind {
    int32_t n_pairs, n_weeks, n_starts, n_people;
    bool is_star;
} toy_kind;

/* A person's date of a slot; a few people live where a date comes twice. */
static int32_t date_of(int32_t person, int32_t slot, uint64_t seed)
{
    const int32_t shift = (int32_t)((seed >> (5 * (person % 6))) & 7);
    const int32_t day = (slot + shift) / DAY_SLOTS;
    const bool is_odd = person == 1 && seed % 5 == 0;
    return is_odd && (slot + shift) % DAY_SLOTS == 1 ? day - 1 : day;
}

static void add_random_pair(toy_group *toy, const toy_kind *kind, uint64_t *state)
{
    const int32_t known = toy->group.n_people;
    int32_t one = 0, other = known == 0 ? 1 : known;
    if (!kind->is_star && known > 0) {
        one = toy_below(state, known);
        if (known >= kind->n_people || toy_below(state, 3) == 0) {
            do other = toy_below(state, known); while (other == one);
        }
    }
    if (!kind->is_star && toy_below(state, 2) == 0) toy_add_pair(toy, other, one);
    else toy_add_pair(toy, one, other);
}

/* The same week again, a period later; dates go on by as many as fit. */
static void repeat_week(toy_group *toy, int32_t week, int32_t period)
{
    for (int32_t pair = 0; pair < toy->group.n_pairs; pair++) {
        for (int32_t i = 0; i < toy->n_starts[week - 1][pair]; i++) {
            mmi_start start = toy->start[week - 1][pair][i];
            start.slot += period;
            start.day[0] += period / DAY_SLOTS;
            start.day[1] += period / DAY_SLOTS;
            toy_add_start(toy, week, pair, start);
        }
    }
}

static void make_random(toy_group *toy, const toy_kind *kind, uint64_t seed)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    toy_begin(toy, kind->n_weeks, 1 + toy_below(&state, 4), 1 + toy_below(&state, 3));
    for (int32_t i = 0; i < kind->n_pairs; i++) add_random_pair(toy, kind, &state);
    const int32_t spread = 1 + toy_below(&state, 3), discomforts = 1 + toy_below(&state, 3);
    const uint64_t dates = toy_random(&state);
    const int32_t period = toy_below(&state, 2) == 0 ? WEEK_SLOTS : WEEK_SLOTS + 2 * DAY_SLOTS;
    double n_plans = 1;
    for (int32_t week = 0; week < kind->n_weeks; week++) {
        if (week > 0 && toy_below(&state, 3) == 0 && n_plans < 200) {
            repeat_week(toy, week, period);
            n_plans *= n_plans;
            continue;
        }
        for (int32_t pair = 0; pair < kind->n_pairs; pair++) {
            int32_t n = toy_below(&state, kind->n_starts + 1);
            while (n > 0 && n_plans * (n + 1) > MOST_PLANS) n--;
            n_plans *= n + 1;
            int32_t offset = -1;
            for (int32_t i = 0; i < n; i++) {
                offset += 1 + toy_below(&state, spread);
                if (offset >= WEEK_SLOTS) break;
                const int32_t slot = 100 + week * period + offset;
                const int32_t *ends = toy->members[pair].person;
                const int32_t least = toy_below(&state, discomforts);
                toy_add_start(toy, week, pair, (mmi_start){
                    .slot = slot, .offset = offset,
                    .time_of_week = (offset + (week == 1 ? (int32_t)(dates % 2) : 0)) % 13,
                    .day = {date_of(ends[0], slot, dates), date_of(ends[1], slot, dates)},
                    .most_discomfort = least + toy_below(&state, discomforts),
                    .least_discomfort = least});
            }
        }
    }
}

static mm_status plan_toy(const toy_group *toy, const mm_allocator *allocator,
                          const mmi_stop *stop, mmi_group_plan *plan)
{
    const mmi_heap heap = mmi_heap_from(allocator);
    if (!mmi_group_plan_make(&heap, &toy->group, plan)) return MM_ERR_MEMORY;
    const mm_status status = mmi_plan_exactly(&heap, &toy->group, stop, plan);
    if (status != MM_OK) mmi_group_plan_clear(&heap, plan);
    return status;
}

static const mmi_stop never = {.deadline_ns = INT64_MAX};

/* The way that groups with too many courses go finds the same plan. */
static void check_by_weeks(const toy_group *toy, const mmi_group_plan *plan, uint64_t seed)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_group_plan other;
    ck_assert(mmi_group_plan_make(&heap, &toy->group, &other));
    ck_assert_int_eq(mmi_plan_greedily(&heap, &toy->group, &other), MM_OK);
    ck_assert_int_eq(mmi_plan_by_weeks(&heap, &toy->group, &never, &other), MM_OK);
    ck_assert(other.is_exact);
    ck_assert_int_eq(other.bound, plan->bound);
    for (int32_t c = 0; c < toy->group.n_pairs * toy->group.n_weeks; c++) {
        ck_assert_msg(plan->slot[c] == other.slot[c], "seed %llu: weeks differ at check-in %d",
                      (unsigned long long)seed, (int)c);
    }
    mmi_group_plan_clear(&heap, &other);
}

static void check_against_judge(const toy_group *toy, uint64_t seed)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const int32_t n = toy->group.n_pairs * toy->group.n_weeks;
    int32_t best[TOY_PAIRS * TOY_WEEKS];
    const toy_goals goals = toy_judge(toy, best);
    mmi_group_plan plan;
    ck_assert_int_eq(plan_toy(toy, NULL, &never, &plan), MM_OK);
    const toy_goals found = toy_goals_of(toy, plan.slot);
    ck_assert_msg(toy_is_legal(toy, plan.slot, n), "seed %llu: illegal",
                  (unsigned long long)seed);
    ck_assert_msg(toy_compare(&found, &goals) == 0,
                  "seed %llu: %d %d %d %d %d, best %d %d %d %d %d", (unsigned long long)seed,
                  (int)found.n_asynchronous, (int)found.most, (int)found.least,
                  (int)found.n_equal, (int)found.late, (int)goals.n_asynchronous,
                  (int)goals.most, (int)goals.least, (int)goals.n_equal, (int)goals.late);
    for (int32_t c = 0; c < n; c++) {
        ck_assert_msg(plan.slot[c] == best[c], "seed %llu: tie differs at check-in %d",
                      (unsigned long long)seed, (int)c);
    }
    ck_assert(plan.is_exact);
    ck_assert_int_eq(plan.bound, n - goals.n_asynchronous);
    check_by_weeks(toy, &plan, seed);
    mmi_group_plan_clear(&heap, &plan);
}

/* The first seed can be given, to look at one group or to search further. */
static uint64_t first_seed(void)
{
    const char *text = getenv("SCHEDULE_SEED");
    return text == NULL ? 1 : strtoull(text, NULL, 10);
}

static void check_random(const toy_kind *kind, uint64_t n_groups)
{
    toy_group *random = malloc(sizeof *random);
    ck_assert_ptr_nonnull(random);
    const uint64_t first = first_seed();
    printf("seeds %llu and %llu more\n", (unsigned long long)first,
           (unsigned long long)n_groups - 1);
    for (uint64_t seed = first; seed < first + n_groups; seed++) {
        make_random(random, kind, seed);
        check_against_judge(random, seed);
    }
    free(random);
}

START_TEST(random_stars_are_planned_as_the_judge_does)
{
    check_random(&(toy_kind){.n_pairs = 3, .n_weeks = 2, .n_starts = 5, .is_star = true}, 600);
    check_random(&(toy_kind){.n_pairs = 2, .n_weeks = 3, .n_starts = 5, .is_star = true}, 600);
    check_random(&(toy_kind){.n_pairs = 4, .n_weeks = 2, .n_starts = 4, .is_star = true}, 300);
}
END_TEST

START_TEST(random_long_terms_are_planned_as_the_judge_does)
{
    check_random(&(toy_kind){.n_pairs = 1, .n_weeks = 7, .n_starts = 4, .is_star = true}, 400);
    check_random(&(toy_kind){.n_pairs = 2, .n_weeks = 5, .n_starts = 3, .is_star = true}, 400);
}
END_TEST

START_TEST(random_blends_are_planned_as_the_judge_does)
{
    check_random(&(toy_kind){.n_pairs = 4, .n_weeks = 1, .n_starts = 5, .n_people = 5}, 600);
    check_random(&(toy_kind){.n_pairs = 3, .n_weeks = 3, .n_starts = 4, .n_people = 4}, 600);
    check_random(&(toy_kind){.n_pairs = 4, .n_weeks = 2, .n_starts = 4, .n_people = 3}, 300);
}
END_TEST

/* Plan and compare with slots written by hand, week by week, pair by pair. */
static void check_slots(const toy_group *toy, const int32_t *slot)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_group_plan plan;
    ck_assert_int_eq(plan_toy(toy, NULL, &never, &plan), MM_OK);
    for (int32_t c = 0; c < toy->group.n_pairs * toy->group.n_weeks; c++) {
        ck_assert_int_eq(plan.slot[c], slot[c]);
    }
    ck_assert(plan.is_exact);
    for (int32_t week = 0; week < toy->group.n_weeks; week++) ck_assert(plan.week_exact[week]);
    mmi_group_plan_clear(&heap, &plan);
}

static toy_group hand; /* large: not on the stack */

START_TEST(pair_with_one_start_gets_it_before_a_pair_with_two)
{
    toy_begin(&hand, 1, 2, 4);
    toy_add_pair(&hand, 0, 1);
    toy_add_pair(&hand, 0, 2);
    toy_add_start(&hand, 0, 0, toy_at(0, 0));
    toy_add_start(&hand, 0, 0, toy_at(0, 9));
    toy_add_start(&hand, 0, 1, toy_at(0, 1));
    check_slots(&hand, (int32_t[]){9, 1});
}
END_TEST

START_TEST(worse_of_two_people_counts_before_the_better)
{
    toy_begin(&hand, 1, 2, 4);
    toy_add_pair(&hand, 0, 1);
    mmi_start early = toy_at(0, 0), late = toy_at(0, 5);
    early.most_discomfort = 2;
    late.most_discomfort = late.least_discomfort = 1;
    toy_add_start(&hand, 0, 0, early);
    toy_add_start(&hand, 0, 0, late);
    check_slots(&hand, (int32_t[]){5});
    hand.start[0][0][1].most_discomfort = 2;
    check_slots(&hand, (int32_t[]){0});
}
END_TEST

START_TEST(regular_time_is_kept_before_an_earlier_one)
{
    toy_begin(&hand, 2, 2, 4);
    toy_add_pair(&hand, 0, 1);
    toy_add_start(&hand, 0, 0, toy_at(0, 0));
    toy_add_start(&hand, 0, 0, toy_at(0, 50));
    toy_add_start(&hand, 1, 0, toy_at(1, 50));
    check_slots(&hand, (int32_t[]){50, 150});
}
END_TEST

START_TEST(two_equal_weeks_of_three_are_worth_more_than_none)
{
    toy_begin(&hand, 3, 2, 4);
    toy_add_pair(&hand, 0, 1);
    for (int32_t week = 0; week < 3; week++) {
        toy_add_start(&hand, week, 0, toy_at(week, 10 + week));
        if (week != 1) toy_add_start(&hand, week, 0, toy_at(week, 40));
    }
    check_slots(&hand, (int32_t[]){40, 111, 240});
}
END_TEST

START_TEST(first_pair_is_first_where_all_goals_are_equal)
{
    toy_begin(&hand, 1, 2, 4);
    toy_add_pair(&hand, 0, 1);
    toy_add_pair(&hand, 0, 2);
    for (int32_t pair = 0; pair < 2; pair++) {
        toy_add_start(&hand, 0, pair, toy_at(0, 3));
        toy_add_start(&hand, 0, pair, toy_at(0, 5));
    }
    check_slots(&hand, (int32_t[]){3, 5});
}
END_TEST

START_TEST(live_comes_before_asynchronous_in_the_last_tie)
{
    toy_begin(&hand, 1, 2, 4);
    toy_add_pair(&hand, 0, 1);
    toy_add_pair(&hand, 0, 2);
    toy_add_start(&hand, 0, 0, toy_at(0, 3));
    toy_add_start(&hand, 0, 1, toy_at(0, 3));
    check_slots(&hand, (int32_t[]){3, MMI_NO_START});
}
END_TEST

START_TEST(full_date_moves_a_meeting_to_the_next)
{
    toy_begin(&hand, 1, 1, 2);
    for (int32_t pair = 0; pair < 3; pair++) {
        toy_add_pair(&hand, 0, pair + 1);
        for (int32_t offset = 5; offset < 15; offset++) {
            toy_add_start(&hand, 0, pair, toy_at(0, offset));
        }
    }
    check_slots(&hand, (int32_t[]){5, 6, 10});
}
END_TEST

START_TEST(gap_is_kept_across_the_end_of_a_week)
{
    toy_begin(&hand, 2, 4, 4);
    toy_add_pair(&hand, 0, 1);
    toy_add_start(&hand, 0, 0, toy_at(0, 98));
    toy_add_start(&hand, 1, 0, toy_at(1, 1));
    toy_add_start(&hand, 1, 0, toy_at(1, 2));
    check_slots(&hand, (int32_t[]){98, 102});
}
END_TEST

START_TEST(meetings_exactly_a_gap_apart_are_allowed)
{
    toy_begin(&hand, 2, 4, 4);
    toy_add_pair(&hand, 0, 1);
    mmi_start bad = toy_at(0, 96);
    bad.most_discomfort = 1;
    toy_add_start(&hand, 0, 0, bad);
    toy_add_start(&hand, 0, 0, toy_at(0, 98));
    toy_add_start(&hand, 1, 0, toy_at(1, 0));
    check_slots(&hand, (int32_t[]){96, 100});
}
END_TEST

START_TEST(date_that_two_weeks_share_is_counted_once)
{
    toy_begin(&hand, 2, 1, 1);
    toy_add_pair(&hand, 0, 1);
    mmi_start next = toy_at(1, 0);
    next.day[1] = 9; /* for the second person still the date of slot 98 */
    toy_add_start(&hand, 0, 0, toy_at(0, 98));
    toy_add_start(&hand, 1, 0, next);
    toy_add_start(&hand, 1, 0, toy_at(1, 30));
    check_slots(&hand, (int32_t[]){98, 130});
}
END_TEST

START_TEST(person_on_both_sides_is_booked_once)
{
    toy_begin(&hand, 1, 2, 4);
    toy_add_pair(&hand, 0, 1);
    toy_add_pair(&hand, 1, 2);
    toy_add_start(&hand, 0, 0, toy_at(0, 4));
    toy_add_start(&hand, 0, 1, toy_at(0, 4));
    toy_add_start(&hand, 0, 1, toy_at(0, 6));
    check_slots(&hand, (int32_t[]){4, 6});
}
END_TEST

/* Ten people with one other, all free at the same times: no search over starts would end. */
START_TEST(ten_alike_pairs_over_many_weeks_are_exact)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_group_plan plan;
    toy_begin(&hand, TOY_WEEKS, 2, 10);
    for (int32_t pair = 0; pair < 10; pair++) {
        toy_add_pair(&hand, 0, pair + 1);
        for (int32_t week = 0; week < TOY_WEEKS; week++) {
            for (int32_t offset = 20; offset < 60; offset++) {
                toy_add_start(&hand, week, pair, toy_at(week, offset));
            }
        }
    }
    ck_assert_int_eq(plan_toy(&hand, NULL, &never, &plan), MM_OK);
    ck_assert(plan.is_exact);
    for (int32_t c = 0; c < 10 * TOY_WEEKS; c++) {
        ck_assert_int_eq(plan.slot[c], 100 * (c / 10) + 20 + 2 * (c % 10));
    }
    mmi_group_plan_clear(&heap, &plan);
}
END_TEST

START_TEST(stopped_plan_is_legal_and_not_exact)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_cancel *cancel = NULL;
    mmi_group_plan plan;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    const mmi_stop stop = mmi_stop_from(cancel, 0.0);
    make_random(&hand, &(toy_kind){.n_pairs = 4, .n_weeks = 3, .n_starts = 5, .is_star = true}, 7);
    ck_assert_int_eq(plan_toy(&hand, NULL, &stop, &plan), MM_OK);
    ck_assert(!plan.is_exact);
    ck_assert(toy_is_legal(&hand, plan.slot, 12));
    const toy_goals goals = toy_goals_of(&hand, plan.slot);
    ck_assert_int_le(12 - goals.n_asynchronous, plan.bound);
    mmi_group_plan_clear(&heap, &plan);
    mm_cancel_free(cancel);
}
END_TEST

START_TEST(every_failed_allocation_is_told_and_nothing_leaks)
{
    const toy_kind kind = {.n_pairs = 4, .n_weeks = 2, .n_starts = 4, .n_people = 3};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        make_random(&hand, &kind, seed);
        for (long fail_at = 1;; fail_at++) {
            failing_allocator state = {.fail_at = fail_at, .from_then_on = fail_at % 2 == 0};
            const mm_allocator allocator = failing_allocator_of(&state);
            const mmi_heap heap = mmi_heap_from(&allocator);
            mmi_group_plan plan;
            const mm_status status = plan_toy(&hand, &allocator, &never, &plan);
            if (status == MM_OK) mmi_group_plan_clear(&heap, &plan);
            else ck_assert_int_eq(status, MM_ERR_MEMORY);
            ck_assert_int_eq(state.n_out, 0);
            if (!state.has_failed) break;
            ck_assert_int_eq(status, MM_ERR_MEMORY);
        }
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("exact_plan", pair_with_one_start_gets_it_before_a_pair_with_two,
                     worse_of_two_people_counts_before_the_better,
                     regular_time_is_kept_before_an_earlier_one,
                     two_equal_weeks_of_three_are_worth_more_than_none,
                     first_pair_is_first_where_all_goals_are_equal,
                     live_comes_before_asynchronous_in_the_last_tie,
                     full_date_moves_a_meeting_to_the_next,
                     gap_is_kept_across_the_end_of_a_week,
                     meetings_exactly_a_gap_apart_are_allowed,
                     date_that_two_weeks_share_is_counted_once,
                     person_on_both_sides_is_booked_once,
                     ten_alike_pairs_over_many_weeks_are_exact,
                     stopped_plan_is_legal_and_not_exact,
                     every_failed_allocation_is_told_and_nothing_leaks,
                     random_stars_are_planned_as_the_judge_does,
                     random_long_terms_are_planned_as_the_judge_does,
                     random_blends_are_planned_as_the_judge_does);
}
