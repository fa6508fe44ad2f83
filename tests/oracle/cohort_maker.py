"""Seeded random cohorts of many shapes, as files (SPEC 1, 2): valid, but seldom pleasant.

make_cohort(seed, folder) writes programme.json, mentors.csv, mentees.csv and returns the path of
the programme. The same seed gives the same files.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import people_maker
from cohort import Cohort

SHAPES = ("usual",) * 6 + ("kinds", "kinds", "two mentors", "mentees crowd", "mentors crowd",
                           "tied", "all forbidden", "no mentors", "no mentees", "nobody",
                           "capacity 0", "one each", "strict", "larger")
# First day and zone: terms across changes of summer time on both halves of the earth, of half an
# hour, in Ramadan, on a short day, and none.
TERMS = (("2026-09-07", "Europe/Dublin"), ("2026-10-14", "America/New_York"),
         ("2026-03-02", "Europe/Berlin"), ("2026-03-16", "Australia/Sydney"),
         ("2026-09-23", "Australia/Sydney"), ("2026-03-23", "America/Santiago"),
         ("2026-08-24", "America/Santiago"), ("2026-03-22", "Australia/Lord_Howe"),
         ("2026-02-05", "Africa/Casablanca"), ("2026-09-15", "Pacific/Chatham"),
         ("2011-12-17", "Pacific/Apia"), ("2026-04-18", "Africa/Cairo"),
         ("2026-10-05", "Asia/Kathmandu"), ("2028-02-21", "UTC"), ("2026-10-19", "UTC-03:30"),
         ("2037-10-12", "Europe/London"), ("2099-10-12", "America/St_Johns"))
QUESTIONS = (
    {"kind": "scale", "from": 1, "to": 5, "compare": "near"},
    {"kind": "scale", "from": -2, "to": 5, "compare": "far"},
    {"kind": "scale", "from": 1, "to": 7, "compare": "ahead"},
    {"kind": "scale", "from": 0, "to": 10, "compare": "ahead", "by": 3},
    {"kind": "scale", "levels": ["AO", "EO", "HEO", "Grade 7"], "compare": "ahead", "by": 1},
    {"kind": "scale", "levels": ["low", "high"], "compare": "near"},
    {"kind": "number", "compare": "near", "range": 20},
    {"kind": "number", "compare": "near", "range": 7.125, "blank": ["n/a", "don't know"]},
    {"kind": "choice", "compare": "same"},
    {"kind": "choice", "compare": "different", "blank": ["-"]},
    {"kind": "choice", "compare": "affinity",
     "affinity": {"red": {"green": 0.7, "Blue": 0.333333}, "green": {"green": 0.25}}},
    {"kind": "tags", "compare": "cover"},
    {"kind": "tags", "compare": "overlap"},
    {"kind": "tags", "compare": "any", "blank": ["none"]},
    {"kind": "vector", "compare": "cosine", "length": 3})
WEIGHTS = (0, 1, 1, 2, 3, 0.5, 1.25, 0.001, 7.333)


def _rule(random, criterion, strict):
    """Add required, at_least, missing, missing_passes now and then."""
    if random.random() < (0.6 if strict else 0.12):
        criterion["required"] = True
        if random.random() < 0.7 and criterion.get("id") != "common_time":
            criterion["at_least"] = random.choice((0.25, 0.5, 0.333333, 0, 1))
        if random.random() < 0.6:
            criterion["missing_passes"] = random.random() < 0.8
    if random.random() < 0.3:
        criterion["missing"] = random.choice((0, 1, 0.25, 0.123456))
    return criterion


def _questions(random, strict):
    questions = []
    for number in range(random.choice((0, 1, 2, 3, 4, 6))):
        question = {"id": "q%d" % (number + 1), **random.choice(QUESTIONS),
                    "weight": random.choice(WEIGHTS)}
        questions.append(_rule(random, question, strict))
        if question.get("required") and random.random() < 0.3:
            del question["weight"]
    return questions


def _common_criteria(random, strict):
    criteria = {}
    if random.random() < 0.75:
        rule = _rule(random, {"id": "common_time", "weight": random.choice(WEIGHTS)}, strict)
        rule["enough_minutes"] = random.choice((15, 60, 120, 240))
        if rule.get("required"):
            rule["live_weeks"] = random.choice((1, 1, 2, 9))
        criteria["common_time"] = rule
    if random.random() < 0.6:
        rule = _rule(random, {"id": "", "weight": random.choice(WEIGHTS)}, strict)
        rule.pop("missing", None), rule.pop("missing_passes", None)
        criteria["zone_distance"] = rule
    for rule in criteria.values():
        del rule["id"]
    return criteria


def _term(random):
    first_day, zone = random.choice(TERMS)
    term = {"first_day": date.fromisoformat(first_day), "weeks": random.randint(1, 12),
            "zone": zone, "holidays": []}
    while random.random() < 0.4:
        first = term["first_day"] + timedelta(days=random.randrange(7 * term["weeks"]))
        last = first + timedelta(days=random.choice((0, 1, 6, 13)))
        term["holidays"].append(str(first) if first == last
                                else {"from": str(first), "to": str(last)})
    return term


def _check_ins(random, weeks):
    part = {"minutes": random.choice((15, 30, 30, 45, 60, 90)),
            "gap_minutes": random.choice((0, 0, 15, 60)), "per_day": random.choice((1, 2, 4)),
            "comfortable": random.choice(({"from": "08:00", "to": "21:00"},
                                          {"from": "09:10", "to": "16:50"},
                                          {"from": "20:00", "to": "04:00"},
                                          {"from": "06:00", "to": "24:00"}))}
    if random.random() < 0.6:
        part["weeks"] = random.sample(range(1, weeks + 1), min(weeks, random.randint(1, 3)))
        part["weeks"] += ["final"] * (random.random() < 0.5)
    return part


def _counts(random, shape):
    """(mentors, mentees, ids in both)."""
    counts = {"no mentors": (0, random.randint(1, 4)), "no mentees": (random.randint(1, 4), 0),
              "nobody": (0, 0), "mentees crowd": (random.randint(1, 3), random.randint(7, 12)),
              "mentors crowd": (random.randint(6, 10), random.randint(1, 3)),
              "larger": (random.randint(15, 30), random.randint(20, 45))}
    n_mentors, n_mentees = counts.get(shape, (random.randint(1, 7), random.randint(1, 8)))
    return n_mentors, n_mentees, min(n_mentors, n_mentees, random.choice((0, 0, 1, 2)))


def _context(random, shape, questions, term, ids):
    separators = [random.choice(";;;|/") for _ in range(2)]
    context = {
        "separator": dict(zip(("mentor", "mentee"), separators)), "term": term,
        "others": {"mentor": ids["mentee"], "mentee": ids["mentor"]}, "questions": questions,
        "zones": random.sample(people_maker.ZONES, random.choice((1, 1, 2, 2, 3, 5))),
        "generous": random.random() < 0.2, "tied": {},
        "wishes": {role: random.random() < 0.5 for role in ("mentor", "mentee")},
        "capacities": ("", "0", "1", "1", "2", "3"), "kinds": ("",), "wants": ("",)}
    if shape == "capacity 0":
        context["capacities"] = ("0",)
    if shape == "one each":
        context["capacities"] = ("1", "")
    if shape == "kinds":
        context["kinds"] = ("expert", "peer", "peer", "alumni")
        context["wants"] = ("", "expert", "expert:1 peer:1", "peer:2", "peer:1 expert:2",
                            "coach:1", "expert:0 peer")
    if shape == "two mentors":
        context["wants"] = ("", "mentor:2", "mentor:1", "mentor:3", "mentor:0")
    if shape == "tied":
        context["tied"] = {question["id"]: people_maker.make_answer(
            Random(1), {**question, "blank": []}, "\n") for question in questions}
    return context


def _pair_rules(random, shape, programme, path):
    """Fixed and forbidden pairs that do not contradict each other."""
    cohort = Cohort(path)
    everybody = [(mentee, mentor) for mentee in cohort.mentee_ids for mentor in cohort.mentor_ids]
    if shape == "all forbidden":
        return {"forbidden": [list(pair) for pair in everybody]}
    rules = {}
    if everybody and random.random() < 0.4:
        rules["forbidden"] = [list(random.choice(everybody)) for _ in range(random.randint(1, 4))]
    forbidden = {tuple(pair) for pair in rules.get("forbidden", [])}
    fixed, taken, had = [], {}, {}
    for mentee, mentor in random.sample(everybody, len(everybody)):
        kind = cohort.mentors[mentor].kind
        verdict = cohort.verdict(mentee, mentor)
        if (len(fixed) == 2 or random.random() < 0.9 or (mentee, mentor) in forbidden
                or mentee == mentor
                or taken.get(mentor, 0) >= cohort.mentors[mentor].capacity
                or had.get((mentee, kind), 0) >= cohort.mentees[mentee].wants.get(kind, 0)):
            continue
        taken[mentor] = taken.get(mentor, 0) + 1
        had[mentee, kind] = had.get((mentee, kind), 0) + 1
        fixed.append([mentee, mentor] if verdict.is_eligible else
                     {"mentee": mentee, "mentor": mentor, "force": True})
    return {**rules, "fixed": fixed} if fixed else rules


def make_cohort(seed, folder):
    """Write the cohort of a seed; returns (path of programme.json, name of its shape)."""
    random, folder = Random(seed), Path(folder)
    shape = random.choice(SHAPES)
    term = _term(random)
    questions = _questions(random, shape == "strict")
    n_mentors, n_mentees, n_both = _counts(random, shape)
    ids = {"mentor": people_maker.make_ids(random, "m", n_mentors),
           "mentee": people_maker.make_ids(random, "e", n_mentees)}
    ids["mentee"] = ids["mentee"][n_both:]
    ids["mentee"] += [name for name in random.sample(ids["mentor"], n_both)
                      if name not in ids["mentee"]]
    context = _context(random, shape, questions, term, ids)
    rows = {role: people_maker.make_rows(random, role, ids[role], context)
            for role in ("mentor", "mentee")}
    people_maker.join_roles(random, rows["mentor"], rows["mentee"])
    programme = {
        "mentormatch": 1, "name": random.choice(("Röntgen, \"2026\"", "Online MSc", "p")),
        "term": {"first_day": str(term["first_day"]), "weeks": term["weeks"],
                 "time_zone": term["zone"], "holidays": term["holidays"]},
        "check_ins": _check_ins(random, term["weeks"]), "questions": questions,
        **_common_criteria(random, shape == "strict"), "matching": {}}
    if random.random() < 0.1:
        del programme["name"]
    if any(context["wishes"].values()) and random.random() < 0.9:
        programme["wishes"] = {"weight": random.choice(WEIGHTS)}
    if shape == "kinds":
        programme["matching"]["wants"] = random.choice(({"expert": 1}, {"expert": 1, "peer": 1}))
    if random.random() < 0.25:
        programme["matching"]["goals"] = random.choice((["total"], ["total", "participation"],
                                                        ["participation"]))
    if random.random() < 0.5:
        programme["matching"]["tie_seed"] = random.randint(0, 2 ** 31)
    for role in ("mentor", "mentee"):
        headings = {"id": random.choice(("id", "Staff number")), "name": "Full name, please"}
        headings = headings if random.random() < 0.3 else {}
        fields = [field for field in (rows[role][0] if rows[role] else
                                      _fields_of_nobody(role, context)) if field != "id"]
        (folder / (role + "s.csv")).write_bytes(
            people_maker.csv_text(random, rows[role], fields, headings))
        programme[role + "s"] = {"file": role + "s.csv", "columns": headings,
                                 "list_separator": context["separator"][role]}
    path = folder / "programme.json"
    path.write_text(json.dumps(programme, ensure_ascii=False, indent=1), encoding="utf-8")
    rules = _pair_rules(random, shape, programme, path)
    if rules:
        programme["pairs"] = rules
        path.write_text(json.dumps(programme, ensure_ascii=False, indent=1), encoding="utf-8")
    return path, shape


def _fields_of_nobody(role, context):
    fields = ["id", "time_zone", "availability", "name"]
    fields += ["wishes"] * context["wishes"][role]
    return fields + [question["id"] for question in context["questions"]]
