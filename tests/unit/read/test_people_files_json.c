/* The sections `mentors` and `mentees`: file names, columns, separators.
 * Tests of rows of the catalogue of bad inputs bear their number. */
#include "programme_text.h"

START_TEST(files_outside_the_folder_are_refused_unless_allowed)
{
    static const char *const bad[] = {"/etc/passwd", "../mentors.csv", "a/../../b", "..", "a/.."};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "\"file\": \"%s\"", bad[i]);
        expect_error("\"file\": \"mentors.csv\"", to, MM_CODE_FILE_NAME, "mentors.file");
        char *text = change(good_text, "\"file\": \"mentors.csv\"", to);
        mm_read_options options = MM_READ_OPTIONS_INIT;
        options.allow_any_path = 1;
        const mm_source source = {.bytes = text, .n_bytes = strlen(text)};
        mm_programme *programme = NULL;
        ck_assert_int_eq(mm_read_programme(&source, &options, &programme, NULL), MM_OK);
        ck_assert_str_eq(programme->people[MMI_MENTOR].file, bad[i]);
        mm_programme_free(programme);
        free(text);
    }
    reading r = expect_good("\"file\": \"mentors.csv\"", "\"file\": \"..a/b../...csv\"");
    end_reading(&r);
    expect_error("\"file\": \"mentors.csv\"", "\"file\": \"\"", MM_CODE_TEXT, "mentors.file");
}
END_TEST

START_TEST(columns_are_fields_of_that_side)
{
    expect_error("{\"id\": \"Staff number\"}", "{\"wants\": \"W\"}", MM_CODE_KEY_MISPLACED,
                 "mentors.columns.wants");
    expect_error("{ \"file\": \"in/mentees.csv\" }",
                 "{ \"file\": \"m\", \"columns\": {\"capacity\": \"C\"} }", MM_CODE_KEY_MISPLACED,
                 "mentees.columns.capacity");
    expect_error("{\"id\": \"Staff number\"}", "{\"goals\": \"G\"}", MM_CODE_KEY_UNKNOWN,
                 "mentors.columns");
    expect_error("\"Staff number\"", "\" Staff number\"", MM_CODE_TEXT, "mentors.columns.id");
    expect_error("\"Staff number\"", "5", MM_CODE_JSON_TYPE, "mentors.columns.id");
}
END_TEST

START_TEST(list_separator_is_one_character_that_divides)
{
    expect_errors("\"|\"",
                  EACH("\"\"", "\"ab\"", "\"a\"", "\"7\"", "\"'\"", "\"\\\"\"", "\"\\n\"",
                       "\"\\r\"", "\"-\"", "\":\"", "\".\"", "\"\xC3\xA4\""),
                  MM_CODE_LIST_SEPARATOR, "mentors.list_separator");
    static const char good[] = ",;/|#~+& ";
    for (size_t i = 0; i < strlen(good); i++) {
        char to[8];
        snprintf(to, sizeof to, "\"%c\"", good[i]);
        reading r = expect_good("\"|\"", to);
        ck_assert_int_eq(r.programme->people[MMI_MENTOR].list_separator, good[i]);
        end_reading(&r);
    }
    reading r = expect_good("\"|\"", "\"\\t\"");
    ck_assert_int_eq(r.programme->people[MMI_MENTOR].list_separator, '\t');
    end_reading(&r);
}
END_TEST

int main(void)
{
    return RUN_SUITE("people_files_json", files_outside_the_folder_are_refused_unless_allowed,
                     columns_are_fields_of_that_side,
                     list_separator_is_one_character_that_divides);
}
