/* Passes over one row of a matrix, for each kind of machine. Every kernel gives the same numbers.
 *
 * A cell counts as cell ^ flip (flip 0, or -1 where the sum is maximised: ~cell orders the other
 * way round), its key is that minus price[column]. The least integer is a forbidden cell, which
 * has no key. Keys must not overflow: the caller has seen to it. */
#ifndef MMI_ASSIGN_DENSE_KERNEL_H
#define MMI_ASSIGN_DENSE_KERNEL_H

#include <stdint.h>

#define MMI_DENSE_GROUPS 64 /* column j is in group j % 64 */

typedef struct mmi_cells_32 {
    const int32_t *cell;   /* [n] */
    const int32_t *price;  /* [n] */
    int32_t n;
    int32_t flip;
} mmi_cells_32;

typedef struct mmi_cells_64 {
    const int64_t *cell;
    const int64_t *price;
    int32_t n;
    int64_t flip;
} mmi_cells_64;

/* float64 values: one is forbidden, the others are value * factor[0] * factor[1] in integers. */
typedef struct mmi_real_cells {
    const double *cell;
    int32_t n;
    double forbidden;
    double factor[2];
} mmi_real_cells;

/* What rows hold, beside forbidden cells; least > most: nothing yet. */
typedef struct mmi_cell_range {
    int64_t least;       /* of cell ^ flip */
    int64_t most;
    int64_t n_forbidden;
} mmi_cell_range;

/* Bits of a float64 as an integer that is in the same order; the same again goes back. */
#define MMI_REAL_ORDER(bits) ((bits) ^ (((bits) >> 63) & INT64_MAX))

/* The same of float64, in costs: values with the sign that makes the forbidden one +infinity. */
typedef struct mmi_real_range {
    int64_t lowest;      /* bits of the least power of two that any value is a sum with */
    int64_t least;       /* in MMI_REAL_ORDER; least > most: nothing yet */
    int64_t most;
    int64_t n_forbidden;
    int64_t n_bad;       /* neither finite nor forbidden */
} mmi_real_range;

typedef struct mmi_dense_kernel {
    const char *name;
    /* Least key of every group; the greatest integer where it has none. */
    void (*least_32)(const mmi_cells_32 *row, int32_t least[MMI_DENSE_GROUPS]);
    void (*least_64)(const mmi_cells_64 *row, int64_t least[MMI_DENSE_GROUPS]);
    /* A limit that `wanted` of the least keys reach, or up to a quarter more of them, or all that
     * equal the one that counts; the greatest integer where no more than `wanted` have a cell. */
    int32_t (*limit_32)(const int32_t least[MMI_DENSE_GROUPS], int32_t wanted);
    int64_t (*limit_64)(const int64_t least[MMI_DENSE_GROUPS], int32_t wanted);
    /* Columns with a key <= most, ascending; returns how many, and stops at `limit`. */
    int32_t (*collect_32)(const mmi_cells_32 *row, int32_t most, int32_t limit, int32_t *column);
    int32_t (*collect_64)(const mmi_cells_64 *row, int64_t most, int32_t limit, int32_t *column);
    /* Widen the range by a row; column_least[n] becomes the least cell ^ flip of its column. */
    void (*range_32)(const mmi_cells_32 *row, int32_t *column_least, mmi_cell_range *range);
    void (*range_64)(const mmi_cells_64 *row, int64_t *column_least, mmi_cell_range *range);
    /* The same of float64; column_least[n] in MMI_REAL_ORDER. */
    void (*measure)(const mmi_real_cells *row, int64_t *column_least, mmi_real_range *range);
    /* Values to integers, cut off towards 0; forbidden ones to the least integer. */
    void (*load_32)(const mmi_real_cells *row, int32_t *cell);
    void (*load_64)(const mmi_real_cells *row, int64_t *cell);
} mmi_dense_kernel;

/* The best that this machine has. */
const mmi_dense_kernel *mmi_dense_kernel_best(void);

/* All that this machine has, ending in NULL, the portable one first; for tests. */
void mmi_dense_kernels(const mmi_dense_kernel *kernels[4]);

#endif
