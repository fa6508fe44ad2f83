/* Matrices whose values need more than 64 bits beside each other. Private to `assign`. */
#ifndef MMI_ASSIGN_DENSE_WIDE_H
#define MMI_ASSIGN_DENSE_WIDE_H

#include "assign/assignment.h"
#include "assign/dense_rows.h"

#define MMI_WIDE_BITS 120 /* of float64 values, without sign; beyond that they are rounded */

/* Solve the caller's matrix exactly in 128 bits; `rows` has looked at its values and found them too
 * far apart. Errors as of mm_assign_dense(). */
mm_status mmi_assign_wide(const mm_dense_problem *problem, const mmi_dense_rows *rows,
                          const mmi_stop *stop, mm_assignment *assignment, mm_error *error);

#endif
