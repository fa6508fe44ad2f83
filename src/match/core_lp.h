/* The core LP: the pairs of reduced cost 0 and a spanning-forest basis, for GLPK to confirm. */
#ifndef MMI_MATCH_CORE_LP_H
#define MMI_MATCH_CORE_LP_H

#include "assign/sparse.h"

#include <mentormatch/match.h>

/* What came of it. */
typedef struct mmi_confirmation {
    mm_glpk_answer answer;
    int32_t iterations;
} mmi_confirmation;

/* Give a certified answer (values >= 0, no first values) to the LP solver with its basis. Confirmed
 * when the solver finds it optimal in 0 iterations, with the same value.
 * MM_ERR_MEMORY only for our own memory; everything else is an answer. */
mm_status mmi_confirm(const mmi_heap *heap, const mmi_assign_problem *problem,
                      const mmi_assignment *answer, const mmi_stop *stop,
                      mmi_confirmation *confirmation, mm_error *error);

#endif
