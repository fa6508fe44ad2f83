/* What mm_plan() made: check-ins by week, and what is proven of them. */
#ifndef MMI_SCHEDULE_SCHEDULE_H
#define MMI_SCHEDULE_SCHEDULE_H

#include "match/matching.h"

#include <mentormatch/schedule.h>

struct mm_schedule {
    mmi_heap heap;
    uint8_t fingerprint[MMI_SHA256_BYTES]; /* of the cohort */
    int32_t n_check_ins;
    mm_check_in *check_in;  /* [n_check_ins] by week, then by ids: mentee, mentor */
    int32_t n_weeks;
    mm_week_result *week;   /* [n_weeks] ascending */
    mm_schedule_result totals;
};

#endif
