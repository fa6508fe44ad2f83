/* Profiles → matching. */
#ifndef MMI_MATCH_SOLVE_H
#define MMI_MATCH_SOLVE_H

#include "match/matching.h"

#include "base/stop.h"

/* See mm_match(). `matching` is NULL on failure. */
mm_status mmi_match(const mmi_heap *heap, const mm_profiles *profiles, mm_kernel kernel,
                    const mmi_stop *stop, mm_matching **matching, mm_error *error);

#endif
