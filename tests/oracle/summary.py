"""Judge summary.json and the list of files (SPEC 7, 8.12 to 8.14)."""

import hashlib
import json

from results import require

KEYS = ["mentormatch", "programme", "fingerprint", "versions", "counts", "goals", "proof",
        "check_ins", "files"]


def _counts(cohort, pairs):
    mentors, mentees = cohort.mentors, cohort.mentees
    requests = sum(sum(mentee.wants.values()) for mentee in mentees.values())
    return {"mentors": len(mentors), "mentees": len(mentees),
            "both": len(mentors.keys() & mentees.keys()),
            "places": sum(mentor.capacity for mentor in mentors.values()),
            "requests": requests, "pairs": len(pairs), "unfilled": requests - len(pairs),
            "mentees_paired": len({mentee for mentee, _ in pairs}),
            "pairs_without_common_start": sum(
                not any(cohort.scorer.week_counts(mentees[mentee], mentors[mentor]))
                for mentee, mentor in pairs)}


def _goals(programme, value):
    expected = {"participation": {"goal": "participation", "mentees": value.mentees,
                                  "requests": value.requests},
                "total": {"goal": "total", "value": value.total}}
    return [expected[goal] for goal in programme.goals]


def _check_proof(summary, value, programme):
    proof = summary["proof"]
    last = value.requests if programme.goals[-1] == "participation" else value.total
    require(proof["status"] == "optimal", "proof.status", proof["status"])
    require(proof["gap"] == 0 and proof["bound"] == last, "proof.bound or gap", proof, last)
    require(proof["glpk"] in ("confirmed", "trivial"), "proof.glpk", proof["glpk"])
    require(proof["glpk_iterations"] == 0, "glpk_iterations", proof["glpk_iterations"])


def _check_check_ins(cohort, summary, check_ins, most_live):
    """`most_live`: what the judge knows to be possible, None if it does not know."""
    part = summary["check_ins"]
    live = sum(one.is_live for one in check_ins)
    require((part["live"], part["asynchronous"]) == (live, len(check_ins) - live),
            "check_ins: live or asynchronous", part)
    weeks = [{"week": week,
              "live": sum(one.is_live and one.week == week for one in check_ins),
              "asynchronous": sum(not one.is_live and one.week == week for one in check_ins)}
             for week in cohort.programme.check_in_weeks]
    require([{key: week[key] for key in ("week", "live", "asynchronous")}
             for week in part["weeks"]] == weeks, "check_ins.weeks", part["weeks"], weeks)
    require(part["bound"] >= live, "check_ins.bound is below what was reached", part)
    if most_live is not None:
        require(part["exact"] is True and part["bound"] == most_live == live,
                "check_ins: exact or bound", part, most_live)
    if part["exact"]:
        require(part["bound"] == live and all(week["exact"] for week in part["weeks"]),
                "check_ins: exact, but not in every week", part)


def _check_files(folder, summary):
    found = sorted((str(path.relative_to(folder)) for path in folder.rglob("*")
                    if path.is_file() and path.name != "summary.json"),
                   key=lambda name: name.encode("utf-8"))
    require([entry["name"] for entry in summary["files"]] == found, "files: names", found)
    for entry in summary["files"]:
        data = (folder / entry["name"]).read_bytes()
        require(entry == {"name": entry["name"], "bytes": len(data),
                          "sha256": hashlib.sha256(data).hexdigest()}, "files:", entry)
    for path in [folder] + list(folder.rglob("*")):
        mode = 0o700 if path.is_dir() else 0o600
        require(path.stat().st_mode & 0o777 == mode, "access rights of", path.name)


def check_summary(cohort, folder, result, most_live):
    """Judge summary.json; `result` = (pairs, what they reach, check-ins)."""
    pairs, value, check_ins = result
    data = (folder / "summary.json").read_bytes()
    summary = json.loads(data)
    require(list(summary) == KEYS, "summary.json: keys", list(summary))
    require(data.endswith(b"}\n") and b"\r" not in data and b'\n  "mentormatch": 1,\n' in data,
            "summary.json: form")
    require(summary["mentormatch"] == 1 and summary["programme"] == cohort.programme.name,
            "summary.json: programme")
    require(list(summary["versions"]) == ["mentormatch", "glpk", "jansson", "tzdata"], "versions")
    require(summary["counts"] == _counts(cohort, pairs), "counts", summary["counts"],
            _counts(cohort, pairs))
    require(summary["goals"] == _goals(cohort.programme, value), "goals", summary["goals"])
    _check_proof(summary, value, cohort.programme)
    _check_check_ins(cohort, summary, check_ins, most_live)
    _check_files(folder, summary)
    return summary
