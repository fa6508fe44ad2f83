#include "run_suite.h"

#include "time/civil.h"
#include "time/footer.h"

#include <string.h>

static void assert_utc(int64_t utc_s, const char *expected)
{
    char text[MMI_UTC_CHARS];
    mmi_format_utc(utc_s, text);
    ck_assert_str_eq(text, expected);
}

START_TEST(rules_give_the_instants_that_the_law_gives)
{
    static const struct {
        const char *footer;
        int32_t year, standard_s, summer_s;
        const char *begin, *end;
    } cases[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2026, 3600, 7200, "2026-03-29T01:00:00Z",
         "2026-10-25T01:00:00Z"},
        {"EST5EDT,M3.2.0,M11.1.0", 2026, -18000, -14400, "2026-03-08T07:00:00Z",
         "2026-11-01T06:00:00Z"},
        /* C3.10: the "summer" time of Dublin is its winter. */
        {"IST-1GMT0,M10.5.0,M3.5.0/1", 2026, 3600, 0, "2026-10-25T01:00:00Z",
         "2026-03-29T01:00:00Z"},
        /* C3.11: half an hour; south. */
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2026, 37800, 39600, "2026-10-03T15:30:00Z",
         "2026-04-04T15:00:00Z"},
        /* C3.9: hours beyond a day, before it, and 24. */
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", 2090, 7200, 10800, "2090-03-25T00:00:00Z",
         "2090-10-27T23:00:00Z"},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2026, -7200, -3600, "2026-03-29T01:00:00Z",
         "2026-10-25T01:00:00Z"},
        {"EET-2EEST,M4.5.5/0,M10.5.4/24", 2026, 7200, 10800, "2026-04-23T22:00:00Z",
         "2026-10-29T21:00:00Z"},
        {"AAA0BBB,M1.1.1/-167,M12.5.0/167", 2026, 0, 3600, "2025-12-29T01:00:00Z",
         "2027-01-02T22:00:00Z"},
        /* Jn does not count 29 February, n does. */
        {"AAA0BBB,J60/0,J365/1", 2028, 0, 3600, "2028-03-01T00:00:00Z", "2028-12-31T00:00:00Z"},
        {"AAA0BBB,J59/0,J60/1", 2028, 0, 3600, "2028-02-28T00:00:00Z", "2028-03-01T00:00:00Z"},
        {"AAA0BBB,59/0,365/1", 2028, 0, 3600, "2028-02-29T00:00:00Z", "2028-12-31T00:00:00Z"},
        {"AAA0BBB,J60/0,59/1", 2027, 0, 3600, "2027-03-01T00:00:00Z", "2027-03-01T00:00:00Z"},
        {"<+1234>-12:34:56<+1344>-13:44:56,M12.1.0/0,M1.1.0/0", 2026, 45296, 49496,
         "2026-12-05T11:25:04Z", "2026-01-03T10:15:04Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mmi_footer footer;
        ck_assert_msg(mmi_footer_parse(cases[i].footer, strlen(cases[i].footer), &footer), "%s",
                      cases[i].footer);
        ck_assert(footer.has_summer);
        ck_assert_int_eq(footer.standard_offset_s, cases[i].standard_s);
        ck_assert_int_eq(footer.summer_offset_s, cases[i].summer_s);
        assert_utc(mmi_footer_summer_begin_utc_s(&footer, cases[i].year), cases[i].begin);
        assert_utc(mmi_footer_summer_end_utc_s(&footer, cases[i].year), cases[i].end);
    }
}
END_TEST

START_TEST(zones_without_summer_time_are_one_offset)
{
    static const struct {
        const char *footer;
        int32_t offset_s;
    } cases[] = {{"UTC0", 0}, {"<+0330>-3:30", 12600}, {"<-00>0", 0}, {"EST5", -18000},
                 {"<+14>-14", 50400}, {"ABC+24", -86400}, {"<-0330>3:30", -12600}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mmi_footer footer;
        ck_assert(mmi_footer_parse(cases[i].footer, strlen(cases[i].footer), &footer));
        ck_assert(!footer.has_summer);
        ck_assert_int_eq(footer.standard_offset_s, cases[i].offset_s);
    }
}
END_TEST

START_TEST(what_is_no_footer_is_refused)
{
    static const char *const cases[] = {
        "", "CET", "C-1", "<+1>-1", "<+01-1", "CET-25", "CET-1:60", "CET-1:0:60", "CET-1 ",
        " CET-1",
        "CET-1CEST", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "CET-1CEST-25,J1,J2",
        "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5",
        "CET-1CEST,J366,J5", "CET-1CEST,366,5", "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0/-168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,M3.5,M10.5.0",
        ":Europe/Berlin", "CET-99999999999", "CET--1", "CET-1:", "CET-1CEST,M3.5.0/,M10.5.0"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mmi_footer footer;
        ck_assert_msg(!mmi_footer_parse(cases[i], strlen(cases[i]), &footer), "%s", cases[i]);
    }
}
END_TEST

START_TEST(every_beginning_of_a_footer_is_read_within_its_bytes)
{
    static const char whole[] = "<-02>2<-01>1:30:15,M3.5.0/-1:00:01,J365/167:59:59";
    for (size_t n = 0; n < sizeof whole; n++) {
        char *bytes = malloc(n == 0 ? 1 : n); /* as long as that, for the address sanitizer */
        memcpy(bytes, whole, n);
        mmi_footer footer;
        (void)mmi_footer_parse(bytes, n, &footer);
        free(bytes);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("footer", rules_give_the_instants_that_the_law_gives,
                     zones_without_summer_time_are_one_offset, what_is_no_footer_is_refused,
                     every_beginning_of_a_footer_is_read_within_its_bytes);
}
