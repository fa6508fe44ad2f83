/* What a mentor offers and a mentee asks for: capacity, kind, wants. */
#include "read/person_cells.h"

#include "base/number.h"

#include <string.h>

#define CAPACITY_MOST 1000000
#define WANTS_MOST 1000000

int32_t mmi_read_capacity(mmi_person_reader *reader, const mmi_cell *cells)
{
    int64_t capacity;
    if (!mmi_take_cell(reader, cells, MMI_FIELD_CAPACITY)) return 1;
    if (mmi_parse_integer(reader->text, reader->n, &capacity) == MMI_NUMBER_OK && capacity >= 0 &&
        capacity <= CAPACITY_MOST) {
        return (int32_t)capacity;
    }
    mmi_refuse_cell(reader, MM_CODE_CAPACITY,
                    "not a whole number from 0 to 1,000,000; write how many mentees the mentor can "
                    "take");
    return 1;
}

static bool is_kind(const char *text, size_t n)
{
    return n > 0 && !mmi_has_control_character(text, n) && memchr(text, ' ', n) == NULL &&
           memchr(text, ':', n) == NULL && memchr(text, ';', n) == NULL &&
           memchr(text, ',', n) == NULL;
}

static int32_t number_kind(mmi_person_reader *reader, const char *text, size_t n)
{
    const int32_t kind = mmi_intern_add(&reader->builder->kinds, text, n, NULL);
    if (kind == MM_NONE) reader->out_of_memory = true;
    return kind;
}

int32_t mmi_read_kind(mmi_person_reader *reader, const mmi_cell *cells)
{
    if (!mmi_take_cell(reader, cells, MMI_FIELD_KIND)) return reader->builder->default_kind;
    if (is_kind(reader->text, reader->n)) return number_kind(reader, reader->text, reader->n);
    mmi_refuse_cell(reader, MM_CODE_KIND,
                    "not one word; write a kind such as expert, without blanks and : ; ,");
    return reader->builder->default_kind;
}

/* "expert:2" or "expert". */
static bool read_want(mmi_person_reader *reader, const char *item, size_t n, mmi_stated_want *want)
{
    const char *const colon = memchr(item, ':', n);
    const size_t n_kind = colon == NULL ? n : (size_t)(colon - item);
    int64_t count = 1;
    if (!is_kind(item, n_kind) ||
        (colon != NULL && (mmi_parse_integer(colon + 1, n - n_kind - 1, &count) != MMI_NUMBER_OK ||
                           count < 0 || count > WANTS_MOST))) {
        mmi_refuse(reader, MM_CODE_WANTS, item, n, NULL,
                   "not a kind with a number from 0 to 1,000,000; write it as in expert:1 peer:2");
        return false;
    }
    *want = (mmi_stated_want){number_kind(reader, item, n_kind), (int32_t)count};
    return want->kind != MM_NONE;
}

static bool is_wanted_twice(const mmi_stated_want *want, size_t n, int32_t kind)
{
    for (size_t i = 0; i < n; i++) {
        if (want[i].kind == kind) return true;
    }
    return false;
}

/* Entries are divided by blanks or the list separator. */
void mmi_read_wants(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    person->n_wants = MMI_WANTS_OF_PROGRAMME;
    if (!mmi_take_cell(reader, cells, MMI_FIELD_WANTS)) return;
    const char separator = reader->builder->programme->people[reader->role].list_separator;
    size_t n = 0;
    for (size_t i = 0; i < reader->n;) {
        const size_t begin = i;
        while (i < reader->n && reader->text[i] != ' ' && reader->text[i] != '\t' &&
               reader->text[i] != separator) {
            i++;
        }
        const char *const item = reader->text + begin;
        if (i == begin) {
            i++;
            continue;
        }
        if (!mmi_reserve(&reader->builder->heap, &reader->want, &reader->want_capacity, n + 1)) {
            reader->out_of_memory = true;
            return;
        }
        if (!read_want(reader, item, i - begin, &reader->want[n])) continue;
        if (is_wanted_twice(reader->want, n, reader->want[n].kind)) {
            mmi_refuse(reader, MM_CODE_WANTS, item, i - begin, NULL,
                       "a kind stands here twice; write each once, as in expert:2");
            continue;
        }
        n++;
    }
    person->n_wants = (int32_t)n;
    person->want = mmi_keep(reader, reader->want, n, sizeof *reader->want);
}
