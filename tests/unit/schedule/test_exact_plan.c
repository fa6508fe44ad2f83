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
    mm_status status = mmi_plan_greedily(&heap, &toy->group, plan);
    if (status == MM_OK) status = mmi_plan_exactly(&heap, &toy->group, stop, plan);
    if (status != MM_OK) mmi_group_plan_clear(&heap, plan);
    return status;
}

static const mmi_stop never = {NULL, INT64_MAX};

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
    toy_group *toy = malloc(sizeof *toy);
    ck_assert_ptr_nonnull(toy);
    const uint64_t first = first_seed();
    printf("seeds %llu and %llu more\n", (unsigned long long)first,
           (unsigned long long)n_groups - 1);
    for (uint64_t seed = first; seed < first + n_groups; seed++) {
        make_random(toy, kind, seed);
        check_against_judge(toy, seed);
    }
    free(toy);
}

START_TEST(random_stars_are_planned_as_the_judge_does)
{
    check_random(&(toy_kind){.n_pairs = 3, .n_weeks = 2, .n_starts = 5, .is_star = true}, 600);
    check_random(&(toy_kind){.n_pairs = 2, .n_weeks = 3, .n_starts = 5, .is_star = true}, 600);
    check_random(&(toy_kind){.n_pairs = 4, .n_weeks = 2, .n_starts = 4, .is_star = true}, 300);
}
END_TEST

START_TEST(random_blends_are_planned_as_the_judge_does)
{
    check_random(&(toy_kind){.n_pairs = 4, .n_weeks = 1, .n_starts = 5, .n_people = 5}, 600);
    check_random(&(toy_kind){.n_pairs = 3, .n_weeks = 3, .n_starts = 4, .n_people = 4}, 600);
    check_random(&(toy_kind){.n_pairs = 4, .n_weeks = 2, .n_starts = 4, .n_people = 3}, 300);
}
END_TEST

int main(void)
{
    return RUN_SUITE("exact_plan", random_stars_are_planned_as_the_judge_does,
                     random_blends_are_planned_as_the_judge_does);
}
