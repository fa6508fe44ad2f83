/* An independent judge of an assignment: feasible, complementary, primal value = dual value. */
#ifndef MMI_ASSIGN_CERTIFICATE_H
#define MMI_ASSIGN_CERTIFICATE_H

#include "assign/sparse.h"

/* What is wrong; 0 is nothing. */
typedef enum mmi_certificate {
    MMI_CERTIFIED = 0,
    MMI_CERTIFICATE_LOAD,   /* a load is not the sum of its pairs */
    MMI_CERTIFICATE_BOUND,  /* a load is outside its bounds */
    MMI_CERTIFICATE_VALUE,  /* the value is not the sum of its parts */
    MMI_CERTIFICATE_SIGN,   /* a reduced cost or price has the wrong sign */
    MMI_CERTIFICATE_DUAL,   /* primal and dual value differ */
    MMI_CERTIFICATE_MEMORY
} mmi_certificate;

/* Checks every load, bound and sign, then recomputes primal and dual value from scratch, both in
 * 128 bits. Uses nothing of the solver but the answer. O(n_pairs). */
mmi_certificate mmi_certify(const mmi_heap *heap, const mmi_assign_problem *problem,
                            const mmi_assignment *answer);

#endif
