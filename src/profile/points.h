/* Weights → whole points that sum to exactly 1,000,000. */
#ifndef MMI_PROFILE_POINTS_H
#define MMI_PROFILE_POINTS_H

#include <stdbool.h>
#include <stdint.h>

#define MMI_ALL_POINTS 1000000

/* Largest remainder: each criterion gets the whole part of weight / sum * 1,000,000; the points
 * left over go to the largest remainders, ties to the smaller index. All zero when the sum is 0.
 * weight_milli[n] in 0 … 10^9; points[n] out. Cost O(n^2), n is the number of criteria. */
void mmi_share_points(const int64_t *weight_milli, int32_t n, int32_t *points);

#endif
