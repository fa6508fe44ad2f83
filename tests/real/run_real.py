#!/usr/bin/python3
"""Run the command on real data and judge everything: run_real.py COMMAND small|large|civil-service.

The data are not part of the repository: the folder named by MENTORMATCH_DATA, else ../shared/data
beside it. Where it is absent the test is skipped (exit 77). Ends with 1 and keeps the folder when
something is wrong; tells seconds and peak memory of the command.
"""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "oracle"))

from bulk import bulk_tables
from calendars import check_calendars
from check_optimum import check_large
from cohort import Cohort
from judge import judge
from make_civil_service import make_civil_service
from make_learners import make_learners
from plan_checker import check_plan
from results import Wrong, check_large_matching, require
from summary import check_summary

SKIPPED = 77
LARGE_SECONDS, LARGE_MEGABYTES = 60, 500
SAMPLED_PAIRS = 2000


def data_folder():
    """Where the data sets are; None if they are not here."""
    folder = Path(os.environ.get("MENTORMATCH_DATA") or ROOT.parent / "shared" / "data")
    return folder if (folder / "learners-fcc2016").is_dir() else None


def run_measured(arguments):
    """Run to the end; (exit status, wall seconds, peak megabytes of that process)."""
    measure = Path(__file__).resolve().parent / "measure.py"
    done = subprocess.run([sys.executable, "-S", "-E", str(measure)] + arguments,
                          stdout=subprocess.PIPE, check=True)
    status, seconds, megabytes = done.stdout.decode().split()[-3:]
    return int(status), float(seconds), float(megabytes)


def judge_large(cohort, folder):
    """Judge a run that is too large to be solved here; every check-in is judged all the same."""
    score, eligible = bulk_tables(cohort)
    sample = random.Random(1)
    for _ in range(SAMPLED_PAIRS):
        row, column = (sample.randrange(n) for n in score.shape)
        verdict = cohort.verdict(cohort.mentee_ids[row], cohort.mentor_ids[column])
        require((verdict.score, verdict.is_eligible) == (score[row, column], eligible[row, column]),
                "the judge's own tables are wrong", row, column)
    pairs, value = check_large_matching(cohort, folder, (score, eligible))
    check_ins = check_plan(cohort, folder, pairs)
    check_large(cohort, pairs, check_ins)
    check_calendars(cohort, folder, check_ins, only=lambda number: number % 50 == 0)
    return check_summary(cohort, folder, (pairs, value, check_ins), None)


def make(name, data, folder):
    """Write the input files of a test; returns the programme's path."""
    if name == "civil-service":
        return make_civil_service(data, folder)
    return make_learners(data, folder, *((2000, 8000) if name == "large" else (40, 100)))


def run_and_judge(command, name, data, folder):
    """The whole test in `folder`; raises Wrong."""
    programme = make(name, data, folder)
    status, seconds, megabytes = run_measured([command, "run", str(programme), "-o",
                                               str(folder / "out")])
    print("%s: run took %.2f s and %.0f MB" % (name, seconds, megabytes), flush=True)
    require(status == 0, "exit status", status)
    cohort = Cohort(programme)
    judged = judge_large if name == "large" else judge
    summary = judged(cohort, folder / "out")
    print("%(pairs)d pairs, %(unfilled)d unfilled;" % summary["counts"],
          "%(live)d live, %(asynchronous)d asynchronous check-ins;" % summary["check_ins"],
          "GLPK %(glpk)s in %(glpk_iterations)d iterations" % summary["proof"])
    if name == "large":
        if seconds >= LARGE_SECONDS:  # a shared machine may be slow: told, and no failure
            print("slower than the aim of %d s" % LARGE_SECONDS)
        require(megabytes < LARGE_MEGABYTES, "more megabytes than", LARGE_MEGABYTES)


def main():
    if len(sys.argv) != 3 or sys.argv[2] not in ("small", "large", "civil-service"):
        print("usage: run_real.py COMMAND small|large|civil-service", file=sys.stderr)
        return 2
    data = data_folder()
    if data is None:
        print("skipped: the data folder is not here (set MENTORMATCH_DATA)")
        return SKIPPED
    folder = Path(tempfile.mkdtemp(prefix="mentormatch-real-"))
    try:
        run_and_judge(os.path.abspath(sys.argv[1]), sys.argv[2], data, folder)
    except Wrong as wrong:
        print("wrong: %s\nkept: %s" % (wrong, folder))
        return 1
    except Exception:           # a result so strange that a judge fell over it
        traceback.print_exc()
        print("kept: %s" % folder)
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
