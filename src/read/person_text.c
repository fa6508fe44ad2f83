/* A person's fields: id, zone, availability, dates, and whom they name. Places are read by
 * place_text.c, answers by answer_text.c, availability by window_text.c; people are checked against
 * each other when the cohort is sealed. */
#include "read/person_text.h"

#include "read/person_cells.h"
#include "time/civil.h"

#include <string.h>

static bool equals_word(const char *text, size_t n, const char *word)
{
    if (n != strlen(word)) return false;
    for (size_t i = 0; i < n; i++) {
        const char byte = text[i];
        if ((byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte) != word[i]) return false;
    }
    return true;
}

static void read_id(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    const bool is_there = mmi_take_cell(reader, cells, MMI_FIELD_ID);
    const bool is_guarded = is_there && reader->text > reader->cell->text &&
                            reader->text[-1] == '\'';
    person->id = MM_NONE;
    if (!is_there) {
        mmi_refuse_cell(reader, MM_CODE_ID, "no id; give every person one of 1 to 128 bytes");
    } else if (reader->n > MMI_ID_BYTES_MOST) {
        mmi_refuse_cell(reader, MM_CODE_ID, "longer than 128 bytes; give a shorter id");
    } else if (mmi_has_control_character(reader->text, reader->n)) {
        mmi_refuse_cell(reader, MM_CODE_ID, "control characters in an id; remove them");
    } else if (is_guarded && reader->refuses_guarded_ids) {
        mmi_refuse_cell(reader, MM_CODE_ID,
                    "begins with an apostrophe and one of = + - @, which files take for a guard; "
                    "give it without the apostrophe");
    } else {
        person->id = mmi_builder_id(reader->builder, reader->role, reader->text, reader->n);
        if (person->id == MM_NONE) reader->out_of_memory = true;
    }
}

static const char *zone_sentence(mmi_zone_answer answer)
{
    switch (answer) {
    case MMI_ZONE_REFUSED:
        return "a name whose meaning depends on the machine; write a place's zone such as "
               "Europe/Dublin";
    case MMI_ZONE_DAMAGED:
        return "the system's file of this time zone is damaged; install its time zone data "
               "(tzdata) again";
    case MMI_ZONE_NO_DATABASE:
        return "there is no time zone data; install tzdata, or write UTC or an offset such as "
               "UTC+05:30";
    default:
        return "not a known time zone; write a name such as Europe/Dublin, or UTC, or UTC+05:30 "
               "(some old names need the package tzdata-legacy)";
    }
}

static void read_zone(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    person->zone = MMI_ZONE_OF_PROGRAMME;
    if (reader->column[MMI_FIELD_TIME_ZONE] == MM_NONE) return;
    if (!mmi_take_cell(reader, cells, MMI_FIELD_TIME_ZONE)) {
        person->zone = MM_NONE;
        return;
    }
    char suggestion[64];
    int32_t zone;
    const mmi_zone_answer answer =
        mmi_builder_zone(reader->builder, reader->text, reader->n, &zone, suggestion);
    if (answer == MMI_ZONE_OK) {
        person->zone = zone;
    } else if (answer == MMI_ZONE_MEMORY) {
        reader->out_of_memory = true;
    } else {
        mmi_refuse(reader, MM_CODE_ZONE, reader->text, reader->n, suggestion,
                   zone_sentence(answer));
    }
}

static void read_availability(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    mmi_window_fault fault;
    if (!mmi_take_cell(reader, cells, MMI_FIELD_AVAILABILITY)) return;
    mmi_windows *windows = &reader->windows;
    if (mmi_read_windows(&reader->builder->heap, reader->text, reader->n, windows, &fault)) {
        person->has_availability = true;
        person->n_windows = (int32_t)windows->n;
        person->window = mmi_keep(reader, windows->window, windows->n, sizeof *windows->window);
    } else if (fault.sentence == NULL) {
        reader->out_of_memory = true;
    } else {
        mmi_refuse(reader, MM_CODE_AVAILABILITY, reader->text + fault.offset,
                   reader->n - fault.offset, NULL, fault.sentence);
    }
    if (!person->has_availability || !windows->overlap) return;
    const mmi_builder_role *people = &reader->builder->role[reader->role];
    const mmi_place place = {people->label, reader->role + 1, reader->cell->line,
                             reader->cell->column, people->heading[reader->slot]};
    mmi_report(reader->problems, MM_SEVERITY_NOTE, MM_CODE_WINDOWS_OVERLAP, &place, NULL, NULL,
               "two of these times overlap; together they count as one");
}

static const char *read_text(mmi_person_reader *reader, const mmi_cell *cells, mmi_field field)
{
    if (!mmi_take_cell(reader, cells, (int32_t)field)) return "";
    if (mmi_has_control_character(reader->text, reader->n)) {
        mmi_refuse_cell(reader, MM_CODE_PERSON_TEXT,
                    "line breaks or other control characters; write it on one line");
        return "";
    }
    const char *text = mmi_arena_text(&reader->builder->arena, reader->text, reader->n);
    if (text == NULL) reader->out_of_memory = true;
    return text;
}

static bool read_date(mmi_person_reader *reader, const char *text, size_t n, int32_t *day)
{
    if (mmi_parse_date(text, n, day)) return true;
    mmi_refuse(reader, MM_CODE_PERSON_DATE, text, n, NULL,
               "not a date of the years 1970 to 2400; write it as 2026-09-07");
    return false;
}

/* "2026-10-26" or "2026-12-21..2027-01-03". */
static bool read_range(mmi_person_reader *reader, const char *item, size_t n, mmi_day_range *range)
{
    const char *const dots = memmem(item, n, "..", 2);
    const char *last = dots == NULL ? item : dots + 2;
    size_t n_first = dots == NULL ? n : (size_t)(dots - item);
    size_t n_last = dots == NULL ? n : n - n_first - 2;
    const char *first = item;
    mmi_trim_blanks(&first, &n_first);
    mmi_trim_blanks(&last, &n_last);
    if (!read_date(reader, first, n_first, &range->first_day)) return false;
    range->last_day = range->first_day;
    if (dots == NULL) return true;
    if (!read_date(reader, last, n_last, &range->last_day)) return false;
    if (range->last_day >= range->first_day) return true;
    mmi_refuse(reader, MM_CODE_PERSON_DATE, item, n, NULL,
               "ends before it begins; write the earlier date first");
    return false;
}

static void read_away(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    if (!mmi_take_cell(reader, cells, MMI_FIELD_AWAY)) return;
    const char separator = reader->builder->programme->people[reader->role].list_separator;
    const char *rest = reader->text;
    const char *item;
    size_t n_rest = reader->n;
    size_t n_item;
    size_t n = 0;
    while (mmi_next_item(&rest, &n_rest, separator, &item, &n_item)) {
        if (!mmi_reserve(&reader->builder->heap, &reader->range, &reader->range_capacity, n + 1)) {
            reader->out_of_memory = true;
            return;
        }
        if (read_range(reader, item, n_item, &reader->range[n])) n++;
    }
    person->n_away = n == 0 ? 0 : mmi_merge_day_ranges(reader->range, (int32_t)n);
    person->away = mmi_keep(reader, reader->range, (size_t)person->n_away, sizeof *reader->range);
}

/* Ids of the other role, as numbers. */
static const int32_t *read_ids(mmi_person_reader *reader, const mmi_cell *cells, mmi_field field,
                               int32_t *n_ids)
{
    if (!mmi_take_cell(reader, cells, (int32_t)field)) return NULL;
    const char separator = reader->builder->programme->people[reader->role].list_separator;
    const char *rest = reader->text;
    const char *item;
    size_t n_rest = reader->n;
    size_t n_item;
    size_t n = 0;
    while (mmi_next_item(&rest, &n_rest, separator, &item, &n_item)) {
        const int32_t id = mmi_builder_id(reader->builder, 1 - reader->role, item, n_item);
        if (id == MM_NONE || !mmi_reserve(&reader->builder->heap, &reader->number,
                                          &reader->number_capacity, n + 1)) {
            reader->out_of_memory = true;
            return NULL;
        }
        reader->number[n++] = id;
    }
    *n_ids = (int32_t)n;
    return mmi_keep(reader, reader->number, n, sizeof *reader->number);
}

static bool read_eligible(mmi_person_reader *reader, const mmi_cell *cells)
{
    if (!mmi_take_cell(reader, cells, MMI_FIELD_ELIGIBLE)) return true;
    if (equals_word(reader->text, reader->n, "no")) return false;
    if (!equals_word(reader->text, reader->n, "yes")) {
        mmi_refuse_cell(reader, MM_CODE_YES_NO, "write yes or no; blank means yes");
    }
    return true;
}

static void read_days(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    person->from_day = MMI_NO_FIRST_DAY;
    person->until_day = MMI_NO_LAST_DAY;
    if (mmi_take_cell(reader, cells, MMI_FIELD_FROM)) {
        (void)read_date(reader, reader->text, reader->n, &person->from_day);
    }
    if (mmi_take_cell(reader, cells, MMI_FIELD_UNTIL) &&
        read_date(reader, reader->text, reader->n, &person->until_day) &&
        person->until_day < person->from_day) {
        mmi_refuse_cell(reader, MM_CODE_PERSON_DATE,
                        "lies before the day the person begins; write a later date");
    }
}

static void read_answers(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person)
{
    const int32_t n = reader->builder->programme->n_questions;
    mmi_answer *answer = mmi_arena_take(&reader->builder->arena, (size_t)n, sizeof *answer);
    if (answer == NULL) {
        reader->out_of_memory = true;
        return;
    }
    for (int32_t q = 0; q < n; q++) {
        mmi_read_answer(reader, q, mmi_take_cell(reader, cells, MMI_N_FIELDS + q), &answer[q]);
    }
    person->answer = answer;
}

bool mmi_read_person(mmi_person_reader *reader, const mmi_cell *cells, int64_t line,
                     mmi_person *person)
{
    *person = (mmi_person){.line = line};
    read_id(reader, cells, person);
    read_zone(reader, cells, person);
    read_availability(reader, cells, person);
    person->name = read_text(reader, cells, MMI_FIELD_NAME);
    person->email = read_text(reader, cells, MMI_FIELD_EMAIL);
    read_away(reader, cells, person);
    person->avoid = read_ids(reader, cells, MMI_FIELD_AVOID, &person->n_avoid);
    person->wish = read_ids(reader, cells, MMI_FIELD_WISHES, &person->n_wishes);
    person->takes_part = read_eligible(reader, cells);
    read_days(reader, cells, person);
    if (reader->role == MMI_MENTOR) {
        person->capacity = mmi_read_capacity(reader, cells);
        person->kind = mmi_read_kind(reader, cells);
    } else {
        mmi_read_wants(reader, cells, person);
    }
    read_answers(reader, cells, person);
    return !reader->out_of_memory;
}
