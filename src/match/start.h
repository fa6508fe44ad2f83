/* Where a matching begins: at an earlier one, as far as people are the same. */
#ifndef MMI_MATCH_START_H
#define MMI_MATCH_START_H

#include "match/evidence.h"

/* Lists, bounds and prices of whoever has the same digest as then; other rows are scanned, other
 * mentors scored against the rows that stay. Where that is of no use (other rules, or fewer than
 * half of the mentees or of the mentors are the same) the stock stays empty.
 * MM_ERR_MEMORY, MM_ERR_STOPPED: the stock is empty. */
mm_status mmi_start_from(mmi_row_scanner *with, const mmi_evidence *evidence,
                         const mmi_roll *roll, mmi_stock *stock, mm_error *error);

#endif
