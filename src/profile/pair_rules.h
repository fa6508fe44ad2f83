/* Who may not be paired whatever the score, who is paired already, who asks for what. */
#ifndef MMI_PROFILE_PAIR_RULES_H
#define MMI_PROFILE_PAIR_RULES_H

#include "base/problems.h"
#include "profile/profiles.h"

/* Fill the requests of all mentees; memory from profiles->arena. */
mm_status mmi_make_requests(mm_profiles *profiles, mm_error *error);

/* Fill same_mentor, fixed and barred; requests must be there. Reported into `problems` with the
 * rule's line: unknown id, kind not wanted, more fixed pairs than wanted or than places, fixed and
 * forbidden, fixed to oneself. MM_ERR_MEMORY. */
mm_status mmi_make_pair_rules(mm_profiles *profiles, mm_problems *problems, mm_error *error);

/* Bits MM_BARRED_… of a pair, without MM_BARRED_NOT_ELIGIBLE. O(log of the mentee's list). */
int32_t mmi_barred(const mm_profiles *profiles, int32_t mentee, int32_t mentor);

/* The request row of (mentee, kind), MM_NONE if the mentee does not ask for that kind. */
int32_t mmi_request_of(const mm_profiles *profiles, int32_t mentee, int32_t kind);

#endif
