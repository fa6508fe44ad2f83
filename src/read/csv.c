/* Own reader: physical lines and columns, doubled quotes, limits, and a sentence for each fault
 * (docs/decisions/002-own-csv-reader.md). The file stays as it is; cells are slices of it. */
#include "read/csv.h"

#include "base/utf8.h"

#include <string.h>

#define MARK_BYTES 3 /* of a UTF-8 byte order mark */

typedef enum cell_end { AT_SEPARATOR, AT_LINE_END, AT_FAULT } cell_end;

/* A fault at a byte of the line that is being read. */
static cell_end fail_at(mmi_csv *csv, mmi_csv_fault fault, size_t offset)
{
    csv->fault = fault;
    csv->fault_offset = offset;
    csv->fault_line = csv->line;
    csv->fault_column = (int64_t)(offset - csv->line_begin) + 1;
    return AT_FAULT;
}

/* Lines between two offsets, from <= to; `from` lies in the line that is being read. */
static void count_lines(mmi_csv *csv, size_t from, size_t to)
{
    const char *const end = csv->bytes + to;
    for (const char *at = csv->bytes + from; at < end; at++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (at == NULL) return;
        csv->line++;
        csv->line_begin = (size_t)(at - csv->bytes) + 1;
    }
}

/* A fault of the whole file: it has no records. */
static void refuse_file(mmi_csv *csv, mmi_csv_fault fault, size_t offset)
{
    count_lines(csv, 0, offset);
    (void)fail_at(csv, fault, offset);
    csv->at = csv->n;
}

mm_status mmi_csv_open(mmi_csv *csv, const mmi_heap *heap, const char *bytes, size_t n)
{
    *csv = (mmi_csv){.heap = *heap, .bytes = bytes, .n = n, .line = 1};
    csv->cell = mmi_alloc(heap, MMI_COLUMNS_MOST, sizeof *csv->cell);
    if (csv->cell == NULL) return MM_ERR_MEMORY;
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        refuse_file(csv, MMI_CSV_UTF16, 0);
        return MM_OK;
    }
    const char *const nul = n == 0 ? NULL : memchr(bytes, '\0', n);
    const size_t n_valid = mmi_utf8_valid_bytes(bytes, n);
    if (nul != NULL && (size_t)(nul - bytes) < n_valid) {
        refuse_file(csv, MMI_CSV_NUL, (size_t)(nul - bytes));
        return MM_OK;
    }
    if (n_valid < n) {
        refuse_file(csv, MMI_CSV_NOT_UTF8, n_valid);
        return MM_OK;
    }
    if (n >= MARK_BYTES && memcmp(bytes, "\xEF\xBB\xBF", MARK_BYTES) == 0) {
        csv->first = MARK_BYTES;
    }
    mmi_csv_rewind(csv, ',');
    return MM_OK;
}

void mmi_csv_close(mmi_csv *csv)
{
    mmi_free(&csv->heap, csv->cell);
    mmi_free(&csv->heap, csv->unquoted);
    *csv = (mmi_csv){.heap = csv->heap};
}

void mmi_csv_rewind(mmi_csv *csv, char separator)
{
    memset(csv->stops, 0, sizeof csv->stops);
    csv->stops[(unsigned char)separator] = true;
    csv->stops['"'] = csv->stops['\n'] = csv->stops['\r'] = true;
    csv->at = csv->line_begin = csv->first;
    csv->line = 1;
    csv->fault = MMI_CSV_FINE;
    csv->n_cells = 0;
}

/* Step over what ends a cell: a separator, LF, CRLF or the end of the file. */
static cell_end end_cell(mmi_csv *csv, mmi_csv_fault otherwise)
{
    if (csv->at == csv->n) return AT_LINE_END;
    const char byte = csv->bytes[csv->at];
    if (byte == '\r') {
        if (csv->at + 1 == csv->n || csv->bytes[csv->at + 1] != '\n') {
            return fail_at(csv, MMI_CSV_LONE_CR, csv->at);
        }
        csv->at++;
    } else if (byte != '\n') {
        if (byte == '"' || !csv->stops[(unsigned char)byte]) {
            return fail_at(csv, otherwise, csv->at);
        }
        csv->at++;
        return AT_SEPARATOR;
    }
    csv->at++;
    csv->line++;
    csv->line_begin = csv->at;
    return AT_LINE_END;
}

/* Copy a quoted cell without the second of each two quotes. Its record is shorter than the room,
 * as MMI_RECORD_BYTES_MOST is checked after every cell and a cell is no longer than its own. */
static bool undouble_quotes(mmi_csv *csv, mmi_cell *cell, size_t n_raw)
{
    if (csv->unquoted == NULL) {
        csv->unquoted = mmi_alloc(&csv->heap, MMI_RECORD_BYTES_MOST + 2 * MMI_CELL_BYTES_MOST, 1);
        if (csv->unquoted == NULL) {
            csv->out_of_memory = true;
            return false;
        }
    }
    char *const to = csv->unquoted + csv->n_unquoted;
    size_t n = 0;
    for (size_t i = 0; i < n_raw; i++) {
        to[n++] = cell->text[i];
        if (cell->text[i] == '"') i++;
    }
    cell->text = to;
    cell->n = n;
    csv->n_unquoted += n;
    return true;
}

/* A cell that begins with a quote, `at` being behind it. */
static cell_end read_quoted(mmi_csv *csv, mmi_cell *cell)
{
    const size_t begin = csv->at;
    size_t n_doubled = 0;
    for (;;) {
        const size_t n_left = csv->n - csv->at;
        const size_t n_room = MMI_CELL_BYTES_MOST + 1 - (csv->at - begin - n_doubled);
        const char *const quote =
            memchr(csv->bytes + csv->at, '"', n_left < n_room ? n_left : n_room);
        if (quote == NULL) {
            return fail_at(csv, n_left < n_room ? MMI_CSV_OPEN_QUOTE : MMI_CSV_LONG_CELL,
                           begin - 1);
        }
        csv->at = (size_t)(quote - csv->bytes) + 1;
        if (csv->at == csv->n || *(quote + 1) != '"') break;
        csv->at++;
        n_doubled++;
        if (csv->at - begin - n_doubled > MMI_CELL_BYTES_MOST) {
            return fail_at(csv, MMI_CSV_LONG_CELL, begin - 1);
        }
    }
    const size_t n_raw = csv->at - 1 - begin;
    count_lines(csv, begin, begin + n_raw);
    cell->text = csv->bytes + begin;
    cell->n = n_raw;
    cell->is_quoted = true;
    if (n_doubled > 0 && !undouble_quotes(csv, cell, n_raw)) return AT_FAULT;
    return end_cell(csv, MMI_CSV_BEHIND_QUOTE);
}

static cell_end read_cell(mmi_csv *csv, mmi_cell *cell)
{
    const size_t begin = csv->at;
    cell->line = csv->line;
    cell->column = (int64_t)(begin - csv->line_begin) + 1;
    if (begin < csv->n && csv->bytes[begin] == '"') {
        csv->at++;
        return read_quoted(csv, cell);
    }
    const unsigned char *const byte = (const unsigned char *)csv->bytes;
    size_t at = begin;
    while (at < csv->n && !csv->stops[byte[at]]) at++;
    csv->at = at;
    cell->text = csv->bytes + begin;
    cell->n = at - begin;
    cell->is_quoted = false;
    if (cell->n > MMI_CELL_BYTES_MOST) return fail_at(csv, MMI_CSV_LONG_CELL, begin);
    return end_cell(csv, MMI_CSV_BARE_QUOTE);
}

/* Behind a fault: at the next physical line if the file can still be told apart, else the end. */
static void step_over_fault(mmi_csv *csv)
{
    const char *line_end = NULL;
    csv->n_cells = 0;
    if (csv->at < csv->n && csv->fault <= MMI_CSV_BEHIND_QUOTE) {
        line_end = memchr(csv->bytes + csv->at, '\n', csv->n - csv->at);
    }
    csv->at = line_end == NULL ? csv->n : (size_t)(line_end - csv->bytes) + 1;
    csv->line++;
    csv->line_begin = csv->at;
}

bool mmi_csv_next(mmi_csv *csv)
{
    csv->n_cells = 0;
    csv->n_unquoted = 0;
    if (csv->at == csv->n) return false;
    csv->fault = MMI_CSV_FINE;
    const size_t begin = csv->at;
    csv->record_line = csv->line;
    cell_end end = AT_SEPARATOR;
    while (end == AT_SEPARATOR) {
        if (csv->n_cells == MMI_COLUMNS_MOST) {
            end = fail_at(csv, MMI_CSV_MANY_COLUMNS, csv->at);
            break;
        }
        end = read_cell(csv, &csv->cell[csv->n_cells]);
        csv->n_cells++;
        if (end != AT_FAULT && csv->at - begin > MMI_RECORD_BYTES_MOST) {
            csv->line = csv->record_line;
            csv->line_begin = begin;
            end = fail_at(csv, MMI_CSV_LONG_RECORD, begin);
        }
    }
    if (csv->out_of_memory) return false;
    if (end == AT_FAULT) step_over_fault(csv);
    return true;
}

void mmi_trim_blanks(const char **text, size_t *n)
{
    while (*n > 0 && (**text == ' ' || **text == '\t')) {
        ++*text;
        --*n;
    }
    while (*n > 0 && ((*text)[*n - 1] == ' ' || (*text)[*n - 1] == '\t')) --*n;
}

void mmi_trim_cell(const char **text, size_t *n)
{
    mmi_trim_blanks(text, n);
    if (*n >= 2 && **text == '\'' && memchr("=+-@", (*text)[1], 4) != NULL) {
        ++*text;
        --*n;
    }
}

bool mmi_csv_is_blank_record(const mmi_csv *csv)
{
    for (size_t i = 0; i < csv->n_cells; i++) {
        const char *text = csv->cell[i].text;
        size_t n = csv->cell[i].n;
        mmi_trim_blanks(&text, &n);
        if (n > 0) return false;
    }
    return true;
}

static bool read_first_record(mmi_csv *csv, char separator)
{
    mmi_csv_rewind(csv, separator);
    while (mmi_csv_next(csv)) {
        if (csv->fault != MMI_CSV_FINE || !mmi_csv_is_blank_record(csv)) return true;
    }
    return false;
}

static bool holds_heading(const mmi_csv *csv, const char *heading)
{
    const size_t n_heading = strlen(heading);
    for (size_t i = 0; i < csv->n_cells; i++) {
        const char *text = csv->cell[i].text;
        size_t n = csv->cell[i].n;
        mmi_trim_cell(&text, &n);
        if (n == n_heading && memcmp(text, heading, n) == 0) return true;
    }
    return false;
}

bool mmi_csv_read_headings(mmi_csv *csv, const char *heading)
{
    static const char separators[] = {',', ';', '\t'};
    char best = ',';
    size_t most_cells = 0;
    bool is_found = false;
    for (size_t i = 0; i < sizeof separators; i++) {
        if (!read_first_record(csv, separators[i])) break;
        const bool holds = holds_heading(csv, heading);
        /* A limit is worth telling, if nothing is found; other faults come from a wrong guess. */
        const size_t n_cells = csv->fault >= MMI_CSV_LONG_CELL ? SIZE_MAX : csv->n_cells;
        const bool is_better = holds == is_found ? n_cells > most_cells : holds;
        if (!is_better) continue;
        best = separators[i];
        most_cells = n_cells;
        is_found = holds;
    }
    return !csv->out_of_memory && read_first_record(csv, best) && is_found;
}
