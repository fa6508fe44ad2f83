/* Problems in order, errors with their place, sorting, options, files, cancel. */
#include "base/file.h"
#include "base/take_options.h"
#include "base/problems.h"
#include "base/sort.h"
#include "base/stop.h"

#include <mentormatch/profiles.h>

#include "failing_allocator.h"
#include "random_numbers.h"
#include "run_suite.h"

#include <string.h>

START_TEST(problems_are_told_by_file_line_and_column)
{
    mm_problems *problems;
    ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
    const mmi_place late = {"mentees.csv", 2, 3, 1, "id"};
    const mmi_place early = {"programme.json", 0, 9, 4, "name"};
    const mmi_place middle = {"mentors.csv", 1, 3, 7, "kind"};
    const mmi_place first = {"mentors.csv", 1, 3, 2, NULL};
    mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_LIMIT, &late, "secret", NULL, "a %d", 1);
    mmi_report(problems, MM_SEVERITY_NOTE, MM_CODE_LIMIT, &early, NULL, NULL, "b");
    mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_LIMIT, &middle, NULL, "near", "c");
    mmi_report(problems, MM_SEVERITY_WARNING, MM_CODE_LIMIT, &first, NULL, NULL, "d");
    mm_error error;
    ck_assert_int_eq(mmi_problems_finish(problems, &error), MM_ERR_INPUT);
    ck_assert_str_eq(error.file, "mentors.csv");
    ck_assert_str_eq(error.message, "kind: c");
    ck_assert_int_eq(error.line, 3);
    ck_assert_int_eq(error.column, 7);
    int32_t n;
    const mm_problem *listed = mm_problems_list(problems, &n);
    ck_assert_int_eq(n, 4);
    ck_assert_str_eq(listed[0].message, "b");
    ck_assert_str_eq(listed[1].message, "d");
    ck_assert_str_eq(listed[2].suggestion, "near");
    ck_assert_str_eq(listed[3].token, "secret");
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_ERROR), 2);
    mm_problems_free(problems);
}
END_TEST

START_TEST(at_most_100_of_a_severity_are_listed_and_all_are_counted)
{
    mm_problems *problems;
    ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
    for (int64_t line = 9000; line > 0; line--) {
        const mmi_place place = {"mentors.csv", 1, line, 0, NULL};
        mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_LIMIT, &place, NULL, NULL, "x");
    }
    ck_assert_int_eq(mmi_problems_finish(problems, NULL), MM_ERR_INPUT);
    int32_t n;
    ck_assert_ptr_nonnull(mm_problems_list(problems, &n));
    ck_assert_int_eq(n, 100);
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_ERROR), 9000);
    mm_problems_free(problems);
}
END_TEST

START_TEST(a_lost_report_is_an_error)
{
    for (long k = 2; k < 8; k++) {
        failing_allocator failing = {.fail_at = k};
        const mm_allocator allocator = failing_allocator_of(&failing);
        mm_problems *problems;
        ck_assert_int_eq(mm_problems_new(&allocator, &problems), MM_OK);
        const mmi_place place = {"f", 0, 1, 1, "field"};
        mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_LIMIT, &place, "t", "s", "x");
        const mm_status status = mmi_problems_finish(problems, NULL);
        ck_assert_int_eq(status, failing.has_failed ? MM_ERR_MEMORY : MM_ERR_INPUT);
        mm_problems_free(problems);
        ck_assert_int_eq(failing.n_out, 0);
    }
}
END_TEST

START_TEST(sorting_orders_every_length)
{
    uint64_t state = random_state(1);
    for (size_t n = 0; n < 200; n++) {
        int32_t items[200];
        int64_t sum = 0;
        for (size_t i = 0; i < n; i++) {
            next_random(&state);
            items[i] = (int32_t)(state % 50);
            sum += items[i];
        }
        mmi_sort(items, n, sizeof *items, mmi_compare_int32, NULL);
        for (size_t i = 0; i < n; i++) {
            sum -= items[i];
            if (i > 0) ck_assert_int_le(items[i - 1], items[i]);
        }
        ck_assert_int_eq(sum, 0);
    }
}
END_TEST

START_TEST(options_of_another_size_keep_what_they_know)
{
    mm_compile_options own = MM_COMPILE_OPTIONS_INIT;
    struct { mm_compile_options known; double newer; } longer = {MM_COMPILE_OPTIONS_INIT, 5};
    longer.known.size = sizeof longer;
    longer.known.time_limit_s = 2;
    ck_assert_int_eq(mmi_take_options(&own, sizeof own, &longer, "x", NULL), MM_OK);
    ck_assert(own.time_limit_s == 2);
    ck_assert_uint_eq(own.size, sizeof own);
    mm_compile_options shorter = {.size = sizeof shorter.size, .time_limit_s = 9};
    own = (mm_compile_options)MM_COMPILE_OPTIONS_INIT;
    ck_assert_int_eq(mmi_take_options(&own, sizeof own, &shorter, "x", NULL), MM_OK);
    ck_assert(own.time_limit_s == 0);
    const mm_compile_options unset = {0};
    mm_error error;
    ck_assert_int_eq(mmi_take_options(&own, sizeof own, &unset, "these", &error), MM_ERR_OPTION);
    ck_assert_ptr_nonnull(strstr(error.message, "these"));
    ck_assert_int_eq(mmi_check_time_limit(-1, NULL), MM_ERR_OPTION);
    ck_assert_int_eq(mmi_check_time_limit(0.0 / 1.0, NULL), MM_OK);
}
END_TEST

START_TEST(C1_33_only_regular_files_are_read)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    char *bytes;
    size_t n;
    mm_error error;
    ck_assert_int_eq(mmi_read_file(&heap, "/", "label", 100, &bytes, &n, &error), MM_ERR_FILE);
    ck_assert_str_eq(error.file, "label");
    ck_assert_int_eq(error.code, MM_CODE_FILE_KIND);
    ck_assert_int_eq(mmi_read_file(&heap, "/dev/null", "label", 100, &bytes, &n, &error),
                     MM_ERR_FILE);
    ck_assert_int_eq(mmi_read_file(&heap, "/no/such/file", "label", 100, &bytes, &n, &error),
                     MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_FILE_OPEN);
    ck_assert_int_eq(mmi_read_file(&heap, "/proc/self/exe", "label", 100, &bytes, &n, &error),
                     MM_ERR_LIMIT);
    ck_assert_ptr_null(bytes);
}
END_TEST

START_TEST(a_cancel_stops_until_it_is_cleared)
{
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    const mmi_stop stop = mmi_stop_from(cancel, 0);
    ck_assert(!mmi_stop_asked(&stop));
    mm_cancel_set(cancel);
    ck_assert(mmi_stop_asked(&stop));
    mm_cancel_clear(cancel);
    ck_assert(!mmi_stop_asked(&stop));
    mm_cancel_free(cancel);
    const mmi_stop past = mmi_stop_from(NULL, 1e-9);
    while (!mmi_stop_asked(&past)) {}
}
END_TEST

int main(void)
{
    return RUN_SUITE("problems", problems_are_told_by_file_line_and_column,
                     at_most_100_of_a_severity_are_listed_and_all_are_counted,
                     a_lost_report_is_an_error, sorting_orders_every_length,
                     options_of_another_size_keep_what_they_know,
                     C1_33_only_regular_files_are_read, a_cancel_stops_until_it_is_cleared);
}
