/* Common starts of mentor and mentee (start mask and start mask), read on both clocks: local date,
 * weekday and time, and the quarter hours of the meeting outside the comfortable hours. Offsets are
 * asked of the zone once a stretch between two changes, not once a slot. */
#include "schedule/meeting_starts.h"

#include "profile/common_starts.h"
#include "time/civil.h"

_Static_assert(MMI_MOST_STARTS == MMI_WEEK_SLOTS_MOST, "one start a slot");

#define WEEK_S (7 * MMI_DAY_S)
#define MINUTE_S 60
#define MONDAY_OF_DAY_0 3 /* 1970-01-01 was a Thursday, three days after a Monday */

/* One person's clock on the slots of a week. */
typedef struct local_week {
    int32_t offset_s[MMI_MOST_STARTS];        /* at the begin of the slot */
    int32_t n_worse[MMI_MOST_STARTS + 1];     /* quarter hours before this slot that lie outside
                                                 the comfortable hours */
} local_week;

static int64_t rounded_down(int64_t value, int64_t unit)
{
    const int64_t rest = value % unit;
    return value - (rest < 0 ? rest + unit : rest);
}

/* Whether [local_s, local_s + length_s) lies inside the comfortable hours. */
static bool is_comfortable(const mm_programme *programme, int64_t local_s, int64_t length_s)
{
    const int64_t from_s = (int64_t)programme->comfortable_from_minute * MINUTE_S;
    int64_t to_s = (int64_t)programme->comfortable_to_minute * MINUTE_S;
    if (to_s <= from_s) to_s += MMI_DAY_S;
    if (to_s - from_s == MMI_DAY_S) return true;
    int64_t second = local_s - rounded_down(local_s, MMI_DAY_S);
    if (second < from_s) second += MMI_DAY_S;
    return second + length_s <= to_s;
}

/* The same for a slot, which a change of the offset may cut into pieces. */
static bool slot_is_comfortable(const mm_programme *programme, const mmi_zone *zone,
                                int64_t begin_s, int64_t change_s)
{
    const int64_t end_s = begin_s + MMI_SLOT_S;
    while (begin_s < end_s) {
        const int64_t until_s = change_s < end_s ? change_s : end_s;
        const int64_t local_s = begin_s + mmi_zone_offset_s(zone, begin_s);
        if (!is_comfortable(programme, local_s, until_s - begin_s)) return false;
        begin_s = until_s;
        change_s = mmi_zone_next_change(zone, begin_s);
    }
    return true;
}

static void read_clock(const mm_programme *programme, const mmi_zone *zone,
                       const mmi_check_in_week *week, local_week *local)
{
    int64_t change_s = week->begin_s;
    int32_t offset_s = 0;
    local->n_worse[0] = 0;
    for (int32_t slot = 0; slot < week->n_slots; slot++) {
        const int64_t begin_s = week->begin_s + (int64_t)slot * MMI_SLOT_S;
        if (begin_s >= change_s) {
            offset_s = mmi_zone_offset_s(zone, begin_s);
            change_s = mmi_zone_next_change(zone, begin_s);
        }
        const bool is_good = change_s - begin_s >= MMI_SLOT_S
                                 ? is_comfortable(programme, begin_s + offset_s, MMI_SLOT_S)
                                 : slot_is_comfortable(programme, zone, begin_s, change_s);
        local->offset_s[slot] = offset_s;
        local->n_worse[slot + 1] = local->n_worse[slot] + !is_good;
    }
}

/* Seconds since Monday 00:00 of a local second count. */
static int32_t time_of_week(int64_t local_s)
{
    const int64_t since_monday_s = local_s + (int64_t)MONDAY_OF_DAY_0 * MMI_DAY_S;
    return (int32_t)(since_monday_s - rounded_down(since_monday_s, WEEK_S));
}

static mmi_start start_at(const mm_profiles *profiles, const mmi_check_in_week *week,
                          int32_t offset, const local_week local[2])
{
    const int64_t utc_s = week->begin_s + (int64_t)offset * MMI_SLOT_S;
    mmi_start start = {.slot = (int32_t)(utc_s / MMI_SLOT_S), .offset = offset};
    int32_t discomfort[2];
    for (int32_t side = 0; side < 2; side++) {
        start.day[side] = mmi_day_of_second(utc_s + local[side].offset_s[offset]);
        discomfort[side] = local[side].n_worse[offset + profiles->meeting_slots] -
                           local[side].n_worse[offset];
    }
    const bool is_first_worse = discomfort[0] > discomfort[1];
    start.most_discomfort = discomfort[is_first_worse ? 0 : 1];
    start.least_discomfort = discomfort[is_first_worse ? 1 : 0];
    start.time_of_week = time_of_week(utc_s + local[MMI_MENTEE].offset_s[offset]);
    return start;
}

int32_t mmi_list_meeting_starts(const void *meeting_pairs, int32_t pair, int32_t week,
                                mmi_start starts[MMI_MOST_STARTS])
{
    const mmi_meeting_pairs *pairs = meeting_pairs;
    const mm_profiles *profiles = pairs->profiles;
    const int32_t person[MMI_N_ROLES] = {pairs->mentor[pair], pairs->mentee[pair]};
    if (mmi_common_starts(profiles, person[MMI_MENTEE], person[MMI_MENTOR], week) == 0) {
        return 0;
    }
    local_week local[MMI_N_ROLES];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const int32_t row = profiles->row[role][person[role]];
        read_clock(mmi_programme_of(profiles), profiles->cohort->people[role].zone[row],
                   &profiles->week[week], &local[role]);
    }
    int32_t n_starts = 0;
    for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
        uint64_t common = mmi_start_mask(profiles, MMI_MENTOR, person[MMI_MENTOR], week)[word] &
                          mmi_start_mask(profiles, MMI_MENTEE, person[MMI_MENTEE], week)[word];
        for (; common != 0; common &= common - 1) {
            const int32_t offset = 64 * word + __builtin_ctzll(common);
            starts[n_starts++] = start_at(profiles, &profiles->week[week], offset, local);
        }
    }
    return n_starts;
}
