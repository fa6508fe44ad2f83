"""Every contribution of every pair, in exact fractions (SPEC 3), and who is eligible (SPEC 3, 5).

Slow and plain on purpose: one pair at a time, straight from the table of SPEC 3.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, sqrt

import clock

WHOLE = 1_000_000
INT16_LENGTH = 32767


@dataclass
class Contribution:
    """What one criterion gives to one pair."""
    criterion: str
    earned: int
    possible: int
    is_missing: bool
    is_required: bool
    fails: bool


@dataclass
class Verdict:
    """Everything about one pair."""
    contributions: list
    barred: list                # of same person, avoid, forbidden, eligible

    @property
    def score(self):
        return sum(part.earned for part in self.contributions)

    @property
    def failing(self):
        """Names of the rules that exclude the pair, in the order of SPEC 8.9."""
        return ([part.criterion for part in self.contributions if part.fails]
                + [name for name in self.barred if name != "same person"])

    @property
    def is_eligible(self):
        return not self.barred and not any(part.fails for part in self.contributions)


def points_of(criteria):
    """Whole points by largest remainder; they sum to 1,000,000 unless all weights are 0."""
    total = sum(criterion.weight for criterion in criteria)
    if total == 0:
        return [0] * len(criteria)
    shares = [WHOLE * criterion.weight / total for criterion in criteria]
    points = [floor(share) for share in shares]
    by_remainder = sorted(range(len(criteria)), key=lambda n: (points[n] - shares[n], n))
    for n in by_remainder[:WHOLE - sum(points)]:
        points[n] += 1
    return points


def clip(value):
    """Into [0, 1]."""
    return min(max(Fraction(value), Fraction(0)), Fraction(1))


def quantised(numbers):
    """A vector scaled to int16 of length 32,767 (SPEC 3, 8.6); None if it is zero."""
    total = 0.0
    for number in numbers:
        total = total + number * number
    length = sqrt(total)
    if length == 0.0:
        return None
    scaled = [(INT16_LENGTH * number) / length for number in numbers]
    return [floor(abs(Fraction(value)) + Fraction(1, 2)) * (1 if value >= 0 else -1)
            for value in scaled]


def parse_answer(criterion, text, separator):
    """An answer as a value that can be compared; None if it is missing."""
    if text == "":
        return None
    if criterion.kind == "scale":
        step = criterion.levels.index(text) + 1 if criterion.levels is not None else int(text)
        if not criterion.low <= step <= criterion.high:
            raise ValueError("outside the scale")
        return step
    if criterion.kind == "number":
        return Fraction(text)
    if criterion.kind == "choice":
        return text
    if criterion.kind == "tags":
        return frozenset(tag.strip(" \t") for tag in text.split(separator)
                         if tag.strip(" \t")) or None
    numbers = [float(word) for word in text.split()]
    if len(numbers) != criterion.length:
        raise ValueError("a vector of another length")
    return quantised(numbers)


def similarity(criterion, a, b):
    """p/d of the mentee's answer a and the mentor's answer b, none missing (SPEC 3)."""
    width = criterion.high - criterion.low
    way = criterion.kind, criterion.compare
    if way == ("scale", "near"):
        return 1 - Fraction(abs(a - b), width)
    if way == ("scale", "far"):
        return Fraction(abs(a - b), width)
    if way == ("scale", "ahead"):
        return clip(1 - (criterion.by - (b - a)) / width)
    if way == ("number", "near"):
        return clip(1 - abs(a - b) / criterion.range)
    if way == ("choice", "same"):
        return Fraction(a == b)
    if way == ("choice", "different"):
        return Fraction(a != b)
    if way == ("choice", "affinity"):
        return Fraction(criterion.affinity.get(a, {}).get(b, int(a == b)))
    if way == ("tags", "cover"):
        return Fraction(len(a & b), len(a))
    if way == ("tags", "overlap"):
        return Fraction(len(a & b), len(a | b))
    if way == ("tags", "any"):
        return Fraction(bool(a & b))
    dot = sum(x * y for x, y in zip(a, b))
    return clip(Fraction(INT16_LENGTH ** 2 + dot, 2 * INT16_LENGTH ** 2))


class Scorer:
    """Scores of a cohort's pairs. `mentors`, `mentees`: {id: Person}."""

    def __init__(self, programme, mentors, mentees):
        self.programme, self.mentors, self.mentees = programme, mentors, mentees
        self.points = points_of(programme.criteria)
        self.counted_weeks = clock.counted_weeks(programme)
        self._answers = {}
        self.noon_s = clock.DAY_S // 2 + clock.DAY_S * (
            programme.first_day.toordinal() - clock.EPOCH_DAY)

    def answer(self, criterion, person):
        """A person's answer to a question as a value, parsed once; None if missing."""
        key = (person.role, person.id, criterion.name)
        if key not in self._answers:
            people_file = (self.programme.mentors if person.role == "mentor"
                           else self.programme.mentees)
            self._answers[key] = parse_answer(criterion, person.answers[criterion.name],
                                              people_file.list_separator)
        return self._answers[key]

    def common_starts(self, mentee, mentor, week):
        """Slots of a term week from which both are free for a whole meeting."""
        return (clock.starts_of(self.programme, mentee, week)
                & clock.starts_of(self.programme, mentor, week))

    def week_counts(self, mentee, mentor):
        """How many common starts each counted check-in week has."""
        return [int(self.common_starts(mentee, mentor, week).sum())
                for week in self.counted_weeks]

    def _zone_distance(self, mentee, mentor):
        apart = abs(clock.offset_s(mentee.zone, self.noon_s)
                    - clock.offset_s(mentor.zone, self.noon_s)) % 86400
        return Fraction(43200 - min(apart, 86400 - apart), 43200)

    @staticmethod
    def _wishes(mentee, mentor):
        """Mean over the sides that may wish and did; None if none did."""
        values = []
        for one, other in ((mentee, mentor), (mentor, mentee)):
            if one.wishes:
                places = len(one.wishes)
                values.append(Fraction(places - one.wishes.index(other.id), places)
                              if other.id in one.wishes else Fraction(0))
        return Fraction(sum(values), len(values)) if values else None

    def _judge(self, criterion, mentee, mentor):
        """(similarity or None if missing, whether the pair passes a `required`)."""
        if criterion.kind == "common_time":
            if mentee.windows is None or mentor.windows is None or not self.counted_weeks:
                return None, criterion.missing_passes
            counts = self.week_counts(mentee, mentor)
            needed = min(criterion.live_weeks or len(counts), len(counts))
            enough = criterion.enough_starts
            return (Fraction(sum(min(count, enough) for count in counts), len(counts) * enough),
                    sum(count > 0 for count in counts) >= needed)
        if criterion.kind == "zone_distance":
            value = self._zone_distance(mentee, mentor)
        elif criterion.kind == "wishes":
            value = self._wishes(mentee, mentor)
        else:
            a, b = self.answer(criterion, mentee), self.answer(criterion, mentor)
            value = None if a is None or b is None else similarity(criterion, a, b)
        if value is None:
            return None, criterion.missing_passes
        return value, value >= criterion.at_least

    def barred(self, mentee, mentor):
        """Rules apart from required criteria, in the order of SPEC 8.9."""
        rules = (("same person", mentee.id == mentor.id),
                 ("avoid", mentor.id in mentee.avoid or mentee.id in mentor.avoid),
                 ("forbidden", (mentee.id, mentor.id) in self.programme.forbidden),
                 ("eligible", not mentee.eligible or not mentor.eligible))
        return [name for name, applies in rules if applies]

    def verdict(self, mentee_id, mentor_id):
        """Contributions and rules of one pair."""
        mentee, mentor = self.mentees[mentee_id], self.mentors[mentor_id]
        parts = []
        for criterion, points in zip(self.programme.criteria, self.points):
            value, passes = self._judge(criterion, mentee, mentor)
            used = criterion.missing if value is None else value
            parts.append(Contribution(
                criterion=criterion.name, earned=floor(points * used + Fraction(1, 2)),
                possible=points, is_missing=value is None, is_required=criterion.required,
                fails=criterion.required and not passes))
        return Verdict(parts, self.barred(mentee, mentor))
