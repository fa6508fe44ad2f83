/* Renumbering people so that nothing afterwards sees the order of rows. */
#ifndef MMI_PROFILE_CANONICAL_ORDER_H
#define MMI_PROFILE_CANONICAL_ORDER_H

#include "profile/profiles.h"

/* Fill n_people, row, number, kind_first and kind_of; memory from profiles->arena. */
mm_status mmi_make_canonical_order(mm_profiles *profiles, mm_error *error);

#endif
