/* The kernel in plain C: planes 64 mentors at a time, contributions one by one. */
#include "score/kernel.h"

typedef uint64_t lanes;

/* Bits 0 … 7 as bytes 0 or 1, the lowest first. */
static uint64_t spread_bits(uint64_t bits)
{
    const uint64_t low = (bits & 0x7f) * UINT64_C(0x0002040810204081);
    return (low & UINT64_C(0x0101010101010101)) | bits >> 7 << 56;
}

static void add_planes(uint8_t *code, bool is_first, const uint64_t *const *plane,
                       const uint8_t *factor, int32_t n)
{
    for (int32_t at = 0; at < MMI_TILE; at += 8) {
        uint64_t sum = 0;
        for (int32_t i = 0; i < n; i++) {
            sum += spread_bits(plane[i][at / 64] >> (at % 64) & 0xff) * factor[i];
        }
        for (int32_t i = 0; i < 8; i++) {
            code[at + i] = (uint8_t)((is_first ? 0 : code[at + i]) + (sum >> 8 * i & 0xff));
        }
    }
}

static void add_cells(const int32_t *row, const uint8_t *code, int32_t *score)
{
    for (int32_t i = 0; i < MMI_TILE; i++) score[i] += row[code[i]];
}

static void look_up(const mmi_scorer *scorer, const mmi_asking *asking, int32_t tile,
                    const uint8_t *code, int32_t *score)
{
    for (int32_t i = 0; i < MMI_TILE; i++) score[i] = asking->constant;
    for (int32_t i = 0; i < scorer->n_slots; i++) {
        add_cells(asking->row[i], scorer->slot[i].code + (size_t)tile * MMI_TILE, score);
    }
    for (int32_t i = 0; i < asking->n_forms; i++) {
        add_cells(asking->form[i].earned, code + (size_t)i * MMI_TILE, score);
    }
}

#include "score/kernel_loops.h"

static int32_t reach(const int32_t *worth, int32_t n, int32_t least, int32_t *index)
{
    int32_t n_reaching = 0;
    for (int32_t i = 0; i < n; i++) {
        index[n_reaching] = i;
        n_reaching += worth[i] >= least;
    }
    return n_reaching;
}

static size_t lut_bytes(const mmi_scorer *scorer)
{
    (void)scorer;
    return 0;
}

static void fill(const mmi_scorer *scorer, mmi_asking *asking)
{
    (void)scorer;
    (void)asking;
}

const mmi_kernel mmi_kernel_portable = {
    .pack = NULL,
    .lut_bytes = lut_bytes,
    .fill = fill,
    .score_tile = score_tile,
    .subtract = subtract,
    .reach = reach,
    .kth_largest = kth_largest,
    .first_threshold = first_threshold,
    .largest_below = largest_below,
    .sort_keys = sort_keys,
};
