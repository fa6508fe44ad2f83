/* Who meets when, so far: books, and says which starts are still free. */
#ifndef MMI_SCHEDULE_BOOKINGS_H
#define MMI_SCHEDULE_BOOKINGS_H

#include "schedule/group_plan.h"

/* A chosen start; slot MMI_NO_START: none. */
typedef struct mmi_booking {
    int32_t slot;
    int32_t day[2];
    int32_t time_of_week;
} mmi_booking;

typedef struct mmi_bookings {
    mmi_heap heap;
    const mmi_group *group;  /* lent */
    int32_t *pair_start;     /* [n_people + 1] into pair */
    int32_t *pair;           /* [2 * n_pairs] pairs of a person, ascending */
    mmi_booking *booking;    /* [n_weeks * n_pairs] */
    mmi_start *starts;       /* [MMI_MOST_STARTS] scratch for whoever lists some */
} mmi_bookings;

/* Nothing is booked. MM_ERR_MEMORY. */
mm_status mmi_bookings_make(const mmi_heap *heap, const mmi_group *group, mmi_bookings *bookings);
void mmi_bookings_clear(mmi_bookings *bookings);

static inline mmi_booking *mmi_booking_of(const mmi_bookings *bookings, int32_t pair, int32_t week)
{
    return &bookings->booking[(int64_t)week * bookings->group->n_pairs + pair];
}

void mmi_book(mmi_bookings *bookings, int32_t pair, int32_t week, const mmi_start *start);
void mmi_unbook(mmi_bookings *bookings, int32_t pair, int32_t week);

/* Clear is_free[i] where the other bookings of one side's person (0 or 1) of the pair rule start i
 * out: too near, or the date is full. */
void mmi_rule_out(const mmi_bookings *bookings, int32_t pair, int32_t week, int32_t side,
                  const mmi_start *starts, int32_t n_starts, bool *is_free);

#endif
