/* A short list with a threshold. What reaches the threshold is appended; when the list is long it
 * shrinks to the best again, and the threshold rises to the worst of them. The first threshold
 * comes from the maxima of groups: the k-th largest of those is reached by k mentors at least. */
#include "score/keep.h"

#include "base/sort.h"

static int32_t turn_of(const mmi_keep *keep, int32_t index)
{
    const int32_t turn = index - keep->tie_offset;
    return turn >= 0 ? turn : turn + keep->n_range;
}

int32_t mmi_keep_least(const mmi_keep *keep)
{
    if (keep->is_full) return keep->least;
    return keep->below < keep->floor ? keep->below + 1 : keep->floor;
}

/* The turn of the n-th of those who have this worth, by bisection like the threshold itself. */
static int32_t last_turn(const mmi_keep *keep, int32_t worth, int32_t n)
{
    int32_t least = 0;
    int32_t most = keep->n_range - 1;
    while (least < most) {
        const int32_t middle = least + (most - least) / 2;
        int32_t n_until = 0;
        for (int32_t i = 0; i < keep->n; i++) {
            n_until += (keep->worth[i] == worth) & (keep->turn[i] <= middle);
        }
        if (n_until >= n) most = middle;
        else least = middle + 1;
    }
    return least;
}

/* Of those at the threshold, the first in turn order stay. */
static void shrink(const mmi_kernel *kernel, mmi_keep *keep)
{
    const int32_t least = kernel->kth_largest(keep->worth, keep->n, keep->wanted);
    if (least == MMI_NO_PAIR) return; /* fewer than wanted */
    int32_t n_left = keep->wanted; /* places for those at the threshold */
    int32_t n_equal = 0;
    for (int32_t i = 0; i < keep->n; i++) {
        n_left -= keep->worth[i] > least;
        n_equal += keep->worth[i] == least;
    }
    const int32_t last = n_equal == n_left ? INT32_MAX : last_turn(keep, least, n_left);
    int32_t n = 0;
    keep->least_turn = -1;
    for (int32_t i = 0; i < keep->n; i++) {
        const bool is_equal = keep->worth[i] == least;
        if (keep->worth[i] < least || (is_equal && keep->turn[i] > last)) continue;
        if (is_equal && keep->turn[i] > keep->least_turn) keep->least_turn = keep->turn[i];
        keep->worth[n] = keep->worth[i];
        keep->turn[n++] = keep->turn[i];
    }
    keep->n = n;
    keep->least = least;
    keep->is_full = true;
}

/* Where the list is empty, a worth that enough of these mentors reach is the first threshold. */
static void begin(const mmi_kernel *kernel, mmi_keep *keep, const int32_t *worth, int32_t n)
{
    if (keep->n > 0 || n % MMI_GROUPS != 0 || keep->wanted > MMI_GROUPS) return;
    const int32_t reached = kernel->first_threshold(worth, n, keep->wanted);
    if (reached < keep->floor) return;
    keep->least = reached;
    keep->least_turn = INT32_MAX;
    keep->is_full = true;
}

/* What worths must reach: ties of the worst that is kept only where one could come before it. */
static int32_t threshold(const mmi_keep *keep, int32_t n, int32_t base)
{
    if (!keep->is_full) return keep->floor;
    const int32_t from = base > 0 ? base : 0;
    const bool wraps = from < keep->tie_offset && base + n > keep->tie_offset;
    return wraps || turn_of(keep, from) < keep->least_turn ? keep->least : keep->least + 1;
}

void mmi_keep_offer(const mmi_kernel *kernel, mmi_keep *keep, const int32_t *worth, int32_t n,
                    int32_t base)
{
    if (!keep->is_full && keep->floor > MMI_NO_PAIR + 1) {
        const int32_t below = kernel->largest_below(worth, n, keep->floor);
        if (below > keep->below) keep->below = below;
    }
    if (!keep->is_full) begin(kernel, keep, worth, n);
    int32_t index[MMI_SEGMENT];
    const int32_t n_reaching = kernel->reach(worth, n, threshold(keep, n, base), index);
    for (int32_t i = 0; i < n_reaching; i++) {
        const int32_t turn = turn_of(keep, base + index[i]);
        const int32_t found = worth[index[i]];
        if (keep->is_full && found == keep->least && turn > keep->least_turn) continue;
        keep->worth[keep->n] = found;
        keep->turn[keep->n++] = turn;
    }
    if (keep->n > keep->wanted + MMI_KEEP_SLACK(keep->wanted)) shrink(kernel, keep);
}

static int descending(const void *one, const void *other, void *context)
{
    (void)context;
    const int64_t a = *(const int64_t *)one;
    const int64_t b = *(const int64_t *)other;
    return (a < b) - (a > b);
}

int32_t mmi_keep_finish(const mmi_kernel *kernel, mmi_keep *keep, int64_t *key, mmi_scored *best,
                        int32_t *left_best)
{
    if (keep->n > keep->wanted) shrink(kernel, keep);
    for (int32_t i = 0; i < keep->n; i++) {
        key[i] = (int64_t)keep->worth[i] * INT64_C(4294967296) + (INT32_MAX - keep->turn[i]);
    }
    int64_t sorted[MMI_KEYS_MOST];
    if (keep->n <= MMI_KEYS_MOST) {
        kernel->sort_keys(key, keep->n, sorted);
        key = sorted;
    } else {
        mmi_sort(key, (size_t)keep->n, sizeof *key, descending, NULL);
    }
    const int32_t n_best = keep->n < keep->wanted ? keep->n : keep->wanted - 1;
    for (int32_t i = 0; i < n_best; i++) {
        const int32_t turn = INT32_MAX - (int32_t)(key[i] & UINT32_MAX);
        const int32_t index = turn + keep->tie_offset;
        best[i] = (mmi_scored){index < keep->n_range ? index : index - keep->n_range,
                               (int32_t)(key[i] >> 32)};
    }
    *left_best = keep->n == keep->wanted ? (int32_t)(key[n_best] >> 32) : keep->below;
    return n_best;
}
