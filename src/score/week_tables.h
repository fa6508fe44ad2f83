/* Common time: classes of weeks and the planes of starts. */
#ifndef MMI_SCORE_WEEK_TABLES_H
#define MMI_SCORE_WEEK_TABLES_H

#include "score/tables.h"

/* Fill scorer->time, or add an entry of `direct` where codes would not fit. Takes planes.
 * MM_ERR_MEMORY. */
mm_status mmi_make_time_table(mmi_scorer *scorer, mm_error *error);

/* Set the bits of every mentor; planes must be there. */
void mmi_fill_time_planes(const mmi_scorer *scorer);

#endif
