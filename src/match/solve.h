/* Profiles → matching. */
#ifndef MMI_MATCH_SOLVE_H
#define MMI_MATCH_SOLVE_H

#include "match/matching.h"

#include "base/stop.h"

/* How to match: what changes the time and never the answer. */
typedef struct mmi_match_way {
    mm_kernel kernel;
    int32_t threads;
    const mmi_stop *stop;
    const mm_matching *start; /* NULL: from nothing */
    bool keeps_evidence;
} mmi_match_way;

/* See mm_match(). `matching` is NULL on failure. */
mm_status mmi_match(const mmi_heap *heap, const mm_profiles *profiles, const mmi_match_way *way,
                    mm_matching **matching, mm_error *error);

#endif
