/* Where to split the choices of a group. Each split cuts off the plan at hand or the regularity
 * that it counts on but does not have; both halves together keep every plan. */
#include "schedule/group_search.h"

/* The side on which a person stands in a check-in, MM_NONE if on neither. */
static int32_t side_in(const mmi_group *group, int32_t check_in, int32_t person)
{
    const int32_t *ends = group->members[check_in % group->n_pairs].person;
    if (ends[0] == person) return 0;
    return ends[1] == person ? 1 : MM_NONE;
}

/* A meeting of next week that begins too soon behind this check-in; MM_NONE. */
static int32_t too_near_behind(const mmi_group_search *search, int32_t check_in)
{
    const mmi_group *group = search->group;
    const int32_t begin = (check_in / group->n_pairs + 1) * group->n_pairs;
    const int32_t slot = search->choices.start[mmi_choice_of(search, check_in)].slot;
    if (begin == search->choices.n_check_ins) return MM_NONE;
    for (int32_t later = begin; later < begin + group->n_pairs; later++) {
        const int32_t choice = mmi_choice_of(search, later);
        const int32_t *ends = group->members[later % group->n_pairs].person;
        if (choice == MMI_CHOICE_NONE || (side_in(group, check_in, ends[0]) == MM_NONE &&
                                          side_in(group, check_in, ends[1]) == MM_NONE)) {
            continue;
        }
        if (search->choices.start[choice].slot - slot < group->busy_slots) return later;
    }
    return MM_NONE;
}

/* Whether all that is left for a check-in lies on one date of one side. */
static bool is_bound_to_date(const mmi_choices *choices, int32_t check_in, int32_t side,
                             int32_t day)
{
    if (choices->may_be_none[check_in]) return false;
    for (int32_t i = choices->start_begin[check_in]; i < choices->start_begin[check_in + 1]; i++) {
        if (choices->is_open[i] && choices->start[i].day[side] != day) return false;
    }
    return true;
}

/* Too many meetings of a person on the date of one of its check-ins, this week and beside it. Where
 * all of them are bound to the date, the split has a half that is empty and one without change:
 * then the kind is DATE and the check-in MM_NONE. */
static mmi_split find_full_date(const mmi_group_search *search, int32_t check_in, int32_t side)
{
    const mmi_group *group = search->group;
    const int32_t person = group->members[check_in % group->n_pairs].person[side];
    const int32_t day = search->choices.start[mmi_choice_of(search, check_in)].day[side];
    const int32_t week = check_in / group->n_pairs;
    int32_t end = (week + 2) * group->n_pairs, n_meetings = 0;
    if (end > search->choices.n_check_ins) end = search->choices.n_check_ins;
    mmi_split split = {.kind = MMI_SPLIT_DATE, .check_in = MM_NONE, .day = day};
    for (int32_t c = week > 0 ? (week - 1) * group->n_pairs : 0; c < end; c++) {
        const int32_t its_side = side_in(group, c, person), choice = mmi_choice_of(search, c);
        if (its_side == MM_NONE || choice == MMI_CHOICE_NONE ||
            search->choices.start[choice].day[its_side] != day) {
            continue;
        }
        n_meetings++;
        if (!is_bound_to_date(&search->choices, c, its_side, day)) {
            split.check_in = c;
            split.side = its_side;
        }
    }
    if (n_meetings <= group->per_day) split.kind = MMI_SPLIT_NONE;
    return split;
}

mmi_split mmi_find_clash(const mmi_group_search *search)
{
    for (int32_t c = 0; c < search->choices.n_check_ins; c++) {
        if (mmi_choice_of(search, c) == MMI_CHOICE_NONE) continue;
        const int32_t later = too_near_behind(search, c);
        if (later != MM_NONE) {
            return (mmi_split){.kind = MMI_SPLIT_GAP, .check_in = c, .later = later,
                               .slot = search->choices.start[mmi_choice_of(search, later)].slot};
        }
        for (int32_t side = 0; side < 2; side++) {
            const mmi_split split = find_full_date(search, c, side);
            if (split.kind != MMI_SPLIT_NONE) return split;
        }
    }
    return (mmi_split){.kind = MMI_SPLIT_NONE};
}

/* A week that still has a time for a pair but is planned otherwise. */
static int32_t week_without(const mmi_group_search *search, int32_t pair, int32_t key)
{
    const mmi_choices *choices = &search->choices;
    for (int32_t c = pair; c < choices->n_check_ins; c += search->group->n_pairs) {
        const int32_t choice = mmi_choice_of(search, c);
        if (choice != MMI_CHOICE_NONE && choices->key[choice] == key) continue;
        for (int32_t i = choices->start_begin[c]; i < choices->start_begin[c + 1]; i++) {
            if (choices->is_open[i] && choices->key[i] == key) return c;
        }
    }
    return MM_NONE;
}

mmi_split mmi_find_irregular(const mmi_group_search *search)
{
    const mmi_choices *choices = &search->choices;
    int64_t most_missed = 0;
    mmi_split split = {.kind = MMI_SPLIT_NONE};
    for (int32_t c = 0; c < choices->n_check_ins; c++) {
        const int32_t choice = mmi_choice_of(search, c);
        if (choice == MMI_CHOICE_NONE) continue;
        const int32_t key = choices->key[choice], n = search->n_chosen[key];
        const int64_t missed = (int64_t)n * (mmi_same_times(choices, choice) - (n - 1));
        if (missed <= most_missed) continue;
        most_missed = missed;
        split = (mmi_split){.kind = MMI_SPLIT_KEY, .check_in = c, .key = key};
    }
    if (split.kind == MMI_SPLIT_KEY &&
        choices->most_uses[split.key] < choices->n_uses[split.key]) {
        split.kind = MMI_SPLIT_WEEK;
        split.check_in =
            week_without(search, split.check_in % search->group->n_pairs, split.key);
    }
    return split;
}

/* Close the starts of a check-in at a time of the week, or all others and no start. */
static bool keep_by_key(mmi_choices *choices, int32_t check_in, int32_t key, bool keep_key)
{
    for (int32_t i = choices->start_begin[check_in]; i < choices->start_begin[check_in + 1]; i++) {
        if ((choices->key[i] == key) != keep_key && !mmi_close_start(choices, i)) return false;
    }
    return !keep_key || mmi_close_none(choices, check_in);
}

static bool has_key(const mmi_choices *choices, int32_t check_in, int32_t key)
{
    for (int32_t i = choices->start_begin[check_in]; i < choices->start_begin[check_in + 1]; i++) {
        if (choices->is_open[i] && choices->key[i] == key) return true;
    }
    return false;
}

/* Close the starts of a check-in on a date, or all others and no start. */
static bool keep_by_date(mmi_choices *choices, const mmi_split *split, bool keep_date)
{
    const int32_t c = split->check_in;
    for (int32_t i = choices->start_begin[c]; i < choices->start_begin[c + 1]; i++) {
        const bool is_on_date = choices->start[i].day[split->side] == split->day;
        if (is_on_date != keep_date && !mmi_close_start(choices, i)) return false;
    }
    return !keep_date || mmi_close_none(choices, c);
}

/* First half: the earlier meeting keeps its distance to the later one's start, or is none. Second:
 * it does not, so the later meeting begins behind that start. */
static bool keep_by_gap(mmi_choices *choices, const mmi_split *split, bool is_second)
{
    const int32_t c = split->check_in, last = split->slot - choices->group->busy_slots;
    for (int32_t i = choices->start_begin[c]; i < choices->start_begin[c + 1]; i++) {
        if ((choices->start[i].slot > last) != is_second && !mmi_close_start(choices, i)) {
            return false;
        }
    }
    if (!is_second) return true;
    for (int32_t i = choices->start_begin[split->later];
         i < choices->start_begin[split->later + 1]; i++) {
        if (choices->start[i].slot <= split->slot && !mmi_close_start(choices, i)) return false;
    }
    return mmi_close_none(choices, c);
}

bool mmi_take_half(mmi_choices *choices, const mmi_split *split, bool is_second)
{
    const int32_t n_pairs = choices->group->n_pairs;
    switch (split->kind) {
    case MMI_SPLIT_GAP: return keep_by_gap(choices, split, is_second);
    case MMI_SPLIT_DATE: return keep_by_date(choices, split, is_second);
    case MMI_SPLIT_WEEK: return keep_by_key(choices, split->check_in, split->key, is_second);
    case MMI_SPLIT_KEY: break;
    case MMI_SPLIT_NONE: return true;
    }
    if (is_second) return mmi_limit_uses(choices, split->key, choices->n_uses[split->key] - 1);
    for (int32_t c = split->check_in % n_pairs; c < choices->n_check_ins; c += n_pairs) {
        if (has_key(choices, c, split->key) && !keep_by_key(choices, c, split->key, true)) {
            return false;
        }
    }
    return true;
}
