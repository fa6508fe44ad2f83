/* Starts of a pair on two clocks: discomfort, dates, weekday and time, changes of summer time. */
#include "run_suite.h"
#include "schedule/meeting_starts.h"
#include "small_programme.h"
#include "time/civil.h"

enum { HOUR_S = 3600, MINUTE_S = 60 };

static mmi_start starts[MMI_MOST_STARTS];

/* Starts of the only mentor and mentee in the only check-in week. */
static int32_t list(const char *first_day, const char *check_ins, const small_person people[2])
{
    char term[256];
    snprintf(term, sizeof term, "{\"first_day\": \"%s\", \"weeks\": 1, \"time_zone\":"
             " \"Europe/London\"}", first_day);
    small_programme made = small_make(term, check_ins, people, 2, "mentee,mentor\na,m\n");
    const int32_t nobody = 0;
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_week_clocks clocks;
    ck_assert_int_eq(mmi_week_clocks_make(&heap, made.profiles, 1, &nobody, &nobody, &clocks),
                     MM_OK);
    const mmi_meeting_pairs pairs = {made.profiles, &clocks, &nobody, &nobody};
    const int32_t n = mmi_list_meeting_starts(&pairs, 0, 0, starts);
    mmi_week_clocks_clear(&clocks);
    small_free(&made);
    return n;
}

static const small_person always[] = {
    {.role = MM_ROLE_MENTOR, .id = "m", .zone = "Europe/London",
     .availability = "Mon-Sun 00:00-24:00"},
    {.role = MM_ROLE_MENTEE, .id = "a", .zone = "America/New_York",
     .availability = "Mon-Sun 00:00-24:00"}};

START_TEST(starts_are_told_on_both_clocks)
{
    ck_assert_int_eq(list("2026-09-07", "{\"minutes\": 30}", always), 671);
    /* The first slot: Monday 00:00 in London, 23:00 UTC; Sunday 19:00 in New York. */
    const int32_t monday = mmi_day_from_civil(2026, 9, 7);
    ck_assert_int_eq(starts[0].slot, monday * 96 - 4);
    ck_assert_int_eq(starts[0].offset, 0);
    ck_assert_int_eq(starts[0].day[0], monday);
    ck_assert_int_eq(starts[0].day[1], monday - 1);
    ck_assert_int_eq(starts[0].time_of_week, 6 * MMI_DAY_S + 19 * HOUR_S);
    ck_assert_int_eq(starts[20].day[1], monday); /* five hours on it is Monday there too */
    ck_assert_int_eq(starts[20].time_of_week, 0);
}
END_TEST

START_TEST(discomfort_counts_quarter_hours_outside)
{
    list("2026-09-07", "{\"minutes\": 60}", always);
    /* London 00:00 and New York 19:00: four quarter hours, none. */
    ck_assert_int_eq(starts[0].most_discomfort, 4);
    ck_assert_int_eq(starts[0].least_discomfort, 0);
    /* London 01:30, New York 20:30-21:30. */
    ck_assert_int_eq(starts[6].most_discomfort, 4);
    ck_assert_int_eq(starts[6].least_discomfort, 2);
    /* London 07:45-08:45, New York 02:45. */
    ck_assert_int_eq(starts[31].most_discomfort, 4);
    ck_assert_int_eq(starts[31].least_discomfort, 1);
    /* London 13:00, New York 08:00. */
    ck_assert_int_eq(starts[52].most_discomfort, 0);
}
END_TEST

START_TEST(comfortable_hours_may_cross_midnight)
{
    list("2026-09-07", "{\"minutes\": 15, \"comfortable\": {\"from\": \"22:00\", \"to\":"
         " \"06:00\"}}", always);
    ck_assert_int_eq(starts[23].least_discomfort, 0); /* London 05:45 */
    ck_assert_int_eq(starts[23].most_discomfort, 0);  /* New York 00:45 */
    ck_assert_int_eq(starts[24].most_discomfort, 1);  /* London 06:00 */
    ck_assert_int_eq(starts[88].most_discomfort, 1);  /* London 22:00, New York 17:00 */
    ck_assert_int_eq(starts[88].least_discomfort, 0);
}
END_TEST

START_TEST(whole_day_is_comfortable_from_midnight_to_midnight)
{
    const int32_t n = list("2026-09-07", "{\"minutes\": 45, \"comfortable\": {\"from\":"
                           " \"00:00\", \"to\": \"24:00\"}}", always);
    for (int32_t i = 0; i < n; i++) ck_assert_int_eq(starts[i].most_discomfort, 0);
}
END_TEST

START_TEST(local_time_goes_back_an_hour_in_october)
{
    /* The week of 2026-10-19: London leaves summer time on Sunday 25 at 01:00 UTC. */
    ck_assert_int_eq(list("2026-10-19", "{\"minutes\": 15}", always), 676);
    const int32_t change = 6 * 96 + 8; /* 02:00 summer time becomes 01:00 */
    small_person swapped[] = {always[0], always[1]};
    swapped[0].zone = "America/New_York";
    swapped[1].zone = "Europe/London";
    ck_assert_int_eq(list("2026-10-19", "{\"minutes\": 15}", swapped), 676);
    ck_assert_int_eq(starts[change - 1].time_of_week,
                     6 * MMI_DAY_S + HOUR_S + 45 * MINUTE_S);
    ck_assert_int_eq(starts[change].time_of_week, 6 * MMI_DAY_S + HOUR_S);
    ck_assert_int_eq(starts[change].slot - starts[change - 1].slot, 1);
}
END_TEST

START_TEST(zone_off_the_hour_is_read_to_the_quarter)
{
    small_person people[] = {always[0], always[1]};
    people[1].zone = "Asia/Kathmandu"; /* UTC+05:45, London in summer UTC+01:00 */
    list("2026-09-07", "{\"minutes\": 15}", people);
    ck_assert_int_eq(starts[0].time_of_week, 4 * HOUR_S + 45 * MINUTE_S);
    ck_assert_int_eq(starts[12].most_discomfort, 1);  /* 07:45 in Kathmandu, 03:00 in London */
    ck_assert_int_eq(starts[13].least_discomfort, 0); /* 08:00 in Kathmandu */
    ck_assert_int_eq(starts[12].least_discomfort, 1);
}
END_TEST

START_TEST(no_common_time_is_no_start)
{
    small_person people[] = {always[0], always[1]};
    people[0].availability = "Mon 10:00-11:00";
    people[1].availability = "Tue 10:00-11:00";
    ck_assert_int_eq(list("2026-09-07", "{\"minutes\": 15}", people), 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("meeting_starts", starts_are_told_on_both_clocks,
                     discomfort_counts_quarter_hours_outside,
                     comfortable_hours_may_cross_midnight,
                     whole_day_is_comfortable_from_midnight_to_midnight,
                     local_time_goes_back_an_hour_in_october,
                     zone_off_the_hour_is_read_to_the_quarter, no_common_time_is_no_start);
}
