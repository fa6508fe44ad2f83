/* Folding and escaping of iCalendar lines. C7.1, C7.2, C7.5, C7.6. */
#include "write/ics_text.h"

#include "run_suite.h"
#include "text_sink.h"

#include <stdio.h>

static text_sink taken;

static const char *line_text(const char *head, const char *text)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_writer writer = mmi_writer_on(&heap, sink_into(&taken), NULL);
    mmi_ics_line line = mmi_ics_line_begin(&writer, head);
    mmi_ics_line_text(&line, text);
    mmi_ics_line_end(&line);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    return taken.text;
}

START_TEST(comma_semicolon_and_backslash_are_escaped)
{
    ck_assert_str_eq(line_text("SUMMARY:", "a,b;c\\d:e\"f'g"),
                     "SUMMARY:a\\,b\\;c\\\\d:e\"f'g\r\n");
}
END_TEST

START_TEST(line_break_of_any_sort_cannot_begin_a_line)
{
    ck_assert_str_eq(line_text("SUMMARY:", "X\r\nATTENDEE:mailto:x@y"),
                     "SUMMARY:X\\nATTENDEE:mailto:x@y\r\n");
    ck_assert_str_eq(line_text("S:", "a\rb\nc\n\rd"), "S:a\\nb\\nc\\n\\nd\r\n");
    ck_assert_str_eq(line_text("S:", "a\xC2\x85" "b\xE2\x80\xA8" "c\xE2\x80\xA9" "d"),
                     "S:a\\nb\\nc\\nd\r\n");
}
END_TEST

START_TEST(controls_vanish_and_tabs_stay)
{
    ck_assert_str_eq(line_text("S:", "a\x01\x0B\x0C\x1C\x1F\x7F" "b\tc"), "S:ab\tc\r\n");
}
END_TEST

START_TEST(line_of_75_octets_stays_whole_and_one_of_76_is_folded)
{
    char text[80];
    char expected[100];
    memset(text, 'x', sizeof text);
    text[73] = '\0';
    (void)snprintf(expected, sizeof expected, "S:%s\r\n", text);
    ck_assert_str_eq(line_text("S:", text), expected);
    text[73] = 'y';
    text[74] = '\0';
    (void)snprintf(expected, sizeof expected, "S:%.73s\r\n y\r\n", text);
    ck_assert_str_eq(line_text("S:", text), expected);
}
END_TEST

/* Every offset of the fold within a sequence or a pair. */
START_TEST(fold_splits_neither_a_character_nor_an_escape)
{
    const char *const units[] = {"\xC3\xA9", "\xE6\xBD\xA2", "\xF0\x9F\x8C\x8D", "\\,"};
    const char *const sources[] = {"\xC3\xA9", "\xE6\xBD\xA2", "\xF0\x9F\x8C\x8D", ","};
    for (size_t unit = 0; unit < 4; unit++) {
        for (size_t n_before = 60; n_before < 80; n_before++) {
            char text[100];
            memset(text, 'x', n_before);
            (void)snprintf(text + n_before, sizeof text - n_before, "%sz", sources[unit]);
            const char *out = line_text("S:", text);
            const char *found = strstr(out, units[unit]);
            ck_assert_msg(found != NULL, "unit %zu behind %zu octets is split", unit, n_before);
            for (const char *line = out; *line != '\0'; line = strstr(line, "\r\n") + 2) {
                ck_assert_uint_le((size_t)(strstr(line, "\r\n") - line), 75);
            }
        }
    }
}
END_TEST

START_TEST(thousand_combining_marks_and_broken_utf8_fold_as_well)
{
    char text[2004] = "e";
    for (size_t i = 0; i < 1000; i++) memcpy(text + 1 + 2 * i, "\xCC\x81", 3);
    const char *out = line_text("S:", text);
    size_t n_lines = 0;
    for (const char *line = out; *line != '\0'; line = strstr(line, "\r\n") + 2) {
        const size_t n = (size_t)(strstr(line, "\r\n") - line);
        ck_assert_uint_le(n, 75);
        ck_assert_uint_ge(n, n_lines < 27 ? 74 : 1);
        n_lines++;
    }
    ck_assert_uint_eq(n_lines, 28); /* 2003 octets: 75 in the first, 74 in the others */
    ck_assert_str_eq(line_text("S:", "a\xE6\xBD"), "S:a\xE6\xBD\r\n");
    ck_assert_str_eq(line_text("S:", "\xFF\xA0\xC3"), "S:\xFF\xA0\xC3\r\n");
}
END_TEST

int main(void)
{
    return RUN_SUITE("ics_text", comma_semicolon_and_backslash_are_escaped,
                     line_break_of_any_sort_cannot_begin_a_line, controls_vanish_and_tabs_stay,
                     line_of_75_octets_stays_whole_and_one_of_76_is_folded,
                     fold_splits_neither_a_character_nor_an_escape,
                     thousand_combining_marks_and_broken_utf8_fold_as_well);
}
