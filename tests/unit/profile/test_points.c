/* Points: largest remainder, exactly. */
#include "profile/points.h"

#include "random_numbers.h"
#include "run_suite.h"

START_TEST(points_are_dealt_by_largest_remainder)
{
    const int64_t weight[] = {3000, 2000, 1000};
    int32_t points[3];
    mmi_share_points(weight, 3, points);
    ck_assert_int_eq(points[0], 500000);
    ck_assert_int_eq(points[1], 333333);
    ck_assert_int_eq(points[2], 166667); /* .67 is the larger remainder */
}
END_TEST

START_TEST(ties_of_remainders_go_to_the_first)
{
    const int64_t weight[] = {1, 1, 1};
    int32_t points[3];
    mmi_share_points(weight, 3, points);
    ck_assert_int_eq(points[0], 333334);
    ck_assert_int_eq(points[1], 333333);
    ck_assert_int_eq(points[2], 333333);
}
END_TEST

START_TEST(C4_03_all_weights_zero_gives_no_points)
{
    const int64_t weight[] = {0, 0};
    int32_t points[2] = {7, 7};
    mmi_share_points(weight, 2, points);
    ck_assert_int_eq(points[0], 0);
    ck_assert_int_eq(points[1], 0);
    mmi_share_points(weight, 0, points);
}
END_TEST

START_TEST(points_always_sum_to_a_million)
{
    uint64_t state = random_state(1);
    for (int32_t round = 0; round < 2000; round++) {
        int64_t weight[23];
        int32_t points[23];
        const int32_t n = 1 + round % 23;
        for (int32_t i = 0; i < n; i++) {
            next_random(&state);
            weight[i] = (int64_t)(state % (round % 2 == 0 ? 5u : 1000000001u));
        }
        weight[0] += 1;
        mmi_share_points(weight, n, points);
        int64_t sum = 0;
        int64_t weights = 0;
        for (int32_t i = 0; i < n; i++) weights += weight[i];
        for (int32_t i = 0; i < n; i++) {
            const int64_t exact = weight[i] * 1000000 / weights;
            ck_assert(points[i] == exact || points[i] == exact + 1);
            sum += points[i];
        }
        ck_assert_int_eq(sum, 1000000);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("points", points_are_dealt_by_largest_remainder,
                     ties_of_remainders_go_to_the_first, C4_03_all_weights_zero_gives_no_points,
                     points_always_sum_to_a_million);
}
