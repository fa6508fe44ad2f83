/* What a caller can get wrong in the arrays of a sparse problem. Private to `assign`. */
#ifndef MMI_ASSIGN_ENTRIES_CHECK_H
#define MMI_ASSIGN_ENTRIES_CHECK_H

#include <mentormatch/assign.h>

#include "assign/scaling.h"
#include "base/alloc.h"

#define MMI_MOST_BITS 40 /* values of the sparse solver: up to 2^40 */

/* Starts, columns, bounds and values, in this order; the first fault is told with its row and
 * column. `span` gets the bits of float64 values. O(n_entries + n_columns). */
mm_status mmi_check_entries(const mmi_heap *heap, const mm_sparse_problem *problem,
                            mmi_bit_span *span, mm_error *error);

#endif
