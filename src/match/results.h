/* Solution → matching: sorted pairs, loads, goals, proof. */
#ifndef MMI_MATCH_RESULTS_H
#define MMI_MATCH_RESULTS_H

#include "match/goals.h"
#include "match/matching.h"

/* Copy pairs into a matching, sort them by ids, count what they have in common.
 * The matching has its heap and nothing else. MM_ERR_MEMORY. */
mm_status mmi_keep_matched_pairs(const mm_profiles *profiles, const mm_pair *pair, size_t n_pairs,
                                 mm_matching *matching, mm_error *error);

/* Loads and goals of a solved matching whose pairs are kept. MM_ERR_MEMORY. */
mm_status mmi_keep_loads(const mmi_face *face, const mmi_solution *solution,
                         mm_matching *matching, mm_error *error);
mm_status mmi_keep_goals(const mmi_face *face, const mmi_candidates *candidates,
                         const mmi_solution *solution, mm_matching *matching, mm_error *error);

#endif
