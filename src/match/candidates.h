/* The pairs that the solver sees: for every request row the best eligible mentors, and whatever
 * pricing adds later. Never all pairs. */
#ifndef MMI_MATCH_CANDIDATES_H
#define MMI_MATCH_CANDIDATES_H

#include "match/row_scan.h"

/* What the goals so far have decided about a pair. */
typedef enum mmi_pair_state {
    MMI_PAIR_OPEN = 0,
    MMI_PAIR_DROPPED = 1, /* in no optimum of the goals so far */
    MMI_PAIR_FORCED = 2,  /* in every optimum of the goals so far */
    MMI_PAIR_FIXED = 3    /* made by the programme: nothing to decide */
} mmi_pair_state;

/* What bounds the pairs of a row that are not listed. Each bound holds by itself and for ever. */
typedef struct mmi_left_out {
    int32_t best;    /* greatest score, -1: nobody is left out */
    int32_t worth;   /* greatest score minus price in the vector … */
    int32_t vector;  /* … of this number (match/price_book.h), MM_NONE: in none */
} mmi_left_out;

typedef struct mmi_candidates {
    mmi_heap heap;
    int32_t n_rows;       /* request rows of the profiles */
    int64_t *start;       /* [n_rows + 1] */
    int32_t *mentor;      /* [start[n_rows]] distinct inside a row */
    int32_t *score;       /* [start[n_rows]] */
    uint8_t *state;       /* [start[n_rows]] mmi_pair_state */
    bool *is_chosen;      /* [start[n_rows]] in the last solution: where the next one begins */
    mmi_left_out *left;   /* [n_rows] */
    int32_t spread;       /* mean difference of a row's first and last candidate */
} mmi_candidates;

/* A pair to be listed. */
typedef struct mmi_addition {
    int32_t row;
    int32_t mentor;
    int32_t score;
} mmi_addition;

/* Lists of an earlier matching that go on. */
typedef struct mmi_earlier_lists {
    const mmi_candidates *from;
    const int32_t *mentor_now;  /* by number then; MM_NONE: not carried on */
    int32_t *row_then;          /* [n_rows now] MM_NONE: to be scanned; becomes so where too little
                                   of a list is left */
} mmi_earlier_lists;

/* The best k of every row, at least twice what the row wants, and its fixed pairs behind them; or
 * what an earlier list and its bounds say of the mentors that are still there (NULL: no lists).
 * MM_ERR_MEMORY, MM_ERR_STOPPED.
 * Cost: every mentee to be scanned with every mentor of the kinds it wants, once. */
mm_status mmi_candidates_make(mmi_row_scanner *with, const mmi_earlier_lists *earlier,
                              mmi_candidates *candidates, mm_error *error);

/* Give back room that lists do not need any more. */
void mmi_candidates_give_back(mmi_candidates *candidates);

/* Every row by score, best first. */
void mmi_candidates_sort(mmi_candidates *candidates);

/* List more pairs; additions of a row are neighbours. MM_ERR_MEMORY. */
mm_status mmi_candidates_add(mmi_candidates *candidates, const mmi_addition *addition,
                             size_t n_additions, mm_error *error);

void mmi_candidates_clear(mmi_candidates *candidates);

/* The rows of the profiles by kind, in order inside a kind: row[n_requests] out. */
void mmi_rows_by_kind(const mm_profiles *profiles, int32_t *row, int32_t *kind_room);

#endif
