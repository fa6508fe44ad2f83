/* The state of a dense solve, shared by the files that bid, search and list. Private to `assign`.
 *
 * Costs are minimised. A row pays row price u = least of cost - price over all columns, a pair is
 * only ever assigned where it reaches that least: the assignment so far and the prices are always
 * optimal for each other. Prices only fall. Therefore what was true of a row's unlisted columns
 * when its list was made - their cost minus price is the row's bound or more - stays true, and a
 * list need not be read further than where its keys of then are too high already. */
#ifndef MMI_ASSIGN_DENSE_SOLVER_H
#define MMI_ASSIGN_DENSE_SOLVER_H

#include "assign/dense_rows.h"

#define MMI_LIST_MOST 32          /* columns in a list */
#define MMI_FAR (INT64_MAX / 4)   /* farther than any cost */
#define MMI_OUT (-2)              /* column_of: stays alone, for good */

/* One column of a row's list. */
typedef struct mmi_listed {
    int64_t cost;
    int64_t least_key;  /* cost - price when it was listed; by now it is that or more */
    int32_t column;
} mmi_listed;

typedef struct mmi_dense_solver {
    const mmi_heap *heap;
    const mmi_stop *stop;
    mmi_dense_rows *rows;
    int32_t n_rows, n_columns;   /* n_rows <= n_columns */
    int64_t *price;              /* [n_columns] <= 0 unless all columns are used */
    int32_t *key_price_32;       /* [n_columns] price + flip, for the kernels; while is_narrow */
    int64_t *key_price_64;       /* [n_columns] the same; else */
    bool is_narrow;              /* keys of all cells fit in 32 bits */
    int64_t lowest_narrow;       /* price from which they do */
    int32_t *list_length;        /* [n_rows] */
    mmi_listed *list;            /* [n_rows * MMI_LIST_MOST] of a row by rising least_key */
    int64_t *list_bound;         /* [n_rows] unlisted: cost - price >= this; MMI_FAR: no others */
    int32_t *column_of;          /* [n_rows] MM_NONE: not yet, MMI_OUT: stays alone */
    int32_t *row_of;             /* [n_columns] MM_NONE: none */
    int64_t *own_cost;           /* [n_rows] of the pair with column_of */
    int32_t *collected;          /* [n_columns] room for one row */
    int64_t *collected_key;      /* [n_columns] */
    bool is_stopped;
    bool is_infeasible;
    /* of a search: nodes are columns, then rows that look beyond their list */
    int64_t *distance;           /* [n_nodes] */
    int32_t *place;              /* [n_nodes] in the heap, MM_NONE: not in it */
    uint32_t *reached;           /* [n_columns] stamp of the search that reached it last */
    uint32_t stamp;
    int32_t *heap_node;          /* [n_nodes] */
    int32_t n_heap;
    int32_t *from_row;           /* [n_columns] of a search: row from which it was reached */
    int64_t *from_cost;          /* [n_columns] cost of that pair */
    int64_t *row_offset;         /* [n_rows] distance of the row minus its row price */
    int32_t *settled;            /* [n_columns] columns taken, in order */
    int32_t n_settled;
    int32_t *scanned;            /* [n_rows] rows of the search */
    int32_t n_scanned;
    int64_t n_refreshed;         /* lists made: passes over a row */
} mmi_dense_solver;

/* Room for everything; prices at their start. */
bool mmi_dense_solver_make(const mmi_heap *heap, mmi_dense_rows *rows, const mmi_stop *stop,
                           mmi_dense_solver *solver);
void mmi_dense_solver_clear(mmi_dense_solver *solver);

/* The only way to change a price; it only falls. */
void mmi_dense_set_price(mmi_dense_solver *solver, int32_t column, int64_t price);

/* Make the list of a row afresh: its best columns at the prices of now. */
void mmi_dense_refresh(mmi_dense_solver *solver, int32_t row);

/* Assign what can be assigned by rows that outbid each other, each for its best column up to what
 * its second best would leave. Leaves some rows without a column. */
void mmi_dense_bid(mmi_dense_solver *solver);

/* Give every row that is left a column (or leave it alone, where that is allowed) by shortest
 * paths. Sets is_infeasible or is_stopped. */
void mmi_dense_search(mmi_dense_solver *solver);

#endif
