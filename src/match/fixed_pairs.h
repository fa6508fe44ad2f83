/* Fixed pairs must be eligible, unless the programme forces them. */
#ifndef MMI_MATCH_FIXED_PAIRS_H
#define MMI_MATCH_FIXED_PAIRS_H

#include "base/problems.h"
#include "profile/profiles.h"

/* Report every fixed pair that is ineligible and not forced, naming the rule that it breaks. */
void mmi_check_fixed_pairs(const mm_profiles *profiles, mm_problems *problems);

#endif
