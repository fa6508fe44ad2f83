/* The best plan of a small group for one row of its week table alone, whatever the shape of the
 * group. */
#ifndef MMI_SCHEDULE_WEEK_SEARCH_H
#define MMI_SCHEDULE_WEEK_SEARCH_H

#include "schedule/week_tree.h"

typedef struct mmi_week_level mmi_week_level;

typedef struct mmi_week_search {
    mmi_heap heap;
    const mmi_group *group;
    mmi_week_tree tree;
    const mmi_stop *stop;    /* lent */
    int32_t room;            /* most starts of a pair in a week */
    bool *counts_dates;      /* [n_rows] the row has had a fault of a date */
    mmi_week_level *level;   /* [n_levels], more when they are needed */
    size_t n_levels, level_capacity;
} mmi_week_search;

/* MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_week_search_make(const mmi_heap *heap, const mmi_choices *choices,
                               const mmi_stop *stop, mmi_week_search *search);
void mmi_week_search_clear(mmi_week_search *search);

/* Exact under the rules inside the week. For every open start, reached[start] is a lower bound of
 * the week's cost with it, and none_reached[check-in] of the cost without one. MM_ERR_STOPPED,
 * MM_ERR_MEMORY. */
mm_status mmi_week_search_solve(mmi_week_search *search, const mmi_choices *choices, int32_t row,
                                mmi_cost *reached, mmi_cost *none_reached, mmi_week_plan *plan);

#endif
