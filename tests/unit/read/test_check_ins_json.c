/* The section `check_ins`: weeks, minutes, comfortable hours.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

START_TEST(default_check_in_weeks_are_those_inside_the_term)
{
    static const struct {
        const char *weeks;
        int32_t n;
        int32_t week[3];
        int64_t n_notes;
    } rows[] = {{"1", 1, {1}, 0},          {"2", 1, {2}, 1},        {"5", 2, {2, 5}, 0},
                {"6", 2, {2, 6}, 1},       {"7", 3, {2, 6, 7}, 0},  {"104", 3, {2, 6, 104}, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = change(least_text, "12", rows[i].weeks);
        reading r = read_text(text);
        ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
        int32_t n = 0;
        const int32_t *week = mm_programme_check_in_weeks(r.programme, &n);
        ck_assert_int_eq(n, rows[i].n);
        for (int32_t k = 0; k < n; k++) ck_assert_int_eq(week[k], rows[i].week[k]);
        ck_assert_int_eq(mm_problems_count(r.problems, MM_SEVERITY_NOTE), rows[i].n_notes);
        end_reading(&r);
        free(text);
    }
}
END_TEST

START_TEST(comfortable_hours_may_cross_midnight)
{
    static const struct {
        const char *hours;
        int32_t from, to;
    } rows[] = {{"{\"from\": \"22:00\", \"to\": \"6:30\"}", 1320, 390},
                {"{\"from\": \"00:00\", \"to\": \"24:00\"}", 0, 1440},
                {"{\"from\": \"18:00\", \"to\": \"00:00\"}", 1080, 1440},
                {"{\"from\": \"9:15\"}", 555, 1260},
                {"{\"to\": \"23:59\"}", 480, 1439}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading r = expect_good("{\"from\": \"08:30\", \"to\": \"20:00\"}", rows[i].hours);
        ck_assert_int_eq(r.programme->comfortable_from_minute, rows[i].from);
        ck_assert_int_eq(r.programme->comfortable_to_minute, rows[i].to);
        end_reading(&r);
    }
}
END_TEST

START_TEST(minutes_that_are_no_quarter_hours_name_the_nearest)
{
    static const struct {
        const char *from, *to, *field, *nearest;
    } rows[] = {{"\"minutes\": 45", "\"minutes\": 50", "check_ins.minutes", " 45"},
                {"\"minutes\": 45", "\"minutes\": 53", "check_ins.minutes", " 60"},
                {"\"gap_minutes\": 15", "\"gap_minutes\": 7", "check_ins.gap_minutes", " 0"},
                {"\"enough_minutes\": 90", "\"enough_minutes\": 100",
                 "common_time.enough_minutes", " 105"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect_error(rows[i].from, rows[i].to, MM_CODE_QUARTER_HOURS, rows[i].field);
        char *text = change(good_text, rows[i].from, rows[i].to);
        reading r = read_text(text);
        const char *message = find_problem(&r, MM_CODE_QUARTER_HOURS)->message;
        ck_assert_str_eq(message + strlen(message) - strlen(rows[i].nearest), rows[i].nearest);
        end_reading(&r);
        free(text);
    }
    expect_errors("\"minutes\": 45", EACH("\"minutes\": 0", "\"minutes\": 14", "\"minutes\": 481"),
                  MM_CODE_NUMBER_RANGE, "check_ins.minutes");
    expect_errors("\"per_day\": 3", EACH("\"per_day\": 0", "\"per_day\": 97"),
                  MM_CODE_NUMBER_RANGE, "check_ins.per_day");
    reading r = expect_good("\"minutes\": 45, \"gap_minutes\": 15",
                            "\"minutes\": 480, \"gap_minutes\": 480");
    end_reading(&r);
}
END_TEST

START_TEST(comfortable_hours_are_checked)
{
    expect_errors("\"08:30\"",
                  EACH("\"24:00\"", "\"25:00\"", "\"12:60\"", "\"9\"", "\"9:5\"", "\"8:30am\"",
                       "\"-8:30\"", "\"08.30\"", "\"\""),
                  MM_CODE_TIME_OF_DAY, "check_ins.comfortable.from");
    expect_error("\"20:00\"", "\"24:01\"", MM_CODE_TIME_OF_DAY, "check_ins.comfortable.to");
    expect_error("\"20:00\"", "\"8:30\"", MM_CODE_TIME_OF_DAY, "check_ins.comfortable");
}
END_TEST

START_TEST(C6_6_named_week_outside_the_term_is_an_error)
{
    expect_error("[2, 6, \"final\"]", "[2, 13]", MM_CODE_OUTSIDE_TERM, "check_ins.weeks[1]");
    expect_errors("[2, 6, \"final\"]", EACH("[0]", "[-1]", "[105]"), MM_CODE_NUMBER_RANGE,
                  "check_ins.weeks[0]");
    expect_error("[2, 6, \"final\"]", "[]", MM_CODE_TOO_FEW, "check_ins.weeks");
    expect_error("[2, 6, \"final\"]", "[\"last\"]", MM_CODE_WORD, "check_ins.weeks[0]");
}
END_TEST

START_TEST(C6_7_coinciding_weeks_are_one_with_a_note)
{
    expect_remark("[2, 6, \"final\"]", "[12, 2, \"final\"]", MM_SEVERITY_NOTE,
                  MM_CODE_WEEKS_COINCIDE, "check_ins.weeks[2]");
    char *text = change(good_text, "[2, 6, \"final\"]", "[12, 2, \"final\"]");
    reading r = read_text(text);
    ck_assert_int_eq(r.programme->n_check_in_weeks, 2);
    ck_assert_int_eq(r.programme->check_in_week[0], 2);
    ck_assert_int_eq(r.programme->check_in_week[1], 12);
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(C6_8_term_of_five_weeks_has_no_sixth)
{
    char *text = change(least_text, "\"weeks\": 12", "\"weeks\": 5");
    char *more = change(text, " \"mentors\"", " \"check_ins\": {\"weeks\": [2, 6]}, \"mentors\"");
    expect_one_error(more, MM_CODE_OUTSIDE_TERM, "check_ins.weeks[1]", 3);
    free(text);
    free(more);
}
END_TEST

int main(void)
{
    return RUN_SUITE("check_ins_json", default_check_in_weeks_are_those_inside_the_term,
                     comfortable_hours_may_cross_midnight,
                     minutes_that_are_no_quarter_hours_name_the_nearest,
                     comfortable_hours_are_checked,
                     C6_6_named_week_outside_the_term_is_an_error,
                     C6_7_coinciding_weeks_are_one_with_a_note,
                     C6_8_term_of_five_weeks_has_no_sixth);
}
