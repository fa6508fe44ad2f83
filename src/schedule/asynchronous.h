/* Why a check-in is asynchronous (SPEC sections 6 and 8.11). */
#ifndef MMI_SCHEDULE_ASYNCHRONOUS_H
#define MMI_SCHEDULE_ASYNCHRONOUS_H

#include "schedule/bookings.h"
#include "schedule/meeting_starts.h"

#include <mentormatch/schedule.h>

/* The first reason that applies to a pair (a number of `pairs` and of `bookings`) without a start
 * in `week`. */
mm_asynchronous_reason mmi_asynchronous_reason(const mmi_meeting_pairs *pairs,
                                               const mmi_bookings *bookings, int32_t pair,
                                               int32_t week);

#endif
