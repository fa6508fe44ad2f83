/* A full good programme, changes of it, and what reading them gives. */
#ifndef MMT_PROGRAMME_TEXT_H
#define MMT_PROGRAMME_TEXT_H

#include "cohort/programme.h"
#include "run_suite.h"

#include <mentormatch/codes.h>

#include <stdio.h>
#include <string.h>

static const char good_text[] =
    "{\n"
    "  \"mentormatch\": 1,\n"
    "  \"name\": \"Online MSc, autumn 2026\",\n"
    "  \"term\": { \"first_day\": \"2026-09-07\", \"weeks\": 12, \"time_zone\": \"UTC\",\n"
    "    \"holidays\": [\"2026-10-26\", {\"from\": \"2026-10-01\", \"to\": \"2026-10-02\"}] },\n"
    "  \"check_ins\": { \"weeks\": [2, 6, \"final\"], \"minutes\": 45, \"gap_minutes\": 15,\n"
    "    \"per_day\": 3, \"comfortable\": {\"from\": \"08:30\", \"to\": \"20:00\"} },\n"
    "  \"mentors\": { \"file\": \"mentors.csv\", \"columns\": {\"id\": \"Staff number\"},\n"
    "               \"list_separator\": \"|\" },\n"
    "  \"mentees\": { \"file\": \"in/mentees.csv\" },\n"
    "  \"questions\": [\n"
    "    { \"id\": \"goals\", \"kind\": \"tags\", \"compare\": \"cover\", \"weight\": 3 },\n"
    "    { \"id\": \"experience\", \"kind\": \"scale\", \"from\": -1, \"to\": 5,\n"
    "      \"compare\": \"ahead\", \"by\": 2, \"weight\": 2.125, \"mentor_column\": \"Years\" },\n"
    "    { \"id\": \"grade\", \"kind\": \"scale\", \"levels\": [\"AO\", \"EO\", \"HEO\"],\n"
    "      \"compare\": \"near\", \"weight\": 1 },\n"
    "    { \"id\": \"language\", \"kind\": \"tags\", \"compare\": \"any\", \"required\": true,\n"
    "      \"at_least\": 0.25, \"missing_passes\": true },\n"
    "    { \"id\": \"style\", \"kind\": \"choice\", \"compare\": \"affinity\", \"weight\": 1.5,\n"
    "      \"missing\": 0.123456, \"blank\": [\"n/a\", \"-\"],\n"
    "      \"affinity\": {\"calm\": {\"lively\": 0.7, \"calm\": 1}} },\n"
    "  { \"id\": \"pay\", \"kind\": \"number\", \"compare\": \"near\", \"range\": 0.5,\n"
    "    \"weight\": 0 },\n"
    "    { \"id\": \"profile\", \"kind\": \"vector\", \"compare\": \"cosine\", \"length\": 8,\n"
    "      \"weight\": 1 }\n"
    "  ],\n"
    "  \"common_time\": { \"weight\": 3, \"enough_minutes\": 90, \"required\": true,\n"
    "                   \"live_weeks\": 2, \"missing\": 0.1 },\n"
    "  \"zone_distance\": { \"weight\": 0.001 },\n"
    "  \"wishes\": { \"weight\": 1000000, \"missing\": 0 },\n"
    "  \"matching\": { \"goals\": [\"total\", \"participation\"],\n"
    "                \"wants\": {\"expert\": 2, \"peer\": 1}, \"tie_seed\": 9007199254740992 },\n"
    "  \"pairs\": { \"fixed\": [[\"me-7\", \"mo-3\"],\n"
    "                       {\"mentee\": \"me-8\", \"mentor\": \"mo-3\", \"force\": true}],\n"
    "             \"forbidden\": [[\"me-9\", \"mo-3\"]] }\n"
    "}\n";

/* Only what is compulsory. */
static const char least_text[] =
    "{\"mentormatch\": 1,\n"
    " \"term\": {\"first_day\": \"2026-09-07\", \"weeks\": 12, \"time_zone\": \"UTC\"},\n"
    " \"mentors\": {\"file\": \"mentors.csv\"},\n"
    " \"mentees\": {\"file\": \"mentees.csv\"}}\n";

typedef struct reading {
    mm_status status;
    mm_problems *problems;
    mm_programme *programme;
    mm_error error;
} reading;

static inline reading read_bytes(const char *bytes, size_t n)
{
    reading r;
    mm_read_options options = MM_READ_OPTIONS_INIT;
    ck_assert_int_eq(mm_problems_new(NULL, &options.problems), MM_OK);
    const mm_source source = {.name = "dir/p.json", .bytes = bytes, .n_bytes = n};
    r.problems = options.problems;
    r.status = mm_read_programme(&source, &options, &r.programme, &r.error);
    ck_assert_int_eq(r.status == MM_OK, r.programme != NULL);
    return r;
}

static inline reading read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static inline void end_reading(reading *r)
{
    mm_programme_free(r->programme);
    mm_problems_free(r->problems);
}

/* `text` with the one place that says `from` saying `to`; free it. */
static inline char *change(const char *text, const char *from, const char *to)
{
    const char *place = strstr(text, from);
    ck_assert_msg(place != NULL, "the programme does not say %s", from);
    const size_t n_before = (size_t)(place - text);
    char *changed = malloc(strlen(text) + strlen(to) + 1);
    ck_assert_ptr_nonnull(changed);
    memcpy(changed, text, n_before);
    strcpy(changed + n_before, to);
    strcat(changed, place + strlen(from));
    return changed;
}

static inline const mm_problem *find_problem(const reading *r, mm_code code)
{
    int32_t n = 0;
    const mm_problem *list = mm_problems_list(r->problems, &n);
    for (int32_t i = 0; i < n; i++) {
        if (list[i].code == (int32_t)code) return &list[i];
    }
    return NULL;
}

/* Reading `text` reports exactly one error: this code, at this path, on this line. */
static inline void expect_one_error(const char *text, mm_code code, const char *field,
                                    int64_t line)
{
    reading r = read_text(text);
    int32_t n = 0;
    const mm_problem *list = mm_problems_list(r.problems, &n);
    const char *first = n > 0 ? list[0].message : "none";
    ck_assert_int_eq(r.status, MM_ERR_INPUT);
    ck_assert_msg(mm_problems_count(r.problems, MM_SEVERITY_ERROR) == 1, "%s", first);
    const mm_problem *problem = find_problem(&r, code);
    ck_assert_msg(problem != NULL, "another code: %s", first);
    ck_assert_str_eq(problem->field, field);
    ck_assert_str_eq(problem->file, "dir/p.json");
    ck_assert_int_eq(problem->line, line);
    ck_assert_int_gt(problem->column, 0);
    ck_assert_int_gt((int)strlen(problem->message), 20);
    ck_assert_int_eq(r.error.code, (int32_t)code);
    end_reading(&r);
}

/* The good programme with a change has one error at that path. */
static inline void expect_error(const char *from, const char *to, mm_code code, const char *field)
{
    char *text = change(good_text, from, to);
    reading r = read_text(text);
    const mm_problem *problem = find_problem(&r, code);
    ck_assert_msg(problem != NULL, "%s: not found, but %s", to, r.error.message);
    const int64_t line = problem->line;
    ck_assert_int_gt(line, 0);
    end_reading(&r);
    expect_one_error(text, code, field, line);
    free(text);
}

/* Each of these changes of `from` is the same error at the same path. */
static inline void expect_errors(const char *from, size_t n_rows, const char *const rows[],
                                 mm_code code, const char *field)
{
    for (size_t i = 0; i < n_rows; i++) expect_error(from, rows[i], code, field);
}
#define EACH(...) sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), \
                  (const char *const[]){__VA_ARGS__}

/* The good programme with a change can be read, with one warning or note more than without. */
static inline void expect_remark(const char *from, const char *to, mm_severity severity,
                                 mm_code code, const char *field)
{
    char *text = change(good_text, from, to);
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_OK, "%s: %s", to, r.error.message);
    const mm_problem *problem = find_problem(&r, code);
    ck_assert_msg(problem != NULL, "%s: not found", to);
    ck_assert_int_eq((int)problem->severity, (int)severity);
    ck_assert_str_eq(problem->field, field);
    ck_assert_int_gt(problem->line, 0);
    ck_assert_int_eq(mm_problems_count(r.problems, severity), 1);
    end_reading(&r);
    free(text);
}

/* The good programme with a change is good, without any remark. */
static inline reading expect_good(const char *from, const char *to)
{
    char *text = change(good_text, from, to);
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_OK, "%s: %s", to, r.error.message);
    int32_t n = 0;
    const mm_problem *list = mm_problems_list(r.problems, &n);
    ck_assert_msg(n == 0, "%s: %s", to, n > 0 ? list[0].message : "");
    free(text);
    return r;
}

/* Not JSON at all: one error, of that code, on that line and column. */
static inline void expect_fault(const char *text, mm_code code, int64_t line, int64_t column)
{
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_ERR_INPUT, "%.60s", text);
    ck_assert_int_eq(mm_problems_count(r.problems, MM_SEVERITY_ERROR), 1);
    const mm_problem *problem = find_problem(&r, code);
    ck_assert_msg(problem != NULL, "%.60s: %s", text, r.error.message);
    ck_assert_int_eq(problem->line, line);
    ck_assert_int_eq(problem->column, column);
    end_reading(&r);
}

/* least_text with this key before its sections, the value being a list of n entries written by
 * `format`, which takes their number; free it. */
static inline char *with_list(const char *key, int n, const char *format)
{
    char *all = malloc(strlen(least_text) + strlen(key) + (size_t)n * (strlen(format) + 16) + 64);
    ck_assert_ptr_nonnull(all);
    char *end = all + sprintf(all, "{%s: [", key);
    for (int i = 0; i < n; i++) {
        if (i > 0) *end++ = ',';
        end += sprintf(end, format, i);
    }
    sprintf(end, "], %s", least_text + 1);
    return all;
}

/* `text` n times; free it. */
static inline char *repeat(const char *text, int n)
{
    char *all = malloc(strlen(text) * (size_t)n + 1);
    ck_assert_ptr_nonnull(all);
    all[0] = '\0';
    for (char *end = all; n > 0; n--) end = stpcpy(end, text);
    return all;
}

#endif
