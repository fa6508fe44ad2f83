/* Sentences of errors: a text that is too long is cut between characters. */
#include "base/status.h"
#include "base/utf8.h"

#include "run_suite.h"

#include <string.h>

/* n times one UTF-8 character, behind `shift` letters. */
static void repeat(char *text, size_t shift, const char *character, size_t n)
{
    memset(text, 'a', shift);
    text[shift] = '\0';
    for (size_t i = 0; i < n; i++) strcat(text, character);
}

START_TEST(long_message_is_cut_between_characters)
{
    static const char *const characters[] = {"a", "\xC3\xAB", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    for (size_t c = 0; c < 4; c++) {
        const size_t n_bytes = strlen(characters[c]);
        for (size_t shift = 0; shift < 8; shift++) {
            char text[4096];
            repeat(text, shift, characters[c], 600);
            mm_error error;
            ck_assert_int_eq(mmi_fail(&error, MM_ERR_INPUT, MM_CODE_TEXT, "%s", text),
                             MM_ERR_INPUT);
            const size_t n = strlen(error.message);
            ck_assert_uint_eq(mmi_utf8_valid_bytes(error.message, n), n);
            ck_assert_uint_lt(n, sizeof error.message);
            ck_assert_uint_gt(n + n_bytes, sizeof error.message - 1); /* no more than needed */
            ck_assert_int_eq(strncmp(error.message, text, n), 0);
        }
    }
}
END_TEST

START_TEST(message_that_just_fits_is_whole)
{
    for (size_t shift = 0; shift < 4; shift++) {
        char text[4096];
        repeat(text, shift, "\xE2\x82\xAC", (511 - shift) / 3);
        mm_error error;
        (void)mmi_fail(&error, MM_ERR_INPUT, MM_CODE_TEXT, "%s", text);
        ck_assert_str_eq(error.message, text);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("status", long_message_is_cut_between_characters,
                     message_that_just_fits_is_whole);
}
