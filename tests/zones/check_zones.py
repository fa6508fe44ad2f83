"""Every installed time zone against Python's zoneinfo, on fat and on slim files.

usage: check_zones.py LIST_CHANGES

Always: all names; every change from 1970 to 2404 and the second before and after it; every six
hours from 2020 to 2041, every thirty days in the other years. With MENTORMATCH_FULL=1 every hour
from 2020 to 2041 and every six from 1970 to 2020. Files with the same bytes are
compared once, but listed once a name.
"""
import datetime
import hashlib
import io
import operator
import os
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

FULL = os.environ.get("MENTORMATCH_FULL") == "1"
HOUR = 3600
EPOCH = datetime.datetime(1970, 1, 1)
SKIPPED = 77
REFUSED = "answer 4"  # MMI_ZONE_DAMAGED


def second(year):
    return int((datetime.datetime(year, 1, 1) - EPOCH).total_seconds())


FROM, SCAN_FROM, SCAN_UNTIL, UNTIL = (second(year) for year in (1970, 2020, 2041, 2404))


def sample_seconds():
    """The instants that are asked whatever the zone."""
    rarely = 719 * HOUR  # every hour of the day comes in turn
    seconds = list(range(FROM, SCAN_FROM, 6 * HOUR if FULL else rarely))
    seconds += range(SCAN_FROM, SCAN_UNTIL, HOUR if FULL else 6 * HOUR)
    seconds += range(SCAN_UNTIL, UNTIL, rarely)
    return seconds


SAMPLES = sample_seconds()
SAMPLE_TIMES = [EPOCH + datetime.timedelta(seconds=s) for s in SAMPLES]


def offsets_by_zoneinfo(zone, times):
    """zoneinfo's offsets at UTC times. Two datetimes of one zone are subtracted as wall clocks."""
    utc = [time.replace(tzinfo=zone) for time in times]
    return list(map(operator.sub, map(zone.fromutc, utc), utc))


def offsets_by_list(first_offset, changes, seconds):
    """Offsets at ascending instants, from a list of changes."""
    offsets = []
    offset, at = datetime.timedelta(seconds=first_offset), 0
    for instant, offset_after in changes + [(UNTIL, 0)]:
        # Samples are regular only in pieces: find the end of the piece by bisection.
        end = lower_bound(seconds, instant, at)
        offsets += [offset] * (end - at)
        offset, at = datetime.timedelta(seconds=offset_after), end
    return offsets


def lower_bound(seconds, instant, first):
    end = len(seconds)
    while first < end:
        middle = (first + end) // 2
        if seconds[middle] < instant:
            first = middle + 1
        else:
            end = middle
    return first


def disagreement(zone, first_offset, changes):
    """The first instant at which zoneinfo says something else, None if there is none."""
    edges = sorted({s for instant, _ in changes for s in (instant - 1, instant, instant + 1)})
    edge_times = [EPOCH + datetime.timedelta(seconds=s) for s in edges]
    for seconds, times in ((edges, edge_times), (SAMPLES, SAMPLE_TIMES)):
        theirs = offsets_by_zoneinfo(zone, times)
        ours = offsets_by_list(first_offset, changes, seconds)
        if theirs != ours:
            wrong = next(i for i in range(len(seconds)) if theirs[i] != ours[i])
            return times[wrong], theirs[wrong], ours[wrong]
    return None


def list_changes(program, folder, names):
    limits = [str(limit) for limit in (FROM, SCAN_FROM, SCAN_UNTIL, UNTIL)]
    done = subprocess.run([program, folder, *limits], input="\n".join(names), text=True,
                          stdout=subprocess.PIPE, check=True)
    return {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in done.stdout.splitlines()}


def parse(line):
    numbers = [int(word) for word in line.split()]
    return numbers[0], list(zip(numbers[1::2], numbers[2::2]))


def folder_of_zones():
    for folder in zoneinfo.TZPATH:
        if os.path.isfile(os.path.join(folder, "Europe", "Dublin")):
            return folder
    return None


def fault_of(zone, line, known_line):
    """What is wrong with our answer for a file, None if nothing."""
    if line == REFUSED and known_line is not None:
        # Rightly refused if zoneinfo, which reads such a file, gets something wrong from it.
        return None if disagreement(zone, *parse(known_line)) is not None else line
    if line.startswith(("answer", "no answer")):
        return line
    return disagreement(zone, *parse(line))


def check_folder(program, folder, names, known=None):
    """Compare a folder; `known` has the right lines, for other files of the same data."""
    lines = list_changes(program, folder, names)
    faults, judged = [], {}
    for name in names:
        line = lines.get(name, "no answer")
        known_line = known[name] if known is not None else None
        if line == known_line:
            continue
        with open(os.path.join(folder, name), "rb") as file:
            content = file.read()
        key = hashlib.sha256(content).digest()
        if key not in judged:
            zone = zoneinfo.ZoneInfo.from_file(io.BytesIO(content), key=name)
            judged[key] = (line, fault_of(zone, line, known_line))
        same_file_line, fault = judged[key]
        if same_file_line != line:
            fault = "another answer than for the same file under another name"
        if fault is not None:
            faults.append(f"{folder}: {name}: {fault}")
    return lines, faults


def make_slim_folder(folder, target):
    """Slim files of the same data by the machine's zic; False if there is none."""
    zic = shutil.which("zic") or shutil.which("/usr/sbin/zic")
    source = os.path.join(folder, "tzdata.zi")
    if zic is None or not os.path.isfile(source):
        return False
    done = subprocess.run([zic, "-b", "slim", "-d", target, source], stderr=subprocess.DEVNULL)
    return done.returncode == 0


def main():
    folder = folder_of_zones()
    if folder is None:
        print("skipped: no time zone data on this machine")
        return SKIPPED
    program = sys.argv[1]
    names = sorted(name for name in zoneinfo.available_timezones()
                   if name != "Factory" and name != "localtime"
                   and os.path.isfile(os.path.join(folder, name)))
    lines, faults = check_folder(program, folder, names)
    print(f"{len(names)} names of {folder}, {len(SAMPLES)} instants each and all changes")
    with tempfile.TemporaryDirectory() as slim:
        if make_slim_folder(folder, slim):
            slim_names = [n for n in names if os.path.isfile(os.path.join(slim, n))]
            # What equals the fat file's list is right; the rest is asked of zoneinfo again: the
            # zic of glibc 2.36 writes a slim America/Ojinaga whose footer contradicts its table.
            slim_lines, slim_faults = check_folder(program, slim, slim_names, known=lines)
            other = [n for n in slim_names if slim_lines.get(n) != lines[n]]
            print(f"{len(slim_names)} names as slim files; other data in: {other or 'none'}")
            faults += slim_faults
        else:
            print("slim files not tried: no zic or no tzdata.zi")
    for fault in faults[:20]:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
