/* What surrounds a solver whichever it is: nothing ill-formed goes in, nothing unchecked comes
 * out. For the files of this folder. */
#ifndef MMI_LP_LP_CHECK_H
#define MMI_LP_LP_CHECK_H

#include "lp/lp.h"

/* Whether `lp` is well-formed and within the limits of lp.h. MM_OK, MM_ERR_ARGUMENT, MM_ERR_LIMIT,
 * or MM_ERR_MEMORY for a mark a row. */
mm_status mmi_lp_check(const mmi_heap *heap, const mmi_lp *lp, mm_error *error);

/* How many coefficients a checked LP has. */
int64_t mmi_lp_n_entries(const mmi_lp *lp);

/* Answer a checked LP without a coefficient: every row is 0, every column for itself. */
void mmi_lp_solve_empty(const mmi_lp *lp, mmi_lp_answer *answer);

/* Judge values that a solver calls optimal with objective `claimed`: rounds `value` [n_columns] in
 * place if as integers they satisfy everything, and sets status, is_integral, objective, reason.
 * `activity` [n_rows] is scratch, zero on entry. */
void mmi_lp_judge(const mmi_lp *lp, double claimed, double *value, int64_t *activity,
                  mmi_lp_answer *answer);

/* Status FAILED with a reason. */
void mmi_lp_fail(mmi_lp_answer *answer, const char *reason);

#endif
