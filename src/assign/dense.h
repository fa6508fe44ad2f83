/* Assignment over a whole matrix. */
#ifndef MMI_ASSIGN_DENSE_H
#define MMI_ASSIGN_DENSE_H

#include <mentormatch/assign.h>

#include "assign/dense_rows.h"
#include "base/alloc.h"
#include "base/stop.h"

/* Pointers, sizes and stride have been checked, values have not; row_stride is set. Errors as of
 * mm_assign_dense(). */
mm_status mmi_assign_matrix(const mmi_heap *heap, const mm_dense_problem *problem,
                            const mmi_stop *stop, mm_assignment **assignment, mm_error *error);

/* The same with a kernel of one's choice. */
mm_status mmi_assign_matrix_with(const mmi_heap *heap, const mm_dense_problem *problem,
                                 const mmi_dense_kernel *kernel, const mmi_stop *stop,
                                 mm_assignment **assignment, mm_error *error);

#endif
