/* The proof of an assignment over a matrix: every cell is looked at once more, with nothing of the
 * solver but the answer and its column prices. */
#include "assign/dense_certificate.h"

#include "base/status.h"

#define FAR (INT64_MAX / 4)
#define STOP_CELLS 4000000 /* cells between two looks at the clock, a few milliseconds */

/* Column prices as the kernels take them. */
typedef struct key_prices {
    bool is_narrow;
    int32_t *price_32;
    int64_t *price_64;
} key_prices;

static bool make_key_prices(const mmi_dense_rows *rows, const int64_t *price, key_prices *keys)
{
    const size_t n = (size_t)rows->n_columns;
    *keys = (key_prices){.is_narrow = rows->is_narrow};
    keys->price_32 = mmi_alloc(rows->heap, n, sizeof(int32_t));
    keys->price_64 = mmi_alloc(rows->heap, n, sizeof(int64_t));
    if (keys->price_32 == NULL || keys->price_64 == NULL) return false;
    for (int32_t column = 0; column < rows->n_columns; column++) {
        /* cell ^ flip - key price must fit, also where the greatest integer is kept free. */
        const int64_t key = price[column] + rows->flip;
        keys->is_narrow = keys->is_narrow && key >= INT32_MIN && key <= INT32_MAX &&
                          rows->most - price[column] < INT32_MAX &&
                          rows->least - price[column] > INT32_MIN;
        keys->price_64[column] = key;
    }
    for (int32_t column = 0; keys->is_narrow && column < rows->n_columns; column++) {
        keys->price_32[column] = (int32_t)keys->price_64[column];
    }
    return true;
}

static void clear_key_prices(const mmi_dense_rows *rows, key_prices *keys)
{
    mmi_free(rows->heap, keys->price_32);
    mmi_free(rows->heap, keys->price_64);
}

static int64_t least_key(const mmi_dense_rows *rows, const key_prices *keys, int32_t row)
{
    int64_t least = FAR;
    if (keys->is_narrow) {
        int32_t of_group[MMI_DENSE_GROUPS];
        const mmi_cells_32 cells = {mmi_dense_row_32(rows, row), keys->price_32, rows->n_columns,
                                    (int32_t)rows->flip};
        rows->kernel->least_32(&cells, of_group);
        for (int32_t i = 0; i < MMI_DENSE_GROUPS; i++) {
            if (of_group[i] != INT32_MAX && of_group[i] < least) least = of_group[i];
        }
        return least;
    }
    int64_t of_group[MMI_DENSE_GROUPS];
    const mmi_cells_64 cells = {mmi_dense_row_64(rows, row), keys->price_64, rows->n_columns,
                                rows->flip};
    rows->kernel->least_64(&cells, of_group);
    for (int32_t i = 0; i < MMI_DENSE_GROUPS; i++) {
        if (of_group[i] < least) least = of_group[i];
    }
    return least;
}

/* Every column once at most, every pair allowed; sums the costs. */
static mm_status check_pairs(const mmi_dense_rows *rows, const int32_t *column_of,
                             mmi_dense_verdict *verdict, mm_error *error)
{
    bool *is_taken = mmi_alloc(rows->heap, (size_t)rows->n_columns, sizeof *is_taken);
    if (is_taken == NULL) return mmi_out_of_memory(error);
    verdict->is_feasible = true;
    for (int32_t row = 0; row < rows->n_rows; row++) {
        const int32_t column = column_of[row];
        if (column < 0) {
            verdict->is_feasible = verdict->is_feasible && rows->is_partial;
            continue;
        }
        int64_t cost = 0;
        if (column >= rows->n_columns || is_taken[column] ||
            !mmi_dense_cost(rows, row, column, &cost)) {
            verdict->is_feasible = false;
            break;
        }
        is_taken[column] = true;
        verdict->value += cost;
    }
    mmi_free(rows->heap, is_taken);
    return MM_OK;
}

mm_status mmi_dense_certify(const mmi_dense_rows *rows, const int32_t *column_of,
                            const int64_t *column_price, int64_t *row_price,
                            const mmi_stop *stop, mmi_dense_verdict *verdict, mm_error *error)
{
    *verdict = (mmi_dense_verdict){0};
    key_prices keys = {0};
    mm_status status = check_pairs(rows, column_of, verdict, error);
    if (status == MM_OK && !make_key_prices(rows, column_price, &keys)) {
        status = mmi_out_of_memory(error);
    }
    int64_t n_cells = 0;
    for (int32_t row = 0; status == MM_OK && row < rows->n_rows; row++) {
        const int64_t least = least_key(rows, &keys, row);
        row_price[row] = rows->is_partial && least > 0 ? 0 : least;
        verdict->bound += row_price[row];
        n_cells += rows->n_columns;
        if (n_cells < STOP_CELLS) continue;
        n_cells = 0;
        if (mmi_stop_asked(stop)) status = mmi_stopped(error);
    }
    clear_key_prices(rows, &keys);
    if (status != MM_OK) return status;
    const bool all_used = rows->n_rows == rows->n_columns && !rows->is_partial;
    bool signs_hold = true;
    for (int32_t column = 0; column < rows->n_columns; column++) {
        verdict->bound += column_price[column];
        signs_hold = signs_hold && (all_used || column_price[column] <= 0);
    }
    verdict->is_proven =
        verdict->is_feasible && signs_hold && verdict->value == verdict->bound;
    return MM_OK;
}

mm_status mmi_dense_certify_too_few(const mmi_dense_rows *rows, const int32_t *row, int32_t n_rows,
                                    const int32_t *column, int32_t n_columns, bool *is_proven,
                                    mm_error *error)
{
    bool *is_one = mmi_alloc(rows->heap, (size_t)rows->n_columns, sizeof *is_one);
    bool *is_counted = mmi_alloc(rows->heap, (size_t)rows->n_rows, sizeof *is_counted);
    const bool has_room = is_one != NULL && is_counted != NULL;
    *is_proven = has_room && n_rows > n_columns && !rows->is_partial;
    for (int32_t i = 0; has_room && i < n_columns; i++) is_one[column[i]] = true;
    for (int32_t i = 0; *is_proven && i < n_rows; i++) {
        int64_t cost;
        *is_proven = !is_counted[row[i]];
        is_counted[row[i]] = true;
        for (int32_t other = 0; *is_proven && other < rows->n_columns; other++) {
            *is_proven = is_one[other] || !mmi_dense_cost(rows, row[i], other, &cost);
        }
    }
    mmi_free(rows->heap, is_one);
    mmi_free(rows->heap, is_counted);
    return has_room ? MM_OK : mmi_out_of_memory(error);
}

mm_status mmi_dense_not_proven(mm_error *error)
{
    return mmi_fail(error, MM_ERR_INTERNAL, MM_CODE_CERTIFICATE,
                    "the assignment failed its own check; please report this");
}
