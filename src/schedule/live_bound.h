/* An upper bound of the check-ins that can be live, from each person's own time. */
#ifndef MMI_SCHEDULE_LIVE_BOUND_H
#define MMI_SCHEDULE_LIVE_BOUND_H

#include "schedule/bookings.h"

/* No plan has more starts in `week`. `bookings` only lends the lists of pairs. */
int64_t mmi_live_bound(const mmi_bookings *bookings, int32_t week);

#endif
