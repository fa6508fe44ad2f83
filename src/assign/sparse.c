/* A sparse assignment from the first guess to the proven answer: an auction or a start that the
 * caller knows, exact searches for every unit that is left and every place that stands empty at a
 * price, then least prices where they are asked for. Judging is left to certificate.c. */
#include "assign/sparse.h"

#include "assign/residual.h"

#include <string.h>

#define UPDATE_EVERY 1 /* steps of searches a node between two searches for all */
#define START_WAITING_PART 4 /* of the units may wait where the caller's start is used */
#define STOP_EVERY 256 /* groups between two looks at the clock; searches look by themselves */

static mm_status make_answer(const mmi_heap *heap, const mmi_assign_problem *problem,
                             mmi_assignment *answer, mm_error *error)
{
    *answer = (mmi_assignment){.heap = *heap};
    answer->is_chosen =
        mmi_alloc(heap, (size_t)problem->row_start[problem->n_rows], sizeof(bool));
    answer->group_load = mmi_alloc(heap, (size_t)problem->n_groups, sizeof(int32_t));
    answer->row_load = mmi_alloc(heap, (size_t)problem->n_rows, sizeof(int32_t));
    answer->column_load = mmi_alloc(heap, (size_t)problem->n_columns, sizeof(int32_t));
    answer->group_price = mmi_alloc(heap, (size_t)problem->n_groups, sizeof(int64_t));
    answer->row_total = mmi_alloc(heap, (size_t)problem->n_rows, sizeof(int64_t));
    answer->column_price = mmi_alloc(heap, (size_t)problem->n_columns, sizeof(int64_t));
    if (answer->is_chosen == NULL || answer->group_load == NULL || answer->row_load == NULL ||
        answer->column_load == NULL || answer->group_price == NULL || answer->row_total == NULL ||
        answer->column_price == NULL) {
        return mmi_out_of_memory(error);
    }
    return MM_OK;
}

void mmi_assignment_clear(mmi_assignment *answer)
{
    const mmi_heap heap = answer->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    mmi_free(&heap, answer->is_chosen);
    mmi_free(&heap, answer->group_load);
    mmi_free(&heap, answer->row_load);
    mmi_free(&heap, answer->column_load);
    mmi_free(&heap, answer->group_price);
    mmi_free(&heap, answer->row_total);
    mmi_free(&heap, answer->column_price);
    *answer = (mmi_assignment){.heap = heap};
}

/* The first prices of a group that is a node: each row pays what its best pair leaves at today's
 * column prices, the group what its best row pays, so that no step has a negative length. */
static void price_group(mmi_residual *residual, int32_t group)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    int64_t group_price = 0;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        int64_t best = 0;
        for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
            const int64_t left =
                problem->value[pair] - answer->column_price[problem->column[pair]];
            if (pair == problem->row_start[row] || left > best) best = left;
        }
        answer->row_total[row] = best;
        if (problem->row_most[row] > problem->row_least[row] && best > group_price) {
            group_price = best;
        }
    }
    answer->group_price[group] = group_price;
}

/* All units of a group: those its rows must have wait at the rows, the others at the group. */
static bool place_group(mmi_residual *residual, int32_t group)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    int64_t n_at_rows = 0;
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        answer->row_load[row] = problem->row_least[row];
        n_at_rows += problem->row_least[row];
    }
    if (n_at_rows > problem->group_most[group]) return false;
    answer->group_load[group] = problem->group_most[group];
    price_group(residual, group);
    for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1]; row++) {
        for (int32_t unit = 0; unit < problem->row_least[row]; unit++) {
            if (!mmi_place_unit(residual, row)) return false;
        }
    }
    for (int64_t unit = n_at_rows; unit < problem->group_most[group]; unit++) {
        if (!mmi_place_unit(residual, mmi_group_node(residual, group))) return false;
    }
    return true;
}

/* Have searches cost more than the search for all that makes them short? */
static bool is_update_due(const mmi_residual *residual)
{
    return residual->n_steps - residual->n_steps_at_update >
           UPDATE_EVERY * (uint64_t)residual->n_nodes;
}

/* Make searches short by one search for all, and place whoever then finds a way at once. */
static bool place_in_phase(mmi_residual *residual)
{
    if (!mmi_update_prices(residual)) return false;
    mmi_begin_phase(residual);
    const int32_t n_rows = residual->problem->n_rows;
    for (int32_t row = 0; row < n_rows && !residual->answer->is_stopped; row++) {
        while (residual->n_waiting[row] > 0 && mmi_place_unit_in_phase(residual, row)) {
            residual->n_waiting[row]--;
        }
    }
    residual->n_steps_at_update = residual->n_steps;
    return true;
}

/* Units of a row that hangs on the hub. Where searches become long, a phase for all is put in when
 * they have cost as much as it will. False: no place, no memory, or stopped. */
static bool place_row(mmi_residual *residual, int32_t row)
{
    if (residual->row_least[row] > residual->row_most[row]) return false;
    const bool has_groups =
        residual->n_nodes > residual->problem->n_rows + residual->problem->n_columns;
    while (residual->n_waiting[row] > 0) {
        if (!has_groups && is_update_due(residual)) {
            residual->has_no_memory = !place_in_phase(residual);
            if (residual->has_no_memory || residual->answer->is_stopped) return false;
            continue;
        }
        if (!mmi_place_unit(residual, row)) return false;
        residual->n_waiting[row]--;
    }
    return true;
}

static bool place_all(mmi_residual *residual, const mmi_stop *stop)
{
    const mmi_assign_problem *problem = residual->problem;
    for (int32_t group = 0; group < problem->n_groups; group++) {
        if (group % STOP_EVERY == 0 && mmi_stop_asked(stop)) {
            residual->answer->is_stopped = true;
            return true;
        }
        const int32_t first = problem->group_start[group];
        const int32_t end = problem->group_start[group + 1];
        if (first < end && residual->group_of_row[first] != MM_NONE) {
            if (!place_group(residual, group)) return false;
            continue;
        }
        for (int32_t row = first; row < end; row++) {
            if (!place_row(residual, row)) return false;
        }
        if (first == end && problem->group_least[group] > 0) return false;
    }
    return true;
}

static mm_status fill_columns(mmi_residual *residual, const mmi_stop *stop, bool *is_feasible,
                              mm_error *error)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    for (int32_t column = 0; column < problem->n_columns; column++) {
        while (answer->column_load[column] < problem->column_least[column] ||
               (answer->column_load[column] < problem->column_most[column] &&
                answer->column_price[column] > 0)) {
            if (residual->column_start == NULL && !mmi_make_transposed(residual)) {
                return mmi_out_of_memory(error);
            }
            if (mmi_stop_asked(stop)) {
                residual->answer->is_stopped = true;
                return MM_OK;
            }
            if (is_update_due(residual)) {
                if (!mmi_least_column_prices(residual)) return mmi_out_of_memory(error);
                residual->n_steps_at_update = residual->n_steps;
                continue;
            }
            *is_feasible = mmi_fetch_unit(residual, column);
            if (!*is_feasible) return MM_OK;
        }
    }
    return MM_OK;
}

/* Sum of the chosen values and first units. */
static int64_t value_of(const mmi_assign_problem *problem, const mmi_assignment *answer)
{
    int64_t value = 0;
    for (int64_t pair = 0; pair < problem->row_start[problem->n_rows]; pair++) {
        if (answer->is_chosen[pair]) value += problem->value[pair];
    }
    for (int32_t group = 0; problem->group_first_value != NULL && group < problem->n_groups;
         group++) {
        if (answer->group_load[group] > 0) value += problem->group_first_value[group];
    }
    return value;
}

/* ---- what a row that hangs on the hub says of its group ---- */

/* The part of a row's price that belongs to the bounds of its group, which has no other row: as
 * much as leaves the load best for the group, the rest is the row's. */
static int64_t price_of_group(const mmi_assign_problem *problem, const mmi_assignment *answer,
                              int32_t group)
{
    const int32_t load = answer->group_load[group];
    const int64_t price = answer->row_total[problem->group_start[group]];
    const int64_t first =
        problem->group_first_value == NULL ? 0 : problem->group_first_value[group];
    if (load < problem->group_most[group] && price > (load == 0 ? -first : 0)) {
        return load == 0 ? -first : 0;
    }
    if (load > problem->group_least[group] && price < (load == 1 ? -first : 0)) {
        return load == 1 ? -first : 0;
    }
    return price;
}

static void tell_groups(const mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    for (int32_t group = 0; group < problem->n_groups; group++) {
        const int32_t first = problem->group_start[group];
        const int32_t end = problem->group_start[group + 1];
        if (first == end) { /* nobody could be its first unit */
            const int64_t *value = problem->group_first_value;
            answer->group_price[group] = value == NULL ? 0 : -value[group];
            continue;
        }
        if (residual->group_of_row[first] != MM_NONE) continue;
        answer->group_load[group] = 0;
        for (int32_t row = first; row < end; row++) {
            answer->group_load[group] += answer->row_load[row];
        }
        answer->group_price[group] =
            end - first == 1 ? price_of_group(problem, answer, group) : 0;
    }
}

/* Begin at the caller's prices and pairs. False: they leave a quarter of the units waiting, and as
 * many places empty at a price; an auction from nothing is faster. */
static bool begin_as_told(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const size_t n_pairs = (size_t)problem->row_start[problem->n_rows];
    int64_t n_units = 0;
    int64_t n_waiting = 0;
    if (problem->start_chosen != NULL && n_pairs > 0) {
        memcpy(residual->answer->is_chosen, problem->start_chosen, n_pairs);
    }
    mmi_settle_rows(residual);
    for (int32_t row = 0; row < problem->n_rows; row++) {
        n_units += residual->row_most[row];
        n_waiting += residual->n_waiting[row];
    }
    return n_waiting <= 100 || n_waiting <= n_units / START_WAITING_PART;
}

/* Begin with an auction from the prices there are. False: no memory. */
static bool begin_with_auction(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    const size_t n_pairs = (size_t)problem->row_start[problem->n_rows];
    if (n_pairs > 0) memset(answer->is_chosen, 0, n_pairs);
    for (int32_t column = 0; column < problem->n_columns; column++) {
        answer->column_load[column] = 0;
    }
    for (int32_t row = 0; row < problem->n_rows; row++) answer->row_load[row] = 0;
    if (!mmi_auction(residual)) return false;
    if (!answer->is_stopped) mmi_settle_rows(residual);
    return true;
}

/* Where to begin. False: no memory. */
static bool begin(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    int64_t *price = residual->answer->column_price;
    const size_t n_bytes = (size_t)problem->n_columns * sizeof *price;
    residual->answer->has_bid_enough = true;
    if (problem->start_price != NULL && n_bytes > 0) memcpy(price, problem->start_price, n_bytes);
    if (problem->start_chosen != NULL || problem->has_no_auction) {
        if (begin_as_told(residual) || problem->has_no_auction) return true;
        if (n_bytes > 0) memset(price, 0, n_bytes);
    }
    return begin_with_auction(residual);
}

mm_status mmi_assign_sparse(const mmi_heap *heap, const mmi_assign_problem *problem,
                            const mmi_stop *stop, mmi_assignment *answer, mm_error *error)
{
    mmi_residual residual = {.heap = heap};
    mm_status status = make_answer(heap, problem, answer, error);
    if (status != MM_OK) goto done;
    if (!mmi_residual_make(heap, problem, answer, &residual)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    residual.stop = stop;
    if (!begin(&residual)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    if (answer->is_stopped) goto done;
    answer->is_feasible = place_all(&residual, stop);
    if (residual.has_no_memory) status = mmi_out_of_memory(error);
    if (!answer->is_feasible || answer->is_stopped) goto done;
    status = fill_columns(&residual, stop, &answer->is_feasible, error);
    if (status != MM_OK || !answer->is_feasible || answer->is_stopped) goto done;
    if (!problem->takes_any_prices && !mmi_least_column_prices(&residual)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    tell_groups(&residual);
    answer->value = value_of(problem, answer);
done:
    mmi_residual_clear(&residual);
    if (status != MM_OK) mmi_assignment_clear(answer);
    return status;
}

mm_status mmi_bid_sparse(const mmi_heap *heap, const mmi_assign_problem *problem,
                         const mmi_stop *stop, mmi_assignment *answer, mm_error *error)
{
    mmi_residual residual = {.heap = heap};
    mm_status status = make_answer(heap, problem, answer, error);
    if (status == MM_OK && !mmi_residual_make(heap, problem, answer, &residual)) {
        status = mmi_out_of_memory(error);
    }
    if (status == MM_OK) {
        residual.stop = stop;
        if (!begin(&residual)) status = mmi_out_of_memory(error);
    }
    mmi_residual_clear(&residual);
    if (status != MM_OK) mmi_assignment_clear(answer);
    return status;
}

void mmi_best_group_loads(int32_t least, int32_t most, int64_t first_value, int64_t price,
                          int32_t *best_least, int32_t *best_most)
{
    const int64_t gain_first = price + first_value; /* from load 0 to 1 */
    *best_least = least;
    *best_most = most;
    if (least == most) return;
    if (least == 0) {
        if (gain_first < 0) *best_most = 0;
        if (gain_first > 0) *best_least = 1;
        if (*best_most == 0 || most == 1) return;
    }
    if (price > 0) *best_least = most;
    if (price < 0) *best_most = least > 1 ? least : 1;
}
