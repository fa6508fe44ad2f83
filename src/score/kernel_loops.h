/* What the kernels have in common, compiled once for each with its own instructions. Before this
 * header a kernel defines `lanes`, a vector of 64-bit words of at most 64 bytes; add_planes(),
 * which adds a factor a plane to the codes of the mentors in it, to 0 at first; look_up(), which
 * adds up contributions.
 *
 * Counting is done on bit planes: a counter of 512 mentors is a few planes, its bits, and adding a
 * plane to it is a full adder (carry-save adders after Harley and Seal; Knuth 4A, 7.1.3). */
#ifndef MMI_SCORE_KERNEL_LOOPS_H
#define MMI_SCORE_KERNEL_LOOPS_H

#include "score/kernel.h"

#include <string.h>

#define N_PARTS ((int32_t)(MMI_PLANE_WORDS * sizeof(uint64_t) / sizeof(lanes)))
#define COUNTER_BITS 10 /* up to MMI_WEEK_SLOTS_MOST */
#define LIVE_BITS 7     /* up to MMI_WEEKS_MOST */

typedef struct counter {
    lanes bit[COUNTER_BITS];
    lanes over; /* sums that do not fit */
} counter;

static inline void clear(counter *sum, int32_t n_bits)
{
    for (int32_t i = 0; i < n_bits; i++) sum->bit[i] = (lanes){0};
    sum->over = (lanes){0};
}

#ifndef HAS_ADD_THREE
/* Sum of three one-bit numbers: the low bit into *sum, the high bit returned. */
static inline lanes add_three(lanes *sum, lanes a, lanes b)
{
    const lanes either = *sum ^ a;
    const lanes carry = (*sum & a) | (either & b);
    *sum = either ^ b;
    return carry;
}
#endif

/* Add 2^at where `one` is set. */
static inline void add_at(counter *to, int32_t n_bits, int32_t at, lanes one)
{
    for (; at < n_bits; at++) {
        const lanes carry = to->bit[at] & one;
        to->bit[at] ^= one;
        one = carry;
    }
    to->over |= one;
}

/* Eight planes: four bits of a counter in registers, one carry into the rest. */
static inline void add_eight(counter *to, int32_t n_bits, const lanes *plane, const uint32_t *list)
{
#define PLANE(i) (*(const lanes *)((const char *)plane + list[i]))
    lanes one = to->bit[0];
    lanes two = to->bit[1];
    lanes four = to->bit[2];
    lanes a = add_three(&one, PLANE(0), PLANE(1));
    lanes b = add_three(&one, PLANE(2), PLANE(3));
    const lanes c = add_three(&two, a, b);
    a = add_three(&one, PLANE(4), PLANE(5));
    b = add_three(&one, PLANE(6), PLANE(7));
    const lanes d = add_three(&two, a, b);
    const lanes eight = add_three(&four, c, d);
    to->bit[0] = one;
    to->bit[1] = two;
    to->bit[2] = four;
    add_at(to, n_bits, 3, eight);
#undef PLANE
}

/* The sum as at most `most`; returns where it reaches it. */
static inline lanes cap(counter *of, int32_t n_bits, int32_t most)
{
    lanes reaches = ~(lanes){0};
    for (int32_t i = 0; i < n_bits; i++) {
        reaches = most >> i & 1 ? of->bit[i] & reaches : of->bit[i] | reaches;
    }
    reaches |= of->over;
    for (int32_t i = 0; i < n_bits; i++) {
        of->bit[i] &= ~reaches;
        if (most >> i & 1) of->bit[i] |= reaches;
    }
    return reaches;
}

/* Bits of the capped sum of the planes of a count; `live` gets its weeks where the sum is not 0. */
static inline void make_count(const mmi_asking *asking, const mmi_count *count, const lanes *plane,
                              uint64_t bit[COUNTER_BITS][MMI_PLANE_WORDS], counter *live)
{
    const uint32_t *list = asking->plane + count->first;
    for (int32_t part = 0; part < N_PARTS; part++) {
        counter sum;
        clear(&sum, count->n_bits);
        for (int32_t i = 0; i < count->n; i += MMI_PLANE_STEP) {
            add_eight(&sum, count->n_bits, plane + part, list + i);
        }
        if (count->is_capped) cap(&sum, count->n_bits, count->most);
        lanes any = {0};
        for (int32_t b = 0; b < count->n_bits; b++) {
            memcpy(&bit[b][(size_t)part * sizeof(lanes) / sizeof(uint64_t)], &sum.bit[b],
                   sizeof(lanes));
            any |= sum.bit[b];
        }
        for (int32_t b = 0; live != NULL && b < LIVE_BITS; b++) {
            if (count->n_weeks >> b & 1) add_at(&live[part], LIVE_BITS, b, any);
        }
    }
}

/* The codes of a form for a whole tile. */
static inline void make_codes(const mmi_asking *asking, const mmi_form *form, const lanes *plane,
                              counter *live, uint8_t *code)
{
    uint64_t bit[COUNTER_BITS][MMI_PLANE_WORDS];
    const uint64_t *added[MMI_FIXED_PLANES_MOST]; /* no fewer than COUNTER_BITS */
    uint8_t factor[COUNTER_BITS];
    for (int32_t i = 0; i < form->n_fixed; i++) {
        added[i] = (const uint64_t *)(plane + (size_t)form->fixed_plane[i] * (size_t)N_PARTS);
    }
    add_planes(code, true, added, form->fixed_factor, form->n_fixed);
    for (int32_t i = 0; i < form->n_counts; i++) {
        const mmi_count *count = &asking->count[form->first_count + i];
        make_count(asking, count, plane, bit, count->n_weeks > 0 ? live : NULL);
        for (int32_t b = 0; b < count->n_bits; b++) {
            added[b] = bit[b];
            factor[b] = (uint8_t)(count->factor << b);
        }
        add_planes(code, false, added, factor, count->n_bits);
    }
}

/* Mentors who are open to the mentee: who take part, and have a start in enough weeks. */
static inline void make_open(const mmi_scorer *scorer, const mmi_asking *asking,
                             const lanes *plane, counter *live, uint64_t open[MMI_PLANE_WORDS])
{
    const lanes *takes_part = plane + (size_t)scorer->open_plane * (size_t)N_PARTS;
    const lanes *stated = plane + (size_t)scorer->time.stated_plane * (size_t)N_PARTS;
    for (int32_t part = 0; part < N_PARTS; part++) {
        lanes is_open = takes_part[part];
        if (asking->n_needed > 0) {
            is_open &= cap(&live[part], LIVE_BITS, asking->n_needed) | ~stated[part];
        }
        memcpy(open + (size_t)part * sizeof(lanes) / sizeof(uint64_t), &is_open, sizeof is_open);
    }
}

static void add_parted(const mmi_parted *of, const uint8_t *codes, int32_t score[MMI_TILE])
{
    uint16_t sum[MMI_TILE] = {0};
    for (int32_t part = 0; part < of->n_forms; part++) {
        const uint8_t *code = codes + (size_t)(of->first_form + part) * MMI_TILE;
        for (int32_t i = 0; i < MMI_TILE; i++) sum[i] = (uint16_t)(sum[i] + code[i]);
    }
    for (int32_t i = 0; i < MMI_TILE; i++) score[i] += of->earned[sum[i]];
}

static void drop_failing(int32_t score[MMI_TILE])
{
    for (int32_t i = 0; i < MMI_TILE; i++) {
        score[i] = score[i] >= MMI_FAILS ? MMI_NO_PAIR : score[i];
    }
}

static void drop_closed(uint32_t open, int32_t score[32])
{
    for (int32_t i = 0; i < 32; i++) {
        score[i] = open >> i & 1 ? score[i] : MMI_NO_PAIR;
    }
}

static void score_tile(const mmi_scorer *scorer, const mmi_asking *asking, int32_t tile,
                       uint8_t *code, int32_t score[MMI_TILE])
{
    const lanes *plane = (const lanes *)(scorer->plane + (size_t)tile * (size_t)scorer->n_planes *
                                                             MMI_PLANE_WORDS);
    counter live[N_PARTS];
    uint64_t open[MMI_PLANE_WORDS];
    for (int32_t i = 0; asking->n_needed > 0 && i < N_PARTS; i++) clear(&live[i], LIVE_BITS);
    for (int32_t i = 0; i < asking->n_forms + asking->n_parts; i++) {
        make_codes(asking, &asking->form[i], plane, asking->n_needed > 0 ? live : NULL,
                   code + (size_t)i * MMI_TILE);
    }
    make_open(scorer, asking, plane, live, open);
    look_up(scorer, asking, tile, code, score);
    for (int32_t i = 0; i < asking->n_parted; i++) add_parted(&asking->parted[i], code, score);
    if (scorer->n_required > 0) drop_failing(score);
    for (int32_t at = 0; at < MMI_TILE; at += 32) {
        const uint32_t bits = (uint32_t)(open[at / 64] >> (at % 64));
        if (bits != UINT32_MAX) drop_closed(bits, score + at);
    }
}

static void subtract(const int32_t *score, const int32_t *price, int32_t n, int32_t *worth)
{
    for (int32_t i = 0; i < n; i++) {
        worth[i] = score[i] == MMI_NO_PAIR ? MMI_NO_PAIR : score[i] - price[i];
    }
}

static int32_t count_reaching(const int32_t *worth, int32_t n, int32_t least)
{
    int32_t n_reaching = 0;
    for (int32_t i = 0; i < n; i++) n_reaching += worth[i] >= least;
    return n_reaching;
}

static int32_t least_reaching(const int32_t *worth, int32_t n, int32_t limit)
{
    int32_t least = INT32_MAX;
    for (int32_t i = 0; i < n; i++) {
        const int32_t found = worth[i] >= limit ? worth[i] : INT32_MAX;
        least = found < least ? found : least;
    }
    return least;
}

/* Bisection: counting is what vectors do best. Once a limit splits off just k, the least of those
 * is the answer. */
static int32_t kth_largest(const int32_t *worth, int32_t n, int32_t k)
{
    int32_t most = MMI_NO_PAIR;
    for (int32_t i = 0; i < n; i++) most = worth[i] > most ? worth[i] : most;
    int32_t least = least_reaching(worth, n, MMI_NO_PAIR + 1);
    if (most == MMI_NO_PAIR || count_reaching(worth, n, least) < k) return MMI_NO_PAIR;
    while (least < most) {
        const int32_t middle = (int32_t)(most - ((int64_t)most - least) / 2);
        const int32_t n_reaching = count_reaching(worth, n, middle);
        if (n_reaching == k) return least_reaching(worth, n, middle);
        if (n_reaching > k) least = middle;
        else most = middle - 1;
    }
    return least;
}

/* A worth that at least k of n mentors reach: the k-th largest of the maxima of groups. */
static int32_t first_threshold(const int32_t *worth, int32_t n, int32_t k)
{
    int32_t most[MMI_GROUPS];
    memcpy(most, worth, sizeof most);
    for (int32_t at = MMI_GROUPS; at < n; at += MMI_GROUPS) {
        for (int32_t i = 0; i < MMI_GROUPS; i++) {
            most[i] = worth[at + i] > most[i] ? worth[at + i] : most[i];
        }
    }
    return kth_largest(most, MMI_GROUPS, k);
}

static int32_t largest_below(const int32_t *worth, int32_t n, int32_t limit)
{
    int32_t most = MMI_NO_PAIR;
    for (int32_t i = 0; i < n; i++) {
        const int32_t found = worth[i] < limit ? worth[i] : MMI_NO_PAIR;
        most = found > most ? found : most;
    }
    return most;
}

/* Everybody goes where the number of larger ones says. */
static void sort_keys(const int64_t *key, int32_t n, int64_t *sorted)
{
    for (int32_t i = 0; i < n; i++) {
        int64_t n_larger = 0;
        for (int32_t j = 0; j < n; j++) n_larger += key[j] > key[i];
        sorted[n_larger] = key[i];
    }
}

#endif
