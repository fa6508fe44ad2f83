/* What is left of a pair's starts beside its people's other meetings. */
#include "run_suite.h"
#include "schedule/bookings.h"
#include "toy_group.h"

static toy_group toy; /* large: not on the stack */
static mmi_bookings bookings;

/* Person 0 with 1, 2 and 3 in two weeks; a pair's starts are every second offset. */
static void set_up(int32_t busy_slots, int32_t per_day)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    toy_begin(&toy, 2, busy_slots, per_day);
    for (int32_t pair = 0; pair < 3; pair++) {
        toy_add_pair(&toy, pair == 2 ? 3 : 0, pair == 2 ? 0 : pair + 1);
        for (int32_t i = 0; i < 50; i++) {
            toy_add_start(&toy, 0, pair, toy_at(0, 2 * i));
            toy_add_start(&toy, 1, pair, toy_at(1, 2 * i));
        }
    }
    ck_assert_int_eq(mmi_bookings_make(&heap, &toy.group, &bookings), MM_OK);
}

/* Free starts of pair 0 in a week as far as one side's person goes; bit i is start i. */
static uint64_t free_starts(int32_t week, int32_t side)
{
    bool is_free[50];
    uint64_t bits = 0;
    for (int32_t i = 0; i < 50; i++) is_free[i] = true;
    mmi_rule_out(&bookings, 0, week, side, toy.start[week][0], 50, is_free);
    for (int32_t i = 0; i < 50; i++) bits |= (uint64_t)is_free[i] << i;
    return bits;
}

static const uint64_t all = (UINT64_C(1) << 50) - 1;

START_TEST(starts_nearer_than_meeting_and_gap_are_taken)
{
    set_up(4, 9);
    mmi_book(&bookings, 1, 0, &toy.start[0][1][10]); /* offset 20: 18, 20, 22 are too near */
    ck_assert_uint_eq(free_starts(0, 0), all & ~(UINT64_C(7) << 9));
    ck_assert_uint_eq(free_starts(0, 1), all);
    mmi_unbook(&bookings, 1, 0);
    ck_assert_uint_eq(free_starts(0, 0), all);
    mmi_bookings_clear(&bookings);
}
END_TEST

START_TEST(own_booking_does_not_take_its_own_place)
{
    set_up(4, 1);
    mmi_book(&bookings, 0, 0, &toy.start[0][0][10]);
    ck_assert_uint_eq(free_starts(0, 0), all);
    mmi_bookings_clear(&bookings);
}
END_TEST

START_TEST(full_date_takes_all_its_starts_in_either_role)
{
    set_up(1, 2);
    mmi_book(&bookings, 1, 0, &toy.start[0][1][15]); /* offsets 30 and 32, date 3 */
    ck_assert_uint_eq(free_starts(0, 0), all & ~(UINT64_C(1) << 15));
    mmi_book(&bookings, 2, 0, &toy.start[0][2][16]);
    ck_assert_uint_eq(free_starts(0, 0), all & ~(UINT64_C(31) << 15));
    mmi_bookings_clear(&bookings);
}
END_TEST

START_TEST(meetings_of_the_week_before_and_after_count)
{
    set_up(6, 9);
    mmi_book(&bookings, 1, 0, &toy.start[0][1][49]); /* slot 98: 100, 102 are too near */
    ck_assert_uint_eq(free_starts(1, 0), all & ~UINT64_C(3));
    mmi_bookings_clear(&bookings);
    set_up(6, 9);
    mmi_book(&bookings, 1, 1, &toy.start[1][1][0]);
    ck_assert_uint_eq(free_starts(0, 0), all & ~(UINT64_C(3) << 48));
    mmi_bookings_clear(&bookings);
}
END_TEST

int main(void)
{
    return RUN_SUITE("bookings", starts_nearer_than_meeting_and_gap_are_taken,
                     own_booking_does_not_take_its_own_place,
                     full_date_takes_all_its_starts_in_either_role,
                     meetings_of_the_week_before_and_after_count);
}
