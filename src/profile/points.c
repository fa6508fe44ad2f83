/* Points by largest remainder (Hamilton's method), exactly: remainders are compared as integers. */
#include "profile/points.h"

__extension__ typedef __int128 wide;

void mmi_share_points(const int64_t *weight_milli, int32_t n, int32_t *points)
{
    wide sum = 0;
    for (int32_t i = 0; i < n; i++) {
        sum += weight_milli[i];
        points[i] = 0;
    }
    if (sum == 0) return;
    int32_t n_left = MMI_ALL_POINTS;
    for (int32_t i = 0; i < n; i++) {
        points[i] = (int32_t)((wide)weight_milli[i] * MMI_ALL_POINTS / sum);
        n_left -= points[i];
    }
    /* Fewer points are left than criteria. A criterion that got one is told by its points. */
    for (; n_left > 0; n_left--) {
        int32_t best = -1;
        wide best_remainder = 0;
        for (int32_t i = 0; i < n; i++) {
            const wide product = (wide)weight_milli[i] * MMI_ALL_POINTS;
            const wide remainder = product - (wide)points[i] * sum; /* < 0: has had its point */
            if (remainder > best_remainder) {
                best = i;
                best_remainder = remainder;
            }
        }
        points[best]++;
    }
}
