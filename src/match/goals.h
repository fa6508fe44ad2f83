/* One goal after the other: solve on candidates, price all pairs, until nothing can help. */
#ifndef MMI_MATCH_GOALS_H
#define MMI_MATCH_GOALS_H

#include "match/core_lp.h"
#include "match/price.h"
#include "match/stock.h"

/* What solving the goals found so far. */
typedef struct mmi_solution {
    mmi_heap heap;
    size_t n_pairs;
    size_t capacity;
    mm_pair *pair;            /* [n_pairs] the best feasible pairs, fixed ones included */
    bool has_pairs;           /* some stage was solved: `pair` means something */
    bool is_stopped;
    int32_t n_proven;         /* stages */
    mmi_confirmation confirmation;
    int32_t n_rounds;
    int64_t n_priced;
} mmi_solution;

/* The stages of the programme's goals, in order, into aim; returns their number. */
int32_t mmi_stages_of_goals(const mm_profiles *profiles, mmi_aim aim[MMI_STAGES_MOST]);

/* Solve all stages with a stock whose candidates are there. The face keeps the stages' prices.
 * Errors  MM_ERR_MEMORY; MM_ERR_INTERNAL when a certificate fails. */
mm_status mmi_solve_goals(mmi_row_scanner *scanner, mmi_face *face, mmi_stock *stock,
                          mmi_solution *solution, mm_error *error);

void mmi_solution_clear(mmi_solution *solution);

#endif
