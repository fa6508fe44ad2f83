"""The best plan of a small group, by integer programming with HiGHS (SPEC 6, 8.11).

A variable is one possible meeting: a check-in and a start. What must not be together becomes a
row; the goals of SPEC 6 follow one after the other, each kept when the next is looked for, down to
the last tie: the first list of (week, mentee, mentor, start) in dictionary order.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

import clock
import output
from plan_checker import common_starts_s


@dataclass(frozen=True)
class Meeting:
    """One possible live check-in."""
    key: tuple          # (week, mentee id as bytes, mentor id as bytes)
    mentee: str
    mentor: str
    start_s: int
    slot: int           # from the begin of the week
    discomforts: tuple  # quarter hours outside `comfortable`: (smaller, larger) of the two people
    mentee_moment: tuple  # weekday and time of day of the mentee


def _is_comfortable(comfortable, minute):
    begin, end = comfortable
    if begin < end:
        return begin <= minute < end
    return minute >= begin or minute < end


@lru_cache(maxsize=1 << 16)
def _is_outside(comfortable, zone_text, slot_s):
    locals_ = [clock.local_of(zone_text, slot_s + 60 * minute) for minute in range(15)]
    return not all(_is_comfortable(comfortable, one.hour * 60 + one.minute) for one in locals_)


def discomfort(programme, zone_text, start_s):
    """Quarter hours of a meeting that are not wholly comfortable in a zone (SPEC 6, 8.5)."""
    return sum(_is_outside(programme.comfortable, zone_text, slot_s) for slot_s in
               range(start_s, start_s + 60 * programme.minutes, clock.SLOT_S))


def possible_meetings(cohort, mentee_id, mentor_id, week):
    """Every meeting that a pair alone could have in a week."""
    begin_s = clock.week_bounds(cohort.programme, week)[0]
    mentee_zone = cohort.mentees[mentee_id].zone
    mentor_zone = cohort.mentors[mentor_id].zone
    for start_s in common_starts_s(cohort, mentee_id, mentor_id, week):
        moment = clock.local_of(mentee_zone, start_s)
        yield Meeting(
            key=(week, output.by_bytes(mentee_id), output.by_bytes(mentor_id)),
            mentee=mentee_id, mentor=mentor_id, start_s=start_s,
            slot=(start_s - begin_s) // clock.SLOT_S,
            discomforts=tuple(sorted((discomfort(cohort.programme, mentee_zone, start_s),
                                      discomfort(cohort.programme, mentor_zone, start_s)))),
            mentee_moment=(moment.weekday(), moment.hour, moment.minute))


def goals_of(meetings):
    """What a plan reaches, goal by goal, smaller is better (SPEC 6); the last tie apart."""
    equal = sum(one.key[1:] == other.key[1:] and one.mentee_moment == other.mentee_moment
                for one, other in combinations(meetings, 2))
    return (-len(meetings), sum(one.discomforts[1] for one in meetings),
            sum(one.discomforts[0] for one in meetings), -equal,
            sum(one.slot for one in meetings))


def groups(pairs):
    """People who are connected by pairs, over both roles: lists of pairs (SPEC 8.11)."""
    leader = {person: person for pair in pairs for person in pair}

    def lead(person):
        while leader[person] != person:
            person = leader[person]
        return person

    for mentee, mentor in pairs:
        leader[lead(mentee)] = lead(mentor)
    by_leader = {}
    for pair in pairs:
        by_leader.setdefault(lead(pair[0]), []).append(pair)
    return list(by_leader.values())


class _Model:
    """Rows and goals over the variables: meetings, then pairs of equal meetings."""

    def __init__(self, cohort, meetings):
        self.meetings = meetings
        self.equals = self._equal_moments()
        self.n = len(meetings) + len(self.equals)
        self.rules = self._rules(cohort)
        self.lower = numpy.zeros(self.n)
        self.upper = numpy.ones(self.n)

    def _equal_moments(self):
        """[(meetings of one check-in, meetings of another)] at one mentee-local moment."""
        by_moment = {}
        for number, one in enumerate(self.meetings):
            by_check_in = by_moment.setdefault((one.key[1:], one.mentee_moment), {})
            by_check_in.setdefault(one.key, []).append(number)
        return [pair for by_check_in in by_moment.values()
                for pair in combinations(by_check_in.values(), 2)]

    def _exclusive_sets(self, cohort):
        """[(meetings, how many of them may be made)]."""
        programme = cohort.programme
        occupied_s = 60 * (programme.minutes + programme.gap_minutes)
        sets, per_day = {}, {}
        for number, one in enumerate(self.meetings):
            sets.setdefault(one.key, []).append(number)
            for person in (one.mentee, one.mentor):
                zone = (cohort.mentors.get(person) or cohort.mentees[person]).zone
                day = clock.local_of(zone, one.start_s).date()
                per_day.setdefault((person, day), []).append(number)
                for instant_s in range(one.start_s, one.start_s + occupied_s, clock.SLOT_S):
                    sets.setdefault((person, instant_s), []).append(number)
        distinct = {tuple(members) for members in sets.values() if len(members) > 1}
        return ([(members, 1) for members in sorted(distinct)]
                + [(members, programme.per_day) for members in per_day.values()
                   if len(members) > programme.per_day])

    def _rules(self, cohort):
        rows, limits = [], []
        for members, most in self._exclusive_sets(cohort):
            rows.append({member: 1.0 for member in members})
            limits.append(most)
        for number, sides in enumerate(self.equals, len(self.meetings)):
            for side in sides:
                rows.append({number: 1.0, **{member: -1.0 for member in side}})
                limits.append(0)
        if not rows:
            return []
        entries = [(row, column, value) for row, cells in enumerate(rows)
                   for column, value in cells.items()]
        row, column, value = zip(*entries)
        matrix = coo_array((value, (row, column)), shape=(len(rows), self.n))
        return [LinearConstraint(matrix.tocsc(), ub=limits)]

    def solve(self, cost):
        """The least of an integer goal, and the variables; None if nothing is feasible."""
        found = milp(cost, constraints=self.rules, integrality=numpy.ones(self.n),
                     bounds=Bounds(self.lower, self.upper), options={"mip_rel_gap": 0.0})
        if found.status == 2:
            return None
        if found.status != 0:
            raise RuntimeError("HiGHS found no optimum: %s" % found.message)
        made = numpy.round(found.x)
        return round(float(cost @ made)), made

    def keep(self, cost, value):
        """From now on this goal stays as good as `value`."""
        self.rules.append(LinearConstraint(cost[None, :], ub=value + 0.5))

    def costs(self):
        """The goals of SPEC 6 as numbers to make small."""
        blank = [0.0] * len(self.equals)
        per_meeting = ([-1.0] * len(self.meetings),
                       [float(one.discomforts[1]) for one in self.meetings],
                       [float(one.discomforts[0]) for one in self.meetings])
        goals = [numpy.array(values + blank) for values in per_meeting]
        goals.append(numpy.array([0.0] * len(self.meetings) + [-1.0] * len(self.equals)))
        goals.append(numpy.array([float(one.slot) for one in self.meetings] + blank))
        return goals


def meetings_of_group(cohort, group):
    """All possible meetings of a group's pairs."""
    return [one for week in cohort.programme.check_in_weeks
            for mentee, mentor in group for one in possible_meetings(cohort, mentee, mentor, week)]


def best_goals(cohort, group, n_goals=5):
    """The first goals of the best plan of a group, as goals_of() counts them."""
    meetings = meetings_of_group(cohort, group)
    if not meetings:
        return (0,) * n_goals
    model = _Model(cohort, meetings)
    values = []
    for cost in model.costs()[:n_goals]:
        value, _ = model.solve(cost)
        model.keep(cost, value)
        values.append(value)
    return tuple(values)


def best_plan(cohort, group):
    """The one best plan of a group, down to the last tie: {(week, mentee, mentor): start_s}."""
    meetings = meetings_of_group(cohort, group)
    plan = {}
    if not meetings:
        return plan
    model = _Model(cohort, meetings)
    for cost in model.costs():
        model.keep(cost, model.solve(cost)[0])
    for key in sorted({one.key for one in meetings}):
        members = [number for number, one in enumerate(meetings) if one.key == key]
        saved = model.upper.copy(), list(model.rules)
        made = numpy.zeros(model.n)
        made[members] = 1.0
        model.rules.append(LinearConstraint(made[None, :], lb=0.5))
        starts = numpy.zeros(model.n)
        starts[members] = [float(meetings[member].slot) for member in members]
        found = model.solve(starts)
        if found is None:
            model.upper, model.rules = saved
            model.upper[members] = 0.0
            continue
        chosen = next(member for member in members if found[1][member] == 1.0)
        model.upper[[member for member in members if member != chosen]] = 0.0
        one = meetings[chosen]
        plan[key[0], one.mentee, one.mentor] = one.start_s
    return plan
