"""Read the two people files of a valid programme (SPEC 2, 8.2 to 8.5)."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date

from programme import minute_of_day

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHARED_FIELDS = ("id", "time_zone", "availability", "name", "email", "away", "avoid", "wishes",
                 "eligible", "from", "until")
BLANKS = " \t"
ENTRY = re.compile(r"(?P<days>[A-Za-z,\- \t]+?)[ \t]+(?P<start>\d{1,2}:\d\d)[ \t]*-[ \t]*"
                   r"(?P<end>\d{1,2}:\d\d)")


@dataclass
class Person:
    """One row of a file; what the rows of one person share is merged by read_people()."""
    role: str                       # mentor or mentee
    id: str
    zone: str = ""                  # as written
    name: str = ""
    windows: tuple = None           # ((weekday, start minute, end minute), ...); None: not stated
    away: tuple = ()                # ((first date, last date), ...)
    avoid: set = field(default_factory=set)
    wishes: list = None             # None: the file has no such column
    eligible: bool = True
    first_date: date = None
    last_date: date = None
    capacity: int = 0
    kind: str = ""
    wants: dict = None
    answers: dict = field(default_factory=dict)   # question -> trimmed text, "" if missing


def _clean(cell):
    """Trimmed, and without the apostrophe that guards a formula (SPEC 2, 8.3)."""
    cell = cell.strip(BLANKS)
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@":
        cell = cell[1:]
    return cell


def _items(text, separator):
    return [item for item in (part.strip(BLANKS) for part in text.split(separator)) if item]


def parse_windows(text):
    """Availability as ((weekday 0..6, start minute, end minute > start), ...) (SPEC 2)."""
    windows = set()
    for entry in _items(text, ";"):
        found = ENTRY.fullmatch(entry)
        if not found:
            raise ValueError("not an availability entry: %s" % entry)
        start, end = minute_of_day(found["start"]), minute_of_day(found["end"])
        if start == end or start == 1440:
            raise ValueError("an empty window: %s" % entry)
        if end < start:
            end += 1440
        for weekday in _weekdays(found["days"]):
            windows.add((weekday, start, end))
    return tuple(sorted(windows))


def _weekday(name):
    name = name.strip(BLANKS).lower()
    return DAYS.index(name) if name in DAYS else FULL_DAYS.index(name)


def _weekdays(text):
    for part in text.split(","):
        ends = [_weekday(name) for name in part.split("-")]
        if len(ends) > 2:
            raise ValueError("not days: %s" % text)
        day = ends[0]
        yield day
        while day != ends[-1]:
            day = (day + 1) % 7
            yield day


def _away(text, separator):
    ranges = []
    for item in _items(text, separator):
        ends = [date.fromisoformat(part.strip(BLANKS)) for part in item.split("..")]
        if len(ends) > 2 or ends[0] > ends[-1]:
            raise ValueError("not a date or range: %s" % item)
        ranges.append((ends[0], ends[-1]))
    return tuple(ranges)


def _wants(text, separator):
    wants = {}
    for item in text.replace(separator, " ").replace("\t", " ").split(" "):
        if not item:
            continue
        kind, colon, count = item.partition(":")
        if not kind or kind in wants:
            raise ValueError("not wants: %s" % text)
        wants[kind] = int(count) if colon else 1
    return wants


def read_rows(path, id_heading):
    """Rows of a CSV file as dicts by heading; the separator is found as SPEC 8.3 says."""
    text = path.read_bytes().decode("utf-8-sig")
    best = None
    for separator in ",;\t":
        try:
            head = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator,
                                   strict=True))
        except csv.Error:           # a quoted heading beside another separator
            continue
        headings = [_clean(cell) for cell in head]
        if id_heading in headings and (best is None or len(headings) > len(best[1])):
            best = (separator, headings)
    separator, headings = best
    rows = []
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator,
                                            strict=True)):
        if number == 0 or not any(cell.strip(BLANKS) for cell in row):
            continue
        if len(row) != len(headings):
            raise ValueError("a row with another number of fields")
        rows.append({heading: _clean(cell) for heading, cell in zip(headings, row)})
    return headings, rows


def _answers(row, role, criteria):
    answers = {}
    for criterion in criteria:
        if criterion.kind in ("common_time", "zone_distance", "wishes"):
            continue
        text = row[criterion.mentor_column if role == "mentor" else criterion.mentee_column]
        answers[criterion.name] = "" if text in criterion.blank else text
    return answers


def _read_file(programme, people_file, role):
    columns = people_file.columns
    headings, rows = read_rows(people_file.file, columns.get("id", "id"))
    separator = people_file.list_separator
    people = {}
    for row in rows:
        def cell(name):
            return row.get(columns.get(name, name), "")

        def day(name):
            return date.fromisoformat(cell(name)) if cell(name) else None
        only_kind = list(programme.wants)[0] if len(programme.wants) == 1 else "mentor"
        person = Person(
            role=role, id=cell("id"), zone=cell("time_zone"), name=cell("name"),
            windows=parse_windows(cell("availability")) if cell("availability") else None,
            away=_away(cell("away"), separator), avoid=set(_items(cell("avoid"), separator)),
            wishes=_items(cell("wishes"), separator)
            if columns.get("wishes", "wishes") in headings else None,
            eligible={"": True, "yes": True, "no": False}[cell("eligible").lower()],
            first_date=day("from"), last_date=day("until"),
            answers=_answers(row, role, programme.criteria))
        if columns.get("time_zone", "time_zone") not in headings:
            person.zone = programme.zone_text
        if role == "mentor":
            person.capacity = int(cell("capacity") or 1)
            person.kind = cell("kind") or only_kind
        else:
            person.wants = _wants(cell("wants"), separator) if cell("wants") else programme.wants
        if not person.id or person.id in people:
            raise ValueError("an id is blank or there twice")
        people[person.id] = person
    return people


def _merge(mentor, mentee):
    """Make the two rows of one person agree (SPEC 2, 8.4)."""
    for one, other in ((mentor, mentee), (mentee, mentor)):
        one.zone = one.zone or other.zone
        one.name = one.name or other.name
        if one.windows is None:
            one.windows = other.windows
    if mentor.zone != mentee.zone or mentor.name != mentee.name:
        raise ValueError("the two rows of a person disagree")
    mentor.away = mentee.away = mentor.away + mentee.away
    mentor.avoid = mentee.avoid = mentor.avoid | mentee.avoid


def read_people(programme):
    """Both files: ({id: mentor}, {id: mentee}), merged and with unknown ids dropped."""
    mentors = _read_file(programme, programme.mentors, "mentor")
    mentees = _read_file(programme, programme.mentees, "mentee")
    for people, others in ((mentors, mentees), (mentees, mentors)):
        for person in people.values():
            person.avoid = {name for name in person.avoid if name in others and name != person.id}
            if person.wishes is not None:
                known = [name for name in person.wishes if name in others and name != person.id]
                person.wishes = list(dict.fromkeys(known))
    for name in mentors.keys() & mentees.keys():
        _merge(mentors[name], mentees[name])
    if any(not person.zone for people in (mentors, mentees) for person in people.values()):
        raise ValueError("a person without time zone")
    return mentors, mentees
