/* All passes for one kind of machine: included by dense_kernel.c with TARGET and KERNEL(name)
 * defined. */

#define CELL int32_t
#define ROW mmi_cells_32
#define LEAST INT32_MIN
#define MOST INT32_MAX
#define NAME(function) KERNEL(function##_32)
#include "assign/dense_kernel_cells.h"
#undef CELL
#undef ROW
#undef LEAST
#undef MOST
#undef NAME

#define CELL int64_t
#define ROW mmi_cells_64
#define LEAST INT64_MIN
#define MOST INT64_MAX
#define NAME(function) KERNEL(function##_64)
#include "assign/dense_kernel_cells.h"
#undef CELL
#undef ROW
#undef LEAST
#undef MOST
#undef NAME

/* Taking away the lowest bit of a fraction leaves the value less that power of two; the difference
 * is exact. A value without fraction is the power itself. */
TARGET static inline double KERNEL(lowest_bit)(double size)
{
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    const uint64_t without = bits & (bits - 1);
    double rest;
    memcpy(&rest, &without, sizeof rest);
    const bool has_fraction = (bits & FRACTION) != 0;
    return has_fraction ? size - rest : size;
}

TARGET static void KERNEL(measure)(const mmi_real_cells *row, mmi_real_range *range)
{
    double lowest[LANES];
    double largest[LANES];
    int64_t n_bad[LANES];
    for (int32_t i = 0; i < LANES; i++) lowest[i] = INFINITY;
    for (int32_t i = 0; i < LANES; i++) largest[i] = 0;
    for (int32_t i = 0; i < LANES; i++) n_bad[i] = 0;
    const int32_t n_whole = row->n - row->n % LANES;
    for (int32_t block = 0; block < row->n; block += LANES) {
        double size[LANES] = {0};
        if (block < n_whole) {
            for (int32_t i = 0; i < LANES; i++) {
                const double given = row->cell[block + i];
                size[i] = given == row->forbidden ? 0 : fabs(given);
            }
        }
        for (int32_t i = block; block == n_whole && i < row->n; i++) {
            size[i - block] = row->cell[i] == row->forbidden ? 0 : fabs(row->cell[i]);
        }
        for (int32_t i = 0; i < LANES; i++) {
            const double bit = size[i] > 0 ? KERNEL(lowest_bit)(size[i]) : INFINITY;
            lowest[i] = bit < lowest[i] ? bit : lowest[i];
            largest[i] = size[i] > largest[i] ? size[i] : largest[i];
            n_bad[i] += !(size[i] < INFINITY);
        }
    }
    for (int32_t i = 0; i < LANES; i++) {
        if (lowest[i] < range->lowest_bit) range->lowest_bit = lowest[i];
        if (largest[i] > range->largest) range->largest = largest[i];
        range->n_bad += n_bad[i];
    }
}

static const mmi_dense_kernel KERNEL(kernel) = {
    KERNEL_NAME,
    KERNEL(least_32), KERNEL(least_64), KERNEL(limit_32), KERNEL(limit_64),
    KERNEL(collect_32), KERNEL(collect_64), KERNEL(range_32), KERNEL(range_64),
    KERNEL(measure), KERNEL(load_32), KERNEL(load_64)};
