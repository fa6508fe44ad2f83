/* Random cohorts that need every kind of table: codes, counted tags, tables in memory, pair by pair,
 * wishes, common time in weeks that differ, rules. */
#ifndef MMT_SCORED_COHORT_H
#define MMT_SCORED_COHORT_H

#include "base/buffer.h"
#include "profile/profiles.h"

#include <mentormatch/mentormatch.h>

#include "random_numbers.h"

#include <check.h>

static const char programme_text[] =
    "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 8,"
    " \"time_zone\": \"Europe/Berlin\", \"holidays\": [\"2026-10-03\"]},"
    " \"check_ins\": {\"weeks\": [2, 6, \"final\"]},"
    " \"mentors\": {\"file\": \"mentors.csv\"}, \"mentees\": {\"file\": \"mentees.csv\"},"
    " \"questions\": ["
    "  {\"id\": \"few\", \"kind\": \"tags\", \"compare\": \"cover\", \"weight\": 3},"
    "  {\"id\": \"many\", \"kind\": \"tags\", \"compare\": \"overlap\", \"weight\": 2},"
    "  {\"id\": \"must\", \"kind\": \"tags\", \"compare\": \"any\", \"required\": true,"
    "   \"missing_passes\": true},"
    "  {\"id\": \"scale\", \"kind\": \"scale\", \"from\": 1, \"to\": 5, \"compare\": \"ahead\","
    "   \"weight\": 1.5, \"required\": true, \"at_least\": 0.25},"
    "  {\"id\": \"wide\", \"kind\": \"scale\", \"from\": 0, \"to\": 1000, \"compare\": \"near\","
    "   \"weight\": 1},"
    "  {\"id\": \"number\", \"kind\": \"number\", \"range\": 12.5, \"compare\": \"near\","
    "   \"weight\": 1, \"missing\": 0.125},"
    "  {\"id\": \"choice\", \"kind\": \"choice\", \"compare\": \"affinity\", \"weight\": 0.7,"
    "   \"affinity\": {\"a\": {\"b\": 0.3}}},"
    "  {\"id\": \"vector\", \"kind\": \"vector\", \"length\": 3, \"compare\": \"cosine\","
    "   \"weight\": 1}],"
    " \"common_time\": {\"weight\": 3, \"required\": true, \"live_weeks\": 1,"
    "  \"missing_passes\": true},"
    " \"zone_distance\": {\"weight\": 1}, \"wishes\": {\"weight\": 2}}";

static uint64_t state;

/* n of the words prefix0 … joined by ';'. */
static inline void add_words(mmi_buffer *text, const char *prefix, int32_t n, int32_t n_words)
{
    for (int32_t i = 0; i < n; i++) {
        mmi_buffer_format(text, "%s%s%d", i == 0 ? "" : ";", prefix, (int)below(&state, n_words));
    }
}

static inline void add_people(mmi_buffer *text, bool are_mentors, int32_t n, int32_t n_others)
{
    static const char *const zone[] = {"Europe/Berlin", "Asia/Kathmandu", "America/New_York",
                                       "UTC+10:30"};
    static const char *const day[] = {"Mon", "Tue-Thu", "Sat-Mon", "Fri"};
    mmi_buffer_text(text, "id,time_zone,availability,avoid,wishes,eligible,few,many,must,scale,"
                          "wide,number,choice,vector\n");
    for (int32_t i = 0; i < n; i++) {
        mmi_buffer_format(text, "%s%d,%s,", are_mentors ? "m" : i % 9 == 0 ? "m" : "e", (int)i,
                          zone[i % 9 == 0 ? 0 : below(&state, 4)]);
        if (below(&state, 8) != 0) {
            const int32_t from = below(&state, 20);
            mmi_buffer_format(text, "%s %d:15-%d:00", day[below(&state, 4)], (int)from,
                              (int)(from + 1 + below(&state, 23 - from)));
        }
        mmi_buffer_char(text, ',');
        add_words(text, are_mentors ? "e" : "m", below(&state, 10) == 0, n_others);
        mmi_buffer_char(text, ',');
        add_words(text, are_mentors ? "e" : "m", below(&state, 3) == 0 ? below(&state, 5) : 0, n_others);
        mmi_buffer_format(text, ",%s,", below(&state, 12) == 0 ? "no" : "");
        add_words(text, "t", below(&state, 4), 5);
        mmi_buffer_char(text, ',');
        add_words(text, "u", below(&state, 14), 150);
        mmi_buffer_char(text, ',');
        add_words(text, "v", below(&state, 4), 3);
        if (below(&state, 7) == 0) mmi_buffer_char(text, ',');
        else mmi_buffer_format(text, ",%d", (int)(1 + below(&state, 5)));
        mmi_buffer_format(text, ",%d,%d.%03d,%c,", (int)below(&state, 1001), (int)below(&state, 40),
                          (int)below(&state, 1000), 'a' + below(&state, 4));
        if (below(&state, 6) == 0) mmi_buffer_char(text, '\n');
        else mmi_buffer_format(text, "%d %d.5 -%d\n", (int)below(&state, 9), (int)below(&state, 9), (int)below(&state, 9));
    }
}

static inline mm_profiles *make_profiles(int32_t n_mentors, int32_t n_mentees)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_buffer text[2] = {mmi_buffer_on(&heap), mmi_buffer_on(&heap)};
    add_people(&text[0], true, n_mentors, n_mentees);
    add_people(&text[1], false, n_mentees, n_mentors);
    const mm_source programme_source = {.name = "programme.json", .bytes = programme_text,
                                        .n_bytes = sizeof programme_text - 1};
    const mm_source mentors = {.name = "mentors.csv", .bytes = text[0].bytes,
                               .n_bytes = text[0].n};
    const mm_source mentees = {.name = "mentees.csv", .bytes = text[1].bytes,
                               .n_bytes = text[1].n};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_error error;
    mm_status status = mm_read_programme(&programme_source, NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    status = mm_read_cohort(programme, &mentors, &mentees, NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s:%lld: %s", error.file, (long long)error.line,
                  error.message);
    status = mm_compile(cohort, NULL, &profiles, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    mmi_buffer_clear(&text[0]);
    mmi_buffer_clear(&text[1]);
    return profiles;
}


#endif
