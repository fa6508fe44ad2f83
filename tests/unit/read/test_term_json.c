/* The section `term`: dates, weeks, zone, holidays.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

#include <unistd.h>

#define DATE_ROW "\"first_day\": \"2026-09-07\""

START_TEST(C3_27_dates_that_do_not_exist_are_refused)
{
    static const char *const bad[] = {"2027-02-29", "2026-04-31", "2026-00-10", "2026-13-01",
                                      "0000-01-01", "1969-12-31", "2401-01-01", "9999-01-01",
                                      "10000-01-01", "-2026-01-01", "03/04/2026", "26-09-07",
                                      "2026-9-7", "2026-09-07 ", ""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "\"first_day\": \"%s\"", bad[i]);
        expect_error(DATE_ROW, to, MM_CODE_DATE, "term.first_day");
        snprintf(to, sizeof to, "\"%s\"", bad[i]);
        expect_error("\"2026-10-26\"", to, MM_CODE_DATE, "term.holidays[0]");
    }
    expect_error("\"to\": \"2026-10-02\"", "\"to\": \"2026-02-30\"", MM_CODE_DATE,
                 "term.holidays[1].to");
    expect_error(DATE_ROW, "\"first_day\": 20260907", MM_CODE_JSON_TYPE, "term.first_day");
}
END_TEST

START_TEST(term_must_end_before_2401)
{
    char *late = change(least_text, "2026-09-07", "2400-10-09"); /* 12 weeks: 31 December */
    reading r = read_text(late);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    end_reading(&r);
    free(late);
    late = change(least_text, "2026-09-07", "2400-10-10");
    expect_one_error(late, MM_CODE_DATE, "term.weeks", 2);
    free(late);
    late = change(least_text, "2026-09-07", "1970-01-01");
    r = read_text(late);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    end_reading(&r);
    free(late);
}
END_TEST

START_TEST(weeks_of_the_term_are_1_to_104)
{
    expect_errors("\"weeks\": 12", EACH("\"weeks\": 0", "\"weeks\": 105", "\"weeks\": -1"),
                  MM_CODE_NUMBER_RANGE, "term.weeks");
    expect_errors("\"weeks\": 12", EACH("\"weeks\": 12.0", "\"weeks\": 1.5", "\"weeks\": 1e-1"),
                  MM_CODE_NUMBER, "term.weeks");
    expect_error("\"weeks\": 12", "\"weaks\": 12, \"weeks\": 12", MM_CODE_KEY_UNKNOWN, "term");
    reading r = expect_good("\"weeks\": 12", "\"weeks\": 104");
    end_reading(&r);
}
END_TEST

START_TEST(C3_36_zone_of_the_programme_is_checked)
{
    expect_errors("\"time_zone\": \"UTC\"",
                  EACH("\"time_zone\": \"UTC+3\"", "\"time_zone\": \"UTC+05:10\"",
                       "\"time_zone\": \"UTC+14:15\"", "\"time_zone\": \"Europe/Nowhere\"",
                       "\"time_zone\": \"../../etc/passwd\"", "\"time_zone\": \"localtime\"",
                       "\"time_zone\": \"right/Europe/Paris\"", "\"time_zone\": \" UTC\""),
                  MM_CODE_PROGRAMME_ZONE, "term.time_zone");
    expect_error("\"time_zone\": \"UTC\"", "\"time_zone\": \"\"", MM_CODE_TEXT, "term.time_zone");
    reading r = expect_good("\"time_zone\": \"UTC\"", "\"time_zone\": \"UTC+05:45\"");
    ck_assert_int_eq(mmi_zone_offset_s(r.programme->term.zone, 0), 20700);
    ck_assert_str_eq(r.programme->time_zone, "UTC+05:45");
    end_reading(&r);
}
END_TEST

START_TEST(zone_without_a_database_asks_for_the_package)
{
    char *text = change(least_text, "UTC", "Europe/Dublin");
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.zone_directory = "/nonexistent-zones";
    const mm_source source = {.bytes = text, .n_bytes = strlen(text)};
    mm_programme *programme = NULL;
    mm_error error;
    ck_assert_int_eq(mm_read_programme(&source, &options, &programme, &error), MM_ERR_INPUT);
    ck_assert_int_eq(error.code, MM_CODE_PROGRAMME_ZONE);
    ck_assert_ptr_nonnull(strstr(error.message, "tzdata"));
    free(text);
    const mm_source utc = {.bytes = least_text, .n_bytes = strlen(least_text)};
    ck_assert_int_eq(mm_read_programme(&utc, &options, &programme, &error), MM_OK);
    ck_assert_str_eq(programme->zone_directory, "/nonexistent-zones");
    mm_programme_free(programme);
}
END_TEST

START_TEST(wrong_zone_gets_the_near_name_where_zones_are_installed)
{
    if (access("/usr/share/zoneinfo/Europe/Dublin", R_OK) != 0) return;
    char *text = change(least_text, "UTC", "Europe/Dublen");
    reading r = read_text(text);
    const mm_problem *problem = find_problem(&r, MM_CODE_PROGRAMME_ZONE);
    ck_assert_ptr_nonnull(problem);
    ck_assert_str_eq(problem->suggestion, "Europe/Dublin");
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(zone_off_the_quarter_hour_grid_is_refused)
{
    /* Liberia was 44 minutes and 30 seconds behind UTC until 7 January 1972. */
    char *text = change(least_text, "2026-09-07", "1970-02-02");
    char *liberia = change(text, "UTC", "Africa/Monrovia");
    reading r = read_text(liberia);
    if (find_problem(&r, MM_CODE_PROGRAMME_ZONE) == NULL) {
        expect_one_error(liberia, MM_CODE_ZONE_GRID, "term.time_zone", 2);
    }
    end_reading(&r);
    free(text);
    free(liberia);
}
END_TEST

START_TEST(zone_name_with_a_sign_turned_round_is_warned_about)
{
    expect_remark("\"time_zone\": \"UTC\"", "\"time_zone\": \"Etc/GMT+5\"", MM_SEVERITY_WARNING,
                  MM_CODE_ZONE_SIGN, "term.time_zone");
}
END_TEST

START_TEST(C6_14_holidays_are_merged_ignored_or_refused)
{
    reading r = expect_good("\"2026-10-26\"", "\"2026-10-26\", \"2026-10-26\", \"2026-10-27\"");
    ck_assert_int_eq(r.programme->term.n_holidays, 2);
    ck_assert_int_eq(r.programme->term.holiday[1].last_day, 20753);
    end_reading(&r);
    /* The term is 7 September to 29 November. */
    r = expect_good("\"2026-10-26\"", "\"2026-09-07\", \"2026-11-29\"");
    ck_assert_int_eq(r.programme->term.n_holidays, 3);
    end_reading(&r);
    expect_remark("\"2026-10-26\"", "\"2026-11-30\"", MM_SEVERITY_WARNING, MM_CODE_OUTSIDE_TERM,
                  "term.holidays[0]");
    expect_remark("\"2026-10-26\"", "\"2026-09-06\"", MM_SEVERITY_WARNING, MM_CODE_OUTSIDE_TERM,
                  "term.holidays[0]");
    expect_error("\"to\": \"2026-10-02\"", "\"to\": \"2026-09-30\"", MM_CODE_DATE_ORDER,
                 "term.holidays[1]");
    expect_error(", \"to\": \"2026-10-02\"", "", MM_CODE_KEY_MISSING, "term.holidays[1]");
    expect_error("\"2026-10-26\"", "5", MM_CODE_JSON_TYPE, "term.holidays[0]");
}
END_TEST

int main(void)
{
    return RUN_SUITE("term_json", C3_27_dates_that_do_not_exist_are_refused,
                     term_must_end_before_2401,
                     weeks_of_the_term_are_1_to_104,
                     C3_36_zone_of_the_programme_is_checked,
                     zone_without_a_database_asks_for_the_package,
                     wrong_zone_gets_the_near_name_where_zones_are_installed,
                     zone_off_the_quarter_hour_grid_is_refused,
                     zone_name_with_a_sign_turned_round_is_warned_about,
                     C6_14_holidays_are_merged_ignored_or_refused);
}
