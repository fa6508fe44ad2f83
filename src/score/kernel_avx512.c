/* The kernel for AVX-512 with VBMI and VNNI. Four codes of a mentor lie side by side in 32 bits;
 * one VPERMB looks up 64 of them in a table of 64 bytes, one VPDPBUSD adds each four into the sum
 * of their mentor. Contributions are up to three bytes, looked up one by one. */
#include "score/asking.h"

#include <immintrin.h>

#include <string.h>

typedef uint64_t lanes __attribute__((vector_size(64), may_alias));

#define HAS_ADD_THREE
/* Sum of three one-bit numbers: the low bit into *sum, the high bit returned. */
static inline lanes add_three(lanes *sum, lanes a, lanes b)
{
    const __m512i x = (__m512i)*sum;
    *sum = (lanes)_mm512_ternarylogic_epi64(x, (__m512i)a, (__m512i)b, 0x96);
    return (lanes)_mm512_ternarylogic_epi64(x, (__m512i)a, (__m512i)b, 0xe8);
}

#define BLOCK 64            /* mentors */
#define MEMBERS 4           /* codes side by side */
#define SMALL 64            /* cells of a table in one register, */
#define MEDIUM 128          /* in two, */
#define LARGE MMI_CELLS     /* in four */
#define VECTORS (BLOCK * MEMBERS / 64)

/* Codes that are looked up together, in one table behind each other; its last cell is 0, for
 * members that are not there. */
typedef struct group {
    int32_t n_members;
    int32_t n_cells;           /* taken, the last one not among them */
    int32_t size;              /* SMALL, MEDIUM or LARGE */
    int32_t n_bytes;           /* of the largest cell */
    int32_t member[MEMBERS];   /* slot or form */
    int32_t offset[MEMBERS];   /* of its cells */
    size_t lut_at;             /* bytes into mmi_asking.lut: [n_bytes][size] */
} group;

typedef struct packing {
    int32_t n_groups;
    group *group;              /* [n_slots] of slots */
    uint8_t *code;             /* [n_tiles][n_groups][MMI_TILE * MEMBERS] */
    size_t lut_bytes;          /* of the groups above */
} packing;

/* Groups of a mentee's own codes lie in front of its tables. */
typedef struct own_groups {
    int32_t n_groups;
    group group[];             /* [n_tag_counts + 1] */
} own_groups;

static size_t own_bytes(const mmi_scorer *scorer)
{
    const size_t n = sizeof(own_groups) + ((size_t)scorer->n_tag_counts + 1) * sizeof(group);
    return (n + 63) / 64 * 64;
}

/* ---- grouping ---- */

/* Put a code into the first group that has room for it. */
static void join(group *first, int32_t *n_groups, int32_t member, int32_t n_codes, int32_t n_bytes)
{
    const int32_t size = n_codes < SMALL ? SMALL : n_codes < MEDIUM ? MEDIUM : LARGE;
    int32_t at = 0;
    while (at < *n_groups && (first[at].size != size || first[at].n_members == MEMBERS ||
                              first[at].n_bytes != n_bytes ||
                              first[at].n_cells + n_codes >= size)) {
        at++;
    }
    if (at == *n_groups) {
        first[at] = (group){.size = size, .n_bytes = n_bytes};
        (*n_groups)++;
    }
    group *of = &first[at];
    of->member[of->n_members] = member;
    of->offset[of->n_members++] = of->n_cells;
    of->n_cells += n_codes;
}

static size_t place_tables(group *first, int32_t n_groups, size_t at)
{
    for (int32_t i = 0; i < n_groups; i++) {
        first[i].lut_at = at;
        at += (size_t)first[i].n_bytes * (size_t)first[i].size;
    }
    return at;
}

/* Where mentor `at` of a block stands among the 32-bit lanes: as VPUNPCK leaves them. */
static int32_t lane_of(int32_t at)
{
    return at / 4 % 4 * 16 + at / 16 * 4 + at % 4;
}

static void pack_group(const mmi_scorer *scorer, const group *of, int32_t tile, uint8_t *code)
{
    memset(code, of->size - 1, (size_t)MMI_TILE * MEMBERS);
    for (int32_t i = 0; i < of->n_members; i++) {
        const uint8_t *from = scorer->slot[of->member[i]].code + (size_t)tile * MMI_TILE;
        for (int32_t at = 0; at < MMI_TILE; at++) {
            const int32_t lane = at / BLOCK * BLOCK + lane_of(at % BLOCK);
            code[lane * MEMBERS + i] = (uint8_t)(from[at] + of->offset[i]);
        }
    }
}

static bool pack(mmi_scorer *scorer)
{
    packing *made = mmi_arena_take(&scorer->arena, 1, sizeof *made);
    if (made == NULL) return false;
    made->group = mmi_arena_take(&scorer->arena, (size_t)scorer->n_slots, sizeof(group));
    if (made->group == NULL) return false;
    for (int32_t i = 0; i < scorer->n_slots; i++) {
        const mmi_slot *slot = &scorer->slot[i];
        join(made->group, &made->n_groups, i, slot->n_codes, slot->n_bytes);
    }
    made->lut_bytes = place_tables(made->group, made->n_groups, 0);
    const size_t n_bytes = (size_t)MMI_TILE * MEMBERS;
    made->code = mmi_take_aligned(&scorer->arena, (size_t)scorer->n_tiles,
                                  (size_t)made->n_groups * n_bytes);
    if (made->code == NULL) return false;
    for (int32_t tile = 0; tile < scorer->n_tiles; tile++) {
        for (int32_t i = 0; i < made->n_groups; i++) {
            const size_t at = (size_t)tile * (size_t)made->n_groups + (size_t)i;
            pack_group(scorer, &made->group[i], tile, made->code + at * n_bytes);
        }
    }
    scorer->packed = made;
    return true;
}

/* ---- the tables of a mentee ---- */

static size_t lut_bytes(const mmi_scorer *scorer)
{
    const packing *packed = scorer->packed;
    const size_t n_own = (size_t)scorer->n_tag_counts + 1;
    return own_bytes(scorer) + packed->lut_bytes + n_own * 3 * LARGE;
}

/* Cells as bytes, a step of 16 at a time. */
static void write_cells(const int32_t *cell, int32_t n, const group *of, uint8_t *table)
{
    for (int32_t at = 0; at < n; at += MMI_TABLE_STEP) {
        const __m512i cells = _mm512_loadu_si512(cell + at);
        const int32_t n_left = n - at;
        const __mmask16 is_cell = (__mmask16)(n_left < 16 ? (1u << n_left) - 1 : 0xffff);
        for (int32_t byte = 0; byte < of->n_bytes; byte++) {
            const __m128i bytes =
                _mm512_cvtepi32_epi8(_mm512_srli_epi32(cells, (unsigned)(8 * byte)));
            _mm_mask_storeu_epi8(table + byte * of->size + at, is_cell, bytes);
        }
    }
}

static void end_table(const group *of, uint8_t *table)
{
    for (int32_t byte = 0; byte < of->n_bytes; byte++) {
        table[byte * of->size + of->size - 1] = 0;
    }
}

static void fill(const mmi_scorer *scorer, mmi_asking *asking)
{
    const packing *packed = scorer->packed;
    own_groups *own = (own_groups *)(void *)asking->lut;
    uint8_t *lut = asking->lut + own_bytes(scorer);
    own->n_groups = 0;
    for (int32_t i = 0; i < asking->n_forms; i++) {
        const mmi_form *form = &asking->form[i];
        join(own->group, &own->n_groups, i, form->n_codes, form->n_bytes);
    }
    place_tables(own->group, own->n_groups, packed->lut_bytes);
    for (int32_t i = 0; i < packed->n_groups; i++) {
        const group *of = &packed->group[i];
        for (int32_t m = 0; m < of->n_members; m++) {
            write_cells(asking->row[of->member[m]], scorer->slot[of->member[m]].n_codes, of,
                        lut + of->lut_at + of->offset[m]);
        }
        end_table(of, lut + of->lut_at);
    }
    for (int32_t i = 0; i < own->n_groups; i++) {
        const group *of = &own->group[i];
        for (int32_t m = 0; m < of->n_members; m++) {
            const mmi_form *form = &asking->form[of->member[m]];
            write_cells(form->earned, form->n_codes, of, lut + of->lut_at + of->offset[m]);
        }
        end_table(of, lut + of->lut_at);
    }
}

/* ---- scoring ---- */

static inline void add_planes(uint8_t *code, bool is_first, const uint64_t *const *plane,
                              const uint8_t *factor, int32_t n)
{
    __m512i sum[MMI_PLANE_WORDS];
    for (int32_t word = 0; word < MMI_PLANE_WORDS; word++) {
        sum[word] = is_first ? _mm512_setzero_si512() : _mm512_load_si512(code + BLOCK * word);
    }
    for (int32_t i = 0; i < n; i++) {
        const __m512i one = _mm512_set1_epi8((char)factor[i]);
        for (int32_t word = 0; word < MMI_PLANE_WORDS; word++) {
            sum[word] = _mm512_mask_add_epi8(sum[word], plane[i][word], sum[word], one);
        }
    }
    for (int32_t word = 0; word < MMI_PLANE_WORDS; word++) {
        _mm512_store_si512(code + BLOCK * word, sum[word]);
    }
}

typedef struct sums {
    __m512i of[3][VECTORS]; /* by byte of the contributions */
} sums;

static inline __attribute__((always_inline)) void add_byte(__m512i sum[VECTORS],
                                                           const __m512i code[VECTORS],
                                                           const uint8_t *table, int32_t size)
{
    const __m512i one = _mm512_set1_epi8(1);
    const __m512i first = _mm512_load_si512(table);
    if (size == SMALL) {
        for (int32_t i = 0; i < VECTORS; i++) {
            sum[i] = _mm512_dpbusd_epi32(sum[i], _mm512_permutexvar_epi8(code[i], first), one);
        }
        return;
    }
    const __m512i second = _mm512_load_si512(table + 64);
    if (size == MEDIUM) {
        for (int32_t i = 0; i < VECTORS; i++) {
            const __m512i cell = _mm512_permutex2var_epi8(first, code[i], second);
            sum[i] = _mm512_dpbusd_epi32(sum[i], cell, one);
        }
        return;
    }
    const __m512i third = _mm512_load_si512(table + 128);
    const __m512i fourth = _mm512_load_si512(table + 192);
    for (int32_t i = 0; i < VECTORS; i++) {
        const __m512i low = _mm512_permutex2var_epi8(first, code[i], second);
        const __m512i high = _mm512_permutex2var_epi8(third, code[i], fourth);
        const __m512i cell = _mm512_mask_mov_epi8(low, _mm512_movepi8_mask(code[i]), high);
        sum[i] = _mm512_dpbusd_epi32(sum[i], cell, one);
    }
}

static inline __attribute__((always_inline)) void add_group(sums *to, const group *of,
                                                            const __m512i code[VECTORS],
                                                            const uint8_t *lut)
{
    const uint8_t *table = lut + of->lut_at;
    add_byte(to->of[0], code, table, of->size);
    if (of->n_bytes > 1) add_byte(to->of[1], code, table + of->size, of->size);
    if (of->n_bytes > 2) add_byte(to->of[2], code, table + 2 * of->size, of->size);
}

/* The codes of a block side by side, from one array each. */
static inline void interleave(const group *of, const uint8_t *code, __m512i side_by_side[VECTORS])
{
    __m512i member[MEMBERS];
    for (int32_t i = 0; i < MEMBERS; i++) {
        member[i] = _mm512_set1_epi8((char)(of->size - 1));
        if (i >= of->n_members) continue;
        const __m512i codes = _mm512_load_si512(code + (size_t)of->member[i] * MMI_TILE);
        member[i] = _mm512_add_epi8(codes, _mm512_set1_epi8((char)of->offset[i]));
    }
    const __m512i low_a = _mm512_unpacklo_epi8(member[0], member[1]);
    const __m512i high_a = _mm512_unpackhi_epi8(member[0], member[1]);
    const __m512i low_b = _mm512_unpacklo_epi8(member[2], member[3]);
    const __m512i high_b = _mm512_unpackhi_epi8(member[2], member[3]);
    side_by_side[0] = _mm512_unpacklo_epi16(low_a, low_b);
    side_by_side[1] = _mm512_unpackhi_epi16(low_a, low_b);
    side_by_side[2] = _mm512_unpacklo_epi16(high_a, high_b);
    side_by_side[3] = _mm512_unpackhi_epi16(high_a, high_b);
}

/* Sums in order of mentors: a transposition of 4 x 4 quarters. */
static inline void store_sums(const sums *from, int32_t constant, int32_t *score)
{
    __m512i whole[VECTORS];
    for (int32_t i = 0; i < VECTORS; i++) {
        const __m512i high = _mm512_add_epi32(_mm512_slli_epi32(from->of[1][i], 8),
                                              _mm512_slli_epi32(from->of[2][i], 16));
        whole[i] = _mm512_add_epi32(_mm512_add_epi32(from->of[0][i], high),
                                    _mm512_set1_epi32(constant));
    }
    const __m512i a = _mm512_shuffle_i32x4(whole[0], whole[1], 0x44);
    const __m512i b = _mm512_shuffle_i32x4(whole[2], whole[3], 0x44);
    const __m512i c = _mm512_shuffle_i32x4(whole[0], whole[1], 0xee);
    const __m512i d = _mm512_shuffle_i32x4(whole[2], whole[3], 0xee);
    _mm512_store_si512(score, _mm512_shuffle_i32x4(a, b, 0x88));
    _mm512_store_si512(score + 16, _mm512_shuffle_i32x4(a, b, 0xdd));
    _mm512_store_si512(score + 32, _mm512_shuffle_i32x4(c, d, 0x88));
    _mm512_store_si512(score + 48, _mm512_shuffle_i32x4(c, d, 0xdd));
}

static void look_up(const mmi_scorer *scorer, const mmi_asking *asking, int32_t tile,
                    const uint8_t *code, int32_t *score)
{
    const packing *packed = scorer->packed;
    const own_groups *own = (const own_groups *)(const void *)asking->lut;
    const uint8_t *lut = asking->lut + own_bytes(scorer);
    const size_t n_bytes = (size_t)MMI_TILE * MEMBERS;
    const uint8_t *of_tile = packed->code + (size_t)tile * (size_t)packed->n_groups * n_bytes;
    for (int32_t block = 0; block < MMI_TILE; block += BLOCK) {
        sums sum;
        __m512i side_by_side[VECTORS];
        for (int32_t i = 0; i < VECTORS; i++) {
            sum.of[0][i] = sum.of[1][i] = sum.of[2][i] = _mm512_setzero_si512();
        }
        for (int32_t i = 0; i < packed->n_groups; i++) {
            const uint8_t *at = of_tile + (size_t)i * n_bytes + (size_t)block * MEMBERS;
            for (int32_t v = 0; v < VECTORS; v++) {
                side_by_side[v] = _mm512_load_si512(at + 64 * v);
            }
            add_group(&sum, &packed->group[i], side_by_side, lut);
        }
        for (int32_t i = 0; i < own->n_groups; i++) {
            interleave(&own->group[i], code + block, side_by_side);
            add_group(&sum, &own->group[i], side_by_side, lut);
        }
        store_sums(&sum, asking->constant, score + block);
    }
}

#include "score/kernel_loops.h"

static int32_t reach(const int32_t *worth, int32_t n, int32_t least, int32_t *index)
{
    const __m512i limit = _mm512_set1_epi32(least);
    __m512i at = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    int32_t n_reaching = 0;
    int32_t i = 0;
    for (; i + 16 <= n; i += 16) {
        const __mmask16 reaches =
            _mm512_cmpge_epi32_mask(_mm512_loadu_si512(worth + i), limit);
        /* Never past index[n]: at most i were found so far. */
        _mm512_storeu_si512(index + n_reaching, _mm512_maskz_compress_epi32(reaches, at));
        n_reaching += __builtin_popcount(reaches);
        at = _mm512_add_epi32(at, _mm512_set1_epi32(16));
    }
    for (; i < n; i++) {
        if (worth[i] >= least) index[n_reaching++] = i;
    }
    return n_reaching;
}

const mmi_kernel mmi_kernel_avx512 = {
    .pack = pack,
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
