/* The planner's pure problem: pairs of people, weeks, possible starts; nothing about mentoring.
 * A group is connected; groups do not touch each other and are planned one by one. */
#ifndef MMI_SCHEDULE_GROUP_PLAN_H
#define MMI_SCHEDULE_GROUP_PLAN_H

#include "base/alloc.h"
#include "base/stop.h"
#include "schedule/groups.h"

#include <stdbool.h>
#include <stdint.h>

#define MMI_NO_START INT32_MIN /* asynchronous */
#define MMI_EXACT_PAIRS 10     /* groups of up to so many pairs are planned exactly */
#define MMI_MOST_STARTS 768    /* of a pair in a week, see time/week_mask.h */

/* One possible start of a pair in a week. */
typedef struct mmi_start {
    int32_t slot;            /* UTC quarter hours since 1970 */
    int32_t offset;          /* slots since the begin of the week, 0 … MMI_MOST_STARTS - 1 */
    int32_t time_of_week;    /* weekday and time of day of the second person, seconds */
    int32_t day[2];          /* local date of the start for each of the two */
    int32_t most_discomfort; /* of the two, quarter hours */
    int32_t least_discomfort;
} mmi_start;

/* Writes the starts of a pair in a week, ascending in slot and offset, and returns how many. */
typedef int32_t mmi_list_starts(const void *context, int32_t pair, int32_t week,
                                mmi_start starts[MMI_MOST_STARTS]);

typedef struct mmi_group {
    int32_t n_people;
    int32_t n_pairs;             /* in the order of the last tie */
    int32_t n_weeks;             /* in order of time; meetings only of neighbours can clash */
    const mmi_members *members;  /* [n_pairs] two different people each */
    int32_t busy_slots;          /* meeting and gap: least distance of a person's two starts */
    int32_t per_day;             /* most starts of a person on one of its dates */
    mmi_list_starts *list_starts;
    const void *context;         /* of list_starts */
} mmi_group;

/* Check-in of a pair in a week: week * n_pairs + pair. */
typedef struct mmi_group_plan {
    int32_t *slot;    /* [n_weeks * n_pairs] start, MMI_NO_START */
    bool *week_exact; /* [n_weeks] fewest without a start, least discomforts: proven */
    bool is_exact;    /* every goal down to the last tie is proven */
    int64_t bound;    /* no plan has more starts than this */
} mmi_group_plan;

/* Arrays for a group, nothing planned. NULL members and false: no memory. */
bool mmi_group_plan_make(const mmi_heap *heap, const mmi_group *group, mmi_group_plan *plan);
void mmi_group_plan_clear(const mmi_heap *heap, mmi_group_plan *plan);

/* Any size: fewest starts first, then exchanges; with a proven bound. MM_ERR_MEMORY. */
mm_status mmi_plan_greedily(const mmi_heap *heap, const mmi_group *group, mmi_group_plan *plan);

/* Up to MMI_EXACT_PAIRS pairs: optimal in all goals. When `stop` is asked, and after very many
 * nodes, a plan no worse than that of mmi_plan_greedily() stays, is_exact false. MM_ERR_MEMORY. */
mm_status mmi_plan_exactly(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                           mmi_group_plan *plan);

/* The two ways of doing so. By courses, with up to n_nodes splits: *is_proven false where that is
 * too few, or `stop` is asked; `slot` is then as it was. MM_ERR_MEMORY. */
mm_status mmi_plan_by_courses(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                              int32_t n_nodes, int32_t *slot, bool *is_proven);
/* By weeks: `plan` holds one of mmi_plan_greedily(); when `stop` is asked, and after many nodes,
 * the best so far stays, is_exact false. MM_ERR_MEMORY. */
mm_status mmi_plan_by_weeks(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                            mmi_group_plan *plan);

/* Everything is proven of the slots of a plan. */
void mmi_group_plan_prove(const mmi_group *group, mmi_group_plan *plan);

#endif
