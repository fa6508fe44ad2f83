/* The term: numbered weeks that begin at local midnight in the programme's zone, and holidays. */
#ifndef MMI_TIME_TERM_H
#define MMI_TIME_TERM_H

#include "time/zone.h"

#include <stdbool.h>

/* Dates from first_day to last_day, both included; days since 1970-01-01. */
typedef struct mmi_day_range {
    int32_t first_day;
    int32_t last_day;
} mmi_day_range;

typedef struct mmi_term {
    int32_t first_day;            /* of term week 1, any weekday */
    int32_t n_weeks;
    const mmi_zone *zone;         /* lent */
    int32_t n_holidays;
    const mmi_day_range *holiday; /* [n_holidays] by programme date, sorted, disjoint; lent */
} mmi_term;

/* Sort and merge ranges that overlap or touch; returns how many are left. */
int32_t mmi_merge_day_ranges(mmi_day_range *ranges, int32_t n);

/* First instant of a term week; week n_weeks + 1 is the end of the term. */
int64_t mmi_term_week_begin(const mmi_term *term, int32_t term_week);

/* No instant of the week is outside the holidays. */
bool mmi_term_week_is_holiday(const mmi_term *term, int32_t term_week);

/* Slots (UTC quarter hours) of the week, or MM_NONE when begin or end lies off the grid or the
 * week has more than MMI_WEEK_SLOTS_MOST. */
int32_t mmi_term_week_slots(const mmi_term *term, int32_t term_week);

#endif
