/* Sparse capacitated assignment with bounds on both sides and groups of rows: the problem, the
 * answer, and what both must satisfy. Integers in, integers out; no mentoring words.
 *
 * Flow runs hub → group → row → column → hub. A row belongs to one group; a row sends at most one
 * unit over each of its pairs. Prices are Lagrange multipliers of
 *     row load = chosen pairs of the row          price row_total = group_price + row_price
 *     group load = loads of its rows              price group_price
 *     column load = chosen pairs of the column    price column_price
 * and reduced cost = row_total + column_price - value is >= 0 for a pair left out, <= 0 for a
 * pair chosen. */
#ifndef MMI_ASSIGN_SPARSE_H
#define MMI_ASSIGN_SPARSE_H

#include "base/alloc.h"
#include "base/status.h"
#include "base/stop.h"

#include <stdbool.h>

typedef struct mmi_assign_problem {
    int32_t n_groups, n_rows, n_columns;
    const int32_t *group_start;  /* [n_groups + 1] rows of group g: group_start[g] … */
    const int64_t *row_start;    /* [n_rows + 1] pairs of row r: row_start[r] … */
    const int32_t *column;       /* [n_pairs] distinct inside a row */
    const int64_t *value;        /* [n_pairs] maximised; |value| <= 2^40 */
    const int32_t *group_least, *group_most;   /* [n_groups] 0 <= least <= most */
    const int32_t *row_least, *row_most;       /* [n_rows] */
    const int32_t *column_least, *column_most; /* [n_columns] */
    const bool *column_is_tied;  /* [n_columns] its least is meant to follow its most, so that its
                                    price may have any sign, even where both are 0; NULL: none */
    const int64_t *group_first_value; /* [n_groups] >= 0, added for the first unit; NULL: 0 */
    const int64_t *start_price;  /* [n_columns] a guess that saves time; NULL: 0 */
    const bool *start_chosen;    /* [n_pairs] a guess of pairs that goes with start_price: those
                                    that are tight there are kept and nobody bids, unless that
                                    leaves a quarter of the units waiting; NULL: none */
    bool has_no_auction;         /* values are so much alike that bids would not tell them apart:
                                    all units without a pair are searched for */
    int32_t bids_most;           /* bids a unit after which the auction ends; 0: the usual number */
    bool takes_any_prices;       /* any optimal prices will do, which saves a search */
} mmi_assign_problem;

typedef struct mmi_assignment {
    mmi_heap heap;
    bool is_feasible;       /* false: the bounds contradict each other; nothing else counts */
    bool is_stopped;        /* stopped early: nothing else counts */
    bool has_bid_enough;    /* the auction came to its end, or there was none */
    bool *is_chosen;        /* [n_pairs] */
    int32_t *group_load, *row_load, *column_load;
    int64_t *group_price;   /* [n_groups] */
    int64_t *row_total;     /* [n_rows] group_price + row_price */
    int64_t *column_price;  /* [n_columns] the least optimal ones, see mmi_assign_sparse() */
    int64_t value;          /* of the chosen pairs and first units */
} mmi_assignment;

/* Solve to optimality: one auction phase from start_price, or the caller's pairs; then shortest
 * paths with potentials in both directions. Units without a pair look for places; columns below
 * their least fetch units, and places that stand empty at a price above 0 fetch one or fall to 0.
 * The value does not depend on the start. Afterwards, unless any prices will do, the prices are
 * moved to the optimal ones that are least on the column side (greatest on the row side), where
 * column prices of least 0 stay >= 0 unless tied: then column_price is exactly what one more place
 * of that column adds.
 *
 * Errors  MM_ERR_MEMORY. Infeasible and stopped are answers, not errors.
 * Cost    a few bids a unit, and one Dijkstra search for each unit that the auction leaves;
 *         memory O(n_pairs).
 * Source  Bertsekas 1988 (auction); Edmonds & Karp 1972 (potentials); Jonker & Volgenant 1987
 *         (prices moved only where the search has been). */
mm_status mmi_assign_sparse(const mmi_heap *heap, const mmi_assign_problem *problem,
                            const mmi_stop *stop, mmi_assignment *answer, mm_error *error);

/* The auction phase alone: is_chosen and loads of a feasible part of an assignment where there are
 * no leasts, column prices near optimal ones, and in row_total what each row pays at these; in
 * rows of groups that bind, nothing. MM_ERR_MEMORY; is_stopped as above. */
mm_status mmi_bid_sparse(const mmi_heap *heap, const mmi_assign_problem *problem,
                         const mmi_stop *stop, mmi_assignment *answer, mm_error *error);

void mmi_assignment_clear(mmi_assignment *answer);

/* The range of loads of a group that are optimal at a price: where first_value * (load >= 1) +
 * price * load is largest within least … most. */
void mmi_best_group_loads(int32_t least, int32_t most, int64_t first_value, int64_t price,
                          int32_t *best_least, int32_t *best_most);

#endif
