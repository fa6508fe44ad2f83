/* How often a pair can begin a meeting in a week. */
#include "profile/common_starts.h"

int32_t mmi_common_starts(const mm_profiles *profiles, int32_t mentee, int32_t mentor,
                          int32_t week)
{
    const uint64_t *mentees = mmi_start_mask(profiles, MMI_MENTEE, mentee, week);
    const uint64_t *mentors = mmi_start_mask(profiles, MMI_MENTOR, mentor, week);
    int32_t n_common = 0;
    for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
        n_common += mmi_count_bits(mentees[word] & mentors[word]);
    }
    return n_common;
}
