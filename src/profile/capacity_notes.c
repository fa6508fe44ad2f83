/* How many meetings a mentor's free time can hold: each as early as the one before allows, which is
 * the most for meetings of equal length (earliest finish first), day by day of the mentor's own. */
#include "profile/capacity_notes.h"

#include "time/civil.h"

#include <stdio.h>

#define STOP_EVERY 64 /* mentors between two looks at the clock */

static int32_t local_day(const mmi_zone *zone, int64_t utc_s)
{
    return mmi_day_of_second(utc_s + mmi_zone_offset_s(zone, utc_s));
}

/* Up to the mentor's capacity: more is not asked. */
static int32_t count_meetings(const mm_profiles *profiles, int32_t mentor, int32_t week)
{
    const int32_t capacity = profiles->capacity[mentor];
    const mmi_check_in_week *of = &profiles->week[week];
    const uint64_t *starts = mmi_start_mask(profiles, MMI_MENTOR, mentor, week);
    const mmi_people *mentors = &profiles->cohort->people[MMI_MENTOR];
    const mmi_zone *zone = mentors->zone[profiles->row[MMI_MENTOR][mentor]];
    const int32_t per_day = mmi_programme_of(profiles)->per_day;
    int32_t n_meetings = 0;
    int32_t n_on_day = 0;
    int32_t day = INT32_MIN;
    int32_t slot = 0;
    while (slot < of->n_slots && n_meetings < capacity) {
        if ((starts[slot / 64] >> (slot % 64) & 1) == 0) {
            slot++;
            continue;
        }
        const int32_t on = local_day(zone, of->begin_s + (int64_t)slot * MMI_SLOT_S);
        if (on != day) n_on_day = 0;
        day = on;
        if (n_on_day == per_day) {
            slot++;
            continue;
        }
        n_meetings++;
        n_on_day++;
        slot += profiles->meeting_slots + profiles->gap_slots;
    }
    return n_meetings;
}

mm_status mmi_note_capacities(const mm_profiles *profiles, const mmi_stop *stop,
                              mm_problems *problems, mm_error *error)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    const mmi_people *mentors = &profiles->cohort->people[MMI_MENTOR];
    char label[512]; /* as the file was named while it was read */
    (void)snprintf(label, sizeof label, "%s%s", programme->folder,
                   programme->people[MMI_MENTOR].file);
    for (int32_t row = 0; row < mentors->n; row++) {
        mmi_stage_share(stop, row, mentors->n);
        if (row % STOP_EVERY == 0 && mmi_stop_asked(stop)) return mmi_stopped(error);
        const int32_t mentor = profiles->number[MMI_MENTOR][row];
        if (!mentors->takes_part[row] || !mentors->has_availability[row]) continue;
        for (int32_t week = 0; week < profiles->n_weeks; week++) {
            if (profiles->week[week].is_holiday) continue;
            const int32_t n_meetings = count_meetings(profiles, mentor, week);
            if (n_meetings >= profiles->capacity[mentor]) continue;
            const mmi_place place = {label, MMI_MENTOR + 1, mentors->line[row], 0, "capacity"};
            mmi_report(problems, MM_SEVERITY_NOTE, MM_CODE_CAPACITY_TIME, &place, NULL, NULL,
                       "more places than meetings that fit into the free time of term week %d; "
                       "%d fit, the others would check in asynchronously",
                       profiles->week[week].term_week, n_meetings);
            break;
        }
    }
    return MM_OK;
}
