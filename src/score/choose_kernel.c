/* Which kernel this machine can run. The builtin asks the processor and whether the system saves
 * the wide registers; no other code of the library depends on the machine. */
#include "score/kernel.h"

#include "base/status.h"

#if defined(__x86_64__)

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") != 0;
}

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vnni");
}

static const mmi_kernel *find(mm_kernel wanted)
{
    __builtin_cpu_init();
    switch (wanted) {
    case MM_KERNEL_BEST:
        return has_avx512() ? &mmi_kernel_avx512
               : has_avx2() ? &mmi_kernel_avx2
                            : &mmi_kernel_portable;
    case MM_KERNEL_PORTABLE: return &mmi_kernel_portable;
    case MM_KERNEL_AVX2: return has_avx2() ? &mmi_kernel_avx2 : NULL;
    case MM_KERNEL_AVX512: return has_avx512() ? &mmi_kernel_avx512 : NULL;
    }
    return NULL;
}

#else

static const mmi_kernel *find(mm_kernel wanted)
{
    return wanted == MM_KERNEL_BEST || wanted == MM_KERNEL_PORTABLE ? &mmi_kernel_portable : NULL;
}

#endif

mm_status mmi_choose_kernel(mm_kernel wanted, const mmi_kernel **kernel, mm_error *error)
{
    *kernel = find(wanted);
    if (*kernel != NULL) return MM_OK;
    return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                    "mm_match_options.kernel is %d, which is none or needs instructions that this "
                    "machine lacks; write MM_KERNEL_BEST",
                    (int)wanted);
}
