/* What makes two cohorts equal: version, rules and facts, SHA-256 over all of them in the sealed
 * order. File names, headings, lines and separators are not among them. People are many, so their
 * facts go in as one stream that can be read back in one way only: texts end in NUL, numbers are
 * base 128 with the sign in the lowest bit, lists begin with their length. */
#include "cohort/seal.h"

#include "time/civil.h"

#include <mentormatch/version.h>

#include <string.h>

#define ROOM_BYTES 4096
#define NUMBER_BYTES_MOST 10

typedef struct stream {
    mmi_sha256 hash;
    uint8_t room[ROOM_BYTES];
    size_t n;
} stream;

static void flush(stream *out)
{
    mmi_sha256_add(&out->hash, out->room, out->n);
    out->n = 0;
}

static void put_number(stream *out, int64_t number)
{
    if (out->n + NUMBER_BYTES_MOST > ROOM_BYTES) flush(out);
    uint64_t left = (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0);
    for (; left >= 128; left >>= 7) out->room[out->n++] = (uint8_t)(left | 128);
    out->room[out->n++] = (uint8_t)left;
}

static void put_bytes(stream *out, const void *bytes, size_t n)
{
    if (out->n + n > ROOM_BYTES) flush(out);
    if (n > ROOM_BYTES) {
        mmi_sha256_add(&out->hash, bytes, n);
        return;
    }
    memcpy(out->room + out->n, bytes, n);
    out->n += n;
}

static void put_text(stream *out, const char *text)
{
    put_bytes(out, text, strlen(text) + 1);
}

static void put_list(stream *out, const int32_t *list, const int64_t *start, int32_t person)
{
    put_number(out, start[person + 1] - start[person]);
    for (int64_t k = start[person]; k < start[person + 1]; k++) put_number(out, list[k]);
}

/* The same number on every machine: sign, exponent and fraction as 64 bits. */
static void put_double(stream *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_number(out, (int64_t)bits);
}

static void put_answer(stream *out, const mmi_question *question, const mmi_answers *answers,
                       int32_t person)
{
    switch (question->kind) {
    case MMI_SCALE: put_number(out, answers->scale[person]); break;
    case MMI_NUMBER: put_number(out, answers->number_milli[person]); break;
    case MMI_CHOICE: put_number(out, answers->choice[person]); break;
    case MMI_TAGS: put_list(out, answers->tag, answers->tag_start, person); break;
    case MMI_VECTOR:
        put_number(out, answers->has_vector[person]);
        for (int32_t k = 0; answers->has_vector[person] && k < question->length; k++) {
            put_double(out, answers->vector[(size_t)person * (size_t)question->length + (size_t)k]);
        }
        break;
    }
}

static void put_time(stream *out, const mmi_people *people, int32_t person)
{
    put_text(out, people->zone_name[person]);
    put_number(out, people->has_availability[person]);
    put_number(out, people->window_start[person + 1] - people->window_start[person]);
    for (int64_t k = people->window_start[person]; k < people->window_start[person + 1]; k++) {
        put_number(out, people->window[k].weekday);
        put_number(out, people->window[k].from_minute);
        put_number(out, people->window[k].to_minute);
    }
    put_number(out, people->away_start[person + 1] - people->away_start[person]);
    for (int64_t k = people->away_start[person]; k < people->away_start[person + 1]; k++) {
        put_number(out, people->away[k].first_day);
        put_number(out, people->away[k].last_day);
    }
    const int32_t from_day = people->from_day[person]; /* dates are 0 or later: 0 can mean none */
    const int32_t until_day = people->until_day[person];
    put_number(out, from_day == MMI_NO_FIRST_DAY ? 0 : from_day + 1);
    put_number(out, until_day == MMI_NO_LAST_DAY ? 0 : until_day + 1);
}

static void put_person(stream *out, const mm_cohort *cohort, int32_t role, int32_t person)
{
    const mmi_people *people = &cohort->people[role];
    put_text(out, people->id[person]);
    put_text(out, people->name[person]);
    put_text(out, people->email[person]);
    put_time(out, people, person);
    put_number(out, people->takes_part[person]);
    put_list(out, people->avoid, people->avoid_start, person);
    put_list(out, people->wish, people->wish_start, person);
    if (role == MMI_MENTOR) {
        put_number(out, people->capacity[person]);
        put_number(out, people->kind[person]);
    } else {
        put_list(out, people->want_kind, people->want_start, person);
        put_list(out, people->want_count, people->want_start, person);
    }
    for (int32_t q = 0; q < cohort->programme->n_questions; q++) {
        put_answer(out, &cohort->programme->question[q], &people->answers[q], person);
    }
}

static void put_rule(stream *out, const mmi_rule *rule)
{
    put_number(out, rule->is_present);
    put_number(out, rule->weight_milli);
    put_number(out, rule->is_required);
    put_number(out, rule->at_least_micro);
    put_number(out, rule->missing_micro);
    put_number(out, rule->missing_passes);
}

static void put_question(stream *out, const mmi_question *question)
{
    put_text(out, question->id);
    put_number(out, question->kind);
    put_number(out, question->compare);
    put_rule(out, &question->rule);
    put_number(out, question->from);
    put_number(out, question->to);
    put_number(out, question->n_levels);
    for (int32_t k = 0; k < question->n_levels; k++) put_text(out, question->level[k]);
    put_number(out, question->by);
    put_number(out, question->range_milli);
    put_number(out, question->n_affinities);
    for (int32_t k = 0; k < question->n_affinities; k++) {
        put_text(out, question->affinity[k].mentee_answer);
        put_text(out, question->affinity[k].mentor_answer);
        put_number(out, question->affinity[k].similarity_micro);
    }
    put_number(out, question->length);
}

static void put_term(stream *out, const mm_programme *programme)
{
    put_text(out, programme->first_day_text);
    put_text(out, programme->time_zone);
    put_number(out, programme->term.n_weeks);
    put_number(out, programme->term.n_holidays);
    for (int32_t k = 0; k < programme->term.n_holidays; k++) {
        put_number(out, programme->term.holiday[k].first_day);
        put_number(out, programme->term.holiday[k].last_day);
    }
    put_number(out, programme->n_check_in_weeks);
    for (int32_t k = 0; k < programme->n_check_in_weeks; k++) {
        put_number(out, programme->check_in_week[k]);
    }
    put_number(out, programme->meeting_minutes);
    put_number(out, programme->gap_minutes);
    put_number(out, programme->per_day);
    put_number(out, programme->comfortable_from_minute);
    put_number(out, programme->comfortable_to_minute);
}

static void put_matching(stream *out, const mm_programme *programme)
{
    put_number(out, programme->n_goals);
    for (int32_t k = 0; k < programme->n_goals; k++) put_number(out, programme->goal[k]);
    put_number(out, programme->n_wants);
    for (int32_t k = 0; k < programme->n_wants; k++) {
        put_text(out, programme->want[k].kind);
        put_number(out, programme->want[k].count);
    }
    put_number(out, (int64_t)programme->tie_seed);
    put_number(out, programme->n_pair_rules);
    for (int32_t k = 0; k < programme->n_pair_rules; k++) {
        const mmi_pair_rule *rule = &programme->pair_rule[k];
        put_text(out, rule->mentee_id);
        put_text(out, rule->mentor_id);
        put_number(out, rule->is_fixed);
        put_number(out, rule->is_forced);
    }
}

static void put_programme(stream *out, const mm_programme *programme)
{
    put_text(out, programme->name);
    put_term(out, programme);
    put_number(out, programme->n_questions);
    for (int32_t q = 0; q < programme->n_questions; q++) put_question(out, &programme->question[q]);
    put_rule(out, &programme->common_time);
    put_rule(out, &programme->zone_distance);
    put_rule(out, &programme->wishes);
    put_number(out, programme->enough_minutes);
    put_number(out, programme->live_weeks);
    put_matching(out, programme);
}

static void begin(stream *out)
{
    out->n = 0;
    mmi_sha256_begin(&out->hash);
    mmi_sha256_text(&out->hash, "mentormatch " MM_VERSION);
}

void mmi_fingerprint_programme(const mm_programme *programme, uint8_t digest[MMI_SHA256_BYTES])
{
    stream out;
    begin(&out);
    put_programme(&out, programme);
    flush(&out);
    mmi_sha256_end(&out.hash, digest);
}

void mmi_fingerprint_cohort(mm_cohort *cohort)
{
    stream out;
    begin(&out);
    put_programme(&out, cohort->programme);
    put_number(&out, cohort->n_kinds);
    for (int32_t k = 0; k < cohort->n_kinds; k++) put_text(&out, cohort->kind[k]);
    for (int32_t q = 0; q < cohort->programme->n_questions; q++) {
        put_number(&out, cohort->n_texts[q]);
        for (int32_t k = 0; k < cohort->n_texts[q]; k++) put_text(&out, cohort->text[q][k]);
    }
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        put_number(&out, cohort->people[role].may_wish);
        put_number(&out, cohort->people[role].n);
        for (int32_t i = 0; i < cohort->people[role].n; i++) put_person(&out, cohort, role, i);
    }
    flush(&out);
    mmi_sha256_end(&out.hash, cohort->fingerprint);
    mmi_hex(cohort->fingerprint, 2 * sizeof cohort->fingerprint, cohort->fingerprint_text);
}
