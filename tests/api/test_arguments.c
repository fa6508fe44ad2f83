/* NULL for every pointer argument of the public interface, numbers out of range, stages that do
 * not belong together, options of any size: a status and a sentence, never a crash. */
#include <mentormatch/mentormatch.h>

#include "run_suite.h"
#include "small_cohort.h"

#include <math.h>
#include <string.h>

static mm_error error;

static mm_programme *a_programme(void)
{
    const mm_source source = SMALL_SOURCE("programme.json", small_programme);
    mm_programme *programme;
    ck_assert_int_eq(mm_read_programme(&source, NULL, &programme, &error), MM_OK);
    return programme;
}

static mm_cohort *a_cohort(void)
{
    const mm_source mentors = SMALL_SOURCE("mentors.csv", small_mentors);
    const mm_source mentees = SMALL_SOURCE("mentees.csv", small_mentees);
    mm_programme *programme = a_programme();
    mm_cohort *cohort;
    const mm_status status =
        mm_read_cohort(programme, &mentors, &mentees, NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    mm_programme_free(programme);
    return cohort;
}

static mm_profiles *some_profiles(void)
{
    mm_cohort *cohort = a_cohort();
    mm_profiles *profiles;
    ck_assert_int_eq(mm_compile(cohort, NULL, &profiles, &error), MM_OK);
    mm_cohort_free(cohort);
    return profiles;
}

static mm_matching *a_matching(const mm_profiles *profiles)
{
    mm_matching *matching;
    ck_assert_int_eq(mm_match(profiles, NULL, &matching, &error), MM_OK);
    return matching;
}

#define ck_assert_refused(call) \
    do { \
        memset(&error, 0xAB, sizeof error); \
        ck_assert_int_eq((call), MM_ERR_ARGUMENT); \
        ck_assert_uint_eq(error.size, sizeof error); \
        ck_assert_int_eq(error.status, MM_ERR_ARGUMENT); \
        ck_assert_str_ne(error.message, ""); \
    } while (0)

START_TEST(C9_01_null_is_refused_while_reading)
{
    const mm_source source = SMALL_SOURCE("x", small_mentors);
    mm_programme *programme = a_programme();
    mm_programme *other;
    mm_cohort *cohort;
    mm_cohort_builder *builder;
    ck_assert_refused(mm_read_programme_file(NULL, NULL, &other, &error));
    ck_assert_refused(mm_read_programme_file("x", NULL, NULL, &error));
    ck_assert_refused(mm_read_programme(NULL, NULL, &other, &error));
    ck_assert_refused(mm_read_programme(&source, NULL, NULL, &error));
    ck_assert_refused(mm_read_cohort_files(NULL, NULL, &cohort, &error));
    ck_assert_refused(mm_read_cohort_files(programme, NULL, NULL, &error));
    ck_assert_refused(mm_read_cohort(NULL, &source, &source, NULL, &cohort, &error));
    ck_assert_refused(mm_read_cohort(programme, NULL, &source, NULL, &cohort, &error));
    ck_assert_refused(mm_read_cohort(programme, &source, NULL, NULL, &cohort, &error));
    ck_assert_refused(mm_read_cohort(programme, &source, &source, NULL, NULL, &error));
    ck_assert_refused(mm_read_files(NULL, NULL, &other, &cohort, &error));
    ck_assert_refused(mm_cohort_builder_new(NULL, NULL, NULL, &builder, &error));
    ck_assert_refused(mm_cohort_builder_new(programme, NULL, NULL, NULL, &error));
    mm_programme_free(programme);
}
END_TEST

START_TEST(C9_01_null_is_refused_by_the_builder)
{
    mm_programme *programme = a_programme();
    mm_cohort_builder *builder;
    mm_cohort *cohort;
    const char *field[] = {"id"};
    const char *text[] = {"x"};
    ck_assert_int_eq(mm_cohort_builder_new(programme, NULL, NULL, &builder, &error), MM_OK);
    ck_assert_refused(mm_cohort_builder_put(NULL, MM_ROLE_MENTOR, 1, field, text, &error));
    ck_assert_refused(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 1, NULL, text, &error));
    ck_assert_refused(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 1, field, NULL, &error));
    ck_assert_refused(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, -1, field, text, &error));
    ck_assert_refused(mm_cohort_builder_put(builder, (mm_role)7, 1, field, text, &error));
    ck_assert_refused(mm_cohort_builder_remove(NULL, MM_ROLE_MENTOR, "x", &error));
    ck_assert_refused(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, NULL, &error));
    ck_assert_refused(mm_cohort_builder_seal(NULL, &cohort, &error));
    ck_assert_refused(mm_cohort_builder_seal(builder, NULL, &error));
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
}
END_TEST

START_TEST(C9_01_null_is_refused_by_compile_match_and_plan)
{
    mm_profiles *profiles = some_profiles();
    mm_matching *matching = a_matching(profiles);
    mm_profiles *other;
    mm_matching *pairs;
    mm_schedule *schedule;
    const mm_source source = SMALL_SOURCE("x", "mentee,mentor\n");
    ck_assert_refused(mm_compile(NULL, NULL, &other, &error));
    ck_assert_refused(mm_compile(mm_profiles_cohort(profiles), NULL, NULL, &error));
    ck_assert_refused(mm_match(NULL, NULL, &pairs, &error));
    ck_assert_refused(mm_match(profiles, NULL, NULL, &error));
    ck_assert_refused(mm_read_pairs(NULL, &source, NULL, &pairs, &error));
    ck_assert_refused(mm_read_pairs(profiles, NULL, NULL, &pairs, &error));
    ck_assert_refused(mm_read_pairs(profiles, &source, NULL, NULL, &error));
    ck_assert_refused(mm_plan(NULL, matching, NULL, &schedule, &error));
    ck_assert_refused(mm_plan(profiles, NULL, NULL, &schedule, &error));
    ck_assert_refused(mm_plan(profiles, matching, NULL, NULL, &error));
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(C9_01_null_and_bad_numbers_are_refused_by_explain_and_write)
{
    mm_profiles *profiles = some_profiles();
    mm_matching *matching = a_matching(profiles);
    mm_explanation *explanation;
    mm_unmatched *unmatched;
    mm_memory memory = {0};
    const mm_sink sink = mm_sink_memory(&memory);
    const mm_sink nowhere = {NULL, NULL, 0};
    ck_assert_refused(mm_explain_pair(NULL, 0, 0, &explanation, &error));
    ck_assert_refused(mm_explain_pair(profiles, 0, 0, NULL, &error));
    ck_assert_refused(mm_explain_pair(profiles, -1, 0, &explanation, &error));
    ck_assert_refused(mm_explain_pair(profiles, 0, mm_profiles_n_mentors(profiles), &explanation, &error));
    ck_assert_refused(mm_explain_unmatched(NULL, matching, &unmatched, &error));
    ck_assert_refused(mm_explain_unmatched(profiles, NULL, &unmatched, &error));
    ck_assert_refused(mm_explain_unmatched(profiles, matching, NULL, &error));
    ck_assert_refused(mm_write_pairs_csv(NULL, matching, sink, &error));
    ck_assert_refused(mm_write_pairs_csv(profiles, NULL, sink, &error));
    ck_assert_refused(mm_write_pairs_csv(profiles, matching, nowhere, &error));
    ck_assert_refused(mm_write_unmatched_csv(NULL, matching, sink, &error));
    ck_assert_refused(mm_write_loads_csv(profiles, NULL, sink, &error));
    ck_assert_refused(mm_write_check_ins_csv(profiles, NULL, sink, &error));
    ck_assert_refused(mm_write_calendar(profiles, NULL, MM_ROLE_MENTOR, 0, sink, &error));
    ck_assert_refused(mm_write_run(NULL, matching, NULL, "x", NULL, &error));
    ck_assert_refused(mm_write_run(profiles, matching, NULL, NULL, NULL, &error));
    mm_memory_free(&memory);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(C9_01_getters_and_frees_take_null)
{
    int32_t n = 7;
    mm_programme_free(NULL);
    mm_cohort_free(NULL);
    mm_cohort_builder_free(NULL);
    mm_profiles_free(NULL);
    mm_matching_free(NULL);
    mm_schedule_free(NULL);
    mm_explanation_free(NULL);
    mm_unmatched_free(NULL);
    mm_problems_free(NULL);
    mm_cancel_free(NULL);
    mm_cancel_set(NULL);
    mm_memory_free(NULL);
    ck_assert_ptr_null(mm_matching_pairs(NULL, &n));
    ck_assert_int_eq(n, 0);
    ck_assert_ptr_null(mm_matching_loads(NULL, NULL));
    ck_assert_ptr_null(mm_matching_proof(NULL));
    ck_assert_ptr_null(mm_schedule_check_ins(NULL, &n));
    ck_assert_ptr_null(mm_explanation_contributions(NULL, &n));
    ck_assert_ptr_null(mm_unmatched_requests(NULL, &n));
    ck_assert_int_eq(mm_profiles_n_mentors(NULL), 0);
    ck_assert_int_eq(mm_profiles_mentor_of_id(NULL, "x"), MM_NONE);
    ck_assert_str_eq(mm_profiles_mentor_id(NULL, 0), "");
    ck_assert_int_eq(mm_cohort_n_people(NULL, MM_ROLE_MENTOR), 0);
    ck_assert_int_eq(mm_problems_count(NULL, MM_SEVERITY_ERROR), 0);
    ck_assert_int_eq(mm_problems_new(NULL, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cancel_new(NULL, NULL), MM_ERR_ARGUMENT);
}
END_TEST

START_TEST(every_error_pointer_may_be_null)
{
    mm_programme *programme;
    ck_assert_int_eq(mm_read_programme(NULL, NULL, &programme, NULL), MM_ERR_ARGUMENT);
    ck_assert_ptr_null(programme);
    ck_assert_int_eq(mm_match(NULL, NULL, NULL, NULL), MM_ERR_ARGUMENT);
}
END_TEST

START_TEST(C9_07_options_without_a_size_and_bad_limits_are_refused)
{
    mm_profiles *profiles = some_profiles();
    mm_matching *matching;
    mm_match_options options = {0};
    ck_assert_int_eq(mm_match(profiles, &options, &matching, &error), MM_ERR_OPTION);
    mm_match_options_init(&options, sizeof options);
    const double bad[] = {-1, (double)NAN, (double)INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        options.time_limit_s = bad[i];
        ck_assert_int_eq(mm_match(profiles, &options, &matching, &error), MM_ERR_OPTION);
        ck_assert_ptr_nonnull(strstr(error.message, "time_limit_s"));
        ck_assert_ptr_null(matching);
    }
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(stages_of_two_cohorts_do_not_go_together)
{
    mm_profiles *profiles = some_profiles();
    mm_matching *matching = a_matching(profiles);
    mm_programme *programme = a_programme();
    mm_cohort_builder *builder;
    mm_cohort *cohort;
    mm_profiles *others;
    mm_schedule *schedule;
    mm_unmatched *unmatched;
    ck_assert_int_eq(mm_cohort_builder_new(programme, mm_profiles_cohort(profiles), NULL, &builder,
                                           &error), MM_OK);
    ck_assert_int_eq(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, "m3", &error), MM_OK);
    ck_assert_int_eq(mm_cohort_builder_seal(builder, &cohort, &error), MM_OK);
    ck_assert_int_eq(mm_compile(cohort, NULL, &others, &error), MM_OK);
    ck_assert_int_eq(mm_plan(others, matching, NULL, &schedule, &error), MM_ERR_MISMATCH);
    ck_assert_int_eq(mm_explain_unmatched(others, matching, &unmatched, &error), MM_ERR_MISMATCH);
    mm_memory memory = {0};
    ck_assert_int_eq(mm_write_pairs_csv(others, matching, mm_sink_memory(&memory), &error),
                     MM_ERR_MISMATCH);
    mm_memory_free(&memory);
    mm_matching *other_matching = a_matching(others);
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    ck_assert_int_eq(mm_explain_unmatched(profiles, matching, &unmatched, &error), MM_OK);
    options.unmatched = unmatched;
    ck_assert_int_eq(mm_write_run(others, other_matching, NULL, "nowhere", &options, &error),
                     MM_ERR_MISMATCH);
    ck_assert_ptr_nonnull(strstr(error.message, "unfilled requests"));
    mm_unmatched_free(unmatched);
    mm_matching_free(other_matching);
    mm_profiles_free(others);
    mm_cohort_free(cohort);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(C5_25_a_cancel_before_the_start_stops_every_stage)
{
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_profiles *profiles = some_profiles();
    mm_matching *matching;
    mm_cancel_set(cancel);
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    options.cancel = cancel;
    ck_assert_int_eq(mm_match(profiles, &options, &matching, &error), MM_ERR_STOPPED);
    ck_assert_ptr_null(matching);
    mm_cancel_clear(cancel);
    ck_assert_int_eq(mm_match(profiles, &options, &matching, &error), MM_OK);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    mm_cancel_free(cancel);
}
END_TEST

int main(void)
{
    return RUN_SUITE("arguments", C9_01_null_is_refused_while_reading,
                     C9_01_null_is_refused_by_the_builder,
                     C9_01_null_is_refused_by_compile_match_and_plan,
                     C9_01_null_and_bad_numbers_are_refused_by_explain_and_write,
                     C9_01_getters_and_frees_take_null, every_error_pointer_may_be_null,
                     C9_07_options_without_a_size_and_bad_limits_are_refused,
                     stages_of_two_cohorts_do_not_go_together,
                     C5_25_a_cancel_before_the_start_stops_every_stage);
}
