/* Whether two profiles are equal in all that scores and rules read, without keeping them. */
#ifndef MMI_PROFILE_DIGESTS_H
#define MMI_PROFILE_DIGESTS_H

#include "profile/profiles.h"

#define MMI_DIGEST_BYTES 16 /* of SHA-256: nobody finds two answers with the same digest */

typedef struct mmi_digest {
    uint8_t byte[MMI_DIGEST_BYTES];
} mmi_digest;

/* What everybody shares: questions, criteria, points, weeks. Goals, wants and capacities, which
 * change no score, are not in it; names, files and headings are not either. */
mmi_digest mmi_digest_rules(const mm_profiles *profiles);

/* [n_people[role]] by number: everything of a person that can change the score or the eligibility
 * of a pair with somebody whose digest is the same, too. Pairs made or ruled out one by one are
 * the mentee's. MM_ERR_MEMORY. */
mm_status mmi_digest_people(const mmi_heap *heap, const mm_profiles *profiles, int32_t role,
                            mmi_digest *digest, mm_error *error);

#endif
