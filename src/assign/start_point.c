/* From any column prices and any chosen pairs to a point at which every reduced cost has its sign,
 * so that exact searches can go on from there: complementary slackness, row by row. */
#include "assign/residual.h"

/* What a row pays at least: what the best pair that is not chosen leaves, and what staying out
 * leaves where it may stay out. INT64_MIN: nothing asks for anything. */
static int64_t price_of_rest(const mmi_residual *residual, int32_t row)
{
    const mmi_assign_problem *problem = residual->problem;
    const int64_t *price = residual->answer->column_price;
    int64_t least = INT64_MIN;
    if (residual->row_least[row] < residual->row_most[row]) {
        least = residual->row_most[row] == 1 ? -mmi_first_value_of_row(residual, row) : 0;
    }
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        const int64_t left = problem->value[pair] - price[problem->column[pair]];
        if (left > least && !residual->answer->is_chosen[pair]) least = left;
    }
    return least;
}

/* Chosen pairs keep their places, where there are any. */
static void take_places(mmi_residual *residual, int32_t row)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    int32_t n_taken = 0;
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        if (!answer->is_chosen[pair]) continue;
        const int32_t column = problem->column[pair];
        answer->is_chosen[pair] = false;
        if (n_taken == residual->row_most[row] ||
            answer->column_load[column] >= problem->column_most[column]) {
            continue;
        }
        mmi_choose(residual, row, pair);
        n_taken++;
    }
}

/* Give up chosen pairs that leave less than the rest does. Returns how many are kept, and in
 * *kept_left the least that one of them leaves. */
static int32_t keep_best(mmi_residual *residual, int32_t row, int64_t rest, int64_t *kept_left)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_assignment *answer = residual->answer;
    int32_t n_kept = 0;
    *kept_left = INT64_MAX;
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        if (!answer->is_chosen[pair]) continue;
        const int64_t left =
            problem->value[pair] - answer->column_price[problem->column[pair]];
        if (left < rest) {
            mmi_give_up(residual, pair);
            continue;
        }
        if (left < *kept_left) *kept_left = left;
        n_kept++;
    }
    return n_kept;
}

static void settle_row(mmi_residual *residual, int32_t row)
{
    mmi_assignment *answer = residual->answer;
    const int32_t most = residual->row_most[row];
    take_places(residual, row);
    const int64_t rest = price_of_rest(residual, row);
    int64_t kept_left;
    const int32_t n_kept = keep_best(residual, row, rest, &kept_left);
    const bool is_alone = most == 1 && n_kept == 1; /* then the pair is tight */
    answer->row_total[row] = rest;
    if (rest == INT64_MIN || is_alone) answer->row_total[row] = n_kept > 0 ? kept_left : 0;
    answer->row_load[row] = most;
    residual->n_waiting[row] = most - n_kept;
}

void mmi_settle_rows(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    mmi_assignment *answer = residual->answer;
    for (int32_t column = 0; column < problem->n_columns; column++) {
        answer->column_load[column] = 0;
        const int32_t least = problem->column_least[column];
        const bool may_be_below_0 =
            (least > 0 && least == problem->column_most[column]) ||
            (problem->column_is_tied != NULL && problem->column_is_tied[column]);
        if (answer->column_price[column] < 0 && !may_be_below_0) answer->column_price[column] = 0;
    }
    for (int32_t row = 0; row < problem->n_rows; row++) {
        if (residual->group_of_row[row] == MM_NONE) {
            settle_row(residual, row);
            continue;
        }
        answer->row_load[row] = 0;
        for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
            answer->is_chosen[pair] = false;
        }
    }
}
