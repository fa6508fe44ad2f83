/* One person and its pairs in one week: the cheapest starts that keep the distance and the limit
 * of a date, and the cheapest with each single start forced. */
#ifndef MMI_SCHEDULE_STAR_H
#define MMI_SCHEDULE_STAR_H

#include "schedule/plan_cost.h"

/* One pair of the person. */
typedef struct mmi_star_member {
    int32_t n_starts;
    const int32_t *slot;    /* [n_starts] ascending */
    const int32_t *day;     /* [n_starts] on the person's date */
    const mmi_cost *cost;   /* [n_starts] */
    mmi_cost none_cost;     /* of no start; may be impossible */
    mmi_cost *reached;      /* Out. [n_starts] least total with this start */
    mmi_cost none_reached;  /* Out. least total without a start */
} mmi_star_member;

/* A slot at which somebody may start. */
typedef struct mmi_star_event {
    int32_t slot;
    int32_t next;  /* first event that a meeting from here leaves free */
    int32_t run;   /* events of one date in a row have one number */
    int32_t begin; /* into event_member, event_start */
} mmi_star_event;

/* Tables that grow and are used again. */
typedef struct mmi_star {
    mmi_heap heap;
    int32_t busy_slots;
    int32_t per_day;              /* the caller sets it; at least the members: no limit */
    int32_t n_events;             /* different slots of all members, ascending */
    mmi_star_event *event;        /* [n_events + 1] */
    size_t event_capacity;
    int8_t *event_member;         /* by mmi_star_event.begin */
    int32_t *event_start;
    size_t member_capacity, start_capacity;
    mmi_cost *ahead;  /* least cost from an event to the end, by meetings on the date, by who met */
    mmi_cost *behind; /* least cost from the begin to an event, likewise */
    size_t ahead_capacity, behind_capacity;
    mmi_cost *none_sum; /* [sets] cost of everybody outside the set */
    size_t none_capacity;
} mmi_star;

mmi_star mmi_star_on(const mmi_heap *heap, int32_t busy_slots);
void mmi_star_clear(mmi_star *star);

/* n_members <= MMI_EXACT_PAIRS. `least` is impossible where nothing fits. MM_ERR_MEMORY. */
mm_status mmi_star_solve(mmi_star *star, int32_t n_members, mmi_star_member *members,
                         mmi_cost *least);

#endif
