/* Cohorts whose programme is random as well: how many questions of which kinds, how many different
 * answers, what is required, which weeks, who is away. The same state gives the same cohort. */
#ifndef MMT_RANDOM_COHORT_H
#define MMT_RANDOM_COHORT_H

#include "base/buffer.h"

#include <mentormatch/mentormatch.h>

#include "random_numbers.h"

#include <check.h>
#include <stdbool.h>
#include <string.h>

#define SHAPED_MOST 12

/* One question: 0 scale, 1 choice, 2 tags, 3 number, 4 vector. */
typedef struct shaped_question {
    int32_t kind;
    int32_t n_answers; /* different ones */
    int32_t n_tags;    /* in the largest set */
} shaped_question;

typedef struct shaped {
    uint64_t random;
    int32_t n_questions;
    shaped_question question[SHAPED_MOST];
    bool has_wishes;
    bool is_steady; /* no clock changes, nobody is away: weeks are equal */
} shaped;

static inline int32_t pick(shaped *of, int32_t n)
{
    return below(&of->random, n);
}

static inline void shape_question(shaped *of, int32_t i, mmi_buffer *text)
{
    static const char *const compare[][3] = {{"near", "far", "ahead"},
                                             {"same", "different", "same"},
                                             {"cover", "overlap", "any"},
                                             {"near", "near", "near"},
                                             {"cosine", "cosine", "cosine"}};
    static const char *const kind[] = {"scale", "choice", "tags", "number", "vector"};
    static const int32_t n_answers[] = {2, 3, 5, 5, 5, 9, 16, 17, 40, 63, 64, 130, 200, 300};
    shaped_question *made = &of->question[i];
    const int32_t drawn = pick(of, 20);
    made->kind = drawn < 9 ? 0 : drawn < 12 ? 1 : drawn < 17 ? 2 : drawn < 19 ? 3 : 4;
    made->n_answers = n_answers[pick(of, 14)];
    made->n_tags = 1 + pick(of, pick(of, 4) == 0 ? 60 : 14);
    mmi_buffer_format(text, "%s{\"id\": \"q%d\", \"kind\": \"%s\", \"compare\": \"%s\"",
                      i == 0 ? "" : ",", (int)i, kind[made->kind],
                      compare[made->kind][pick(of, 3)]);
    if (made->kind == 0) {
        mmi_buffer_format(text, ", \"from\": 1, \"to\": %d", (int)made->n_answers);
    }
    if (made->kind == 3) mmi_buffer_format(text, ", \"range\": %d", (int)(1 + pick(of, 90)));
    if (made->kind == 4) mmi_buffer_text(text, ", \"length\": 3");
    mmi_buffer_format(text, ", \"weight\": %d", (int)pick(of, 6));
    if (pick(of, 3) == 0) mmi_buffer_format(text, ", \"missing\": 0.%d", (int)(1 + pick(of, 9)));
    if (pick(of, 6) == 0) {
        mmi_buffer_format(text, ", \"required\": true, \"at_least\": 0.%d, \"missing_passes\": %s",
                          (int)pick(of, 5), pick(of, 3) == 0 ? "false" : "true");
    }
    mmi_buffer_char(text, '}');
}

static inline void shape_programme(shaped *of, mmi_buffer *text)
{
    static const char *const weeks[] = {"2", "2, 6, \"final\"", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
                                        "5, 6", "3, 4, 5, 6, 7", "1, 2, 3"};
    mmi_buffer_format(text, "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\","
                            " \"weeks\": 10, \"time_zone\": \"Europe/Dublin\", \"holidays\":"
                            " [\"2026-10-26\", {\"from\": \"2026-10-12\", \"to\": "
                            "\"2026-10-18\"}]}, \"check_ins\": {\"minutes\": %d, \"weeks\": [%s]},"
                            " \"mentors\": {\"file\": \"mentors.csv\"},"
                            " \"mentees\": {\"file\": \"mentees.csv\"}, \"questions\": [",
                      (int)(15 * (1 + pick(of, 4))), weeks[pick(of, 6)]);
    of->is_steady = pick(of, 3) == 0;
    of->n_questions = pick(of, SHAPED_MOST + 1);
    for (int32_t i = 0; i < of->n_questions; i++) shape_question(of, i, text);
    mmi_buffer_char(text, ']');
    if (pick(of, 5) > 0) {
        mmi_buffer_format(text, ", \"common_time\": {\"weight\": %d, \"enough_minutes\": %d",
                          (int)pick(of, 6), (int)(15 * (1 + pick(of, pick(of, 2) == 0 ? 9 : 130))));
        if (pick(of, 3) == 0) {
            mmi_buffer_format(text, ", \"required\": true, \"live_weeks\": %d, "
                                    "\"missing_passes\": %s",
                              (int)(1 + pick(of, 5)), pick(of, 2) == 0 ? "false" : "true");
        }
        mmi_buffer_char(text, '}');
    }
    if (pick(of, 2) == 0) mmi_buffer_text(text, ", \"zone_distance\": {\"weight\": 1}");
    of->has_wishes = pick(of, 2) == 0;
    if (of->has_wishes) {
        mmi_buffer_format(text, ", \"wishes\": {\"weight\": 2%s}",
                          pick(of, 4) > 0 ? "" : ", \"required\": true, \"at_least\": 0.2, "
                                                 "\"missing_passes\": true");
    }
    mmi_buffer_char(text, '}');
}

static inline void write_answer(shaped *of, const shaped_question *question, mmi_buffer *text)
{
    mmi_buffer_char(text, ',');
    if (pick(of, 9) == 0) return; /* not answered */
    if (question->kind == 4) {
        mmi_buffer_format(text, "%d 1.5 -%d", (int)pick(of, 9), (int)pick(of, 9));
        return;
    }
    const int32_t n = question->kind == 2 ? 1 + pick(of, question->n_tags) : 1;
    for (int32_t i = 0; i < n; i++) {
        if (question->kind == 2) mmi_buffer_text(text, i == 0 ? "t" : ";t");
        if (question->kind == 1) mmi_buffer_char(text, 'c');
        mmi_buffer_format(text, "%d", (int)(1 + pick(of, question->n_answers)));
    }
}

static inline void write_windows(shaped *of, mmi_buffer *text)
{
    static const char *const day[] = {"Mon", "Tue-Thu", "Sat-Mon", "Fri", "Mon-Sun"};
    const int32_t n = pick(of, 7) == 0 ? 0 : 1 + pick(of, 5);
    for (int32_t i = 0; i < n; i++) {
        const int32_t from = pick(of, 20);
        mmi_buffer_format(text, "%s%s %d:%02d-%d:00", i == 0 ? "" : "; ", day[pick(of, 5)],
                          (int)from, (int)(15 * pick(of, 4)),
                          (int)(from + 1 + pick(of, 23 - from)));
    }
}

static inline void write_people(shaped *of, mmi_buffer *text, bool are_mentors, int32_t n,
                                int32_t n_others)
{
    static const char *const zone[] = {"Europe/Berlin", "Asia/Kathmandu", "America/New_York",
                                       "UTC+10:30", "Australia/Sydney"};
    mmi_buffer_text(text, "id,time_zone,availability,away,eligible,avoid,wishes");
    for (int32_t i = 0; i < of->n_questions; i++) mmi_buffer_format(text, ",q%d", (int)i);
    for (int32_t i = 0; i < n; i++) {
        mmi_buffer_format(text, "\n%c%d,%s,", are_mentors ? 'm' : 'e', (int)i,
                          zone[of->is_steady ? 3 : pick(of, 5)]);
        write_windows(of, text);
        const bool is_away = !of->is_steady && pick(of, 6) == 0;
        mmi_buffer_text(text, is_away ? ",2026-09-29..2026-10-07," : ",,");
        mmi_buffer_text(text, pick(of, 11) == 0 ? "no," : ",");
        if (n_others > 0 && pick(of, 9) == 0) {
            mmi_buffer_format(text, "%c%d", are_mentors ? 'e' : 'm', (int)pick(of, n_others));
        }
        mmi_buffer_char(text, ',');
        const int32_t n_wishes = n_others > 0 && of->has_wishes ? pick(of, 5) : 0;
        for (int32_t w = 0; w < n_wishes; w++) {
            mmi_buffer_format(text, "%s%c%d", w == 0 ? "" : ";", are_mentors ? 'e' : 'm',
                              (int)pick(of, n_others));
        }
        for (int32_t q = 0; q < of->n_questions; q++) write_answer(of, &of->question[q], text);
    }
    mmi_buffer_char(text, '\n');
}

static inline mm_source source_of(const char *name, const mmi_buffer *text)
{
    return (mm_source){.name = name, .bytes = text->bytes, .n_bytes = text->n};
}

static inline mm_profiles *make_random_cohort(uint64_t random, int32_t n_mentors,
                                              int32_t n_mentees)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_buffer text[3] = {mmi_buffer_on(&heap), mmi_buffer_on(&heap), mmi_buffer_on(&heap)};
    shaped of = {.random = random};
    shape_programme(&of, &text[0]);
    write_people(&of, &text[1], true, n_mentors, n_mentees);
    write_people(&of, &text[2], false, n_mentees, n_mentors);
    const mm_source source[3] = {source_of("programme.json", &text[0]),
                                 source_of("mentors.csv", &text[1]),
                                 source_of("mentees.csv", &text[2])};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_error error;
    mm_status status = mm_read_programme(&source[0], NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s\n%s", error.message, text[0].bytes);
    status = mm_read_cohort(programme, &source[1], &source[2], NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s:%lld: %s", error.file, (long long)error.line,
                  error.message);
    status = mm_compile(cohort, NULL, &profiles, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    for (int32_t i = 0; i < 3; i++) mmi_buffer_clear(&text[i]);
    return profiles;
}

#endif
