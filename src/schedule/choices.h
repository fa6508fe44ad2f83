/* What is still open while a group is searched: the starts of every check-in, how often a pair may
 * use a time of the week; every change can be taken back. */
#ifndef MMI_SCHEDULE_CHOICES_H
#define MMI_SCHEDULE_CHOICES_H

#include "schedule/plan_cost.h"

#define MMI_CHOICE_NONE (-1) /* the choice of no start */

/* One change; see mmi_choices_undo(). */
typedef struct mmi_change {
    int32_t what;   /* mmi_change_kind */
    int32_t index;
    int32_t before;
} mmi_change;

typedef struct mmi_choices {
    mmi_heap heap;
    const mmi_group *group;
    int32_t n_check_ins;     /* week * n_pairs + pair */
    int32_t *start_begin;    /* [n_check_ins + 1] into start, key, is_open */
    mmi_start *start;        /* all starts of all check-ins */
    int32_t *check_in_of;    /* [n_starts] */
    int32_t *key;            /* [n_starts] pair and time of the week as one number */
    bool *is_open;           /* [n_starts] */
    int32_t *n_open;         /* [n_check_ins] */
    bool *may_be_none;       /* [n_check_ins] */
    int32_t n_keys;
    int32_t *most_uses;      /* [n_keys] weeks in which the pair may use this time, at most */
    int32_t *n_uses;         /* [n_keys] weeks in which it still can; see mmi_count_uses() */
    int32_t *last_week;      /* [n_keys] scratch of mmi_count_uses() */
    bool *is_solved;         /* [n_weeks] the caller's: the week's solution is of these choices */
    mmi_change *change;      /* [n_changes] */
    size_t n_changes, change_capacity;
} mmi_choices;

/* Everything is open. MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_choices_make(const mmi_heap *heap, const mmi_group *group, mmi_choices *choices);
void mmi_choices_clear(mmi_choices *choices);

/* Changes. False: no memory; the change is not made. */
bool mmi_close_start(mmi_choices *choices, int32_t start);
bool mmi_close_none(mmi_choices *choices, int32_t check_in);
bool mmi_limit_uses(mmi_choices *choices, int32_t key, int32_t most_uses);
bool mmi_mark_solved(mmi_choices *choices, int32_t week);

/* Take back all changes behind the first n_changes. A week solved since is no longer solved. */
void mmi_choices_undo(mmi_choices *choices, size_t n_changes);

/* Fill n_uses from the open starts; a time that a week has twice counts once. */
void mmi_count_uses(mmi_choices *choices);

/* Other weeks with the same time that a start may still count on. */
static inline int32_t mmi_same_times(const mmi_choices *choices, int32_t start)
{
    const int32_t key = choices->key[start];
    const int32_t n = choices->n_uses[key] < choices->most_uses[key] ? choices->n_uses[key]
                                                                    : choices->most_uses[key];
    return n > 0 ? n - 1 : 0;
}

/* Cost of a start, with as much regularity as it may still count on, and of no start. */
mmi_cost mmi_cost_of_start(const mmi_choices *choices, int32_t start);
mmi_cost mmi_cost_of_none(const mmi_choices *choices, int32_t pair);

#endif
