/* Pairs that somebody else chose, as a matching. */
#ifndef MMI_MATCH_GIVEN_PAIRS_H
#define MMI_MATCH_GIVEN_PAIRS_H

#include "match/matching.h"

/* Sorted, with scores and common starts; outcome MM_OUTCOME_GIVEN, nothing proven. No pair twice.
 * Scores of pair[n_pairs] are computed, whatever they were. MM_ERR_MEMORY. */
mm_status mmi_matching_of_pairs(const mmi_heap *heap, const mm_profiles *profiles, mm_pair *pair,
                                size_t n_pairs, mm_matching **matching, mm_error *error);

#endif
