/* All pairs of a small group in one week: people hang together as a tree of stars. */
#ifndef MMI_SCHEDULE_WEEK_TREE_H
#define MMI_SCHEDULE_WEEK_TREE_H

#include "schedule/choices.h"
#include "schedule/star.h"

/* Starts that are open to the pairs in the week at hand. */
typedef struct mmi_week_open {
    int32_t n[MMI_EXACT_PAIRS];
    int32_t *start[MMI_EXACT_PAIRS];      /* [n] numbers of the choices, ascending */
    bool may_be_none[MMI_EXACT_PAIRS];
} mmi_week_open;

/* What a week costs at least, and how. */
typedef struct mmi_week_plan {
    mmi_cost least;                       /* impossible: there is no plan */
    int32_t choice[MMI_EXACT_PAIRS];      /* start, MMI_CHOICE_NONE */
} mmi_week_plan;

/* Working arrays of one pair, [room] each. */
typedef struct mmi_tree_pair {
    int32_t outside;        /* person whose rules the tree leaves out for this pair, MM_NONE */
    bool has_below;
    int32_t *slot, *day[2];
    mmi_cost *own;          /* of the start alone */
    mmi_cost *below;        /* of everything behind the person further from the root */
    mmi_cost *given;        /* what the star at hand is told */
    mmi_cost *reached;      /* least total with the start */
    mmi_cost none_own, none_below, none_given, none_reached;
} mmi_tree_pair;

typedef struct mmi_week_tree {
    mmi_heap heap;
    const mmi_group *group;
    mmi_star star;
    int32_t n_people;
    int32_t order[MMI_EXACT_PAIRS + 1];        /* people, the root first, parents before children */
    int32_t parent_pair[MMI_EXACT_PAIRS + 1];  /* MM_NONE at the root */
    int32_t n_attached[MMI_EXACT_PAIRS + 1];
    int32_t attached[MMI_EXACT_PAIRS + 1][MMI_EXACT_PAIRS]; /* pairs that obey the person's rules */
    bool counts_dates;      /* stars keep the limit of a date; false: a faster, lower bound */
    mmi_tree_pair pair[MMI_EXACT_PAIRS];
} mmi_week_tree;

/* room: most starts that a pair has in any week. MM_ERR_MEMORY: nothing is kept. */
mm_status mmi_week_tree_make(const mmi_heap *heap, const mmi_group *group, int32_t room,
                             mmi_week_tree *tree);
void mmi_week_tree_clear(mmi_week_tree *tree);

/* The cheapest starts under the rules that the tree holds, and for every open start the least
 * total with it, in tree->pair[].reached. A pair with one open start and no choice must have been
 * taken out of the others' starts. MM_ERR_MEMORY. */
mm_status mmi_week_tree_solve(mmi_week_tree *tree, const mmi_choices *choices,
                              const mmi_week_open *open, mmi_week_plan *plan);

/* Whether the pair is bound to its only start. */
static inline bool mmi_is_bound(const mmi_week_open *open, int32_t pair)
{
    return open->n[pair] == 1 && !open->may_be_none[pair];
}

#endif
