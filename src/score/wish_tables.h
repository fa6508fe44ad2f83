/* Wishes seen from both sides, for the kernel. */
#ifndef MMI_SCORE_WISH_TABLES_H
#define MMI_SCORE_WISH_TABLES_H

#include "score/tables.h"

/* Fill has_wishes, n_wishes, wished_start, wished, wish_default. MM_ERR_MEMORY. */
mm_status mmi_make_wish_tables(mmi_scorer *scorer, mm_error *error);

#endif
