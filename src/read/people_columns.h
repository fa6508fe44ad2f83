/* Inside of people_csv.h: which column of a people file holds what. */
#ifndef MMI_READ_PEOPLE_COLUMNS_H
#define MMI_READ_PEOPLE_COLUMNS_H

#include "cohort/cohort_builder.h"
#include "read/csv.h"

/* From the headings just read: column[MMI_N_FIELDS + n_questions] is the cell of each field and
 * question, MM_NONE where there is none. Reports headings that are missing, stand there twice, or
 * are ignored although near a known one. */
void mmi_find_columns(const mmi_builder *builder, int32_t role, const mmi_csv *csv,
                      mm_problems *problems, int32_t *column);

#endif
