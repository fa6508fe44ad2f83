/* Answers: the text of a cell → a typed answer of the question's kind, or a sentence why not. */
#include "read/person_cells.h"

#include "base/nearest.h"
#include "base/number.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NUMBER_PLACES 3
#define NUMBER_MOST_MILLI (INT64_C(1000000000000) * MMI_ONE_MILLI)
#define LEVEL_BYTES_MOST 64 /* longer words have no near ones */
#define SENTENCE_BYTES 160

static void refuse_answer(mmi_person_reader *reader, const char *suggestion, const char *sentence)
{
    mmi_refuse(reader, MM_CODE_ANSWER, reader->text, reader->n, suggestion, sentence);
}

static bool is_text(const mmi_person_reader *reader, const char *text)
{
    return reader->n == strlen(text) && memcmp(reader->text, text, reader->n) == 0;
}

/* Texts such as "n/a" that the programme counts as no answer. */
static bool counts_as_blank(const mmi_person_reader *reader, const mmi_question *question)
{
    for (int32_t i = 0; i < question->n_blanks; i++) {
        if (is_text(reader, question->blank[i])) return true;
    }
    return false;
}

static int32_t read_level(mmi_person_reader *reader, const mmi_question *question)
{
    for (int32_t level = 0; level < question->n_levels; level++) {
        if (is_text(reader, question->level[level])) return level + 1;
    }
    char word[LEVEL_BYTES_MOST + 1] = "";
    if (reader->n <= LEVEL_BYTES_MOST) {
        memcpy(word, reader->text, reader->n);
        word[reader->n] = '\0';
    }
    mmi_nearest nearest = mmi_nearest_to(word);
    for (int32_t level = 0; level < question->n_levels; level++) {
        mmi_nearest_offer(&nearest, question->level[level]);
    }
    refuse_answer(reader, nearest.word, "none of the question's levels; write one exactly as the "
                                        "programme names it");
    return MMI_NO_SCALE;
}

static int32_t read_scale(mmi_person_reader *reader, const mmi_question *question)
{
    int64_t value;
    if (question->n_levels > 0) return read_level(reader, question);
    if (mmi_parse_integer(reader->text, reader->n, &value) == MMI_NUMBER_OK &&
        value >= question->from && value <= question->to) {
        return (int32_t)value;
    }
    char sentence[SENTENCE_BYTES];
    (void)snprintf(sentence, sizeof sentence, "not a whole number from %d to %d, as the question "
                   "asks for; correct the answer or leave it blank",
                   (int)question->from, (int)question->to);
    refuse_answer(reader, NULL, sentence);
    return MMI_NO_SCALE;
}

/* Would it be a number if its only comma were a point? */
static bool has_decimal_comma(const mmi_person_reader *reader)
{
    char text[32];
    int64_t value;
    if (reader->n >= sizeof text) return false;
    memcpy(text, reader->text, reader->n);
    char *const comma = memchr(text, ',', reader->n);
    if (comma == NULL) return false;
    *comma = '.';
    return mmi_parse_decimal(text, reader->n, 9, &value) != MMI_NUMBER_MALFORMED;
}

static int64_t read_number(mmi_person_reader *reader)
{
    int64_t milli = 0;
    const mmi_number answer = mmi_parse_decimal(reader->text, reader->n, NUMBER_PLACES, &milli);
    if (answer == MMI_NUMBER_OK && milli >= -NUMBER_MOST_MILLI && milli <= NUMBER_MOST_MILLI) {
        return milli;
    }
    refuse_answer(reader, NULL,
                  answer == MMI_NUMBER_PLACES
                      ? "more than three places; round the number"
                  : answer != MMI_NUMBER_MALFORMED
                      ? "beyond 1,000,000,000,000; write a smaller number"
                  : has_decimal_comma(reader)
                      ? "a decimal comma; write the number with a point, as in 1.5"
                      : "not a number; write digits with at most one point, as in 1.5 or -20");
    return MMI_NO_NUMBER;
}

static int32_t number_word(mmi_person_reader *reader, int32_t question, const char *text, size_t n)
{
    const int32_t word = mmi_intern_add(&reader->builder->texts[question], text, n, NULL);
    if (word == MM_NONE) reader->out_of_memory = true;
    return word;
}

/* [0] how many, then the words; NULL when there is none. */
static const int32_t *read_tags(mmi_person_reader *reader, int32_t question)
{
    const mm_programme *programme = reader->builder->programme;
    const char separator = programme->people[reader->role].list_separator;
    const char *rest = reader->text;
    const char *item;
    size_t n_rest = reader->n;
    size_t n_item;
    size_t n = 0;
    while (mmi_next_item(&rest, &n_rest, separator, &item, &n_item)) {
        const int32_t word = number_word(reader, question, item, n_item);
        if (word == MM_NONE || !mmi_reserve(&reader->builder->heap, &reader->number,
                                            &reader->number_capacity, n + 1)) {
            reader->out_of_memory = true;
            return NULL;
        }
        reader->number[n++] = word;
    }
    if (n == 0) return NULL;
    int32_t *tags = mmi_arena_take(&reader->builder->arena, n + 1, sizeof *tags);
    if (tags == NULL) {
        reader->out_of_memory = true;
        return NULL;
    }
    tags[0] = (int32_t)n;
    memcpy(tags + 1, reader->number, n * sizeof *tags);
    return tags;
}

/* The cell as a JSON array of reals: jansson knows JSON's number grammar, strtod() asks the locale.
 * Only bytes of numbers are let through. NULL: no such numbers, or no memory. */
static json_t *parse_numbers(mmi_person_reader *reader)
{
    mmi_buffer *const json = &reader->json;
    const char *rest = reader->text;
    size_t n_rest = reader->n;
    mmi_buffer_restart(json);
    mmi_buffer_char(json, '[');
    while (n_rest > 0) {
        size_t n = 0;
        while (n < n_rest && rest[n] != ' ' && rest[n] != '\t') {
            if (memchr("0123456789+-.eE", rest[n], 15) == NULL) return NULL;
            n++;
        }
        if (json->n > 1) mmi_buffer_char(json, ',');
        mmi_buffer_bytes(json, rest, n);
        rest += n;
        n_rest -= n;
        mmi_trim_blanks(&rest, &n_rest);
    }
    mmi_buffer_char(json, ']');
    if (json->has_failed) {
        reader->out_of_memory = true;
        return NULL;
    }
    return json_loadb(json->bytes, json->n, JSON_DECODE_INT_AS_REAL, NULL);
}

/* NULL: missing, all zeros included. */
static const double *keep_vector(mmi_person_reader *reader, const json_t *numbers, size_t length)
{
    double *vector = mmi_arena_take(&reader->builder->arena, length, sizeof *vector);
    if (vector == NULL) {
        reader->out_of_memory = true;
        return NULL;
    }
    double squares = 0.0;
    for (size_t i = 0; i < length; i++) {
        vector[i] = json_real_value(json_array_get(numbers, i));
        squares += vector[i] * vector[i];
    }
    if (!isfinite(squares)) {
        refuse_answer(reader, NULL, "numbers too large to be scaled; divide them all by the same "
                                    "power of ten");
    }
    return squares > 0.0 && isfinite(squares) ? vector : NULL;
}

static const double *read_vector(mmi_person_reader *reader, const mmi_question *question)
{
    const double *vector = NULL;
    json_t *const numbers = parse_numbers(reader);
    const size_t length = (size_t)question->length;
    if (numbers == NULL) {
        if (reader->out_of_memory) return NULL;
        refuse_answer(reader, NULL, "not numbers divided by blanks; write them as in 0.5 -1 2e-3");
    } else if (json_array_size(numbers) != length) {
        char sentence[SENTENCE_BYTES];
        (void)snprintf(sentence, sizeof sentence, "%zu numbers where the question asks for %zu; "
                       "write exactly that many, divided by blanks",
                       json_array_size(numbers), length);
        refuse_answer(reader, NULL, sentence);
    } else {
        vector = keep_vector(reader, numbers, length);
    }
    json_decref(numbers);
    return vector;
}

void mmi_read_answer(mmi_person_reader *reader, int32_t question, bool is_stated,
                     mmi_answer *answer)
{
    const mmi_question *asked = &reader->builder->programme->question[question];
    const bool is_given = is_stated && !counts_as_blank(reader, asked);
    switch (asked->kind) {
    case MMI_SCALE: answer->scale = is_given ? read_scale(reader, asked) : MMI_NO_SCALE; break;
    case MMI_NUMBER: answer->number_milli = is_given ? read_number(reader) : MMI_NO_NUMBER; break;
    case MMI_CHOICE:
        answer->choice =
            is_given ? number_word(reader, question, reader->text, reader->n) : MM_NONE;
        break;
    case MMI_TAGS: answer->tags = is_given ? read_tags(reader, question) : NULL; break;
    case MMI_VECTOR: answer->vector = is_given ? read_vector(reader, asked) : NULL; break;
    }
}
