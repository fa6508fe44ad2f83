/* The search over all weeks of a small group together: its state, for the files that share it. */
#ifndef MMI_SCHEDULE_GROUP_SEARCH_H
#define MMI_SCHEDULE_GROUP_SEARCH_H

#include "schedule/week_search.h"

/* Cost of a plan without its last tie: two numbers, compared in this order. */
typedef struct mmi_total {
    int64_t discomfort; /* asynchronous check-ins, sums of larger and smaller discomfort */
    int64_t order;      /* missed regularity, offsets from the weeks' begins */
} mmi_total;

/* How the choices are split in two; see group_branch.c. */
typedef enum mmi_split_kind {
    MMI_SPLIT_NONE, /* nothing is left to split */
    MMI_SPLIT_GAP,  /* two meetings of one person too near across two rows */
    MMI_SPLIT_DATE, /* too many meetings of one person on one date across rows */
    MMI_SPLIT_KEY,  /* a pair at one time in all rows that have it open, or not in all */
    MMI_SPLIT_TIME  /* a check-in at one time of the week, or not at it */
} mmi_split_kind;

typedef struct mmi_split {
    mmi_split_kind kind;
    int32_t check_in;  /* MM_NONE: a rule is broken that no choice is left for */
    int32_t later;     /* GAP: the check-in that is too near behind */
    int32_t slot;      /* GAP: start of that one */
    int32_t side, day; /* DATE */
    int32_t key;       /* KEY, TIME */
    bool keep_first;   /* DATE, TIME: the first half keeps it, the second one does without */
} mmi_split;

/* A split under way. */
typedef struct mmi_node {
    mmi_split split;
    mmi_total bound;   /* of the choices before the split */
    size_t n_changes;  /* of the choices before the split */
    bool is_second;    /* the second half is at hand, or done */
} mmi_node;

typedef struct mmi_group_search {
    mmi_heap heap;
    const mmi_group *group;
    const mmi_stop *stop;
    mmi_choices choices;
    mmi_week_search weeks;
    mmi_week_plan *row_plan;  /* [n_rows] best of the row alone, for the choices at hand */
    mmi_cost *reached;        /* [n_starts] least cost of the row with this start */
    mmi_cost *none_reached;   /* [n_check_ins] */
    int32_t *pair_of_key;     /* [n_keys] */
    int32_t *n_chosen;        /* [n_keys] weeks of row_plan at this time */
    int32_t *best_share;      /* as choices.share, NULL with it */
    int32_t *best_choice;     /* [n_check_ins] the best plan so far */
    mmi_cost *best_row;       /* [n_rows] its costs, each for one week */
    mmi_total best;
    int64_t *root_goals;      /* [n_rows] bound of a week before any split */
    bool has_root;
    int64_t n_examined;       /* nodes so far that had to be split */
    mmi_node *node;           /* [n_nodes] from the root down */
    size_t n_nodes, node_capacity;
} mmi_group_search;

static inline int32_t mmi_choice_of(const mmi_group_search *search, int32_t check_in)
{
    const int32_t n_pairs = search->group->n_pairs;
    return search->row_plan[check_in / n_pairs].choice[check_in % n_pairs];
}

/* What breaks a rule across weeks, or else counts on regularity that it does not have. */
mmi_split mmi_find_clash(const mmi_group_search *search);
mmi_split mmi_find_irregular(const mmi_group_search *search);

/* The plan of all rows as the best one. */
void mmi_keep_as_best(mmi_group_search *search);

/* Search all plans. *is_over: the best is proven; else it is the best of as many nodes as a group
 * is given. MM_ERR_STOPPED: the best so far. MM_ERR_MEMORY. */
mm_status mmi_search_group(mmi_group_search *search, bool *is_over);

/* Close what one half of a split leaves out. False: no memory. */
bool mmi_take_half(mmi_choices *choices, const mmi_split *split, bool is_second);

#endif
