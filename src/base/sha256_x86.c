/* SHA-256 by the SHA extensions of x86 (Gulley et al., Intel 2013). The instructions want the eight
 * words as two registers ABEF and CDGH, and do two rounds each. Clang is left to plain C, as its
 * older versions cannot ask for the feature by name. */
#include "base/sha256_blocks.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#include <immintrin.h>

__attribute__((target("sha,sse4.1")))
static void mix(uint32_t state[8], const uint8_t *block, size_t n_blocks)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; n_blocks > 0; n_blocks--, block += 64) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i word[4]; /* the last sixteen of the message schedule, in turns */
        for (int group = 0; group < 16; group++) {
            __m128i *four = &word[group & 3];
            if (group < 4) {
                *four = _mm_loadu_si128((const __m128i *)(block + 16 * group));
                *four = _mm_shuffle_epi8(*four, big_endian);
            } else {
                const __m128i last = word[(group + 3) & 3];
                const __m128i seven_back = _mm_alignr_epi8(last, word[(group + 2) & 3], 4);
                *four = _mm_sha256msg1_epu32(*four, word[(group + 1) & 3]);
                *four = _mm_sha256msg2_epu32(_mm_add_epi32(*four, seven_back), last);
            }
            const uint32_t *constant = mmi_sha256_round_constant + 4 * group;
            const __m128i sum =
                _mm_add_epi32(*four, _mm_loadu_si128((const __m128i *)constant));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

bool mmi_sha256_blocks_x86(uint32_t state[8], const uint8_t *block, size_t n_blocks)
{
    if (!__builtin_cpu_supports("sha") || !__builtin_cpu_supports("sse4.1")) return false;
    mix(state, block, n_blocks);
    return true;
}
#else
bool mmi_sha256_blocks_x86(uint32_t state[8], const uint8_t *block, size_t n_blocks)
{
    (void)state, (void)block, (void)n_blocks;
    return false;
}
#endif
