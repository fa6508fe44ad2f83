/* Seeded random numbers for tests: xorshift64 (Marsaglia 2003). */
#ifndef MMT_RANDOM_NUMBERS_H
#define MMT_RANDOM_NUMBERS_H

#include <stdint.h>

/* The state is any number but 0; seeds are multiplied by an odd constant to spread them. */
static inline uint64_t random_state(uint64_t seed)
{
    return (seed + 1) * UINT64_C(0x9E3779B97F4A7C15);
}

static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* 0 … n - 1. */
static inline int32_t below(uint64_t *state, int32_t n)
{
    return (int32_t)(next_random(state) % (uint64_t)n);
}

#endif
