"""Scores and eligibility of all pairs of a large cohort, exact, by numpy (SPEC 3).

People with the same answer are judged once: the fraction of scores.py is computed for every two
different answers and spread over the pairs. Wishes and vectors have no such short cut and are not
done here. test_oracle.py compares this with scores.py pair by pair.
"""

from fractions import Fraction
from math import floor

import clock
import numpy
from scores import similarity


def _earned(points, value):
    return floor(points * value + Fraction(1, 2))


def _numbered(values):
    """(different values, number of each person's value)."""
    number_of = {}
    numbers = [number_of.setdefault(value, len(number_of)) for value in values]
    return list(number_of), numpy.array(numbers, dtype=numpy.intp)


class _Part:
    """One criterion: contributions and failures over different answers, spread on demand."""

    def __init__(self, criterion, points):
        self.criterion, self.points = criterion, points
        self.known = {}

    def _cell(self, key, value):
        """(earned, fails) of a similarity (None: missing), computed once for each `key`."""
        if key not in self.known:
            rule, found = self.criterion, value()
            passes = rule.missing_passes if found is None else found >= rule.at_least
            used = rule.missing if found is None else found
            self.known[key] = (_earned(self.points, used), rule.required and not passes)
        return self.known[key]

    def of_answers(self, mentee_answers, mentor_answers):
        """(earned, fails): tables over the different answers of both sides."""
        shape = (len(mentee_answers), len(mentor_answers))
        earned, fails = numpy.zeros(shape, numpy.int32), numpy.zeros(shape, bool)
        for row, a in enumerate(mentee_answers):
            for column, b in enumerate(mentor_answers):
                if a is None or b is None:
                    key = None
                elif self.criterion.kind == "tags":
                    key = (len(a & b), len(a), len(b))
                else:
                    key = (a, b)
                earned[row, column], fails[row, column] = self._cell(
                    key, lambda: None if key is None else similarity(self.criterion, a, b))
        return earned, fails

    def of_zones(self, mentee_offsets, mentor_offsets):
        """The same for zone_distance."""
        apart = numpy.abs(numpy.subtract.outer(mentee_offsets, mentor_offsets)) % clock.DAY_S
        near = 43200 - numpy.minimum(apart, clock.DAY_S - apart)
        cells = {int(value): self._cell(int(value), lambda: Fraction(int(value), 43200))
                 for value in numpy.unique(near)}
        return (numpy.vectorize(lambda value: cells[value][0], otypes=[numpy.int32])(near),
                numpy.vectorize(lambda value: cells[value][1], otypes=[bool])(near))

    def of_starts(self, mentee_starts, mentor_starts, counted):
        """The same for common_time; starts: [person][week] masks, None if not stated."""
        rule = self.criterion
        enough, needed = rule.enough_starts, min(rule.live_weeks or counted, counted)
        shape = (len(mentee_starts), len(mentor_starts))
        total, live = numpy.zeros(shape, numpy.int64), numpy.zeros(shape, numpy.int64)
        for week in range(counted):
            sides = [numpy.array([masks[week] if masks is not None else masks_of_nobody(side, week)
                                  for masks in side], dtype=numpy.float32)
                     for side in (mentee_starts, mentor_starts)]
            counts = numpy.rint(sides[0] @ sides[1].T).astype(numpy.int64)
            total += numpy.minimum(counts, enough)
            live += counts > 0
        worth = numpy.array([_earned(self.points, Fraction(value, max(counted * enough, 1)))
                             for value in range(counted * enough + 1)], dtype=numpy.int32)
        earned, fails = worth[total], rule.required & (live < needed)
        missing = (numpy.array([masks is None for masks in mentee_starts])[:, None]
                   | numpy.array([masks is None for masks in mentor_starts]))
        missing |= counted == 0
        earned[missing] = _earned(self.points, rule.missing)
        fails[missing] = rule.required and not rule.missing_passes
        return earned, fails


def masks_of_nobody(side, week):
    """No start at all, in the length of the others' masks."""
    known = next((masks for masks in side if masks is not None), None)
    return numpy.zeros(len(known[week]) if known is not None else 1, dtype=bool)


def _sides(cohort, criterion):
    """((different values, numbers) of the mentees, the same of the mentors)."""
    scorer, programme = cohort.scorer, cohort.programme
    sides = []
    for people, ids in ((cohort.mentees, cohort.mentee_ids), (cohort.mentors, cohort.mentor_ids)):
        if criterion.kind == "common_time":
            values = [(one.zone, one.windows, one.away, one.first_date, one.last_date)
                      for one in (people[name] for name in ids)]
            different, numbers = _numbered(values)
            someone = {value: people[name] for value, name in zip(values, ids)}
            masks = [None if value[1] is None else
                     [clock.starts_of(programme, someone[value], week)
                      for week in scorer.counted_weeks] for value in different]
            sides.append((masks, numbers))
        elif criterion.kind == "zone_distance":
            sides.append(_numbered([clock.offset_s(people[name].zone, scorer.noon_s)
                                    for name in ids]))
        else:
            sides.append(_numbered([scorer.answer(criterion, people[name]) for name in ids]))
    return sides


def _barred(cohort):
    """Pairs that a rule other than a required criterion excludes."""
    barred = numpy.zeros((len(cohort.mentee_ids), len(cohort.mentor_ids)), dtype=bool)
    row = {name: number for number, name in enumerate(cohort.mentee_ids)}
    column = {name: number for number, name in enumerate(cohort.mentor_ids)}
    pairs = [(name, name) for name in row.keys() & column.keys()]
    pairs += cohort.programme.forbidden
    pairs += [(mentee.id, name) for mentee in cohort.mentees.values() for name in mentee.avoid]
    pairs += [(name, mentor.id) for mentor in cohort.mentors.values() for name in mentor.avoid]
    for mentee, mentor in pairs:
        if mentee in row and mentor in column:
            barred[row[mentee], column[mentor]] = True
    barred[[row[name] for name in row if not cohort.mentees[name].eligible], :] = True
    barred[:, [column[name] for name in column if not cohort.mentors[name].eligible]] = True
    return barred


def bulk_tables(cohort):
    """(score, eligible) over all pairs, as Cohort.tables() gives them."""
    score = numpy.zeros((len(cohort.mentee_ids), len(cohort.mentor_ids)), dtype=numpy.int32)
    barred = _barred(cohort)
    for criterion, points in zip(cohort.programme.criteria, cohort.scorer.points):
        if criterion.kind in ("wishes", "vector"):
            raise ValueError("no short cut for %s" % criterion.kind)
        part = _Part(criterion, points)
        (mentees, row), (mentors, column) = _sides(cohort, criterion)
        if not mentees or not mentors:
            continue
        if criterion.kind == "common_time":
            earned, fails = part.of_starts(mentees, mentors, len(cohort.scorer.counted_weeks))
        elif criterion.kind == "zone_distance":
            earned, fails = part.of_zones(mentees, mentors)
        else:
            earned, fails = part.of_answers(mentees, mentors)
        for number, mentee in enumerate(row):       # a row at a time: no second large table
            score[number] += earned[mentee, column]
            barred[number] |= fails[mentee, column]
    return score, ~barred
