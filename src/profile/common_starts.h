/* Common starts of a pair: mask AND mask. */
#ifndef MMI_PROFILE_COMMON_STARTS_H
#define MMI_PROFILE_COMMON_STARTS_H

#include "profile/profiles.h"

/* Bits set in a word, without asking for a machine that counts them. */
static inline int32_t mmi_count_bits(uint64_t word)
{
    word -= (word >> 1) & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) + ((word >> 2) & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (int32_t)((word * UINT64_C(0x0101010101010101)) >> 56);
}

/* Starts of both in a check-in week; 0 in a week that is wholly holiday. */
int32_t mmi_common_starts(const mm_profiles *profiles, int32_t mentee, int32_t mentor,
                          int32_t week);

#endif
