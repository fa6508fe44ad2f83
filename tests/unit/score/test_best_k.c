/* The k best against sorting everything. */
#include "score/best_k.h"

#include "random_numbers.h"
#include "run_suite.h"

#include <stdlib.h>

static int32_t turned_by, length;
static int32_t scores[300];

static int better_first(const void *one, const void *other)
{
    const int32_t a = *(const int32_t *)one;
    const int32_t b = *(const int32_t *)other;
    if (scores[a] != scores[b]) return scores[a] > scores[b] ? -1 : 1;
    return (a - turned_by + length) % length < (b - turned_by + length) % length ? -1 : 1;
}

START_TEST(best_k_equals_sorting_all)
{
    uint64_t state = random_state(1);
    for (int32_t round = 0; round < 3000; round++) {
        next_random(&state);
        length = (int32_t)(state % 299);
        turned_by = length == 0 ? 0 : (int32_t)(state / 299 % (uint64_t)length);
        const int32_t k = (int32_t)(state / 90000 % 40);
        int32_t order[300];
        int32_t n_eligible = 0;
        for (int32_t i = 0; i < length; i++) {
            next_random(&state);
            scores[i] = (int32_t)(state % (round % 2 == 0 ? 4u : 1000000u)) - (state % 3 == 0);
            if (state % 7 == 0) scores[i] = -1;
            if (scores[i] >= 0) order[n_eligible++] = i;
        }
        qsort(order, (size_t)n_eligible, sizeof *order, better_first);
        mmi_scored best[40];
        int32_t left;
        const int32_t n = mmi_best_k(scores, length, k, turned_by, best, &left);
        ck_assert_int_eq(n, n_eligible < k ? n_eligible : k);
        for (int32_t i = 0; i < n; i++) {
            ck_assert_int_eq(best[i].index, order[i]);
            ck_assert_int_eq(best[i].score, scores[order[i]]);
        }
        ck_assert_int_eq(left, n < n_eligible ? scores[order[n]] : -1);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("best_k", best_k_equals_sorting_all);
}
