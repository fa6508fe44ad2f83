/* What is no programme as JSON: one test a row of the catalogue of bad inputs, section C2. */
#include "programme_text.h"

#define MARKER "Xq7-Personal"

START_TEST(C2_2_duplicate_key_is_named_as_token)
{
    expect_one_error("{\n \"name\": \"a\",\n \"name\": \"b\"}", MM_CODE_KEY_TWICE, "", 3);
    reading r = read_text("{\"name\": 1, \"na\\u006de\": 2}");
    const mm_problem *problem = find_problem(&r, MM_CODE_KEY_TWICE);
    ck_assert_ptr_nonnull(problem);
    ck_assert_int_eq(problem->column, 13);
    ck_assert_str_eq(problem->token, "na\\u006de");
    end_reading(&r);
    r = read_text("{\"a\\\"b\": 1, \"a\\\"b\": 2}");
    problem = find_problem(&r, MM_CODE_KEY_TWICE);
    ck_assert_ptr_nonnull(problem);
    ck_assert_int_eq(problem->column, 13);
    end_reading(&r);
}
END_TEST

START_TEST(C2_3_huge_numbers_are_out_of_range)
{
    expect_error("\"weight\": 2.125", "\"weight\": 1e400", MM_CODE_JSON_SYNTAX, "");
    expect_error("\"weight\": 2.125", "\"weight\": -1e400", MM_CODE_JSON_SYNTAX, "");
    char *digits = repeat("7", 400);
    char *to = malloc(500);
    snprintf(to, 500, "\"weight\": %s", digits);
    expect_error("\"weight\": 2.125", to, MM_CODE_JSON_SYNTAX, "");
    snprintf(to, 500, "\"weight\": %s.0", "1000000000000000000000000");
    expect_error("\"weight\": 2.125", to, MM_CODE_NUMBER_RANGE, "questions[1].weight");
    expect_error("\"weight\": 2.125", "\"weight\": 1e300", MM_CODE_NUMBER_RANGE,
                 "questions[1].weight");
    expect_error("\"weight\": 2.125", "\"weight\": 1e-300", MM_CODE_NUMBER,
                 "questions[1].weight");
    free(digits);
    free(to);
}
END_TEST

START_TEST(C2_4_number_as_an_id_is_refused)
{
    expect_error("\"me-7\"", "9007199254740993", MM_CODE_JSON_TYPE, "pairs.fixed[0][0]");
    expect_error("\"goals\", \"kind\"", "5, \"kind\"", MM_CODE_JSON_TYPE, "questions[0].id");
}
END_TEST

START_TEST(C2_5_numbers_outside_the_grammar_are_refused)
{
    static const char *const bad[] = {"NaN", "Infinity", "-Infinity", "01", ".5", "5.", "+1",
                                      "0x10", "1e", "-", "1_000", "1,5"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "\"weight\": %s", bad[i]);
        expect_error("\"weight\": 2.125", to, MM_CODE_JSON_SYNTAX, "");
    }
}
END_TEST

START_TEST(C2_6_comments_trailing_commas_and_single_quotes_have_their_place)
{
    expect_fault("{\"mentormatch\": 1,}", MM_CODE_JSON_SYNTAX, 1, 19);
    expect_fault("{\n  // a comment\n}", MM_CODE_JSON_SYNTAX, 2, 3);
    expect_fault("{'mentormatch': 1}", MM_CODE_JSON_SYNTAX, 1, 2);
    expect_fault("{\"weeks\": [1, 2,]}", MM_CODE_JSON_SYNTAX, 1, 17);
}
END_TEST

START_TEST(C2_7_text_behind_the_end_is_refused)
{
    expect_fault("{} {}", MM_CODE_JSON_SYNTAX, 1, 4);
    expect_fault("{}\n]", MM_CODE_JSON_SYNTAX, 2, 1);
}
END_TEST

START_TEST(C2_10_lone_surrogates_are_refused)
{
    expect_error("autumn", "\\ud800", MM_CODE_JSON_SYNTAX, "");
    expect_error("autumn", "\\udc00\\ud800", MM_CODE_JSON_SYNTAX, "");
    reading r = expect_good("autumn", "\\ud83d\\ude00");
    ck_assert_str_eq(r.programme->name, "Online MSc, \xF0\x9F\x98\x80 2026");
    end_reading(&r);
}
END_TEST

START_TEST(C2_12_raw_control_characters_are_refused)
{
    expect_error("autumn", "\n", MM_CODE_JSON_SYNTAX, "");
    expect_error("autumn", "\x01", MM_CODE_JSON_SYNTAX, "");
    expect_error("autumn", "\\n", MM_CODE_TEXT, "name");
}
END_TEST

START_TEST(C2_13_wrong_type_names_the_path)
{
    expect_error("\"weight\": 2.125", "\"weight\": \"2.125\"", MM_CODE_JSON_TYPE,
                 "questions[1].weight");
    expect_error("\"minutes\": 45", "\"minutes\": \"45\"", MM_CODE_JSON_TYPE,
                 "check_ins.minutes");
    expect_error("\"weeks\": [2, 6, \"final\"]", "\"weeks\": 2", MM_CODE_JSON_TYPE,
                 "check_ins.weeks");
    expect_error("[2, 6, \"final\"]", "[2, null]", MM_CODE_JSON_TYPE, "check_ins.weeks[1]");
    expect_error("{ \"weight\": 0.001 }", "[]", MM_CODE_JSON_TYPE, "zone_distance");
    expect_error("\"required\": true,\n      \"at_least\"", "\"required\": 1, \"at_least\"",
                 MM_CODE_JSON_TYPE, "questions[3].required");
}
END_TEST

START_TEST(C2_13_every_wrong_type_is_reported_in_one_run)
{
    char *text = change(good_text, "\"name\": \"Online MSc, autumn 2026\"", "\"name\": 5");
    char *more = change(text, "\"per_day\": 3", "\"per_day\": {}");
    char *most = change(more, "\"tie_seed\": 9007199254740992", "\"tie_seed\": false");
    reading r = read_text(most);
    int32_t n = 0;
    const mm_problem *list = mm_problems_list(r.problems, &n);
    ck_assert_int_eq(n, 3);
    ck_assert_str_eq(list[0].field, "name");
    ck_assert_str_eq(list[1].field, "check_ins.per_day");
    ck_assert_str_eq(list[2].field, "matching.tie_seed");
    ck_assert_int_eq(list[0].line, 3);
    ck_assert_int_eq(list[0].column, 11);
    ck_assert_str_eq(list[0].token, "5");
    end_reading(&r);
    free(text);
    free(more);
    free(most);
}
END_TEST

START_TEST(C2_14_unknown_key_suggests_the_nearest)
{
    static const struct {
        const char *from, *to, *field, *suggestion;
    } rows[] = {
        {"\"per_day\"", "\"perday\"", "check_ins", "per_day"},
        {"\"zone_distance\"", "\"zone_distanse\"", "", "zone_distance"},
        {"\"by\": 2", "\"buy\": 2", "questions[1]", "by"},
        {"{\"id\": \"Staff number\"}", "{\"idd\": \"Staff number\"}", "mentors.columns", "id"},
        {"\"enough_minutes\"", "\"qqqqqqqqqqqq\"", "common_time", ""},
        {"{\"from\": \"2026-10-01\"", "{\"fro\": 1, \"from\": \"2026-10-01\"", "term.holidays[1]",
         "from"},
        {"\"force\"", "\"forced\"", "pairs.fixed[1]", "force"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        expect_error(rows[i].from, rows[i].to, MM_CODE_KEY_UNKNOWN, rows[i].field);
        char *text = change(good_text, rows[i].from, rows[i].to);
        reading r = read_text(text);
        ck_assert_str_eq(find_problem(&r, MM_CODE_KEY_UNKNOWN)->suggestion, rows[i].suggestion);
        end_reading(&r);
        free(text);
    }
}
END_TEST

START_TEST(C2_14_key_of_a_feature_that_is_not_built_says_so)
{
    static const char *const planned[] = {"touch_ins", "if_no_start", "min_load", "history",
                                          "groups",    "quotas",      "texts",    "prompts"};
    for (size_t i = 0; i < sizeof planned / sizeof planned[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "\"%s\": null, \"wishes\"", planned[i]);
        expect_error("\"wishes\"", to, MM_CODE_NOT_BUILT, "");
        snprintf(to, sizeof to, "\"%s\": 1, \"per_day\"", planned[i]);
        expect_error("\"per_day\"", to, MM_CODE_NOT_BUILT, "check_ins");
    }
}
END_TEST

START_TEST(C2_15_format_number_is_checked)
{
    expect_error("  \"mentormatch\": 1,\n", "", MM_CODE_KEY_MISSING, "");
    expect_error("\"mentormatch\": 1", "\"mentormatch\": 2", MM_CODE_FORMAT_VERSION,
                 "mentormatch");
    expect_error("\"mentormatch\": 1", "\"mentormatch\": 0", MM_CODE_FORMAT_VERSION,
                 "mentormatch");
    expect_error("\"mentormatch\": 1", "\"mentormatch\": \"1\"", MM_CODE_JSON_TYPE, "mentormatch");
}
END_TEST

START_TEST(C2_16_null_for_a_compulsory_value_is_an_error)
{
    expect_error("\"weeks\": 12", "\"weeks\": null", MM_CODE_KEY_MISSING, "term");
    expect_error("\"file\": \"mentors.csv\"", "\"file\": null", MM_CODE_KEY_MISSING, "mentors");
    expect_error("\"kind\": \"tags\"", "\"kind\": null", MM_CODE_KEY_MISSING, "questions[0]");
}
END_TEST

START_TEST(C2_19_many_keys_take_linear_time)
{
    const int n = 200000;
    char *text = malloc((size_t)n * 20 + 10);
    ck_assert_ptr_nonnull(text);
    char *end = stpcpy(text, "{");
    for (int i = 0; i < n; i++) end += sprintf(end, "%s\"k%d\":0", i > 0 ? "," : "", i);
    strcpy(end, "}");
    reading r = read_text(text);
    ck_assert_int_ge(mm_problems_count(r.problems, MM_SEVERITY_ERROR), n);
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(C2_22_every_beginning_of_a_programme_is_an_error)
{
    const size_t n = strlen(good_text) - 1; /* but for the last line end */
    for (size_t length = 0; length < n; length++) {
        char *part = malloc(length + 1); /* its own block, so that reading past it is seen */
        ck_assert_ptr_nonnull(part);
        memcpy(part, good_text, length);
        reading r = read_bytes(part, length);
        ck_assert_int_eq(r.status, MM_ERR_INPUT);
        end_reading(&r);
        free(part);
    }
}
END_TEST

START_TEST(C2_23_no_changed_byte_crashes)
{
    const size_t n = strlen(good_text);
    static const unsigned char changes[] = {0x01, 0x20, 0x80, 0xFF, 0x5B ^ 0x22};
    char *bytes = malloc(n);
    ck_assert_ptr_nonnull(bytes);
    for (size_t at = 0; at < n; at++) {
        for (size_t c = 0; c < sizeof changes; c++) {
            memcpy(bytes, good_text, n);
            bytes[at] = (char)(bytes[at] ^ changes[c]);
            reading r = read_bytes(bytes, n);
            ck_assert(r.status == MM_OK || r.status == MM_ERR_INPUT);
            end_reading(&r);
        }
    }
    free(bytes);
}
END_TEST

/* Every text and key of a wrong programme that may be somebody's is the marker; no sentence and no
 * path may show it, whatever else is wrong. */
START_TEST(no_value_leaks_into_a_sentence)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"\"me-7\"", "\" " MARKER "\""},
        {"[\"me-9\", \"mo-3\"]", "[\"" MARKER "\", \"" MARKER "\", 1]"},
        {"[\"me-7\", \"mo-3\"]", "[\"" MARKER "\", \"" MARKER "\"]"},
        {"[\"me-7\", \"mo-3\"]", "{\"" MARKER "\": 1}"},
        {"{\"calm\": {\"lively\"", "{\"calm\": {\" " MARKER "\": 1, \"lively\""},
        {"{\"calm\": {\"lively\": 0.7", "{\"" MARKER "\": 1, \"calm\": {\"" MARKER "\": \"y\""},
        {"{\"calm\": {\"lively\": 0.7", 
         "{\" " MARKER "\": {\"" MARKER "\": 7}, \"calm\": {\"b\": 7"},
        {"{\"calm\": {\"lively\": 0.7", "{\"calm\": {\"" MARKER "\": 0.7, \"" MARKER "\": 1"},
        {"{\"calm\": {\"lively\": 0.7", "{\"" MARKER "\": {\"b\": 7}, \"calm\": {\"b\": 7"},
        {"[\"n/a\", \"-\"]", "[\"" MARKER " \", \"-\"]"},
        {"\"name\": \"Online", "\"" MARKER "\": 1, \"name\": \"Online"},
        {"\"EO\"", "\"" MARKER "\", \"" MARKER "\""},
        {"\"2026-10-26\"", "\"" MARKER "\""},
        {"\"time_zone\": \"UTC\"", "\"time_zone\": \"" MARKER "\""},
        {"\"08:30\"", "\"" MARKER "\""},
        {"\"total\"", "\"" MARKER "\""},
        {"\"peer\"", "\"" MARKER " \""},
        {"\"cover\"", "\"" MARKER "\""},
        {"\"kind\": \"number\"", "\"kind\": \"" MARKER "\""},
        {"\"in/mentees.csv\"", "\"/" MARKER "\""},
        {"\"|\"", "\"" MARKER "\""},
        {"{\"id\": \"Staff", "{\"" MARKER "\": \"" MARKER "\", \"id\": \"Staff"},
        {"\"Online MSc", "\"" MARKER "\" \"Online MSc"},
        {"\"id\": \"experience\"", "\"id\": \"" MARKER " \""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *text = change(good_text, rows[i].from, rows[i].to);
        reading r = read_text(text);
        ck_assert_msg(r.status == MM_ERR_INPUT, "%s", rows[i].to);
        int32_t n = 0;
        const mm_problem *list = mm_problems_list(r.problems, &n);
        ck_assert_int_gt(n, 0);
        for (int32_t k = 0; k < n; k++) {
            ck_assert_ptr_null(strstr(list[k].message, MARKER));
            ck_assert_ptr_null(strstr(list[k].field, MARKER));
            ck_assert_ptr_null(strstr(list[k].suggestion, MARKER));
        }
        ck_assert_ptr_null(strstr(r.error.message, MARKER));
        end_reading(&r);
        free(text);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("programme_json_bad", C2_2_duplicate_key_is_named_as_token,
                     C2_3_huge_numbers_are_out_of_range,
                     C2_4_number_as_an_id_is_refused,
                     C2_5_numbers_outside_the_grammar_are_refused,
                     C2_6_comments_trailing_commas_and_single_quotes_have_their_place,
                     C2_7_text_behind_the_end_is_refused,
                     C2_10_lone_surrogates_are_refused,
                     C2_12_raw_control_characters_are_refused,
                     C2_13_wrong_type_names_the_path,
                     C2_13_every_wrong_type_is_reported_in_one_run,
                     C2_14_unknown_key_suggests_the_nearest,
                     C2_14_key_of_a_feature_that_is_not_built_says_so,
                     C2_15_format_number_is_checked,
                     C2_16_null_for_a_compulsory_value_is_an_error,
                     C2_19_many_keys_take_linear_time,
                     C2_22_every_beginning_of_a_programme_is_an_error,
                     C2_23_no_changed_byte_crashes,
                     no_value_leaks_into_a_sentence);
}
