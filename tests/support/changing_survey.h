/* Small made-up surveys that change from one matching to the next, as text through the readers. */
#ifndef MMT_CHANGING_SURVEY_H
#define MMT_CHANGING_SURVEY_H

#include <mentormatch/mentormatch.h>

#include "random_numbers.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_PEOPLE = 60, TEXT_BYTES = 40000, N_ANSWERS = 3 };

/* One person as the files state it. */
typedef struct person {
    int32_t id;
    int32_t answer[N_ANSWERS]; /* scale 0 … 9, -1: none; choice; bits of tags */
    int32_t capacity;          /* of mentors; wants of mentees */
    int32_t kind;
    int32_t avoids;            /* id of somebody of the other side, -1: nobody */
    int32_t wishes;
    int32_t begin_h;           /* of two hours on one weekday, -1: none stated */
    bool is_out;               /* eligible no */
} person;

typedef struct survey {
    person of[2][MOST_PEOPLE]; /* mentors, mentees */
    int32_t n[2];
    int32_t next_id;
    int32_t weight;
    int32_t goals;
    int32_t fixed_mentee, fixed_mentor; /* ids, -1: none */
    bool is_fixed;             /* else forbidden */
} survey;

static inline person make_person(survey *of, uint64_t *state, int32_t role, int32_t most_places)
{
    person made = {.id = of->next_id++, .avoids = -1, .wishes = -1, .begin_h = -1};
    made.answer[0] = below(state, 11) - 1;
    made.answer[1] = below(state, 4) - 1;
    made.answer[2] = below(state, 16);
    made.capacity = 1 + below(state, role == 0 ? most_places : 2);
    made.kind = below(state, 3) == 0;
    if (below(state, 4) > 0) made.begin_h = below(state, 5);
    if (of->n[1 - role] > 0 && below(state, 4) == 0) {
        made.avoids = of->of[1 - role][below(state, of->n[1 - role])].id;
    }
    if (of->n[1 - role] > 0 && below(state, 3) == 0) {
        made.wishes = of->of[1 - role][below(state, of->n[1 - role])].id;
    }
    made.is_out = below(state, 15) == 0;
    return made;
}

static inline void add_person(survey *of, uint64_t *state, int32_t role, int32_t most_places)
{
    if (of->n[role] == MOST_PEOPLE) return;
    of->of[role][of->n[role]] = make_person(of, state, role, most_places);
    of->n[role]++;
}

static inline void remove_person(survey *of, uint64_t *state, int32_t role)
{
    if (of->n[role] < 2) return;
    const int32_t at = below(state, of->n[role]);
    const int32_t id = of->of[role][at].id;
    of->of[role][at] = of->of[role][--of->n[role]];
    for (int32_t i = 0; i < of->n[1 - role]; i++) {
        person *other = &of->of[1 - role][i];
        if (other->avoids == id) other->avoids = -1;
        if (other->wishes == id) other->wishes = -1;
    }
    if (id == of->fixed_mentee || id == of->fixed_mentor) of->fixed_mentee = -1;
}

static inline void put(char *text, const char *format, int32_t number)
{
    const size_t used = strlen(text);
    snprintf(text + used, TEXT_BYTES - used, format, (int)number);
}

static inline void write_programme(const survey *of, char *text)
{
    static const char *const goals[] = {"\"participation\", \"total\"", "\"total\"",
                                        "\"total\", \"participation\"", "\"participation\""};
    text[0] = '\0';
    put(text, "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 3,"
              " \"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"a.csv\"},"
              " \"mentees\": {\"file\": \"b.csv\"}, \"questions\": ["
              "{\"id\": \"x\", \"kind\": \"scale\", \"from\": 0, \"to\": 9,"
              " \"compare\": \"near\", \"weight\": %d},", of->weight);
    put(text, "{\"id\": \"c\", \"kind\": \"choice\", \"compare\": \"same\", \"weight\": %d},", 2);
    put(text, "{\"id\": \"t\", \"kind\": \"tags\", \"compare\": \"overlap\", \"weight\": %d}],", 3);
    put(text, "\"common_time\": {\"weight\": %d}, \"wishes\": {\"weight\": 1},"
              " \"matching\": {", 2);
    put(text, "\"goals\": [", 0);
    put(text, goals[of->goals], 0);
    put(text, "]", 0);
    put(text, "}", 0);
    if (of->fixed_mentee >= 0) {
        put(text, of->is_fixed ? ", \"pairs\": {\"fixed\": [{\"force\": true, "
                               : ", \"pairs\": {\"forbidden\": [{", 0);
        put(text, "\"mentee\": \"p%d\", ", of->fixed_mentee);
        put(text, "\"mentor\": \"p%d\"}]}", of->fixed_mentor);
    }
    put(text, "}", 0);
}

static inline void write_answers(const person *of, char *text)
{
    if (of->answer[0] >= 0) put(text, "%d", of->answer[0]);
    put(text, ",", 0);
    if (of->answer[1] >= 0) put(text, "colour %d", of->answer[1]);
    put(text, ",", 0);
    for (int32_t i = 0; i < 4; i++) {
        if (of->answer[2] & 1 << i) put(text, "tag%d ", i);
    }
    put(text, ",", 0);
    if (of->avoids >= 0) put(text, "p%d", of->avoids);
    put(text, ",", 0);
    if (of->wishes >= 0) put(text, "p%d", of->wishes);
    put(text, of->is_out ? ",no," : ",yes,", 0);
    if (of->begin_h >= 0) {
        put(text, "Mon 1%d:00-", of->begin_h);
        put(text, "1%d:00", of->begin_h + 2);
    }
    put(text, "\n", 0);
}

static inline void write_people(const survey *of, int32_t role, char *text)
{
    static const char *const kind[] = {"peer", "expert"};
    text[0] = '\0';
    put(text, role == 0 ? "id,capacity,kind" : "id,wants", 0);
    put(text, ",x,c,t,avoid,wishes,eligible,availability\n", 0);
    for (int32_t i = 0; i < of->n[role]; i++) {
        const person *who = &of->of[role][i];
        put(text, "p%d,", who->id);
        if (role == 0) {
            put(text, "%d,", who->capacity);
            put(text, kind[who->kind], 0);
        } else {
            put(text, kind[who->kind], 0);
            put(text, ":%d", who->capacity);
            if (who->id % 5 == 0) put(text, who->kind == 0 ? " expert:1" : " peer:1", 0);
        }
        put(text, ",", 0);
        write_answers(who, text);
    }
}

static inline mm_profiles *compile_survey(const survey *of)
{
    static char text[3][TEXT_BYTES];
    write_programme(of, text[0]);
    write_people(of, 0, text[1]);
    write_people(of, 1, text[2]);
    const mm_source source[3] = {{.name = "p", .bytes = text[0], .n_bytes = strlen(text[0])},
                                 {.name = "a", .bytes = text[1], .n_bytes = strlen(text[1])},
                                 {.name = "b", .bytes = text[2], .n_bytes = strlen(text[2])}};
    mm_error error = {0};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_status status = mm_read_programme(&source[0], NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s\n%s", error.message, text[0]);
    status = mm_read_cohort(programme, &source[1], &source[2], NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s: %s\n%s", error.file, error.message, text[1]);
    status = mm_compile(cohort, NULL, &profiles, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return profiles;
}

/* ---- what may happen between two matchings ---- */

static inline void change_answers(survey *of, uint64_t *state, int32_t role)
{
    person *who = &of->of[role][below(state, of->n[role])];
    const int32_t id = who->id;
    const int32_t kind = who->kind;
    *who = make_person(of, state, role, 4);
    who->id = id;
    if (id == of->fixed_mentee || id == of->fixed_mentor) who->kind = kind;
}

static inline void change_rule(survey *of, uint64_t *state)
{
    const person *mentor = &of->of[0][below(state, of->n[0])];
    const person *mentee = &of->of[1][below(state, of->n[1])];
    of->fixed_mentee = -1;
    if (mentor->kind != mentee->kind) return;
    of->fixed_mentee = mentee->id;
    of->fixed_mentor = mentor->id;
    of->is_fixed = below(state, 2) == 0;
}

static inline void change_something(survey *of, uint64_t *state)
{
    switch (below(state, 10)) {
    case 0: remove_person(of, state, 0); break;
    case 1: remove_person(of, state, 1); break;
    case 2: add_person(of, state, 0, 4); break;
    case 3: add_person(of, state, 1, 4); break;
    case 4: change_answers(of, state, 0); break;
    case 5: change_answers(of, state, 1); break;
    case 6: of->of[0][below(state, of->n[0])].capacity = 1 + below(state, 5); break;
    case 7: of->goals = below(state, 4); break;
    case 8: change_rule(of, state); break;
    default: if (below(state, 4) == 0) of->weight = 1 + below(state, 3); break;
    }
}

static inline survey make_survey(uint64_t *state, int32_t n_mentors, int32_t n_mentees)
{
    survey made = {.weight = 1, .fixed_mentee = -1, .goals = below(state, 4)};
    for (int32_t i = 0; i < n_mentors; i++) add_person(&made, state, 0, 1 + below(state, 4));
    for (int32_t i = 0; i < n_mentees; i++) add_person(&made, state, 1, 4);
    return made;
}

#endif
