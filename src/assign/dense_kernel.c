/* Plain loops over blocks of 64 columns, compiled once for each kind of machine: compilers turn
 * them into vector instructions of whatever width there is. The kernel is chosen when a call
 * begins, by what the processor says of itself. */
#include "assign/dense_kernel.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define BLOCK MMI_DENSE_GROUPS
#define LANES 16                           /* values measured together */
#define FRACTION ((INT64_C(1) << 52) - 1)  /* bits of float64 */
#define INFINITE (INT64_C(0x7FF) << 52)

/* A range of float64 for each lane. */
typedef struct real_lanes {
    int64_t lowest[LANES];
    int64_t least[LANES];
    int64_t most[LANES];
    int64_t n_forbidden[LANES];
    int64_t n_bad[LANES];
} real_lanes;

/* The places of the bytes that are 1, behind the n_found of before. Most words are 0. */
static inline int32_t take_hits(const uint8_t is_hit[BLOCK], int32_t block, int32_t limit,
                                int32_t n_found, int32_t *column)
{
    for (int32_t word = 0; word < BLOCK; word += 8) {
        uint64_t eight;
        memcpy(&eight, is_hit + word, sizeof eight);
        if (eight == 0) continue;
        for (int32_t i = word; i < word + 8 && n_found < limit; i++) {
            column[n_found] = block + i;
            n_found += is_hit[i];
        }
    }
    return n_found;
}

#define TARGET
#define KERNEL(name) portable_##name
#define KERNEL_NAME "portable"
#include "assign/dense_kernel_body.h"
#undef TARGET
#undef KERNEL
#undef KERNEL_NAME

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_X86_KERNELS

#define TARGET __attribute__((target("avx2")))
#define KERNEL(name) avx2_##name
#define KERNEL_NAME "avx2"
#include "assign/dense_kernel_body.h"
#undef TARGET
#undef KERNEL
#undef KERNEL_NAME

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
#define KERNEL(name) avx512_##name
#define KERNEL_NAME "avx512"
#include "assign/dense_kernel_body.h"
#undef TARGET
#undef KERNEL
#undef KERNEL_NAME
#endif

void mmi_dense_kernels(const mmi_dense_kernel *kernels[4])
{
    int32_t n = 0;
    kernels[n++] = &portable_kernel;
#ifdef HAS_X86_KERNELS
    if (__builtin_cpu_supports("avx2")) kernels[n++] = &avx2_kernel;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
        kernels[n++] = &avx512_kernel;
    }
#endif
    kernels[n] = NULL;
}

const mmi_dense_kernel *mmi_dense_kernel_best(void)
{
    const mmi_dense_kernel *kernels[4];
    mmi_dense_kernels(kernels);
    int32_t last = 0;
    while (kernels[last + 1] != NULL) last++;
    return kernels[last];
}
