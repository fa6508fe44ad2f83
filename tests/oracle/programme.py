"""Read a programme that is known to be valid (SPEC 1 and 8.1).

Part of the independent judges: written from the definitions alone, with no code of the library.
Anything strange raises ValueError; good sentences for bad input are the library's business.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

QUESTION_KEYS = {"id", "kind", "compare", "weight", "required", "at_least", "missing",
                 "missing_passes", "from", "to", "levels", "by", "range", "affinity", "length",
                 "blank", "mentor_column", "mentee_column"}
COMPARES = {"scale": {"near", "far", "ahead"}, "number": {"near"},
            "choice": {"same", "different", "affinity"}, "tags": {"cover", "overlap", "any"},
            "vector": {"cosine"}}


@dataclass
class Criterion:
    """Whatever contributes to a score (SPEC 3): a question, or one of the three others."""
    name: str
    kind: str                     # a question's kind, or common_time, zone_distance, wishes
    compare: str = ""
    weight: Fraction = Fraction(0)
    required: bool = False
    at_least: Fraction = Fraction(1)
    missing: Fraction = Fraction(1, 2)
    missing_passes: bool = False
    low: int = 0                  # scale: from
    high: int = 0                 # scale: to
    levels: list = None           # scale: names of the steps 1..n, or None
    by: Fraction = Fraction(1)
    range: Fraction = Fraction(1)
    affinity: dict = None
    length: int = 0               # vector
    blank: set = field(default_factory=set)
    mentor_column: str = ""
    mentee_column: str = ""
    enough_starts: int = 8        # common_time
    live_weeks: int = None        # common_time: None means all counted weeks


@dataclass
class PeopleFile:
    file: Path
    columns: dict
    list_separator: str


@dataclass
class Programme:
    name: str
    folder: Path
    first_day: date
    first_day_text: str
    weeks: int
    zone_text: str
    holidays: list                # [(first date, last date)], inclusive
    check_in_weeks: list          # ascending, each once
    minutes: int
    gap_minutes: int
    per_day: int
    comfortable: tuple            # (from, to) in minutes of the local day; from > to: over midnight
    mentors: PeopleFile
    mentees: PeopleFile
    criteria: list                # in the order of SPEC 3: questions, common_time, ...
    goals: list
    wants: dict
    tie_seed: int
    fixed: list                   # [(mentee id, mentor id, force)]
    forbidden: set                # {(mentee id, mentor id)}


def _unique_keys(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key twice: %s" % keys)
    return dict(pairs)


def _known(mapping, keys, where):
    if set(mapping) - set(keys):
        raise ValueError("unknown keys in %s: %s" % (where, sorted(set(mapping) - set(keys))))
    return mapping


def minute_of_day(text):
    """`H:MM` as minutes; 24:00 is allowed (the caller knows where)."""
    hours, minutes = text.split(":")
    value = 60 * int(hours) + int(minutes)
    if len(minutes) != 2 or not 1 <= len(hours) <= 2 or int(minutes) > 59 or value > 1440:
        raise ValueError("not a time of day: %s" % text)
    return value


def _holidays(items):
    ranges = []
    for item in items:
        if isinstance(item, str):
            ranges.append((date.fromisoformat(item),) * 2)
        else:
            _known(item, ("from", "to"), "holidays")
            ranges.append((date.fromisoformat(item["from"]), date.fromisoformat(item["to"])))
    if any(first > last for first, last in ranges):
        raise ValueError("a holiday ends before it begins")
    return ranges


def _question(data):
    _known(data, QUESTION_KEYS, "question")
    if data["compare"] not in COMPARES[data["kind"]]:
        raise ValueError("compare does not fit the kind")
    required = data.get("required", False)
    if "weight" not in data and not required:
        raise ValueError("a question without weight")
    criterion = Criterion(
        name=data["id"], kind=data["kind"], compare=data["compare"], required=required,
        weight=Fraction(data.get("weight", 0)), at_least=Fraction(data.get("at_least", 1)),
        missing=Fraction(data.get("missing", Fraction(1, 2))),
        missing_passes=data.get("missing_passes", False), by=Fraction(data.get("by", 1)),
        range=Fraction(data.get("range", 1)), affinity=data.get("affinity"),
        length=data.get("length", 0), blank=set(data.get("blank", ())),
        mentor_column=data.get("mentor_column", data["id"]),
        mentee_column=data.get("mentee_column", data["id"]))
    if data["kind"] == "scale":
        criterion.levels = data.get("levels")
        if criterion.levels is not None:
            criterion.low, criterion.high = 1, len(criterion.levels)
        else:
            criterion.low, criterion.high = data["from"], data["to"]
        if criterion.low >= criterion.high:
            raise ValueError("a scale without steps")
    return criterion


def _criteria(data):
    criteria = [_question(question) for question in data.get("questions", [])]
    for name in ("common_time", "zone_distance", "wishes"):
        if name not in data:
            continue
        options = _known(data[name], ("weight", "required", "at_least", "missing",
                                      "missing_passes", "enough_minutes", "live_weeks"), name)
        default_missing = Fraction(0) if name == "common_time" else Fraction(1, 2)
        criteria.append(Criterion(
            name=name, kind=name, weight=Fraction(options.get("weight", 1)),
            required=options.get("required", False),
            at_least=Fraction(options.get("at_least", 1)),
            missing=Fraction(options.get("missing", default_missing)),
            missing_passes=options.get("missing_passes", False),
            enough_starts=options.get("enough_minutes", 120) // 15,
            live_weeks=options.get("live_weeks")))
    return criteria


def _check_in_weeks(stated, weeks):
    if stated is None:
        return sorted({week for week in (2, 6, weeks) if week <= weeks})
    found = sorted({weeks if week == "final" else week for week in stated})
    if not found or found[0] < 1 or found[-1] > weeks:
        raise ValueError("check-in weeks outside the term")
    return found


def _rules(items):
    """Pairs of `fixed` or `forbidden`, each once: (mentee, mentor, force)."""
    rules = {}
    for item in items:
        if isinstance(item, list):
            mentee, mentor = item
            force = False
        else:
            _known(item, ("mentee", "mentor", "force"), "pairs")
            mentee, mentor, force = item["mentee"], item["mentor"], item.get("force", False)
        rules[mentee, mentor] = rules.get((mentee, mentor), False) or force
    return [(mentee, mentor, force) for (mentee, mentor), force in rules.items()]


def _people_file(data, folder):
    _known(data, ("file", "columns", "list_separator"), "people")
    return PeopleFile(folder / data["file"], data.get("columns", {}),
                      data.get("list_separator", ";"))


def read_programme(path):
    """The programme in `path`, with every default of SPEC 1 filled in."""
    path = Path(path)
    data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Fraction,
                      object_pairs_hook=_unique_keys)
    _known(data, ("mentormatch", "name", "term", "check_ins", "mentors", "mentees", "questions",
                  "common_time", "zone_distance", "wishes", "matching", "pairs"), "programme")
    if data["mentormatch"] != 1:
        raise ValueError("another format number")
    term = _known(data["term"], ("first_day", "weeks", "time_zone", "holidays"), "term")
    check_ins = _known(data.get("check_ins", {}),
                       ("weeks", "minutes", "gap_minutes", "per_day", "comfortable"), "check_ins")
    matching = _known(data.get("matching", {}), ("goals", "wants", "tie_seed"), "matching")
    pairs = _known(data.get("pairs", {}), ("fixed", "forbidden"), "pairs")
    comfortable = check_ins.get("comfortable", {})
    return Programme(
        name=data.get("name", path.name), folder=path.parent,
        first_day=date.fromisoformat(term["first_day"]), first_day_text=term["first_day"],
        weeks=term["weeks"], zone_text=term["time_zone"],
        holidays=_holidays(term.get("holidays", [])),
        check_in_weeks=_check_in_weeks(check_ins.get("weeks"), term["weeks"]),
        minutes=check_ins.get("minutes", 30), gap_minutes=check_ins.get("gap_minutes", 0),
        per_day=check_ins.get("per_day", 4),
        comfortable=(minute_of_day(comfortable.get("from", "08:00")),
                     minute_of_day(comfortable.get("to", "21:00"))),
        mentors=_people_file(data["mentors"], path.parent),
        mentees=_people_file(data["mentees"], path.parent), criteria=_criteria(data),
        goals=matching.get("goals", ["participation", "total"]),
        wants=matching.get("wants", {"mentor": 1}), tie_seed=matching.get("tie_seed", 0),
        fixed=_rules(pairs.get("fixed", [])),
        forbidden={(mentee, mentor) for mentee, mentor, _ in _rules(pairs.get("forbidden", []))})


def days_between(first, last):
    """Every date from `first` to `last`, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
