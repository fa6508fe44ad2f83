/* The best plan of a small group from the courses of its pairs: its state, for the files that share
 * it. */
#ifndef MMI_SCHEDULE_COURSE_SEARCH_H
#define MMI_SCHEDULE_COURSE_SEARCH_H

#include "schedule/course.h"
#include "schedule/star.h"

/* The courses of a pair that are left; taking some away moves them behind the others. */
typedef struct mmi_course_set {
    mmi_course_list list;
    int32_t n_left;
    int32_t *left;       /* [list.n] courses, the first n_left are left */
    int32_t first;       /* of those the cheapest, the first in the last tie */
} mmi_course_set;

/* Two courses that clash, or too many meetings on a date. */
typedef enum mmi_clash_kind { MMI_CLASH_NONE, MMI_CLASH_NEAR, MMI_CLASH_DATE } mmi_clash_kind;

typedef struct mmi_course_clash {
    mmi_clash_kind kind;
    int32_t person;      /* whose rule is broken */
    int32_t row;
    int32_t pair;        /* DATE: MM_NONE where all are bound to the date */
    int32_t other;       /* NEAR: the other pair, and the row of its meeting */
    int32_t other_row;
    int32_t side, day;   /* DATE */
} mmi_course_clash;

/* How the courses are split: the first half keeps those of a pair that fulfil something, the second
 * one the others. */
typedef enum mmi_course_split_kind {
    MMI_COURSES_STAY, /* there is nothing to split */
    MMI_COURSES_BY_LEVEL,
    MMI_COURSES_BY_SLOT,
    MMI_COURSES_BY_DATE
} mmi_course_split_kind;

typedef struct mmi_course_split {
    mmi_course_split_kind kind;
    int32_t pair, row;
    int64_t level;       /* LEVEL: courses that cost no more, offsets aside */
    int32_t slot;        /* SLOT: starts too near to it … */
    int32_t other, other_row, other_start; /* … where this pair's start then has no place */
    int32_t side, day;   /* DATE: starts on it */
} mmi_course_split;

/* A split under way. */
typedef struct mmi_course_node {
    mmi_course_split split;
    int32_t n_left[MMI_EXACT_PAIRS]; /* before the split */
    bool is_second;
} mmi_course_node;

typedef struct mmi_course_search {
    mmi_course_book book;
    const mmi_group *group;
    const mmi_week_table *table;
    const mmi_stop *stop;
    bool counts_dates;                           /* somebody has more pairs than a date holds */
    bool shares_person[MMI_EXACT_PAIRS][MMI_EXACT_PAIRS];
    mmi_course_set set[MMI_EXACT_PAIRS];
    const int32_t *course[MMI_EXACT_PAIRS];      /* the plan at hand; NULL: not in it */
    int64_t best_cost;
    int32_t best[MMI_EXACT_PAIRS][MMI_COURSE_ROWS];
    int32_t n_nodes, most_nodes;
    mmi_course_node *node;                       /* [n_open] from the root down */
    size_t n_open, node_capacity;
    mmi_star star;
    int32_t *cheapest;                           /* [n_starts] scratch of mmi_bound_by_star() */
    int32_t *slot, *day;                         /* [MMI_EXACT_PAIRS * room] likewise */
    mmi_cost *cost, *reached;
    int32_t room;                                /* most starts of a check-in */
} mmi_course_search;

static inline const int32_t *mmi_course_at(const mmi_course_search *search, int32_t pair,
                                           int32_t course)
{
    return search->set[pair].list.start + (size_t)course * (size_t)search->table->n_rows;
}

/* The side on which a person stands in a pair, MM_NONE if on neither. */
static inline int32_t mmi_side_of(const mmi_group *group, int32_t pair, int32_t person)
{
    if (group->members[pair].person[0] == person) return 0;
    return group->members[pair].person[1] == person ? 1 : MM_NONE;
}

/* Which pairs share a person, and whether dates can fill up. */
void mmi_see_group(mmi_course_search *search);

/* Whether a course of a pair clashes with no other of the plan at hand. */
bool mmi_course_is_free(const mmi_course_search *search, int32_t pair, const int32_t *course);

/* A rule that the plan at hand, with a course for everybody, breaks. */
mmi_course_clash mmi_find_course_clash(const mmi_course_search *search);

/* From the plan of everybody's cheapest course, which costs `cost`: one person's pairs keep their
 * rules in one row. The plan at hand becomes the cheapest such, *least what it costs; courses that
 * cannot be part of a better plan than the best are taken away. MM_ERR_MEMORY. */
mm_status mmi_bound_by_star(mmi_course_search *search, int32_t person, int32_t row, int64_t cost,
                            int64_t *least);

/* Where to go on from a plan at hand that breaks a rule. */
mmi_course_split mmi_split_courses(const mmi_course_search *search, const mmi_course_clash *clash);

/* Take away the courses that one half of a split does without. */
void mmi_take_courses(mmi_course_search *search, const mmi_course_split *split, bool is_second);

/* Fill choice[n_rows * n_pairs] (start of the table, MM_NONE: none) with the plan that is best in
 * all goals down to the last tie. *is_proven false: so many nodes do not get there, or there are
 * too many courses; choice then says nothing. MM_ERR_MEMORY, MM_ERR_STOPPED. */
mm_status mmi_search_courses(const mmi_heap *heap, const mmi_group *group,
                             const mmi_week_table *table, const mmi_stop *stop, int32_t n_nodes,
                             int32_t *choice, bool *is_proven);

#endif
