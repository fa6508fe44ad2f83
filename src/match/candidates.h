/* The pairs that the solver sees: for every request row the best eligible mentors, and whatever
 * pricing adds later. Never all pairs. */
#ifndef MMI_MATCH_CANDIDATES_H
#define MMI_MATCH_CANDIDATES_H

#include "score/scan.h"

/* What the goals so far have decided about a pair. */
typedef enum mmi_pair_state {
    MMI_PAIR_OPEN = 0,
    MMI_PAIR_DROPPED = 1, /* in no optimum of the goals so far */
    MMI_PAIR_FORCED = 2   /* in every optimum of the goals so far */
} mmi_pair_state;

typedef struct mmi_candidates {
    mmi_heap heap;
    int32_t n_rows;       /* request rows of the profiles */
    int64_t *start;       /* [n_rows + 1] */
    int32_t *mentor;      /* [start[n_rows]] distinct inside a row */
    int32_t *score;       /* [start[n_rows]] */
    uint8_t *state;       /* [start[n_rows]] mmi_pair_state */
    int32_t *left_best;   /* [n_rows] best score of an eligible mentor not listed, -1: none left */
} mmi_candidates;

/* A pair to be listed. */
typedef struct mmi_addition {
    int32_t row;
    int32_t mentor;
    int32_t score;
} mmi_addition;

/* Scores of one row with all mentors of its kind; fixed pairs count as ineligible, they are made
 * already. Room for one row, used again and again. */
typedef struct mmi_row_scores {
    mmi_heap heap;
    const mmi_scorer *scorer;
    int32_t first;       /* mentor of score[0] */
    int32_t n;
    int32_t *score;      /* [n] MMI_INELIGIBLE where no pair may be */
    mmi_scanner *scanner;
} mmi_row_scores;

bool mmi_row_scores_make(const mmi_heap *heap, const mmi_scorer *scorer, mmi_row_scores *scores);
void mmi_row_scores_of(mmi_row_scores *scores, int32_t row);
void mmi_row_scores_clear(mmi_row_scores *scores);

/* The best k of every row, at least twice what the row wants. MM_ERR_MEMORY, MM_ERR_STOPPED.
 * Cost: every mentee with every mentor of the kinds it wants, once. */
mm_status mmi_candidates_make(const mmi_heap *heap, const mmi_scorer *scorer, const mmi_stop *stop,
                              mmi_candidates *candidates, mm_error *error);

/* List more pairs; additions are in order of rows. MM_ERR_MEMORY. */
mm_status mmi_candidates_add(mmi_candidates *candidates, const mmi_addition *addition,
                             size_t n_additions, mm_error *error);

void mmi_candidates_clear(mmi_candidates *candidates);

#endif
