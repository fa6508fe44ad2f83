#!/usr/bin/python3
"""The civil-service sample as a cohort with its own rules.

make_civil_service(data, folder) writes programme.json, mentors.csv, mentees.csv: the same
profession counts, a mentor should be a grade above, another department is preferred, an identity
that was asked for must be met, and whoever is mentor and mentee is one person. Availability is
joined row by row as in make_learners.py. "mentor match by Jonathan Kerr and John Peart", OGL v3.0.
"""

import csv
import io
import json
import sys
from pathlib import Path

from make_learners import read_grids, availability, zones_of

LEVELS = ["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"]
FIELDS = ["Person", "time_zone", "availability", "grade", "organisation", "profession",
          "characteristics"]
PROGRAMME = {
    "mentormatch": 1, "name": "Civil service",
    "term": {"first_day": "2026-09-21", "weeks": 14, "time_zone": "Europe/London",
             "holidays": ["2026-10-26", {"from": "2026-12-21", "to": "2027-01-03"}]},
    "check_ins": {"weeks": [2, 6, "final"], "minutes": 45, "gap_minutes": 15, "per_day": 2},
    "mentors": {"file": "mentors.csv", "columns": {"id": "Person"}, "list_separator": ","},
    "mentees": {"file": "mentees.csv", "columns": {"id": "Person"}, "list_separator": ","},
    "questions": [
        {"id": "profession", "kind": "choice", "compare": "same", "weight": 4},
        {"id": "grade", "kind": "scale", "levels": LEVELS, "compare": "ahead", "weight": 3,
         "required": True, "at_least": 0.8},
        {"id": "department", "kind": "choice", "compare": "different", "weight": 2,
         "mentor_column": "organisation", "mentee_column": "organisation"},
        {"id": "identity", "kind": "tags", "compare": "any", "weight": 1, "missing": 1,
         "mentor_column": "characteristics", "mentee_column": "identity to match",
         "required": True, "missing_passes": True}],
    "common_time": {"weight": 2, "enough_minutes": 60}, "zone_distance": {"weight": 0.5},
    "matching": {"tie_seed": 2026}}


def _rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path, fields, people):
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, fields, extrasaction="ignore", lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(people)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))


def make_civil_service(data, folder):
    """Write the 50 mentors and 50 mentees; returns the programme's path."""
    data, folder = Path(data), Path(folder)
    grids = read_grids(data)
    zones = zones_of(data, grids)
    for role, shift in (("mentor", 0), ("mentee", 50)):
        people = _rows(data / "mentor-civil-service" / ("small_%ss.csv" % role))
        for number, person in enumerate(people):
            # One person in both roles has one zone and one week: those of its number.
            is_both = person["both mentor and mentee"] == "yes"
            place = (number if is_both else number + shift) % len(grids)
            person["Person"] = "%s %s" % ("person" if is_both else role, person["last name"])
            person["time_zone"] = zones[place][0]
            person["availability"] = availability(grids[place])
            if role == "mentor":
                person["characteristics"] = person["characteristics"] or "not stated"
            elif person["match with similar identity"] != "yes":
                person["identity to match"] = ""
        fields = FIELDS if role == "mentor" else FIELDS[:-1] + ["identity to match"]
        _write(folder / (role + "s.csv"), fields, people)
    path = folder / "programme.json"
    path.write_text(json.dumps(PROGRAMME, indent=1), encoding="utf-8")
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: make_civil_service.py DATA FOLDER")
    print(make_civil_service(sys.argv[1], sys.argv[2]))
