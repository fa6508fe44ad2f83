"""Two independent readers, icalendar and vobject, agree with check_ins.csv on every event of a
hand-made run. Texts are judged by vobject alone: icalendar 4.0.3 unescapes twice.

Usage: test_read_back.py MAKE_RUN
"""
import csv
import hashlib
import json
import subprocess
import sys
import tempfile
import unittest
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

try:
    import icalendar
    import vobject
except ImportError:
    print("skipped: needs python3-icalendar and python3-vobject")
    sys.exit(77)

MAKE_RUN = sys.argv.pop()

# As in tests/unit/write/hand_made.h; line breaks become one, the id stands in for no name.
SHOWN = {("mentor", "+plus"): "Ada, Countess; \\o/", ("mentor", "gwen"): "gwen",
         ("mentee", "Ann"): "Ann\nATTENDEE:mailto:x@y", ("mentee", "gwen"): "Gwen é",
         ("mentee", "zoe, the last"): "潢子"}
ZONES = {"UTC+05:30": timezone(timedelta(hours=5, minutes=30))}
OTHER = {"mentor": "mentee", "mentee": "mentor"}


def read_tables(folder):
    with (folder / "check_ins.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for side in OTHER:
            row[side] = row[side].removeprefix("'")
    return rows


def times(row, role):
    """Begin and end as the owner's calendar must show them."""
    begin, end = (datetime.strptime(row[name], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
                  for name in ("start_utc", "end_utc"))
    if row["mode"] == "live":
        return begin, end
    name = row[role + "_zone"]
    last = (end - timedelta(seconds=1)).astimezone(ZONES.get(name) or ZoneInfo(name))
    return last.date(), last.date() + timedelta(days=1)


def uid(row):
    hashed = hashlib.sha256()
    for field in ("Online MSc, autumn 2026", "2026-09-07", row["week"], row["mentee"],
                  row["mentor"]):
        data = field.encode()
        hashed.update(len(data).to_bytes(8, "little") + data)
    return hashed.hexdigest()[:32] + "@mentormatch"


def file_name(role, person):
    safe = "".join(chr(byte) if chr(byte).isalnum() and byte < 128 or chr(byte) in "_-."
                   else "%%%02X" % byte for byte in person.encode())
    return f"{role}-{safe}.ics"


class ReadBack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.place.name) / "out"
        subprocess.run([MAKE_RUN, cls.folder], check=True)
        cls.rows = read_tables(cls.folder)
        cls.expected = {}
        for row in cls.rows:
            for role in OTHER:
                cls.expected.setdefault((role, row[role]), []).append(row)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def data(self, role, person):
        return (self.folder / "calendars" / file_name(role, person)).read_bytes()

    def test_everybody_with_a_check_in_has_one_file(self):
        names = {path.name for path in (self.folder / "calendars").iterdir()}
        self.assertEqual(names, {file_name(*owner) for owner in self.expected})
        self.assertEqual(len(names), 5)

    def test_icalendar_reads_the_same_events(self):
        for (role, person), rows in self.expected.items():
            calendar = icalendar.Calendar.from_ical(self.data(role, person))
            self.assertEqual(calendar["METHOD"], "PUBLISH")
            self.assertEqual(calendar["CALSCALE"], "GREGORIAN")
            events = calendar.walk("VEVENT")
            self.assertEqual([str(event["UID"]) for event in events], [uid(row) for row in rows])
            for event, row in zip(events, rows):
                self.assertEqual((event["DTSTART"].dt, event["DTEND"].dt), times(row, role))
                self.assertEqual(event["DTSTAMP"].dt,
                                 datetime(2026, 9, 7, tzinfo=timezone.utc))
                self.assertEqual(event["SEQUENCE"], 0)
                self.assertEqual(event.get("TRANSP") == "TRANSPARENT",
                                 row["mode"] == "asynchronous")
                self.assertFalse({"ORGANIZER", "ATTENDEE"} & set(event))

    def test_vobject_reads_the_same_events_and_names(self):
        for (role, person), rows in self.expected.items():
            calendar = vobject.readOne(self.data(role, person).decode("utf-8"))
            self.assertEqual(len(calendar.vevent_list), len(rows))
            for event, row in zip(calendar.vevent_list, rows):
                self.assertEqual(event.uid.value, uid(row))
                self.assertEqual((event.dtstart.value, event.dtend.value), times(row, role))
                partner = SHOWN[OTHER[role], row[OTHER[role]]]
                kind = "" if row["mode"] == "live" else " in writing"
                self.assertEqual(event.summary.value,
                                 f"Mentoring check-in{kind}, week {row['week']}: {partner}")
                if row["mode"] == "live":
                    mine, theirs = (f"{row[side + '_local']} ({row[side + '_zone']})"
                                    for side in (role, OTHER[role]))
                    self.assertEqual(event.description.value,
                                     f"For you: {mine}\nFor {partner}: {theirs}")

    def test_lines_end_with_crlf_and_are_75_bytes_at_most(self):
        for owner in self.expected:
            data = self.data(*owner)
            self.assertNotIn(b"\n", data.replace(b"\r\n", b""))
            self.assertLessEqual(max(map(len, data.split(b"\r\n"))), 75)
            for line in data.split(b"\r\n"):
                line.decode("utf-8")

    def test_asynchronous_events_are_dates(self):
        first = [row for row in self.rows if row["mode"] == "asynchronous"][0]
        self.assertEqual(times(first, "mentee")[0], date(2026, 9, 21))

    def test_summary_is_json_as_python_writes_it_and_lists_every_file(self):
        text = (self.folder / "summary.json").read_text(encoding="utf-8")
        summary = json.loads(text)
        self.assertEqual(text, json.dumps(summary, indent=2, ensure_ascii=False) + "\n")
        files = {path.relative_to(self.folder).as_posix(): path.read_bytes()
                 for path in self.folder.rglob("*") if path.is_file()}
        del files["summary.json"]
        self.assertEqual(summary["files"],
                         [{"name": name, "bytes": len(files[name]),
                           "sha256": hashlib.sha256(files[name]).hexdigest()}
                          for name in sorted(files, key=str.encode)])


if __name__ == "__main__":
    unittest.main()
