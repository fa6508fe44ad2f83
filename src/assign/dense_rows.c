/* Reads a matrix row by row as integers. What is refused is refused here, before anything is
 * solved; everything behind this file knows one sign, one shape (no more rows than columns) and
 * integers only. */
#include "assign/dense_rows.h"

#include "base/status.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define STOP_CELLS 4000000 /* cells between two looks at the clock, a few milliseconds */
#define TILE 32            /* a tile of two matrices stays in the first cache while transposing */
/* Prices on a matrix without forbidden cells stay within three times the range of the costs; with
 * forbidden ones within the range times the rows. 2^62 must hold them. */
#define MOST_RANGE_BITS 58
#define MOST_REAL_BITS 57 /* of a scaled float64, without sign: a range has one more */
#define NARROW_BITS 30    /* the same in 32 bits */

/* Swaps rows and columns tile by tile; `size` is 4 or 8. */
static void copy_tile(const mmi_dense_rows *rows, const char *from, size_t size,
                      const int32_t first[2], char *to)
{
    const size_t width = (size_t)rows->n_columns;
    const int32_t end_row = first[0] + TILE < rows->n_rows ? first[0] + TILE : rows->n_rows;
    const int32_t end_column =
        first[1] + TILE < rows->n_columns ? first[1] + TILE : rows->n_columns;
    for (int32_t row = first[0]; row < end_row; row++) {
        for (int32_t column = first[1]; column < end_column; column++) {
            const char *cell = from + ((size_t)column * (size_t)rows->stride + (size_t)row) * size;
            char *place = to + ((size_t)row * width + (size_t)column) * size;
            if (size == sizeof(int32_t)) {
                memcpy(place, cell, sizeof(int32_t));
            } else {
                memcpy(place, cell, sizeof(int64_t));
            }
        }
    }
}

/* The n_rows x n_columns copy of the caller's matrix takes its place. */
static mm_status transpose(mmi_dense_rows *rows, const void *from, size_t size,
                           const mmi_stop *stop, mm_error *error)
{
    size_t n;
    if (__builtin_mul_overflow((size_t)rows->n_rows, (size_t)rows->n_columns, &n)) {
        return mmi_out_of_memory(error);
    }
    rows->transposed = mmi_resize(rows->heap, NULL, n, size);
    if (rows->transposed == NULL) return mmi_out_of_memory(error);
    for (int32_t column = 0; column < rows->n_columns; column += TILE) {
        if (mmi_stop_asked(stop)) return mmi_stopped(error);
        for (int32_t row = 0; row < rows->n_rows; row += TILE) {
            copy_tile(rows, from, size, (int32_t[2]){row, column}, rows->transposed);
        }
    }
    rows->stride = rows->n_columns;
    return MM_OK;
}

static mm_status take_matrix(const mm_dense_problem *problem, const mmi_stop *stop,
                             mmi_dense_rows *rows, mm_error *error)
{
    const void *from = problem->value_int32;
    if (problem->value_int64 != NULL) from = problem->value_int64;
    if (problem->value_float64 != NULL) from = problem->value_float64;
    rows->stride = problem->row_stride;
    if (rows->is_transposed && rows->n_rows > 0) {
        const size_t size = problem->value_int32 != NULL ? sizeof(int32_t) : sizeof(int64_t);
        const mm_status status = transpose(rows, from, size, stop, error);
        if (status != MM_OK) return status;
        from = rows->transposed;
    }
    if (problem->value_int32 != NULL) rows->value_int32 = from;
    if (problem->value_int64 != NULL) rows->value_int64 = from;
    if (problem->value_float64 != NULL) rows->value_float64 = from;
    return MM_OK;
}

static mm_status refuse_value(const mmi_dense_rows *rows, int32_t row, int32_t column,
                              mm_error *error)
{
    const int32_t own_row = rows->is_transposed ? column : row;
    const int32_t own_column = rows->is_transposed ? row : column;
    return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, NULL, own_row + INT64_C(1),
                       own_column + INT64_C(1),
                       "the value in row %" PRId32 ", column %" PRId32
                       " (from 0) is not a number, or the wrong infinity; forbid a pair with %s",
                       own_row, own_column,
                       rows->is_minimised ? "+infinity" : "-infinity");
}

static mmi_real_cells real_row(const mmi_dense_rows *rows, int32_t row)
{
    return (mmi_real_cells){.cell = rows->value_float64 + row * rows->stride,
                            .n = rows->n_columns, .forbidden = rows->forbidden,
                            .factor = {rows->factor[0], rows->factor[1]}};
}

/* The first value of a row that is none. */
static mm_status refuse_row(const mmi_dense_rows *rows, int32_t row, mm_error *error)
{
    const double *value = rows->value_float64 + row * rows->stride;
    int32_t column = 0;
    while (isfinite(value[column]) || value[column] == rows->forbidden) column++;
    return refuse_value(rows, row, column, error);
}

static double real_of(int64_t order)
{
    const int64_t bits = MMI_REAL_ORDER(order);
    double real;
    memcpy(&real, &bits, sizeof real);
    return real;
}

static int64_t whole_of(const mmi_dense_rows *rows, int64_t order)
{
    const double size = real_of(order) * fabs(rows->factor[0]);
    return (int64_t)(size * rows->factor[1]);
}

/* From here on integers are the values * 2^-exponent; least, most and column_least, which hold
 * MMI_REAL_ORDER so far, become such. */
static void set_exponent(mmi_dense_rows *rows, int32_t exponent)
{
    rows->exponent = exponent;
    const int32_t half = -exponent / 2;
    rows->factor[0] = ldexp(rows->is_minimised ? 1 : -1, half);
    rows->factor[1] = ldexp(1, -exponent - half);
    if (rows->least > rows->most) return;
    rows->least = whole_of(rows, rows->least);
    rows->most = whole_of(rows, rows->most);
    for (int32_t column = 0; column < rows->n_columns; column++) {
        int64_t *least = &rows->column_least[column];
        *least = isfinite(real_of(*least)) ? whole_of(rows, *least) : INT64_MAX;
    }
}

void mmi_dense_rows_round(mmi_dense_rows *rows, int32_t exponent)
{
    rows->is_wide = false;
    set_exponent(rows, exponent);
}

/* The scale at which nothing is lost, if there is room for it. */
static void take_scale(mmi_dense_rows *rows, const mmi_real_range *range)
{
    mmi_bit_span span = mmi_no_bits();
    rows->n_forbidden = range->n_forbidden;
    rows->least = range->least;
    rows->most = range->most;
    if (range->least <= range->most) {
        mmi_bit_span_add(&span, real_of(range->least));
        mmi_bit_span_add(&span, real_of(range->most));
        if (isfinite(real_of(range->lowest))) mmi_bit_span_add(&span, real_of(range->lowest));
    }
    const int32_t width = mmi_bit_span_width(&span);
    rows->span = span;
    rows->is_wide = width > MOST_REAL_BITS;
    rows->is_narrow = width <= NARROW_BITS;
    if (!rows->is_wide) set_exponent(rows, width == 0 ? 0 : span.lowest);
}

static mm_status measure(mmi_dense_rows *rows, const mmi_stop *stop, mm_error *error)
{
    mmi_real_range range = {.lowest = INT64_MAX, .least = INT64_MAX, .most = INT64_MIN};
    const double infinite = INFINITY;
    memcpy(&range.lowest, &infinite, sizeof infinite);
    for (int32_t column = 0; column < rows->n_columns; column++) {
        rows->column_least[column] = range.lowest;
    }
    int64_t n_cells = 0;
    for (int32_t row = 0; row < rows->n_rows; row++) {
        const mmi_real_cells cells = real_row(rows, row);
        rows->kernel->measure(&cells, rows->column_least, &range);
        if (range.n_bad > 0) return refuse_row(rows, row, error);
        n_cells += rows->n_columns;
        if (n_cells < STOP_CELLS) continue;
        n_cells = 0;
        if (mmi_stop_asked(stop)) return mmi_stopped(error);
    }
    take_scale(rows, &range);
    return MM_OK;
}

const int32_t *mmi_dense_row_32(const mmi_dense_rows *rows, int32_t row)
{
    if (rows->value_int32 != NULL) return rows->value_int32 + row * rows->stride;
    const mmi_real_cells cells = real_row(rows, row);
    rows->kernel->load_32(&cells, rows->room_32);
    return rows->room_32;
}

const int64_t *mmi_dense_row_64(const mmi_dense_rows *rows, int32_t row)
{
    if (rows->source != NULL) {
        rows->source->row(rows->source->context, row, rows->room_64);
        return rows->room_64;
    }
    if (rows->value_int64 != NULL) return rows->value_int64 + row * rows->stride;
    if (rows->value_float64 != NULL) {
        const mmi_real_cells cells = real_row(rows, row);
        rows->kernel->load_64(&cells, rows->room_64);
        return rows->room_64;
    }
    const int32_t *value = rows->value_int32 + row * rows->stride;
    for (int32_t column = 0; column < rows->n_columns; column++) {
        rows->room_64[column] = value[column] == INT32_MIN ? INT64_MIN : value[column];
    }
    return rows->room_64;
}

bool mmi_dense_cost(const mmi_dense_rows *rows, int32_t row, int32_t column, int64_t *cost)
{
    if (rows->source != NULL) {
        return rows->source->cost(rows->source->context, row, column, cost);
    }
    const int64_t cell = row * rows->stride + column;
    if (rows->value_float64 != NULL) {
        const double value = rows->value_float64[cell];
        if (!isfinite(value)) return false;
        *cost = (int64_t)(value * rows->factor[0] * rows->factor[1]);
        return true;
    }
    const bool is_32 = rows->value_int32 != NULL;
    const int64_t value = is_32 ? rows->value_int32[cell] : rows->value_int64[cell];
    if (value == (is_32 ? INT32_MIN : INT64_MIN)) return false;
    *cost = (value ^ rows->flip) - rows->flip;
    return true;
}

/* Ranges of the costs of integers, over all and by column. */
static mm_status find_ranges(mmi_dense_rows *rows, const mmi_stop *stop, mm_error *error)
{
    const int32_t n = rows->n_columns;
    int32_t *least_32 = rows->room_32; /* free meanwhile: integers are lent as they lie */
    for (int32_t column = 0; column < n; column++) least_32[column] = INT32_MAX;
    mmi_cell_range range = {INT64_MAX, INT64_MIN, 0};
    int64_t n_cells = 0;
    for (int32_t row = 0; row < rows->n_rows; row++) {
        if (rows->is_narrow) {
            const mmi_cells_32 cells = {mmi_dense_row_32(rows, row), NULL, n, (int32_t)rows->flip};
            rows->kernel->range_32(&cells, least_32, &range);
        } else {
            const mmi_cells_64 cells = {mmi_dense_row_64(rows, row), NULL, n, rows->flip};
            rows->kernel->range_64(&cells, rows->column_least, &range);
        }
        n_cells += n;
        if (n_cells < STOP_CELLS) continue;
        n_cells = 0;
        if (mmi_stop_asked(stop)) return mmi_stopped(error);
    }
    rows->n_forbidden = range.n_forbidden;
    rows->least = range.least;
    rows->most = range.most;
    for (int32_t column = 0; rows->is_narrow && column < n; column++) {
        if (least_32[column] != INT32_MAX) rows->column_least[column] = least_32[column];
    }
    /* From cell ^ flip to costs. */
    for (int32_t column = 0; column < n; column++) {
        if (rows->column_least[column] != INT64_MAX) rows->column_least[column] -= rows->flip;
    }
    if (rows->least <= rows->most) {
        rows->least -= rows->flip;
        rows->most -= rows->flip;
    }
    return MM_OK;
}

/* Whether prices, distances and bounds are sure to fit in 64 bits. */
static bool is_too_wide(const mmi_dense_rows *rows)
{
    if (rows->least > rows->most) return false;
    const mmi_wide size = rows->most > -(mmi_wide)rows->least ? rows->most : -(mmi_wide)rows->least;
    mmi_wide range = (mmi_wide)rows->most - rows->least;
    if (rows->is_partial) range += size;
    if (rows->n_forbidden > 0) range *= rows->n_rows;
    return range >= (mmi_wide)1 << MOST_RANGE_BITS || size >= (mmi_wide)1 << MOST_RANGE_BITS;
}

mm_status mmi_dense_rows_make(const mmi_heap *heap, const mm_dense_problem *problem,
                              const mmi_dense_kernel *kernel, const mmi_stop *stop,
                              mmi_dense_rows *rows, mm_error *error)
{
    const bool is_transposed = problem->n_rows > problem->n_columns;
    *rows = (mmi_dense_rows){
        .heap = heap, .kernel = kernel, .is_transposed = is_transposed,
        .n_rows = is_transposed ? problem->n_columns : problem->n_rows,
        .n_columns = is_transposed ? problem->n_rows : problem->n_columns,
        .is_minimised = problem->is_minimised != 0, .is_partial = problem->is_partial != 0,
        .forbidden = problem->is_minimised != 0 ? INFINITY : -INFINITY,
        .least = INT64_MAX, .most = INT64_MIN};
    const size_t n = (size_t)rows->n_columns;
    rows->room_32 = mmi_alloc(heap, n, sizeof(int32_t));
    rows->room_64 = mmi_alloc(heap, n, sizeof(int64_t));
    rows->column_least = mmi_alloc(heap, n, sizeof(int64_t));
    mm_status status = MM_OK;
    if (rows->room_32 == NULL || rows->room_64 == NULL || rows->column_least == NULL) {
        status = mmi_out_of_memory(error);
    } else {
        for (size_t column = 0; column < n; column++) rows->column_least[column] = INT64_MAX;
        status = take_matrix(problem, stop, rows, error);
    }
    if (status == MM_OK && rows->value_float64 != NULL) {
        status = measure(rows, stop, error);
    } else if (status == MM_OK) {
        rows->is_narrow = rows->value_int32 != NULL;
        rows->flip = rows->is_minimised ? 0 : -1;
        status = find_ranges(rows, stop, error);
    }
    if (status == MM_OK && !rows->is_wide) rows->is_wide = is_too_wide(rows);
    if (status != MM_OK) mmi_dense_rows_clear(rows);
    return status;
}

void mmi_dense_rows_clear(mmi_dense_rows *rows)
{
    const mmi_heap *heap = rows->heap;
    mmi_free(heap, rows->transposed);
    mmi_free(heap, rows->room_32);
    mmi_free(heap, rows->room_64);
    mmi_free(heap, rows->column_least);
    *rows = (mmi_dense_rows){.heap = heap};
}
