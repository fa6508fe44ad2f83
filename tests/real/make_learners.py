#!/usr/bin/python3
"""Real learners as a cohort: survey answers joined with weekly activity row by row.

make_learners(data, folder, n_mentors, n_mentees) writes programme.json, mentors.csv, mentees.csv.
The answers are cleaned as a coordinator would: spaces trimmed, numbers where a cell is one, else
blank; blanks stay blank. Zones fit the offsets of January and July, so summer time matters.
"""

import csv
import gzip
import io
import json
import re
import sys
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENTS = ("coffee-and-codes", "hackathons", "conferences", "NodeSchool", "RailsBridge",
          "Startup Weekend", "Women Who Code", "Girl Develop It")
COURSES = ("EdX", "Coursera", "Khan Academy", "Code School (Pluralsight)", "Udacity", "Udemy")
PRACTICE = ("Free Code Camp", "Codecademy", "Code Wars", "The Odin Project", "DevTips")
PODCASTS = ("Code Newbie", "The Changelog", "Software Engineering Daily", "JavaScript Jabber")
DEVELOPER = "Are you already working as a software developer?"
HOURS = "About how many hours do you spend learning each week?"
MONTHS = "About how many months have you been programming for?"
CHOICES = {
    "employer": "Would you prefer to...",
    "role": "Which one of these roles are you most interested in?",
    "apply": "When do you plan to start applying for developer jobs?",
    "place": "Would you prefer to work...",
    "relocate": "Are you willing to relocate for a job?",
    "bootcamp": "Have you attended a full-time coding bootcamp?"}
NUMBERS = {
    "hours": HOURS, "months": MONTHS,
    "pay": "About how much money do you expect to earn per year at your first developer job "
           "(in US Dollars)?",
    "spent": "Aside from university tuition, about how much money have you spent on learning to "
             "code so far (in US dollars)?"}
FIELDS = ["id", "time_zone", "availability", "away", "capacity", "employer", "role", "apply",
          "place", "relocate", "bootcamp", "listens", "awake", "hours", "pay", "spent", "budget",
          "experience", "events", "courses", "practice", "podcasts"]
BUDGETS = ("nothing", "under 100", "under 1000", "1000 and more")
# Week 6 lies between the changes of summer time in Europe (25 October) and America (1 November).
PROGRAMME = {
    "mentormatch": 1, "name": "Learners",
    "term": {"first_day": "2026-09-21", "weeks": 12, "time_zone": "Europe/London",
             "holidays": ["2026-10-26"]},
    "check_ins": {"weeks": [2, 6, "final"], "minutes": 30},
    "mentors": {"file": "mentors.csv"}, "mentees": {"file": "mentees.csv"},
    "questions": [
        {"id": "role", "kind": "choice", "compare": "same", "weight": 3},
        {"id": "employer", "kind": "choice", "compare": "same", "weight": 1},
        {"id": "experience", "kind": "scale", "from": 0, "to": 10, "compare": "ahead", "by": 2,
         "weight": 2},
        {"id": "courses", "kind": "tags", "compare": "cover", "weight": 2},
        {"id": "practice", "kind": "tags", "compare": "cover", "weight": 2},
        {"id": "events", "kind": "tags", "compare": "overlap", "weight": 1},
        {"id": "podcasts", "kind": "tags", "compare": "any", "weight": 0.5},
        {"id": "hours", "kind": "number", "compare": "near", "range": 20, "weight": 1},
        {"id": "pay", "kind": "number", "compare": "near", "range": 50000, "weight": 0.5},
        {"id": "spent", "kind": "number", "compare": "near", "range": 5000, "weight": 0.25},
        {"id": "budget", "kind": "scale", "compare": "near", "levels": list(BUDGETS),
         "weight": 0.5},
        {"id": "listens", "kind": "choice", "compare": "same", "weight": 0.25},
        {"id": "awake", "kind": "scale", "compare": "far", "from": 0, "to": 23, "weight": 0.125},
        {"id": "apply", "kind": "scale", "compare": "near", "weight": 0.5,
         "levels": ["more than 12 months from now", "Within 7 to 12 months",
                    "Within the next 6 months", "I'm already applying"],
         "blank": ["I haven't decided"]},
        {"id": "place", "kind": "choice", "compare": "affinity", "weight": 0.5,
         "affinity": {"no preference": {"from home": 1, "in an office with other developers": 1},
                      "from home": {"no preference": 0.7},
                      "in an office with other developers": {"no preference": 0.7}}},
        {"id": "relocate", "kind": "choice", "compare": "same", "weight": 0.25},
        {"id": "bootcamp", "kind": "choice", "compare": "different", "weight": 0.25,
         "missing": 0.25}],
    "common_time": {"weight": 4, "enough_minutes": 240, "required": True, "live_weeks": 1},
    "zone_distance": {"weight": 1}}


def _number(text):
    """The number that the cell is, or blank."""
    text = text.strip()
    return text if re.fullmatch(r"\d{1,9}(\.\d{1,3})?", text) else ""


def _survey(data):
    packed = data / "learners-fcc2016" / "new_coder_2016_part1.csv.gz"
    with gzip.open(packed, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_grids(data):
    """The rows of the activity file: offsets and 24 hours a day of each person."""
    with open(data / "weekly-activity" / "weekly_activity_a.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def availability(grid):
    """The marked hours of a week as text: `Mon 18:00-21:00; ...`."""
    entries = []
    for day in DAYS:
        for run in re.finditer("1+", grid[day]):
            entries.append("%s %02d:00-%02d:00" % (day.capitalize(), run.start(), run.end()))
    return "; ".join(entries)


def _zone_names(data):
    lines = (data / "timezones" / "zone1970.tab").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[2] for line in lines if line and not line.startswith("#")]


def _offset(zone, month):
    moment = datetime(2026, month, 15, tzinfo=timezone.utc)
    return int(moment.astimezone(ZoneInfo(zone)).utcoffset().total_seconds()) // 60


def zones_of(data, grids):
    """For each row of the activity file the zones whose offsets are its own."""
    offsets = {name: (_offset(name, 1), _offset(name, 7)) for name in _zone_names(data)}

    @lru_cache(maxsize=None)
    def fitting(january, july, main):
        ways = (lambda pair: (january, july) in (pair, pair[::-1]) and None not in (january, july),
                lambda pair: main in pair and (january in (None, pair[0]))
                and july in (None, pair[1]), lambda pair: main in pair)
        for way in ways:
            names = [name for name, pair in offsets.items() if way(pair)]
            if names:
                return names
        sign = "-" if main < 0 else "+"
        return ["UTC%s%02d:%02d" % (sign, *divmod(abs(main), 60))]

    def minutes(text):
        return int(text) if text else None
    return [fitting(minutes(row["offset_jan"]), minutes(row["offset_jul"]),
                    int(row["offset_main"])) for row in grids]


def _away(number):
    """Some are away for days of week 6, some for the whole of week 2."""
    if number % 9 == 0:
        return "2026-10-28..2026-10-30"
    return "2026-09-28..2026-10-04" if number % 13 == 0 else ""


def _ticked(row, boxes):
    return ";".join(box for box in boxes if row[box])


def _person(row, number, grids, zones, least_places):
    """The row of one person, the `number`-th of the joined cohort."""
    hours, months = _number(row[HOURS]), _number(row[MONTHS])
    place = number % len(grids)
    person = {"id": "p" + row["id"], "availability": availability(grids[place]),
              "time_zone": zones[place][number // len(grids) % len(zones[place])],
              "away": _away(number),
              "capacity": str(min(5, max(least_places, 1 + int(float(hours or 0)) // 15))),
              "experience": str(min(10, int(float(months)) // 12)) if months else "",
              "listens": "no" if row["None (podcasts)"] else "",
              "awake": row["Start Date (UTC)"][11:13].lstrip("0") or "0",
              "events": _ticked(row, EVENTS), "courses": _ticked(row, COURSES),
              "practice": _ticked(row, PRACTICE), "podcasts": _ticked(row, PODCASTS)}
    if person["podcasts"]:
        person["listens"] = "yes"
    person.update((field, row[column].strip()) for field, column in CHOICES.items())
    person.update((field, _number(row[column])) for field, column in NUMBERS.items())
    if person["spent"]:
        person["budget"] = BUDGETS[sum(float(person["spent"]) >= least for least in (1, 100, 1000))]
    return person


def _write(path, people):
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, FIELDS, extrasaction="ignore", lineterminator="\n")
    rows.writeheader()
    rows.writerows(people)
    path.write_bytes(text.getvalue().encode("utf-8"))


def make_learners(data, folder, n_mentors, n_mentees):
    """Write the first mentors and mentees of the survey; returns the programme's path."""
    data, folder = Path(data), Path(folder)
    grids = read_grids(data)
    zones = zones_of(data, grids)
    least_places = 3 if 3 * n_mentors >= n_mentees else 4     # so that the places suffice
    mentors, mentees = [], []
    for row in _survey(data):
        months = _number(row[MONTHS])
        if not months:
            continue
        if row[DEVELOPER] == "1" and float(months) >= 24 and len(mentors) < n_mentors:
            mentors.append(_person(row, len(mentors), grids, zones, least_places))
        if row[DEVELOPER] == "0" and float(months) <= 12 and len(mentees) < n_mentees:
            mentees.append(_person(row, len(mentees), grids, zones, 0))
    _write(folder / "mentors.csv", mentors)
    _write(folder / "mentees.csv", mentees)
    path = folder / "programme.json"
    path.write_text(json.dumps(PROGRAMME, indent=1), encoding="utf-8")
    return path


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("usage: make_learners.py DATA FOLDER MENTORS MENTEES")
    print(make_learners(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
