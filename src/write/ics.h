/* One person's check-ins as an iCalendar file (RFC 5545, METHOD PUBLISH of RFC 5546). */
#ifndef MMI_WRITE_ICS_H
#define MMI_WRITE_ICS_H

#include "schedule/schedule.h"
#include "write/writer.h"

void mmi_calendar_begin(mmi_writer *writer);
/* A check-in as the person of that role sees it: the other one is the partner. */
void mmi_calendar_event(const mm_profiles *profiles, const mm_check_in *check_in, int32_t role,
                        mmi_writer *writer);
void mmi_calendar_end(mmi_writer *writer);

#endif
