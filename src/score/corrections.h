/* Pairs that the tables do not tell right: wishes by name, and pairs that may not be made. */
#ifndef MMI_SCORE_CORRECTIONS_H
#define MMI_SCORE_CORRECTIONS_H

#include "score/tables.h"

/* Fill correction_start and correction. MM_ERR_MEMORY. */
mm_status mmi_make_corrections(mmi_scorer *scorer, mm_error *error);

#endif
