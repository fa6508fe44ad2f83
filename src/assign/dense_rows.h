/* The rows of a matrix as integers to be minimised, whatever the caller's type, sign and shape.
 *
 * A row is lent as it lies in the caller's memory where that is possible: its cost is then
 * (cell ^ flip) - flip. Others are brought to integers in one room of a row's length, so that only
 * one row can be held at a time. */
#ifndef MMI_ASSIGN_DENSE_ROWS_H
#define MMI_ASSIGN_DENSE_ROWS_H

#include <mentormatch/assign.h>

#include "assign/dense_kernel.h"
#include "assign/scaling.h"
#include "base/alloc.h"
#include "base/stop.h"

#include <stdbool.h>

/* Cells that are worked out when they are asked for. */
typedef struct mmi_cell_source {
    const void *context;
    void (*row)(const void *context, int32_t row, int64_t *cell); /* INT64_MIN: forbidden */
    bool (*cost)(const void *context, int32_t row, int32_t column, int64_t *cost);
} mmi_cell_source;

typedef struct mmi_dense_rows {
    const mmi_heap *heap;
    const mmi_dense_kernel *kernel;
    int32_t n_rows;           /* n_rows <= n_columns */
    int32_t n_columns;
    bool is_transposed;       /* against the caller's */
    bool is_minimised;        /* as the caller asked */
    bool is_partial;
    const int32_t *value_int32; /* exactly one of these, of `stride` elements a row … */
    const int64_t *value_int64;
    const double *value_float64;
    const mmi_cell_source *source; /* … or this one */
    int64_t stride;
    void *transposed;         /* copy of the caller's matrix, NULL: none */
    bool is_narrow;           /* rows are lent in 32 bits */
    int64_t flip;             /* 0, or -1 where integers of the caller are maximised */
    int32_t exponent;         /* of float64: integers are values * 2^-exponent */
    bool is_wide;             /* too far apart for 64 bits: rows can not be lent */
    mmi_bit_span span;        /* of float64 */
    double forbidden;         /* of float64 */
    double factor[2];         /* of float64: their product is ±2^-exponent */
    int32_t *room_32;         /* [n_columns] for a row that is not lent as it is */
    int64_t *room_64;
    int64_t least;            /* over all costs; least > most: there is none */
    int64_t most;
    int64_t n_forbidden;
    int64_t *column_least;    /* [n_columns] least cost, INT64_MAX: all forbidden */
} mmi_dense_rows;

/* Look at every value once: transposes what has more rows than columns, refuses what is no value
 * (MM_ERR_ARGUMENT with its place), finds the scale and the ranges. MM_ERR_STOPPED. */
mm_status mmi_dense_rows_make(const mmi_heap *heap, const mm_dense_problem *problem,
                              const mmi_dense_kernel *kernel, const mmi_stop *stop,
                              mmi_dense_rows *rows, mm_error *error);
void mmi_dense_rows_clear(mmi_dense_rows *rows);

/* For float64 that are too wide: lend rows rounded to multiples of 2^exponent after all, cut off
 * towards 0. Once only; the values must then have less than 58 bits. */
void mmi_dense_rows_round(mmi_dense_rows *rows, int32_t exponent);

/* One row, lent until the next call. The first only if is_narrow. */
const int32_t *mmi_dense_row_32(const mmi_dense_rows *rows, int32_t row);
const int64_t *mmi_dense_row_64(const mmi_dense_rows *rows, int32_t row);

/* The cost of one cell; false where it is forbidden. */
bool mmi_dense_cost(const mmi_dense_rows *rows, int32_t row, int32_t column, int64_t *cost);

#endif
