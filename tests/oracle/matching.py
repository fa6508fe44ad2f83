"""The optimum of a matching (SPEC 5), found in three unrelated ways.

by_enumeration   all choices of one mentee after the other, with what is left of the places
by_assignment    SciPy's linear_sum_assignment, a column for every place
by_programming   SciPy's mixed-integer solver (HiGHS), goal by goal

and, where a matching is too large for these, proven_by_prices: prices that nobody can beat.
A problem is given by scores and eligibility alone, so that the judges also serve for other scores.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product

import numpy
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import coo_array

MOST_STATES = 20_000


@dataclass
class Problem:
    """Axes: mentee, mentor. A pair may be made where `eligible` is set, must where `fixed` is."""
    score: numpy.ndarray        # millionths
    eligible: numpy.ndarray     # bool
    wants: list                 # [mentee] {kind: how many}
    kind: list                  # [mentor]
    capacity: list              # [mentor]
    fixed: set                  # {(mentee, mentor)}
    goals: list

    def with_one_more(self, mentor):
        """The same with one more place on a mentor."""
        capacity = list(self.capacity)
        capacity[mentor] += 1
        return Problem(self.score, self.eligible, self.wants, self.kind, capacity, self.fixed,
                       self.goals)


@dataclass
class Reached:
    """What a set of pairs reaches."""
    mentees: int
    requests: int
    total: int

    def in_order(self, goals):
        """As a tuple in the order of the goals: larger is better (SPEC 5)."""
        values = []
        for goal in goals:
            values += [self.mentees, self.requests] if goal == "participation" else [self.total]
        return tuple(values if "participation" in goals else values + [self.requests])


def reached(problem, pairs):
    """Mentees with a mentor, requests filled and total of the pairs."""
    return Reached(len({mentee for mentee, _ in pairs}), len(pairs),
                   int(sum(int(problem.score[pair]) for pair in pairs)))


def broken_rule(problem, pairs):
    """A sentence about the first rule of SPEC 5 that the pairs break; None if they keep all."""
    pairs = list(pairs)
    if len(set(pairs)) != len(pairs):
        return "a pair is there twice"
    if not problem.fixed <= set(pairs):
        return "a fixed pair is missing"
    for mentee, mentor in pairs:
        if not problem.eligible[mentee, mentor] and (mentee, mentor) not in problem.fixed:
            return "an ineligible pair is made"
    loads = Counter(mentor for _, mentor in pairs)
    if any(load > problem.capacity[mentor] for mentor, load in loads.items()):
        return "a mentor has more mentees than places"
    had = Counter((mentee, problem.kind[mentor]) for mentee, mentor in pairs)
    if any(count > problem.wants[mentee].get(kind, 0) for (mentee, kind), count in had.items()):
        return "a mentee has more mentors of a kind than wanted"
    return None


def _choices(problem, mentee):
    """Every set of mentors that one mentee may get, as tuples."""
    by_kind = []
    for kind, wanted in problem.wants[mentee].items():
        possible = [mentor for mentor, its_kind in enumerate(problem.kind)
                    if its_kind == kind and problem.capacity[mentor] > 0
                    and (problem.eligible[mentee, mentor] or (mentee, mentor) in problem.fixed)]
        must = {mentor for mentor in possible if (mentee, mentor) in problem.fixed}
        by_kind.append([choice for size in range(min(wanted, len(possible)) + 1)
                        for choice in combinations(possible, size) if must <= set(choice)])
    return [sum(choice, ()) for choice in product(*by_kind)]


def by_enumeration(problem):
    """The optimum by trying everything; None if that would take too long."""
    best = {tuple(problem.capacity): ((), Reached(0, 0, 0))}
    for mentee in range(len(problem.wants)):
        choices = _choices(problem, mentee)
        if len(best) * len(choices) > MOST_STATES:
            return None
        following = {}
        for places, (_, value) in best.items():
            for choice in choices:
                left = list(places)
                for mentor in choice:
                    left[mentor] -= 1
                if min(left, default=0) < 0:
                    continue
                found = Reached(value.mentees + bool(choice), value.requests + len(choice),
                                value.total + sum(int(problem.score[mentee, mentor])
                                                  for mentor in choice))
                rank = found.in_order(problem.goals)
                if tuple(left) not in following or following[tuple(left)][0] < rank:
                    following[tuple(left)] = (rank, found)
        best = following
    return max(best.values(), key=lambda entry: entry[0])[1]


def _pair_worth(problem, n_rows):
    """One number a pair whose sum orders matchings as the goals do, where a mentee wants one."""
    if problem.goals == ["participation"]:
        return numpy.ones(problem.score.shape)
    if problem.goals[0] == "participation":
        return problem.score + float(n_rows * 1_000_000 + 1)
    return problem.score * float(n_rows + 1) + 1.0


def by_assignment(problem):
    """The optimum where nobody wants more than one mentor; else None."""
    if any(sum(wants.values()) > 1 for wants in problem.wants):
        return None
    pairs = set(problem.fixed)
    served = {mentee for mentee, _ in pairs}
    rows = [mentee for mentee, wants in enumerate(problem.wants)
            if sum(wants.values()) == 1 and mentee not in served]
    columns = []
    for mentor, places in enumerate(problem.capacity):
        left = places - sum(pair[1] == mentor for pair in pairs)
        columns += [mentor] * min(left, len(rows))
    wanted = numpy.array([[list(problem.wants[row]).count(kind) and problem.wants[row][kind] > 0
                           for kind in problem.kind] for row in rows], dtype=bool)
    if rows and columns:
        allowed = (problem.eligible[rows] & wanted)[:, columns]
        worth = numpy.where(allowed, _pair_worth(problem, len(rows))[rows][:, columns], 0.0)
        for row, column in zip(*linear_sum_assignment(worth, maximize=True)):
            if allowed[row, column]:
                pairs.add((rows[row], columns[column]))
    return reached(problem, pairs)


def _rows_of(groups, n_variables):
    """A 0/1 matrix: one row a group, ones at the group's variables."""
    row = [number for number, group in enumerate(groups) for _ in group]
    column = [variable for group in groups for variable in group]
    return coo_array((numpy.ones(len(row)), (row, column)), shape=(len(groups), n_variables))


def pairs_by_programming(problem):
    """Optimal pairs by integer programming, one goal after the other."""
    pairs = [(mentee, mentor) for mentee, wants in enumerate(problem.wants)
             for mentor, kind in enumerate(problem.kind)
             if wants.get(kind, 0) > 0
             and (problem.eligible[mentee, mentor] or (mentee, mentor) in problem.fixed)]
    if not pairs:
        return []
    n_pairs, n_mentees = len(pairs), len(problem.wants)
    n_variables = n_pairs + n_mentees       # then: has this mentee a mentor
    of_mentee = [[] for _ in range(n_mentees)]
    of_request, of_mentor = {}, {}
    for number, (mentee, mentor) in enumerate(pairs):
        of_mentee[mentee].append(number)
        of_request.setdefault((mentee, problem.kind[mentor]), []).append(number)
        of_mentor.setdefault(mentor, []).append(number)
    limits = [problem.wants[mentee][kind] for mentee, kind in of_request]
    limits += [problem.capacity[mentor] for mentor in of_mentor]
    covered = _rows_of(of_mentee, n_variables).tolil()
    for mentee in range(n_mentees):
        covered[mentee, n_pairs + mentee] = -1
    rules = [LinearConstraint(_rows_of(list(of_request.values()) + list(of_mentor.values()),
                                       n_variables).tocsc(), ub=limits),
             LinearConstraint(covered.tocsc(), lb=0)]
    goal_rows = {
        "mentees": numpy.r_[numpy.zeros(n_pairs), numpy.ones(n_mentees)],
        "requests": numpy.r_[numpy.ones(n_pairs), numpy.zeros(n_mentees)],
        "total": numpy.r_[[float(problem.score[pair]) for pair in pairs],
                          numpy.zeros(n_mentees)]}
    order = sum((["mentees", "requests"] if goal == "participation" else [goal]
                 for goal in problem.goals), [])
    order += [] if "participation" in problem.goals else ["requests"]
    least = numpy.array([float(pair in problem.fixed) for pair in pairs] + [0.0] * n_mentees)
    for goal in order:
        found = milp(-goal_rows[goal], constraints=rules, integrality=numpy.ones(n_variables),
                     bounds=Bounds(least, numpy.ones(n_variables)),
                     options={"mip_rel_gap": 0.0})
        if found.status != 0:
            raise RuntimeError("HiGHS found no optimum: %s" % found.message)
        value = round(float(goal_rows[goal] @ numpy.round(found.x)))
        rules.append(LinearConstraint(goal_rows[goal][None, :], lb=value - 0.5))
    chosen = [pair for pair, x in zip(pairs, found.x) if x > 0.5]
    if broken_rule(problem, chosen):
        raise RuntimeError("HiGHS broke a rule: %s" % broken_rule(problem, chosen))
    return chosen


def by_programming(problem):
    """The optimum by integer programming."""
    return reached(problem, pairs_by_programming(problem))


def optimum(problem):
    """The best that can be reached, by every way that applies; they must agree."""
    found = [way(problem) for way in (by_enumeration, by_assignment)]
    found = [value for value in found if value is not None]
    if len(found) < 2:
        found.append(by_programming(problem))
    ranks = {value.in_order(problem.goals) for value in found}
    if len(ranks) != 1:
        raise RuntimeError("the judges disagree: %s" % sorted(ranks))
    return found[0]


def quick_optimum(problem):
    """The same by one way only, for many problems that differ little."""
    for way in (by_assignment, by_enumeration, by_programming):
        found = way(problem)
        if found is not None:
            return found
    return None


def proven_by_prices(problem, prices, value):
    """Do the mentors' prices prove that `value` is the optimum? By weak duality, in integers.

    prices: [mentor] (fills, adds in millionths). For participation before total and mentees who
    want one mentor: a pair fills one request and adds its score. Whatever the matching, it cannot
    exceed all places at their prices plus, for each mentee, the best that a pair leaves over.
    """
    if (problem.goals != ["participation", "total"] or problem.fixed
            or any(sum(wants.values()) > 1 for wants in problem.wants)):
        raise ValueError("prices prove only the plain case")
    fill = 1 << 40                                      # more than any total
    price = numpy.array([fill * fills + adds for fills, adds in prices], dtype=numpy.int64)
    if (price < 0).any():
        return False
    bound = int(sum(int(one) * places for one, places in zip(price, problem.capacity)))
    kinds = {kind: numpy.array([kind == other for other in problem.kind])
             for kind in set(problem.kind)}
    for mentee, wants in enumerate(problem.wants):
        for kind, wanted in wants.items():
            possible = problem.eligible[mentee] & kinds.get(kind, False)
            if wanted and possible.any():
                left = fill + problem.score[mentee].astype(numpy.int64) - price
                bound += max(int(left[possible].max()), 0)
    return bound == fill * value.requests + value.total
