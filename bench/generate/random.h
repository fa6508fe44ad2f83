/* Seeded random integers: splitmix64 (Steele, Lea & Flood 2014). No floating point, so that a
 * seed gives the same instance on every machine. */
#ifndef MMB_RANDOM_H
#define MMB_RANDOM_H

#include <stdint.h>

typedef struct mmb_random {
    uint64_t state;
} mmb_random;

static inline uint64_t mmb_next(mmb_random *random)
{
    uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* A stream of its own for part `part` of what `seed` makes. */
static inline mmb_random mmb_random_of(uint64_t seed, uint64_t part)
{
    mmb_random random = {seed * UINT64_C(0xD1342543DE82EF95) + part};
    random.state = mmb_next(&random);
    return random;
}

/* 0 … n - 1, n >= 1. The high half of a product: no division, and a bias below 2^-32. */
static inline int32_t mmb_below(mmb_random *random, int32_t n)
{
    return (int32_t)((mmb_next(random) >> 32) * (uint64_t)n >> 32);
}

/* least … most, both included. */
static inline int32_t mmb_between(mmb_random *random, int32_t least, int32_t most)
{
    return least + mmb_below(random, most - least + 1);
}

/* True in `per_mille` of 1,000 cases. */
static inline int mmb_chance(mmb_random *random, int32_t per_mille)
{
    return mmb_below(random, 1000) < per_mille;
}

#endif
