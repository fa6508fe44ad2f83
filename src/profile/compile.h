/* Cohort → profiles. */
#ifndef MMI_PROFILE_COMPILE_H
#define MMI_PROFILE_COMPILE_H

#include "base/pool.h"
#include "base/problems.h"
#include "profile/profiles.h"

/* With what: all lent. */
typedef struct mmi_compile_means {
    const mmi_heap *heap;  /* lives on in the profiles */
    const mmi_stop *stop;
    mmi_pool *pool;        /* NULL: the calling thread alone */
    mm_problems *problems;
} mmi_compile_means;

/* See mm_compile(). Faults of pair rules are reported into `problems`: the caller finishes them and
 * gives up the profiles if there was one. `profiles` is NULL on failure. */
mm_status mmi_compile(const mm_cohort *cohort, const mmi_compile_means *with,
                      mm_profiles **profiles, mm_error *error);

#endif
