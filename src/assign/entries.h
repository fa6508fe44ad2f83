/* A sparse problem as the caller gives it: checked, brought to integers, solved, judged. */
#ifndef MMI_ASSIGN_ENTRIES_H
#define MMI_ASSIGN_ENTRIES_H

#include <mentormatch/assign.h>

#include "base/alloc.h"
#include "base/stop.h"

/* n_rows, n_columns and the pointers have been checked; what the arrays say has not. Errors as of
 * mm_assign_sparse(). */
mm_status mmi_assign_entries(const mmi_heap *heap, const mm_sparse_problem *problem,
                             const mmi_stop *stop, mm_assignment **assignment, mm_error *error);

#endif
