/* CSV after RFC 4180, record by record, with the physical line and column of every cell. */
#ifndef MMI_READ_CSV_H
#define MMI_READ_CSV_H

#include "base/alloc.h"
#include "base/problems.h"

#include <stdbool.h>

#define MMI_CELL_BYTES_MOST ((size_t)65536)
#define MMI_RECORD_BYTES_MOST ((size_t)1048576)
#define MMI_COLUMNS_MOST ((size_t)1024)

/* One cell. Also what the library's callers hand over, then line is the number of the call. */
typedef struct mmi_cell {
    const char *text; /* [n] without its quotes, no NUL behind; lent until the next record */
    size_t n;
    int64_t line;     /* of its first byte */
    int64_t column;   /* of its first byte, in bytes from 1; 0: not from a file */
    bool is_quoted;   /* the text begins one byte further right */
} mmi_cell;

typedef enum mmi_csv_fault {
    MMI_CSV_FINE,
    MMI_CSV_UTF16,
    MMI_CSV_NUL,
    MMI_CSV_NOT_UTF8,
    MMI_CSV_LONE_CR,      /* outside quotes */
    MMI_CSV_BARE_QUOTE,   /* inside a cell that does not begin with one */
    MMI_CSV_BEHIND_QUOTE, /* text behind a closing quote */
    MMI_CSV_OPEN_QUOTE,   /* never closed; the place is where it was opened */
    MMI_CSV_LONG_CELL,
    MMI_CSV_LONG_RECORD,
    MMI_CSV_MANY_COLUMNS
} mmi_csv_fault;

typedef struct mmi_csv {
    mmi_heap heap;
    const char *bytes;   /* [n] the whole file, lent */
    size_t n;
    size_t first;        /* behind a byte order mark */
    size_t at;           /* the next byte to read */
    size_t line_begin;   /* of the physical line that holds `at` */
    int64_t line;        /* its number */
    bool stops[256];     /* bytes that end a run of ordinary ones */
    mmi_cell *cell;      /* [n_cells] of the record just read */
    size_t n_cells;
    int64_t record_line; /* where the record begins */
    char *unquoted;      /* [MMI_RECORD_BYTES_MOST] cells that held doubled quotes */
    size_t n_unquoted;
    bool out_of_memory;
    mmi_csv_fault fault; /* of the record just read, or of the file */
    int64_t fault_line;
    int64_t fault_column;
    size_t fault_offset; /* bytes from the file's begin */
} mmi_csv;

/* Look at a whole file: byte order mark, UTF-8, NUL. Nothing is kept but the address of `bytes`.
 * A fault of the encoding is in `fault`: then there are no records. MM_ERR_MEMORY. */
mm_status mmi_csv_open(mmi_csv *csv, const mmi_heap *heap, const char *bytes, size_t n);
void mmi_csv_close(mmi_csv *csv);

/* Begin again, with this separator. */
void mmi_csv_rewind(mmi_csv *csv, char separator);

/* Read one record. False: the end, or out_of_memory. A record with a fault has no cells; where
 * the rest could still be told apart, reading goes on at the next physical line. */
bool mmi_csv_next(mmi_csv *csv);

/* All cells of the record are empty or hold blanks only. */
bool mmi_csv_is_blank_record(const mmi_csv *csv);

/* Find the separator: the first of , ; tab with which the first record that is not blank holds
 * `heading`; if several, the one that gives most cells. True: that record has just been read.
 * False: see fault, or n_cells (0: nothing but blank lines; else the heading is not there). */
bool mmi_csv_read_headings(mmi_csv *csv, const char *heading);

/* Report the fault; `rank` as in mmi_place. */
void mmi_csv_report(const mmi_csv *csv, mm_problems *problems, const char *label, int32_t rank);

/* Take spaces and tabs from both ends, then the apostrophe that guards = + - @ in files. */
void mmi_trim_cell(const char **text, size_t *n);
/* Spaces and tabs only, as for the items of a list. */
void mmi_trim_blanks(const char **text, size_t *n);

#endif
