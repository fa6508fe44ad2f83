/* The kernel for AVX2. One VPSHUFB looks up 32 codes in a table of 16 bytes; larger tables are
 * looked up in pieces of 16. Contributions are up to three bytes, looked up one by one and added in
 * 16 bits each. */
#include "score/kernel.h"

#include <immintrin.h>

typedef uint64_t lanes __attribute__((vector_size(32), may_alias));

#define PART 32                /* mentors */
#define PIECE MMI_TABLE_STEP   /* cells of a table */

/* One code of the mentors: where its table is. */
static size_t table_bytes(int32_t n_codes, int32_t n_bytes)
{
    return (size_t)((n_codes + PIECE - 1) / PIECE) * PIECE * (size_t)n_bytes;
}

static size_t lut_bytes(const mmi_scorer *scorer)
{
    size_t n = 0;
    for (int32_t i = 0; i < scorer->n_slots; i++) {
        n += table_bytes(scorer->slot[i].n_codes, scorer->slot[i].n_bytes);
    }
    return n + ((size_t)scorer->n_tag_counts + 1) * table_bytes(MMI_CELLS, 3);
}

/* Pieces of 16 cells, each as its low bytes, its middle bytes, its high bytes. */
static uint8_t *write_cells(const int32_t *cell, int32_t n_codes, int32_t n_bytes, uint8_t *lut)
{
    for (int32_t at = 0; at < n_codes; at += PIECE) {
        for (int32_t byte = 0; byte < n_bytes; byte++, lut += PIECE) {
            for (int32_t i = 0; i < PIECE; i++) lut[i] = (uint8_t)(cell[at + i] >> 8 * byte);
        }
    }
    return lut;
}

static void fill(const mmi_scorer *scorer, mmi_asking *asking)
{
    uint8_t *lut = asking->lut;
    for (int32_t i = 0; i < scorer->n_slots; i++) {
        const mmi_slot *slot = &scorer->slot[i];
        lut = write_cells(asking->row[i], slot->n_codes, slot->n_bytes, lut);
    }
    for (int32_t i = 0; i < asking->n_forms; i++) {
        const mmi_form *form = &asking->form[i];
        lut = write_cells(form->earned, form->n_codes, form->n_bytes, lut);
    }
}

/* Bits 0 … 31 as bytes 0 or 255. */
static inline __m256i spread_bits(uint32_t bits)
{
    const __m256i byte_of = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2,
                                             2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    const __m256i bit = _mm256_set1_epi64x((long long)UINT64_C(0x8040201008040201));
    const __m256i spread = _mm256_shuffle_epi8(_mm256_set1_epi32((int)bits), byte_of);
    return _mm256_cmpeq_epi8(_mm256_and_si256(spread, bit), bit);
}

static inline void add_planes(uint8_t *code, bool is_first, const uint64_t *const *plane,
                              const uint8_t *factor, int32_t n)
{
    for (int32_t at = 0; at < MMI_TILE; at += PART) {
        __m256i sum = is_first ? _mm256_setzero_si256()
                               : _mm256_load_si256((const __m256i *)(const void *)(code + at));
        for (int32_t i = 0; i < n; i++) {
            const __m256i is_in = spread_bits((uint32_t)(plane[i][at / 64] >> (at % 64)));
            sum = _mm256_add_epi8(sum,
                                  _mm256_and_si256(is_in, _mm256_set1_epi8((char)factor[i])));
        }
        _mm256_store_si256((__m256i *)(void *)(code + at), sum);
    }
}

typedef struct sums {
    __m256i of[3][2]; /* by byte of the contributions, in 16 bits, low and high halves */
} sums;

static inline void add_halves(__m256i sum[2], __m256i cell)
{
    const __m256i zero = _mm256_setzero_si256();
    sum[0] = _mm256_add_epi16(sum[0], _mm256_unpacklo_epi8(cell, zero));
    sum[1] = _mm256_add_epi16(sum[1], _mm256_unpackhi_epi8(cell, zero));
}

/* Codes of a piece as they are; others so that VPSHUFB gives 0. */
static inline __m256i inside_piece(__m256i code, int32_t first)
{
    const __m256i moved = _mm256_sub_epi8(code, _mm256_set1_epi8((char)first));
    return _mm256_adds_epu8(moved, _mm256_set1_epi8(0x70));
}

static inline __m256i look_up_piece(const uint8_t *table, __m256i code)
{
    const __m128i cells = _mm_loadu_si128((const __m128i *)(const void *)table);
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(cells), code);
}

/* A table of one piece. */
static inline void add_small(sums *to, __m256i code, int32_t n_bytes, const uint8_t *lut)
{
    add_halves(to->of[0], look_up_piece(lut, code));
    if (n_bytes > 1) add_halves(to->of[1], look_up_piece(lut + PIECE, code));
    if (n_bytes > 2) add_halves(to->of[2], look_up_piece(lut + 2 * PIECE, code));
}

static inline const uint8_t *add_code(sums *to, const uint8_t *codes, int32_t n_codes,
                                      int32_t n_bytes, const uint8_t *lut)
{
    const __m256i code = _mm256_load_si256((const __m256i *)(const void *)codes);
    if (n_codes <= PIECE) {
        add_small(to, code, n_bytes, lut);
        return lut + n_bytes * PIECE;
    }
    const __m256i none = _mm256_setzero_si256();
    __m256i low = none, middle = none, high = none;
    for (int32_t first = 0; first < n_codes; first += PIECE) {
        const __m256i inside = inside_piece(code, first);
        low = _mm256_or_si256(low, look_up_piece(lut, inside));
        if (n_bytes > 1) middle = _mm256_or_si256(middle, look_up_piece(lut + PIECE, inside));
        if (n_bytes > 2) high = _mm256_or_si256(high, look_up_piece(lut + 2 * PIECE, inside));
        lut += n_bytes * PIECE;
    }
    add_halves(to->of[0], low);
    if (n_bytes > 1) add_halves(to->of[1], middle);
    if (n_bytes > 2) add_halves(to->of[2], high);
    return lut;
}

/* Four mentors of each half of the register stand together: they go to their places. */
static inline void store_quarter(__m256i whole, int32_t at, int32_t *score)
{
    _mm_storeu_si128((__m128i *)(void *)(score + at), _mm256_castsi256_si128(whole));
    _mm_storeu_si128((__m128i *)(void *)(score + at + 16), _mm256_extracti128_si256(whole, 1));
}

static inline void store_sums(const sums *from, int32_t constant, int32_t *score)
{
    const __m256i zero = _mm256_setzero_si256();
    for (int32_t half = 0; half < 2; half++) {
        __m256i low = _mm256_set1_epi32(constant);
        __m256i high = low;
        for (int32_t byte = 0; byte < 3; byte++) {
            const __m256i sum = from->of[byte][half];
            low = _mm256_add_epi32(
                low, _mm256_slli_epi32(_mm256_unpacklo_epi16(sum, zero), 8 * byte));
            high = _mm256_add_epi32(
                high, _mm256_slli_epi32(_mm256_unpackhi_epi16(sum, zero), 8 * byte));
        }
        store_quarter(low, 8 * half, score);
        store_quarter(high, 8 * half + 4, score);
    }
}

static void look_up(const mmi_scorer *scorer, const mmi_asking *asking, int32_t tile,
                    const uint8_t *code, int32_t *score)
{
    for (int32_t at = 0; at < MMI_TILE; at += PART) {
        const uint8_t *lut = asking->lut;
        sums sum;
        for (int32_t i = 0; i < 2; i++) {
            sum.of[0][i] = sum.of[1][i] = sum.of[2][i] = _mm256_setzero_si256();
        }
        for (int32_t i = 0; i < scorer->n_slots; i++) {
            const mmi_slot *slot = &scorer->slot[i];
            lut = add_code(&sum, slot->code + (size_t)tile * MMI_TILE + at, slot->n_codes,
                           slot->n_bytes, lut);
        }
        for (int32_t i = 0; i < asking->n_forms; i++) {
            const mmi_form *form = &asking->form[i];
            lut = add_code(&sum, code + (size_t)i * MMI_TILE + at, form->n_codes, form->n_bytes,
                           lut);
        }
        store_sums(&sum, asking->constant, score + at);
    }
}

#include "score/kernel_loops.h"

static int32_t reach(const int32_t *worth, int32_t n, int32_t least, int32_t *index)
{
    const __m256i limit = _mm256_set1_epi32(least - 1);
    int32_t n_reaching = 0;
    int32_t i = 0;
    for (; i + 8 <= n; i += 8) {
        const __m256i some = _mm256_loadu_si256((const __m256i *)(const void *)(worth + i));
        const __m256i reaches = _mm256_cmpgt_epi32(some, limit);
        int32_t left = _mm256_movemask_ps(_mm256_castsi256_ps(reaches));
        for (; left != 0; left &= left - 1) index[n_reaching++] = i + __builtin_ctz((unsigned)left);
    }
    for (; i < n; i++) {
        if (worth[i] >= least) index[n_reaching++] = i;
    }
    return n_reaching;
}

const mmi_kernel mmi_kernel_avx2 = {
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
