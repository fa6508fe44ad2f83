/* Mentors who have more places than time. */
#ifndef MMI_PROFILE_CAPACITY_NOTES_H
#define MMI_PROFILE_CAPACITY_NOTES_H

#include "base/problems.h"
#include "base/stop.h"
#include "profile/profiles.h"

/* A note for every mentor who takes part and stated availability, whose capacity is beyond the
 * meetings that fit into their starts of some counted check-in week (gap and per_day kept).
 * MM_ERR_STOPPED. */
mm_status mmi_note_capacities(const mm_profiles *profiles, const mmi_stop *stop,
                              mm_problems *problems, mm_error *error);

#endif
