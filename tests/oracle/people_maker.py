"""Seeded random people for cohort_maker.py: ids, zones, availability, answers, CSV files."""

from datetime import timedelta

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ZONES = ("Europe/Dublin", "Europe/Berlin", "America/New_York", "America/Los_Angeles",
         "America/Sao_Paulo", "America/Santiago", "America/St_Johns", "Asia/Kolkata",
         "Asia/Kathmandu", "Asia/Tokyo", "Asia/Tehran", "Africa/Lagos", "Africa/Casablanca",
         "Africa/Cairo", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe",
         "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "UTC",
         "UTC+05:45", "UTC-03:30", "UTC+00:00")
ODD_IDS = ("José", "=sum", "+44", "-x", "@home", "a b", "a,b", 'a"b', "Anna", "anna", "ANNA", "%",
           "x/y", "李", "naïve'", "'quoted", ".", "..", "long" + "é" * 40, "long" + "é" * 60)
WORDS = ("python", "data science", "c", "C", "design", "writing", "career; change", "math")


def make_ids(random, prefix, n_people):
    """Different ids, some of them awkward."""
    odd = random.sample(ODD_IDS, len(ODD_IDS))
    ids = []
    for number in range(n_people):
        ids.append(odd.pop() if odd and random.random() < 0.15 else "%s%d" % (prefix, number + 1))
    return ids


def _time(minute):
    return "%02d:%02d" % divmod(minute, 60)


def make_availability(random, generous):
    """A text in the grammar of SPEC 2; blank now and then."""
    if random.random() < 0.07:
        return ""
    entries = []
    for _ in range(random.randint(1, 5)):
        first = random.choice(DAYS)
        days = random.choice((first, first, "%s-%s" % (first, random.choice(DAYS)),
                              ",".join(random.sample(DAYS, 2)), "Mon - Fri", "saturday, SUNDAY"))
        start = random.choice((0, 1, 7, 8, 9, 12, 16, 17, 18, 20, 22, 23)) * 60
        start += random.choice((0, 0, 0, 15, 30, 45, 10))
        length = random.choice((45, 60, 90, 120, 240, 300) + ((600, 1425) if generous else ()))
        end = start + length
        text = "24:00" if end == 1440 else _time(end % 1440)
        entries.append("%s %s-%s" % (days, _time(start), text))
    return random.choice(("; ", ";", " ;; ")).join(entries)


def make_away(random, term, separator):
    """Dates and ranges inside the term, or blank."""
    parts = []
    while random.random() < 0.25:
        first = term["first_day"] + timedelta(days=random.randrange(7 * term["weeks"]))
        last = first + timedelta(days=random.randrange(5))
        parts.append(str(first) if random.random() < 0.5 else "%s..%s" % (first, last))
    return separator.join(parts)


def make_answer(random, question, separator):
    """A valid answer, or a missing one."""
    if random.random() < 0.15:
        return random.choice([""] + question.get("blank", []))
    kind = question["kind"]
    if kind == "scale":
        if "levels" in question:
            return random.choice(question["levels"])
        return str(random.randint(question["from"], question["to"]))
    if kind == "number":
        return random.choice(("0", "7", "-3", "2.5", "10.125", "41", "8.750", "12"))
    if kind == "choice":
        return random.choice(("red", "green", "Blue", "deep blue"))
    if kind == "tags":
        words = [word for word in WORDS if separator not in word]
        tags = [random.choice(words) for _ in range(random.randint(1, 4))]
        return random.choice((separator, " " + separator + " ")).join(tags)
    numbers = [random.choice(("0", "1", "-1", "0.5", "2.25", "-3e2", "1E-3"))
               for _ in range(question["length"])]
    return " ".join(numbers)


def _some_ids(random, others, separator, chance):
    if random.random() >= chance:
        return ""
    possible = [name for name in others if separator not in name] + ["nobody"]
    return separator.join(random.sample(possible, min(len(possible), random.randint(1, 3))))


def make_rows(random, role, ids, context):
    """One dict a person: field or question -> text. `context`: what the rows depend on."""
    separator = context["separator"][role]
    rows = []
    for name in ids:
        row = {"id": name, "time_zone": random.choice(context["zones"]),
               "availability": make_availability(random, context["generous"]),
               "name": random.choice(("", "Ann Lee", "Ōe, Kenzaburō", 'Bob "B" Roy', "=1+1")),
               "away": make_away(random, context["term"], separator),
               "avoid": _some_ids(random, context["others"][role], separator, 0.1),
               "eligible": random.choice(("", "", "yes", "Yes", "YES", "yes") * 2 + ("no",)),
               "from": "", "until": ""}
        first_day = context["term"]["first_day"]
        if random.random() < 0.1:
            row["from"] = str(first_day + timedelta(days=random.randint(0, 30)))
        if random.random() < 0.1:
            row["until"] = str(first_day + timedelta(days=random.randint(31 if row["from"] else 3,
                                                                         60)))
        if context["wishes"][role]:
            row["wishes"] = _some_ids(random, context["others"][role], separator, 0.6)
        if role == "mentor":
            row["capacity"] = random.choice(context["capacities"])
            row["kind"] = random.choice(context["kinds"])
        else:
            row["wants"] = random.choice(context["wants"])
        for question in context["questions"]:
            row[question["id"]] = (context["tied"].get(question["id"], None)
                                   or make_answer(random, question, separator))
        rows.append(row)
    return rows


def join_roles(random, mentors, mentees):
    """Where an id is in both files, let the two rows agree as SPEC 2 and 8.4 ask."""
    by_id = {row["id"]: row for row in mentors}
    for row in mentees:
        other = by_id.get(row["id"])
        if other is None:
            continue
        row["name"] = random.choice((other["name"], "")) if other["name"] else ""
        row["time_zone"] = random.choice((other["time_zone"], ""))
        if random.random() < 0.5:
            row["availability"] = ""


def _quoted(random, cell, separator, always):
    guarded = cell
    if cell[:1] in ("=", "+", "-", "@") and random.random() < 0.5:
        guarded = "'" + cell
    if always or set(guarded) & set('"\r\n' + separator):
        return '"%s"' % guarded.replace('"', '""')
    return random.choice((guarded, " " + guarded, guarded + "\t" if separator != "\t" else guarded))


def csv_text(random, rows, fields, headings):
    """A CSV file in one of the ways that people write them; bytes."""
    separator = random.choice(",,,;;\t")
    always = random.random() < 0.2
    end = random.choice(("\n", "\n", "\r\n"))
    order = ["id"] + random.sample(fields, len(fields))
    random.shuffle(order)
    lines = [separator.join(_quoted(random, headings.get(field, field), separator, always)
                            for field in order + ["remarks"])]
    for row in rows:
        cells = [row[field] for field in order]
        cells.append(random.choice(("", "x", 'says "hi", twice', "two" + end + "lines")))
        lines.append(separator.join(_quoted(random, cell, separator, always) for cell in cells))
        if random.random() < 0.05:
            lines.append(random.choice(("", separator * len(order))))
    text = end.join(lines) + (end if random.random() < 0.8 else "")
    return (b"\xef\xbb\xbf" if random.random() < 0.3 else b"") + text.encode("utf-8")
