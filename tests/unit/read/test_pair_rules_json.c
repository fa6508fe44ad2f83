/* The section `pairs`: two ids a rule, once each.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

START_TEST(C5_12_pair_fixed_and_forbidden_names_both_lines)
{
    expect_error("[\"me-9\", \"mo-3\"]", "[\"me-7\", \"mo-3\"]", MM_CODE_RULES_CONTRADICT,
                 "pairs.forbidden[0]");
    char *text = change(good_text, "[\"me-9\", \"mo-3\"]", "[\"me-7\", \"mo-3\"]");
    reading r = read_text(text);
    const mm_problem *problem = find_problem(&r, MM_CODE_RULES_CONTRADICT);
    ck_assert_int_eq(problem->line, 35);
    ck_assert_ptr_nonnull(strstr(problem->message, "line 33"));
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(C5_13_rule_written_twice_is_dropped_with_a_note)
{
    expect_remark("{\"mentee\": \"me-8\"", "[\"me-8\", \"mo-3\"], {\"mentee\": \"me-8\"",
                  MM_SEVERITY_NOTE, MM_CODE_TWICE, "pairs.fixed[2]");
    expect_remark("[[\"me-9\", \"mo-3\"]]", "[[\"me-9\", \"mo-3\"], [\"me-9\", \"mo-3\"]]",
                  MM_SEVERITY_NOTE, MM_CODE_TWICE, "pairs.forbidden[1]");
    char *text = change(good_text, "{\"mentee\": \"me-8\"",
                        "[\"me-8\", \"mo-3\"], {\"mentee\": \"me-8\"");
    reading r = read_text(text);
    ck_assert_int_eq(r.programme->n_pair_rules, 3);
    ck_assert(r.programme->pair_rule[1].is_forced);
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(C5_14_pair_must_be_two_ids)
{
    expect_errors("[\"me-7\", \"mo-3\"]", EACH("[\"me-7\"]", "[\"a\", \"b\", \"c\"]", "\"me-7\""),
                  MM_CODE_JSON_TYPE, "pairs.fixed[0]");
    expect_error("[\"me-7\", \"mo-3\"]", "{\"mentee\": \"me-7\"}", MM_CODE_KEY_MISSING,
                 "pairs.fixed[0]");
    expect_error("[\"me-7\", \"mo-3\"]", "[\"me-7\", \"me-7\"]", MM_CODE_RULES_CONTRADICT,
                 "pairs.fixed[0]");
    expect_errors("\"me-7\"", EACH("\"\"", "\" me\"", "\"m\\te\""), MM_CODE_TEXT,
                  "pairs.fixed[0][0]");
    expect_error("[[\"me-9\", \"mo-3\"]]",
                 "[{\"mentee\": \"a\", \"mentor\": \"b\", \"force\": true}]",
                 MM_CODE_KEY_UNKNOWN, "pairs.forbidden[0]");
    /* Ids that only look alike when they are joined are two pairs. */
    reading r = expect_good("[[\"me-9\", \"mo-3\"]]", "[[\"me-7m\", \"o-3\"], [\"me-7\", \"mo\"]]");
    ck_assert_int_eq(r.programme->n_pair_rules, 4);
    end_reading(&r);
}
END_TEST

int main(void)
{
    return RUN_SUITE("pair_rules_json", C5_12_pair_fixed_and_forbidden_names_both_lines,
                     C5_13_rule_written_twice_is_dropped_with_a_note,
                     C5_14_pair_must_be_two_ids);
}
