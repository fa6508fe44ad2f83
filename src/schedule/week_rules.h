/* The rules inside one week of a small group: who is bound, and what is wrong with a plan. */
#ifndef MMI_SCHEDULE_WEEK_RULES_H
#define MMI_SCHEDULE_WEEK_RULES_H

#include "schedule/week_tree.h"

/* What is wrong with a plan: a pair that is too near to a slot, or on a date that is full. */
typedef struct mmi_week_fault {
    int32_t pair;      /* that may choose otherwise; MM_NONE: there is no fault; n_pairs: nobody */
    bool is_date;
    int32_t slot;
    int32_t side, day; /* of the pair; is_date only */
} mmi_week_fault;

/* Take what is bound to a start or a date out of the others' starts, until nothing changes. False:
 * somebody is left without a choice, or a date with too many. */
bool mmi_settle_bound(const mmi_choices *choices, mmi_week_open *open);

/* A rule that the plan breaks; only pairs outside the tree's rules can. */
mmi_week_fault mmi_find_week_fault(const mmi_week_tree *tree, const mmi_choices *choices,
                                   const mmi_week_open *open, const mmi_week_plan *plan);

/* Whether the fault stays when its pair begins there. */
bool mmi_keeps_fault(const mmi_choices *choices, const mmi_week_fault *fault, int32_t start);

#endif
