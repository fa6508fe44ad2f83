/* The section `matching`: goals, wants, seed.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

START_TEST(goals_are_built_known_and_named_once)
{
    static const char *const planned[] = {"worst", "fair", "balance", "keep"};
    for (size_t i = 0; i < sizeof planned / sizeof planned[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "[\"total\", \"%s\"]", planned[i]);
        expect_error("[\"total\", \"participation\"]", to, MM_CODE_NOT_BUILT,
                     "matching.goals[1]");
    }
    expect_error("[\"total\", \"participation\"]", "[\"total\", \"total\"]", MM_CODE_TWICE,
                 "matching.goals[1]");
    expect_error("[\"total\", \"participation\"]", "[\"totals\"]", MM_CODE_WORD,
                 "matching.goals[0]");
    expect_error("[\"total\", \"participation\"]", "[]", MM_CODE_TOO_FEW, "matching.goals");
    reading r = expect_good("[\"total\", \"participation\"]", "[\"total\"]");
    ck_assert_int_eq(r.programme->n_goals, 1);
    end_reading(&r);
}
END_TEST

START_TEST(wants_are_counts_of_one_word_kinds)
{
    expect_errors("\"peer\": 1",
                  EACH("\"peer group\": 1", "\"peer:\": 1", "\"a;b\": 1", "\"a,b\": 1", "\"\": 1",
                       "\"a\\tb\": 1"),
                  MM_CODE_TEXT, "matching.wants");
    expect_errors("\"peer\": 1", EACH("\"peer\": -1", "\"peer\": 1000001"), MM_CODE_NUMBER_RANGE,
                  "matching.wants.peer");
    expect_error("\"peer\": 1", "\"peer\": 1.5", MM_CODE_NUMBER, "matching.wants.peer");
    reading r = expect_good("\"peer\": 1", "\"peer\": 0");
    ck_assert_int_eq(r.programme->n_wants, 1);
    ck_assert_str_eq(r.programme->want[0].kind, "expert");
    end_reading(&r);
}
END_TEST

START_TEST(tie_seed_ends_at_two_to_the_53)
{
    expect_errors("9007199254740992", EACH("9007199254740993", "-1", "18446744073709551615e0"),
                  MM_CODE_NUMBER_RANGE, "matching.tie_seed");
}
END_TEST

int main(void)
{
    return RUN_SUITE("matching_json", goals_are_built_known_and_named_once,
                     wants_are_counts_of_one_word_kinds,
                     tie_seed_ends_at_two_to_the_53);
}
