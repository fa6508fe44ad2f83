/* Branch and bound over the tree relaxation (week_tree.h): where its plan breaks a rule that the
 * tree leaves out - the far end of a pair that closes a cycle, a date that a zone repeats - one
 * pair is bound to each of its starts in turn, cheapest bound first. Trees need no branching. */
#include "schedule/week_search.h"

#include "base/sort.h"

#include <string.h>

/* One way to go on. */
typedef struct way {
    mmi_cost bound;
    int32_t choice;
} way;

struct mmi_week_level {
    mmi_week_open open;
    way *way;            /* [room + 1] of the pair that is bound next */
};

mm_status mmi_week_search_make(const mmi_heap *heap, const mmi_choices *choices,
                               mmi_week_search *search)
{
    const mmi_group *group = choices->group;
    *search = (mmi_week_search){.heap = *heap, .group = group, .tree = {.heap = *heap}};
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t n = choices->start_begin[c + 1] - choices->start_begin[c];
        if (n > search->room) search->room = n;
    }
    mm_status status = mmi_week_tree_make(heap, group, search->room, &search->tree);
    if (status != MM_OK) goto done;
    status = MM_ERR_MEMORY;
    search->level = mmi_alloc(heap, (size_t)group->n_pairs + 1, sizeof *search->level);
    if (search->level == NULL) goto done;
    for (int32_t depth = 0; depth <= group->n_pairs; depth++) {
        mmi_week_level *level = &search->level[depth];
        level->way = mmi_alloc(heap, (size_t)search->room + 1, sizeof *level->way);
        if (level->way == NULL) goto done;
        for (int32_t pair = 0; pair < group->n_pairs; pair++) {
            level->open.start[pair] =
                mmi_alloc(heap, (size_t)search->room, sizeof *level->open.start[pair]);
            if (level->open.start[pair] == NULL) goto done;
        }
    }
    status = MM_OK;
done:
    if (status != MM_OK) mmi_week_search_clear(search);
    return status;
}

void mmi_week_search_clear(mmi_week_search *search)
{
    const mmi_heap heap = search->heap;
    for (int32_t depth = 0; search->level != NULL && depth <= search->group->n_pairs; depth++) {
        mmi_free(&heap, search->level[depth].way);
        for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
            mmi_free(&heap, search->level[depth].open.start[pair]);
        }
    }
    mmi_free(&heap, search->level);
    mmi_week_tree_clear(&search->tree);
    *search = (mmi_week_search){.heap = heap};
}

/* The side on which a person stands in a pair, MM_NONE if on neither. */
static int32_t side_of(const mmi_group *group, int32_t pair, int32_t person)
{
    if (group->members[pair].person[0] == person) return 0;
    return group->members[pair].person[1] == person ? 1 : MM_NONE;
}

static bool share_person(const mmi_group *group, int32_t one, int32_t other)
{
    return side_of(group, one, group->members[other].person[0]) != MM_NONE ||
           side_of(group, one, group->members[other].person[1]) != MM_NONE;
}

static bool are_too_near(const mmi_group *group, int32_t slot, int32_t other_slot)
{
    return slot - other_slot < group->busy_slots && other_slot - slot < group->busy_slots;
}

/* Keep the starts of a pair that leave the distance to a slot. */
static void keep_distant(const mmi_choices *choices, mmi_week_open *open, int32_t pair,
                         int32_t slot)
{
    int32_t n = 0;
    for (int32_t s = 0; s < open->n[pair]; s++) {
        const int32_t start = open->start[pair][s];
        if (!are_too_near(choices->group, choices->start[start].slot, slot)) {
            open->start[pair][n++] = start;
        }
    }
    open->n[pair] = n;
}

/* Take what is bound out of the others' starts, until nothing changes. False: somebody is left
 * without a choice. */
static bool settle_bound(const mmi_choices *choices, mmi_week_open *open)
{
    const mmi_group *group = choices->group;
    bool is_settled[MMI_EXACT_PAIRS] = {false}, goes_on = true;
    while (goes_on) {
        goes_on = false;
        for (int32_t one = 0; one < group->n_pairs; one++) {
            if (open->n[one] == 0 && !open->may_be_none[one]) return false;
            if (is_settled[one] || !mmi_is_bound(open, one)) continue;
            is_settled[one] = goes_on = true;
            const int32_t slot = choices->start[open->start[one][0]].slot;
            for (int32_t other = 0; other < group->n_pairs; other++) {
                if (other == one || !share_person(group, one, other)) continue;
                keep_distant(choices, open, other, slot);
            }
        }
    }
    return true;
}

/* A pair to branch on out of those of one person on one date, where they are too many. */
static int32_t pair_on_full_date(const mmi_choices *choices, const mmi_week_open *open,
                                 const mmi_week_plan *plan, int32_t person, int32_t day)
{
    const mmi_group *group = choices->group;
    int32_t n_meetings = 0, free_pair = MM_NONE;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const int32_t side = side_of(group, pair, person);
        if (side == MM_NONE || plan->choice[pair] == MMI_CHOICE_NONE ||
            choices->start[plan->choice[pair]].day[side] != day) {
            continue;
        }
        n_meetings++;
        if (!mmi_is_bound(open, pair)) free_pair = pair;
    }
    if (n_meetings <= group->per_day) return MM_NONE;
    return free_pair == MM_NONE ? group->n_pairs : free_pair;
}

/* A pair to branch on because it and another one are too near for a person they share. */
static int32_t pair_too_near(const mmi_week_search *search, const mmi_choices *choices,
                             const mmi_week_open *open, const mmi_week_plan *plan, int32_t one)
{
    const mmi_group *group = search->group;
    for (int32_t other = 0; other < one; other++) {
        if (plan->choice[other] == MMI_CHOICE_NONE || !share_person(group, one, other) ||
            !are_too_near(group, choices->start[plan->choice[one]].slot,
                          choices->start[plan->choice[other]].slot)) {
            continue;
        }
        const bool is_other_left_out = search->tree.pair[other].outside != MM_NONE;
        if (mmi_is_bound(open, one)) return other;
        return is_other_left_out && !mmi_is_bound(open, other) ? other : one;
    }
    return MM_NONE;
}

/* MM_NONE: the plan keeps every rule. n_pairs: it breaks one, and everybody is bound already. Else
 * a pair to branch on. */
static int32_t find_fault(const mmi_week_search *search, const mmi_choices *choices,
                          const mmi_week_open *open, const mmi_week_plan *plan)
{
    const mmi_group *group = search->group;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        if (plan->choice[pair] == MMI_CHOICE_NONE) continue;
        int32_t fault = pair_too_near(search, choices, open, plan, pair);
        for (int32_t side = 0; side < 2 && fault == MM_NONE; side++) {
            fault = pair_on_full_date(choices, open, plan, group->members[pair].person[side],
                                      choices->start[plan->choice[pair]].day[side]);
        }
        if (fault != MM_NONE) return fault;
    }
    return MM_NONE;
}

static int compare_ways(const void *one, const void *other, void *context)
{
    const way *a = one, *b = other;
    (void)context;
    return mmi_cost_is_less(&a->bound, &b->bound) ? -1 : mmi_cost_is_less(&b->bound, &a->bound);
}

/* All possible choices of a pair, by their bounds. Returns how many. */
static int32_t list_ways(const mmi_week_search *search, mmi_week_level *level, int32_t pair)
{
    const mmi_tree_pair *solved = &search->tree.pair[pair];
    int32_t n_ways = 0;
    for (int32_t s = 0; s < level->open.n[pair]; s++) {
        if (!mmi_cost_is_possible(&solved->reached[s])) continue;
        level->way[n_ways++] = (way){solved->reached[s], level->open.start[pair][s]};
    }
    if (level->open.may_be_none[pair] && mmi_cost_is_possible(&solved->none_reached)) {
        level->way[n_ways++] = (way){solved->none_reached, MMI_CHOICE_NONE};
    }
    mmi_sort(level->way, (size_t)n_ways, sizeof *level->way, compare_ways, NULL);
    return n_ways;
}

/* The same choices one level deeper, with one pair bound. */
static void descend(const mmi_week_open *from, mmi_week_open *to, int32_t n_pairs, int32_t pair,
                    int32_t choice)
{
    for (int32_t i = 0; i < n_pairs; i++) {
        to->n[i] = from->n[i];
        to->may_be_none[i] = from->may_be_none[i];
        memcpy(to->start[i], from->start[i], (size_t)from->n[i] * sizeof *to->start[i]);
    }
    to->n[pair] = choice != MMI_CHOICE_NONE;
    to->may_be_none[pair] = choice == MMI_CHOICE_NONE;
    if (choice != MMI_CHOICE_NONE) to->start[pair][0] = choice;
}

/* Search below `depth`, whose tree has just been solved into `found`. The depth is at most the
 * number of pairs: every level binds one more. */
static mm_status branch(mmi_week_search *search, const mmi_choices *choices, int32_t depth,
                        const mmi_week_plan *found, mmi_week_plan *best)
{
    mmi_week_level *level = &search->level[depth];
    if (!mmi_cost_is_less(&found->least, &best->least)) return MM_OK;
    const int32_t pair = find_fault(search, choices, &level->open, found);
    if (pair == MM_NONE) *best = *found;
    if (pair == MM_NONE || pair == search->group->n_pairs) return MM_OK;
    const int32_t n_ways = list_ways(search, level, pair);
    for (int32_t i = 0; i < n_ways; i++) {
        if (!mmi_cost_is_less(&level->way[i].bound, &best->least)) break;
        mmi_week_open *next = &search->level[depth + 1].open;
        descend(&level->open, next, search->group->n_pairs, pair, level->way[i].choice);
        if (!settle_bound(choices, next)) continue;
        mmi_week_plan below;
        mm_status status = mmi_week_tree_solve(&search->tree, choices, next, &below);
        if (status == MM_OK) status = branch(search, choices, depth + 1, &below, best);
        if (status != MM_OK) return status;
    }
    return MM_OK;
}

/* Open starts of the week into the first level. */
static void open_week(const mmi_choices *choices, int32_t week, mmi_week_open *open)
{
    const int32_t n_pairs = choices->group->n_pairs;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t check_in = week * n_pairs + pair;
        open->n[pair] = 0;
        open->may_be_none[pair] = choices->may_be_none[check_in];
        for (int32_t i = choices->start_begin[check_in]; i < choices->start_begin[check_in + 1];
             i++) {
            if (choices->is_open[i]) open->start[pair][open->n[pair]++] = i;
        }
    }
}

mm_status mmi_week_search_solve(mmi_week_search *search, const mmi_choices *choices, int32_t week,
                                mmi_cost *reached, mmi_cost *none_reached, mmi_week_plan *plan)
{
    const mmi_group *group = search->group;
    mmi_week_open *open = &search->level[0].open;
    mmi_week_plan found;
    plan->least = mmi_cost_impossible();
    open_week(choices, week, open);
    for (int32_t c = week * group->n_pairs; c < (week + 1) * group->n_pairs; c++) {
        none_reached[c] = mmi_cost_impossible();
        for (int32_t i = choices->start_begin[c]; i < choices->start_begin[c + 1]; i++) {
            reached[i] = mmi_cost_impossible();
        }
    }
    if (!settle_bound(choices, open)) return MM_OK;
    const mm_status status = mmi_week_tree_solve(&search->tree, choices, open, &found);
    if (status != MM_OK) return status;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const mmi_tree_pair *solved = &search->tree.pair[pair];
        if (open->may_be_none[pair]) {
            none_reached[week * group->n_pairs + pair] = solved->none_reached;
        }
        for (int32_t s = 0; s < open->n[pair]; s++) {
            reached[open->start[pair][s]] = solved->reached[s];
        }
    }
    return branch(search, choices, 0, &found, plan);
}
