"""Free slots and starts of random people against a minute-by-minute reading of the definition.

usage: check_free_slots.py LIST_FREE_SLOTS [SEED [CASES]]

An instant is free when its local date and time in the person's zone lies in the union of the
windows laid on local dates, minus holidays by date in the programme's zone, minus away by own
date, between from and until. Local times come from Python's zoneinfo, one instant at a time.
"""
import datetime
import os
import random
import subprocess
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1)
DAY = 86400
SLOT = 900
NO_FIRST_DAY, NO_LAST_DAY = -2**31, 2**31 - 1
SKIPPED = 77
# Odd shifts, odd hours, odd days: each comes with its own weeks below.
ODD_ZONES = """Europe/Dublin Australia/Lord_Howe Asia/Gaza America/Nuuk Africa/Cairo Pacific/Apia
America/Havana Pacific/Kwajalein Antarctica/Troll Asia/Kathmandu Pacific/Chatham America/St_Johns
Africa/Casablanca America/New_York Europe/Berlin Australia/Sydney Asia/Kolkata Pacific/Kiritimati
Africa/Monrovia Asia/Pyongyang America/Caracas Antarctica/Casey Europe/London""".split()


class Zone:
    def __init__(self, name):
        self.name = name
        self.info = zoneinfo.ZoneInfo(name)
        # Liberia kept -0:44:30 until 1972; whoever is there is looked at every half minute.
        self.step = 30 if name == "Africa/Monrovia" else 60

    def local(self, utc_s):
        """Local wall clock in seconds since 1970-01-01T00:00."""
        time = (EPOCH + datetime.timedelta(seconds=utc_s)).replace(tzinfo=self.info)
        wall = self.info.fromutc(time).replace(tzinfo=None)
        return int((wall - EPOCH).total_seconds())

    def day_begin(self, day):
        """The first instant of a local date; of the next one that there is, if there is none."""
        instants = range(day * DAY - 27 * 3600, day * DAY + 51 * 3600, self.step)
        days = [(self.local(s) // DAY, s) for s in instants]
        exact = [s for d, s in days if d == day]
        return min(exact) if exact else min(s for d, s in days if d > day)


def in_ranges(day, ranges):
    return any(first <= day <= last for first, last in ranges)


def is_free(case, utc_s):
    wall = case["own"].local(utc_s)
    day, second = divmod(wall, DAY)
    if not case["from"] <= day <= case["until"] or in_ranges(day, case["away"]):
        return False
    if in_ranges(case["programme"].local(utc_s) // DAY, case["holidays"]):
        return False
    weekday = (day + 3) % 7
    for window_weekday, begin, end in case["windows"]:
        if window_weekday == weekday and begin * 60 <= second < end * 60:
            return True
        if (window_weekday + 1) % 7 == weekday and begin * 60 <= second + DAY < end * 60:
            return True
    return False


def expected(case):
    """begin, number of slots, whether all is holiday, free slots, starts; lists of booleans."""
    first = case["first_day"] + 7 * (case["week"] - 1)
    begin = case["programme"].day_begin(first)
    end = case["programme"].day_begin(first + 7)
    step = min(case["own"].step, case["programme"].step)
    holiday = all(in_ranges(case["programme"].local(s) // DAY, case["holidays"])
                  for s in range(begin, end, 900 if case["holidays"] else DAY))
    if begin % SLOT or end % SLOT:
        return begin, -1, holiday, [], []
    free = [all(is_free(case, s) for s in range(slot, slot + SLOT, step))
            for slot in range(begin, end, SLOT)]
    n = case["meeting"]
    starts = [slot + n <= len(free) and all(free[slot:slot + n]) for slot in range(len(free))]
    return begin, len(free), holiday, free, starts


def interesting_day(random_source, zone):
    """A day near a change of offset, or any."""
    day = random_source.randrange(0, 34000)
    if random_source.random() < 0.25:
        return day
    offsets = [zone.local(s) - s for s in range(day * DAY, (day + 800) * DAY, 7 * DAY)]
    changes = [7 * i for i in range(1, len(offsets)) if offsets[i] != offsets[i - 1]]
    return day + (random_source.choice(changes) - random_source.randrange(7) if changes else 0)


def random_ranges(random_source, day, most):
    ranges = []
    for _ in range(random_source.randrange(most + 1)):
        first = day + random_source.randrange(-4, 12)
        ranges.append((first, first + random_source.choice([0, 0, 0, 1, 3, 9])))
    return ranges


def random_windows(random_source):
    windows = []
    for _ in range(random_source.choice([0, 1, 2, 5, 9, 20])):
        begin = random_source.randrange(1440)
        if random_source.random() < 0.5:
            begin -= begin % 15
        length = random_source.choice([1, 15, 20, 30, 60, 120, 180, 480, 1440])
        windows.append((random_source.randrange(7), begin, min(begin + length, 2880)))
    if random_source.random() < 0.1:
        windows += [(weekday, 0, 1440) for weekday in range(7)]
    return windows


def random_case(random_source, names, special):
    """A random person-week; `special` is a (zone, day) that must be met."""
    own = Zone(special[0] if special else random_source.choice(names))
    programme = Zone(random_source.choice(names) if random_source.random() < 0.7 else own.name)
    zone = random_source.choice([own, programme])
    day = special[1] if special else interesting_day(random_source, zone)
    week = random_source.choice([1, 1, 2, 6])
    case = {"own": own, "programme": programme, "week": week,
            "first_day": day - 7 * (week - 1) - random_source.randrange(7),
            "meeting": random_source.choice([1, 2, 3, 4, 8, 32]),
            "windows": random_windows(random_source),
            "holidays": random_ranges(random_source, day, random_source.choice([0, 0, 2])),
            "away": random_ranges(random_source, day, random_source.choice([0, 0, 3])),
            "from": NO_FIRST_DAY, "until": NO_LAST_DAY}
    if random_source.random() < 0.2:
        case["from"] = day + random_source.randrange(-3, 4)
    if random_source.random() < 0.2:
        case["until"] = day + random_source.randrange(-3, 8)
    return case


def line_of(case):
    def flat(items):
        return [len(items), *(number for item in items for number in item)]
    words = [case["programme"].name, case["first_day"], case["week"], *flat(case["holidays"]),
             case["meeting"], case["own"].name, case["from"], case["until"],
             *flat(case["windows"]), *flat(case["away"])]
    return " ".join(map(str, words))


def slots_of(words, n):
    number = sum(int(word, 16) << (64 * i) for i, word in enumerate(words))
    return [bool(number >> slot & 1) for slot in range(n)], number >> n


def fault_of(case, answer):
    words = answer.split()
    begin, n, holiday, free, starts = expected(case)
    if int(words[0]) != begin or int(words[1]) != n:
        return f"begin, slots: {words[0]} {words[1]} instead of {begin} {n}"
    if (words[2] == "1") != holiday:
        return f"holiday week: {words[2]} instead of {holiday}"
    if n < 0:
        return None
    ours, beyond = slots_of(words[3:15], n)
    if ours != free or beyond:
        return f"free slots differ at {[i for i in range(n) if ours[i] != free[i]]} {beyond}"
    ours, beyond = slots_of(words[15:27], n)
    if ours != starts or beyond:
        return f"starts differ at {[i for i in range(n) if ours[i] != starts[i]]} {beyond}"
    return None


def special_days():
    """(zone, day) of the oddest weeks there are."""
    def day(*date):
        return (datetime.datetime(*date) - EPOCH).days
    return [("Pacific/Apia", day(2011, 12, 30)), ("Pacific/Kwajalein", day(1993, 8, 21)),
            ("Pacific/Kiritimati", day(1995, 1, 1)), ("Africa/Monrovia", day(1972, 1, 7)),
            ("America/Havana", day(2026, 3, 8)), ("Africa/Cairo", day(2026, 4, 24)),
            ("Australia/Lord_Howe", day(2026, 4, 5)), ("Antarctica/Troll", day(2026, 3, 29)),
            ("Asia/Gaza", day(2026, 3, 28)), ("America/Nuuk", day(2026, 3, 28)),
            ("Europe/Dublin", day(2026, 10, 25)), ("America/Nuuk", day(2399, 10, 31))]


def main():
    try:
        names = sorted(name for name in zoneinfo.available_timezones()
                       if name not in ("Factory", "localtime"))
        for name in ODD_ZONES:
            zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        print("skipped: no time zone data on this machine")
        return SKIPPED
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20260907
    full = os.environ.get("MENTORMATCH_FULL") == "1"
    n_cases = int(sys.argv[3]) if len(sys.argv) > 3 else 3000 if full else 200
    random_source = random.Random(seed)
    special = special_days()
    cases = [random_case(random_source, names if i % 3 == 0 else ODD_ZONES,
                         special[i % len(special)] if i % 5 == 0 else None)
             for i in range(n_cases)]
    done = subprocess.run([sys.argv[1]], input="\n".join(map(line_of, cases)), text=True,
                          stdout=subprocess.PIPE, check=True)
    answers = done.stdout.splitlines()
    if len(answers) != len(cases):
        print(f"{len(answers)} answers to {len(cases)} cases")
        return 1
    faults = 0
    for case, answer in zip(cases, answers):
        fault = fault_of(case, answer)
        if fault is not None:
            faults += 1
            if faults <= 10:
                print(f"{line_of(case)}\n    {fault}")
    print(f"{n_cases} person-weeks, seed {seed}: {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
