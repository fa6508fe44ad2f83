/* SHA-256, cut to 128 bits, over what criterion.c and pair_rules.c read of a person. A stream of
 * numbers that can be read back in one way only: texts go in as digests of their own, so that their
 * numbers in a cohort do not matter; lists begin with their length. */
#include "profile/digests.h"

#include "profile/encode.h"

#include <string.h>

#define ROOM_BYTES 1024
#define NUMBER_BYTES_MOST 10

typedef struct stream {
    mmi_sha256 hash;
    size_t n;
    uint8_t room[ROOM_BYTES];
} stream;

static void begin(stream *out)
{
    mmi_sha256_begin(&out->hash);
    out->n = 0;
}

static mmi_digest end(stream *out)
{
    uint8_t whole[MMI_SHA256_BYTES];
    mmi_digest digest;
    mmi_sha256_add(&out->hash, out->room, out->n);
    mmi_sha256_end(&out->hash, whole);
    memcpy(digest.byte, whole, sizeof digest.byte);
    return digest;
}

static void put_bytes(stream *out, const void *bytes, size_t n)
{
    if (out->n + n > ROOM_BYTES) {
        mmi_sha256_add(&out->hash, out->room, out->n);
        out->n = 0;
    }
    if (n > ROOM_BYTES) {
        mmi_sha256_add(&out->hash, bytes, n);
        return;
    }
    memcpy(out->room + out->n, bytes, n);
    out->n += n;
}

/* Base 128, the sign in the lowest bit. */
static void put_number(stream *out, int64_t number)
{
    if (out->n + NUMBER_BYTES_MOST > ROOM_BYTES) {
        mmi_sha256_add(&out->hash, out->room, out->n);
        out->n = 0;
    }
    uint64_t left = (uint64_t)number << 1 ^ (number < 0 ? UINT64_MAX : 0);
    for (; left >= 128; left >>= 7) out->room[out->n++] = (uint8_t)(left | 128);
    out->room[out->n++] = (uint8_t)left;
}

static void put_text(stream *out, const char *text)
{
    const size_t n = strlen(text);
    put_number(out, (int64_t)n);
    put_bytes(out, text, n);
}

static mmi_digest digest_text(const char *text)
{
    stream out;
    begin(&out);
    put_text(&out, text);
    return end(&out);
}

/* ---- what everybody shares ---- */

static void put_rule(stream *out, const mmi_rule *rule)
{
    put_number(out, rule->is_present);
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
    put_number(out, question->by);
    put_number(out, question->range_milli);
    put_number(out, question->length);
    put_number(out, question->n_affinities);
    for (int32_t i = 0; i < question->n_affinities; i++) {
        put_text(out, question->affinity[i].mentee_answer);
        put_text(out, question->affinity[i].mentor_answer);
        put_number(out, question->affinity[i].similarity_micro);
    }
}

mmi_digest mmi_digest_rules(const mm_profiles *profiles)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    stream out;
    begin(&out);
    put_number(&out, programme->n_questions);
    for (int32_t i = 0; i < programme->n_questions; i++) {
        put_question(&out, &programme->question[i]);
    }
    put_rule(&out, &programme->common_time);
    put_rule(&out, &programme->zone_distance);
    put_rule(&out, &programme->wishes);
    for (int32_t i = 0; i < programme->n_questions + MMI_N_EXTRA_CRITERIA; i++) {
        put_number(&out, profiles->points[i]);
    }
    put_number(&out, programme->enough_minutes);
    put_number(&out, programme->live_weeks);
    put_number(&out, profiles->n_weeks);
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        put_number(&out, profiles->week[week].is_holiday);
    }
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        put_number(&out, profiles->cohort->people[role].may_wish);
    }
    return end(&out);
}

/* ---- people ---- */

/* The people of a role, and the digests of all texts. */
typedef struct people_view {
    const mm_profiles *profiles;
    int32_t role;
    mmi_digest **text; /* [n_questions][n_texts] */
} people_view;

static bool digest_texts(const mmi_heap *heap, people_view *of)
{
    const mm_cohort *cohort = of->profiles->cohort;
    const int32_t n_questions = cohort->programme->n_questions;
    of->text = mmi_alloc(heap, (size_t)n_questions, sizeof *of->text);
    if (of->text == NULL) return false;
    for (int32_t question = 0; question < n_questions; question++) {
        const int32_t n_texts = cohort->n_texts[question];
        of->text[question] = mmi_alloc(heap, (size_t)n_texts, sizeof(mmi_digest));
        if (of->text[question] == NULL) return false;
        for (int32_t i = 0; i < n_texts; i++) {
            of->text[question][i] = digest_text(cohort->text[question][i]);
        }
    }
    return true;
}

static void free_texts(const mmi_heap *heap, people_view *of)
{
    const int32_t n_questions = mmi_programme_of(of->profiles)->n_questions;
    for (int32_t i = 0; of->text != NULL && i < n_questions; i++) mmi_free(heap, of->text[i]);
    mmi_free(heap, of->text);
}

static void put_vector(stream *out, const people_view *of, int32_t question, int32_t person)
{
    const mmi_coded_question *coded = &of->profiles->question[question];
    const size_t length = (size_t)mmi_programme_of(of->profiles)->question[question].length;
    const bool has_vector = coded->has_vector[of->role][person];
    put_number(out, has_vector);
    if (!has_vector) return;
    put_bytes(out, coded->vector[of->role] + (size_t)person * length, length * sizeof(int16_t));
}

static void put_answer(stream *out, const people_view *of, int32_t question, int32_t person)
{
    const mmi_answers *answers = &of->profiles->cohort->people[of->role].answers[question];
    const int32_t row = of->profiles->row[of->role][person];
    switch (mmi_programme_of(of->profiles)->question[question].kind) {
    case MMI_SCALE: put_number(out, answers->scale[row]); break;
    case MMI_NUMBER: put_number(out, answers->number_milli[row]); break;
    case MMI_CHOICE:
        put_number(out, answers->choice[row] != MM_NONE);
        if (answers->choice[row] == MM_NONE) break;
        put_bytes(out, &of->text[question][answers->choice[row]], sizeof(mmi_digest));
        break;
    case MMI_TAGS:
        put_number(out, answers->tag_start[row + 1] - answers->tag_start[row]);
        for (int64_t i = answers->tag_start[row]; i < answers->tag_start[row + 1]; i++) {
            put_bytes(out, &of->text[question][answers->tag[i]], sizeof(mmi_digest));
        }
        break;
    case MMI_VECTOR: put_vector(out, of, question, person); break;
    }
}

/* Starts of a week: which words are not 0, and these. */
static void put_starts(stream *out, const people_view *of, int32_t person)
{
    const mm_profiles *profiles = of->profiles;
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        const uint64_t *mask = mmi_start_mask(profiles, of->role, person, week);
        uint16_t used = 0;
        for (int32_t i = 0; i < MMI_WEEK_WORDS; i++) used |= (uint16_t)((mask[i] != 0) << i);
        put_bytes(out, &used, sizeof used);
        for (int32_t i = 0; i < MMI_WEEK_WORDS; i++) {
            if (mask[i] != 0) put_bytes(out, &mask[i], sizeof mask[i]);
        }
    }
}

static void put_wishes(stream *out, const people_view *of, int32_t person)
{
    const mm_cohort *cohort = of->profiles->cohort;
    const mmi_people *people = &cohort->people[of->role];
    const int32_t row = of->profiles->row[of->role][person];
    put_number(out, people->wish_start[row + 1] - people->wish_start[row]);
    for (int64_t i = people->wish_start[row]; i < people->wish_start[row + 1]; i++) {
        put_text(out, cohort->people[1 - of->role].id[people->wish[i]]);
    }
}

/* Pairs of a mentee that are made or ruled out, whoever said so. */
static void put_pairs(stream *out, const mm_profiles *profiles, int32_t mentee)
{
    put_number(out, profiles->fixed_start[mentee + 1] - profiles->fixed_start[mentee]);
    for (int32_t i = profiles->fixed_start[mentee]; i < profiles->fixed_start[mentee + 1]; i++) {
        put_text(out, mmi_id_of(profiles, MMI_MENTOR, profiles->fixed[i].mentor));
    }
    /* in the order of numbers, which the tie seed gives */
    put_number(out, profiles->barred_start[mentee + 1] - profiles->barred_start[mentee]);
    for (int64_t i = profiles->barred_start[mentee]; i < profiles->barred_start[mentee + 1]; i++) {
        put_text(out, mmi_id_of(profiles, MMI_MENTOR, profiles->barred_mentor[i]));
    }
}

static mmi_digest digest_person(const people_view *of, int32_t person)
{
    const mm_profiles *profiles = of->profiles;
    const mm_programme *programme = mmi_programme_of(profiles);
    stream out;
    begin(&out);
    put_number(&out, profiles->takes_part[of->role][person]);
    for (int32_t i = 0; i < programme->n_questions; i++) put_answer(&out, of, i, person);
    if (programme->common_time.is_present) {
        put_number(&out, profiles->has_availability[of->role][person]);
        put_starts(&out, of, person);
    }
    if (programme->zone_distance.is_present) {
        put_number(&out, profiles->noon_offset_s[of->role][person]);
    }
    if (programme->wishes.is_present) put_wishes(&out, of, person);
    if (of->role == MMI_MENTOR) {
        put_text(&out, profiles->cohort->kind[profiles->kind_of[person]]);
    } else {
        put_pairs(&out, profiles, person);
    }
    return end(&out);
}

mm_status mmi_digest_people(const mmi_heap *heap, const mm_profiles *profiles, int32_t role,
                            mmi_digest *digest, mm_error *error)
{
    people_view of = {.profiles = profiles, .role = role};
    const bool has_texts = digest_texts(heap, &of);
    for (int32_t row = 0; has_texts && row < profiles->n_people[role]; row++) {
        const int32_t person = profiles->number[role][row]; /* answers stand in rows */
        digest[person] = digest_person(&of, person);
    }
    free_texts(heap, &of);
    return has_texts ? MM_OK : mmi_out_of_memory(error);
}
