/* Instants as a person reads them: in the zone of that person's row. */
#ifndef MMI_WRITE_LOCAL_TEXT_H
#define MMI_WRITE_LOCAL_TEXT_H

#include "profile/profiles.h"
#include "time/civil.h"

/* The zone as the person wrote it; if blank, as in the other row of the same person; else the
 * programme's. Lent. */
const char *mmi_stated_zone_name(const mm_profiles *profiles, int32_t role, int32_t person);

/* Seconds since 1970-01-01T00:00 on the person's wall clock. */
int64_t mmi_local_s(const mm_profiles *profiles, int32_t role, int32_t person, int64_t utc_s);

#endif
