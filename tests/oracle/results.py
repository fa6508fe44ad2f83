"""Judge pairs.csv, unmatched.csv and loads.csv of a result folder (SPEC 5, 7, 8.7 to 8.9).

Each file is written anew from what SPEC says and must be the same bytes. Only the set of pairs is
taken from the result, after its value has been compared with the optimum.
"""

import csv
import io
from collections import Counter

import matching
import output


class Wrong(Exception):
    """A result that SPEC does not allow; the text says where and why."""


def require(condition, sentence, *details):
    """Raise Wrong with the sentence and what was found unless the condition holds."""
    if not condition:
        raise Wrong(" ".join([sentence] + [repr(detail) for detail in details]))


def same_bytes(name, written, expected):
    """Compare a file with what it must be and name the first line that differs."""
    if written == expected:
        return
    pairs = zip(written.split(b"\n") + [b"(end)"], expected.split(b"\n") + [b"(end)"])
    for number, (line, wanted) in enumerate(pairs, 1):
        require(line == wanted, "%s, line %d:" % (name, number), line, "should be", wanted)
    raise Wrong("%s has another length" % name)


def read_csv(path):
    """Rows of one of our own files as dicts, apostrophes removed."""
    text = path.read_bytes().decode("utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{key: cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell
             for key, cell in row.items()} for row in rows]


def read_pairs(folder):
    """[(mentee id, mentor id)] of pairs.csv."""
    return [(row["mentee"], row["mentor"]) for row in read_csv(folder / "pairs.csv")]


def pairs_bytes(cohort, pairs):
    """pairs.csv for these pairs."""
    rows = []
    for mentee_id, mentor_id in sorted(pairs, key=lambda pair: tuple(map(output.by_bytes, pair))):
        mentee, mentor = cohort.mentees[mentee_id], cohort.mentors[mentor_id]
        live = [count for count in cohort.scorer.week_counts(mentee, mentor) if count > 0]
        rows.append([output.text_cell(mentee_id), output.text_cell(mentor_id),
                     output.text_cell(mentor.kind),
                     output.millionths(cohort.verdict(mentee_id, mentor_id).score),
                     len(live), min(live, default=0)])
    return output.csv_bytes("mentee,mentor,kind,score,live_weeks,common_starts", rows)


def _reason(cohort, mentee, kind, mentees_of):
    """(reason, nearest_mentor, blocked_by) of an unfilled request (SPEC 8.9)."""
    if not mentee.eligible:
        return "not eligible", "", ""
    of_kind = [name for name in cohort.mentor_ids if cohort.mentors[name].kind == kind]
    if not of_kind:
        return "no mentor of this kind", "", ""
    possible = [name for name in of_kind
                if name != mentee.id and mentee.id not in mentees_of[name]]
    eligible = [name for name in possible if cohort.verdict(mentee.id, name).is_eligible]
    best = min(eligible or possible, default="",
               key=lambda name: (-cohort.verdict(mentee.id, name).score, output.by_bytes(name)))
    if eligible:
        return "all eligible mentors full", best, ";".join(
            sorted(mentees_of[best], key=output.by_bytes))
    failing = Counter(rule for name in possible
                      for rule in cohort.verdict(mentee.id, name).failing)
    names = [criterion.name for criterion in cohort.programme.criteria]
    names += ["avoid", "forbidden", "eligible"]
    return "no eligible mentor", best, max(names, key=lambda rule: failing[rule]) if failing else ""


def unmatched_bytes(cohort, pairs):
    """unmatched.csv for these pairs: every request that they leave open."""
    mentees_of = {name: set() for name in cohort.mentor_ids}
    had_of = Counter((mentee, cohort.mentors[mentor].kind) for mentee, mentor in pairs)
    for mentee, mentor in pairs:
        mentees_of[mentor].add(mentee)
    rows = []
    for mentee_id in cohort.mentee_ids:
        mentee = cohort.mentees[mentee_id]
        for kind in sorted(mentee.wants, key=output.by_bytes):
            had = had_of[mentee_id, kind]
            if had == mentee.wants[kind]:
                continue
            reason, nearest, blocked_by = _reason(cohort, mentee, kind, mentees_of)
            row = [output.text_cell(mentee_id), output.text_cell(kind), reason,
                   output.text_cell(nearest), output.text_cell(blocked_by)]
            rows += [row] * (mentee.wants[kind] - had)
    return output.csv_bytes("mentee,kind,reason,nearest_mentor,blocked_by", rows)


def _one_more(problem, mentor, value):
    """What one more place of a full mentor fills and adds, by solving again."""
    after = matching.quick_optimum(problem.with_one_more(mentor))
    adds = after.total - value.total if "total" in problem.goals else 0
    return after.requests - value.requests, adds


def loads_bytes(cohort, problem, pairs, value):
    """loads.csv for these pairs, with `value` the optimum that they reach."""
    rows = []
    for number, name in enumerate(cohort.mentor_ids):
        mentor = cohort.mentors[name]
        load = sum(pair[1] == name for pair in pairs)
        fills, adds = 0, 0
        if load == mentor.capacity and mentor.eligible:
            fills, adds = _one_more(problem, number, value)
        rows.append([output.text_cell(name), output.text_cell(mentor.kind), load,
                     mentor.capacity, fills, output.millionths(adds)])
    return output.csv_bytes("mentor,kind,load,capacity,one_more_fills,one_more_adds", rows)


def check_pairs(cohort, folder, problem):
    """Judge pairs.csv apart from its being the optimum; returns (pairs, what they reach)."""
    pairs = read_pairs(folder)
    row = {name: number for number, name in enumerate(cohort.mentee_ids)}
    column = {name: number for number, name in enumerate(cohort.mentor_ids)}
    numbers = [(row[mentee], column[mentor]) for mentee, mentor in pairs]
    broken = matching.broken_rule(problem, numbers)
    require(broken is None, "pairs.csv:", broken)
    same_bytes("pairs.csv", (folder / "pairs.csv").read_bytes(), pairs_bytes(cohort, pairs))
    return pairs, matching.reached(problem, numbers)


def check_matching(cohort, folder):
    """Judge the matching of a result folder by solving it; returns (pairs, what they reach)."""
    problem = cohort.problem()
    pairs, value = check_pairs(cohort, folder, problem)
    best = matching.optimum(problem)
    require(value.in_order(problem.goals) == best.in_order(problem.goals),
            "pairs.csv reaches", value, "but the optimum is", best)
    same_bytes("unmatched.csv", (folder / "unmatched.csv").read_bytes(),
               unmatched_bytes(cohort, pairs))
    same_bytes("loads.csv", (folder / "loads.csv").read_bytes(),
               loads_bytes(cohort, problem, pairs, value))
    return pairs, value


def check_large_matching(cohort, folder, tables):
    """Judge a matching that is too large to be solved here: by the prices in its loads.csv."""
    problem = cohort.problem(tables)
    pairs, value = check_pairs(cohort, folder, problem)
    loads = {row["mentor"]: row for row in read_csv(folder / "loads.csv")}
    require(list(loads) == cohort.mentor_ids, "loads.csv: not every mentor in order")
    prices = [(int(loads[name]["one_more_fills"]),
               output.millionths_of(loads[name]["one_more_adds"])) for name in cohort.mentor_ids]
    require(matching.proven_by_prices(problem, prices, value),
            "loads.csv: its prices do not prove the matching", value)
    load_of = Counter(mentor for _, mentor in pairs)
    for name, row in loads.items():
        require(row["kind"] == cohort.mentors[name].kind and int(row["load"]) == load_of[name]
                and int(row["capacity"]) == cohort.mentors[name].capacity, "loads.csv:", row)
    same_bytes("unmatched.csv", (folder / "unmatched.csv").read_bytes(),
               unmatched_bytes(cohort, pairs))
    return pairs, value
