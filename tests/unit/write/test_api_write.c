/* Arguments and options of the public calls, and the ready sinks. C9.1, C9.7. */
#include <mentormatch/mentormatch.h>

#include "hand_made.h"
#include "run_suite.h"
#include "scratch.h"
#include "text_sink.h"

#include <math.h>

static text_sink taken;
static hand_made made;
static mm_error error;

static void assert_argument(mm_status status, const char *what)
{
    ck_assert_int_eq(status, MM_ERR_ARGUMENT);
    ck_assert_int_eq(error.code, MM_CODE_ARGUMENT);
    ck_assert_msg(strstr(error.message, what) != NULL, "%s", error.message);
}

START_TEST(null_is_refused_by_name)
{
    hand_cohort(&made);
    const mm_profiles *profiles = &made.profiles;
    const mm_matching *matching = &made.matching;
    const mm_schedule *schedule = &made.schedule;
    const mm_sink sink = sink_into(&taken);
    const mm_sink none = {0};
    assert_argument(mm_write_pairs_csv(NULL, matching, sink, &error), "profiles");
    assert_argument(mm_write_pairs_csv(profiles, NULL, sink, &error), "matching");
    assert_argument(mm_write_pairs_csv(profiles, matching, none, &error), "sink");
    assert_argument(mm_write_unmatched_csv(NULL, matching, sink, &error), "profiles");
    assert_argument(mm_write_unmatched_csv(profiles, NULL, sink, &error), "matching");
    assert_argument(mm_write_unmatched_csv(profiles, matching, none, &error), "sink");
    assert_argument(mm_write_loads_csv(NULL, matching, sink, &error), "profiles");
    assert_argument(mm_write_loads_csv(profiles, NULL, sink, &error), "matching");
    assert_argument(mm_write_loads_csv(profiles, matching, none, &error), "sink");
    assert_argument(mm_write_check_ins_csv(NULL, schedule, sink, &error), "profiles");
    assert_argument(mm_write_check_ins_csv(profiles, NULL, sink, &error), "schedule");
    assert_argument(mm_write_check_ins_csv(profiles, schedule, none, &error), "sink");
    assert_argument(mm_write_calendar(NULL, schedule, MM_ROLE_MENTOR, 0, sink, &error),
                    "profiles");
    assert_argument(mm_write_calendar(profiles, NULL, MM_ROLE_MENTOR, 0, sink, &error),
                    "schedule");
    assert_argument(mm_write_calendar(profiles, schedule, MM_ROLE_MENTOR, 0, none, &error),
                    "sink");
    assert_argument(mm_write_run(NULL, matching, schedule, "out", NULL, &error), "profiles");
    assert_argument(mm_write_run(profiles, NULL, NULL, "out", NULL, &error), "matching");
    assert_argument(mm_write_run(profiles, matching, schedule, NULL, NULL, &error), "folder");
    ck_assert_int_eq(taken.n_calls, 0);
    ck_assert_int_eq(mm_write_pairs_csv(NULL, NULL, none, NULL), MM_ERR_ARGUMENT);
    hand_end(&made);
}
END_TEST

START_TEST(person_outside_the_profiles_is_refused)
{
    hand_cohort(&made);
    const mm_sink sink = sink_into(&taken);
    const int32_t persons[] = {-1, 2, INT32_MAX};
    for (size_t i = 0; i < 3; i++) {
        assert_argument(mm_write_calendar(&made.profiles, &made.schedule, MM_ROLE_MENTOR,
                                          persons[i], sink, &error), "person");
    }
    assert_argument(mm_write_calendar(&made.profiles, &made.schedule, (mm_role)2, 0, sink,
                                      &error), "role");
    hand_end(&made);
}
END_TEST

START_TEST(stages_of_two_cohorts_do_not_mix)
{
    hand_cohort(&made);
    const mm_sink sink = sink_into(&taken);
    made.cohort.fingerprint[31] ^= 1;
    const mm_profiles *profiles = &made.profiles;
    ck_assert_int_eq(mm_write_pairs_csv(profiles, &made.matching, sink, &error), MM_ERR_MISMATCH);
    ck_assert_int_eq(error.code, MM_CODE_MISMATCH);
    ck_assert_int_eq(mm_write_check_ins_csv(profiles, &made.schedule, sink, &error),
                     MM_ERR_MISMATCH);
    ck_assert_int_eq(mm_write_run(profiles, NULL, &made.schedule, "out", NULL, &error),
                     MM_ERR_MISMATCH);
    hand_end(&made);
}
END_TEST

static void assert_option(const mm_run_options *options, const char *field)
{
    ck_assert_int_eq(mm_write_run(&made.profiles, &made.matching, NULL, "/none/out", options,
                                  &error), MM_ERR_OPTION);
    ck_assert_int_eq(error.code, MM_CODE_OPTION);
    ck_assert_msg(strstr(error.message, field) == error.message, "%s", error.message);
}

START_TEST(bad_option_is_named)
{
    hand_cohort(&made);
    mm_run_options options;
    mm_run_options_init(&options, sizeof options);
    options.size = 0;
    assert_option(&options, "size");
    const double times[] = {-1.0, (double)NAN, (double)INFINITY};
    for (size_t i = 0; i < 3; i++) {
        mm_run_options_init(&options, sizeof options);
        options.time_limit_s = times[i];
        assert_option(&options, "time_limit_s");
    }
    mm_run_options_init(&options, sizeof options);
    options.raw_text = 2;
    assert_option(&options, "raw_text");
    mm_run_options_init(&options, sizeof options);
    options.overwrite = -1;
    assert_option(&options, "overwrite");
    mm_run_options_init(&options, sizeof options);
    options.calendars = 2;
    assert_option(&options, "calendars");
    options.size = offsetof(mm_run_options, calendars); /* an older caller: not looked at */
    ck_assert_int_eq(mm_write_run(&made.profiles, &made.matching, NULL, "/none/out", &options,
                                  &error), MM_ERR_FILE);
    mm_run_options_init(NULL, sizeof options);
    hand_end(&made);
}
END_TEST

START_TEST(memory_and_file_sinks_take_the_same_bytes)
{
    hand_cohort(&made);
    char place[SCRATCH_PATH];
    scratch_make(place);
    mm_memory memory = {0};
    ck_assert_int_eq(mm_write_check_ins_csv(&made.profiles, &made.schedule,
                                            mm_sink_memory(&memory), &error), MM_OK);
    ck_assert_uint_eq(strlen(memory.bytes), memory.n_bytes);
    FILE *file = fopen(scratch_in(place, "check_ins.csv"), "w+");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(mm_write_check_ins_csv(&made.profiles, &made.schedule, mm_sink_file(file),
                                            &error), MM_OK);
    rewind(file);
    ck_assert_uint_eq(fread(taken.text, 1, sizeof taken.text, file), memory.n_bytes);
    ck_assert_mem_eq(taken.text, memory.bytes, memory.n_bytes);
    (void)fclose(file);
    mm_memory_free(&memory);
    ck_assert_ptr_null(memory.bytes);
    mm_memory_free(&memory);
    mm_memory_free(NULL);
    ck_assert(mm_sink_file(NULL).write == NULL);
    ck_assert(mm_sink_memory(NULL).write == NULL);
    scratch_remove(place);
    hand_end(&made);
}
END_TEST

START_TEST(full_stream_is_an_error_of_the_sink)
{
    hand_cohort(&made);
    FILE *full = fopen("/dev/full", "w");
    ck_assert_ptr_nonnull(full);
    ck_assert_int_eq(setvbuf(full, NULL, _IONBF, 0), 0);
    ck_assert_int_eq(mm_write_pairs_csv(&made.profiles, &made.matching, mm_sink_file(full),
                                        &error), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_SINK);
    (void)fclose(full);
    hand_end(&made);
}
END_TEST

START_TEST(filled_requests_leave_only_the_heading)
{
    hand_cohort(&made);
    ck_assert_int_eq(mm_write_unmatched_csv(&made.profiles, &made.matching, sink_into(&taken),
                                            &error), MM_OK);
    ck_assert_str_eq(taken.text, "mentee,kind,reason,nearest_mentor,blocked_by\n");
    ck_assert_int_eq(mm_write_loads_csv(&made.profiles, &made.matching, sink_into(&taken),
                                        &error), MM_OK);
    ck_assert_str_eq(taken.text, "mentor,kind,load,capacity,one_more_fills,one_more_adds\n"
                                 "'+plus,mentor,2,2,1,-0.250001\n"
                                 "gwen,peer,1,2,0,0.000000\n");
    hand_end(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("api_write", null_is_refused_by_name,
                     person_outside_the_profiles_is_refused, stages_of_two_cohorts_do_not_mix,
                     bad_option_is_named, memory_and_file_sinks_take_the_same_bytes,
                     full_stream_is_an_error_of_the_sink, filled_requests_leave_only_the_heading);
}
