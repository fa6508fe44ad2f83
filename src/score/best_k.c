/* Best k by a heap whose root is the worst that is kept: most scores fail against it at once. */
#include "score/best_k.h"

#include "base/sort.h"

/* Where an index comes in the order that begins at offset. */
static int32_t turn(int32_t index, int32_t offset, int32_t n)
{
    return index >= offset ? index - offset : index - offset + n;
}

typedef struct order {
    int32_t n;
    int32_t offset;
} order;

/* Better first. */
static int by_score(const void *one, const void *other, void *context)
{
    const mmi_scored *a = one;
    const mmi_scored *b = other;
    const order *of = context;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return turn(a->index, of->offset, of->n) < turn(b->index, of->offset, of->n) ? -1 : 1;
}

/* Let the root sink to where it belongs; the root is the worst. */
static void sink(mmi_scored *heap, int32_t n, order *of)
{
    int32_t at = 0;
    for (;;) {
        int32_t child = 2 * at + 1;
        if (child >= n) return;
        if (child + 1 < n && by_score(&heap[child + 1], &heap[child], of) > 0) child++;
        if (by_score(&heap[child], &heap[at], of) < 0) return;
        const mmi_scored moved = heap[at];
        heap[at] = heap[child];
        heap[child] = moved;
        at = child;
    }
}

static void rise(mmi_scored *heap, int32_t at, order *of)
{
    while (at > 0) {
        const int32_t parent = (at - 1) / 2;
        if (by_score(&heap[at], &heap[parent], of) < 0) return;
        const mmi_scored moved = heap[at];
        heap[at] = heap[parent];
        heap[parent] = moved;
        at = parent;
    }
}

int32_t mmi_best_k(const int32_t *score, int32_t n, int32_t k, int32_t offset, mmi_scored *best,
                   int32_t *left_best)
{
    order of = {n, offset};
    int32_t n_best = 0;
    *left_best = -1;
    for (int32_t i = 0; i < n; i++) {
        const int32_t index = i + offset < n ? i + offset : i + offset - n;
        if (score[index] < 0) continue;
        if (n_best < k) {
            best[n_best] = (mmi_scored){index, score[index]};
            rise(best, n_best++, &of);
            continue;
        }
        int32_t left = score[index];
        if (k > 0 && score[index] > best[0].score) {
            left = best[0].score;
            best[0] = (mmi_scored){index, score[index]};
            sink(best, k, &of);
        }
        if (left > *left_best) *left_best = left;
    }
    mmi_sort(best, (size_t)n_best, sizeof *best, by_score, &of);
    return n_best;
}
