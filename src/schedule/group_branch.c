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

/* A meeting of the next row that begins too soon behind this check-in; MM_NONE. */
static int32_t too_near_behind(const mmi_group_search *search, int32_t check_in)
{
    const mmi_group *group = search->group;
    const int32_t row = check_in / group->n_pairs, begin = (row + 1) * group->n_pairs;
    const int32_t slot = search->choices.table.start[mmi_choice_of(search, check_in)].slot;
    if (!search->choices.table.touches_next[row]) return MM_NONE;
    for (int32_t later = begin; later < begin + group->n_pairs; later++) {
        const int32_t choice = mmi_choice_of(search, later);
        const int32_t *ends = group->members[later % group->n_pairs].person;
        if (choice == MMI_CHOICE_NONE || (side_in(group, check_in, ends[0]) == MM_NONE &&
                                          side_in(group, check_in, ends[1]) == MM_NONE)) {
            continue;
        }
        if (search->choices.table.start[choice].slot - slot < group->busy_slots) return later;
    }
    return MM_NONE;
}

/* Whether all that is left for a check-in lies on one date of one side. */
static bool is_bound_to_date(const mmi_choices *choices, int32_t check_in, int32_t side,
                             int32_t day)
{
    if (choices->may_be_none[check_in]) return false;
    const int32_t end = mmi_starts_of(choices, check_in + 1);
    for (int32_t i = mmi_starts_of(choices, check_in); i < end; i++) {
        if (choices->is_open[i] && choices->table.start[i].day[side] != day) return false;
    }
    return true;
}

/* Too many meetings of a person on the date of one of its check-ins, in this row and the next.
 * Where all of them are bound to the date, the check-in of the split is MM_NONE. */
static mmi_split find_full_date(const mmi_group_search *search, int32_t check_in, int32_t side)
{
    const mmi_group *group = search->group;
    const int32_t person = group->members[check_in % group->n_pairs].person[side];
    const int32_t day = search->choices.table.start[mmi_choice_of(search, check_in)].day[side];
    const int32_t row = check_in / group->n_pairs;
    mmi_split split = {.kind = MMI_SPLIT_NONE, .check_in = MM_NONE, .day = day};
    int32_t n_meetings = 0;
    if (!search->choices.table.touches_next[row]) return split;
    for (int32_t c = row * group->n_pairs; c < (row + 2) * group->n_pairs; c++) {
        const int32_t its_side = side_in(group, c, person), choice = mmi_choice_of(search, c);
        if (its_side == MM_NONE || choice == MMI_CHOICE_NONE ||
            search->choices.table.start[choice].day[its_side] != day) {
            continue;
        }
        n_meetings++;
        if (!is_bound_to_date(&search->choices, c, its_side, day)) {
            split.check_in = c;
            split.side = its_side;
        }
    }
    if (n_meetings > group->per_day) split.kind = MMI_SPLIT_DATE;
    return split;
}

mmi_split mmi_find_clash(const mmi_group_search *search)
{
    for (int32_t c = 0; c < search->choices.n_check_ins; c++) {
        if (mmi_choice_of(search, c) == MMI_CHOICE_NONE) continue;
        const int32_t later = too_near_behind(search, c);
        if (later != MM_NONE) {
            const int32_t choice = mmi_choice_of(search, later);
            return (mmi_split){.kind = MMI_SPLIT_GAP, .check_in = c, .later = later,
                               .slot = search->choices.table.start[choice].slot};
        }
        for (int32_t side = 0; side < 2; side++) {
            const mmi_split split = find_full_date(search, c, side);
            if (split.kind != MMI_SPLIT_NONE) return split;
        }
    }
    return (mmi_split){.kind = MMI_SPLIT_NONE};
}

/* What the plan counts for a time of the week in a row that has it open and does not use it. */
static int64_t counted_in_vain(const mmi_group_search *search, int32_t key, int32_t row)
{
    const mmi_choices *choices = &search->choices;
    const int32_t n_pairs = search->group->n_pairs, pair = search->pair_of_key[key];
    int64_t counted = 0;
    if (choices->share == NULL) return (int64_t)search->n_chosen[key] * (MMI_REGULAR / 2);
    for (int32_t other = 0; other < choices->table.n_rows; other++) {
        const int32_t choice = mmi_choice_of(search, other * n_pairs + pair);
        if (choice == MMI_CHOICE_NONE || choices->key[choice] != key) continue;
        counted += (int64_t)choices->table.weight[other] * *mmi_share_of(choices, key, other, row);
    }
    return counted;
}

mmi_split mmi_find_irregular(const mmi_group_search *search)
{
    const mmi_choices *choices = &search->choices;
    int64_t most_in_vain = 0;
    mmi_split split = {.kind = MMI_SPLIT_NONE};
    for (int32_t i = 0; i < mmi_starts_of(choices, choices->n_check_ins); i++) {
        const int32_t c = choices->check_in_of[i], row = c / search->group->n_pairs;
        const int32_t key = choices->key[i], choice = mmi_choice_of(search, c);
        const int32_t own_key = choice == MMI_CHOICE_NONE ? MM_NONE : choices->key[choice];
        if (!choices->is_open[i] || search->n_chosen[key] == 0 || own_key == key) continue;
        const int64_t in_vain =
            counted_in_vain(search, key, row) * choices->table.weight[row];
        if (in_vain <= most_in_vain) continue;
        most_in_vain = in_vain;
        split = (mmi_split){.kind = MMI_SPLIT_TIME, .check_in = c, .key = key};
        split.keep_first =
            own_key == MM_NONE || search->n_chosen[key] >= search->n_chosen[own_key];
    }
    if (split.kind == MMI_SPLIT_TIME &&
        choices->partial_weeks[split.key] != choices->open_weeks[split.key]) {
        split.kind = MMI_SPLIT_KEY;
    }
    return split;
}

/* Close the starts of a check-in at a time of the week, or all others and no start. */
static bool keep_by_key(mmi_choices *choices, int32_t check_in, int32_t key, bool keep_key)
{
    for (int32_t i = mmi_starts_of(choices, check_in); i < mmi_starts_of(choices, check_in + 1);
         i++) {
        if ((choices->key[i] == key) != keep_key && !mmi_close_start(choices, i)) return false;
    }
    return !keep_key || mmi_close_none(choices, check_in);
}

/* Close the starts of a check-in on a date, or all others and no start. */
static bool keep_by_date(mmi_choices *choices, const mmi_split *split, bool keep_date)
{
    const int32_t c = split->check_in;
    for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
        const bool is_on_date = choices->table.start[i].day[split->side] == split->day;
        if (is_on_date != keep_date && !mmi_close_start(choices, i)) return false;
    }
    return !keep_date || mmi_close_none(choices, c);
}

/* First half: the earlier meeting keeps its distance to the later one's start, or is none. Second:
 * it does not, so the later meeting begins behind that start. */
static bool keep_by_gap(mmi_choices *choices, const mmi_split *split, bool is_second)
{
    const int32_t c = split->check_in, last = split->slot - choices->group->busy_slots;
    for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
        if ((choices->table.start[i].slot > last) != is_second && !mmi_close_start(choices, i)) {
            return false;
        }
    }
    if (!is_second) return true;
    for (int32_t i = mmi_starts_of(choices, split->later);
         i < mmi_starts_of(choices, split->later + 1); i++) {
        if (choices->table.start[i].slot > split->slot) continue;
        if (!mmi_close_start(choices, i)) return false;
    }
    return mmi_close_none(choices, c);
}

/* First half: the pair is at this time in all rows that have it open. Second: not in all. */
static bool keep_in_all(mmi_choices *choices, const mmi_split *split, bool is_second)
{
    const int32_t n_pairs = choices->group->n_pairs;
    if (is_second) return mmi_forbid_all_weeks(choices, split->key);
    for (int32_t c = split->check_in % n_pairs; c < choices->n_check_ins; c += n_pairs) {
        bool has_key = false;
        for (int32_t i = mmi_starts_of(choices, c); i < mmi_starts_of(choices, c + 1); i++) {
            has_key = has_key || (choices->is_open[i] && choices->key[i] == split->key);
        }
        if (has_key && !keep_by_key(choices, c, split->key, true)) return false;
    }
    return true;
}

bool mmi_take_half(mmi_choices *choices, const mmi_split *split, bool is_second)
{
    switch (split->kind) {
    case MMI_SPLIT_GAP: return keep_by_gap(choices, split, is_second);
    case MMI_SPLIT_DATE: return keep_by_date(choices, split, split->keep_first != is_second);
    case MMI_SPLIT_KEY: return keep_in_all(choices, split, is_second);
    case MMI_SPLIT_TIME:
        return keep_by_key(choices, split->check_in, split->key, split->keep_first != is_second);
    case MMI_SPLIT_NONE: break;
    }
    return true;
}
