/* Every zone in use is read once a week; zones are told apart by their address, since the cohort's
 * book holds each once. */
#include "schedule/week_clocks.h"

#include "time/civil.h"

#include <string.h>

#define MINUTE_S 60

/* Zones met so far, by address. */
typedef struct zone_list {
    const mmi_zone **zone;     /* [n] ascending */
    int32_t *number;           /* [n] in order of meeting */
    size_t n, zone_capacity, number_capacity;
} zone_list;

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

static bool read_clock(mmi_week_clocks *clocks, const mm_profiles *profiles, const mmi_zone *zone,
                       int32_t week, mmi_week_clock *clock)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    const int64_t week_s = profiles->week[week].begin_s;
    int64_t change_s = week_s;
    int32_t offset_s = 0;
    clock->first_stretch = (int32_t)clocks->n_stretches;
    for (int32_t slot = 0; slot < profiles->week[week].n_slots; slot++) {
        const int64_t begin_s = week_s + (int64_t)slot * MMI_SLOT_S;
        if (begin_s >= change_s) {
            offset_s = mmi_zone_offset_s(zone, begin_s);
            change_s = mmi_zone_next_change(zone, begin_s);
            if (!mmi_reserve(&clocks->heap, &clocks->stretch, &clocks->stretch_capacity,
                             clocks->n_stretches + 1)) {
                return false;
            }
            clocks->stretch[clocks->n_stretches++] = (mmi_clock_stretch){slot, offset_s};
        }
        const bool is_good = change_s - begin_s >= MMI_SLOT_S
                                 ? is_comfortable(programme, begin_s + offset_s, MMI_SLOT_S)
                                 : slot_is_comfortable(programme, zone, begin_s, change_s);
        if (!is_good) clock->is_bad[slot / 64] |= UINT64_C(1) << (slot % 64);
    }
    clock->n_stretches = (int32_t)clocks->n_stretches - clock->first_stretch;
    return true;
}

/* The number of a zone, a new one where it is met first. MM_NONE: no memory. */
static int32_t number_of_zone(const mmi_heap *heap, zone_list *list, const mmi_zone *zone)
{
    size_t first = 0, last = list->n;
    while (first < last) {
        const size_t middle = first + (last - first) / 2;
        if ((uintptr_t)list->zone[middle] < (uintptr_t)zone) first = middle + 1;
        else last = middle;
    }
    if (first < list->n && list->zone[first] == zone) return list->number[first];
    if (!mmi_reserve(heap, &list->zone, &list->zone_capacity, list->n + 1) ||
        !mmi_reserve(heap, &list->number, &list->number_capacity, list->n + 1)) {
        return MM_NONE;
    }
    memmove(list->zone + first + 1, list->zone + first, (list->n - first) * sizeof *list->zone);
    memmove(list->number + first + 1, list->number + first,
            (list->n - first) * sizeof *list->number);
    list->zone[first] = zone;
    list->number[first] = (int32_t)list->n;
    return (int32_t)list->n++;
}

/* Number the zones of the people of one role. False: no memory. */
static bool number_zones(mmi_week_clocks *clocks, const mm_profiles *profiles, int32_t role,
                         int32_t n_pairs, const int32_t *person, zone_list *list)
{
    int32_t *zone_of = clocks->zone_of[role];
    for (int32_t i = 0; i < profiles->n_people[role]; i++) zone_of[i] = MM_NONE;
    for (int32_t i = 0; i < n_pairs; i++) {
        if (zone_of[person[i]] != MM_NONE) continue;
        const int32_t row = profiles->row[role][person[i]];
        const mmi_zone *zone = profiles->cohort->people[role].zone[row];
        zone_of[person[i]] = number_of_zone(&clocks->heap, list, zone);
        if (zone_of[person[i]] == MM_NONE) return false;
    }
    return true;
}

static bool read_clocks(mmi_week_clocks *clocks, const mm_profiles *profiles,
                        const zone_list *list)
{
    const size_t n_weeks = (size_t)profiles->n_weeks;
    clocks->clock = mmi_alloc(&clocks->heap, list->n * n_weeks, sizeof *clocks->clock);
    if (clocks->clock == NULL) return false;
    for (size_t i = 0; i < list->n; i++) {
        for (int32_t week = 0; week < profiles->n_weeks; week++) {
            mmi_week_clock *clock =
                &clocks->clock[(size_t)list->number[i] * n_weeks + (size_t)week];
            if (!read_clock(clocks, profiles, list->zone[i], week, clock)) return false;
        }
    }
    return true;
}

mm_status mmi_week_clocks_make(const mmi_heap *heap, const mm_profiles *profiles, int32_t n_pairs,
                               const int32_t *mentor, const int32_t *mentee,
                               mmi_week_clocks *clocks)
{
    const int32_t *const person[MMI_N_ROLES] = {[MMI_MENTOR] = mentor, [MMI_MENTEE] = mentee};
    zone_list list = {.n = 0};
    bool is_made = true;
    *clocks = (mmi_week_clocks){.heap = *heap, .n_weeks = profiles->n_weeks};
    for (int32_t role = 0; role < MMI_N_ROLES && is_made; role++) {
        clocks->zone_of[role] = mmi_alloc(heap, (size_t)profiles->n_people[role],
                                          sizeof *clocks->zone_of[role]);
        is_made = clocks->zone_of[role] != NULL &&
                  number_zones(clocks, profiles, role, n_pairs, person[role], &list);
    }
    is_made = is_made && read_clocks(clocks, profiles, &list);
    mmi_free(heap, list.zone);
    mmi_free(heap, list.number);
    if (!is_made) mmi_week_clocks_clear(clocks);
    return is_made ? MM_OK : MM_ERR_MEMORY;
}

void mmi_week_clocks_clear(mmi_week_clocks *clocks)
{
    const mmi_heap heap = clocks->heap;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) mmi_free(&heap, clocks->zone_of[role]);
    mmi_free(&heap, clocks->clock);
    mmi_free(&heap, clocks->stretch);
    *clocks = (mmi_week_clocks){.heap = heap};
}
