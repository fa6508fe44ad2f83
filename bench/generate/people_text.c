/* The generated people as the texts of a real programme: cells of people files, programme.json.
 * Twenty scales, weights 2 and 3; four questions of tags; common time of up to six hours. */
#include "people.h"

#include <stdio.h>
#include <string.h>

enum { DAY_SLOTS = 96 };

static const char day_names[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char set_letters[MMB_N_SETS] = {'s', 'l', 'c', 'i'};
static const char question_ids[MMB_N_QUESTIONS][12] = {
    "q01", "q02", "q03", "q04", "q05", "q06", "q07", "q08", "q09", "q10", "q11", "q12",
    "q13", "q14", "q15", "q16", "q17", "q18", "q19", "q20",
    "skills", "languages", "channels", "interests"};

/* Runs of free quarter hours of each day, such as `Mon 18:15-20:00; Sun 7:00-24:00`. */
static void write_availability(const uint8_t *is_free, char *text)
{
    size_t n = 0;
    text[0] = '\0';
    for (int32_t day = 0; day < 7; day++) {
        const uint8_t *const of_day = is_free + day * DAY_SLOTS;
        for (int32_t slot = 0; slot < DAY_SLOTS; slot++) {
            if (!of_day[slot]) continue;
            const int32_t start = slot;
            while (slot < DAY_SLOTS && of_day[slot]) slot++;
            n += (size_t)snprintf(text + n, MMB_AVAILABILITY_BYTES - n, "%s%s %d:%02d-%d:%02d",
                                  n == 0 ? "" : "; ", day_names[day], (int)(start / 4),
                                  (int)(start % 4 * 15), (int)(slot / 4), (int)(slot % 4 * 15));
        }
    }
}

/* Such as `s0;s17`. */
static void write_set(uint64_t set, char letter, char *text)
{
    size_t n = 0;
    text[0] = '\0';
    for (int32_t tag = 0; tag < 64; tag++) {
        if ((set >> tag & 1) == 0) continue;
        if (n > 0) text[n++] = ';';
        text[n++] = letter;
        if (tag >= 10) text[n++] = (char)('0' + tag / 10);
        text[n++] = (char)('0' + tag % 10);
    }
    text[n] = '\0';
}

void mmb_person_write(const mmb_person *person, mmb_person_text *text)
{
    write_availability(person->is_free, text->availability);
    for (int32_t question = 0; question < MMB_N_SCALES; question++) {
        text->scale[question][0] = (char)('0' + person->scale[question]);
        text->scale[question][1] = '\0';
    }
    for (int32_t set = 0; set < MMB_N_SETS; set++) {
        write_set(person->set[set], set_letters[set], text->set[set]);
    }
}

const char *mmb_question_id(int32_t question)
{
    return question_ids[question];
}

const char *mmb_answer_text(const mmb_person_text *text, int32_t question)
{
    return question < MMB_N_SCALES ? text->scale[question] : text->set[question - MMB_N_SCALES];
}

/* The clocks of the zones change on 25 October 2026 or 1 November 2026 or not at all, so that a
 * summer term has one kind of check-in week, an autumn term two, and three when one check-in lies
 * in the week between. */
static size_t write_term(int32_t n_distinct_weeks, char *text, size_t capacity)
{
    return (size_t)snprintf(
        text, capacity,
        "{ \"mentormatch\": 1, \"name\": \"Benchmark\",\n"
        "  \"term\": { \"first_day\": \"%s\", \"weeks\": 12, \"time_zone\": \"Europe/London\" },\n"
        "  \"check_ins\": { \"weeks\": [2, %s, \"final\"], \"minutes\": 30 },\n"
        "  \"mentors\": { \"file\": \"mentors.csv\" }, \"mentees\": { \"file\": \"mentees.csv\" },\n"
        "  \"questions\": [\n",
        n_distinct_weeks == 1 ? "2026-06-01" : "2026-09-07", n_distinct_weeks == 3 ? "8" : "6");
}

size_t mmb_programme_text(const mmb_recipe *recipe, char *text, size_t capacity)
{
    static const char *const compare[MMB_N_SETS] = {"cover", "any", "cover", "overlap"};
    static const int32_t weight[MMB_N_SETS] = {48, 24, 12, 28};
    size_t n = write_term(recipe->n_distinct_weeks, text, capacity);
    for (int32_t q = 0; q < MMB_N_QUESTIONS && n < capacity; q++) {
        const char *const end = q == MMB_N_QUESTIONS - 1 ? "" : ",";
        char *const at = text + n;
        if (q < MMB_N_SCALES) {
            n += (size_t)snprintf(at, capacity - n,
                                  "    { \"id\": \"%s\", \"kind\": \"scale\", \"from\": 0, "
                                  "\"to\": 4, \"compare\": \"near\", \"weight\": %d }%s\n",
                                  question_ids[q], q % 3 == 0 && q < 18 ? 3 : 2, end);
        } else {
            n += (size_t)snprintf(at, capacity - n,
                                  "    { \"id\": \"%s\", \"kind\": \"tags\", \"compare\": "
                                  "\"%s\", \"weight\": %d }%s\n",
                                  question_ids[q], compare[q - MMB_N_SCALES],
                                  (int)weight[q - MMB_N_SCALES], end);
        }
    }
    if (n >= capacity) return 0;
    n += (size_t)snprintf(text + n, capacity - n,
                          "  ],\n  \"common_time\": { \"weight\": 30, \"enough_minutes\": 360 } }\n");
    return n < capacity ? n : 0;
}
