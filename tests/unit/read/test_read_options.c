/* Options of every size, with defaults and with values that make no sense. */
#include "read/read_options.h"
#include "run_suite.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

START_TEST(null_and_zero_mean_the_defaults)
{
    mm_read_options full;
    ck_assert_int_eq(mmi_read_options_from(NULL, &full, NULL), MM_OK);
    ck_assert_int_eq(full.most_people, 2000000);
    ck_assert(full.most_bytes == INT64_C(2147483648));
    const mm_read_options zero = MM_READ_OPTIONS_INIT;
    mm_read_options same;
    ck_assert_int_eq(mmi_read_options_from(&zero, &same, NULL), MM_OK);
    ck_assert_int_eq(memcmp(&full, &same, sizeof full), 0);
}
END_TEST

START_TEST(fields_behind_a_shorter_struct_are_not_read)
{
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.size = offsetof(mm_read_options, most_people);
    options.allow_any_path = 1;
    options.most_people = -5;
    mm_read_options full;
    ck_assert_int_eq(mmi_read_options_from(&options, &full, NULL), MM_OK);
    ck_assert_int_eq(full.allow_any_path, 1);
    ck_assert_int_eq(full.most_people, 2000000);
    ck_assert_int_eq((int)full.size, (int)sizeof full);
}
END_TEST

START_TEST(fields_of_a_longer_struct_are_passed_over)
{
    struct {
        mm_read_options known;
        int64_t later;
    } options = {.known = MM_READ_OPTIONS_INIT, .later = -1};
    options.known.size = sizeof options;
    options.known.most_people = 7;
    mm_read_options full;
    ck_assert_int_eq(mmi_read_options_from(&options.known, &full, NULL), MM_OK);
    ck_assert_int_eq(full.most_people, 7);
    ck_assert_int_eq((int)full.size, (int)sizeof full);
}
END_TEST

static void expect_refused(mm_read_options options, const char *field)
{
    mm_read_options full;
    mm_error error;
    ck_assert_int_eq(mmi_read_options_from(&options, &full, &error), MM_ERR_OPTION);
    ck_assert_msg(strncmp(error.message, field, strlen(field)) == 0, "%s", error.message);
}

START_TEST(bad_values_name_their_field)
{
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.size = 0;
    expect_refused(options, "size");
    options = (mm_read_options)MM_READ_OPTIONS_INIT;
    options.time_limit_s = (double)NAN;
    expect_refused(options, "time_limit_s");
    options.time_limit_s = -0.001;
    expect_refused(options, "time_limit_s");
    options = (mm_read_options)MM_READ_OPTIONS_INIT;
    options.most_people = -1;
    expect_refused(options, "most_people");
    options = (mm_read_options)MM_READ_OPTIONS_INIT;
    options.most_bytes = -1;
    expect_refused(options, "most_bytes");
}
END_TEST

int main(void)
{
    return RUN_SUITE("read_options", null_and_zero_mean_the_defaults,
                     fields_behind_a_shorter_struct_are_not_read,
                     fields_of_a_longer_struct_are_passed_over, bad_values_name_their_field);
}
