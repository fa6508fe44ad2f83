/* Bookings of a group. A start is judged against its person's bookings of the same week and the
 * two beside it; weeks further off cannot touch it (a week has days, a meeting and gap hours). */
#include "schedule/bookings.h"

#include <string.h>

/* Local dates in reach of the starts of one week: the week, a day either side, a repeated day. */
#define MOST_DATES 16

mm_status mmi_bookings_make(const mmi_heap *heap, const mmi_group *group, mmi_bookings *bookings)
{
    const size_t n_people = (size_t)group->n_people, n_pairs = (size_t)group->n_pairs;
    *bookings = (mmi_bookings){.heap = *heap, .group = group};
    bookings->pair_start = mmi_alloc(heap, n_people + 2, sizeof *bookings->pair_start);
    bookings->pair = mmi_alloc(heap, 2 * n_pairs, sizeof *bookings->pair);
    bookings->booking = mmi_alloc(heap, n_pairs * (size_t)group->n_weeks,
                                  sizeof *bookings->booking);
    bookings->starts = mmi_alloc(heap, MMI_MOST_STARTS, sizeof *bookings->starts);
    if (bookings->pair_start == NULL || bookings->pair == NULL || bookings->booking == NULL ||
        bookings->starts == NULL) {
        mmi_bookings_clear(bookings);
        return MM_ERR_MEMORY;
    }
    /* Counting sort: starts are kept one place ahead while the pairs are dealt out. */
    int32_t *const ahead = bookings->pair_start + 1;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        for (int32_t side = 0; side < 2; side++) ahead[group->members[pair].person[side] + 1]++;
    }
    for (int32_t person = 0; person < group->n_people; person++) {
        ahead[person + 1] += ahead[person];
    }
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        for (int32_t side = 0; side < 2; side++) {
            bookings->pair[ahead[group->members[pair].person[side]]++] = pair;
        }
    }
    for (size_t i = 0; i < n_pairs * (size_t)group->n_weeks; i++) {
        bookings->booking[i].slot = MMI_NO_START;
    }
    return MM_OK;
}

void mmi_bookings_clear(mmi_bookings *bookings)
{
    const mmi_heap heap = bookings->heap;
    mmi_free(&heap, bookings->pair_start);
    mmi_free(&heap, bookings->pair);
    mmi_free(&heap, bookings->booking);
    mmi_free(&heap, bookings->starts);
    *bookings = (mmi_bookings){.heap = heap};
}

void mmi_book(mmi_bookings *bookings, int32_t pair, int32_t week, const mmi_start *start)
{
    *mmi_booking_of(bookings, pair, week) =
        (mmi_booking){start->slot, {start->day[0], start->day[1]}, start->time_of_week};
}

void mmi_unbook(mmi_bookings *bookings, int32_t pair, int32_t week)
{
    mmi_booking_of(bookings, pair, week)->slot = MMI_NO_START;
}

/* Mark what one booking takes: offsets within busy_slots of it, and a place on its date. */
static void mark(const mmi_group *group, int32_t slot, int32_t begin_slot, bool *is_taken)
{
    int32_t from = slot - begin_slot - group->busy_slots + 1;
    int32_t to = slot - begin_slot + group->busy_slots;
    if (from < 0) from = 0;
    if (to > MMI_MOST_STARTS) to = MMI_MOST_STARTS;
    for (int32_t offset = from; offset < to; offset++) is_taken[offset] = true;
}

void mmi_rule_out(const mmi_bookings *bookings, int32_t pair, int32_t week, int32_t side,
                  const mmi_start *starts, int32_t n_starts, bool *is_free)
{
    const mmi_group *group = bookings->group;
    if (n_starts == 0) return;
    const int32_t person = group->members[pair].person[side];
    const int32_t begin_slot = starts[0].slot - starts[0].offset;
    const int32_t first_day = starts[0].day[side] - 2;
    bool is_taken[MMI_MOST_STARTS] = {false};
    int32_t on_date[MOST_DATES] = {0};
    const int32_t last_week = week + 1 < group->n_weeks ? week + 1 : week;
    for (int32_t near = week > 0 ? week - 1 : week; near <= last_week; near++) {
        for (int32_t i = bookings->pair_start[person]; i < bookings->pair_start[person + 1]; i++) {
            const int32_t other = bookings->pair[i];
            const mmi_booking *booking = mmi_booking_of(bookings, other, near);
            if (booking->slot == MMI_NO_START || (other == pair && near == week)) continue;
            mark(group, booking->slot, begin_slot, is_taken);
            const int32_t date =
                booking->day[group->members[other].person[0] == person ? 0 : 1] - first_day;
            if (date >= 0 && date < MOST_DATES) on_date[date]++;
        }
    }
    for (int32_t i = 0; i < n_starts; i++) {
        const int32_t date = starts[i].day[side] - first_day;
        if (is_taken[starts[i].offset] || on_date[date] >= group->per_day) is_free[i] = false;
    }
}
