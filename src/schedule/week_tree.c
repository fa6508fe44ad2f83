/* Message passing on a tree of people (non-serial dynamic programming, Bertele & Brioschi 1972):
 * each person is a star; its message to the pair towards the root is the least cost behind it for
 * every start of that pair. A second pass from the root gives the least total with every single
 * start. Where pairs close a cycle, one end of the closing pair is left out: what comes out is then
 * a lower bound, and week_search.c goes on. */
#include "schedule/week_tree.h"

/* Pairs of a person, both ends; a pair of somebody with itself counts once. */
static int32_t degree_of(const mmi_group *group, int32_t person)
{
    int32_t degree = 0;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const int32_t *ends = group->members[pair].person;
        degree += ends[0] == person || ends[1] == person;
    }
    return degree;
}

/* Breadth first from the person with most pairs. */
static void grow_tree(mmi_week_tree *tree)
{
    const mmi_group *group = tree->group;
    bool is_known[MMI_EXACT_PAIRS + 1] = {false}, is_used[MMI_EXACT_PAIRS] = {false};
    int32_t root = 0;
    for (int32_t person = 1; person < group->n_people; person++) {
        if (degree_of(group, person) > degree_of(group, root)) root = person;
    }
    tree->order[0] = root;
    tree->parent_pair[root] = MM_NONE;
    tree->n_people = 1;
    is_known[root] = true;
    for (int32_t i = 0; i < tree->n_people; i++) {
        const int32_t person = tree->order[i];
        for (int32_t pair = 0; pair < group->n_pairs; pair++) {
            const int32_t *ends = group->members[pair].person;
            if (is_used[pair] || (ends[0] != person && ends[1] != person)) continue;
            const int32_t other = ends[0] == person ? ends[1] : ends[0];
            is_used[pair] = true;
            tree->attached[person][tree->n_attached[person]++] = pair;
            tree->pair[pair].outside = is_known[other] && other != person ? other : MM_NONE;
            if (is_known[other]) continue;
            is_known[other] = true;
            tree->order[tree->n_people++] = other;
            tree->parent_pair[other] = pair;
            tree->attached[other][tree->n_attached[other]++] = pair;
        }
    }
}

mm_status mmi_week_tree_make(const mmi_heap *heap, const mmi_group *group, int32_t room,
                             mmi_week_tree *tree)
{
    const size_t n = (size_t)room;
    *tree = (mmi_week_tree){.heap = *heap, .group = group,
                            .star = mmi_star_on(heap, group->busy_slots)};
    for (int32_t i = 0; i < group->n_pairs; i++) {
        mmi_tree_pair *pair = &tree->pair[i];
        pair->slot = mmi_alloc(heap, n, sizeof *pair->slot);
        pair->day[0] = mmi_alloc(heap, n, sizeof *pair->day[0]);
        pair->day[1] = mmi_alloc(heap, n, sizeof *pair->day[1]);
        pair->own = mmi_alloc(heap, n, sizeof *pair->own);
        pair->below = mmi_alloc(heap, n, sizeof *pair->below);
        pair->given = mmi_alloc(heap, n, sizeof *pair->given);
        pair->reached = mmi_alloc(heap, n, sizeof *pair->reached);
        if (pair->slot == NULL || pair->day[0] == NULL || pair->day[1] == NULL ||
            pair->own == NULL || pair->below == NULL || pair->given == NULL ||
            pair->reached == NULL) {
            mmi_week_tree_clear(tree);
            return MM_ERR_MEMORY;
        }
    }
    grow_tree(tree);
    return MM_OK;
}

void mmi_week_tree_clear(mmi_week_tree *tree)
{
    const mmi_heap heap = tree->heap;
    for (int32_t i = 0; i < MMI_EXACT_PAIRS; i++) {
        mmi_tree_pair *pair = &tree->pair[i];
        mmi_free(&heap, pair->slot);
        mmi_free(&heap, pair->day[0]);
        mmi_free(&heap, pair->day[1]);
        mmi_free(&heap, pair->own);
        mmi_free(&heap, pair->below);
        mmi_free(&heap, pair->given);
        mmi_free(&heap, pair->reached);
    }
    mmi_star_clear(&tree->star);
    *tree = (mmi_week_tree){.heap = heap};
}

static void load_pairs(mmi_week_tree *tree, const mmi_choices *choices, const mmi_week_open *open)
{
    for (int32_t i = 0; i < tree->group->n_pairs; i++) {
        mmi_tree_pair *pair = &tree->pair[i];
        pair->has_below = false;
        for (int32_t s = 0; s < open->n[i]; s++) {
            const mmi_start *start = &choices->table.start[open->start[i][s]];
            pair->slot[s] = start->slot;
            pair->day[0][s] = start->day[0];
            pair->day[1][s] = start->day[1];
            pair->own[s] = mmi_cost_of_start(choices, open->start[i][s]);
        }
        pair->none_own =
            open->may_be_none[i] ? mmi_cost_of_none(choices, i) : mmi_cost_impossible();
    }
}

/* Tell the star the pair's own cost and what lies behind it. */
static void give_own(mmi_tree_pair *pair, int32_t n)
{
    for (int32_t s = 0; s < n; s++) {
        pair->given[s] = pair->has_below ? mmi_cost_sum(&pair->own[s], &pair->below[s])
                                         : pair->own[s];
    }
    pair->none_given = pair->has_below ? mmi_cost_sum(&pair->none_own, &pair->none_below)
                                       : pair->none_own;
}

/* Tell the star nothing: its answer is the message. */
static void give_nothing(mmi_tree_pair *pair, int32_t n)
{
    for (int32_t s = 0; s < n; s++) pair->given[s] = (mmi_cost){0, {0, 0}};
    pair->none_given = mmi_cost_is_possible(&pair->none_own) ? (mmi_cost){0, {0, 0}}
                                                             : mmi_cost_impossible();
}

/* Tell the star of the person further out the least cost of everything else. */
static void give_outside(mmi_tree_pair *pair, int32_t n)
{
    for (int32_t s = 0; s < n; s++) {
        pair->given[s] = mmi_cost_is_possible(&pair->reached[s])
                             ? mmi_cost_without(&pair->reached[s], &pair->below[s])
                             : mmi_cost_impossible();
    }
    pair->none_given = mmi_cost_is_possible(&pair->none_reached)
                           ? mmi_cost_without(&pair->none_reached, &pair->none_below)
                           : mmi_cost_impossible();
}

/* The pairs whose starts the person's star chooses; what is bound is a constant there, unless the
 * limit of a date could bind: then it takes its place. Returns how many. */
static int32_t list_members(const mmi_week_tree *tree, const mmi_week_open *open, int32_t person,
                            int32_t member_pair[MMI_EXACT_PAIRS])
{
    bool takes_place[MMI_EXACT_PAIRS] = {false};
    int32_t n_places = 0, n_members = 0;
    for (int32_t i = 0; i < tree->n_attached[person]; i++) {
        takes_place[tree->attached[person][i]] = open->n[tree->attached[person][i]] > 0;
    }
    for (int32_t pair = 0; pair < tree->group->n_pairs; pair++) {
        if (tree->pair[pair].outside == person && mmi_is_bound(open, pair)) {
            takes_place[pair] = true;
        }
        n_places += takes_place[pair];
    }
    for (int32_t pair = 0; pair < tree->group->n_pairs; pair++) {
        if (!takes_place[pair]) continue;
        const bool counts = tree->counts_dates && n_places > tree->group->per_day;
        if (mmi_is_bound(open, pair) && !counts) continue;
        member_pair[n_members++] = pair;
    }
    return n_members;
}

/* Add to every answer of the star what was constant in it. */
static void add_constant(mmi_star_member *member, const mmi_cost *constant)
{
    for (int32_t s = 0; s < member->n_starts; s++) {
        if (mmi_cost_is_possible(&member->reached[s])) {
            member->reached[s] = mmi_cost_sum(&member->reached[s], constant);
        }
    }
    if (mmi_cost_is_possible(&member->none_reached)) {
        member->none_reached = mmi_cost_sum(&member->none_reached, constant);
    }
}

/* Solve one person's star with what its pairs were given; fills reached of its attached pairs. */
static mm_status solve_star(mmi_week_tree *tree, const mmi_week_open *open, int32_t person,
                            mmi_cost *least)
{
    static const mmi_cost nothing = {0, {0, 0}};
    mmi_star_member member[MMI_EXACT_PAIRS];
    int32_t member_pair[MMI_EXACT_PAIRS];
    mmi_cost unused, constant = nothing;
    bool is_member[MMI_EXACT_PAIRS] = {false};
    const int32_t n_members = list_members(tree, open, person, member_pair);
    for (int32_t i = 0; i < n_members; i++) {
        const int32_t number = member_pair[i];
        mmi_tree_pair *pair = &tree->pair[number];
        const bool is_attached = pair->outside != person;
        const int32_t side = tree->group->members[number].person[0] == person ? 0 : 1;
        is_member[number] = true;
        member[i] = (mmi_star_member){
            .n_starts = open->n[number], .slot = pair->slot, .day = pair->day[side],
            .cost = is_attached ? pair->given : &nothing,
            .none_cost = is_attached ? pair->none_given : mmi_cost_impossible(),
            .reached = is_attached ? pair->reached : &unused};
    }
    for (int32_t i = 0; i < tree->n_attached[person]; i++) {
        const int32_t number = tree->attached[person][i];
        const mmi_tree_pair *pair = &tree->pair[number];
        if (is_member[number]) continue;
        constant = mmi_cost_sum(&constant,
                                open->n[number] > 0 ? &pair->given[0] : &pair->none_given);
    }
    if (!mmi_cost_is_possible(&constant)) constant = mmi_cost_impossible();
    tree->star.per_day = tree->counts_dates ? tree->group->per_day : MMI_EXACT_PAIRS;
    const mm_status status = mmi_star_solve(&tree->star, n_members, member, least);
    if (status != MM_OK) return status;
    *least = mmi_cost_sum(least, &constant);
    for (int32_t i = 0; i < n_members; i++) {
        add_constant(&member[i], &constant);
        if (tree->pair[member_pair[i]].outside != person) {
            tree->pair[member_pair[i]].none_reached = member[i].none_reached;
        }
    }
    for (int32_t i = 0; i < tree->n_attached[person]; i++) {
        mmi_tree_pair *pair = &tree->pair[tree->attached[person][i]];
        if (is_member[tree->attached[person][i]]) continue;
        if (open->n[tree->attached[person][i]] > 0) pair->reached[0] = *least;
        else pair->none_reached = *least;
    }
    return MM_OK;
}

/* Everybody's own cost to the star of a person, except its parent pair. */
static void give_children(mmi_week_tree *tree, const mmi_week_open *open, int32_t person)
{
    for (int32_t i = 0; i < tree->n_attached[person]; i++) {
        const int32_t pair = tree->attached[person][i];
        if (pair != tree->parent_pair[person]) give_own(&tree->pair[pair], open->n[pair]);
    }
}

/* Towards the root: every person with further pairs sends its message. */
static mm_status pass_up(mmi_week_tree *tree, const mmi_week_open *open)
{
    for (int32_t i = tree->n_people - 1; i > 0; i--) {
        const int32_t person = tree->order[i], up = tree->parent_pair[person];
        mmi_tree_pair *pair = &tree->pair[up];
        mmi_cost least;
        if (tree->n_attached[person] == 1) continue;
        give_children(tree, open, person);
        give_nothing(pair, open->n[up]);
        const mm_status status = solve_star(tree, open, person, &least);
        if (status != MM_OK) return status;
        for (int32_t s = 0; s < open->n[up]; s++) pair->below[s] = pair->reached[s];
        pair->none_below = pair->none_reached;
        pair->has_below = true;
    }
    return MM_OK;
}

/* From the root: every person learns what everything else costs. */
static mm_status pass_down(mmi_week_tree *tree, const mmi_week_open *open, mmi_cost *least)
{
    give_children(tree, open, tree->order[0]);
    mm_status status = solve_star(tree, open, tree->order[0], least);
    for (int32_t i = 1; i < tree->n_people && status == MM_OK; i++) {
        const int32_t person = tree->order[i], up = tree->parent_pair[person];
        mmi_cost same;
        if (tree->n_attached[person] == 1) continue;
        give_children(tree, open, person);
        give_outside(&tree->pair[up], open->n[up]);
        status = solve_star(tree, open, person, &same);
    }
    return status;
}

static bool is_equal(const mmi_cost *one, const mmi_cost *other)
{
    return one->goals == other->goals && one->tie[0] == other->tie[0] &&
           one->tie[1] == other->tie[1];
}

mm_status mmi_week_tree_solve(mmi_week_tree *tree, const mmi_choices *choices,
                              const mmi_week_open *open, mmi_week_plan *plan)
{
    load_pairs(tree, choices, open);
    mm_status status = pass_up(tree, open);
    if (status == MM_OK) status = pass_down(tree, open, &plan->least);
    if (status != MM_OK) return status;
    if (!mmi_cost_is_possible(&plan->least)) plan->least = mmi_cost_impossible();
    /* Ties tell every two plans apart: what reaches the least total belongs to the one best. */
    for (int32_t i = 0; i < tree->group->n_pairs; i++) {
        plan->choice[i] = MMI_CHOICE_NONE;
        for (int32_t s = 0; s < open->n[i]; s++) {
            if (is_equal(&tree->pair[i].reached[s], &plan->least)) {
                plan->choice[i] = open->start[i][s];
            }
        }
    }
    return MM_OK;
}
