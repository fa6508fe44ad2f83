/* The CSV reader alone: RFC 4180, lines and columns, limits. Numbers are rows of the catalogue of
 * bad inputs. */
#include "read/csv.h"

#include "failing_allocator.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

static mmi_csv opened(const char *text, size_t n)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_csv csv;
    ck_assert(mmi_csv_open(&csv, &heap, text, n) == MM_OK);
    return csv;
}

/* Records as "[a|b][c|d]", faults as "!". */
static const char *shown(const char *text, char separator)
{
    static char all[1024];
    mmi_csv csv = opened(text, strlen(text));
    if (separator != ',') mmi_csv_rewind(&csv, separator);
    size_t n = 0;
    all[0] = '\0';
    while (mmi_csv_next(&csv)) {
        if (csv.fault != MMI_CSV_FINE) {
            n += (size_t)snprintf(all + n, sizeof all - n, "!");
            continue;
        }
        for (size_t i = 0; i < csv.n_cells; i++) {
            n += (size_t)snprintf(all + n, sizeof all - n, "%c%.*s", i == 0 ? '[' : '|',
                                  (int)csv.cell[i].n, csv.cell[i].text);
        }
        n += (size_t)snprintf(all + n, sizeof all - n, "]");
    }
    mmi_csv_close(&csv);
    return all;
}

static void check_fault(const char *text, size_t n, mmi_csv_fault fault, int64_t line,
                        int64_t column)
{
    mmi_csv csv = opened(text, n);
    while (csv.fault == MMI_CSV_FINE && mmi_csv_next(&csv)) {}
    ck_assert_int_eq(csv.fault, fault);
    ck_assert_int_eq(csv.fault_line, line);
    ck_assert_int_eq(csv.fault_column, column);
    mmi_csv_close(&csv);
}

START_TEST(C1_01_no_bytes_are_no_record)
{
    mmi_csv csv = opened("", 0);
    ck_assert(!mmi_csv_read_headings(&csv, "id"));
    ck_assert_int_eq(csv.fault, MMI_CSV_FINE);
    ck_assert_uint_eq(csv.n_cells, 0);
    mmi_csv_close(&csv);
}
END_TEST

START_TEST(C1_03_byte_order_mark_is_skipped_once_at_the_begin_only)
{
    ck_assert_str_eq(shown("\xEF\xBB\xBF" "a,b\n", ','), "[a|b]");
    ck_assert_str_eq(shown("\xEF\xBB\xBF\xEF\xBB\xBF" "a\n", ','), "[\xEF\xBB\xBF" "a]");
    ck_assert_str_eq(shown("a\n\xEF\xBB\xBF" "b\n", ','), "[a][\xEF\xBB\xBF" "b]");
    mmi_csv csv = opened("\xEF\xBB\xBF" "a,b\n", 7);
    ck_assert(mmi_csv_next(&csv));
    ck_assert_int_eq(csv.cell[0].column, 1);
    mmi_csv_close(&csv);
}
END_TEST

START_TEST(C1_04_utf_16_is_named)
{
    check_fault("\xFF\xFEi\0d\0", 6, MMI_CSV_UTF16, 1, 1);
    check_fault("\xFE\xFF\0i\0d", 6, MMI_CSV_UTF16, 1, 1);
}
END_TEST

START_TEST(C1_05_line_ends_may_be_mixed_but_not_a_lone_carriage_return)
{
    ck_assert_str_eq(shown("a,b\r\nc,d\ne,f\r\n", ','), "[a|b][c|d][e|f]");
    check_fault("a,b\nc\rd,e\n", 10, MMI_CSV_LONE_CR, 2, 2);
    check_fault("a\r", 2, MMI_CSV_LONE_CR, 1, 2);
    check_fault("\"a\"\rb", 5, MMI_CSV_LONE_CR, 1, 4);
    ck_assert_str_eq(shown("a\rb\nc\n", ','), "![c]");
}
END_TEST

START_TEST(C1_06_last_line_needs_no_line_end)
{
    ck_assert_str_eq(shown("a,b\nc,d", ','), "[a|b][c|d]");
    ck_assert_str_eq(shown("a,", ','), "[a|]");
    ck_assert_str_eq(shown("a,\"b\"", ','), "[a|b]");
}
END_TEST

START_TEST(C1_07_unclosed_quote_is_told_where_it_was_opened)
{
    check_fault("a,b\nc,\"d\ne\nf\n", 13, MMI_CSV_OPEN_QUOTE, 2, 3);
    check_fault("\"", 1, MMI_CSV_OPEN_QUOTE, 1, 1);
    check_fault("\"a\"\"", 4, MMI_CSV_OPEN_QUOTE, 1, 1);
}
END_TEST

START_TEST(C1_08_text_behind_a_closing_quote_and_bare_quotes_are_errors)
{
    check_fault("x\n\"a\"b,c\n", 9, MMI_CSV_BEHIND_QUOTE, 2, 4);
    check_fault("a,b\"c\n", 6, MMI_CSV_BARE_QUOTE, 1, 4);
    check_fault("a, \"b\"\n", 7, MMI_CSV_BARE_QUOTE, 1, 4);
    ck_assert_str_eq(shown("\"a\"b\nc\n", ','), "![c]");
    ck_assert_str_eq(shown("\"a\" ,b\nc\n", ','), "![c]");
}
END_TEST

START_TEST(C1_09_newline_inside_quotes_keeps_physical_lines)
{
    ck_assert_str_eq(shown("\"a\"\"b\",\"\"\n\"\"\"\"\n", ','), "[a\"b|][\"]");
    const char text[] = "a,\"b\nb\r\nb\",c\nd,e,f\n";
    mmi_csv csv = opened(text, strlen(text));
    ck_assert(mmi_csv_next(&csv));
    ck_assert_uint_eq(csv.cell[1].n, 6);
    ck_assert_int_eq(csv.cell[1].line, 1);
    ck_assert_int_eq(csv.cell[2].line, 3);
    ck_assert_int_eq(csv.cell[2].column, 4);
    ck_assert(mmi_csv_next(&csv));
    ck_assert_int_eq(csv.record_line, 4);
    ck_assert_int_eq(csv.cell[2].column, 5);
    ck_assert(!mmi_csv_next(&csv));
    mmi_csv_close(&csv);
}
END_TEST

START_TEST(C1_10_nul_is_told_by_its_offset)
{
    check_fault("a,b\nc\0d,e\n", 10, MMI_CSV_NUL, 2, 2);
    mmi_csv csv = opened("a,b\nc\0d,e\n", 10);
    ck_assert_uint_eq(csv.fault_offset, 5);
    ck_assert(!mmi_csv_next(&csv));
    mmi_csv_close(&csv);
}
END_TEST

START_TEST(C1_12_what_is_no_utf_8_is_told_by_its_offset)
{
    check_fault("a\nb\xE9,c\n", 7, MMI_CSV_NOT_UTF8, 2, 2);     /* Latin-1 */
    check_fault("a\xC0\x80", 3, MMI_CSV_NOT_UTF8, 1, 2);         /* overlong */
    check_fault("\xED\xA0\x80", 3, MMI_CSV_NOT_UTF8, 1, 1);      /* surrogate */
    check_fault("\xF4\x90\x80\x80", 4, MMI_CSV_NOT_UTF8, 1, 1);  /* above 10FFFF */
    check_fault("ab\xE2\x82", 4, MMI_CSV_NOT_UTF8, 1, 3);        /* cut off */
    check_fault("\xFF\0", 2, MMI_CSV_NOT_UTF8, 1, 1);            /* the first fault counts */
}
END_TEST

START_TEST(C1_21_separator_is_the_one_that_shows_the_heading)
{
    static const struct { const char *text; size_t n_cells; bool is_found; } cases[] = {
        {"name,id\n", 2, true}, {"name;id\n", 2, true}, {"name\tid\n", 2, true},
        {"id\n", 1, true}, {"\n \nid;a,b\n", 2, true}, {"a,b;id\n", 2, true},
        {"a;b,c\n", 2, false}, {"x,id,y;z\n", 3, true}, {"ID,name\n", 2, false},
        {";;\n\tid\t\n", 1, true}, {"\"i\"\"d\",id\n", 2, true},
        {"id,b;id;c;d\n", 4, true}, /* both separators show it: the one that gives most cells */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mmi_csv csv = opened(cases[i].text, strlen(cases[i].text));
        ck_assert_msg(mmi_csv_read_headings(&csv, "id") == cases[i].is_found, "%s", cases[i].text);
        if (cases[i].is_found) ck_assert_msg(csv.n_cells == cases[i].n_cells, "%s", cases[i].text);
        mmi_csv_close(&csv);
    }
}
END_TEST

/* A file of `n` times `byte` between two texts. */
static char *padded(const char *before, char byte, size_t n, const char *after, size_t *n_all)
{
    const size_t n_before = strlen(before);
    *n_all = n_before + n + strlen(after);
    char *text = malloc(*n_all);
    ck_assert(text != NULL);
    memcpy(text, before, n_before);
    memset(text + n_before, byte, n);
    memcpy(text + n_before + n, after, strlen(after));
    return text;
}

static mmi_csv_fault fault_of(char *text, size_t n)
{
    mmi_csv csv = opened(text, n);
    while (csv.fault == MMI_CSV_FINE && mmi_csv_next(&csv)) {}
    const mmi_csv_fault fault = csv.fault;
    mmi_csv_close(&csv);
    free(text);
    return fault;
}

START_TEST(C1_22_cells_and_records_end_at_their_limits)
{
    size_t n;
    char *text = padded("a,", 'x', MMI_CELL_BYTES_MOST, "\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_FINE);
    text = padded("a,", 'x', MMI_CELL_BYTES_MOST + 1, "\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_LONG_CELL);
    text = padded("a,\"", 'x', MMI_CELL_BYTES_MOST, "\"\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_FINE);
    text = padded("a,\"", 'x', MMI_CELL_BYTES_MOST + 1, "\"\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_LONG_CELL);
    text = padded("a,\"", '"', 2 * MMI_CELL_BYTES_MOST, "\"\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_FINE);
    text = padded("a,\"", '"', 2 * MMI_CELL_BYTES_MOST + 2, "\"\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_LONG_CELL);
    text = padded("a,\"", 'x', 100 * MMI_CELL_BYTES_MOST, "", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_LONG_CELL);
}
END_TEST

START_TEST(C1_22_record_ends_at_its_limit)
{
    for (size_t over = 0; over < 2; over++) {
        const size_t n = MMI_RECORD_BYTES_MOST + over;
        char *text = malloc(n);
        memset(text, 'x', n);
        for (size_t i = 60000; i < n; i += 60000) text[i] = ',';
        text[n - 1] = '\n';
        ck_assert_int_eq(fault_of(text, n), over == 0 ? MMI_CSV_FINE : MMI_CSV_LONG_RECORD);
    }
}
END_TEST

START_TEST(C1_23_columns_end_at_their_limit)
{
    size_t n;
    char *text = padded("", ',', MMI_COLUMNS_MOST - 1, "\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_FINE);
    text = padded("", ',', MMI_COLUMNS_MOST, "\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_MANY_COLUMNS);
    text = padded("", ',', 10000000, "\n", &n);
    ck_assert_int_eq(fault_of(text, n), MMI_CSV_MANY_COLUMNS);
}
END_TEST

START_TEST(C1_31_blank_records_are_known)
{
    mmi_csv csv = opened("\n , \t,\"\"\na\n", 11);
    ck_assert(mmi_csv_next(&csv) && mmi_csv_is_blank_record(&csv));
    ck_assert(mmi_csv_next(&csv) && mmi_csv_is_blank_record(&csv));
    ck_assert(mmi_csv_next(&csv) && !mmi_csv_is_blank_record(&csv));
    mmi_csv_close(&csv);
}
END_TEST

START_TEST(guard_is_taken_off_once_behind_the_blanks)
{
    static const struct { const char *text; const char *trimmed; } cases[] = {
        {" \ta b\t ", "a b"}, {" '=1", "=1"}, {"'+x", "+x"}, {"'-", "-"}, {"'@", "@"},
        {"''=1", "''=1"}, {"'a", "'a"}, {"'", "'"}, {"", ""}, {"  ", ""}, {"'= ", "="},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        size_t n = strlen(text);
        mmi_trim_cell(&text, &n);
        ck_assert_uint_eq(n, strlen(cases[i].trimmed));
        ck_assert_mem_eq(text, cases[i].trimmed, n);
    }
}
END_TEST

START_TEST(memory_may_run_out_at_every_request)
{
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mmi_csv csv;
        if (mmi_csv_open(&csv, &heap, "\"a\"\"b\"\n", 7) == MM_OK) {
            ck_assert(mmi_csv_next(&csv) == !csv.out_of_memory);
            ck_assert(csv.out_of_memory == state.has_failed);
        }
        mmi_csv_close(&csv);
        ck_assert_int_eq(state.n_out, 0);
        if (!state.has_failed) break;
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("csv", C1_01_no_bytes_are_no_record,
                     C1_03_byte_order_mark_is_skipped_once_at_the_begin_only,
                     C1_04_utf_16_is_named,
                     C1_05_line_ends_may_be_mixed_but_not_a_lone_carriage_return,
                     C1_06_last_line_needs_no_line_end,
                     C1_07_unclosed_quote_is_told_where_it_was_opened,
                     C1_08_text_behind_a_closing_quote_and_bare_quotes_are_errors,
                     C1_09_newline_inside_quotes_keeps_physical_lines,
                     C1_10_nul_is_told_by_its_offset,
                     C1_12_what_is_no_utf_8_is_told_by_its_offset,
                     C1_21_separator_is_the_one_that_shows_the_heading,
                     C1_22_cells_and_records_end_at_their_limits,
                     C1_22_record_ends_at_its_limit, C1_23_columns_end_at_their_limit,
                     C1_31_blank_records_are_known, guard_is_taken_off_once_behind_the_blanks,
                     memory_may_run_out_at_every_request);
}
