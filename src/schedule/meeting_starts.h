/* The starts of a pair in a check-in week, with what each means to the two on their own clocks. */
#ifndef MMI_SCHEDULE_MEETING_STARTS_H
#define MMI_SCHEDULE_MEETING_STARTS_H

#include "schedule/group_plan.h"
#include "schedule/week_clocks.h"

/* Pairs by number; what mmi_list_meeting_starts() takes as context. */
typedef struct mmi_meeting_pairs {
    const mm_profiles *profiles;
    const mmi_week_clocks *clocks; /* of all people of the pairs */
    const int32_t *mentor;         /* [n_pairs] numbers of the profiles */
    const int32_t *mentee;         /* [n_pairs] */
} mmi_meeting_pairs;

/* An mmi_list_starts: first person the mentor, second the mentee. */
int32_t mmi_list_meeting_starts(const void *meeting_pairs, int32_t pair, int32_t week,
                                mmi_start starts[MMI_MOST_STARTS]);

#endif
