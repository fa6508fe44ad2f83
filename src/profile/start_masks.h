/* Start masks of everybody for every check-in week. */
#ifndef MMI_PROFILE_START_MASKS_H
#define MMI_PROFILE_START_MASKS_H

#include "base/pool.h"
#include "profile/profiles.h"

/* Fill weeks, starts, has_availability and noon_offset_s; memory from profiles->arena.
 * Errors  MM_ERR_MEMORY, MM_ERR_INPUT (a week off the quarter-hour grid), MM_ERR_STOPPED. */
mm_status mmi_make_start_masks(mm_profiles *profiles, mmi_pool *pool, const mmi_stop *stop,
                               mm_error *error);

#endif
