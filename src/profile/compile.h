/* Cohort → profiles. */
#ifndef MMI_PROFILE_COMPILE_H
#define MMI_PROFILE_COMPILE_H

#include "base/stop.h"
#include "profile/profiles.h"

/* See mm_compile(). `profiles` is NULL on failure. */
mm_status mmi_compile(const mmi_heap *heap, const mm_cohort *cohort, const mmi_stop *stop,
                      mm_profiles **profiles, mm_error *error);

#endif
