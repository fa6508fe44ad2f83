/* A cohort from texts, and its problems, for tests. */
#ifndef MMT_PEOPLE_TEXT_H
#define MMT_PEOPLE_TEXT_H

#include <mentormatch/codes.h>
#include <mentormatch/cohort.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A programme with `extra` behind its compulsory keys, such as ", \"questions\": [...]". */
#define PROGRAMME(extra)                                                                          \
    "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-07\", \"weeks\": 12, "              \
    "\"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"mentors.csv\"}, "                         \
    "\"mentees\": {\"file\": \"mentees.csv\"}" extra "}"
#define QUESTION(text) PROGRAMME(", \"questions\": [" text "]")

typedef struct reading {
    mm_programme *programme;
    mm_cohort *cohort;
    mm_problems *problems;
    mm_status status;
    mm_error error;
} reading;

static inline mm_programme *programme_of(const char *json)
{
    const mm_source source = {.name = "programme.json", .bytes = json, .n_bytes = strlen(json)};
    mm_programme *programme;
    mm_error error;
    const mm_status status = mm_read_programme(&source, NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    return programme;
}

/* From exactly these bytes; blocks of their size, so that a sanitizer sees one byte too far. */
static inline reading read_bytes(const char *json, const char *mentors, size_t n_mentors,
                                 const char *mentees, size_t n_mentees)
{
    reading made = {.programme = programme_of(json)};
    char *const blocks[2] = {malloc(n_mentors + 1), malloc(n_mentees + 1)};
    memcpy(blocks[0] + 1, mentors, n_mentors);
    memcpy(blocks[1] + 1, mentees, n_mentees);
    const mm_source source[2] = {
        {.name = "mentors.csv", .bytes = blocks[0] + 1, .n_bytes = n_mentors},
        {.name = "mentees.csv", .bytes = blocks[1] + 1, .n_bytes = n_mentees}};
    ck_assert(mm_problems_new(NULL, &made.problems) == MM_OK);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.problems = made.problems;
    made.status = mm_read_cohort(made.programme, &source[0], &source[1], &options, &made.cohort,
                                 &made.error);
    ck_assert((made.status == MM_OK) == (made.cohort != NULL));
    free(blocks[0]);
    free(blocks[1]);
    return made;
}

static inline reading read_people(const char *json, const char *mentors, const char *mentees)
{
    return read_bytes(json, mentors, strlen(mentors), mentees, strlen(mentees));
}

static inline void free_reading(reading *made)
{
    mm_cohort_free(made->cohort);
    mm_programme_free(made->programme);
    mm_problems_free(made->problems);
}

/* The first listed problem of a code, NULL if there is none. */
static inline const mm_problem *problem_of(const reading *made, mm_code code)
{
    int32_t n;
    const mm_problem *list = mm_problems_list(made->problems, &n);
    for (int32_t i = 0; i < n; i++) {
        if (list[i].code == (int32_t)code) return &list[i];
    }
    return NULL;
}

/* A value that stands in a person's cell must not be in what may be shown to anybody. */
static inline void check_is_private(const reading *made, const char *value)
{
    int32_t n;
    const mm_problem *list = mm_problems_list(made->problems, &n);
    for (int32_t i = 0; i < n; i++) {
        ck_assert_msg(strstr(list[i].message, value) == NULL, "%s", list[i].message);
        ck_assert(strstr(list[i].field, value) == NULL);
        ck_assert(strstr(list[i].file, value) == NULL);
    }
    ck_assert(strstr(made->error.message, value) == NULL);
}

/* One problem: where, which, and a sentence that holds `part`. */
static inline void check_problem(const reading *made, mm_code code, const char *file, int64_t line,
                                 int64_t column, const char *part)
{
    const mm_problem *problem = problem_of(made, code);
    ck_assert_msg(problem != NULL, "no problem %d; first: %s", (int)code, made->error.message);
    ck_assert_str_eq(problem->file, file);
    ck_assert_msg(problem->line == line && problem->column == column, "%lld:%lld is not %lld:%lld",
                  (long long)problem->line, (long long)problem->column, (long long)line,
                  (long long)column);
    ck_assert_msg(strstr(problem->message, part) != NULL, "%s", problem->message);
}

static inline int64_t n_problems(const reading *made)
{
    return mm_problems_count(made->problems, MM_SEVERITY_ERROR) +
           mm_problems_count(made->problems, MM_SEVERITY_WARNING) +
           mm_problems_count(made->problems, MM_SEVERITY_NOTE);
}

#endif
