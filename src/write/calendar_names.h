/* File names of calendars: made of ids, safe on every file system. */
#ifndef MMI_WRITE_CALENDAR_NAMES_H
#define MMI_WRITE_CALENDAR_NAMES_H

#include "base/arena.h"
#include "profile/profiles.h"

/* The name of everybody of a role, "mentor-ID.ics" or "mentee-ID.ics", by row of the cohort: [n]
 * texts in the arena. NULL: no memory. */
const char **mmi_calendar_names(const mm_profiles *profiles, int32_t role, mmi_arena *arena);

#endif
