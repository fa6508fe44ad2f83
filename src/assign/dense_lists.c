/* Short lists of the best columns of each row, made from passes over the matrix. The number of
 * columns in a list is bounded by taking, as the limit of the keys, one that at least KEPT of
 * the 64 groups of columns reach. */
#include "assign/dense_solver.h"

#define KEPT 10           /* columns that a list has at least where there are so many */
#define MOST_TIES 256     /* columns collected before it is seen as a row of ties */

/* One row as the kernels want it, and whichever of the two widths. */
typedef struct row_view {
    const mmi_dense_solver *solver;
    const int32_t *cell_32;  /* NULL: in 64 bits */
    const int64_t *cell_64;
    int64_t flip;
    int32_t first;           /* column at which collecting begins, another one in each row */
} row_view;

static row_view view_row(const mmi_dense_solver *solver, int32_t row)
{
    row_view view = {.solver = solver, .flip = solver->rows->flip,
                     .first = row % solver->n_columns};
    if (solver->is_narrow) {
        view.cell_32 = mmi_dense_row_32(solver->rows, row);
    } else {
        view.cell_64 = mmi_dense_row_64(solver->rows, row);
    }
    return view;
}

static int64_t view_key(const row_view *view, int32_t column)
{
    const mmi_dense_solver *solver = view->solver;
    if (view->cell_32 != NULL) {
        return ((int64_t)view->cell_32[column] ^ view->flip) - solver->key_price_32[column];
    }
    return (view->cell_64[column] ^ view->flip) - solver->key_price_64[column];
}

/* A limit that KEPT groups or a few more reach; `none`, the greatest integer, where there are not
 * so many groups with a cell. */
static int64_t view_limit(const row_view *view, int64_t *none)
{
    const mmi_dense_solver *solver = view->solver;
    const mmi_dense_kernel *kernel = solver->rows->kernel;
    if (view->cell_32 == NULL) {
        int64_t least[MMI_DENSE_GROUPS];
        const mmi_cells_64 cells = {view->cell_64, solver->key_price_64, solver->n_columns,
                                    view->flip};
        *none = INT64_MAX;
        kernel->least_64(&cells, least);
        return kernel->limit_64(least, KEPT);
    }
    int32_t least[MMI_DENSE_GROUPS];
    const mmi_cells_32 cells = {view->cell_32, solver->key_price_32, solver->n_columns,
                                (int32_t)view->flip};
    *none = INT32_MAX;
    kernel->least_32(&cells, least);
    return kernel->limit_32(least, KEPT);
}

static int32_t collect_part(const row_view *view, int32_t from, int32_t n, int64_t most,
                            int32_t limit, int32_t *column)
{
    const mmi_dense_solver *solver = view->solver;
    const mmi_dense_kernel *kernel = solver->rows->kernel;
    int32_t n_found;
    if (view->cell_32 != NULL) {
        const mmi_cells_32 cells = {view->cell_32 + from, solver->key_price_32 + from, n,
                                    (int32_t)view->flip};
        n_found = kernel->collect_32(&cells, (int32_t)most, limit, column);
    } else {
        const mmi_cells_64 cells = {view->cell_64 + from, solver->key_price_64 + from, n,
                                    view->flip};
        n_found = kernel->collect_64(&cells, most, limit, column);
    }
    for (int32_t i = 0; i < n_found; i++) column[i] += from;
    return n_found;
}

/* Columns with keys up to `most`, from the row's first column round to it, `limit` of them. */
static int32_t collect(const row_view *view, int64_t most, int32_t limit, int32_t *column)
{
    const int32_t n_behind = collect_part(
        view, view->first, view->solver->n_columns - view->first, most, limit, column);
    if (n_behind == limit) return n_behind;
    return n_behind +
           collect_part(view, 0, view->first, most, limit - n_behind, column + n_behind);
}

/* The key of rank MMI_LIST_MOST, from 1, of n_keys > MMI_LIST_MOST keys. */
static int64_t key_at_end(const int64_t *key, int32_t n_keys)
{
    int64_t low = key[0];
    int64_t high = key[0];
    for (int32_t i = 1; i < n_keys; i++) {
        low = key[i] < low ? key[i] : low;
        high = key[i] > high ? key[i] : high;
    }
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        int32_t n_reached = 0;
        for (int32_t i = 0; i < n_keys; i++) n_reached += key[i] <= middle;
        if (n_reached < MMI_LIST_MOST) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Put a column behind those of the list that are better or as good. */
static void append(mmi_dense_solver *solver, int32_t row, int32_t column, int64_t key)
{
    mmi_listed *list = solver->list + (int64_t)row * MMI_LIST_MOST;
    int32_t place = solver->list_length[row]++;
    while (place > 0 && list[place - 1].least_key > key) {
        list[place] = list[place - 1];
        place--;
    }
    list[place] = (mmi_listed){key + solver->price[column], key, column};
}

/* Take what fits in a list: all keys below the one at its end, then as many that equal it. Begins
 * at column `first` and goes round, so that rows of equal cells get different lists. */
static void keep_best(mmi_dense_solver *solver, int32_t row, int32_t first, int32_t n_collected)
{
    const int64_t *key = solver->collected_key;
    const bool fits = n_collected <= MMI_LIST_MOST;
    const int64_t end = fits ? INT64_MAX : key_at_end(key, n_collected);
    int32_t n_equal = MMI_LIST_MOST;
    for (int32_t i = 0; i < n_collected; i++) n_equal -= key[i] < end;
    int32_t begin = 0;
    while (begin < n_collected && solver->collected[begin] < first) begin++;
    for (int32_t n = 0; n < n_collected; n++) {
        const int32_t i = begin + n < n_collected ? begin + n : begin + n - n_collected;
        if (key[i] > end || (key[i] == end && n_equal == 0)) continue;
        n_equal -= key[i] == end;
        append(solver, row, solver->collected[i], key[i]);
    }
    if (!fits) solver->list_bound[row] = end;
}

/* A row of ties at `limit`: all that is better first, then the first few ties. */
static int32_t collect_ties(const row_view *view, int64_t limit, int32_t *column)
{
    const int32_t n_better = collect(view, limit - 1, view->solver->n_columns, column);
    if (n_better > MMI_LIST_MOST) return n_better;
    int32_t tied[MOST_TIES];
    const int32_t n_tied = collect(view, limit, MOST_TIES, tied);
    int32_t n = n_better;
    for (int32_t i = 0; i < n_tied && n <= MMI_LIST_MOST; i++) {
        if (view_key(view, tied[i]) == limit) column[n++] = tied[i];
    }
    return n;
}

void mmi_dense_refresh(mmi_dense_solver *solver, int32_t row)
{
    const row_view view = view_row(solver, row);
    int64_t none;
    const int64_t limit = view_limit(&view, &none);
    const int32_t most = MOST_TIES < solver->n_columns ? MOST_TIES : solver->n_columns;
    int32_t n = collect_part(&view, 0, solver->n_columns, limit, most, solver->collected);
    int32_t first = view.first;
    if (n == MOST_TIES) {
        n = collect_ties(&view, limit, solver->collected);
        first = 0; /* the order is right already */
    }
    for (int32_t i = 0; i < n; i++) {
        solver->collected_key[i] = view_key(&view, solver->collected[i]);
    }
    solver->n_refreshed++;
    solver->list_length[row] = 0;
    solver->list_bound[row] = limit == none ? MMI_FAR : limit + 1;
    keep_best(solver, row, first, n);
}
