/* All scores of a generated cohort as an instance file with every pair (generate/instance.h), for
 * the peers that solve what bench_match solves: make_matrix --out FILE and the cohort's arguments.
 * Columns are in canonical order, rows too; all pairs of these cohorts are eligible. */
#include "generate/instance.h"
#include "support/scan_rows.h"

#include <stdlib.h>

/* Worths of one row, in order of columns. */
static void spread(const mmi_scan_row *row, int32_t n_columns, int32_t *value)
{
    for (int32_t i = 0; i < n_columns; i++) value[i] = 0;
    for (int32_t b = 0; b < row->n_best; b++) value[row->best[b].index] = row->best[b].score;
}

static bool fill(mmb_scan *scan, int32_t capacity, mmb_sparse *matrix)
{
    const int32_t n = matrix->n_columns;
    bool is_full = true;
    for (int32_t i = 0; i < n; i++) matrix->capacity[i] = capacity;
    for (int32_t first = 0; first < matrix->n_rows; first += MMI_SCAN_ROWS_MOST) {
        const int32_t left = matrix->n_rows - first;
        const int32_t n_rows = left < MMI_SCAN_ROWS_MOST ? left : MMI_SCAN_ROWS_MOST;
        mmb_scan_rows(scan, first, n_rows);
        for (int32_t i = 0; i < n_rows; i++) {
            const int64_t at = (int64_t)(first + i) * n;
            matrix->row_start[first + i + 1] = at + n;
            for (int32_t column = 0; column < n; column++) matrix->column[at + column] = column;
            spread(&scan->row[i], n, matrix->value + at);
            is_full = is_full && scan->row[i].n_best == n;
        }
    }
    return is_full;
}

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    const char *path = "";
    const mmb_argument arguments[] = {MMB_COHORT_ARGUMENTS(given), {"--out", 0, &path, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    mmb_scan scan;
    mmb_scan_make(&given, (int32_t)given.mentors, &scan);
    const size_t n_rows = (size_t)given.mentees, n = (size_t)given.mentors;
    mmb_sparse matrix = {.n_rows = (int32_t)n_rows, .n_columns = (int32_t)n};
    matrix.row_start = calloc(n_rows + 1, sizeof *matrix.row_start);
    matrix.column = calloc(n_rows * n + 1, sizeof *matrix.column);
    matrix.value = calloc(n_rows * n + 1, sizeof *matrix.value);
    matrix.capacity = calloc(n + 1, sizeof *matrix.capacity);
    const bool is_made = matrix.row_start != NULL && matrix.column != NULL &&
                         matrix.value != NULL && matrix.capacity != NULL &&
                         fill(&scan, (int32_t)given.capacity, &matrix) &&
                         mmb_sparse_write(&matrix, path);
    if (!is_made) fputs("make_matrix: the matrix could not be made or written\n", stderr);
    mmb_sparse_clear(&matrix);
    mmb_scan_clear(&scan);
    return is_made ? 0 : 1;
}
