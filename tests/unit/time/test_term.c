#include "run_suite.h"

#include "time/civil.h"
#include "time/term.h"
#include "time/week_mask.h"
#include "time/zone_book.h"

#include <stdio.h>
#include <string.h>

static int32_t day_of(const char *date)
{
    int32_t day;
    ck_assert_msg(mmi_parse_date(date, 10, &day), "%s", date);
    return day;
}

START_TEST(weeks_begin_at_local_midnight_and_have_their_hours)
{
    static const struct {
        const char *zone, *first_day;
        int32_t week;
        const char *begin;
        int32_t n_slots;
    } cases[] = {
        {"UTC", "2026-09-07", 1, "2026-09-07T00:00:00Z", 672},
        {"UTC", "2026-09-07", 104, "2028-08-28T00:00:00Z", 672},
        {"Europe/Dublin", "2026-09-07", 6, "2026-10-11T23:00:00Z", 672},
        {"Europe/Dublin", "2026-09-07", 7, "2026-10-18T23:00:00Z", 676}, /* an hour comes twice */
        {"Europe/Dublin", "2026-09-07", 8, "2026-10-26T00:00:00Z", 672},
        {"Europe/Dublin", "2026-03-23", 1, "2026-03-23T00:00:00Z", 668},
        {"America/Havana", "2026-03-08", 1, "2026-03-08T05:00:00Z", 668}, /* C3.16 */
        {"Africa/Cairo", "2026-04-24", 1, "2026-04-23T22:00:00Z", 668}, /* a day of 23 hours */
        {"Australia/Lord_Howe", "2026-03-30", 1, "2026-03-29T13:00:00Z", 674}, /* C3.11 */
        {"Asia/Kathmandu", "2026-09-07", 1, "2026-09-06T18:15:00Z", 672}, /* C3.12 */
        {"Pacific/Apia", "2011-12-26", 1, "2011-12-26T10:00:00Z", 576},   /* C3.17: six days */
        {"Pacific/Apia", "2011-12-30", 1, "2011-12-30T10:00:00Z", 576},   /* begins on the 31st */
        {"Europe/London", "2028-02-29", 1, "2028-02-29T00:00:00Z", 672},  /* C3.28 */
        {"UTC", "2038-01-18", 1, "2038-01-18T00:00:00Z", 672},            /* C3.33 */
        {"Africa/Monrovia", "1971-06-07", 1, "1971-06-07T00:44:30Z", -1}, /* off the grid */
        {"Africa/Monrovia", "1972-01-03", 1, "1972-01-03T00:44:30Z", -1},
        {"Africa/Monrovia", "1972-01-10", 1, "1972-01-10T00:00:00Z", 672},
    };
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mmi_term term = {.first_day = day_of(cases[i].first_day), .n_weeks = 104};
        ck_assert_int_eq(mmi_zone_book_find(book, cases[i].zone, &term.zone, NULL), MMI_ZONE_OK);
        char begin[MMI_UTC_CHARS];
        mmi_format_utc(mmi_term_week_begin(&term, cases[i].week), begin);
        ck_assert_str_eq(begin, cases[i].begin);
        ck_assert_msg(mmi_term_week_slots(&term, cases[i].week) == cases[i].n_slots, "%s %d",
                      cases[i].zone, (int)mmi_term_week_slots(&term, cases[i].week));
    }
    mmi_zone_book_free(book);
}
END_TEST

START_TEST(ranges_that_overlap_or_touch_become_one)
{
    mmi_day_range ranges[] = {{30, 40}, {5, 5}, {10, 12}, {13, 14}, {35, 36}, {16, 16}, {10, 10}};
    ck_assert_int_eq(mmi_merge_day_ranges(ranges, 7), 4);
    static const int32_t expected[4][2] = {{5, 5}, {10, 14}, {16, 16}, {30, 40}};
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(ranges[i].first_day, expected[i][0]);
        ck_assert_int_eq(ranges[i].last_day, expected[i][1]);
    }
    ck_assert_int_eq(mmi_merge_day_ranges(ranges, 0), 0);
    mmi_day_range extremes[] = {{INT32_MIN, INT32_MAX}, {0, INT32_MAX}};
    ck_assert_int_eq(mmi_merge_day_ranges(extremes, 2), 1);
}
END_TEST

START_TEST(a_week_is_a_holiday_when_all_of_it_is)
{
    static const struct {
        const char *zone, *first_day;
        int32_t first_shift, last_shift; /* holiday, in days from first_day */
        bool is_holiday;
    } cases[] = {
        {"UTC", "2026-12-21", 0, 6, true},
        {"UTC", "2026-12-21", 0, 5, false},
        {"UTC", "2026-12-21", 1, 6, false},
        {"UTC", "2026-12-21", -3, 60, true},
        {"UTC", "2026-12-21", 7, 9, false},
        {"Europe/Dublin", "2026-10-19", 0, 6, true},
        {"Pacific/Apia", "2011-12-26", 0, 6, true},
        {"Pacific/Apia", "2011-12-30", 1, 6, true},  /* 30 December has no instant */
    };
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const int32_t first_day = day_of(cases[i].first_day);
        const mmi_day_range holiday = {first_day + cases[i].first_shift,
                                       first_day + cases[i].last_shift};
        mmi_term term = {.first_day = first_day, .n_weeks = 1, .n_holidays = 1,
                         .holiday = &holiday};
        ck_assert_int_eq(mmi_zone_book_find(book, cases[i].zone, &term.zone, NULL), MMI_ZONE_OK);
        ck_assert_int_eq(mmi_term_week_is_holiday(&term, 1), cases[i].is_holiday);
        term.n_holidays = 0;
        ck_assert(!mmi_term_week_is_holiday(&term, 1));
    }
    mmi_zone_book_free(book);
}
END_TEST

START_TEST(holidays_of_several_ranges_make_a_week_too)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone *zone = mmi_zone_fixed(&heap, 0);
    const mmi_day_range holidays[] = {{98, 101}, {102, 103}, {104, 104}, {106, 200}};
    mmi_term term = {.first_day = 98, .n_weeks = 3, .zone = zone, .n_holidays = 3,
                     .holiday = holidays};
    ck_assert(mmi_term_week_is_holiday(&term, 1));
    term.n_holidays = 4;
    ck_assert(!mmi_term_week_is_holiday(&term, 2)); /* day 105 is free */
    ck_assert(mmi_term_week_is_holiday(&term, 3));
    mmi_zone_free(zone);
}
END_TEST

int main(void)
{
    return RUN_SUITE("term", weeks_begin_at_local_midnight_and_have_their_hours,
                     ranges_that_overlap_or_touch_become_one,
                     a_week_is_a_holiday_when_all_of_it_is,
                     holidays_of_several_ranges_make_a_week_too);
}
