/* What goes to a solver is checked here, as GLPK checks little and ends the process when it does
 * (bounds, indices) or calls garbage optimal. Integers throughout, so nothing can be NaN.
 * Row and column numbers in sentences count from 0, as in the arrays. What a solver answers is
 * judged in lp_judge.c. */
#include "lp/lp_check.h"

#include "base/status.h"

int64_t mmi_lp_n_entries(const mmi_lp *lp)
{
    return lp->n_columns == 0 ? 0 : lp->column_start[lp->n_columns];
}

/* Bytes measured with GLPK 5.0 (glp_mem_usage, peak of model, primal simplex and factors):
 * 482 a row and column for spanning-forest bases of 24,500 to 245,000 of them with 2 entries a
 * column, 394 to 427 a column for dense assignment. The weights below cover both. */
int64_t mmi_lp_memory_mib(int64_t n_rows, int64_t n_columns, int64_t n_entries)
{
    const int64_t n_bytes = 600 * n_rows + 220 * n_columns + 96 * n_entries;
    return n_bytes / 1048576 + 1;
}

static bool is_number(int64_t number)
{
    return number >= -MMI_LP_NUMBER_MOST && number <= MMI_LP_NUMBER_MOST;
}

static mm_status check_sizes(const mmi_lp *lp, mm_error *error)
{
    if (lp->n_rows < 0 || lp->n_columns < 0) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, "LP: a size is negative");
    }
    if (lp->n_rows > MMI_LP_SIZE_MOST || lp->n_columns > MMI_LP_SIZE_MOST) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "LP: %d rows and %d columns need at least %lld MiB in GLPK; "
                        "at most %d of each are allowed, solve a smaller core",
                        (int)lp->n_rows, (int)lp->n_columns,
                        (long long)mmi_lp_memory_mib(lp->n_rows, lp->n_columns, 0),
                        MMI_LP_SIZE_MOST);
    }
    const bool lacks_rows = lp->n_rows > 0 && (lp->row_least == NULL || lp->row_most == NULL);
    const bool lacks_columns = lp->n_columns > 0 &&
                               (lp->cost == NULL || lp->column_start == NULL ||
                                lp->column_least == NULL || lp->column_most == NULL);
    if (lacks_rows || lacks_columns || (lp->row_basis == NULL) != (lp->column_basis == NULL)) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, "LP: an array is NULL");
    }
    return MM_OK;
}

static mm_status check_starts(const mmi_lp *lp, mm_error *error)
{
    if (lp->n_columns == 0) return MM_OK;
    bool rises = lp->column_start[0] == 0;
    for (int32_t column = 0; column < lp->n_columns; column++) {
        rises = rises && lp->column_start[column] <= lp->column_start[column + 1];
    }
    if (!rises) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "LP: column_start must begin with 0 and never fall");
    }
    const int64_t n_entries = mmi_lp_n_entries(lp);
    if (n_entries > MMI_LP_ENTRIES_MOST) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "LP: %lld coefficients; at most %d are allowed, solve a smaller core",
                        (long long)n_entries, MMI_LP_ENTRIES_MOST);
    }
    if (n_entries > 0 && lp->row == NULL) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, "LP: an array is NULL");
    }
    return MM_OK;
}

static mm_status check_bounds(const char *axis, int32_t n, const int64_t *least,
                              const int64_t *most, mm_error *error)
{
    for (int32_t i = 0; i < n; i++) {
        const bool fits = (least[i] == MMI_LP_NO_LEAST || is_number(least[i])) &&
                          (most[i] == MMI_LP_NO_MOST || is_number(most[i]));
        if (fits && least[i] <= most[i]) continue;
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "LP: the bounds of %s %d must be within 2^40 or absent, and least <= most",
                        axis, (int)i);
    }
    return MM_OK;
}

static mm_status check_costs(const mmi_lp *lp, mm_error *error)
{
    for (int32_t column = 0; column < lp->n_columns; column++) {
        if (lp->cost[column] >= 0 && lp->cost[column] <= MMI_LP_NUMBER_MOST) continue;
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "LP: the cost of column %d must be from 0 to 2^40", (int)column);
    }
    return MM_OK;
}

/* `seen_in` [n_rows] holds 1 + the last column in which a row was seen. */
static mm_status check_entries(const mmi_lp *lp, int32_t *seen_in, mm_error *error)
{
    for (int32_t column = 0; column < lp->n_columns; column++) {
        for (int64_t k = lp->column_start[column]; k < lp->column_start[column + 1]; k++) {
            const int32_t row = lp->row[k];
            const char *fault = NULL;
            if (row < 0 || row >= lp->n_rows) {
                fault = "names a row that there is not";
            } else if (seen_in[row] == column + 1) {
                fault = "names a row twice";
            } else if (lp->coefficient != NULL && lp->coefficient[k] == 0) {
                fault = "has a coefficient of 0: leave it out";
            }
            if (fault != NULL) {
                return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                                "LP: column %d %s (entry %lld)", (int)column, fault,
                                (long long)k);
            }
            seen_in[row] = column + 1;
        }
    }
    return MM_OK;
}

/* Adds to *n_basic; something that is not basic must stand at a bound that is there. */
static bool stands_well(int32_t n, const mmi_lp_stand *stand, const int64_t *least,
                        const int64_t *most, int64_t *n_basic)
{
    for (int32_t i = 0; i < n; i++) {
        switch (stand[i]) {
        case MMI_LP_BASIC: (*n_basic)++; break;
        case MMI_LP_AT_LEAST:
            if (least[i] == MMI_LP_NO_LEAST) return false;
            break;
        case MMI_LP_AT_MOST:
            if (most[i] == MMI_LP_NO_MOST) return false;
            break;
        default: return false;
        }
    }
    return true;
}

static mm_status check_basis(const mmi_lp *lp, mm_error *error)
{
    if (lp->row_basis == NULL) return MM_OK;
    int64_t n_basic = 0;
    if (!stands_well(lp->n_rows, lp->row_basis, lp->row_least, lp->row_most, &n_basic) ||
        !stands_well(lp->n_columns, lp->column_basis, lp->column_least, lp->column_most,
                     &n_basic)) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "LP: in the start basis something stands at a bound that is absent");
    }
    if (n_basic != lp->n_rows) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "LP: the start basis has %lld members, it needs one a row: %d",
                        (long long)n_basic, (int)lp->n_rows);
    }
    return MM_OK;
}

mm_status mmi_lp_check(const mmi_heap *heap, const mmi_lp *lp, mm_error *error)
{
    int32_t *seen_in = NULL;
    mm_status status = check_sizes(lp, error);
    if (status == MM_OK) status = check_starts(lp, error);
    if (status == MM_OK) {
        status = check_bounds("row", lp->n_rows, lp->row_least, lp->row_most, error);
    }
    if (status == MM_OK) {
        status = check_bounds("column", lp->n_columns, lp->column_least, lp->column_most, error);
    }
    if (status == MM_OK) status = check_costs(lp, error);
    if (status == MM_OK) status = check_basis(lp, error);
    if (status != MM_OK) goto done;
    seen_in = mmi_alloc(heap, (size_t)lp->n_rows, sizeof *seen_in);
    status = seen_in != NULL ? check_entries(lp, seen_in, error) : mmi_out_of_memory(error);
done:
    mmi_free(heap, seen_in);
    return status;
}
