/* Hard rules: may this pair be made at all, and if not, why not. */
#ifndef MMI_SCORE_ELIGIBILITY_H
#define MMI_SCORE_ELIGIBILITY_H

#include "score/criterion.h"

/* Bits MM_BARRED_… of a pair: same person, avoid, forbidden, `eligible` no of either. */
int32_t mmi_why_barred(const mm_profiles *profiles, int32_t mentee, int32_t mentor);

/* Neither barred nor failing a required criterion. */
bool mmi_is_eligible(const mm_profiles *profiles, int32_t mentee, int32_t mentor);

/* The score of an eligible pair, MM_NONE of another. */
int32_t mmi_score_if_eligible(const mm_profiles *profiles, int32_t mentee, int32_t mentor);

/* The sum of the contributions, eligible or not. */
int32_t mmi_score(const mm_profiles *profiles, int32_t mentee, int32_t mentor);

#endif
