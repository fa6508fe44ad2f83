/* Relaxation: every person alone. A person holds at most so many meetings in a week as fit into all
 * its starts together; taking the earliest start that still fits is optimal for that (interval
 * scheduling, Kleinberg & Tardos 2005, section 4.1: it stays ahead of every other choice, also
 * with a limit for each run of starts on one date). Summed over the people on the first side of
 * the pairs, and over those on the second side; the smaller sum counts. */
#include "schedule/live_bound.h"

/* The starts of all pairs of one person in a week. */
typedef struct own_time {
    bool is_start[MMI_MOST_STARTS]; /* by offset */
    int32_t day[MMI_MOST_STARTS];   /* local date of the person */
    int32_t n_pairs[2];             /* pairs with a start that have the person on this side */
} own_time;

static void add_pairs(const mmi_bookings *bookings, int32_t person, int32_t week, own_time *time)
{
    const mmi_group *group = bookings->group;
    mmi_start *starts = bookings->starts;
    for (int32_t i = bookings->pair_start[person]; i < bookings->pair_start[person + 1]; i++) {
        const int32_t pair = bookings->pair[i];
        const int32_t side = group->members[pair].person[0] == person ? 0 : 1;
        const int32_t n_starts = group->list_starts(group->context, pair, week, starts);
        time->n_pairs[side] += n_starts > 0;
        for (int32_t i_start = 0; i_start < n_starts; i_start++) {
            time->is_start[starts[i_start].offset] = true;
            time->day[starts[i_start].offset] = starts[i_start].day[side];
        }
    }
}

/* Most meetings of one person, whoever they are with. */
static int32_t most_held(const mmi_group *group, const own_time *time)
{
    int32_t n_held = 0, on_date = 0, date = INT32_MIN, free_from = 0;
    for (int32_t offset = 0; offset < MMI_MOST_STARTS; offset++) {
        if (!time->is_start[offset]) continue;
        if (time->day[offset] != date) {
            date = time->day[offset];
            on_date = 0;
        }
        if (offset < free_from || on_date >= group->per_day) continue;
        free_from = offset + group->busy_slots;
        on_date++;
        n_held++;
    }
    return n_held;
}

int64_t mmi_live_bound(const mmi_bookings *bookings, int32_t week)
{
    const mmi_group *group = bookings->group;
    int64_t sum[2] = {0, 0};
    for (int32_t person = 0; person < group->n_people; person++) {
        own_time time = {.is_start = {false}};
        add_pairs(bookings, person, week, &time);
        const int32_t n_held = most_held(group, &time);
        for (int32_t side = 0; side < 2; side++) {
            sum[side] += time.n_pairs[side] < n_held ? time.n_pairs[side] : n_held;
        }
    }
    return sum[0] < sum[1] ? sum[0] : sum[1];
}
