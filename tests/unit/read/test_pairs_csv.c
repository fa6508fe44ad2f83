/* pairs.csv read back. */
#include "read/pairs_csv.h"

#include "failing_allocator.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

typedef struct reading {
    mmi_pair_list list;
    mm_problems *problems;
    mm_status status;
    mm_error error;
} reading;

static reading read_pairs(const char *text)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const mm_source source = {.name = "pairs.csv", .bytes = text, .n_bytes = strlen(text)};
    const mmi_stop stop = mmi_stop_from(NULL, 0);
    reading made;
    ck_assert_int_eq(mm_problems_new(NULL, &made.problems), MM_OK);
    made.status = mmi_read_pair_list(&heap, &source, 1000, &stop, made.problems, &made.list,
                                     &made.error);
    if (made.status == MM_OK) made.status = mmi_problems_finish(made.problems, &made.error);
    return made;
}

static void free_reading(reading *made)
{
    mmi_pair_list_clear(&made->list);
    mm_problems_free(made->problems);
}

static void check_pairs(const char *text, const char *expected)
{
    reading made = read_pairs(text);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    char found[200] = "";
    for (size_t i = 0; i < made.list.n; i++) {
        const mmi_pair_line *pair = &made.list.pair[i];
        (void)snprintf(found + strlen(found), sizeof found - strlen(found), "%s+%s@%d ",
                       pair->mentee_id, pair->mentor_id, (int)pair->line);
    }
    ck_assert_str_eq(found, expected);
    free_reading(&made);
}

START_TEST(only_two_headings_are_looked_at)
{
    check_pairs("mentee,mentor,kind,score\nb,a,expert,0.5\n\n'=x,'+y,,\n", "b+a@2 =x++y@4 ");
    check_pairs("x;mentor;mentee\n1;a;b\n1;a;c\n", "b+a@2 c+a@3 ");
    check_pairs("mentee,mentor\n", "");
}
END_TEST

static void check_refused(const char *text, mm_code code, int64_t line, const char *part)
{
    reading made = read_pairs(text);
    ck_assert_int_eq(made.status, MM_ERR_INPUT);
    ck_assert_int_eq(made.error.code, (int)code);
    ck_assert_int_eq(made.error.line, line);
    ck_assert_str_eq(made.error.file, "pairs.csv");
    ck_assert_msg(strstr(made.error.message, part) != NULL, "%s", made.error.message);
    free_reading(&made);
}

START_TEST(what_is_wrong_is_told_with_its_line)
{
    check_refused("", MM_CODE_CSV_EMPTY, 1, "no headings");
    check_refused("mentee,score\nb,1\n", MM_CODE_COLUMN_MISSING, 1, "mentor");
    check_refused("a,mentor\nb,1\n", MM_CODE_COLUMN_MISSING, 1, "mentee");
    check_refused("mentee,mentor,mentor\nb,1,2\n", MM_CODE_COLUMN_TWICE, 1, "mentor");
    check_refused("mentee,mentor\nb,a\nb\n", MM_CODE_CSV_FIELDS, 3, "number of cells");
    check_refused("mentee,mentor\nb, \n", MM_CODE_ID, 2, "mentor");
    check_refused("mentee,mentor\n\"b,a\n", MM_CODE_CSV_QUOTE, 2, "never closed");
    check_refused("mentee,mentor\nb,\xFF\n", MM_CODE_CSV_ENCODING, 2, "UTF-8");
}
END_TEST

START_TEST(memory_may_run_out_at_every_request)
{
    const char text[] = "mentee,mentor\n\"b\"\"\",a\nc,a\n";
    const mm_source source = {.name = "pairs.csv", .bytes = text, .n_bytes = strlen(text)};
    const mmi_stop stop = mmi_stop_from(NULL, 0);
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mm_problems *problems;
        ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
        mmi_pair_list list;
        const mm_status status =
            mmi_read_pair_list(&heap, &source, 1000, &stop, problems, &list, NULL);
        ck_assert_int_eq(status, state.has_failed ? MM_ERR_MEMORY : MM_OK);
        mmi_pair_list_clear(&list);
        mm_problems_free(problems);
        ck_assert_int_eq(state.n_out, 0);
        if (status == MM_OK) break;
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("pairs_csv", only_two_headings_are_looked_at,
                     what_is_wrong_is_told_with_its_line, memory_may_run_out_at_every_request);
}
