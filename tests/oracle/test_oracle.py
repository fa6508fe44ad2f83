#!/usr/bin/python3
"""Cases computed by hand from SPEC that judge the judges: scores, time, matching, plans."""

import sys
import tempfile
import unittest
from datetime import date
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import clock
import matching
import numpy
import plan_optimum
from bulk import bulk_tables
from cohort import Cohort
from cohort_maker import make_cohort
from output import csv_bytes, millionths, name_in_files, text_cell
from people import parse_windows
from programme import Criterion
from scores import parse_answer, points_of, similarity

HOUR_S = 3600


def criterion(kind, compare, **options):
    return Criterion(name="q", kind=kind, compare=compare, weight=Fraction(1), **options)


class Scores(unittest.TestCase):
    """SPEC 3."""

    def test_points_sum_to_a_million_by_largest_remainder(self):
        thirds = [Criterion("a", "tags", weight=Fraction(1)) for _ in range(3)]
        self.assertEqual(points_of(thirds), [333334, 333333, 333333])
        sevenths = [Criterion("a", "tags", weight=Fraction(n)) for n in (1, 4, 2)]
        # 142857.14, 571428.57, 285714.29: the second has the largest remainder
        self.assertEqual(points_of(sevenths), [142857, 571429, 285714])
        self.assertEqual(points_of([Criterion("a", "tags")]), [0])

    def test_similarities_follow_the_table(self):
        scale = {"low": 1, "high": 5}
        cases = [
            (criterion("scale", "near", **scale), 2, 4, "1/2"),
            (criterion("scale", "far", **scale), 2, 5, "3/4"),
            (criterion("scale", "ahead", **scale), 3, 4, "1"),
            (criterion("scale", "ahead", **scale), 3, 3, "3/4"),
            (criterion("scale", "ahead", **scale), 5, 1, "0"),
            (criterion("number", "near", range=Fraction(10)), Fraction("2.5"), 5, "3/4"),
            (criterion("number", "near", range=Fraction(10)), 0, 50, "0"),
            (criterion("choice", "same"), "a", "A", "0"),
            (criterion("choice", "different"), "a", "A", "1"),
            (criterion("choice", "affinity", affinity={"a": {"b": Fraction("0.7")}}),
             "a", "b", "7/10"),
            (criterion("choice", "affinity", affinity={"a": {"b": Fraction("0.7")}}),
             "b", "a", "0"),
            (criterion("choice", "affinity", affinity={}), "c", "c", "1"),
            (criterion("tags", "cover"), {"x", "y", "z"}, {"z", "w"}, "1/3"),
            (criterion("tags", "overlap"), {"x", "y", "z"}, {"z", "w"}, "1/4"),
            (criterion("tags", "any"), {"x"}, {"y"}, "0")]
        for rule, mentee, mentor, value in cases:
            self.assertEqual(similarity(rule, mentee, mentor), Fraction(value), rule)

    def test_vectors_become_integers_of_length_32767(self):
        rule = criterion("vector", "cosine", length=2)
        self.assertEqual(parse_answer(rule, "3 4", ";"), [19660, 26214])
        self.assertEqual(parse_answer(rule, "-1 1", ";"), [-23170, 23170])
        self.assertIsNone(parse_answer(rule, "0 0.0", ";"))
        right, up, left = ([32767, 0], [0, 32767], [-32767, 0])
        self.assertEqual(similarity(rule, right, right), 1)
        self.assertEqual(similarity(rule, right, up), Fraction(1, 2))
        self.assertEqual(similarity(rule, right, left), 0)

    def test_a_set_without_tags_is_missing(self):
        self.assertIsNone(parse_answer(criterion("tags", "any"), " ; ;", ";"))


def slots(zone, text, week, away=(), dates=(None, None)):
    """Free slots of a person from Monday 00:00 UTC, as (first, end) runs."""
    begin_s = (date.fromisoformat(week).toordinal() - clock.EPOCH_DAY) * clock.DAY_S
    seconds = clock.free_seconds(zone, parse_windows(text), away, dates,
                                 (begin_s, begin_s + 7 * clock.DAY_S))
    free = [False] + seconds.reshape(-1, clock.SLOT_S).all(axis=1).tolist() + [False]
    edges = [n - 1 for n in range(1, len(free)) if free[n] != free[n - 1]]
    return list(zip(edges[::2], edges[1::2]))


class Time(unittest.TestCase):
    """SPEC 2 (availability) and 4. A day has 96 slots."""

    def test_availability_is_read_as_written(self):
        self.assertEqual(parse_windows("Sat-Mon 9:00-10:00"),
                         ((0, 540, 600), (5, 540, 600), (6, 540, 600)))
        self.assertEqual(parse_windows("tuesday , THU 22:30 - 1:00;;Wed 0:00-24:00"),
                         ((1, 1350, 1500), (2, 0, 1440), (3, 1350, 1500)))
        with self.assertRaises(ValueError):
            parse_windows("Mon 9:00-9:00")

    def test_summer_time_moves_a_window(self):
        self.assertEqual(slots("Europe/London", "Mon 9:00-10:00", "2025-07-07"), [(32, 36)])
        self.assertEqual(slots("Europe/London", "Mon 9:00-10:00", "2025-01-06"), [(36, 40)])

    def test_a_missing_hour_gives_nothing(self):
        sunday = 6 * 96
        self.assertEqual(slots("Europe/Berlin", "Sun 1:00-4:00", "2026-03-23"),
                         [(sunday, sunday + 8)])
        self.assertEqual(slots("Europe/Berlin", "Sun 2:00-3:00", "2026-03-23"), [])

    def test_a_repeated_hour_counts_twice(self):
        sunday = 6 * 96
        self.assertEqual(slots("Europe/Dublin", "Sun 1:00-2:00", "2026-10-19"),
                         [(sunday, sunday + 8)])
        # Lord Howe goes back half an hour at 02:00 (15:00 UTC on Saturday)
        self.assertEqual(slots("Australia/Lord_Howe", "Sun 1:30-2:00", "2026-03-30"),
                         [(5 * 96 + 58, 5 * 96 + 62)])

    def test_a_day_away_keeps_the_evening_before(self):
        saturday = (date(2026, 10, 24), date(2026, 10, 24))
        friday = 4 * 96
        self.assertEqual(slots("UTC", "Fri 22:00-1:00", "2026-10-19", (saturday,)),
                         [(friday + 88, friday + 96)])
        self.assertEqual(slots("UTC", "Fri 22:00-1:00", "2026-10-19", (),
                               (date(2026, 10, 24), None)), [(friday + 96, friday + 100)])

    def test_a_quarter_hour_is_free_only_as_a_whole(self):
        self.assertEqual(slots("UTC", "Mon 9:10-10:05", "2026-10-19"), [(37, 40)])
        self.assertEqual(slots("UTC+05:45", "Mon 9:00-10:00", "2026-10-19"), [(13, 17)])

    def test_a_date_that_does_not_exist_begins_where_the_next_does(self):
        # Samoa skipped 2011-12-30: local midnight of the 31st is 10:00 UTC on the 30th
        the_30th_s = (date(2011, 12, 30).toordinal() - clock.EPOCH_DAY) * clock.DAY_S
        for day in (date(2011, 12, 30), date(2011, 12, 31)):
            self.assertEqual(clock.first_instant_s(day, "Pacific/Apia"), the_30th_s + 10 * HOUR_S)
        # Santiago: no 00:00 to 01:00 on 2026-09-06
        the_6th_s = (date(2026, 9, 6).toordinal() - clock.EPOCH_DAY) * clock.DAY_S
        self.assertEqual(clock.first_instant_s(date(2026, 9, 6), "America/Santiago"),
                         the_6th_s + 4 * HOUR_S)


def problem(score, wants, capacity, **options):
    """One kind of mentor unless `kind` says otherwise; ineligible pairs are scored -1."""
    score = numpy.array(score)
    wants = [want if isinstance(want, dict) else {"mentor": want} for want in wants]
    return matching.Problem(score.clip(0), score >= 0, wants,
                            options.get("kind", ["mentor"] * len(capacity)), capacity,
                            options.get("fixed", set()),
                            options.get("goals", ["participation", "total"]))


class Matchings(unittest.TestCase):
    """SPEC 5; every judge that applies must find the same."""

    def check(self, case, mentees, requests, total):
        expected = matching.Reached(mentees, requests, total)
        for way in (matching.by_enumeration, matching.by_assignment, matching.by_programming):
            found = way(case)
            if found is not None:
                self.assertEqual(found, expected, way.__name__)

    def test_full_mentor_sends_mentee_to_second_choice(self):
        self.check(problem([[9, 8], [9, 1]], [1, 1], [1, 1]), 2, 2, 17)

    def test_participation_comes_before_the_total(self):
        score = [[10, 10], [1, -1]]
        self.check(problem(score, [2, 1], [1, 1]), 2, 2, 11)
        self.check(problem(score, [2, 1], [1, 1], goals=["total"]), 1, 2, 20)

    def test_without_participation_pairs_of_score_0_are_made(self):
        self.check(problem([[0]], [1], [1], goals=["total"]), 1, 1, 0)

    def test_a_pair_is_used_once(self):
        self.check(problem([[5]], [2], [2]), 1, 1, 5)

    def test_kinds_are_kept_apart(self):
        case = problem([[5, 9], [4, 8]], [{"peer": 1, "expert": 1}, {"peer": 1}], [1, 1],
                       kind=["peer", "expert"])
        self.check(case, 2, 2, 13)

    def test_a_forced_pair_is_made(self):
        self.check(problem([[-1, 7], [9, 8]], [1, 1], [1, 1], fixed={(0, 0)}), 2, 2, 8)

    def test_prices_prove_the_optimum_and_nothing_else(self):
        case = problem([[9, 8], [9, 1], [5, 5]], [1, 1, 1], [1, 1])
        # One more place of the first mentor: 9 + 9 + 5, six more; of the second: five more.
        best = matching.Reached(2, 2, 17)
        self.assertTrue(matching.proven_by_prices(case, [(1, 6), (1, 5)], best))
        self.assertTrue(matching.proven_by_prices(case, [(1, 7), (1, 5)], best))
        self.assertFalse(matching.proven_by_prices(case, [(1, 5), (1, 5)], best))
        self.assertFalse(matching.proven_by_prices(case, [(0, 6), (1, 5)], best))
        self.assertFalse(matching.proven_by_prices(case, [(1, 6), (1, 5)],
                                                   matching.Reached(2, 2, 14)))

    def test_broken_rules_are_noticed(self):
        case = problem([[9, -1], [9, 1]], [1, 1], [1, 1], fixed={(0, 0)})
        self.assertIsNone(matching.broken_rule(case, [(0, 0), (1, 1)]))
        for pairs in ([(1, 1)], [(0, 0), (0, 0)], [(0, 0), (1, 0)], [(0, 0), (0, 1)]):
            self.assertIsNotNone(matching.broken_rule(case, pairs), pairs)


PROGRAMME = """{"mentormatch": 1, "term": {"first_day": "2026-10-19", "weeks": 2,
 "time_zone": "Europe/London"}, "check_ins": {"weeks": [1, 2], "minutes": 30%s},
 "mentors": {"file": "mentors.csv"}, "mentees": {"file": "mentees.csv"}}"""


def plan(options, mentor, mentees):
    """The best plan of one mentor with some mentees, as {(week, mentee): hours from the begin}."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "programme.json").write_text(PROGRAMME % options)
        head = "id,time_zone,availability,capacity\n"
        (folder / "mentors.csv").write_text(head + 'm,%s,"%s",9\n' % mentor)
        (folder / "mentees.csv").write_text(head + "".join(
            'e%d,%s,"%s",\n' % (number, *mentee) for number, mentee in enumerate(mentees, 1)))
        cohort = Cohort(folder / "programme.json")
    group = [(name, "m") for name in cohort.mentee_ids]
    found = plan_optimum.best_plan(cohort, group)
    made = [meeting for meeting in plan_optimum.meetings_of_group(cohort, group)
            if found.get((meeting.key[0], meeting.mentee, "m")) == meeting.start_s]
    assert plan_optimum.goals_of(made) == plan_optimum.best_goals(cohort, group)
    return {(week, mentee): (start_s - clock.week_bounds(cohort.programme, week)[0]) / HOUR_S
            for (week, mentee, _), start_s in found.items()}


class Plans(unittest.TestCase):
    """SPEC 6. London is on summer time in week 1, not in week 2."""

    def test_two_mentees_share_an_hour(self):
        london = ("Europe/London", "Mon 9:00-10:00")
        self.assertEqual(plan("", london, [london, london]),
                         {(1, "e1"): 9, (1, "e2"): 9.5, (2, "e1"): 9, (2, "e2"): 9.5})

    def test_a_gap_leaves_room_for_one(self):
        london = ("Europe/London", "Mon 9:00-10:00")
        self.assertEqual(plan(', "gap_minutes": 15', london, [london, london]),
                         {(1, "e1"): 9, (2, "e1"): 9})

    def test_comfort_comes_before_the_early_hour(self):
        london = ("Europe/London", "Mon 7:00-8:30")
        self.assertEqual(plan("", london, [london]), {(1, "e1"): 8, (2, "e1"): 8})

    def test_the_same_hour_comes_before_the_early_one(self):
        # New York is still on summer time in week 2: 9:00 there is 14:00, then 13:00 in London
        mentee = ("America/New_York", "Mon 9:00-11:00")
        self.assertEqual(plan("", ("Europe/London", "Mon 13:00-14:30"), [mentee]),
                         {(1, "e1"): 14, (2, "e1"): 13})

    def test_per_day_sends_the_second_to_another_day(self):
        london = ("Europe/London", "Mon,Tue 9:00-10:00")
        self.assertEqual(plan(', "per_day": 1', london, [london, london]),
                         {(1, "e1"): 9, (1, "e2"): 33, (2, "e1"): 9, (2, "e2"): 33})

    def test_groups_are_connected_over_both_roles(self):
        found = plan_optimum.groups([("a", "m"), ("b", "n"), ("m", "o"), ("c", "n")])
        self.assertEqual(sorted(map(sorted, found)),
                         [[("a", "m"), ("m", "o")], [("b", "n"), ("c", "n")]])


class Bulk(unittest.TestCase):
    """The numpy short cut is the plain computation."""

    def test_bulk_tables_equal_every_pair(self):
        n_pairs = 0
        for seed in range(40):
            with tempfile.TemporaryDirectory() as folder:
                cohort = Cohort(make_cohort(seed, folder)[0])
                if any(rule.kind in ("wishes", "vector") for rule in cohort.programme.criteria):
                    continue
                for fast, plain in zip(bulk_tables(cohort), cohort.tables()):
                    self.assertTrue((fast == plain).all(), "seed %d" % seed)
                    n_pairs += plain.size
        self.assertGreater(n_pairs, 100)


class Output(unittest.TestCase):
    """SPEC 7, 8.15."""

    def test_cells_are_guarded_and_quoted_only_where_needed(self):
        self.assertEqual(csv_bytes("a,b", [[text_cell("=x"), 'y"z']]), b'a,b\n\'=x,"y""z"\n')
        self.assertEqual([millionths(n) for n in (1000000, -12, 0)],
                         ["1.000000", "-0.000012", "0.000000"])

    def test_file_names_are_escaped_cut_and_told_apart(self):
        self.assertEqual(name_in_files("a/é.b", ["a/é.b"]), "a%2F%C3%A9.b")
        self.assertRegex(name_in_files("Anna", ["Anna", "anna"]), "^Anna-[0-9a-f]{16}$")
        self.assertRegex(name_in_files("b" + "é" * 40, []), "^b(%C3%A9){16}%C3-[0-9a-f]{16}$")
        self.assertEqual(name_in_files("x" * 120, []), "x" * 120)


if __name__ == "__main__":
    unittest.main()
