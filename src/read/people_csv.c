/* A people file record by record: its headings are mapped once, then every record becomes a person
 * of the builder. Records that cannot be read are reported and left out. */
#include "read/people_csv.h"

#include "read/people_columns.h"
#include "read/person_text.h"
#include "read/source.h"

#include <string.h>

#define RECORDS_PER_STOP 4096 /* between two looks at the clock */

typedef struct people_file {
    mmi_builder *builder;
    int32_t role;
    mm_problems *problems;
    int32_t most_people;
    const mmi_stop *stop;
    mmi_csv csv;
    size_t n_headings;
    int64_t n_blank;          /* records without anything in them */
    int64_t first_blank_line;
} people_file;

static void report(const people_file *file, mm_severity severity, mm_code code, int64_t line,
                   const char *field, const char *sentence)
{
    const mmi_place place = {file->builder->role[file->role].label, file->role + 1, line, 0, field};
    mmi_report(file->problems, severity, code, &place, NULL, NULL, "%s", sentence);
}

/* Headings as the programme names them and the label of the file, for messages. */
static bool name_file(mmi_builder *builder, int32_t role, const mm_source *source)
{
    const mm_programme *programme = builder->programme;
    const mmi_people_file *named = &programme->people[role];
    mmi_builder_role *people = &builder->role[role];
    const char *label = source->name != NULL ? source->name : named->file;
    people->label = mmi_arena_text(&builder->arena, label, strlen(label));
    for (int32_t field = 0; field < MMI_N_FIELDS; field++) {
        if (mmi_field_is_of_role((mmi_field)field, role)) {
            people->heading[field] = named->heading[field];
        }
    }
    for (int32_t q = 0; q < programme->n_questions; q++) {
        people->heading[MMI_N_FIELDS + q] = programme->question[q].column[role];
    }
    return people->label != NULL;
}

/* Read up to the first record behind the headings. False: there is nothing to go on with. */
static bool read_headings(people_file *file, int32_t *column)
{
    mmi_csv *csv = &file->csv;
    const char *const id = file->builder->role[file->role].heading[MMI_FIELD_ID];
    if (csv->fault == MMI_CSV_FINE && mmi_csv_read_headings(csv, id)) {
        mmi_find_columns(file->builder, file->role, csv, file->problems, column);
        file->n_headings = csv->n_cells;
        return true;
    }
    if (csv->out_of_memory) return false;
    if (csv->fault != MMI_CSV_FINE) {
        mmi_csv_report(csv, file->problems, file->builder->role[file->role].label, file->role + 1);
    } else if (csv->n_cells == 0) {
        report(file, MM_SEVERITY_ERROR, MM_CODE_CSV_EMPTY, 1, NULL,
               "no headings; the first line names the columns, id among them");
    } else {
        report(file, MM_SEVERITY_ERROR, MM_CODE_COLUMN_MISSING, csv->record_line, id,
               "no column has this heading, whether divided by comma, semicolon or tab; the first "
               "line names the columns");
    }
    return false;
}

/* The cells of a person → the builder, unless the id is taken. False: no memory. */
static bool put_person(people_file *file, mmi_person_reader *reader)
{
    mmi_csv *csv = &file->csv;
    mmi_person person;
    if (!mmi_read_person(reader, csv->cell, csv->record_line, &person)) return false;
    if (person.id == MM_NONE) return true;
    const mmi_builder_role *people = &file->builder->role[file->role];
    const int32_t row = mmi_builder_row_of(file->builder, file->role, person.id);
    if (row == MM_NONE) return mmi_builder_put(file->builder, file->role, &person);
    const mmi_cell *cell = &csv->cell[reader->column[MMI_FIELD_ID]];
    const mmi_place place = {people->label, file->role + 1, cell->line, cell->column,
                             people->heading[MMI_FIELD_ID]};
    mmi_report(file->problems, MM_SEVERITY_ERROR, MM_CODE_ID_TWICE, &place,
               people->ids.text[person.id], NULL,
               "the id stands on line %lld, too; give every person another, or remove one line",
               (long long)people->person[row].line);
    return true;
}

static void report_cell_count(const people_file *file)
{
    const mmi_csv *csv = &file->csv;
    const mmi_place place = {file->builder->role[file->role].label, file->role + 1,
                             csv->record_line, 0, NULL};
    mmi_report(file->problems, MM_SEVERITY_ERROR, MM_CODE_CSV_FIELDS, &place, NULL, NULL,
               "%zu cells where the headings are %zu; add or remove separators, or put a cell that "
               "holds one in double quotes", csv->n_cells, file->n_headings);
}

/* All records behind the headings. */
static mm_status read_records(people_file *file, mmi_person_reader *reader, mm_error *error)
{
    mmi_csv *csv = &file->csv;
    const mmi_builder_role *people = &file->builder->role[file->role];
    for (int64_t n = 0; mmi_csv_next(csv); n++) {
        mmi_stage_share(file->stop, (int64_t)csv->at, (int64_t)csv->n);
        if (n % RECORDS_PER_STOP == 0 && mmi_stop_asked(file->stop)) return mmi_stopped(error);
        if (csv->fault != MMI_CSV_FINE) {
            mmi_csv_report(csv, file->problems, people->label, file->role + 1);
        } else if (mmi_csv_is_blank_record(csv)) {
            if (file->n_blank++ == 0) file->first_blank_line = csv->record_line;
        } else if (csv->n_cells != file->n_headings) {
            report_cell_count(file);
        } else if (people->n_people == file->most_people) {
            return mmi_fail_at(error, MM_ERR_LIMIT, MM_CODE_LIMIT, people->label,
                               csv->record_line, 0, "more than %d people; raise the limit or "
                               "split the cohort", (int)file->most_people);
        } else if (!put_person(file, reader)) {
            return mmi_out_of_memory(error);
        }
    }
    return csv->out_of_memory ? mmi_out_of_memory(error) : MM_OK;
}

/* What is told once a file. */
static void add_notes(const people_file *file, const int32_t *column)
{
    const mmi_builder_role *people = &file->builder->role[file->role];
    if (file->n_blank > 0) {
        const mmi_place place = {people->label, file->role + 1, file->first_blank_line, 0, NULL};
        mmi_report(file->problems, MM_SEVERITY_NOTE, MM_CODE_CSV_BLANK_ROWS, &place, NULL, NULL,
                   "%lld blank row%s skipped, the first one here", (long long)file->n_blank,
                   file->n_blank == 1 ? "" : "s");
    }
    if (column[MMI_FIELD_TIME_ZONE] == MM_NONE && people->n_people > 0) {
        report(file, MM_SEVERITY_NOTE, MM_CODE_ZONE_DEFAULT, 1,
               people->heading[MMI_FIELD_TIME_ZONE],
               "no such column; everybody here is taken to be in the programme's time zone");
    }
}

static mm_status read_file(people_file *file, const mmi_source_bytes *content, mm_error *error)
{
    mmi_builder *builder = file->builder;
    const size_t n_slots = MMI_N_FIELDS + (size_t)builder->programme->n_questions;
    int32_t *const column = mmi_alloc(&builder->heap, n_slots, sizeof *column);
    mmi_person_reader reader =
        mmi_person_reader_on(builder, file->role, file->problems, column);
    mm_status status = MM_OK;
    if (column == NULL ||
        mmi_csv_open(&file->csv, &builder->heap, content->bytes, content->n) != MM_OK) {
        status = mmi_out_of_memory(error);
    } else if (read_headings(file, column)) {
        builder->role[file->role].may_wish = column[MMI_FIELD_WISHES] != MM_NONE;
        status = read_records(file, &reader, error);
        if (status == MM_OK) add_notes(file, column);
    } else if (file->csv.out_of_memory) {
        status = mmi_out_of_memory(error);
    }
    mmi_csv_close(&file->csv);
    mmi_person_reader_clear(&reader);
    mmi_free(&builder->heap, column);
    return status;
}

mm_status mmi_read_people(const mmi_people_read *read, int32_t role, const mm_source *source,
                          mm_error *error)
{
    mmi_builder *builder = read->builder;
    people_file file = {.builder = builder, .role = role, .problems = read->problems,
                        .most_people = read->options->most_people, .stop = &read->stop};
    mmi_source_bytes content;
    if (!name_file(builder, role, source)) return mmi_out_of_memory(error);
    mm_status status = mmi_source_read(&builder->heap, source, (size_t)read->options->most_bytes,
                                       &read->stop, &content, error);
    if (status == MM_OK) status = read_file(&file, &content, error);
    mmi_source_release(&builder->heap, &content);
    return status;
}

void mmi_check_wishes(const mmi_builder *builder, mm_problems *problems)
{
    if (!builder->programme->wishes.is_present || builder->role[MMI_MENTOR].may_wish ||
        builder->role[MMI_MENTEE].may_wish) {
        return;
    }
    const mmi_place place = {builder->role[MMI_MENTEE].label, MMI_MENTEE + 1, 1, 0,
                             builder->role[MMI_MENTEE].heading[MMI_FIELD_WISHES]};
    mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_WISHES_COLUMN, &place, NULL, NULL,
               "wishes are a criterion of the programme, but neither file has the column; add it "
               "to one, or take the criterion out");
}
