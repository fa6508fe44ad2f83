/* All starts of a small group, weeks that are alike written once. */
#ifndef MMI_SCHEDULE_WEEK_TABLE_H
#define MMI_SCHEDULE_WEEK_TABLE_H

#include "schedule/group_plan.h"

/* Rows are weeks; a row stands for `weight` weeks of the group that are alike. A check-in of the
 * table is row * n_pairs + pair. */
typedef struct mmi_week_table {
    int32_t n_rows;
    int32_t *row_of;       /* [group->n_weeks] */
    int32_t *begin_slot;   /* [group->n_weeks] slot of offset 0; 0 in a week without starts */
    int32_t *weight;       /* [n_rows] */
    bool *touches_next;    /* [n_rows] meetings may clash with the next row's: both weigh 1 */
    int32_t *start_begin;  /* [n_rows * n_pairs + 1] into start */
    mmi_start *start;      /* of the first week of each row */
} mmi_week_table;

/* MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_week_table_make(const mmi_heap *heap, const mmi_group *group, mmi_week_table *table);
void mmi_week_table_clear(const mmi_heap *heap, mmi_week_table *table);

#endif
