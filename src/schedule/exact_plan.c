/* Exact planning of small groups: depth-first branch and bound over all weeks together. The bound
 * is the sum of every week's optimum alone (week_search.c), with regularity made additive
 * (choices.c); it is met at once where the weeks' optima fit together. Starts that cannot be part
 * of a better plan are closed (reduced-cost fixing, Dantzig, Fulkerson & Johnson 1954). Nothing
 * depends on time but the caller's stop. */
#include "schedule/group_search.h"

#define DISCOMFORT_SHIFT 20 /* sums over 104 weeks of 10 pairs fit into so many bits */
#define IRREGULAR_SHIFT 24

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
        .order = (field(goals, MMI_IRREGULAR_SHIFT, MMI_IRREGULAR_BITS) << IRREGULAR_SHIFT) +
                 field(goals, 0, MMI_LATE_BITS)};
}

static mmi_total bound_of(const mmi_group_search *search)
{
    mmi_total bound = {0, 0};
    for (int32_t week = 0; week < search->group->n_weeks; week++) {
        const mmi_total part = widened(search->week_plan[week].least.goals);
        bound.discomfort += part.discomfort;
        bound.order += part.order;
    }
    return bound;
}

/* The bound with one week's cost replaced. */
static mmi_total bound_with(const mmi_group_search *search, const mmi_total *bound, int32_t week,
                            const mmi_cost *cost)
{
    const mmi_total part = widened(search->week_plan[week].least.goals);
    const mmi_total other = widened(cost->goals);
    return (mmi_total){bound->discomfort - part.discomfort + other.discomfort,
                       bound->order - part.order + other.order};
}

static bool tie_is_less(const mmi_cost *one, const mmi_cost *other, bool *is_equal)
{
    *is_equal = one->tie[0] == other->tie[0] && one->tie[1] == other->tie[1];
    if (one->tie[0] != other->tie[0]) return one->tie[0] < other->tie[0];
    return one->tie[1] < other->tie[1];
}

/* Whether a bound - `total`, and the weeks' ties with one week replaced (MM_NONE: none) - is below
 * the best plan. Weeks come before people in the last tie. */
static bool is_below_best(const mmi_group_search *search, const mmi_total *total, int32_t week,
                          const mmi_cost *cost)
{
    if (total->discomfort != search->best.discomfort) {
        return total->discomfort < search->best.discomfort;
    }
    if (total->order != search->best.order) return total->order < search->best.order;
    for (int32_t w = 0; w < search->group->n_weeks; w++) {
        bool is_equal;
        const mmi_cost *tie = w == week ? cost : &search->week_plan[w].least;
        const bool is_less = tie_is_less(tie, &search->best_week[w], &is_equal);
        if (!is_equal) return is_less;
    }
    return false;
}

/* The week's plan is still open and costs what it did: then it is still the best. */
static bool still_holds(const mmi_group_search *search, int32_t week)
{
    const mmi_choices *choices = &search->choices;
    const int32_t n_pairs = search->group->n_pairs;
    int64_t goals = 0;
    if (!choices->is_solved[week]) return false;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t choice = search->week_plan[week].choice[pair];
        const bool is_open = choice == MMI_CHOICE_NONE
                                 ? choices->may_be_none[week * n_pairs + pair]
                                 : choices->is_open[choice];
        if (!is_open) return false;
        goals += choice == MMI_CHOICE_NONE ? mmi_cost_of_none(choices, pair).goals
                                           : mmi_cost_of_start(choices, choice).goals;
    }
    return goals == search->week_plan[week].least.goals;
}

/* Bring every week up to date. *is_possible false: some week has no plan. MM_ERR_STOPPED. */
static mm_status solve_weeks(mmi_group_search *search, bool *is_possible)
{
    mmi_count_uses(&search->choices);
    *is_possible = true;
    for (int32_t week = 0; week < search->group->n_weeks && *is_possible; week++) {
        if (still_holds(search, week)) continue;
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        const mm_status status =
            mmi_week_search_solve(&search->weeks, &search->choices, week, search->reached,
                                  search->none_reached, &search->week_plan[week]);
        if (status != MM_OK) return status;
        search->choices.is_solved[week] = false;
        if (!mmi_mark_solved(&search->choices, week)) return MM_ERR_MEMORY;
        *is_possible = mmi_cost_is_possible(&search->week_plan[week].least);
    }
    return MM_OK;
}

/* How often each time of the week is chosen; returns the regularity that the bound counts on but
 * the plan misses (twice the equal pairs). */
static int64_t count_missed(mmi_group_search *search)
{
    const mmi_choices *choices = &search->choices;
    int64_t missed = 0;
    for (int32_t key = 0; key < choices->n_keys; key++) search->n_chosen[key] = 0;
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t choice = mmi_choice_of(search, c);
        if (choice == MMI_CHOICE_NONE) continue;
        missed += mmi_same_times(choices, choice) - 2 * search->n_chosen[choices->key[choice]]++;
    }
    return missed;
}

static void keep_as_best(mmi_group_search *search, const mmi_total *total)
{
    search->best = *total;
    for (int32_t c = 0; c < search->choices.n_check_ins; c++) {
        search->best_choice[c] = mmi_choice_of(search, c);
    }
    for (int32_t week = 0; week < search->group->n_weeks; week++) {
        search->best_week[week] = search->week_plan[week].least;
    }
}

/* Close every choice that leads to nothing better; returns MM_OK with *has_closed. */
static mm_status close_hopeless(mmi_group_search *search, const mmi_total *bound,
                                bool *has_closed)
{
    mmi_choices *choices = &search->choices;
    const size_t n_before = choices->n_changes;
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t week = c / search->group->n_pairs;
        for (int32_t i = choices->start_begin[c]; i < choices->start_begin[c + 1]; i++) {
            if (!choices->is_open[i]) continue;
            const mmi_total total = bound_with(search, bound, week, &search->reached[i]);
            if (mmi_cost_is_possible(&search->reached[i]) &&
                is_below_best(search, &total, week, &search->reached[i])) {
                continue;
            }
            if (!mmi_close_start(choices, i)) return MM_ERR_MEMORY;
        }
        if (!choices->may_be_none[c]) continue;
        const mmi_total total = bound_with(search, bound, week, &search->none_reached[c]);
        if (mmi_cost_is_possible(&search->none_reached[c]) &&
            is_below_best(search, &total, week, &search->none_reached[c])) {
            continue;
        }
        if (!mmi_close_none(choices, c)) return MM_ERR_MEMORY;
    }
    *has_closed = choices->n_changes > n_before;
    return MM_OK;
}

/* Bound the choices at hand, keep their plan if it is better than the best, and close what leads
 * nowhere. *split: where to go on, MMI_SPLIT_NONE when these choices are done. */
static mm_status examine(mmi_group_search *search, mmi_split *split, mmi_total *bound)
{
    bool goes_on = true;
    *split = (mmi_split){.kind = MMI_SPLIT_NONE};
    while (goes_on) {
        bool is_possible;
        mm_status status = solve_weeks(search, &is_possible);
        if (status != MM_OK || !is_possible) return status;
        *bound = bound_of(search);
        if (!search->has_root) {
            for (int32_t week = 0; week < search->group->n_weeks; week++) {
                search->root_goals[week] = search->week_plan[week].least.goals;
            }
            search->has_root = true;
        }
        if (!is_below_best(search, bound, MM_NONE, NULL)) return MM_OK;
        const mmi_split clash = mmi_find_clash(search);
        const int64_t missed = count_missed(search);
        if (clash.kind == MMI_SPLIT_NONE) {
            const mmi_total total = {bound->discomfort,
                                     bound->order + missed * ((int64_t)1 << IRREGULAR_SHIFT)};
            if (is_below_best(search, &total, MM_NONE, NULL)) keep_as_best(search, &total);
            if (!is_below_best(search, bound, MM_NONE, NULL)) return MM_OK;
        } else if (clash.check_in == MM_NONE) {
            return MM_OK; /* everybody is bound to a date that is too full */
        }
        status = close_hopeless(search, bound, &goes_on);
        if (status != MM_OK) return status;
        *split = clash;
    }
    if (split->kind == MMI_SPLIT_NONE) *split = mmi_find_irregular(search);
    return MM_OK;
}

static bool is_above_best(const mmi_group_search *search, const mmi_total *total)
{
    if (total->discomfort != search->best.discomfort) {
        return total->discomfort > search->best.discomfort;
    }
    return total->order > search->best.order;
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
            mmi_count_uses(&search->choices);
            return mmi_take_half(&search->choices, &node->split, true) ? MM_OK : MM_ERR_MEMORY;
        }
        search->n_nodes--;
    }
    *is_over = true;
    return MM_OK;
}

static mm_status search_all(mmi_group_search *search)
{
    bool is_over = false;
    while (!is_over) {
        mmi_split split;
        mmi_total bound;
        mm_status status = examine(search, &split, &bound);
        if (status != MM_OK) return status;
        if (split.kind == MMI_SPLIT_NONE) {
            status = go_back(search, &is_over);
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

/* The greedy plan as the best one so far. */
static void begin_with(mmi_group_search *search, const mmi_group_plan *plan)
{
    const mmi_choices *choices = &search->choices;
    const int32_t n_pairs = search->group->n_pairs;
    int64_t n_equal = 0;
    mmi_count_uses(&search->choices);
    search->best = (mmi_total){0, 0};
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        mmi_cost cost = mmi_cost_of_none(choices, c % n_pairs);
        search->best_choice[c] = MMI_CHOICE_NONE;
        for (int32_t i = choices->start_begin[c]; i < choices->start_begin[c + 1]; i++) {
            if (choices->start[i].slot != plan->slot[c]) continue;
            search->best_choice[c] = i;
            cost = mmi_cost_of_start(choices, i);
            n_equal += mmi_same_times(choices, i) - 2 * search->n_chosen[choices->key[i]]++;
        }
        const mmi_total part = widened(cost.goals);
        search->best.discomfort += part.discomfort;
        search->best.order += part.order;
        search->best_week[c / n_pairs] = mmi_cost_sum(&search->best_week[c / n_pairs], &cost);
    }
    search->best.order += n_equal * ((int64_t)1 << IRREGULAR_SHIFT);
}

static mm_status make_search(mmi_group_search *search)
{
    const mmi_heap *heap = &search->heap;
    mm_status status = mmi_choices_make(heap, search->group, &search->choices);
    if (status != MM_OK) return status;
    const size_t n_weeks = (size_t)search->group->n_weeks;
    const size_t n_check_ins = (size_t)search->choices.n_check_ins;
    const size_t n_starts = (size_t)search->choices.start_begin[n_check_ins];
    search->week_plan = mmi_alloc(heap, n_weeks, sizeof *search->week_plan);
    search->reached = mmi_alloc(heap, n_starts, sizeof *search->reached);
    search->none_reached = mmi_alloc(heap, n_check_ins, sizeof *search->none_reached);
    search->n_chosen = mmi_alloc(heap, (size_t)search->choices.n_keys, sizeof *search->n_chosen);
    search->best_choice = mmi_alloc(heap, n_check_ins, sizeof *search->best_choice);
    search->best_week = mmi_alloc(heap, n_weeks, sizeof *search->best_week);
    search->root_goals = mmi_alloc(heap, n_weeks, sizeof *search->root_goals);
    if (search->week_plan == NULL || search->reached == NULL || search->none_reached == NULL ||
        search->n_chosen == NULL || search->best_choice == NULL || search->best_week == NULL ||
        search->root_goals == NULL) {
        return MM_ERR_MEMORY;
    }
    return mmi_week_search_make(heap, &search->choices, &search->weeks);
}

static void clear_search(mmi_group_search *search)
{
    const mmi_heap *heap = &search->heap;
    mmi_free(heap, search->week_plan);
    mmi_free(heap, search->reached);
    mmi_free(heap, search->none_reached);
    mmi_free(heap, search->n_chosen);
    mmi_free(heap, search->best_choice);
    mmi_free(heap, search->best_week);
    mmi_free(heap, search->root_goals);
    mmi_free(heap, search->node);
    mmi_week_search_clear(&search->weeks);
    mmi_choices_clear(&search->choices);
}

/* Write the best plan out. Stopped: what the bounds of the root prove of it. */
static void report(const mmi_group_search *search, bool is_over, mmi_group_plan *plan)
{
    const mmi_choices *choices = &search->choices;
    int64_t n_asynchronous = 0;
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t choice = search->best_choice[c];
        plan->slot[c] = choice == MMI_CHOICE_NONE ? MMI_NO_START : choices->start[choice].slot;
    }
    if (!is_over && !search->has_root) return;
    plan->is_exact = is_over;
    for (int32_t week = 0; week < search->group->n_weeks; week++) {
        const int64_t goals = search->best_week[week].goals;
        const int64_t proven = is_over ? goals : search->root_goals[week];
        n_asynchronous += proven >> MMI_ASYNCHRONOUS_SHIFT;
        plan->week_exact[week] = proven >> MMI_LEAST_SHIFT == goals >> MMI_LEAST_SHIFT;
    }
    plan->bound = choices->n_check_ins - n_asynchronous;
}

mm_status mmi_plan_exactly(const mmi_heap *heap, const mmi_group *group, const mmi_stop *stop,
                           mmi_group_plan *plan)
{
    mmi_group_search search = {.heap = *heap, .group = group, .stop = stop,
                               .choices = {.heap = *heap}, .weeks = {.heap = *heap}};
    mm_status status = make_search(&search);
    if (status != MM_OK) goto done;
    begin_with(&search, plan);
    status = search_all(&search);
    if (status == MM_OK || status == MM_ERR_STOPPED) {
        report(&search, status == MM_OK, plan);
        status = MM_OK;
    }
done:
    clear_search(&search);
    return status;
}
