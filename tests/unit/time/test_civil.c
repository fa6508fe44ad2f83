#include "run_suite.h"

#include "time/civil.h"

#include <string.h>
#include <time.h>

START_TEST(known_dates_have_known_day_numbers)
{
    ck_assert_int_eq(mmi_day_from_civil(1970, 1, 1), 0);
    ck_assert_int_eq(mmi_day_from_civil(2000, 2, 29), 11016);
    ck_assert_int_eq(mmi_day_from_civil(1969, 12, 31), -1);
    ck_assert_int_eq(mmi_day_from_civil(1600, 1, 1), -135140);
}
END_TEST

START_TEST(every_day_of_431_years_agrees_with_the_c_library)
{
    const int32_t first = mmi_day_from_civil(1970, 1, 1);
    const int32_t last = mmi_day_from_civil(2400, 12, 31);
    for (int32_t day = first; day <= last; day++) {
        const time_t second = (time_t)day * 86400;
        struct tm theirs;
        if (gmtime_r(&second, &theirs) == NULL) ck_abort_msg("day %d", (int)day);
        int32_t year, month, day_of_month;
        mmi_civil_from_day(day, &year, &month, &day_of_month);
        const bool agrees = year == theirs.tm_year + 1900 && month == theirs.tm_mon + 1 &&
                            day_of_month == theirs.tm_mday &&
                            mmi_weekday(day) == (theirs.tm_wday + 6) % 7 &&
                            mmi_day_from_civil(year, month, day_of_month) == day;
        if (!agrees) ck_abort_msg("day %d", (int)day);
    }
}
END_TEST

START_TEST(weekdays_before_1970_are_right)
{
    ck_assert_int_eq(mmi_weekday(-1), 2);                                /* a Wednesday */
    ck_assert_int_eq(mmi_weekday(mmi_day_from_civil(1600, 1, 1)), 5); /* a Saturday */
}
END_TEST

START_TEST(written_dates_are_read)
{
    static const struct {
        const char *text;
        int32_t year, month, day_of_month;
    } cases[] = {{"1970-01-01", 1970, 1, 1}, {"2400-12-31", 2400, 12, 31},
                 {"2028-02-29", 2028, 2, 29}, /* C3.28 */
                 {"2000-02-29", 2000, 2, 29}, {"2026-12-31", 2026, 12, 31}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t day = 0;
        ck_assert(mmi_parse_date(cases[i].text, 10, &day));
        ck_assert_int_eq(day, mmi_day_from_civil(cases[i].year, cases[i].month,
                                                 cases[i].day_of_month));
        char text[MMI_DATE_CHARS];
        mmi_format_date(day, text);
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

START_TEST(what_is_no_date_is_refused_c3_27_c3_30)
{
    static const char *const cases[] = {
        "2027-02-29", "2100-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00",
        "2026-01-32", "0000-01-01", "1969-12-31", "2401-01-01", "9999-01-01", "10000-01-01",
        "-026-01-01", "26-01-01",   "03/04/2026", "2026/04/03", "2026-4-3",   "2026-04-3 ",
        " 2026-04-03", "2026-04-03 ", "2026-Apr-3", "20260403", "", "2026-04-0x", "+026-01-01"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t day = 77;
        ck_assert_msg(!mmi_parse_date(cases[i], strlen(cases[i]), &day), "%s", cases[i]);
        ck_assert_int_eq(day, 77);
    }
}
END_TEST

START_TEST(seconds_round_down_to_their_date)
{
    ck_assert_int_eq(mmi_day_of_second(0), 0);
    ck_assert_int_eq(mmi_day_of_second(86399), 0);
    ck_assert_int_eq(mmi_day_of_second(86400), 1);
    ck_assert_int_eq(mmi_day_of_second(-1), -1);
    ck_assert_int_eq(mmi_day_of_second(-86400), -1);
    ck_assert_int_eq(mmi_day_of_second(-86401), -2);
}
END_TEST

START_TEST(times_are_written_as_the_output_needs_them)
{
    const int64_t second = (int64_t)mmi_day_from_civil(2026, 9, 7) * MMI_DAY_S + 18 * 3600 + 5 * 60;
    char minute[MMI_MINUTE_CHARS];
    mmi_format_local_minute(second + 59, minute);
    ck_assert_str_eq(minute, "2026-09-07 18:05");
    char utc[MMI_UTC_CHARS];
    mmi_format_utc(second + 9, utc);
    ck_assert_str_eq(utc, "2026-09-07T18:05:09Z");
    mmi_format_utc(INT64_C(2147483648), utc); /* C3.33: one second beyond 31 bits */
    ck_assert_str_eq(utc, "2038-01-19T03:14:08Z");
    mmi_format_utc(-1, utc);
    ck_assert_str_eq(utc, "1969-12-31T23:59:59Z");
}
END_TEST

int main(void)
{
    return RUN_SUITE("civil", known_dates_have_known_day_numbers,
                     every_day_of_431_years_agrees_with_the_c_library,
                     weekdays_before_1970_are_right, written_dates_are_read,
                     what_is_no_date_is_refused_c3_27_c3_30, seconds_round_down_to_their_date,
                     times_are_written_as_the_output_needs_them);
}
