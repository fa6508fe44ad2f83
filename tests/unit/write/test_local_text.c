/* Zones and wall clocks of people, by canonical number. */
#include "write/local_text.h"

#include "hand_made.h"
#include "run_suite.h"

START_TEST(zone_is_as_written_else_of_the_other_row_else_of_the_programme)
{
    hand_made made;
    hand_cohort(&made);
    const int32_t *mentee = made.role[MMI_MENTEE].number;
    ck_assert_str_eq(mmi_stated_zone_name(&made.profiles, MMI_MENTEE, mentee[2]), "Asia/Tokyo");
    ck_assert_str_eq(mmi_stated_zone_name(&made.profiles, MMI_MENTEE, mentee[1]), "UTC+05:30");
    made.role[MMI_MENTOR].zone_name[1] = "";
    ck_assert_str_eq(mmi_stated_zone_name(&made.profiles, MMI_MENTEE, mentee[1]),
                     "Europe/Dublin");
    made.role[MMI_MENTEE].zone_name[2] = "";
    ck_assert_str_eq(mmi_stated_zone_name(&made.profiles, MMI_MENTEE, mentee[2]),
                     "Europe/Dublin");
    hand_end(&made);
}
END_TEST

/* Dublin goes back at 2026-10-25 01:00Z: 01:59:59 is followed by 01:00:00. */
START_TEST(wall_clock_repeats_an_hour_when_summer_time_ends)
{
    hand_made made;
    hand_cohort(&made);
    const int32_t ada = made.role[MMI_MENTOR].number[0];
    const int64_t change_s = hand_instant(48, 1, 0);
    ck_assert_int_eq(mmi_local_s(&made.profiles, MMI_MENTOR, ada, change_s - 1), change_s + 3599);
    ck_assert_int_eq(mmi_local_s(&made.profiles, MMI_MENTOR, ada, change_s), change_s);
    hand_end(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("local_text",
                     zone_is_as_written_else_of_the_other_row_else_of_the_programme,
                     wall_clock_repeats_an_hour_when_summer_time_ends);
}
