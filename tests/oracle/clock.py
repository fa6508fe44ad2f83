"""When people are free, on real dates (SPEC 4): zones, term weeks, starts.

Everything is counted in whole seconds since 1970 UTC. A zone is cut into stretches of constant
offset; inside a stretch local time is UTC plus a number, so windows become plain intervals and
missing and repeated hours need no rule of their own. Offsets come from Python's zoneinfo.
"""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy

SLOT_S = 900
DAY_S = 86400
LOOK_EVERY_S = 3 * 3600        # no zone changes its offset twice within three hours
EPOCH_DAY = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=None)
def zone_of(text):
    """The zone that `text` names: an IANA name, UTC, or UTC+HH:MM."""
    fixed = re.fullmatch(r"UTC([+-])(\d\d):(\d\d)", text)
    if fixed:
        minutes = int(fixed[2]) * 60 + int(fixed[3])
        return timezone(timedelta(minutes=-minutes if fixed[1] == "-" else minutes))
    return timezone.utc if text == "UTC" else ZoneInfo(text)


@lru_cache(maxsize=1 << 14)
def offset_s(zone_text, instant_s):
    """Seconds that local time is ahead of UTC."""
    moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=instant_s)
    return int(moment.astimezone(zone_of(zone_text)).utcoffset().total_seconds())


def local_of(zone_text, instant_s):
    """Local date and time as a datetime without zone."""
    return datetime(1970, 1, 1) + timedelta(seconds=instant_s + offset_s(zone_text, instant_s))


def _change_between(zone_text, before_s, after_s):
    """The first second with the offset of `after_s`."""
    while after_s - before_s > 1:
        middle_s = (before_s + after_s) // 2
        if offset_s(zone_text, middle_s) == offset_s(zone_text, before_s):
            before_s = middle_s
        else:
            after_s = middle_s
    return after_s


@lru_cache(maxsize=None)
def stretches(zone_text, begin_s, end_s):
    """[begin, end) cut where the offset changes: ((begin, end, offset), ...)."""
    found = []
    stretch_begin_s = begin_s
    for instant_s in range(begin_s, end_s, LOOK_EVERY_S):
        next_s = min(instant_s + LOOK_EVERY_S, end_s - 1)
        if offset_s(zone_text, instant_s) != offset_s(zone_text, next_s):
            change_s = _change_between(zone_text, instant_s, next_s)
            found.append((stretch_begin_s, change_s, offset_s(zone_text, instant_s)))
            stretch_begin_s = change_s
    found.append((stretch_begin_s, end_s, offset_s(zone_text, end_s - 1)))
    return tuple(found)


@lru_cache(maxsize=None)
def first_instant_s(day, zone_text):
    """First instant of a date in a zone; of the first later date if there is no such date."""
    midnight_s = (day.toordinal() - EPOCH_DAY) * DAY_S
    for begin_s, end_s, offset in stretches(zone_text, midnight_s - 2 * DAY_S,
                                            midnight_s + 2 * DAY_S):
        reached_s = max(begin_s, midnight_s - offset)
        if reached_s < end_s:
            return reached_s
    raise ValueError("no such day")


def week_bounds(programme, week):
    """Begin and end of a term week."""
    begin_day = programme.first_day + timedelta(days=7 * (week - 1))
    return (first_instant_s(begin_day, programme.zone_text),
            first_instant_s(begin_day + timedelta(days=7), programme.zone_text))


def _mark(seconds, begin_s, end_s, week_begin_s, value):
    """Set the seconds of [begin, end) that lie in the week."""
    first, last = max(begin_s - week_begin_s, 0), min(end_s - week_begin_s, len(seconds))
    if first < last:
        seconds[first:last] = value


def _local_days(begin_s, end_s, offset):
    """Day numbers (since 1970) that the stretch touches."""
    return range((begin_s + offset) // DAY_S, (end_s - 1 + offset) // DAY_S + 1)


@lru_cache(maxsize=64)
def not_holiday(zone_text, holidays, begin_s, end_s):
    """One flag a second of the week: outside the holidays, by date in the programme's zone."""
    seconds = numpy.ones(end_s - begin_s, dtype=bool)
    for stretch_begin_s, stretch_end_s, offset in stretches(zone_text, begin_s, end_s):
        for day in _local_days(stretch_begin_s, stretch_end_s, offset):
            today = date.fromordinal(day + EPOCH_DAY)
            if any(first <= today <= last for first, last in holidays):
                _mark(seconds, max(day * DAY_S - offset, stretch_begin_s),
                      min((day + 1) * DAY_S - offset, stretch_end_s), begin_s, False)
    return seconds


def _is_away(day, away, first_date, last_date):
    today = date.fromordinal(day + EPOCH_DAY)
    return (any(first <= today <= last for first, last in away)
            or (first_date is not None and today < first_date)
            or (last_date is not None and today > last_date))


def _minutes_of_day(day, windows):
    """The parts of a local date that the windows cover, as (start, end) in minutes.

    Windows of yesterday that run past midnight give their second part."""
    weekday = (day + 3) % 7       # 1970-01-01 was a Thursday
    for window_day, start, end in windows:
        if window_day == weekday:
            yield start, min(end, 1440)
        if end > 1440 and (window_day + 1) % 7 == weekday:
            yield 0, end - 1440


def free_seconds(zone_text, windows, away, dates, week_s):
    """One flag a second of [begin, end): inside a window and not away."""
    begin_s, end_s = week_s
    seconds = numpy.zeros(end_s - begin_s, dtype=bool)
    for stretch_begin_s, stretch_end_s, offset in stretches(zone_text, begin_s, end_s):
        for day in _local_days(stretch_begin_s, stretch_end_s, offset):
            if _is_away(day, away, *dates):
                continue
            for start, end in _minutes_of_day(day, windows):
                local_s = day * DAY_S - offset
                _mark(seconds, max(local_s + 60 * start, stretch_begin_s),
                      min(local_s + 60 * end, stretch_end_s), begin_s, True)
    return seconds


@lru_cache(maxsize=1 << 16)
def _starts(zone_text, windows, away, dates, week_s, not_holiday_key, n_slots_needed):
    free = free_seconds(zone_text, windows, away, dates, week_s)
    free &= not_holiday(*not_holiday_key, *week_s)
    slots = free.reshape(-1, SLOT_S).all(axis=1)
    starts = numpy.zeros(len(slots), dtype=bool)
    n_possible = len(slots) - n_slots_needed + 1
    if n_possible > 0:
        starts[:n_possible] = True
        for shift in range(n_slots_needed):
            starts[:n_possible] &= slots[shift:shift + n_possible]
    return starts


def starts_of(programme, person, week):
    """Slots of the term week from which the person is free for a whole meeting."""
    return _starts(person.zone, person.windows or (), person.away,
                   (person.first_date, person.last_date), week_bounds(programme, week),
                   (programme.zone_text, tuple(programme.holidays)), programme.minutes // 15)


def is_holiday_week(programme, week):
    """No instant of the week is outside the programme's holidays (SPEC 6)."""
    return not not_holiday(programme.zone_text, tuple(programme.holidays),
                           *week_bounds(programme, week)).any()


def counted_weeks(programme):
    """Check-in weeks that are not a holiday as a whole (SPEC 3)."""
    return [week for week in programme.check_in_weeks if not is_holiday_week(programme, week)]
