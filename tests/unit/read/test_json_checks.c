/* What is refused before jansson sees a byte, at the limits and just beyond; numbers are those of
 * the catalogue of bad inputs. */
#include "programme_text.h"

START_TEST(C2_1_nesting_ends_at_the_limit)
{
    char *brackets = repeat("[", 100000);
    expect_fault(brackets, MM_CODE_JSON_LIMIT, 1, 65);
    free(brackets);
    char *open = repeat("[", 63);
    char *close = repeat("]", 63);
    char text[400];
    snprintf(text, sizeof text, "{\"name\": %s%s}", open, close); /* 64 with the object */
    reading r = read_text(text);
    ck_assert_ptr_null(find_problem(&r, MM_CODE_JSON_LIMIT));
    ck_assert_ptr_nonnull(find_problem(&r, MM_CODE_JSON_TYPE));
    end_reading(&r);
    snprintf(text, sizeof text, "{\"name\": [%s%s]}", open, close);
    expect_fault(text, MM_CODE_JSON_LIMIT, 1, 73);
    free(open);
    free(close);
}
END_TEST

START_TEST(C2_8_byte_order_mark_is_taken_once)
{
    char text[2048];
    snprintf(text, sizeof text, "\xEF\xBB\xBF%s", least_text);
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    end_reading(&r);
    snprintf(text, sizeof text, "\xEF\xBB\xBF\xEF\xBB\xBF%s", least_text);
    expect_fault(text, MM_CODE_JSON_SYNTAX, 1, 1);
    r = read_bytes("\xFF\xFE{\0}\0", 6); /* UTF-16 */
    ck_assert_ptr_nonnull(find_problem(&r, MM_CODE_JSON_BYTES));
    end_reading(&r);
}
END_TEST

START_TEST(C2_9_nul_is_refused_as_byte_and_as_escape)
{
    expect_fault("{\"name\": \"a\\u0000b\"}", MM_CODE_JSON_BYTES, 1, 12);
    expect_fault("{\"a\\u0000b\": 1}", MM_CODE_JSON_BYTES, 1, 4);
    reading r = read_text("{\"name\": \"a\\\\u0000b\"}"); /* a backslash and u0000 */
    ck_assert_ptr_null(find_problem(&r, MM_CODE_JSON_BYTES));
    end_reading(&r);
    static const char with_nul[] = "{\"mentormatch\": 1\0}";
    r = read_bytes(with_nul, sizeof with_nul - 1);
    const mm_problem *problem = find_problem(&r, MM_CODE_JSON_BYTES);
    ck_assert_ptr_nonnull(problem);
    ck_assert_int_eq(problem->column, 18);
    end_reading(&r);
}
END_TEST

START_TEST(C2_11_bytes_that_are_no_UTF_8_are_refused)
{
    expect_fault("{\"name\": \"a\xFF\"}", MM_CODE_JSON_BYTES, 1, 12);
    expect_fault("{\"name\": \"\xC3\xA4\xC0\xAF\"}", MM_CODE_JSON_BYTES, 1, 13);
}
END_TEST

START_TEST(C2_17_nothing_at_all_is_an_error)
{
    expect_fault("", MM_CODE_JSON_EMPTY, 1, 1);
    expect_fault(" \n\t\r\n", MM_CODE_JSON_EMPTY, 1, 1);
    expect_fault("\xEF\xBB\xBF", MM_CODE_JSON_EMPTY, 1, 1);
    expect_one_error("[]", MM_CODE_JSON_TYPE, "", 1);
    expect_fault("5", MM_CODE_JSON_SYNTAX, 1, 1);
}
END_TEST

START_TEST(C2_18_more_values_than_the_limit_are_refused_before_parsing)
{
    const size_t n = 8u << 20;
    char *text = malloc(n + 1);
    ck_assert_ptr_nonnull(text);
    for (size_t i = 0; i + 3 <= n; i += 3) memcpy(text + i, "[],", 3);
    text[0] = '[';
    text[n / 3 * 3] = '\0';
    reading r = read_text(text);
    ck_assert_ptr_nonnull(find_problem(&r, MM_CODE_JSON_LIMIT));
    end_reading(&r);
    memset(text, ' ', n);
    r = read_bytes(text, n);
    ck_assert_ptr_nonnull(find_problem(&r, MM_CODE_JSON_EMPTY));
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(texts_and_keys_end_at_their_limits)
{
    char *long_text = repeat("x", 65537);
    char *text = malloc(70000);
    ck_assert_ptr_nonnull(text);
    snprintf(text, 70000, "{\"q\": \"%s\"}", long_text);
    expect_fault(text, MM_CODE_JSON_LIMIT, 1, 7);
    snprintf(text, 70000, "{\"q\": \"%.65536s\"}", long_text);
    reading r = read_text(text);
    ck_assert_ptr_null(find_problem(&r, MM_CODE_JSON_LIMIT));
    end_reading(&r);
    snprintf(text, 70000, "{\"%.257s\" : 1}", long_text);
    expect_fault(text, MM_CODE_JSON_LIMIT, 1, 2);
    snprintf(text, 70000, "{\"%.256s\": 1}", long_text);
    r = read_text(text);
    ck_assert_ptr_null(find_problem(&r, MM_CODE_JSON_LIMIT));
    end_reading(&r);
    free(text);
    free(long_text);
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_checks", C2_1_nesting_ends_at_the_limit,
                     C2_8_byte_order_mark_is_taken_once,
                     C2_9_nul_is_refused_as_byte_and_as_escape,
                     C2_11_bytes_that_are_no_UTF_8_are_refused,
                     C2_17_nothing_at_all_is_an_error,
                     C2_18_more_values_than_the_limit_are_refused_before_parsing,
                     texts_and_keys_end_at_their_limits);
}
