/* The whole plan: groups, each planned alone, put together by week and ids. */
#ifndef MMI_SCHEDULE_PLAN_H
#define MMI_SCHEDULE_PLAN_H

#include "base/pool.h"
#include "schedule/schedule.h"

/* From the caller's options. */
typedef struct mmi_plan_how {
    const mmi_stop *stop;
    int32_t threads; /* as in the options */
} mmi_plan_how;

/* MM_ERR_MISMATCH (matching of another cohort), MM_ERR_MEMORY. NULL on failure. The result does not
 * depend on the number of threads. */
mm_status mmi_plan(const mm_profiles *profiles, const mm_matching *matching, const mmi_heap *heap,
                   const mmi_plan_how *how, mm_schedule **schedule, mm_error *error);

#endif
