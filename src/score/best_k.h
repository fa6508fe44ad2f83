/* The k best of a run of scores. */
#ifndef MMI_SCORE_BEST_K_H
#define MMI_SCORE_BEST_K_H

#include <stdint.h>

typedef struct mmi_scored {
    int32_t index;
    int32_t score;
} mmi_scored;

/* The k best of score[n], scores below 0 never; best[k] out, best first, ties in the order of
 * indices from `offset` round to `offset` again, so that lists of different mentees do not all
 * hold the same few. Returns how many; *left_best is the best score left out, -1 if none.
 * O(n + k log k) for most inputs, O(n log k) at worst. */
int32_t mmi_best_k(const int32_t *score, int32_t n, int32_t k, int32_t offset, mmi_scored *best,
                   int32_t *left_best);

#endif
