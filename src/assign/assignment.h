/* What the public assignment calls return: arrays that are lent, and the proof. */
#ifndef MMI_ASSIGN_ASSIGNMENT_H
#define MMI_ASSIGN_ASSIGNMENT_H

#include <mentormatch/assign.h>

#include "assign/scaling.h"
#include "base/alloc.h"

struct mm_assignment {
    mmi_heap heap;
    mm_assignment_proof proof;
    int32_t n_rows;
    int32_t n_columns;
    int64_t n_chosen;
    int32_t *column_of_row;       /* [n_rows] NULL where infeasible, as all arrays */
    int32_t *row_of_column;       /* [n_columns] */
    int64_t *chosen;              /* [n_chosen] */
    int64_t *row_price;           /* [n_rows] of integers; NULL: float64 */
    int64_t *column_price;        /* [n_columns] */
    double *row_price_real;       /* [n_rows] of float64; NULL: integers */
    double *column_price_real;    /* [n_columns] */
};

/* New, without arrays. NULL: no memory. */
mm_assignment *mmi_assignment_new(const mmi_heap *heap, int32_t n_rows, int32_t n_columns);

/* Room for everybody, all MM_NONE, for n_chosen entries, and for prices of the kind. */
mm_status mmi_assignment_make_room(mm_assignment *assignment, int64_t n_chosen, bool is_real,
                                   mm_error *error);

/* value and bound, in integers, are those of minimised values; outcome is set already. */
typedef struct mmi_worth {
    mmi_wide value;
    mmi_wide bound;       /* <= value */
    bool is_minimised;    /* as the caller asked */
    bool is_real;
    int32_t exponent;     /* of float64: integers are the values * 2^-exponent … */
    double rounded_off;   /* … minus what was rounded off the chosen ones, in the same unit */
    double bound_slack;   /* what rounding may have hidden from the bound, >= 0 */
} mmi_worth;

/* Fill in value, bound and gap. MM_ERR_LIMIT where the integers do not fit in 64 bits. */
mm_status mmi_assignment_set_worth(mm_assignment *assignment, const mmi_worth *worth,
                                   mm_error *error);

/* Set the price of a row or column that is `price` in minimised integers. False: beyond 64 bits. */
bool mmi_assignment_set_row_price(mm_assignment *assignment, int32_t row, mmi_wide price,
                                  const mmi_worth *worth);
bool mmi_assignment_set_column_price(mm_assignment *assignment, int32_t column, mmi_wide price,
                                     const mmi_worth *worth);

#endif
