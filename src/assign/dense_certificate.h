/* An independent judge of an assignment over a matrix. Private to `assign`. */
#ifndef MMI_ASSIGN_DENSE_CERTIFICATE_H
#define MMI_ASSIGN_DENSE_CERTIFICATE_H

#include "assign/dense_rows.h"

typedef struct mmi_dense_verdict {
    bool is_feasible;    /* distinct columns, none forbidden, nobody left out who must not be */
    bool is_proven;      /* value = bound, prices of the right sign */
    mmi_wide value;      /* sum of the costs */
    mmi_wide bound;      /* no assignment is below it */
} mmi_dense_verdict;

/* Judge column_of[n_rows] (negative: alone) by the prices of the columns, reading the whole matrix
 * once; row_price[n_rows] becomes the greatest that the column prices allow. The bound is the sum
 * of all prices: by weak duality no assignment costs less. MM_ERR_MEMORY, MM_ERR_STOPPED. */
mm_status mmi_dense_certify(const mmi_dense_rows *rows, const int32_t *column_of,
                            const int64_t *column_price, int64_t *row_price,
                            const mmi_stop *stop, mmi_dense_verdict *verdict, mm_error *error);

/* Whether the columns that these rows may have are all among these columns, and fewer than the
 * rows (Hall 1935): then not all rows can be assigned. MM_ERR_MEMORY. */
mm_status mmi_dense_certify_too_few(const mmi_dense_rows *rows, const int32_t *row, int32_t n_rows,
                                    const int32_t *column, int32_t n_columns, bool *is_proven,
                                    mm_error *error);

/* The sentence for an answer that failed: MM_ERR_INTERNAL. */
mm_status mmi_dense_not_proven(mm_error *error);

#endif
