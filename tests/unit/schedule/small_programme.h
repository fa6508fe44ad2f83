/* Profiles and pairs of a few people, from texts, through the doors that everybody uses. */
#ifndef MMT_SMALL_PROGRAMME_H
#define MMT_SMALL_PROGRAMME_H

#include <mentormatch/mentormatch.h>

#include <check.h>
#include <stdio.h>
#include <string.h>

typedef struct small_person {
    mm_role role;
    const char *id, *zone, *availability, *away, *from, *until;
} small_person;

typedef struct small_programme {
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_matching *matching;
} small_programme;

static inline mm_source small_source(const char *name, const char *text)
{
    return (mm_source){.name = name, .bytes = text, .n_bytes = strlen(text)};
}

static inline void small_put(mm_cohort_builder *builder, const small_person *person)
{
    static const char *const field[] = {"id",   "time_zone", "availability",
                                        "away", "from",      "until"};
    const char *const text[] = {person->id,   person->zone, person->availability,
                                person->away, person->from, person->until};
    mm_error error;
    ck_assert_msg(mm_cohort_builder_put(builder, person->role, 6, field, text, &error) == MM_OK,
                  "%s", error.message);
}

/* `term` and `check_ins` are JSON objects; `pairs` is a pairs.csv. */
static inline small_programme small_make(const char *term, const char *check_ins,
                                         const small_person *people, int32_t n_people,
                                         const char *pairs)
{
    small_programme made;
    mm_error error;
    char text[1024];
    memset(&made, 0, sizeof made);
    snprintf(text, sizeof text,
             "{\"mentormatch\": 1, \"term\": %s, \"check_ins\": %s,"
             " \"mentors\": {\"file\": \"mentors.csv\"},"
             " \"mentees\": {\"file\": \"mentees.csv\"}}", term, check_ins);
    const mm_source rules = small_source("rules", text), chosen = small_source("pairs", pairs);
    mm_cohort_builder *builder = NULL;
    ck_assert_msg(mm_read_programme(&rules, NULL, &made.programme, &error) == MM_OK, "%s",
                  error.message);
    ck_assert_int_eq(mm_cohort_builder_new(made.programme, NULL, NULL, &builder, &error), MM_OK);
    for (int32_t i = 0; i < n_people; i++) small_put(builder, &people[i]);
    ck_assert_msg(mm_cohort_builder_seal(builder, &made.cohort, &error) == MM_OK, "%s",
                  error.message);
    mm_cohort_builder_free(builder);
    ck_assert_int_eq(mm_compile(made.cohort, NULL, &made.profiles, &error), MM_OK);
    ck_assert_msg(mm_read_pairs(made.profiles, &chosen, NULL, &made.matching, &error) == MM_OK,
                  "%s", error.message);
    return made;
}

static inline void small_free(small_programme *made)
{
    mm_matching_free(made->matching);
    mm_profiles_free(made->profiles);
    mm_cohort_free(made->cohort);
    mm_programme_free(made->programme);
}

#endif
