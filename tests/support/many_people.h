/* A random cohort of any size through all stages, for tests of many files and many threads. */
#ifndef MMT_MANY_PEOPLE_H
#define MMT_MANY_PEOPLE_H

#include "random_numbers.h"

#include <mentormatch/mentormatch.h>

#include <check.h>
#include <stdio.h>
#include <string.h>

static const char many_programme[] =
    "{\"mentormatch\": 1, \"name\": \"Many\","
    " \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 8, \"time_zone\": \"Europe/Dublin\","
    "  \"holidays\": [\"2026-10-26\"]}, \"check_ins\": {\"weeks\": [2, 6]},"
    " \"mentors\": {\"file\": \"mentors.csv\"}, \"mentees\": {\"file\": \"mentees.csv\"},"
    " \"questions\": ["
    "  {\"id\": \"goals\", \"kind\": \"tags\", \"compare\": \"cover\", \"weight\": 3},"
    "  {\"id\": \"level\", \"kind\": \"scale\", \"from\": 1, \"to\": 9, \"compare\": \"ahead\","
    "   \"weight\": 2}],"
    " \"common_time\": {\"weight\": 3}, \"zone_distance\": {\"weight\": 1}}";

typedef struct many_people {
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_matching *matching;
    mm_schedule *schedule;
} many_people;

static inline void many_must(mm_status status, const mm_error *error)
{
    ck_assert_msg(status == MM_OK, "%s", error->message);
}

/* One in thirty has more windows than fit onto a stack. */
static inline void many_windows(uint64_t *state, char *text, size_t n_room)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    const int32_t n_windows = below(state, 30) == 0 ? 80 : below(state, 4);
    size_t n = 0;
    for (int32_t i = 0; i < n_windows; i++) {
        const int32_t hour = below(state, 22);
        n += (size_t)snprintf(text + n, n_room - n, "%s %d:%02d-%d:00;", days[below(state, 7)],
                              (int)hour, (int)below(state, 4) * 15, (int)(hour + 2));
    }
    text[n] = '\0';
}

static inline void many_put(mm_cohort_builder *builder, mm_role role, int32_t n, uint64_t *state)
{
    static const char *const zones[] = {"Europe/Dublin", "Asia/Kolkata", "America/New_York",
                                        "UTC+05:45", "Australia/Sydney"};
    static const char *const fields[] = {"id", "time_zone", "availability", "goals", "level",
                                         "capacity"};
    for (int32_t person = 0; person < n; person++) {
        char id[32], goals[16], level[8], capacity[8], windows[4096];
        (void)snprintf(id, sizeof id, "%c%d", role == MM_ROLE_MENTOR ? 'm' : 'e', (int)person);
        (void)snprintf(goals, sizeof goals, "%c;%c", 'a' + below(state, 9), 'a' + below(state, 9));
        (void)snprintf(level, sizeof level, "%d", (int)below(state, 9) + 1);
        (void)snprintf(capacity, sizeof capacity, "%d", (int)below(state, 4) + 1);
        many_windows(state, windows, sizeof windows);
        const char *const texts[] = {id, zones[below(state, 5)], windows, goals, level, capacity};
        mm_error error;
        many_must(mm_cohort_builder_put(builder, role, role == MM_ROLE_MENTOR ? 6 : 5, fields,
                                        texts, &error), &error);
    }
}

/* The people alone; free with mm_cohort_free(). */
static inline mm_cohort *many_cohort(int32_t n_mentors, int32_t n_mentees, uint64_t seed)
{
    const mm_source source = {.name = "programme.json", .bytes = many_programme,
                              .n_bytes = sizeof many_programme - 1};
    mm_error error;
    mm_programme *programme;
    mm_cohort_builder *builder;
    mm_cohort *cohort;
    uint64_t state = random_state(seed);
    many_must(mm_read_programme(&source, NULL, &programme, &error), &error);
    many_must(mm_cohort_builder_new(programme, NULL, NULL, &builder, &error), &error);
    many_put(builder, MM_ROLE_MENTOR, n_mentors, &state);
    many_put(builder, MM_ROLE_MENTEE, n_mentees, &state);
    many_must(mm_cohort_builder_seal(builder, &cohort, &error), &error);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
    return cohort;
}

/* All stages with so many threads. */
static inline many_people many_make(mm_cohort *cohort, int32_t threads)
{
    many_people made = {.cohort = cohort};
    mm_compile_options compile = MM_COMPILE_OPTIONS_INIT;
    mm_match_options match = MM_MATCH_OPTIONS_INIT;
    mm_plan_options plan = MM_PLAN_OPTIONS_INIT;
    compile.threads = match.threads = plan.threads = threads;
    mm_error error;
    many_must(mm_compile(cohort, &compile, &made.profiles, &error), &error);
    many_must(mm_match(made.profiles, &match, &made.matching, &error), &error);
    many_must(mm_plan(made.profiles, made.matching, &plan, &made.schedule, &error), &error);
    return made;
}

/* The cohort is left to its owner. */
static inline void many_free(many_people *made)
{
    mm_schedule_free(made->schedule);
    mm_matching_free(made->matching);
    mm_profiles_free(made->profiles);
}

#endif
