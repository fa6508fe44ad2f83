"""Prove a plan from check_ins.csv and the input files alone (SPEC 4, 6, 7, 8.11, 8.12).

Every row is judged against real dates; whether a better plan exists is asked of plan_optimum.py.
"""

from dataclasses import dataclass

import clock
import output
from results import read_csv, require, same_bytes

HEADING = ("week,mode,mentor,mentee,start_utc,end_utc,mentor_local,mentor_zone,mentee_local,"
           "mentee_zone,reason")


@dataclass(frozen=True)
class CheckIn:
    week: int
    mentee: str
    mentor: str
    is_live: bool
    start_s: int
    end_s: int
    reason: str


def read_check_ins(folder):
    """The rows of check_ins.csv."""
    return [CheckIn(int(row["week"]), row["mentee"], row["mentor"], row["mode"] == "live",
                    output.utc_of_text(row["start_utc"]), output.utc_of_text(row["end_utc"]),
                    row["reason"]) for row in read_csv(folder / "check_ins.csv")]


def check_ins_bytes(cohort, check_ins):
    """check_ins.csv for these check-ins."""
    rows = []
    for one in sorted(check_ins, key=lambda one: (one.week, output.by_bytes(one.mentee),
                                                  output.by_bytes(one.mentor))):
        mentor_zone = cohort.mentors[one.mentor].zone
        mentee_zone = cohort.mentees[one.mentee].zone
        rows.append([one.week, "live" if one.is_live else "asynchronous",
                     output.text_cell(one.mentor), output.text_cell(one.mentee),
                     output.utc_text(one.start_s), output.utc_text(one.end_s),
                     output.local_text(mentor_zone, one.start_s), mentor_zone,
                     output.local_text(mentee_zone, one.start_s), mentee_zone, one.reason])
    return output.csv_bytes(HEADING, rows)


class Bookings:
    """Live meetings of every person over both roles: an id is a person (SPEC 2)."""

    def __init__(self, cohort, check_ins):
        self.cohort = cohort
        self.gap_s = 60 * cohort.programme.gap_minutes
        self.length_s = 60 * cohort.programme.minutes
        self.per_day = cohort.programme.per_day
        self.of = {}
        for one in check_ins:
            if one.is_live:
                self.of.setdefault(one.mentee, []).append(one)
                self.of.setdefault(one.mentor, []).append(one)

    def _day(self, person_id, instant_s):
        people = self.cohort.mentors if person_id in self.cohort.mentors else self.cohort.mentees
        return clock.local_of(people[person_id].zone, instant_s).date()

    def leaves_free(self, person_id, start_s, apart_from):
        """Could the person also meet at `start_s`, beside all meetings but `apart_from`?"""
        others = [one for one in self.of.get(person_id, ()) if one is not apart_from]
        for one in others:
            if (start_s < one.end_s + self.gap_s
                    and one.start_s < start_s + self.length_s + self.gap_s):
                return False
        day = self._day(person_id, start_s)
        return sum(self._day(person_id, one.start_s) == day for one in others) < self.per_day


def _expected_reason(cohort, bookings, one, starts_s):
    """The first reason of SPEC 6 that applies to a check-in that is not live; None if none."""
    mentee, mentor = cohort.mentees[one.mentee], cohort.mentors[one.mentor]
    if clock.is_holiday_week(cohort.programme, one.week):
        return "holiday week"
    if mentee.windows is None or mentor.windows is None:
        return "no availability"
    if not starts_s:
        return "no common time"
    mentor_free = [bookings.leaves_free(one.mentor, start_s, one) for start_s in starts_s]
    mentee_free = [bookings.leaves_free(one.mentee, start_s, one) for start_s in starts_s]
    if any(a and b for a, b in zip(mentor_free, mentee_free)):
        return None
    if any(mentor_free) and not any(mentee_free):
        return "mentee full"
    return "mentor full"


def common_starts_s(cohort, mentee_id, mentor_id, week):
    """Instants from which a pair could meet in a term week, ascending."""
    mask = cohort.scorer.common_starts(cohort.mentees[mentee_id], cohort.mentors[mentor_id], week)
    begin_s = clock.week_bounds(cohort.programme, week)[0]
    return [begin_s + clock.SLOT_S * int(slot) for slot in mask.nonzero()[0]]


def _check_one(cohort, bookings, one):
    where = (one.week, one.mentee, one.mentor)
    begin_s, end_s = clock.week_bounds(cohort.programme, one.week)
    starts_s = common_starts_s(cohort, one.mentee, one.mentor, one.week)
    if one.is_live:
        require(one.start_s in starts_s, "not both are free", where, one.start_s)
        require(one.end_s == one.start_s + bookings.length_s, "another length", where)
        require(one.reason == "", "a reason for a live check-in", where)
        for person_id in (one.mentee, one.mentor):
            require(bookings.leaves_free(person_id, one.start_s, one),
                    "double booking, gap or per_day", where, person_id)
    else:
        require((one.start_s, one.end_s) == (begin_s, end_s), "not the term week", where)
        expected = _expected_reason(cohort, bookings, one, starts_s)
        require(expected is not None, "could simply be live", where)
        require(one.reason == expected, "reason", where, one.reason, "should be", expected)


def check_plan(cohort, folder, pairs):
    """Judge check_ins.csv for the pairs of the matching; returns its check-ins."""
    check_ins = read_check_ins(folder)
    wanted = sorted((week, mentee, mentor) for week in cohort.programme.check_in_weeks
                    for mentee, mentor in pairs)
    require(sorted((one.week, one.mentee, one.mentor) for one in check_ins) == wanted,
            "check_ins.csv: not one check-in for every pair and week")
    bookings = Bookings(cohort, check_ins)
    for one in check_ins:
        _check_one(cohort, bookings, one)
    same_bytes("check_ins.csv", (folder / "check_ins.csv").read_bytes(),
               check_ins_bytes(cohort, check_ins))
    return check_ins
