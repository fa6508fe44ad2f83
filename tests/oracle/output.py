"""How values are written (SPEC 7, 8.10, 8.13, 8.15): cells, numbers, times, file names."""

import hashlib
from datetime import datetime, timedelta

import clock

PLAIN = set(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")


def by_bytes(text):
    """Key for sorting as the files are sorted."""
    return text.encode("utf-8")


def text_cell(text):
    """A text that a spreadsheet will not run."""
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text


def csv_bytes(heading, rows):
    """A CSV file: quoted only where RFC 4180 needs it, LF."""
    lines = []
    for row in [heading.split(",")] + rows:
        cells = [str(cell) for cell in row]
        lines.append(",".join('"%s"' % cell.replace('"', '""')
                              if set(cell) & set(',"\r\n') else cell for cell in cells))
    return "".join(line + "\n" for line in lines).encode("utf-8")


def millionths(value):
    """An integer number of millionths with six decimals."""
    return "%s%d.%06d" % ("-" if value < 0 else "", abs(value) // 10**6, abs(value) % 10**6)


def millionths_of(text):
    """Back from six decimals to an integer."""
    whole, decimals = text.split(".")
    value = abs(int(whole)) * 10**6 + int(decimals)
    return -value if text.startswith("-") else value


def utc_text(instant_s):
    """`2026-09-15T17:00:00Z`."""
    return (datetime(1970, 1, 1) + timedelta(seconds=instant_s)).strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_of_text(text):
    """Back from utc_text()."""
    return int((datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
                - datetime(1970, 1, 1)).total_seconds())


def local_text(zone_text, instant_s):
    """`2026-09-15 18:00` in a zone."""
    return clock.local_of(zone_text, instant_s).strftime("%Y-%m-%d %H:%M")


def digest(*fields):
    """SHA-256 over the fields, each as 8-byte little-endian length and bytes (SPEC 8.10)."""
    state = hashlib.sha256()
    for field in fields:
        data = str(field).encode("utf-8")
        state.update(len(data).to_bytes(8, "little") + data)
    return state.hexdigest()


def _escaped(name):
    return ["%c" % byte if byte in PLAIN else "%%%02X" % byte for byte in name.encode("utf-8")]


def _lower(name):
    return name.encode("utf-8").lower()     # bytes.lower() is ASCII only


def name_in_files(name, all_names):
    """The part of a calendar's file name that stands for an id (SPEC 7, 8.15)."""
    parts = _escaped(name)
    is_shared = sum(_lower(other) == _lower(name) for other in all_names) > 1
    if sum(map(len, parts)) <= 120 and not is_shared:
        return "".join(parts)
    while sum(map(len, parts)) > 100:
        parts.pop()
    return "".join(parts) + "-" + digest(name)[:16]
