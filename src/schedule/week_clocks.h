/* The clocks of everybody who has a pair, in every check-in week: offsets from UTC, and quarter
 * hours outside the comfortable hours. Zones are read once, however many live there. */
#ifndef MMI_SCHEDULE_WEEK_CLOCKS_H
#define MMI_SCHEDULE_WEEK_CLOCKS_H

#include "profile/profiles.h"

/* Slots of a week with one offset; up to the next one's first. */
typedef struct mmi_clock_stretch {
    int32_t first_slot;
    int32_t offset_s;
} mmi_clock_stretch;

/* One zone in one week. */
typedef struct mmi_week_clock {
    int32_t first_stretch, n_stretches;      /* of mmi_week_clocks.stretch */
    uint64_t is_bad[MMI_WEEK_WORDS + 1];     /* slots not wholly comfortable; a word behind */
} mmi_week_clock;

typedef struct mmi_week_clocks {
    mmi_heap heap;
    int32_t n_weeks;
    int32_t *zone_of[MMI_N_ROLES];           /* [n people], MM_NONE without a pair */
    mmi_week_clock *clock;                   /* [n_zones][n_weeks] */
    mmi_clock_stretch *stretch;
    size_t n_stretches, stretch_capacity;
} mmi_week_clocks;

/* For the people of n_pairs pairs. MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_week_clocks_make(const mmi_heap *heap, const mm_profiles *profiles, int32_t n_pairs,
                               const int32_t *mentor, const int32_t *mentee,
                               mmi_week_clocks *clocks);
void mmi_week_clocks_clear(mmi_week_clocks *clocks);

static inline const mmi_week_clock *mmi_clock_of(const mmi_week_clocks *clocks, int32_t role,
                                                 int32_t person, int32_t week)
{
    return &clocks->clock[(int64_t)clocks->zone_of[role][person] * clocks->n_weeks + week];
}

#endif
