/* One person's week: the least total with every single start forced, against all ways. */
#include "run_suite.h"
#include "schedule/star.h"
#include "toy_group.h"

#include <stdio.h>

enum { MEMBERS = 4, STARTS = 5 };

typedef struct toy_star {
    int32_t n_members, busy_slots, per_day;
    mmi_star_member member[MEMBERS];
    int32_t slot[MEMBERS][STARTS], day[MEMBERS][STARTS];
    mmi_cost cost[MEMBERS][STARTS], reached[MEMBERS][STARTS];
    mmi_cost least[MEMBERS][STARTS + 1]; /* the judge's answers, no start last */
} toy_star;

static void make_random(toy_star *toy, uint64_t seed)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 5;
    *toy = (toy_star){.n_members = toy_below(&state, MEMBERS + 1),
                      .busy_slots = 1 + toy_below(&state, 4),
                      .per_day = 1 + toy_below(&state, 3)};
    for (int32_t i = 0; i < toy->n_members; i++) {
        int32_t slot = toy_below(&state, 3);
        mmi_star_member *member = &toy->member[i];
        *member = (mmi_star_member){.n_starts = 1 + toy_below(&state, STARTS),
                                    .slot = toy->slot[i], .day = toy->day[i],
                                    .cost = toy->cost[i], .reached = toy->reached[i]};
        member->none_cost = toy_below(&state, 4) == 0
                                ? mmi_cost_impossible()
                                : (mmi_cost){toy_below(&state, 40), {0, 0}};
        for (int32_t s = 0; s < member->n_starts; s++, slot += 1 + toy_below(&state, 3)) {
            toy->slot[i][s] = slot;
            toy->day[i][s] = slot / 6;
            toy->cost[i][s] = (mmi_cost){toy_below(&state, 20),
                                         {(uint64_t)toy_below(&state, 9), 0}};
        }
    }
}

/* Try every choice of every member; start n_starts is none. */
static void judge(toy_star *toy)
{
    int32_t choice[MEMBERS] = {0};
    for (int32_t i = 0; i < MEMBERS; i++) {
        for (int32_t s = 0; s <= STARTS; s++) toy->least[i][s] = mmi_cost_impossible();
    }
    for (;;) {
        mmi_cost sum = {0, {0, 0}};
        bool is_legal = true;
        for (int32_t i = 0; i < toy->n_members; i++) {
            const int32_t n = toy->member[i].n_starts;
            sum = mmi_cost_sum(&sum, choice[i] == n ? &toy->member[i].none_cost
                                                    : &toy->cost[i][choice[i]]);
            int32_t on_date = choice[i] < n;
            for (int32_t j = 0; j < toy->n_members; j++) {
                if (j == i || choice[i] == n || choice[j] == toy->member[j].n_starts) continue;
                const int32_t apart = toy->slot[i][choice[i]] - toy->slot[j][choice[j]];
                is_legal = is_legal && abs(apart) >= toy->busy_slots;
                on_date += toy->day[i][choice[i]] == toy->day[j][choice[j]];
            }
            is_legal = is_legal && on_date <= toy->per_day;
        }
        for (int32_t i = 0; i < toy->n_members && is_legal && mmi_cost_is_possible(&sum); i++) {
            mmi_cost_lower(&toy->least[i][choice[i]], &sum);
        }
        int32_t i = 0;
        while (i < toy->n_members && ++choice[i] > toy->member[i].n_starts) choice[i++] = 0;
        if (i == toy->n_members) return;
    }
}

static void check_equal(const mmi_cost *one, const mmi_cost *other)
{
    ck_assert_int_eq(mmi_cost_is_possible(one), mmi_cost_is_possible(other));
    if (!mmi_cost_is_possible(one)) return;
    ck_assert_int_eq(one->goals, other->goals);
    ck_assert_uint_eq(one->tie[0], other->tie[0]);
}

START_TEST(every_start_reaches_what_all_ways_reach)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    static toy_star toy;
    printf("seeds 1 to 3000\n");
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        make_random(&toy, seed);
        judge(&toy);
        mmi_star star = mmi_star_on(&heap, toy.busy_slots);
        star.per_day = toy.per_day;
        mmi_cost least;
        ck_assert_int_eq(mmi_star_solve(&star, toy.n_members, toy.member, &least), MM_OK);
        for (int32_t i = 0; i < toy.n_members; i++) {
            mmi_cost best = toy.member[i].none_reached;
            const int32_t n = toy.member[i].n_starts;
            for (int32_t s = 0; s < n; s++) {
                check_equal(&toy.reached[i][s], &toy.least[i][s]);
                mmi_cost_lower(&best, &toy.reached[i][s]);
            }
            check_equal(&toy.member[i].none_reached, &toy.least[i][n]);
            check_equal(&least, &best);
        }
        mmi_star_clear(&star);
    }
}
END_TEST

int main(void) { return RUN_SUITE("star", every_start_reaches_what_all_ways_reach); }
