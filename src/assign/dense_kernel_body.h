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

/* Works on the bits, as compilers do not turn comparisons of float64 into vectors: without their
 * sign, float64 are in the order of their bits. Taking away the lowest bit of a fraction leaves the
 * value less that power of two, and the difference is exact; a value without fraction is the
 * power itself. */
TARGET static inline __attribute__((always_inline)) void
KERNEL(measure_block)(const double *restrict cell, int32_t n, int64_t sign_bit,
                      int64_t *restrict column_least, real_lanes *restrict lanes)
{
    for (int32_t i = 0; i < n; i++) {
        int64_t bits;
        memcpy(&bits, &cell[i], sizeof bits);
        bits ^= sign_bit;
        const bool is_free = bits != INFINITE;
        const int64_t size = bits & INT64_MAX;
        const int64_t rest = size & (size - 1);
        double parts[2];
        memcpy(&parts[0], &size, sizeof size);
        memcpy(&parts[1], &rest, sizeof rest);
        const double difference = parts[0] - parts[1];
        int64_t lowest;
        memcpy(&lowest, &difference, sizeof lowest);
        lowest = (size & FRACTION) != 0 ? lowest : size;
        lowest = (is_free & (size != 0)) ? lowest : INFINITE;
        const int64_t order = MMI_REAL_ORDER(bits);
        const int64_t high = is_free ? order : INT64_MIN;
        lanes->lowest[i] = lowest < lanes->lowest[i] ? lowest : lanes->lowest[i];
        lanes->least[i] = order < lanes->least[i] ? order : lanes->least[i];
        lanes->most[i] = high > lanes->most[i] ? high : lanes->most[i];
        lanes->n_forbidden[i] += !is_free;
        lanes->n_bad[i] += is_free & (size >= INFINITE);
        column_least[i] = order < column_least[i] ? order : column_least[i];
    }
}

TARGET static void KERNEL(measure)(const mmi_real_cells *row, int64_t *column_least,
                                   mmi_real_range *range)
{
    real_lanes lanes;
    for (int32_t i = 0; i < LANES; i++) lanes.lowest[i] = range->lowest;
    for (int32_t i = 0; i < LANES; i++) lanes.least[i] = range->least;
    for (int32_t i = 0; i < LANES; i++) lanes.most[i] = range->most;
    for (int32_t i = 0; i < LANES; i++) lanes.n_forbidden[i] = 0;
    for (int32_t i = 0; i < LANES; i++) lanes.n_bad[i] = 0;
    const int64_t sign_bit = row->forbidden > 0 ? 0 : INT64_MIN;
    const int32_t n_whole = row->n - row->n % LANES;
    for (int32_t block = 0; block < n_whole; block += LANES) {
        KERNEL(measure_block)(row->cell + block, LANES, sign_bit, column_least + block, &lanes);
    }
    KERNEL(measure_block)(row->cell + n_whole, row->n - n_whole, sign_bit, column_least + n_whole,
                          &lanes);
    for (int32_t i = 0; i < LANES; i++) {
        if (lanes.lowest[i] < range->lowest) range->lowest = lanes.lowest[i];
        if (lanes.least[i] < range->least) range->least = lanes.least[i];
        if (lanes.most[i] > range->most) range->most = lanes.most[i];
        range->n_forbidden += lanes.n_forbidden[i];
        range->n_bad += lanes.n_bad[i];
    }
}

static const mmi_dense_kernel KERNEL(kernel) = {
    KERNEL_NAME,
    KERNEL(least_32), KERNEL(least_64), KERNEL(limit_32), KERNEL(limit_64),
    KERNEL(collect_32), KERNEL(collect_64), KERNEL(range_32), KERNEL(range_64),
    KERNEL(measure), KERNEL(load_32), KERNEL(load_64)};
