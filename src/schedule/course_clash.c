/* The rules between courses: distance and dates of everybody who is in several pairs. */
#include "schedule/course_search.h"

void mmi_see_group(mmi_course_search *search)
{
    const mmi_group *group = search->group;
    int32_t degree[MMI_EXACT_PAIRS + 1] = {0}, n_weeks = 1;
    for (int32_t row = 0; row < search->table->n_rows; row++) {
        if (search->table->touches_next[row]) n_weeks = 2;
    }
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = group->members[pair].person[side];
            if (n_weeks * ++degree[person] > group->per_day) search->counts_dates = true;
            for (int32_t other = 0; other < group->n_pairs; other++) {
                if (other != pair && mmi_side_of(group, other, person) != MM_NONE) {
                    search->shares_person[pair][other] = true;
                }
            }
        }
    }
}

/* Meetings that a person has on a date by the plan at hand, but for one pair: in a row and those
 * that it touches. */
static int32_t n_on_date(const mmi_course_search *search, int32_t except, int32_t person,
                         int32_t row, int32_t day)
{
    const mmi_week_table *table = search->table;
    const int32_t first = row > 0 && table->touches_next[row - 1] ? row - 1 : row;
    const int32_t last = table->touches_next[row] ? row + 1 : row;
    int32_t n_meetings = 0;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        const int32_t side = mmi_side_of(search->group, pair, person);
        if (side == MM_NONE || pair == except || search->course[pair] == NULL) continue;
        for (int32_t near = first; near <= last; near++) {
            const int32_t start = search->course[pair][near];
            n_meetings += start != MMI_COURSE_NONE && table->start[start].day[side] == day;
        }
    }
    return n_meetings;
}

/* A date that a course of a pair makes too full. */
static mmi_course_clash find_full_date(const mmi_course_search *search, int32_t pair,
                                       const int32_t *course)
{
    const mmi_week_table *table = search->table;
    for (int32_t row = 0; row < table->n_rows; row++) {
        if (course[row] == MMI_COURSE_NONE) continue;
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = search->group->members[pair].person[side];
            const int32_t day = table->start[course[row]].day[side];
            int32_t n_own = 1;
            if (table->touches_next[row] && course[row + 1] != MMI_COURSE_NONE) {
                n_own += table->start[course[row + 1]].day[side] == day;
            }
            if (n_own + n_on_date(search, pair, person, row, day) > search->group->per_day) {
                return (mmi_course_clash){.kind = MMI_CLASH_DATE, .person = person, .row = row,
                                          .pair = pair, .side = side, .day = day};
            }
        }
    }
    return (mmi_course_clash){.kind = MMI_CLASH_NONE};
}

/* Meetings of two courses that are too near. */
static mmi_course_clash find_near(const mmi_course_search *search, const int32_t *one,
                                  const int32_t *other)
{
    const mmi_week_table *table = search->table;
    for (int32_t row = 0; row < table->n_rows; row++) {
        if (one[row] == MMI_COURSE_NONE) continue;
        const int32_t slot = table->start[one[row]].slot, busy = search->group->busy_slots;
        const int32_t first = row > 0 && table->touches_next[row - 1] ? row - 1 : row;
        const int32_t last = table->touches_next[row] ? row + 1 : row;
        for (int32_t near = first; near <= last; near++) {
            if (other[near] == MMI_COURSE_NONE) continue;
            const int32_t distance = table->start[other[near]].slot - slot;
            if (distance < busy && distance > -busy) {
                return (mmi_course_clash){.kind = MMI_CLASH_NEAR, .row = row, .other_row = near};
            }
        }
    }
    return (mmi_course_clash){.kind = MMI_CLASH_NONE};
}

bool mmi_course_is_free(const mmi_course_search *search, int32_t pair, const int32_t *course)
{
    for (int32_t other = 0; other < search->group->n_pairs; other++) {
        if (search->course[other] == NULL || !search->shares_person[pair][other]) continue;
        if (find_near(search, course, search->course[other]).kind != MMI_CLASH_NONE) return false;
    }
    return !search->counts_dates ||
           find_full_date(search, pair, course).kind == MMI_CLASH_NONE;
}

/* Whether some course that is left keeps a pair off a date in a row. */
static bool may_leave_date(const mmi_course_search *search, int32_t pair, int32_t row,
                           int32_t side, int32_t day)
{
    const mmi_course_set *set = &search->set[pair];
    for (int32_t i = 0; i < set->n_left; i++) {
        const int32_t start = mmi_course_at(search, pair, set->left[i])[row];
        if (start == MMI_COURSE_NONE || search->table->start[start].day[side] != day) return true;
    }
    return false;
}

/* Of the meetings on a date that is too full, one that need not be there. */
static mmi_course_clash choose_on_date(const mmi_course_search *search, mmi_course_clash clash)
{
    const mmi_week_table *table = search->table;
    const int32_t row = clash.row;
    const int32_t first = row > 0 && table->touches_next[row - 1] ? row - 1 : row;
    const int32_t last = table->touches_next[row] ? row + 1 : row;
    clash.pair = MM_NONE;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        const int32_t side = mmi_side_of(search->group, pair, clash.person);
        for (int32_t near = first; near <= last && side != MM_NONE; near++) {
            const int32_t start = search->course[pair][near];
            if (start == MMI_COURSE_NONE || table->start[start].day[side] != clash.day ||
                !may_leave_date(search, pair, near, side, clash.day)) {
                continue;
            }
            clash.pair = pair;
            clash.row = near;
            clash.side = side;
            return clash;
        }
    }
    return clash;
}

mmi_course_clash mmi_find_course_clash(const mmi_course_search *search)
{
    const mmi_group *group = search->group;
    for (int32_t one = 0; one < group->n_pairs; one++) {
        for (int32_t other = 0; other < one; other++) {
            if (!search->shares_person[one][other]) continue;
            mmi_course_clash clash =
                find_near(search, search->course[one], search->course[other]);
            if (clash.kind == MMI_CLASH_NONE) continue;
            const int32_t *ends = group->members[one].person;
            clash.person =
                mmi_side_of(group, other, ends[0]) != MM_NONE ? ends[0] : ends[1];
            clash.pair = one;
            clash.other = other;
            return clash;
        }
    }
    for (int32_t pair = 0; pair < group->n_pairs && search->counts_dates; pair++) {
        const mmi_course_clash clash = find_full_date(search, pair, search->course[pair]);
        if (clash.kind != MMI_CLASH_NONE) return choose_on_date(search, clash);
    }
    return (mmi_course_clash){.kind = MMI_CLASH_NONE};
}
