/* The criteria besides questions, and weights as a whole.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

START_TEST(C4_3_all_weights_zero_is_a_warning)
{
    reading r = read_text(least_text);
    ck_assert_int_eq(r.status, MM_OK);
    const mm_problem *problem = find_problem(&r, MM_CODE_NO_WEIGHT);
    ck_assert_ptr_nonnull(problem);
    ck_assert_int_eq((int)problem->severity, MM_SEVERITY_WARNING);
    end_reading(&r);
    char *text = change(least_text, " \"mentors\"",
                        " \"wishes\": {\"weight\": 0.001}, \"mentors\"");
    r = read_text(text);
    ck_assert_ptr_null(find_problem(&r, MM_CODE_NO_WEIGHT));
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(criteria_have_no_key_that_means_nothing_for_them)
{
    expect_error("\"live_weeks\": 2", "\"live_weeks\": 2, \"at_least\": 1", MM_CODE_KEY_MISPLACED,
                 "common_time.at_least");
    expect_error("{ \"weight\": 0.001 }", "{ \"missing\": 0.5 }", MM_CODE_KEY_MISPLACED,
                 "zone_distance.missing");
    expect_errors("\"live_weeks\": 2", EACH("\"live_weeks\": 0", "\"live_weeks\": 105"),
                  MM_CODE_NUMBER_RANGE, "common_time.live_weeks");
    expect_error("\"enough_minutes\": 90", "\"enough_minutes\": 10", MM_CODE_NUMBER_RANGE,
                 "common_time.enough_minutes");
    expect_remark("\"required\": true,\n                   \"live_weeks\": 2", "\"live_weeks\": 2",
                  MM_SEVERITY_WARNING, MM_CODE_NO_EFFECT, "common_time.live_weeks");
}
END_TEST

int main(void)
{
    return RUN_SUITE("criteria_json", C4_3_all_weights_zero_is_a_warning,
                     criteria_have_no_key_that_means_nothing_for_them);
}
