/* Cohort → profiles. */
#ifndef MMI_PROFILE_COMPILE_H
#define MMI_PROFILE_COMPILE_H

#include "base/problems.h"
#include "base/stop.h"
#include "profile/profiles.h"

/* See mm_compile(). Faults of pair rules are reported into `problems`: the caller finishes them and
 * gives up the profiles if there was one. `profiles` is NULL on failure. */
mm_status mmi_compile(const mmi_heap *heap, const mm_cohort *cohort, const mmi_stop *stop,
                      mm_problems *problems, mm_profiles **profiles, mm_error *error);

#endif
