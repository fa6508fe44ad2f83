/* The section `questions`: ids, kinds, comparisons, scales, tables.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

START_TEST(C4_4_weights_outside_their_range_name_the_question)
{
    expect_errors("\"weight\": 2.125",
                  EACH("\"weight\": -1", "\"weight\": -0.001", "\"weight\": 1000000.001",
                       "\"weight\": 1e308"),
                  MM_CODE_NUMBER_RANGE, "questions[1].weight");
    expect_errors("\"weight\": 2.125",
                  EACH("\"weight\": 0.1234", "\"weight\": 1.0000", "\"weight\": 1e-4"),
                  MM_CODE_NUMBER, "questions[1].weight");
    expect_error("{ \"weight\": 0.001 }", "{ \"weight\": -2 }", MM_CODE_NUMBER_RANGE,
                 "zone_distance.weight");
}
END_TEST

START_TEST(C4_5_weights_near_zero_or_infinity_are_refused)
{
    expect_error("\"weight\": 2.125", "\"weight\": 1e-320", MM_CODE_NUMBER, "questions[1].weight");
    expect_error("\"weight\": 2.125", "\"weight\": 1e15", MM_CODE_NUMBER_RANGE,
                 "questions[1].weight");
}
END_TEST

START_TEST(C4_7_scale_of_one_point_or_reversed_is_refused)
{
    expect_errors("\"from\": -1, \"to\": 5",
                  EACH("\"from\": 5, \"to\": 5", "\"from\": 5, \"to\": 1",
                       "\"from\": 1, \"to\": 1000001"),
                  MM_CODE_NUMBER_RANGE, "questions[1].to");
    expect_error("\"from\": -1, \"to\": 5", "\"from\": -1000001, \"to\": 5", MM_CODE_NUMBER_RANGE,
                 "questions[1].from");
    expect_error("\"from\": -1, \"to\": 5", "\"from\": 1.5, \"to\": 5", MM_CODE_NUMBER,
                 "questions[1].from");
    expect_errors("\"from\": -1, \"to\": 5,", EACH("", "\"from\": 1,", "\"to\": 1,"),
                  MM_CODE_KEY_MISSING, "questions[1]");
    expect_error("[\"AO\", \"EO\", \"HEO\"]", "[\"AO\"]", MM_CODE_TOO_FEW, "questions[2].levels");
    expect_error("[\"AO\", \"EO\", \"HEO\"]", "[\"AO\", \"EO\", \"AO\"]", MM_CODE_TWICE,
                 "questions[2].levels[2]");
    expect_error("[\"AO\", \"EO\", \"HEO\"]", "[\"AO\", \"\"]", MM_CODE_TEXT,
                 "questions[2].levels[1]");
    expect_error("[\"AO\", \"EO\", \"HEO\"]", "[\"AO\", \"EO\"], \"from\": 1",
                 MM_CODE_KEY_MISPLACED, "questions[2]");
    expect_error("\"by\": 2", "\"by\": 1000001", MM_CODE_NUMBER_RANGE, "questions[1].by");
    expect_error("\"by\": 2", "\"by\": 0.5", MM_CODE_NUMBER, "questions[1].by");
    reading r = expect_good("\"by\": 2", "\"by\": -1000000");
    ck_assert_int_eq(r.programme->question[1].by, -1000000);
    end_reading(&r);
}
END_TEST

START_TEST(question_ids_are_unique_and_not_reserved)
{
    expect_error("\"id\": \"experience\"", "\"id\": \"goals\"", MM_CODE_TWICE, "questions[1].id");
    static const char *const reserved[] = {"id", "availability", "wants", "capacity", "wishes",
                                           "common_time", "zone_distance"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "\"id\": \"%s\"", reserved[i]);
        expect_error("\"id\": \"experience\"", to, MM_CODE_RESERVED_ID, "questions[1].id");
    }
    expect_errors("\"id\": \"experience\"",
                  EACH("\"id\": \"\"", "\"id\": \" a\"", "\"id\": \"a\\n\""),
                  MM_CODE_TEXT, "questions[1].id");
    expect_error("\"id\": \"experience\", ", "", MM_CODE_KEY_MISSING, "questions[1]");
    expect_error("\"mentor_column\": \"Years\"", "\"mentor_column\": \"Years \"", MM_CODE_TEXT,
                 "questions[1].mentor_column");
}
END_TEST

START_TEST(ids_end_at_128_bytes)
{
    char id[130];
    memset(id, 'x', sizeof id);
    char to[200];
    snprintf(to, sizeof to, "\"id\": \"%.128s\"", id);
    reading r = expect_good("\"id\": \"experience\"", to);
    end_reading(&r);
    snprintf(to, sizeof to, "\"id\": \"%.129s\"", id);
    expect_error("\"id\": \"experience\"", to, MM_CODE_TEXT, "questions[1].id");
}
END_TEST

START_TEST(comparison_must_be_one_of_the_kind)
{
    expect_errors("\"compare\": \"cover\"",
                  EACH("\"compare\": \"near\"", "\"compare\": \"Cover\"",
                       "\"compare\": \"coverr\""),
                  MM_CODE_WORD, "questions[0].compare");
    expect_error(", \"compare\": \"cover\"", "", MM_CODE_KEY_MISSING, "questions[0]");
    expect_error("\"kind\": \"tags\"", "\"kind\": \"tag\"", MM_CODE_WORD, "questions[0].kind");
    char *text = change(good_text, "\"compare\": \"cover\"", "\"compare\": \"coverr\"");
    reading r = read_text(text);
    ck_assert_str_eq(find_problem(&r, MM_CODE_WORD)->suggestion, "cover");
    ck_assert_ptr_nonnull(strstr(find_problem(&r, MM_CODE_WORD)->message, "cover, overlap, any"));
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(keys_of_another_kind_are_refused)
{
    expect_errors("\"compare\": \"cover\"",
                  EACH("\"compare\": \"cover\", \"from\": 1"), MM_CODE_KEY_MISPLACED,
                  "questions[0].from");
    expect_error("\"compare\": \"near\", \"weight\"",
                 "\"compare\": \"near\", \"by\": 1, \"weight\"",
                 MM_CODE_KEY_MISPLACED, "questions[2].by");
    expect_error("\"compare\": \"affinity\"", "\"compare\": \"same\"", MM_CODE_KEY_MISPLACED,
                 "questions[4].affinity");
    expect_error("\"length\": 8,", "\"length\": 8, \"range\": 1,", MM_CODE_KEY_MISPLACED,
                 "questions[6].range");
}
END_TEST

START_TEST(what_a_kind_needs_must_be_there)
{
    expect_error("\"range\": 0.5,", "", MM_CODE_KEY_MISSING, "questions[5]");
    expect_errors("\"range\": 0.5",
                  EACH("\"range\": 0", "\"range\": -1", "\"range\": 1000000000000.001"),
                  MM_CODE_NUMBER_RANGE, "questions[5].range");
    expect_error("\"length\": 8,", "", MM_CODE_KEY_MISSING, "questions[6]");
    expect_errors("\"length\": 8", EACH("\"length\": 0", "\"length\": 65537"),
                  MM_CODE_NUMBER_RANGE, "questions[6].length");
    expect_error("\"affinity\": {\"calm\": {\"lively\": 0.7, \"calm\": 1}}", "\"affinity\": null",
                 MM_CODE_KEY_MISSING, "questions[4]");
    expect_error("\"weight\": 3 },\n    { \"id\": \"experience\"",
                 "\"missing\": 1 },\n    { \"id\": \"experience\"", MM_CODE_KEY_MISSING,
                 "questions[0]");
}
END_TEST

START_TEST(cells_of_an_affinity_are_fractions)
{
    expect_errors("\"lively\": 0.7",
                  EACH("\"lively\": 1.000001", "\"lively\": -0.1", "\"lively\": 0.1234567"),
                  MM_CODE_NUMBER_RANGE, "questions[4].affinity");
    expect_error("\"lively\": 0.7", "\"lively\": \"0.7\"", MM_CODE_JSON_TYPE,
                 "questions[4].affinity");
    expect_error("{\"calm\": {\"lively\": 0.7, \"calm\": 1}}", "{\"calm\": 1}", MM_CODE_JSON_TYPE,
                 "questions[4].affinity");
}
END_TEST

START_TEST(fractions_lie_between_0_and_1_with_six_places)
{
    expect_errors("\"missing\": 0.123456", EACH("\"missing\": 1.1", "\"missing\": -0.5"),
                  MM_CODE_NUMBER_RANGE, "questions[4].missing");
    expect_error("\"missing\": 0.123456", "\"missing\": 0.1234567", MM_CODE_NUMBER,
                 "questions[4].missing");
    expect_error("\"at_least\": 0.25", "\"at_least\": 2", MM_CODE_NUMBER_RANGE,
                 "questions[3].at_least");
}
END_TEST

START_TEST(questions_end_at_1000)
{
    static const char format[] =
        "{\"id\": \"q%d\", \"kind\": \"tags\", \"compare\": \"any\", \"weight\": 1}";
    char *text = with_list("\"questions\"", 1000, format);
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    ck_assert_int_eq(mm_programme_n_questions(r.programme), 1000);
    ck_assert_str_eq(mm_programme_question_id(r.programme, 999), "q999");
    end_reading(&r);
    free(text);
    text = with_list("\"questions\"", 1001, format);
    expect_one_error(text, MM_CODE_TOO_MANY, "questions", 1);
    free(text);
}
END_TEST

int main(void)
{
    return RUN_SUITE("questions_json", C4_4_weights_outside_their_range_name_the_question,
                     C4_5_weights_near_zero_or_infinity_are_refused,
                     C4_7_scale_of_one_point_or_reversed_is_refused,
                     question_ids_are_unique_and_not_reserved,
                     ids_end_at_128_bytes,
                     comparison_must_be_one_of_the_kind,
                     keys_of_another_kind_are_refused,
                     what_a_kind_needs_must_be_there,
                     cells_of_an_affinity_are_fractions,
                     fractions_lie_between_0_and_1_with_six_places,
                     questions_end_at_1000);
}
