/* Depth-first branch and bound over all weeks of a small group. The bound is the sum of every
 * week's optimum alone (week_search.c) with regularity made additive (choices.c); it is met at once
 * where the weeks' optima fit together. Starts that cannot be part of a better plan are closed
 * (reduced-cost fixing, Dantzig, Fulkerson & Johnson 1954). The search ends after a fixed number
 * of nodes, so that nothing depends on time but the caller's stop. */
#include "schedule/group_search.h"

#include <string.h>

#define DISCOMFORT_SHIFT 20 /* sums over 104 weeks of 10 pairs fit into so many bits */
#define EASY_NODES 100 /* nodes before shares are moved: most searches end sooner */
#define NODE_ROUNDS 3  /* moves a node */
#define OFFSET_STEP 8  /* slots */
#define NODES_MOST 5000 /* of a group: then the best plan so far stands, with the root's bounds */

static int64_t field(int64_t goals, int32_t shift, int32_t n_bits)
{
    return (goals >> shift) & (((int64_t)1 << n_bits) - 1);
}

/* Fields of a week far enough apart to be summed over all weeks. */
static mmi_total widened(int64_t goals)
{
    return (mmi_total){
        .discomfort = ((goals >> MMI_ASYNCHRONOUS_SHIFT) << (2 * DISCOMFORT_SHIFT)) +
                      (field(goals, MMI_MOST_SHIFT, MMI_DISCOMFORT_BITS) << DISCOMFORT_SHIFT) +
                      field(goals, MMI_LEAST_SHIFT, MMI_DISCOMFORT_BITS),
        .order = field(goals, 0, MMI_ORDER_BITS)};
}

/* How often each time of the week is chosen; returns the regularity that the bound counts on and
 * the plan does not have. */
static int64_t count_missed(mmi_group_search *search)
{
    const mmi_choices *choices = &search->choices;
    const int32_t *weight = choices->table.weight;
    int64_t missed = 0;
    for (int32_t key = 0; key < choices->n_keys; key++) search->n_chosen[key] = 0;
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t choice = mmi_choice_of(search, c), row = c / search->group->n_pairs;
        if (choice == MMI_CHOICE_NONE) continue;
        int32_t *n_chosen = &search->n_chosen[choices->key[choice]];
        const int64_t n_equal = (int64_t)weight[row] * (weight[row] - 1) / 2 +
                                (int64_t)weight[row] * *n_chosen;
        missed += (int64_t)weight[row] * choices->credit[choice] - MMI_REGULAR * n_equal;
        *n_chosen += weight[row];
    }
    return missed;
}

/* Add a week's cost to a total, for so many weeks (negative: take it away). */
static void add_weeks(mmi_total *total, int64_t goals, int32_t n_weeks)
{
    const mmi_total part = widened(goals);
    total->discomfort += part.discomfort * n_weeks;
    total->order += part.order * n_weeks;
}

static mmi_total bound_of(const mmi_group_search *search)
{
    mmi_total bound = {0, 0};
    for (int32_t row = 0; row < search->choices.table.n_rows; row++) {
        add_weeks(&bound, search->row_plan[row].least.goals, search->choices.table.weight[row]);
    }
    return bound;
}

/* The bound with one row's cost replaced. */
static mmi_total bound_with(const mmi_group_search *search, const mmi_total *bound, int32_t row,
                            const mmi_cost *cost)
{
    const int32_t weight = search->choices.table.weight[row];
    mmi_total total = *bound;
    add_weeks(&total, search->row_plan[row].least.goals, -weight);
    add_weeks(&total, cost->goals, weight);
    return total;
}

static bool tie_is_less(const mmi_cost *one, const mmi_cost *other, bool *is_equal)
{
    *is_equal = one->tie[0] == other->tie[0] && one->tie[1] == other->tie[1];
    if (one->tie[0] != other->tie[0]) return one->tie[0] < other->tie[0];
    return one->tie[1] < other->tie[1];
}

/* A bound as far as regularity can go: whole equal pairs. *is_raised: it was no such number, and
 * says nothing of what comes after regularity. */
static mmi_total whole(const mmi_total *bound, bool *is_raised)
{
    const int64_t rest = bound->order % MMI_REGULAR;
    *is_raised = rest >> MMI_LATE_BITS != 0;
    if (!*is_raised) return *bound;
    return (mmi_total){bound->discomfort, bound->order - rest + MMI_REGULAR};
}

/* Whether a bound - `total`, and the rows' ties with one row replaced (MM_NONE: none) - is below
 * the best plan. Rows stand in the order of their first weeks, as in the last tie. */
static bool is_below_best(const mmi_group_search *search, const mmi_total *total,
                          int32_t replaced_row, const mmi_cost *cost)
{
    bool is_raised;
    const mmi_total bound = whole(total, &is_raised);
    if (bound.discomfort != search->best.discomfort) {
        return bound.discomfort < search->best.discomfort;
    }
    if (bound.order != search->best.order) return bound.order < search->best.order;
    if (is_raised) return true;
    for (int32_t row = 0; row < search->choices.table.n_rows; row++) {
        bool is_equal;
        const mmi_cost *tie = row == replaced_row ? cost : &search->row_plan[row].least;
        const bool is_less = tie_is_less(tie, &search->best_row[row], &is_equal);
        if (!is_equal) return is_less;
    }
    return false;
}

/* Whether a bound is above the best plan whatever the last tie. */
static bool is_above_best(const mmi_group_search *search, const mmi_total *total)
{
    bool is_raised;
    const mmi_total bound = whole(total, &is_raised);
    if (bound.discomfort != search->best.discomfort) {
        return bound.discomfort > search->best.discomfort;
    }
    return bound.order > search->best.order;
}

/* The week's plan is still open and costs what it did: then it is still the best. */
static bool still_holds(const mmi_group_search *search, int32_t row)
{
    const mmi_choices *choices = &search->choices;
    const int32_t n_pairs = search->group->n_pairs;
    int64_t goals = 0;
    if (!choices->is_solved[row]) return false;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t choice = search->row_plan[row].choice[pair];
        const bool is_open = choice == MMI_CHOICE_NONE
                                 ? choices->may_be_none[row * n_pairs + pair]
                                 : choices->is_open[choice];
        if (!is_open) return false;
        goals += choice == MMI_CHOICE_NONE ? mmi_cost_of_none(choices, pair).goals
                                           : mmi_cost_of_start(choices, choice).goals;
    }
    return goals == search->row_plan[row].least.goals;
}

/* Bring every week up to date. *is_possible false: some week has no plan. MM_ERR_STOPPED. */
static mm_status solve_rows(mmi_group_search *search, bool *is_possible)
{
    mmi_count_credits(&search->choices);
    *is_possible = true;
    for (int32_t row = 0; row < search->choices.table.n_rows && *is_possible; row++) {
        if (still_holds(search, row)) continue;
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        const mm_status status =
            mmi_week_search_solve(&search->weeks, &search->choices, row, search->reached,
                                  search->none_reached, &search->row_plan[row]);
        if (status != MM_OK) return status;
        search->choices.is_solved[row] = false;
        if (!mmi_mark_solved(&search->choices, row)) return MM_ERR_MEMORY;
        *is_possible = mmi_cost_is_possible(&search->row_plan[row].least);
    }
    return MM_OK;
}

void mmi_keep_as_best(mmi_group_search *search)
{
    search->best = bound_of(search);
    search->best.order += count_missed(search);
    for (int32_t c = 0; c < search->choices.n_check_ins; c++) {
        search->best_choice[c] = mmi_choice_of(search, c);
    }
    for (int32_t row = 0; row < search->choices.table.n_rows; row++) {
        search->best_row[row] = search->row_plan[row].least;
    }
}

/* Close every choice that leads to nothing better; returns MM_OK with *has_closed. */
static mm_status close_hopeless(mmi_group_search *search, const mmi_total *bound,
                                bool *has_closed)
{
    mmi_choices *choices = &search->choices;
    const size_t n_before = choices->n_changes;
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t row = c / search->group->n_pairs;
        for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
            if (!choices->is_open[i]) continue;
            const mmi_total total = bound_with(search, bound, row, &search->reached[i]);
            if (mmi_cost_is_possible(&search->reached[i]) &&
                is_below_best(search, &total, row, &search->reached[i])) {
                continue;
            }
            if (!mmi_close_start(choices, i)) return MM_ERR_MEMORY;
        }
        if (!choices->may_be_none[c]) continue;
        const mmi_total total = bound_with(search, bound, row, &search->none_reached[c]);
        if (mmi_cost_is_possible(&search->none_reached[c]) &&
            is_below_best(search, &total, row, &search->none_reached[c])) {
            continue;
        }
        if (!mmi_close_none(choices, c)) return MM_ERR_MEMORY;
    }
    *has_closed = choices->n_changes > n_before;
    return MM_OK;
}

/* Where a time of the week is used in one row but not in another that has it open, move part of
 * what the first counts for the second over to the second. */
static void move_shares(mmi_group_search *search, int32_t step)
{
    mmi_choices *choices = &search->choices;
    const int32_t n_rows = choices->table.n_rows, n_pairs = search->group->n_pairs;
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t choice = mmi_choice_of(search, c), row = c / n_pairs;
        if (choice == MMI_CHOICE_NONE) continue;
        const int32_t key = choices->key[choice];
        for (int32_t other = 0; other < n_rows; other++) {
            const int32_t its = mmi_choice_of(search, other * n_pairs + c % n_pairs);
            if ((choices->open_rows[key] >> other & 1) == 0 ||
                (its != MMI_CHOICE_NONE && choices->key[its] == key)) {
                continue;
            }
            int32_t *from = mmi_share_of(choices, key, row, other);
            const int32_t moved = *from < step ? *from : step;
            *from -= moved;
            *mmi_share_of(choices, key, other, row) += moved;
        }
    }
    for (int32_t row = 0; row < n_rows; row++) choices->is_solved[row] = false;
}

/* How far shares move at first: as equal pairs count, unless the best plan already has as many as
 * the bound leaves possible; then as offsets do. */
static int32_t first_step(const mmi_group_search *search, const mmi_total *bound)
{
    bool is_raised;
    const mmi_total possible = whole(bound, &is_raised);
    const bool is_regular = possible.discomfort == search->best.discomfort && !is_raised &&
                            possible.order / MMI_REGULAR == search->best.order / MMI_REGULAR;
    return is_regular ? OFFSET_STEP : MMI_REGULAR / 4;
}

/* Move shares while the bound rises; the best ones stay. *bound is then theirs. */
static mm_status raise_bound(mmi_group_search *search, int32_t n_rounds, mmi_total *bound)
{
    mmi_choices *choices = &search->choices;
    const size_t n_rows = (size_t)choices->table.n_rows;
    const size_t n_bytes = (size_t)choices->n_keys * n_rows * n_rows * sizeof *choices->share;
    bool is_possible = true;
    int32_t step = first_step(search, bound);
    memcpy(search->best_share, choices->share, n_bytes);
    for (int32_t round = 0; round < n_rounds && step > 0; round++) {
        if (count_missed(search) == 0) {
            *bound = bound_of(search);
            return MM_OK;
        }
        if (is_above_best(search, bound)) return MM_OK;
        move_shares(search, step);
        const mm_status status = solve_rows(search, &is_possible);
        if (status != MM_OK || !is_possible) return status;
        const mmi_total raised = bound_of(search);
        if (raised.discomfort > bound->discomfort ||
            (raised.discomfort == bound->discomfort && raised.order > bound->order)) {
            *bound = raised;
            memcpy(search->best_share, choices->share, n_bytes);
        } else {
            step /= 2;
        }
    }
    memcpy(choices->share, search->best_share, n_bytes);
    for (size_t row = 0; row < n_rows; row++) choices->is_solved[row] = false;
    const mm_status status = solve_rows(search, &is_possible);
    *bound = bound_of(search);
    return status;
}

/* Bound the choices at hand, keep their plan if it is better than the best, and close what leads
 * nowhere. *split: where to go on, MMI_SPLIT_NONE when these choices are done. */
static mm_status examine(mmi_group_search *search, mmi_split *split, mmi_total *bound)
{
    const mmi_choices *choices = &search->choices;
    bool goes_on = true;
    *split = (mmi_split){.kind = MMI_SPLIT_NONE};
    while (goes_on) {
        bool is_possible;
        mm_status status = solve_rows(search, &is_possible);
        if (status != MM_OK || !is_possible) return status;
        *bound = bound_of(search);
        if (!search->has_root) {
            for (int32_t row = 0; row < search->choices.table.n_rows; row++) {
                search->root_goals[row] = search->row_plan[row].least.goals;
            }
            search->has_root = true;
        }
        if (choices->share != NULL && search->n_examined > EASY_NODES) {
            status = raise_bound(search, NODE_ROUNDS, bound);
            if (status != MM_OK) return status;
        }
        if (!is_below_best(search, bound, MM_NONE, NULL)) return MM_OK;
        const mmi_split clash = mmi_find_clash(search);
        const int64_t missed = count_missed(search);
        if (clash.kind == MMI_SPLIT_NONE) {
            const mmi_total total = {bound->discomfort, bound->order + missed};
            if (is_below_best(search, &total, MM_NONE, NULL)) mmi_keep_as_best(search);
            if (!is_below_best(search, bound, MM_NONE, NULL)) return MM_OK;
        } else if (clash.check_in == MM_NONE) {
            return MM_OK; /* everybody is bound to a date that is too full */
        }
        status = close_hopeless(search, bound, &goes_on);
        if (status != MM_OK) return status;
        *split = clash;
    }
    search->n_examined++;
    if (split->kind == MMI_SPLIT_NONE) *split = mmi_find_irregular(search);
    return MM_OK;
}

/* Go on with the second half of the deepest split that has one. *is_over: there is none. */
static mm_status go_back(mmi_group_search *search, bool *is_over)
{
    *is_over = false;
    while (search->n_nodes > 0) {
        mmi_node *node = &search->node[search->n_nodes - 1];
        mmi_choices_undo(&search->choices, node->n_changes);
        if (!node->is_second && !is_above_best(search, &node->bound)) {
            node->is_second = true;
            mmi_count_credits(&search->choices);
            return mmi_take_half(&search->choices, &node->split, true) ? MM_OK : MM_ERR_MEMORY;
        }
        search->n_nodes--;
    }
    *is_over = true;
    return MM_OK;
}

mm_status mmi_search_group(mmi_group_search *search, bool *is_over)
{
    *is_over = false;
    while (!*is_over && search->n_examined < NODES_MOST) {
        mmi_split split;
        mmi_total bound;
        mm_status status = examine(search, &split, &bound);
        if (status != MM_OK) return status;
        if (split.kind == MMI_SPLIT_NONE) {
            status = go_back(search, is_over);
            if (status != MM_OK) return status;
            continue;
        }
        if (!mmi_reserve(&search->heap, &search->node, &search->node_capacity,
                         search->n_nodes + 1)) {
            return MM_ERR_MEMORY;
        }
        search->node[search->n_nodes++] =
            (mmi_node){.split = split, .bound = bound, .n_changes = search->choices.n_changes};
        if (!mmi_take_half(&search->choices, &split, false)) return MM_ERR_MEMORY;
    }
    return MM_OK;
}

