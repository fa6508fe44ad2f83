"""Is the plan the best one? Compare check_ins.csv with plan_optimum.py, group by group (SPEC 6)."""

import clock
import plan_optimum
from results import require

MOST_MEETINGS = 600           # of a group, beyond which HiGHS would take too long
MOST_PAIRS_TO_THE_LAST_TIE, MOST_MEETINGS_TO_THE_LAST_TIE = 3, 250
SAMPLED_GROUPS = 12           # of a large plan
MOST_PAIRS_EXACT = 10         # SPEC 8.12


def _made(cohort, check_ins):
    """The live check-ins as meetings."""
    return [next(meeting for meeting in plan_optimum.possible_meetings(
        cohort, one.mentee, one.mentor, one.week) if meeting.start_s == one.start_s)
        for one in check_ins if one.is_live]


def check_group(cohort, group, check_ins):
    """Judge one group's check-ins; returns the most live check-ins, None if too many to know."""
    starts = [clock.starts_of(cohort.programme, cohort.mentees[mentee], week)
              & clock.starts_of(cohort.programme, cohort.mentors[mentor], week)
              for mentee, mentor in group for week in cohort.programme.check_in_weeks]
    n_meetings = sum(int(mask.sum()) for mask in starts)
    if n_meetings > MOST_MEETINGS or len(group) > MOST_PAIRS_EXACT:
        return None
    reached = plan_optimum.goals_of(_made(cohort, check_ins))
    best = plan_optimum.best_goals(cohort, group)
    require(reached == best, "plan of group", sorted(group), "reaches", reached, "not", best)
    if (len(group) <= MOST_PAIRS_TO_THE_LAST_TIE
            and n_meetings <= MOST_MEETINGS_TO_THE_LAST_TIE):
        plan = {(one.week, one.mentee, one.mentor): one.start_s for one in check_ins
                if one.is_live}
        expected = plan_optimum.best_plan(cohort, group)
        require(plan == expected, "last tie of group", sorted(group), plan, "not", expected)
    return -best[0]


def check_optimum(cohort, pairs, check_ins):
    """Judge all groups; returns how many live check-ins are possible, None if not known."""
    total = 0
    for group in plan_optimum.groups(pairs):
        members = set(group)
        most = check_group(cohort, group, [one for one in check_ins
                                           if (one.mentee, one.mentor) in members])
        total = None if total is None or most is None else total + most
    return total


def check_large(cohort, pairs, check_ins):
    """For a large plan: some groups down to the start slots, and everybody who is said to be full.
    """
    of_pair = {}
    for one in check_ins:
        of_pair.setdefault((one.mentee, one.mentor), []).append(one)
    found = plan_optimum.groups(pairs)
    for group in found[::max(len(found) // SAMPLED_GROUPS, 1)]:
        if len(group) <= MOST_PAIRS_EXACT:
            made = _made(cohort, [one for pair in group for one in of_pair[pair]])
            reached, best = plan_optimum.goals_of(made), plan_optimum.best_goals(cohort, group)
            require(reached == best, "plan of group", sorted(group), reached, "not", best)
    _check_full(cohort, found, check_ins)


def _check_full(cohort, groups, check_ins):
    """Where somebody is said to be full, could more check-ins be live?"""
    full = {(one.mentee, one.mentor) for one in check_ins if one.reason.endswith(" full")}
    for group in groups:
        members = set(group)
        if not members & full or len(group) > MOST_PAIRS_EXACT:
            continue
        live = sum(one.is_live for one in check_ins if (one.mentee, one.mentor) in members)
        most = -plan_optimum.best_goals(cohort, group, 1)[0]
        require(live == most, "live check-ins of group", sorted(group), live, "not", most)
