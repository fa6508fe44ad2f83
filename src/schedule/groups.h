/* Groups: people connected by pairs, all weeks together. */
#ifndef MMI_SCHEDULE_GROUPS_H
#define MMI_SCHEDULE_GROUPS_H

#include "base/alloc.h"
#include "base/status.h"

#include <stdint.h>

/* The two people of a pair. */
typedef struct mmi_members {
    int32_t person[2];
} mmi_members;

/* Pairs by group; groups in the order of their first pairs, pairs ascending. */
typedef struct mmi_groups {
    int32_t n_groups;
    int32_t *pair_start;     /* [n_groups + 1] into pair */
    int32_t *pair;           /* [n_pairs] */
    mmi_members *members;    /* [n_pairs] as `pair`: people numbered from 0 inside their group */
    int32_t *n_people;       /* [n_groups] */
} mmi_groups;

/* members[n_pairs] are numbers below n_people. MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_find_groups(const mmi_heap *heap, int32_t n_people, int32_t n_pairs,
                          const mmi_members *members, mmi_groups *groups);
void mmi_groups_clear(const mmi_heap *heap, mmi_groups *groups);

#endif
