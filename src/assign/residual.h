/* The residual network of a sparse assignment, and shortest paths in it. Private to `assign`.
 *
 * Nodes are numbered rows, columns, groups. Most groups bind nothing beyond what their rows say, or
 * have one row: their rows hang on the hub by themselves, with bounds that hold for both, and the
 * group is no node. The forward search carries one unit that looks for a place, the backward search
 * one place that looks for a unit; the hub is the end of both. */
#ifndef MMI_ASSIGN_RESIDUAL_H
#define MMI_ASSIGN_RESIDUAL_H

#include "assign/node_queue.h"
#include "assign/sparse.h"

/* What a search knows of a node. */
typedef struct mmi_node {
    int64_t distance;
    int64_t parent_pair; /* pair between, MM_NONE: none */
    int32_t parent;      /* node before, MM_NONE: the source */
    uint32_t reached;    /* stamp of the last search that reached the node */
    uint32_t left;       /* stamp of the last search that took it from the queue */
} mmi_node;

typedef struct mmi_residual {
    const mmi_heap *heap;
    const mmi_assign_problem *problem;
    const mmi_stop *stop;
    uint64_t n_steps;         /* nodes taken, for looking at the clock now and then */
    uint64_t n_steps_at_update; /* at the last mmi_update_prices() */
    bool has_no_memory;
    mmi_assignment *answer;   /* loads and prices of the moment; row and group loads count units
                                 on their way, column loads do not */
    int32_t n_nodes;
    int32_t *group_of_row;    /* [n_rows] MM_NONE: the row hangs on the hub */
    int32_t *row_least;       /* [n_rows] bounds, of the group too where the row hangs on the hub */
    int32_t *row_most;        /* [n_rows] */
    int32_t *n_waiting;       /* [n_rows] units of a row of the hub that are still to be placed */
    int64_t *row_first;       /* [n_rows] what the first unit adds; NULL: 0 */
    int64_t *slot_start;      /* [n_columns + 1] */
    int64_t *slot_pair;       /* chosen pairs of column c: slot_start[c] … + column_load[c] */
    int32_t *slot_row;        /* the same, their rows */
    int64_t *column_start;    /* [n_columns + 1] into pair_of_column; made when first needed */
    int64_t *pair_of_column;  /* [n_pairs] */
    int32_t *row_of_column;   /* [n_pairs] the same, rows */
    mmi_node_queue queue;
    uint32_t stamp;           /* of the search that runs */
    mmi_node *node;           /* [n_nodes] */
    int32_t *taken;           /* [n_taken] nodes taken from the queue, in order */
    int32_t n_taken;
    int32_t end;              /* node at which the path leaves for the hub, MM_NONE: none */
    int64_t end_distance;
    bool takes_ends;          /* the search that runs is for the nearest end, not for distances */
} mmi_residual;

bool mmi_residual_make(const mmi_heap *heap, const mmi_assign_problem *problem,
                       mmi_assignment *answer, mmi_residual *residual);
void mmi_residual_clear(mmi_residual *residual);

static inline int32_t mmi_column_node(const mmi_residual *residual, int32_t column)
{
    return residual->problem->n_rows + column;
}

static inline int32_t mmi_group_node(const mmi_residual *residual, int32_t group)
{
    return residual->problem->n_rows + residual->problem->n_columns + group;
}

static inline int64_t mmi_first_value_of_row(const mmi_residual *residual, int32_t row)
{
    return residual->row_first == NULL ? 0 : residual->row_first[row];
}

/* Pairs join and leave a column's chosen ones; the column's load follows. */
void mmi_choose(mmi_residual *residual, int32_t row, int64_t pair);
void mmi_give_up(mmi_residual *residual, int64_t pair);

/* One auction phase for the rows that hang on the hub, from the column prices there are: good
 * prices and most of the pairs, nothing exact. Nothing is chosen before; fills is_chosen, column
 * prices and slots. False: no memory. Source: Bertsekas 1988. */
bool mmi_auction(mmi_residual *residual);

/* From column prices and chosen pairs to exact ones: rows that hang on the hub are priced, chosen
 * pairs that are not among the row's best are given up, units without a pair wait at their rows. */
void mmi_settle_rows(mmi_residual *residual);

/* Find the cheapest home for a unit that waits at `source` (a group or row node), move it there,
 * update the prices. False: there is none, or somebody stopped (answer->is_stopped). */
bool mmi_place_unit(mmi_residual *residual, int32_t source);

/* A phase: units placed by paths of length 0 alone, nodes that led nowhere not searched again in
 * the phase, so that all its searches together cost no more than one over everything. False: no
 * such path was found, which proves nothing. Source: Hopcroft & Karp 1973. */
void mmi_begin_phase(mmi_residual *residual);
bool mmi_place_unit_in_phase(mmi_residual *residual, int32_t source);

/* Find the cheapest unit for a free place of a column, move it there, update the prices; a column
 * at its least or above may instead leave the place empty and fall to price 0. False: the column
 * is below its least and there is no unit. The transposed pairs must have been made. */
bool mmi_fetch_unit(mmi_residual *residual, int32_t column);
bool mmi_make_transposed(mmi_residual *residual);

/* Move the prices, optimal or on the way, so that every node hangs on the hub by steps of length 0
 * in the forward direction: many units can then be placed by short searches. No group may be a
 * node. False: no memory. Source: the global updates of Goldberg & Kennedy 1995. */
bool mmi_update_prices(mmi_residual *residual);

/* Move the prices to the optimal ones that are least on the column side. False: no memory. */
bool mmi_least_column_prices(mmi_residual *residual);

/* ---- parts of a search, shared by the two files that search ---- */

/* A new search: nothing is reached. */
void mmi_begin_search(mmi_residual *residual);
/* Relax the step to `node`; `pair` is the pair between, MM_NONE if there is none. */
void mmi_reach(mmi_residual *residual, int32_t node, int64_t distance, int32_t parent,
               int64_t pair);
/* Take every node that can be reached, nearest first. */
void mmi_search_forward(mmi_residual *residual);
void mmi_search_backward(mmi_residual *residual);
/* What the hub asks for taking a unit back from a group or row that hangs on it, and for giving
 * it one more. */
int64_t mmi_drop_length(const mmi_residual *residual, int32_t node);
int64_t mmi_add_length(const mmi_residual *residual, int32_t node);

#endif
