/* Where to split the courses that are left. What the star's plan has to give up - a live check-in,
 * comfort, regularity - is split by who gives it up; else a clash is split by one start: a pair is
 * too near to it, so that the other has no place there, or it is not. */
#include "schedule/course_search.h"

/* Put the i-th course of those left behind them. */
static void drop(mmi_course_set *set, int32_t i)
{
    const int32_t course = set->left[i];
    set->left[i] = set->left[--set->n_left];
    set->left[set->n_left] = course;
}

/* Take away the courses of a pair of which something is not as it shall be. */
static void keep_where(mmi_course_search *search, const mmi_course_split *split, bool wanted)
{
    const mmi_week_table *table = search->table;
    const int32_t busy = search->group->busy_slots;
    mmi_course_set *set = &search->set[split->pair];
    for (int32_t i = 0; i < set->n_left;) {
        const int32_t course = set->left[i];
        const int32_t start = mmi_course_at(search, split->pair, course)[split->row];
        const mmi_start *at = start == MMI_COURSE_NONE ? NULL : &table->start[start];
        bool is_so = false;
        switch (split->kind) {
        case MMI_COURSES_BY_LEVEL:
            is_so = set->list.cost[course] >> search->book.bits.regular <= split->level;
            break;
        case MMI_COURSES_BY_SLOT:
            is_so = at != NULL && at->slot - split->slot < busy && split->slot - at->slot < busy;
            break;
        case MMI_COURSES_BY_DATE: is_so = at != NULL && at->day[split->side] == split->day; break;
        case MMI_COURSES_STAY: break;
        }
        if (is_so == wanted) {
            i++;
            continue;
        }
        drop(set, i);
    }
}

/* Take away the courses of a pair with one start. */
static void drop_start(mmi_course_search *search, int32_t pair, int32_t row, int32_t start)
{
    mmi_course_set *set = &search->set[pair];
    for (int32_t i = 0; i < set->n_left;) {
        const int32_t course = set->left[i];
        if (mmi_course_at(search, pair, course)[row] != start) {
            i++;
            continue;
        }
        drop(set, i);
    }
}

/* A pair that the plan at hand gives a course of a higher level than its cheapest. */
static mmi_course_split find_level(const mmi_course_search *search)
{
    const int32_t shift = search->book.bits.regular;
    mmi_course_split split = {.kind = MMI_COURSES_STAY};
    int64_t most = 0;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        const mmi_course_list *list = &search->set[pair].list;
        const size_t course = (size_t)(search->course[pair] - list->start) /
                              (size_t)search->table->n_rows;
        const int64_t level = list->cost[search->set[pair].first] >> shift;
        const int64_t above = (list->cost[course] >> shift) - level;
        if (above <= most) continue;
        most = above;
        split = (mmi_course_split){.kind = MMI_COURSES_BY_LEVEL, .pair = pair, .level = level};
    }
    return split;
}

static mmi_course_split split_by(const mmi_course_search *search, const mmi_course_clash *clash)
{
    if (clash->kind == MMI_CLASH_DATE) {
        const bool all_are_bound = clash->pair == MM_NONE;
        return (mmi_course_split){
            .kind = all_are_bound ? MMI_COURSES_STAY : MMI_COURSES_BY_DATE, .pair = clash->pair,
            .row = clash->row, .side = clash->side, .day = clash->day};
    }
    const int32_t other_start = search->course[clash->other][clash->other_row];
    return (mmi_course_split){.kind = MMI_COURSES_BY_SLOT, .pair = clash->pair, .row = clash->row,
                          .slot = search->table->start[other_start].slot,
                          .other = clash->other, .other_row = clash->other_row,
                          .other_start = other_start};
}

mmi_course_split mmi_split_courses(const mmi_course_search *search,
                                   const mmi_course_clash *clash)
{
    const mmi_course_split by_level = find_level(search);
    return by_level.kind != MMI_COURSES_STAY ? by_level : split_by(search, clash);
}

void mmi_take_courses(mmi_course_search *search, const mmi_course_split *split, bool is_second)
{
    keep_where(search, split, !is_second);
    if (split->kind == MMI_COURSES_BY_SLOT && !is_second) {
        drop_start(search, split->other, split->other_row, split->other_start);
    }
}
