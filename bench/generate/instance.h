/* Assignment instances for this library and its peers alike, and the file that both read.
 *
 * A file is little-endian and without gaps:
 *   char    magic[8]        "MMDENSE1" or "MMSPARS1"
 *   int32   n_rows, n_columns
 *   int64   n_values        dense: n_rows * n_columns; sparse: pairs
 *   int64   type            of a value: 0 int32, 1 int64, 2 float64
 * dense:  value[n_rows][n_columns], costs to be minimised, every row and column matched once
 * sparse: int64 row_start[n_rows + 1]; int32 column[n_values]; int32 value[n_values], worth to be
 *         maximised; int32 capacity[n_columns]. A row is matched at most once, an unmatched one is
 *         worth 0. Columns of a row are ascending. */
#ifndef MMB_INSTANCE_H
#define MMB_INSTANCE_H

#include "people.h"

typedef enum mmb_value_type { MMB_INT32 = 0, MMB_INT64 = 1, MMB_FLOAT64 = 2 } mmb_value_type;

typedef struct mmb_dense {
    int32_t n_rows, n_columns;
    mmb_value_type type;
    void *cost; /* [n_rows * n_columns], row by row */
} mmb_dense;

typedef struct mmb_sparse {
    int32_t n_rows, n_columns;
    int64_t *row_start; /* [n_rows + 1] */
    int32_t *column;
    int32_t *value;
    int32_t *capacity;  /* [n_columns] */
} mmb_sparse;

/* Square-matrix kinds of the literature and ours:
 * S 12,000 - score of n mentees and n mentors, many ties; U uniform, float64, multiples of 2^-30;
 * M uniform 1 … 10^6; A uniform 1 … 100, a plateau; B uniform -2^40 … 2^40, int64; E all equal.
 * False: no memory, or no such kind. */
bool mmb_dense_make(char kind, int32_t n_rows, int32_t n_columns, uint64_t seed,
                    mmb_dense *dense);
void mmb_dense_clear(mmb_dense *dense);

/* The n_candidates best mentors of every mentee by score. Cost: all pairs, some 10 ns each. */
bool mmb_sparse_make(const mmb_recipe *recipe, int32_t n_candidates, mmb_sparse *sparse);
void mmb_sparse_clear(mmb_sparse *sparse);

/* False: not written, or not such a file. */
bool mmb_dense_write(const mmb_dense *dense, const char *path);
bool mmb_dense_read(const char *path, mmb_dense *dense);
bool mmb_sparse_write(const mmb_sparse *sparse, const char *path);
bool mmb_sparse_read(const char *path, mmb_sparse *sparse);

#endif
