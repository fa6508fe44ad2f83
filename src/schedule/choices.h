/* What is still open while a group is searched: the starts of every check-in, and how much
 * regularity each may count on. Every closing can be taken back. */
#ifndef MMI_SCHEDULE_CHOICES_H
#define MMI_SCHEDULE_CHOICES_H

#include "schedule/plan_cost.h"
#include "schedule/week_table.h"

#define MMI_CHOICE_NONE (-1) /* the choice of no start */
#define MMI_SHARED_ROWS 16   /* up to so many rows have shares of their own */

/* One change; see mmi_choices_undo(). */
typedef struct mmi_change {
    int32_t what;
    int32_t index;
    int32_t before;
} mmi_change;

typedef struct mmi_choices {
    mmi_heap heap;
    const mmi_group *group;
    mmi_week_table table;
    int32_t n_check_ins;     /* of the table: row * n_pairs + pair */
    int32_t *check_in_of;    /* [n_starts] */
    int32_t *key;            /* [n_starts] pair and time of the week as one number */
    bool *is_open;           /* [n_starts] */
    bool *may_be_none;       /* [n_check_ins] */
    int32_t n_keys;
    uint16_t *open_rows;     /* [n_keys] bit r: the time is open in row r; MMI_SHARED_ROWS rows */
    int32_t *open_weeks;     /* [n_keys] weeks in which the time is open */
    int32_t *partial_weeks;  /* [n_keys] where this equals open_weeks, not all of them use the time;
                                0: no such limit */
    int32_t *last_row;       /* [n_keys] scratch of mmi_count_credits() */
    int32_t *share;          /* [n_keys][n_rows][n_rows], NULL beyond MMI_SHARED_ROWS: what a start
                                of the first row counts for being equal to one of the second */
    int64_t *credit;         /* [n_starts] regularity counted on, see mmi_count_credits() */
    bool *is_solved;         /* [n_rows] the caller's: the row's solution is of these choices */
    mmi_change *change;      /* [n_changes] */
    size_t n_changes, change_capacity;
} mmi_choices;

/* Everything is open. MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_choices_make(const mmi_heap *heap, const mmi_group *group, mmi_choices *choices);
void mmi_choices_clear(mmi_choices *choices);

static inline int32_t mmi_starts_of(const mmi_choices *choices, int32_t check_in)
{
    return choices->table.start_begin[check_in];
}

/* Changes. False: no memory; the change is not made. */
bool mmi_close_start(mmi_choices *choices, int32_t start);
bool mmi_close_none(mmi_choices *choices, int32_t check_in);
bool mmi_forbid_all_weeks(mmi_choices *choices, int32_t key);
bool mmi_mark_solved(mmi_choices *choices, int32_t row);

/* Take back all changes behind the first n_changes. A row solved since is no longer solved. */
void mmi_choices_undo(mmi_choices *choices, size_t n_changes);

/* Fill open_rows, open_weeks, credit from the open starts and the shares. */
void mmi_count_credits(mmi_choices *choices);

static inline int32_t *mmi_share_of(const mmi_choices *choices, int32_t key, int32_t row,
                                   int32_t other_row)
{
    const int64_t n_rows = choices->table.n_rows;
    return &choices->share[((int64_t)key * n_rows + row) * n_rows + other_row];
}

/* Cost of a start, with the regularity that it may count on, and of no start. */
mmi_cost mmi_cost_of_start(const mmi_choices *choices, int32_t start);
mmi_cost mmi_cost_of_none(const mmi_choices *choices, int32_t pair);

#endif
