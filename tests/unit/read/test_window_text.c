/* Availability: the grammar of docs/formats.md, a line a case. */
#include "read/window_text.h"

#include "run_suite.h"

#include <stdio.h>

typedef struct good_case {
    const char *text;
    const char *windows; /* weekday:from-to, in minutes, in order */
} good_case;

static void check_good(good_case wanted)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_windows windows = {0};
    mmi_window_fault fault;
    ck_assert_msg(mmi_read_windows(&heap, wanted.text, strlen(wanted.text), &windows, &fault),
                  "%s", wanted.text);
    char found[512] = "";
    for (size_t i = 0; i < windows.n; i++) {
        const size_t n = strlen(found);
        (void)snprintf(found + n, sizeof found - n, "%s%d:%d-%d", i == 0 ? "" : " ",
                       (int)windows.window[i].weekday, (int)windows.window[i].from_minute,
                       (int)windows.window[i].to_minute);
    }
    ck_assert_str_eq(found, wanted.windows);
    mmi_free(&heap, windows.window);
}

START_TEST(days_and_times_become_windows_in_order_of_the_week)
{
    static const good_case cases[] = {
        {"Mon 18:00-20:30", "0:1080-1230"},
        {"Mon,Wed 9:00-10:00", "0:540-600 2:540-600"},
        {"Mon-Wed 09:00-10:00", "0:540-600 1:540-600 2:540-600"},
        {"Sat-Mon 9:00-10:00", "0:540-600 5:540-600 6:540-600"},
        {"Mon,Wed-Fri 18:00-20:30", "0:1080-1230 2:1080-1230 3:1080-1230 4:1080-1230"},
        {"monday - TUESDAY 9:00 - 10:00", "0:540-600 1:540-600"},
        {"Mon , Tue 9:00-10:00", "0:540-600 1:540-600"},
        {"Sat 9:00-12:00; Mon 18:00-20:00", "0:1080-1200 5:540-720"},
        {" ; Mon 9:00-10:00 ;; ", "0:540-600"},
        {"Mon-Mon 9:00-10:00", "0:540-600"},
        {"Mon,Mon 9:00-10:00; Mon 9:00-10:00", "0:540-600"},
        {"Mon\t9:07-9:13", "0:547-553"},
        {";", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_good(cases[i]);
}
END_TEST

START_TEST(C3_19_24_00_is_an_end_and_00_00_ends_the_day)
{
    check_good((good_case){"Mon 22:00-24:00", "0:1320-1440"});
    check_good((good_case){"Mon 22:00-00:00", "0:1320-1440"});
    check_good((good_case){"Mon 0:00-24:00", "0:0-1440"});
}
END_TEST

START_TEST(C3_21_end_before_begin_is_on_the_next_day)
{
    check_good((good_case){"Fri 22:00-01:00", "4:1320-1500"});
    check_good((good_case){"Mon 9:00-8:59", "0:540-1979"});
}
END_TEST

START_TEST(C3_22_window_reaches_across_the_end_of_the_week)
{
    check_good((good_case){"Sun 23:00-1:00", "6:1380-1500"});
}
END_TEST

typedef struct bad_case {
    const char *text;
    size_t offset;
    const char *part; /* of the sentence */
} bad_case;

START_TEST(C3_20_other_forms_are_told_with_their_place_and_remedy)
{
    static const bad_case cases[] = {
        {"18:00-20:00", 0, "not a day"},
        {"Mo 9:00-10:00", 0, "not a day"},
        {"Mon,Tues 9:00-10:00", 4, "not a day"},
        {"Mon, 9:00-10:00", 5, "not a day"},
        {"Mon9:00-10:00", 3, "expected a blank"},
        {"Mon", 3, "expected a blank"},
        {"Mon-Wed-Fri 9:00-10:00", 7, "expected a blank"},
        {"Mon 25:00-26:00", 4, "from 0:00 to 23:59"},
        {"Mon 12:60-13:00", 4, "from 0:00 to 23:59"},
        {"Mon 24:01-25:00", 4, "from 0:00 to 23:59"},
        {"Mon 9-10", 4, "not a time of day"},
        {"Mon 9:5-10:00", 4, "not a time of day"},
        {"Mon 009:00-10:00", 4, "not a time of day"},
        {"Mon 09:00:61-10:00", 9, "24-hour clock"},
        {"Mon 9:00am-5:00pm", 8, "24-hour clock"},
        {"Mon 9:00", 8, "expected '-'"},
        {"Mon 9:00\xE2\x80\x93" "10:00", 8, "plain hyphen"},
        {"Mon 9:00-", 9, "not a time of day"},
        {"Mon 24:00-1:00", 4, "24:00 is an end only"},
        {"Mon 9:00-10:00, Tue 9:00-10:00", 14, "join entries by ';'"},
        {"Mon 9:00-10:00 Tue 9:00-10:00", 15, "join entries by ';'"},
        {"Mon 9:00-10:00; x", 16, "not a day"},
        {"Mon 9:00-10:00\n", 14, "join entries by ';'"},
    };
    const mmi_heap heap = mmi_heap_from(NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mmi_windows windows = {0};
        mmi_window_fault fault;
        ck_assert_msg(!mmi_read_windows(&heap, cases[i].text, strlen(cases[i].text), &windows,
                                        &fault), "%s", cases[i].text);
        ck_assert_msg(fault.offset == cases[i].offset, "%s: %zu", cases[i].text, fault.offset);
        ck_assert_msg(strstr(fault.sentence, cases[i].part) != NULL, "%s: %s", cases[i].text,
                      fault.sentence);
        mmi_free(&heap, windows.window);
    }
}
END_TEST

START_TEST(C3_23_window_of_no_length_is_an_error)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_windows windows = {0};
    mmi_window_fault fault;
    ck_assert(!mmi_read_windows(&heap, "Mon 9:00-9:00", 13, &windows, &fault));
    ck_assert_uint_eq(fault.offset, 4);
    ck_assert(strstr(fault.sentence, "equal") != NULL);
    ck_assert(!mmi_read_windows(&heap, "Mon 0:00-0:00", 13, &windows, &fault));
    mmi_free(&heap, windows.window);
}
END_TEST

static bool overlap_of(const char *text)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_windows windows = {0};
    mmi_window_fault fault;
    ck_assert(mmi_read_windows(&heap, text, strlen(text), &windows, &fault));
    mmi_free(&heap, windows.window);
    return windows.overlap;
}

START_TEST(C3_24_windows_that_overlap_are_seen_and_those_that_touch_are_fine)
{
    ck_assert(overlap_of("Mon 9:00-11:00; Mon 10:00-12:00"));
    ck_assert(overlap_of("Mon 9:00-10:00; Mon 9:00-10:00"));
    ck_assert(overlap_of("Mon 9:00-17:00; Mon 10:00-11:00; Mon 12:00-13:00"));
    ck_assert(overlap_of("Sun 23:00-1:00; Mon 0:30-2:00"));
    ck_assert(!overlap_of("Mon 9:00-10:00; Mon 10:00-11:00"));
    ck_assert(!overlap_of("Mon-Sun 0:00-24:00"));
    ck_assert(!overlap_of("Sun 23:00-1:00; Mon 1:00-2:00"));
}
END_TEST

START_TEST(C3_25_a_person_has_at_most_10000_windows)
{
    static char text[200000];
    size_t n = 0;
    for (int i = 0; i < 10000; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "Mon %d:%02d-24:00;", i % 1440 / 60,
                              i % 60);
    }
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_windows windows = {0};
    mmi_window_fault fault;
    ck_assert(mmi_read_windows(&heap, text, n, &windows, &fault));
    ck_assert_uint_eq(windows.n, 1440); /* the same window counts once */
    (void)snprintf(text + n, sizeof text - n, "Tue 9:00-10:00");
    ck_assert(!mmi_read_windows(&heap, text, strlen(text), &windows, &fault));
    ck_assert(strstr(fault.sentence, "10,000") != NULL);
    mmi_free(&heap, windows.window);
}
END_TEST

int main(void)
{
    return RUN_SUITE("window_text", days_and_times_become_windows_in_order_of_the_week,
                     C3_19_24_00_is_an_end_and_00_00_ends_the_day,
                     C3_20_other_forms_are_told_with_their_place_and_remedy,
                     C3_21_end_before_begin_is_on_the_next_day,
                     C3_22_window_reaches_across_the_end_of_the_week,
                     C3_23_window_of_no_length_is_an_error,
                     C3_24_windows_that_overlap_are_seen_and_those_that_touch_are_fine,
                     C3_25_a_person_has_at_most_10000_windows);
}
