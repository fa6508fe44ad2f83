/* The whole plan: groups, each planned alone, put together by week and ids. */
#ifndef MMI_SCHEDULE_PLAN_H
#define MMI_SCHEDULE_PLAN_H

#include "base/stop.h"
#include "schedule/schedule.h"

/* MM_ERR_MISMATCH (matching of another cohort), MM_ERR_MEMORY. NULL on failure. */
mm_status mmi_plan(const mm_profiles *profiles, const mm_matching *matching, const mmi_heap *heap,
                   const mmi_stop *stop, mm_schedule **schedule, mm_error *error);

#endif
