/* Branch and bound over the tree relaxation (week_tree.h): where its plan breaks a rule that the
 * tree leaves out - the far end of a pair that closes a cycle, a date that a zone repeats - one
 * pair of the fault is bound to each start that keeps the fault, or else kept off all of them;
 * cheapest bound first, depth first. Trees need no branching. */
#include "schedule/week_search.h"

#include "base/sort.h"
#include "schedule/week_rules.h"

#include <string.h>

#define WAY_REST (-2) /* the choice of a way that closes what the other ways choose */
#define WAY_DATE (-3) /* the choice of a way that keeps all starts on the full date */

/* One way to go on. */
typedef struct way {
    mmi_cost bound;
    int32_t choice; /* start, WAY_REST, WAY_DATE */
} way;

struct mmi_week_level {
    mmi_week_open open;
    mmi_week_fault fault;
    int32_t n_ways, next_way;
    way *way;          /* [room + 2] */
};

/* Room for one more level. */
static bool add_level(mmi_week_search *search)
{
    const mmi_heap *heap = &search->heap;
    if (!mmi_reserve(heap, &search->level, &search->level_capacity, search->n_levels + 1)) {
        return false;
    }
    mmi_week_level *level = &search->level[search->n_levels++];
    *level = (mmi_week_level){.n_ways = 0};
    level->way = mmi_alloc(heap, (size_t)search->room + 2, sizeof *level->way);
    bool is_complete = level->way != NULL;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        level->open.start[pair] =
            mmi_alloc(heap, (size_t)search->room, sizeof *level->open.start[pair]);
        is_complete = is_complete && level->open.start[pair] != NULL;
    }
    return is_complete;
}

mm_status mmi_week_search_make(const mmi_heap *heap, const mmi_choices *choices,
                               const mmi_stop *stop, mmi_week_search *search)
{
    const mmi_group *group = choices->group;
    *search = (mmi_week_search){.heap = *heap, .group = group, .stop = stop,
                                .tree = {.heap = *heap}};
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t n = mmi_starts_of(choices, c + 1) - mmi_starts_of(choices, c);
        if (n > search->room) search->room = n;
    }
    mm_status status = mmi_week_tree_make(heap, group, search->room, &search->tree);
    search->counts_dates =
        mmi_alloc(heap, (size_t)choices->table.n_rows, sizeof *search->counts_dates);
    if (status == MM_OK && (search->counts_dates == NULL || !add_level(search))) {
        status = MM_ERR_MEMORY;
    }
    if (status != MM_OK) mmi_week_search_clear(search);
    return status;
}

void mmi_week_search_clear(mmi_week_search *search)
{
    const mmi_heap heap = search->heap;
    for (size_t depth = 0; depth < search->n_levels; depth++) {
        mmi_free(&heap, search->level[depth].way);
        for (int32_t pair = 0; pair < MMI_EXACT_PAIRS; pair++) {
            mmi_free(&heap, search->level[depth].open.start[pair]);
        }
    }
    mmi_free(&heap, search->level);
    mmi_free(&heap, search->counts_dates);
    mmi_week_tree_clear(&search->tree);
    *search = (mmi_week_search){.heap = heap};
}

static int compare_ways(const void *one, const void *other, void *context)
{
    const way *a = one, *b = other;
    (void)context;
    return mmi_cost_is_less(&a->bound, &b->bound) ? -1 : mmi_cost_is_less(&b->bound, &a->bound);
}

/* The ways on from a level whose tree has just been solved. */
static void list_ways(const mmi_week_search *search, const mmi_choices *choices,
                      mmi_week_level *level)
{
    const int32_t pair = level->fault.pair;
    const mmi_tree_pair *solved = &search->tree.pair[pair];
    way rest = {mmi_cost_impossible(), WAY_REST}, date = {mmi_cost_impossible(), WAY_DATE};
    level->n_ways = level->next_way = 0;
    for (int32_t s = 0; s < level->open.n[pair]; s++) {
        const int32_t start = level->open.start[pair][s];
        if (!mmi_keeps_fault(choices, &level->fault, start)) {
            mmi_cost_lower(&rest.bound, &solved->reached[s]);
        } else if (level->fault.is_date) {
            mmi_cost_lower(&date.bound, &solved->reached[s]);
        } else {
            level->way[level->n_ways++] = (way){solved->reached[s], start};
        }
    }
    if (level->open.may_be_none[pair]) mmi_cost_lower(&rest.bound, &solved->none_reached);
    if (mmi_cost_is_possible(&rest.bound)) level->way[level->n_ways++] = rest;
    if (mmi_cost_is_possible(&date.bound)) level->way[level->n_ways++] = date;
    mmi_sort(level->way, (size_t)level->n_ways, sizeof *level->way, compare_ways, NULL);
}

/* The choices that a way leaves, one level deeper. */
static void descend(const mmi_choices *choices, const mmi_week_level *from, int32_t choice,
                    mmi_week_open *to)
{
    const int32_t pair = from->fault.pair;
    for (int32_t i = 0; i < choices->group->n_pairs; i++) {
        to->n[i] = from->open.n[i];
        to->may_be_none[i] = from->open.may_be_none[i];
        memcpy(to->start[i], from->open.start[i], (size_t)to->n[i] * sizeof *to->start[i]);
    }
    to->n[pair] = 0;
    if (choice != WAY_REST) to->may_be_none[pair] = false;
    for (int32_t s = 0; s < from->open.n[pair]; s++) {
        const int32_t start = from->open.start[pair][s];
        const bool stays = choice >= 0 ? start == choice
                                       : mmi_keeps_fault(choices, &from->fault, start) ==
                                             (choice == WAY_DATE);
        if (stays) to->start[pair][to->n[pair]++] = start;
    }
}

/* Solve the tree of a level; dates are counted from the first fault of one on, since few weeks come
 * near their limits. */
static mm_status solve_level(mmi_week_search *search, const mmi_choices *choices,
                             mmi_week_level *level, mmi_week_plan *found)
{
    mm_status status = mmi_week_tree_solve(&search->tree, choices, &level->open, found);
    if (status != MM_OK || !mmi_cost_is_possible(&found->least)) return status;
    level->fault = mmi_find_week_fault(&search->tree, choices, &level->open, found);
    if (search->tree.counts_dates || level->fault.pair == MM_NONE || !level->fault.is_date) {
        return MM_OK;
    }
    search->tree.counts_dates = true;
    status = mmi_week_tree_solve(&search->tree, choices, &level->open, found);
    if (status != MM_OK || !mmi_cost_is_possible(&found->least)) return status;
    level->fault = mmi_find_week_fault(&search->tree, choices, &level->open, found);
    return MM_OK;
}

/* Judge the plan of a level that was solved. True: its fault has to be branched on. */
static bool judge(const mmi_week_search *search, const mmi_choices *choices,
                  mmi_week_level *level, const mmi_week_plan *found, mmi_week_plan *best)
{
    if (!mmi_cost_is_less(&found->least, &best->least)) return false;
    if (level->fault.pair == MM_NONE) *best = *found;
    if (level->fault.pair == MM_NONE || level->fault.pair == search->group->n_pairs) return false;
    list_ways(search, choices, level);
    return true;
}

/* Search on from the first level, whose tree has just been solved into `found`. */
static mm_status search_levels(mmi_week_search *search, const mmi_choices *choices,
                               const mmi_week_plan *found, mmi_week_plan *best)
{
    size_t n_deep = judge(search, choices, &search->level[0], found, best) ? 1 : 0;
    while (n_deep > 0) {
        if (n_deep == search->n_levels && !add_level(search)) return MM_ERR_MEMORY;
        mmi_week_level *level = &search->level[n_deep - 1], *next = &search->level[n_deep];
        if (level->next_way == level->n_ways ||
            !mmi_cost_is_less(&level->way[level->next_way].bound, &best->least)) {
            n_deep--;
            continue;
        }
        mmi_week_plan below;
        descend(choices, level, level->way[level->next_way++].choice, &next->open);
        if (!mmi_settle_bound(choices, &next->open)) continue;
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        const mm_status status = solve_level(search, choices, next, &below);
        if (status != MM_OK) return status;
        if (judge(search, choices, next, &below, best)) n_deep++;
    }
    return MM_OK;
}

/* Open starts of the week into the first level. */
static void open_week(const mmi_choices *choices, int32_t row, mmi_week_open *open)
{
    const int32_t n_pairs = choices->group->n_pairs;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t check_in = row * n_pairs + pair;
        open->n[pair] = 0;
        open->may_be_none[pair] = choices->may_be_none[check_in];
        for (int32_t i = mmi_starts_of(choices, check_in); i < mmi_starts_of(choices, check_in + 1);
             i++) {
            if (choices->is_open[i]) open->start[pair][open->n[pair]++] = i;
        }
    }
}

mm_status mmi_week_search_solve(mmi_week_search *search, const mmi_choices *choices, int32_t row,
                                mmi_cost *reached, mmi_cost *none_reached, mmi_week_plan *plan)
{
    const mmi_group *group = search->group;
    mmi_week_open *open = &search->level[0].open;
    mmi_week_plan found;
    plan->least = mmi_cost_impossible();
    open_week(choices, row, open);
    for (int32_t c = row * group->n_pairs; c < (row + 1) * group->n_pairs; c++) {
        none_reached[c] = mmi_cost_impossible();
        for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
            reached[i] = mmi_cost_impossible();
        }
    }
    if (!mmi_settle_bound(choices, open)) return MM_OK;
    search->tree.counts_dates = search->counts_dates[row];
    const mm_status status = solve_level(search, choices, &search->level[0], &found);
    search->counts_dates[row] = search->tree.counts_dates;
    if (status != MM_OK) return status;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const mmi_tree_pair *solved = &search->tree.pair[pair];
        if (open->may_be_none[pair]) {
            none_reached[row * group->n_pairs + pair] = solved->none_reached;
        }
        for (int32_t s = 0; s < open->n[pair]; s++) {
            reached[open->start[pair][s]] = solved->reached[s];
        }
    }
    return search_levels(search, choices, &found, plan);
}
