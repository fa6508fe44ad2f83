"""Judge the calendar files, read with icalendar and with vobject (SPEC 7, 8.15)."""

from datetime import datetime, timedelta, timezone

import icalendar
import vobject

import clock
import output
from results import require


def _uid(programme, one):
    return output.digest(programme.name, programme.first_day_text, one.week, one.mentee,
                         one.mentor)[:32] + "@mentormatch"


def _expected_event(cohort, role, one):
    """(UID, begin, end, partner) as the calendar of that role must show it."""
    owner = cohort.mentors[one.mentor] if role == "mentor" else cohort.mentees[one.mentee]
    partner = cohort.mentees[one.mentee] if role == "mentor" else cohort.mentors[one.mentor]
    if one.is_live:
        begin, end = (datetime.fromtimestamp(instant_s, timezone.utc)
                      for instant_s in (one.start_s, one.end_s))
    else:
        begin = clock.local_of(owner.zone, one.end_s - 1).date()
        end = begin + timedelta(days=1)
    return _uid(cohort.programme, one), begin, end, partner.name or partner.id


def _check_event(event, expected, first_day, where):
    uid, begin, end, partner = expected
    stamp = datetime(first_day.year, first_day.month, first_day.day, tzinfo=timezone.utc)
    require(event["DTSTART"].dt == begin, "DTSTART", where, event["DTSTART"].dt, begin)
    require(event["DTEND"].dt == end, "DTEND", where)
    require(event["DTSTAMP"].dt == stamp, "DTSTAMP", where)
    require(int(event["SEQUENCE"]) == 0, "SEQUENCE", where)
    require(partner in str(event["SUMMARY"]), "SUMMARY without the partner", where)
    require("ORGANIZER" not in event and "ATTENDEE" not in event, "an address", where)
    if not isinstance(begin, datetime):
        require(str(event["TRANSP"]) == "TRANSPARENT", "TRANSP", where)


def _check_form(data, where):
    """Lines end with CRLF and are folded at 75 bytes (RFC 5545, 3.1)."""
    require(data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b""), "CRLF", where)
    require(all(len(line) <= 75 for line in data.split(b"\r\n")), "a line over 75 bytes", where)


def _check_file(cohort, path, role, check_ins):
    data = path.read_bytes()
    where = path.name
    _check_form(data, where)
    calendar = icalendar.Calendar.from_ical(data)
    require(str(calendar["METHOD"]) == "PUBLISH", "METHOD", where)
    require("PRODID" in calendar and str(calendar["VERSION"]) == "2.0", "PRODID, VERSION", where)
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    expected = [_expected_event(cohort, role, one) for one in check_ins]
    require(sorted(events) == sorted(event[0] for event in expected), "events", where)
    for event in expected:
        _check_event(events[event[0]], event, cohort.programme.first_day, where)
    other = vobject.readOne(data.decode("utf-8"))
    require(sorted((event.uid.value, event.dtstart.value, event.dtend.value)
                   for event in other.vevent_list)
            == sorted(event[:3] for event in expected), "vobject reads something else", where)


def check_calendars(cohort, folder, check_ins, only=None):
    """Judge every calendar of a result folder, or those whose number `only` accepts."""
    expected = {}
    for role, people in (("mentor", cohort.mentor_ids), ("mentee", cohort.mentee_ids)):
        by_person = {}
        for one in check_ins:
            by_person.setdefault(getattr(one, role), []).append(one)
        shared = {}
        for name in people:
            shared.setdefault(name.encode("utf-8").lower(), []).append(name)
        for name, its_check_ins in by_person.items():
            alike = shared[name.encode("utf-8").lower()]
            file_name = "%s-%s.ics" % (role, output.name_in_files(name, alike))
            require(file_name not in expected, "two people share a file", file_name)
            expected[file_name] = (role, its_check_ins)
    calendars = folder / "calendars"
    found = {path.name for path in calendars.iterdir()} if calendars.exists() else set()
    require(found == set(expected), "calendars:", sorted(found ^ set(expected)))
    for number, (file_name, (role, its_check_ins)) in enumerate(sorted(expected.items())):
        if only is None or only(number):
            _check_file(cohort, calendars / file_name, role, its_check_ins)
