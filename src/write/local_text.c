/* The zone of a row for the local columns of check_ins.csv and for calendars. */
#include "write/local_text.h"

const char *mmi_stated_zone_name(const mm_profiles *profiles, int32_t role, int32_t person)
{
    const mmi_people *people = &profiles->cohort->people[role];
    const int32_t row = profiles->row[role][person];
    if (people->zone_name[row][0] != '\0') return people->zone_name[row];
    const int32_t other_row = people->same_person[row];
    if (other_row != MM_NONE) {
        const char *other = profiles->cohort->people[1 - role].zone_name[other_row];
        if (other[0] != '\0') return other;
    }
    return mmi_programme_of(profiles)->time_zone;
}

int64_t mmi_local_s(const mm_profiles *profiles, int32_t role, int32_t person, int64_t utc_s)
{
    const int32_t row = profiles->row[role][person];
    return utc_s + mmi_zone_offset_s(profiles->cohort->people[role].zone[row], utc_s);
}
