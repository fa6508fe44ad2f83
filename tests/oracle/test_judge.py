#!/usr/bin/python3
"""A result folder written by hand from SPEC: the judge accepts it and notices every change."""

import hashlib
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from cohort import Cohort
from judge import judge
from results import Wrong

# Scores: e1 with m1 1, m2 1/2; e2 3/4 with both; e3 1/2 and 0. Best: e1-m1, e2-m2; a second place
# of m1 lets e3 in at 1/2, one of m2 fills a request and adds nothing.
INPUT = {
    "programme.json": """{"mentormatch": 1, "name": "Two weeks", "term": {"first_day": "2026-09-07",
 "weeks": 2, "time_zone": "UTC", "holidays": ["2026-09-15"]}, "check_ins": {"minutes": 60},
 "mentors": {"file": "mentors.csv"}, "mentees": {"file": "mentees.csv"}, "questions":
 [{"id": "level", "kind": "scale", "compare": "near", "from": 1, "to": 5, "weight": 1}]}
""".replace('"minutes": 60', '"minutes": 60, "weeks": [1, "final"]'),
    "mentors.csv": """id,name,time_zone,availability,level
m1,Mia,UTC,Mon 10:00-11:00,3
m2,,UTC,Tue 10:00-12:00,5
""",
    "mentees.csv": """id,name,time_zone,availability,level
e1,Eve,UTC,Mon 10:00-11:00,3
e2,Ed,UTC+01:00,Tue 11:00-12:00,4
e3,,UTC,,1
"""}
RESULT = {
    "pairs.csv": """mentee,mentor,kind,score,live_weeks,common_starts
e1,m1,mentor,1.000000,2,1
e2,m2,mentor,0.750000,1,1
""",
    "unmatched.csv": """mentee,kind,reason,nearest_mentor,blocked_by
e3,mentor,all eligible mentors full,m1,e1
""",
    "loads.csv": """mentor,kind,load,capacity,one_more_fills,one_more_adds
m1,mentor,1,1,1,0.500000
m2,mentor,1,1,1,0.000000
""",
    "check_ins.csv": """week,mode,mentor,mentee,start_utc,end_utc,mentor_local,mentor_zone,\
mentee_local,mentee_zone,reason
1,live,m1,e1,2026-09-07T10:00:00Z,2026-09-07T11:00:00Z,2026-09-07 10:00,UTC,2026-09-07 10:00,UTC,
1,live,m2,e2,2026-09-08T10:00:00Z,2026-09-08T11:00:00Z,2026-09-08 10:00,UTC,2026-09-08 11:00,\
UTC+01:00,
2,live,m1,e1,2026-09-14T10:00:00Z,2026-09-14T11:00:00Z,2026-09-14 10:00,UTC,2026-09-14 10:00,UTC,
2,asynchronous,m2,e2,2026-09-14T00:00:00Z,2026-09-21T00:00:00Z,2026-09-14 00:00,UTC,\
2026-09-14 01:00,UTC+01:00,no common time
"""}
LIVE = "DTSTART:202609%02dT100000Z\r\nDTEND:202609%02dT110000Z\r\n"
ALL_DAY = "DTSTART;VALUE=DATE:202609%02d\r\nDTEND;VALUE=DATE:202609%02d\r\nTRANSP:TRANSPARENT\r\n"
# The last instant of week 2 is Sunday the 20th for m2, Monday 00:59:59 the 21st for e2.
EVENTS = {
    "mentor-m1.ics": [(1, "e1", "m1", LIVE % (7, 7), "Eve"),
                      (2, "e1", "m1", LIVE % (14, 14), "Eve")],
    "mentee-e1.ics": [(1, "e1", "m1", LIVE % (7, 7), "Mia"),
                      (2, "e1", "m1", LIVE % (14, 14), "Mia")],
    "mentor-m2.ics": [(1, "e2", "m2", LIVE % (8, 8), "Ed"),
                      (2, "e2", "m2", ALL_DAY % (20, 21), "Ed")],
    "mentee-e2.ics": [(1, "e2", "m2", LIVE % (8, 8), "m2"),
                      (2, "e2", "m2", ALL_DAY % (21, 22), "m2")]}
SUMMARY = {
    "mentormatch": 1, "programme": "Two weeks", "fingerprint": "00",
    "versions": {"mentormatch": "1", "glpk": "5.0", "jansson": "2", "tzdata": "2026a"},
    "counts": {"mentors": 2, "mentees": 3, "both": 0, "places": 2, "requests": 3, "pairs": 2,
               "unfilled": 1, "mentees_paired": 2, "pairs_without_common_start": 0},
    "goals": [{"goal": "participation", "mentees": 2, "requests": 2},
              {"goal": "total", "value": 1750000}],
    "proof": {"status": "optimal", "bound": 1750000, "gap": 0, "glpk": "confirmed",
              "glpk_iterations": 0},
    "check_ins": {"live": 3, "asynchronous": 1, "bound": 3, "exact": True, "weeks": [
        {"week": 1, "live": 2, "asynchronous": 0, "exact": True},
        {"week": 2, "live": 1, "asynchronous": 1, "exact": True}]}}


def uid(week, mentee, mentor):
    state = hashlib.sha256()
    for field in (b"Two weeks", b"2026-09-07", b"%d" % week, mentee.encode(), mentor.encode()):
        state.update(bytes([len(field), 0, 0, 0, 0, 0, 0, 0]) + field)
    return state.hexdigest()[:32] + "@mentormatch"


def calendar(events):
    lines = ["BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nMETHOD:PUBLISH\r\n"]
    for week, mentee, mentor, times, partner in events:
        lines.append("BEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:20260907T000000Z\r\nSEQUENCE:0\r\n%s"
                     "SUMMARY:Check-in with %s\r\nEND:VEVENT\r\n"
                     % (uid(week, mentee, mentor), times, partner))
    return "".join(lines) + "END:VCALENDAR\r\n"


def result_files():
    files = dict(RESULT)
    files.update(("calendars/" + name, calendar(events)) for name, events in EVENTS.items())
    return files


def put(folder, files):
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
        (folder / name).chmod(0o600)


def write_result(folder, change_file=lambda files: None, change_summary=lambda summary: None):
    """Write the result with changes; summary.json lists the files as they then are."""
    folder.chmod(0o700)
    (folder / "calendars").mkdir(0o700)
    files = result_files()
    change_file(files)
    put(folder, files)
    summary = json.loads(json.dumps(SUMMARY))
    summary["files"] = [{"name": name, "bytes": len(text.encode()),
                         "sha256": hashlib.sha256(text.encode()).hexdigest()}
                        for name, text in sorted(files.items())]
    change_summary(summary)
    put(folder, {"summary.json": json.dumps(summary, indent=2) + "\n"})


class Judge(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        put(Path(self.folder.name), INPUT)
        self.cohort = Cohort(Path(self.folder.name) / "programme.json")

    def tearDown(self):
        self.folder.cleanup()

    def judge(self, **changes):
        with tempfile.TemporaryDirectory() as name:
            write_result(Path(name), **changes)
            return judge(self.cohort, name)

    def test_a_right_result_is_accepted(self):
        self.assertEqual(self.judge()["counts"]["pairs"], 2)

    def test_every_change_of_a_file_is_noticed(self):
        changes = (
            ("pairs.csv", "1.000000", "0.999999"), ("pairs.csv", "e1,m1", "e1,m2"),
            ("pairs.csv", "e2,m2,mentor,0.750000,1,1\n", ""), ("pairs.csv", "1,1\n", "2,1\n"),
            ("unmatched.csv", "m1,e1", "m2,e2"), ("unmatched.csv", "all eligible mentors full",
                                                  "no eligible mentor"),
            ("loads.csv", "0.500000", "0.250000"), ("loads.csv", "1,1,1,0.0", "1,1,0,0.0"),
            ("check_ins.csv", "2026-09-08T10:00:00Z", "2026-09-08T10:15:00Z"),
            ("check_ins.csv", "2026-09-08 11:00", "2026-09-08 10:00"),
            ("check_ins.csv", "no common time", "mentor full"),
            ("check_ins.csv", "1,live,m1,e1,2026-09-07T10:00:00Z,2026-09-07T11:00:00Z,"
             "2026-09-07 10:00,UTC,2026-09-07 10:00,UTC,", "1,asynchronous,m1,e1,"
             "2026-09-07T00:00:00Z,2026-09-14T00:00:00Z,2026-09-07 00:00,UTC,"
             "2026-09-07 00:00,UTC,no common time"),
            ("calendars/mentor-m1.ics", "T100000Z", "T101500Z"),
            ("calendars/mentee-e2.ics", "20260921", "20260920"),
            ("calendars/mentee-e2.ics", "with m2", "with m1"),
            ("calendars/mentor-m2.ics", "PUBLISH", "REQUEST"),
            ("calendars/mentor-m2.ics", uid(1, "e2", "m2"), uid(2, "e1", "m1")))
        for name, old, new in changes:
            def change(files):
                self.assertIn(old, files[name])
                files[name] = files[name].replace(old, new, 1)
            with self.subTest(name=name, new=new), self.assertRaises(Wrong):
                self.judge(change_file=change)

    def test_a_file_too_many_or_too_few_is_noticed(self):
        def remove(files):
            del files["calendars/mentee-e1.ics"]

        def add(files):
            files["calendars/mentee-e3.ics"] = calendar([])
        for change in (remove, add):
            with self.assertRaises(Wrong):
                self.judge(change_file=change)

    def test_every_change_of_the_summary_is_noticed(self):
        changes = (("counts", "unfilled", 0), ("counts", "places", 3), ("proof", "gap", 1),
                   ("proof", "glpk_iterations", 1), ("check_ins", "bound", 4),
                   ("check_ins", "live", 4), ("check_ins", "exact", False))
        for part, key, value in changes:
            def change(summary):
                summary[part][key] = value
            with self.subTest(key=key), self.assertRaises(Wrong):
                self.judge(change_summary=change)

        def other_bytes(summary):
            summary["files"][0]["bytes"] += 1
        with self.assertRaises(Wrong):
            self.judge(change_summary=other_bytes)


if __name__ == "__main__":
    unittest.main()
