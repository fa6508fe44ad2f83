/* Local windows of a person → free slots and starts of one term week. */
#ifndef MMI_TIME_WEEK_MASK_H
#define MMI_TIME_WEEK_MASK_H

#include "time/term.h"

/* A week of 168 hours has 672 slots; one that repeats a local day has 768 at most. */
#define MMI_WEEK_WORDS 12
#define MMI_WEEK_SLOTS_MOST (64 * MMI_WEEK_WORDS)

/* [from_minute, to_minute) of local wall-clock time on a weekday; to_minute may reach into the
 * next day: from 0-1439, to 1-2880, from < to. */
typedef struct mmi_window {
    int32_t weekday; /* 0 = Monday */
    int32_t from_minute;
    int32_t to_minute;
} mmi_window;

/* When a person can meet, as stated; everything lent. */
typedef struct mmi_person_time {
    const mmi_zone *zone;
    int32_t n_windows;
    const mmi_window *window;  /* [n_windows], any order, may overlap */
    int32_t n_away;
    const mmi_day_range *away; /* [n_away] by own date, sorted, disjoint */
    int32_t from_day;          /* MMI_NO_FIRST_DAY: none */
    int32_t until_day;         /* included; MMI_NO_LAST_DAY: none */
} mmi_person_time;

/* With no more windows than this, in whatever order, mmi_free_slots() takes no memory. */
#define MMI_FEW_WINDOWS 64

/* Bit s is set when all of slot s of the term week is free for the person (SPEC: windows on local
 * dates, minus holidays by programme date, minus away by own date, between from and until).
 * MM_ERR_MEMORY. */
mm_status mmi_free_slots(const mmi_heap *heap, const mmi_term *term, int32_t term_week,
                         const mmi_person_time *person, uint64_t free_slots[MMI_WEEK_WORDS]);

/* Bit s is set when slots s … s + meeting_slots - 1 are all free and inside the week. */
void mmi_starts_of_free_slots(const uint64_t free_slots[MMI_WEEK_WORDS], int32_t n_slots,
                              int32_t meeting_slots, uint64_t starts[MMI_WEEK_WORDS]);

#endif
