/* The best of one row while its range goes by in tiles. */
#ifndef MMI_SCORE_KEEP_H
#define MMI_SCORE_KEEP_H

#include "score/kernel.h"

typedef struct mmi_keep {
    int32_t wanted;      /* keep so many, one more than the row's k: the one more is left_best */
    int32_t n_range;     /* mentors of the range */
    int32_t tie_offset;  /* index at which ties begin */
    int32_t floor;       /* worths below are not kept */
    int32_t below;       /* the largest worth below the floor, while fewer than wanted are kept */
    bool is_full;        /* `wanted` were found: only better ones may come */
    int32_t least;       /* is_full: a worth that `wanted` reach; at it only those … */
    int32_t least_turn;  /* … who come before this place in turn order */
    int32_t n;
    int32_t *worth;      /* [MMI_KEEP_ROOM(wanted)] */
    int32_t *turn;       /* the same: index counted from tie_offset round the range */
} mmi_keep;

#define MMI_SEGMENT (4 * MMI_TILE) /* mentors offered at once */
#define MMI_KEEP_SLACK(wanted) ((wanted) + (wanted) / 2 + 8)
#define MMI_KEEP_ROOM(wanted) ((wanted) + MMI_KEEP_SLACK(wanted) + MMI_SEGMENT)

/* Offer worth[n], n <= MMI_SEGMENT, of the range's indices from `base` on; some may lie outside the
 * range and are then MMI_NO_PAIR. */
void mmi_keep_offer(const mmi_kernel *kernel, mmi_keep *keep, const int32_t *worth, int32_t n,
                    int32_t base);

/* The least worth that still matters. */
int32_t mmi_keep_least(const mmi_keep *keep);

/* Best first into best[wanted - 1], .score being the worth; key[keep->n] is room. Returns how many;
 * *left_best is the best worth left out, MMI_NO_PAIR if none. */
int32_t mmi_keep_finish(const mmi_kernel *kernel, mmi_keep *keep, int64_t *key, mmi_scored *best,
                        int32_t *left_best);

#endif
