/* What a solver answers is believed only as far as integers confirm it: values are rounded, put
 * into every row and bound, and their cost is summed again. That no better answer exists is for
 * the caller to certify with the prices. An LP without coefficients is answered here. */
#include "lp/lp_check.h"

#include <math.h>
#include <stdio.h>

#define TOLERANCE 1e-6
#define EXACT_MOST 9007199254740992.0 /* 2^53: doubles below hold every integer */

void mmi_lp_fail(mmi_lp_answer *answer, const char *reason)
{
    answer->status = MMI_LP_FAILED;
    (void)snprintf(answer->reason, sizeof answer->reason, "%s", reason);
}

void mmi_lp_solve_empty(const mmi_lp *lp, mmi_lp_answer *answer)
{
    for (int32_t row = 0; row < lp->n_rows; row++) {
        if (lp->row_least[row] > 0 || lp->row_most[row] < 0) {
            answer->status = MMI_LP_INFEASIBLE;
            return;
        }
    }
    int64_t objective = 0;
    for (int32_t column = 0; column < lp->n_columns; column++) {
        if (lp->cost[column] == 0) continue;
        int64_t cost;
        if (lp->column_least[column] == MMI_LP_NO_LEAST) {
            answer->status = MMI_LP_UNBOUNDED;
            return;
        }
        if (__builtin_mul_overflow(lp->cost[column], lp->column_least[column], &cost) ||
            __builtin_add_overflow(objective, cost, &objective)) {
            mmi_lp_fail(answer, "the objective does not fit 64 bits");
            return;
        }
    }
    answer->status = MMI_LP_OPTIMAL;
    answer->is_integral = true;
    answer->objective = objective;
    for (int32_t row = 0; row < lp->n_rows && answer->row_price != NULL; row++) {
        answer->row_price[row] = 0;
    }
    for (int32_t column = 0; column < lp->n_columns && answer->column_value != NULL; column++) {
        const int64_t least = lp->column_least[column];
        const int64_t most = lp->column_most[column];
        const int64_t value = least != MMI_LP_NO_LEAST ? least : most != MMI_LP_NO_MOST ? most : 0;
        answer->column_value[column] = (double)value;
    }
}

/* Add the column at `value` to the rows and to the objective; false: 64 bits are too few. */
static bool add_column(const mmi_lp *lp, int32_t column, int64_t value, int64_t *activity,
                       int64_t *objective)
{
    int64_t part;
    if (__builtin_mul_overflow(lp->cost[column], value, &part) ||
        __builtin_add_overflow(*objective, part, objective)) {
        return false;
    }
    for (int64_t k = lp->column_start[column]; k < lp->column_start[column + 1]; k++) {
        int64_t *const sum = &activity[lp->row[k]];
        const int64_t coefficient = lp->coefficient != NULL ? lp->coefficient[k] : 1;
        if (__builtin_mul_overflow(coefficient, value, &part) ||
            __builtin_add_overflow(*sum, part, sum)) {
            return false;
        }
    }
    return true;
}

/* Whether the values, rounded, are integers that keep every bound; their cost then is exact. */
static bool holds_in_integers(const mmi_lp *lp, const double *value, int64_t *activity,
                              int64_t *objective)
{
    *objective = 0;
    for (int32_t column = 0; column < lp->n_columns; column++) {
        if (!(fabs(value[column]) < EXACT_MOST)) return false;
        const int64_t rounded = llround(value[column]);
        if (fabs(value[column] - (double)rounded) > TOLERANCE) return false;
        if (rounded < lp->column_least[column] || rounded > lp->column_most[column]) return false;
        if (rounded != 0 && !add_column(lp, column, rounded, activity, objective)) return false;
    }
    for (int32_t row = 0; row < lp->n_rows; row++) {
        if (activity[row] < lp->row_least[row] || activity[row] > lp->row_most[row]) return false;
    }
    return true;
}

void mmi_lp_judge(const mmi_lp *lp, double claimed, double *value, int64_t *activity,
                  mmi_lp_answer *answer)
{
    if (!(fabs(claimed) < 0x1p62)) {
        mmi_lp_fail(answer, "the solver's objective is no number or too large");
        return;
    }
    int64_t objective;
    answer->is_integral = holds_in_integers(lp, value, activity, &objective);
    if (!answer->is_integral) {
        answer->status = MMI_LP_OPTIMAL;
        answer->objective = llround(claimed);
        return;
    }
    if (fabs(claimed - (double)objective) > TOLERANCE * fmax(1, fabs(claimed))) {
        answer->is_integral = false;
        mmi_lp_fail(answer, "the solver's objective differs from the cost of its values");
        return;
    }
    for (int32_t column = 0; column < lp->n_columns; column++) {
        value[column] = (double)llround(value[column]);
    }
    answer->status = MMI_LP_OPTIMAL;
    answer->objective = objective;
}
