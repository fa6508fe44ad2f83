/* pairs.csv back into pairs, also after somebody edited it: only two headings are looked at. */
#include "read/pairs_csv.h"

#include "read/csv.h"
#include "read/source.h"

#include <string.h>

#define RECORDS_PER_STOP 4096 /* between two looks at the clock */

typedef enum side { MENTEE, MENTOR, N_SIDES } side;

static const char *const heading[N_SIDES] = {"mentee", "mentor"};

typedef struct pairs_file {
    mmi_pair_list *list;
    mm_problems *problems;
    const char *label;
    mmi_csv csv;
    size_t n_headings;
    size_t column[N_SIDES];
} pairs_file;

/* The trimmed text of a cell. */
static const char *cell_text(const mmi_csv *csv, size_t column, size_t *n)
{
    const char *text = csv->cell[column].text;
    *n = csv->cell[column].n;
    mmi_trim_cell(&text, n);
    return text;
}

static void report(const pairs_file *file, mm_code code, int64_t line, const char *field,
                   const char *sentence)
{
    const mmi_place place = {file->label, 0, line, 0, field};
    mmi_report(file->problems, MM_SEVERITY_ERROR, code, &place, NULL, NULL, "%s", sentence);
}

static bool find_column(pairs_file *file, side which)
{
    const mmi_csv *csv = &file->csv;
    size_t n_found = 0;
    for (size_t i = 0; i < csv->n_cells; i++) {
        size_t n;
        const char *const text = cell_text(csv, i, &n);
        if (n != strlen(heading[which]) || memcmp(text, heading[which], n) != 0) continue;
        file->column[which] = i;
        n_found++;
    }
    if (n_found == 1) return true;
    report(file, n_found == 0 ? MM_CODE_COLUMN_MISSING : MM_CODE_COLUMN_TWICE, csv->record_line,
           heading[which],
           n_found == 0 ? "no column has this heading; the first line names mentee and mentor"
                        : "two columns have this heading; rename one of them");
    return false;
}

static bool read_headings(pairs_file *file)
{
    mmi_csv *csv = &file->csv;
    const bool is_found = csv->fault == MMI_CSV_FINE && mmi_csv_read_headings(csv, heading[MENTEE]);
    if (csv->out_of_memory) return false;
    if (csv->fault != MMI_CSV_FINE) {
        mmi_csv_report(csv, file->problems, file->label, 0);
        return false;
    }
    if (!is_found && csv->n_cells == 0) {
        report(file, MM_CODE_CSV_EMPTY, 1, NULL,
               "no headings; the first line names the columns mentee and mentor");
        return false;
    }
    file->n_headings = csv->n_cells;
    const bool has_mentee = find_column(file, MENTEE);
    return find_column(file, MENTOR) && has_mentee;
}

/* False: no memory. */
static bool add_pair(pairs_file *file)
{
    const mmi_csv *csv = &file->csv;
    mmi_pair_list *list = file->list;
    const char *id[N_SIDES];
    for (int which = 0; which < N_SIDES; which++) {
        size_t n;
        const char *const text = cell_text(csv, file->column[which], &n);
        if (n == 0) {
            report(file, MM_CODE_ID, csv->record_line, heading[which],
                   "no id; a pair needs a mentee and a mentor");
            return true;
        }
        id[which] = mmi_arena_text(&list->arena, text, n);
        if (id[which] == NULL) return false;
    }
    if (!mmi_reserve(&list->arena.heap, &list->pair, &list->capacity, list->n + 1)) return false;
    list->pair[list->n++] = (mmi_pair_line){id[MENTEE], id[MENTOR], csv->record_line};
    return true;
}

static mm_status read_records(pairs_file *file, const mmi_stop *stop, mm_error *error)
{
    mmi_csv *csv = &file->csv;
    for (int64_t n = 0; mmi_csv_next(csv); n++) {
        if (n % RECORDS_PER_STOP == 0 && mmi_stop_asked(stop)) return mmi_stopped(error);
        if (csv->fault != MMI_CSV_FINE) {
            mmi_csv_report(csv, file->problems, file->label, 0);
        } else if (mmi_csv_is_blank_record(csv)) {
            continue;
        } else if (csv->n_cells != file->n_headings) {
            report(file, MM_CODE_CSV_FIELDS, csv->record_line, NULL,
                   "another number of cells than headings; add or remove separators");
        } else if (!add_pair(file)) {
            return mmi_out_of_memory(error);
        }
    }
    return csv->out_of_memory ? mmi_out_of_memory(error) : MM_OK;
}

mm_status mmi_read_pair_list(const mmi_heap *heap, const mm_source *source, size_t most_bytes,
                             const mmi_stop *stop, mm_problems *problems, mmi_pair_list *list,
                             mm_error *error)
{
    *list = (mmi_pair_list){.arena = mmi_arena_on(heap)};
    pairs_file file = {.list = list, .problems = problems,
                       .label = source->name != NULL ? source->name : "pairs.csv"};
    mmi_source_bytes content;
    mm_status status = mmi_source_read(heap, source, most_bytes, stop, &content, error);
    if (status != MM_OK) return status;
    if (mmi_csv_open(&file.csv, heap, content.bytes, content.n) != MM_OK) {
        status = mmi_out_of_memory(error);
    } else if (read_headings(&file)) {
        status = read_records(&file, stop, error);
    } else if (file.csv.out_of_memory) {
        status = mmi_out_of_memory(error);
    }
    mmi_csv_close(&file.csv);
    mmi_source_release(heap, &content);
    if (status != MM_OK) mmi_pair_list_clear(list);
    return status;
}

void mmi_pair_list_clear(mmi_pair_list *list)
{
    const mmi_heap heap = list->arena.heap;
    mmi_free(&heap, list->pair);
    mmi_arena_clear(&list->arena);
    *list = (mmi_pair_list){.arena = mmi_arena_on(&heap)};
}
