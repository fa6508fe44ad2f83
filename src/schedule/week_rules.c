/* Distance and dates inside one week: what bound pairs leave to the others, and which rule a plan
 * breaks. Everything looks at every two pairs; a small group has ten. */
#include "schedule/week_rules.h"

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
        if (!are_too_near(choices->group, choices->table.start[start].slot, slot)) {
            open->start[pair][n++] = start;
        }
    }
    open->n[pair] = n;
}

/* Whether the pair has to meet on this date of one side. */
static bool is_bound_to_date(const mmi_choices *choices, const mmi_week_open *open, int32_t pair,
                             int32_t side, int32_t day)
{
    if (open->may_be_none[pair] || open->n[pair] == 0) return false;
    for (int32_t s = 0; s < open->n[pair]; s++) {
        if (choices->table.start[open->start[pair][s]].day[side] != day) return false;
    }
    return true;
}

/* Keep the starts of a pair off a date of one side. */
static void keep_off_date(const mmi_choices *choices, mmi_week_open *open, int32_t pair,
                          int32_t side, int32_t day)
{
    int32_t n = 0;
    for (int32_t s = 0; s < open->n[pair]; s++) {
        const int32_t start = open->start[pair][s];
        if (choices->table.start[start].day[side] != day) open->start[pair][n++] = start;
    }
    open->n[pair] = n;
}

/* Where the pairs bound to a date of a person fill it, keep the others off. False: too many are
 * bound. */
static bool settle_date(const mmi_choices *choices, mmi_week_open *open, int32_t person,
                        int32_t day)
{
    const mmi_group *group = choices->group;
    bool is_bound[MMI_EXACT_PAIRS] = {false};
    int32_t n_bound = 0;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const int32_t side = side_of(group, pair, person);
        is_bound[pair] = side != MM_NONE && is_bound_to_date(choices, open, pair, side, day);
        n_bound += is_bound[pair];
    }
    if (n_bound < group->per_day) return true;
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const int32_t side = side_of(group, pair, person);
        if (side != MM_NONE && !is_bound[pair]) keep_off_date(choices, open, pair, side, day);
    }
    return n_bound == group->per_day;
}

/* Settle every date that somebody is bound to. False: a date has too many. */
static bool settle_dates(const mmi_choices *choices, mmi_week_open *open)
{
    for (int32_t pair = 0; pair < choices->group->n_pairs; pair++) {
        for (int32_t side = 0; side < 2; side++) {
            if (open->n[pair] == 0) continue;
            const int32_t day = choices->table.start[open->start[pair][0]].day[side];
            if (is_bound_to_date(choices, open, pair, side, day) &&
                !settle_date(choices, open, choices->group->members[pair].person[side], day)) {
                return false;
            }
        }
    }
    return true;
}

bool mmi_settle_bound(const mmi_choices *choices, mmi_week_open *open)
{
    const mmi_group *group = choices->group;
    bool is_settled[MMI_EXACT_PAIRS] = {false}, goes_on = true;
    while (goes_on) {
        goes_on = false;
        if (!settle_dates(choices, open)) return false;
        for (int32_t one = 0; one < group->n_pairs; one++) {
            if (open->n[one] == 0 && !open->may_be_none[one]) return false;
            if (is_settled[one] || !mmi_is_bound(open, one)) continue;
            is_settled[one] = goes_on = true;
            const int32_t slot = choices->table.start[open->start[one][0]].slot;
            for (int32_t other = 0; other < group->n_pairs; other++) {
                if (other == one || !share_person(group, one, other)) continue;
                keep_distant(choices, open, other, slot);
            }
        }
    }
    return true;
}

/* The fault of a person's date, if more pairs meet on it than may. */
static mmi_week_fault fault_of_date(const mmi_choices *choices, const mmi_week_open *open,
                           const mmi_week_plan *plan, int32_t person, int32_t day)
{
    const mmi_group *group = choices->group;
    int32_t n_meetings = 0;
    mmi_week_fault fault = {.pair = group->n_pairs, .is_date = true, .day = day};
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        const int32_t side = side_of(group, pair, person);
        if (side == MM_NONE || plan->choice[pair] == MMI_CHOICE_NONE ||
            choices->table.start[plan->choice[pair]].day[side] != day) {
            continue;
        }
        n_meetings++;
        if (is_bound_to_date(choices, open, pair, side, day)) continue;
        fault.pair = pair;
        fault.side = side;
    }
    if (n_meetings <= group->per_day) fault.pair = MM_NONE;
    return fault;
}

/* The fault of a pair and an earlier one that are too near for a person they share. */
static mmi_week_fault fault_of_distance(const mmi_week_tree *tree, const mmi_choices *choices,
                               const mmi_week_open *open, const mmi_week_plan *plan, int32_t one)
{
    const mmi_group *group = choices->group;
    const int32_t slot = choices->table.start[plan->choice[one]].slot;
    for (int32_t other = 0; other < one; other++) {
        if (plan->choice[other] == MMI_CHOICE_NONE || !share_person(group, one, other)) continue;
        const int32_t other_slot = choices->table.start[plan->choice[other]].slot;
        if (!are_too_near(group, slot, other_slot)) continue;
        /* Not both are bound: what is bound was taken out of the others' starts. */
        const bool takes_other = mmi_is_bound(open, one) ||
                                 (tree->pair[other].outside != MM_NONE &&
                                  !mmi_is_bound(open, other));
        return (mmi_week_fault){.pair = takes_other ? other : one,
                       .slot = takes_other ? slot : other_slot};
    }
    return (mmi_week_fault){.pair = MM_NONE};
}

mmi_week_fault mmi_find_week_fault(const mmi_week_tree *tree, const mmi_choices *choices,
                                   const mmi_week_open *open, const mmi_week_plan *plan)
{
    const mmi_group *group = choices->group;
    mmi_week_fault found = {.pair = MM_NONE};
    for (int32_t pair = 0; pair < group->n_pairs && found.pair == MM_NONE; pair++) {
        if (plan->choice[pair] == MMI_CHOICE_NONE) continue;
        found = fault_of_distance(tree, choices, open, plan, pair);
        for (int32_t side = 0; side < 2 && found.pair == MM_NONE; side++) {
            found = fault_of_date(choices, open, plan, group->members[pair].person[side],
                                  choices->table.start[plan->choice[pair]].day[side]);
        }
    }
    return found;
}

bool mmi_keeps_fault(const mmi_choices *choices, const mmi_week_fault *fault, int32_t start)
{
    const mmi_start *at = &choices->table.start[start];
    return fault->is_date ? at->day[fault->side] == fault->day
                          : are_too_near(choices->group, at->slot, fault->slot);
}
