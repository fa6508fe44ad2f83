/* Answers → codes. Scale answers and texts are numbered already; decimals and tag sets are numbered
 * by interning their bytes; vectors are scaled to 16-bit integers. Judging is left to `score`. */
#include "profile/encode.h"

#include "base/intern.h"

#include <math.h>

#define VECTOR_LENGTH 32767.0 /* of every scaled vector, in units of its integers */
#define WIDEST_SCALE 65536    /* larger ranges are interned like decimals */
#define STOP_EVERY 256        /* people with a vector between two looks at the clock */
#define INTERN_SEED UINT64_C(0x70726f66696c6573)

/* One question of one role, on its way into codes. */
typedef struct encoder {
    mm_profiles *profiles;
    const mmi_question *question;
    int32_t role;
    int32_t number;              /* of the question */
    const mmi_answers *answers;  /* of that role, by row */
    mmi_coded_question *coded;
    const mmi_stop *stop;
    bool is_stopped;
} encoder;

static bool make_codes(encoder *to, int32_t n_codes)
{
    mm_profiles *profiles = to->profiles;
    const int32_t role = to->role;
    to->coded->n_codes[role] = n_codes;
    to->coded->example[role] =
        mmi_arena_take(&profiles->arena, (size_t)n_codes, sizeof(int32_t));
    if (to->coded->example[role] == NULL) return false;
    for (int32_t code = 0; code < n_codes; code++) to->coded->example[role][code] = MM_NONE;
    for (int32_t person = 0; person < profiles->n_people[role]; person++) {
        const int32_t code = to->coded->code[role][person];
        if (to->coded->example[role][code] == MM_NONE) to->coded->example[role][code] = person;
    }
    return true;
}

/* The bytes that stand for a person's answer; false when it is missing. */
static bool bytes_of_answer(const encoder *from, int32_t row, const void **bytes, size_t *n)
{
    const mmi_answers *answers = from->answers;
    switch (from->question->kind) {
    case MMI_SCALE:
        *bytes = &answers->scale[row];
        *n = sizeof(int32_t);
        return answers->scale[row] != MMI_NO_SCALE;
    case MMI_NUMBER:
        *bytes = &answers->number_milli[row];
        *n = sizeof(int64_t);
        return answers->number_milli[row] != MMI_NO_NUMBER;
    case MMI_TAGS:
        *bytes = answers->tag + answers->tag_start[row];
        *n = (size_t)(answers->tag_start[row + 1] - answers->tag_start[row]) * sizeof(int32_t);
        return *n > 0;
    case MMI_CHOICE:
    case MMI_VECTOR: break;
    }
    return false;
}

static bool encode_by_bytes(encoder *to)
{
    mm_profiles *profiles = to->profiles;
    mmi_intern known = mmi_intern_on(&profiles->heap, INTERN_SEED);
    bool has_memory = true;
    for (int32_t person = 0; has_memory && person < profiles->n_people[to->role]; person++) {
        const void *bytes;
        size_t n;
        if (!bytes_of_answer(to, profiles->row[to->role][person], &bytes, &n)) continue;
        const int32_t index = mmi_intern_add(&known, bytes, n, NULL);
        has_memory = index != MM_NONE;
        to->coded->code[to->role][person] = index + 1;
    }
    const int32_t n_codes = known.n + 1;
    mmi_intern_clear(&known);
    return has_memory && make_codes(to, n_codes);
}

/* Answers that are numbered already: value - first + 1, missing 0. */
static bool encode_numbered(encoder *to, const int32_t *value, int32_t missing, int32_t first,
                            int32_t n_values)
{
    const mm_profiles *profiles = to->profiles;
    for (int32_t person = 0; person < profiles->n_people[to->role]; person++) {
        const int32_t answer = value[profiles->row[to->role][person]];
        to->coded->code[to->role][person] = answer == missing ? 0 : answer - first + 1;
    }
    return make_codes(to, n_values + 1);
}

/* Nearest integer to (32,767 x) / norm, halves away from zero; one division, one rounding each. */
static void scale_vector(const double *x, int32_t length, double norm, int16_t *scaled)
{
    for (int32_t i = 0; i < length; i++) {
        const double quotient = (VECTOR_LENGTH * x[i]) / norm;
        scaled[i] = (int16_t)(quotient < 0 ? -floor(-quotient + 0.5) : floor(quotient + 0.5));
    }
}

static bool encode_vectors(encoder *to)
{
    mm_profiles *profiles = to->profiles;
    const int32_t role = to->role;
    const size_t n_people = (size_t)profiles->n_people[role];
    const size_t length = (size_t)to->question->length;
    if (length != 0 && n_people > SIZE_MAX / length) return false;
    int16_t *scaled = mmi_arena_take(&profiles->arena, n_people * length, sizeof *scaled);
    bool *has = mmi_arena_take(&profiles->arena, n_people, sizeof *has);
    if (scaled == NULL || has == NULL) return false;
    for (size_t person = 0; person < n_people; person++) {
        const size_t row = (size_t)profiles->row[role][person];
        if (person % STOP_EVERY == 0 && mmi_stop_asked(to->stop)) {
            to->is_stopped = true;
            return false;
        }
        if (!to->answers->has_vector[row]) continue;
        const double *x = to->answers->vector + row * length;
        double squares = 0;
        for (size_t i = 0; i < length; i++) squares += x[i] * x[i];
        const double norm = sqrt(squares);
        has[person] = norm > 0 && isfinite(norm);
        if (has[person]) scale_vector(x, (int32_t)length, norm, scaled + person * length);
    }
    to->coded->vector[role] = scaled;
    to->coded->has_vector[role] = has;
    return true;
}

static bool encode_one(encoder *to)
{
    const mm_cohort *cohort = to->profiles->cohort;
    const mmi_question *question = to->question;
    if (question->kind == MMI_VECTOR) return encode_vectors(to);
    to->coded->code[to->role] = mmi_arena_take(
        &to->profiles->arena, (size_t)to->profiles->n_people[to->role], sizeof(int32_t));
    if (to->coded->code[to->role] == NULL) return false;
    if (question->kind == MMI_CHOICE) {
        return encode_numbered(to, to->answers->choice, MM_NONE, 0, cohort->n_texts[to->number]);
    }
    if (question->kind == MMI_SCALE && question->to - question->from < WIDEST_SCALE) {
        return encode_numbered(to, to->answers->scale, MMI_NO_SCALE, question->from,
                               question->to - question->from + 1);
    }
    return encode_by_bytes(to);
}

mm_status mmi_encode(mm_profiles *profiles, const mmi_stop *stop, mm_error *error)
{
    const mm_programme *programme = profiles->cohort->programme;
    profiles->question = mmi_arena_take(&profiles->arena, (size_t)programme->n_questions,
                                        sizeof *profiles->question);
    if (profiles->question == NULL) return mmi_out_of_memory(error);
    for (int32_t number = 0; number < programme->n_questions; number++) {
        for (int32_t role = 0; role < MMI_N_ROLES; role++) {
            encoder to = {profiles, &programme->question[number], role, number,
                          &profiles->cohort->people[role].answers[number],
                          &profiles->question[number], stop, false};
            mmi_stage_share(stop, number * MMI_N_ROLES + role,
                            programme->n_questions * MMI_N_ROLES);
            if (mmi_stop_asked(stop)) return mmi_stopped(error);
            if (encode_one(&to)) continue;
            return to.is_stopped ? mmi_stopped(error) : mmi_out_of_memory(error);
        }
    }
    return MM_OK;
}
