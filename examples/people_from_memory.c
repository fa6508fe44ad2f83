/* No files: the rules are a text, the people come from an application's own memory, and the
 * check-ins go into memory too. What a web back end or a plug-in would do. */
#include <mentormatch/mentormatch.h>

#include <stdio.h>
#include <string.h>

#define N_FIELDS 4

static const char rules[] =
    "{\"mentormatch\": 1, \"name\": \"From memory\","
    " \"term\": {\"first_day\": \"2026-09-07\", \"weeks\": 6, \"time_zone\": \"Europe/Dublin\"},"
    " \"mentors\": {\"file\": \"mentors.csv\"}, \"mentees\": {\"file\": \"mentees.csv\"},"
    " \"questions\": [{\"id\": \"goals\", \"kind\": \"tags\", \"compare\": \"cover\","
    "                  \"weight\": 1}],"
    " \"common_time\": {\"weight\": 1}}";

static const char *const fields[N_FIELDS] = {"id", "time_zone", "availability", "goals"};
static const char *const mentors[][N_FIELDS] = {
    {"maryam", "Asia/Karachi", "Mon-Thu 17:00-21:00", "writing;data"},
    {"otto", "Europe/Berlin", "Fri 09:00-12:00", "leadership"},
};
static const char *const mentees[][N_FIELDS] = {
    {"ada", "Europe/Dublin", "Mon 12:00-15:00", "data"},
    {"bo", "America/New_York", "Fri 04:00-07:00", NULL /* not answered */},
};

static mm_status put_people(mm_cohort_builder *builder, mm_error *error)
{
    mm_status status = MM_OK;
    for (size_t i = 0; i < 2 && status == MM_OK; i++) {
        status = mm_cohort_builder_put(builder, MM_ROLE_MENTOR, N_FIELDS, fields, mentors[i],
                                       error);
    }
    for (size_t i = 0; i < 2 && status == MM_OK; i++) {
        status = mm_cohort_builder_put(builder, MM_ROLE_MENTEE, N_FIELDS, fields, mentees[i],
                                       error);
    }
    return status;
}

int main(void)
{
    mm_error error = {0};
    mm_programme *programme = NULL;
    mm_cohort_builder *builder = NULL;
    mm_cohort *cohort = NULL;
    mm_profiles *profiles = NULL;
    mm_matching *matching = NULL;
    mm_schedule *schedule = NULL;
    mm_memory check_ins = {0};

    const mm_source source = {.name = "rules", .bytes = rules, .n_bytes = strlen(rules)};
    const int is_done =
        mm_read_programme(&source, NULL, &programme, &error) == MM_OK &&
        mm_cohort_builder_new(programme, NULL, NULL, &builder, &error) == MM_OK &&
        put_people(builder, &error) == MM_OK &&
        mm_cohort_builder_seal(builder, &cohort, &error) == MM_OK &&
        mm_compile(cohort, NULL, &profiles, &error) == MM_OK &&
        mm_match(profiles, NULL, &matching, &error) == MM_OK &&
        mm_plan(profiles, matching, NULL, &schedule, &error) == MM_OK &&
        mm_write_check_ins_csv(profiles, schedule, mm_sink_memory(&check_ins), &error) == MM_OK;
    if (is_done) {
        fputs(check_ins.bytes, stdout);
    } else {
        fprintf(stderr, "%s\n", error.message);
    }

    mm_memory_free(&check_ins);
    mm_schedule_free(schedule);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
    return is_done ? 0 : 1;
}
