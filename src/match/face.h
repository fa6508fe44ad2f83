/* The face that proven goals leave: bounds that every optimum of them keeps, and the prices that
 * prove it. The next goal is an ordinary assignment problem on the face; goals are never weighed
 * against each other. */
#ifndef MMI_MATCH_FACE_H
#define MMI_MATCH_FACE_H

#include "assign/sparse.h"
#include "match/candidates.h"

/* What one stage maximises. A goal is one stage or two. */
typedef enum mmi_aim {
    MMI_AIM_MENTEES = 1,  /* mentees with at least one mentor */
    MMI_AIM_REQUESTS = 2, /* requests filled */
    MMI_AIM_SCORES = 3    /* sum of scores */
} mmi_aim;

#define MMI_STAGES_MOST 4

/* The prices that prove a stage. */
typedef struct mmi_stage {
    mmi_aim aim;
    int64_t *row_total;        /* [n_rows] */
    int64_t *column_price;     /* [n_columns] least optimal ones */
    int64_t *kind_least_price; /* [n_kinds] of column_price over the kind's mentors
                                   who take part; huge if none */
} mmi_stage;

/* Groups are mentees, rows are requests, columns are mentors, all numbered as in the profiles. */
typedef struct mmi_face {
    mmi_heap heap;
    const mm_profiles *profiles;
    int32_t *group_least, *group_most;
    int64_t *group_first; /* 1 while the mentee has no mentor for certain */
    int32_t *row_least, *row_most;
    int32_t *column_least, *column_most;
    bool *column_is_tied; /* every place is filled in every optimum, and so would one more be */
    int32_t n_stages;     /* proven, or on the way as the last one */
    mmi_stage stage[MMI_STAGES_MOST];
} mmi_face;

/* All wants and places that fixed pairs leave. MM_ERR_MEMORY. */
mm_status mmi_face_make(const mmi_heap *heap, const mm_profiles *profiles, mmi_face *face,
                        mm_error *error);
void mmi_face_clear(mmi_face *face);

/* Begin a stage: room for its prices. MM_ERR_MEMORY. */
mm_status mmi_face_begin_stage(mmi_face *face, mmi_aim aim, mm_error *error);
/* Forget the last stage. */
void mmi_face_drop_stage(mmi_face *face);

/* What a pair is worth to a stage. */
static inline int64_t mmi_worth(mmi_aim aim, int32_t score)
{
    return aim == MMI_AIM_SCORES ? score : aim == MMI_AIM_REQUESTS ? 1 : 0;
}

/* The assignment problem of a stage on the open candidates; owns its arrays. */
typedef struct mmi_stage_problem {
    mmi_heap heap;
    mmi_assign_problem problem;
    int64_t *row_start;
    int32_t *column;
    int64_t *value;
    int64_t *candidate; /* [n_pairs] which candidate a pair of the problem is */
    bool *start_chosen; /* [n_pairs] */
} mmi_stage_problem;

/* Where a solution begins. */
typedef enum mmi_start {
    MMI_START_COLD = 0, /* from nothing, with an auction */
    MMI_START_WARM = 1  /* from the last prices of the stage and the pairs chosen last */
} mmi_start;

mm_status mmi_stage_problem_make(const mmi_face *face, const mmi_candidates *candidates,
                                 mmi_start start, mmi_stage_problem *made, mm_error *error);
void mmi_stage_problem_clear(mmi_stage_problem *made);

/* Keep the prices of an answer as those of the last stage. */
void mmi_face_keep_prices(mmi_face *face, const mmi_assignment *answer);

/* After the last stage is proven: drop pairs of positive reduced cost, force pairs of negative
 * one, tighten bounds where a price is not 0. */
void mmi_face_narrow(mmi_face *face, const mmi_stage_problem *of, const mmi_assignment *answer,
                     mmi_candidates *candidates);

#endif
