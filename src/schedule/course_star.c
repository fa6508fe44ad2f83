/* A bound that sees one person and one row whole: for every start of the row the cheapest course
 * with it, then the cheapest starts that keep distance and dates (star.h). All that a course costs
 * above the pair's cheapest is counted there, whatever row it comes from; so where the pairs clash
 * in the same way in every row, the bound is met. The last tie counts by its first row. */
#include "schedule/course_search.h"

static bool is_cheaper(const mmi_course_search *search, int32_t pair, int32_t one, int32_t other)
{
    const mmi_course_set *set = &search->set[pair];
    if (other == MM_NONE) return true;
    if (set->list.cost[one] != set->list.cost[other]) {
        return set->list.cost[one] < set->list.cost[other];
    }
    return mmi_compare_courses(&search->book, mmi_course_at(search, pair, one),
                               mmi_course_at(search, pair, other)) < 0;
}

static mmi_cost cost_of(const mmi_course_search *search, int32_t pair, int32_t course)
{
    const mmi_course_set *set = &search->set[pair];
    const int32_t start = mmi_course_at(search, pair, course)[0];
    mmi_cost cost = {set->list.cost[course] - set->list.cost[set->first], {0, 0}};
    mmi_cost_set_tie(&cost, pair, start == MMI_COURSE_NONE
                                      ? MMI_TIE_NONE
                                      : (uint64_t)search->table->start[start].offset);
    return cost;
}

/* The cheapest course of a pair for every start of the row; returns the one without a start. */
static int32_t find_cheapest(mmi_course_search *search, int32_t pair, int32_t row)
{
    const mmi_course_set *set = &search->set[pair];
    const int32_t c = row * search->group->n_pairs + pair;
    int32_t none = MM_NONE;
    for (int32_t i = search->table->start_begin[c]; i < search->table->start_begin[c + 1]; i++) {
        search->cheapest[i] = MM_NONE;
    }
    for (int32_t i = 0; i < set->n_left; i++) {
        const int32_t course = set->left[i];
        const int32_t start = mmi_course_at(search, pair, course)[row];
        int32_t *cheapest = start == MMI_COURSE_NONE ? &none : &search->cheapest[start];
        if (is_cheaper(search, pair, course, *cheapest)) *cheapest = course;
    }
    return none;
}

/* What the star is told of a pair, in the place of the pair's number. */
static mmi_star_member tell_pair(const mmi_course_search *search, int32_t pair, int32_t row,
                                 int32_t side, int32_t none)
{
    const mmi_week_table *table = search->table;
    const int32_t c = row * search->group->n_pairs + pair;
    const size_t place = (size_t)pair * (size_t)search->room;
    int32_t n = 0;
    for (int32_t i = table->start_begin[c]; i < table->start_begin[c + 1]; i++) {
        if (search->cheapest[i] == MM_NONE) continue;
        search->slot[place + (size_t)n] = table->start[i].slot;
        search->day[place + (size_t)n] = table->start[i].day[side];
        search->cost[place + (size_t)n] = cost_of(search, pair, search->cheapest[i]);
        n++;
    }
    return (mmi_star_member){
        .n_starts = n, .slot = search->slot + place, .day = search->day + place,
        .cost = search->cost + place, .reached = search->reached + place,
        .none_cost = none == MM_NONE ? mmi_cost_impossible() : cost_of(search, pair, none)};
}

static bool is_equal(const mmi_cost *one, const mmi_cost *other)
{
    return one->goals == other->goals && one->tie[0] == other->tie[0] &&
           one->tie[1] == other->tie[1];
}

/* The pair's course in the star's plan. */
static void choose_course(mmi_course_search *search, int32_t pair, int32_t row, int32_t none,
                          const mmi_star_member *member, const mmi_cost *least)
{
    const mmi_week_table *table = search->table;
    const int32_t c = row * search->group->n_pairs + pair;
    int32_t n = 0;
    if (is_equal(&member->none_reached, least)) {
        search->course[pair] = mmi_course_at(search, pair, none);
    }
    for (int32_t i = table->start_begin[c]; i < table->start_begin[c + 1]; i++) {
        if (search->cheapest[i] == MM_NONE) continue;
        if (is_equal(&member->reached[n++], least)) {
            search->course[pair] = mmi_course_at(search, pair, search->cheapest[i]);
        }
    }
}

/* Take away the courses of a pair that cost too much with what the star says of their starts. */
static void drop_dear(mmi_course_search *search, int32_t pair, int32_t row, int32_t none,
                      const mmi_star_member *member, int64_t most)
{
    const mmi_week_table *table = search->table;
    const int32_t c = row * search->group->n_pairs + pair;
    mmi_course_set *set = &search->set[pair];
    /* From here on `slot` holds, by start, where the star's answer is. */
    int32_t *place = search->slot + (size_t)pair * (size_t)search->room;
    const int32_t begin = table->start_begin[c];
    for (int32_t i = begin, n = 0; i < table->start_begin[c + 1]; i++) {
        place[i - begin] = search->cheapest[i] == MM_NONE ? MM_NONE : n++;
    }
    for (int32_t i = 0; i < set->n_left;) {
        const int32_t course = set->left[i];
        const int32_t start = mmi_course_at(search, pair, course)[row];
        const bool is_none = start == MMI_COURSE_NONE;
        const mmi_cost *reached =
            is_none ? &member->none_reached : &member->reached[place[start - begin]];
        const int32_t cheapest = is_none ? none : search->cheapest[start];
        const int64_t above = set->list.cost[course] - set->list.cost[cheapest];
        if (mmi_cost_is_possible(reached) && reached->goals + above <= most) {
            i++;
            continue;
        }
        set->left[i] = set->left[--set->n_left];
        set->left[set->n_left] = course;
    }
}

mm_status mmi_bound_by_star(mmi_course_search *search, int32_t person, int32_t row, int64_t cost,
                            int64_t *least)
{
    const mmi_group *group = search->group;
    mmi_star_member member[MMI_EXACT_PAIRS];
    int32_t pair_of[MMI_EXACT_PAIRS], none[MMI_EXACT_PAIRS], n_members = 0;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const int32_t side = mmi_side_of(group, pair, person);
        if (side == MM_NONE) continue;
        none[n_members] = find_cheapest(search, pair, row);
        member[n_members] = tell_pair(search, pair, row, side, none[n_members]);
        pair_of[n_members++] = pair;
    }
    mmi_cost star_least;
    search->star.per_day = group->per_day;
    const mm_status status = mmi_star_solve(&search->star, n_members, member, &star_least);
    if (status != MM_OK) return status;
    *least = mmi_cost_is_possible(&star_least) ? cost + star_least.goals : INT64_MAX;
    if (*least > search->best_cost) return MM_OK;
    for (int32_t i = 0; i < n_members; i++) {
        choose_course(search, pair_of[i], row, none[i], &member[i], &star_least);
        drop_dear(search, pair_of[i], row, none[i], &member[i], search->best_cost - cost);
    }
    return MM_OK;
}
