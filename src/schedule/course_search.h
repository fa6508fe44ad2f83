/* The best plan of a small group from the courses of its pairs. */
#ifndef MMI_SCHEDULE_COURSE_SEARCH_H
#define MMI_SCHEDULE_COURSE_SEARCH_H

#include "schedule/week_table.h"

/* Fill choice[n_rows * n_pairs] (start of the table, MM_NONE: none) with the plan that is best in
 * all goals down to the last tie. *is_proven false: this way of searching does not get there, and
 * choice says nothing. MM_ERR_MEMORY, MM_ERR_STOPPED. */
mm_status mmi_search_courses(const mmi_heap *heap, const mmi_group *group,
                             const mmi_week_table *table, const mmi_stop *stop, int32_t *choice,
                             bool *is_proven);

#endif
