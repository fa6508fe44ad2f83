#!/usr/bin/python3
"""Random cohorts through the command, everything judged by tests/oracle.

run_random.py COMMAND DUMP_SCORES COHORTS SEED: cohorts SEED, SEED+1, ... Says which seed failed,
and keeps its folder; `run_random.py COMMAND DUMP_SCORES 1 SEED` repeats it. DUMP_SCORES `-`: the
contributions are not compared.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

from cohort import Cohort
from cohort_maker import make_cohort
from judge import judge
from results import require

LIMIT_S = 120
IN_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None   # a run syncs all that it writes
BARRED = {"same person": 1, "avoid": 2, "forbidden": 4, "eligible": 8}


def run(arguments):
    """Run to the end; what it wrote to standard output."""
    done = subprocess.run([str(one) for one in arguments], capture_output=True, timeout=LIMIT_S)
    require(done.returncode == 0, "exit status of", arguments[:2], done.returncode,
            done.stderr.decode("utf-8", "replace")[-600:])
    return done.stdout.decode("utf-8")


def expected_scores(cohort):
    """The lines that dump_scores prints, in any order."""
    lines = []
    for mentee in cohort.mentee_ids:
        for mentor in cohort.mentor_ids:
            verdict = cohort.verdict(mentee, mentor)
            for part in verdict.contributions:
                lines.append("part\t%s\t%s\t%s\t%d\t%d\t%d\t%d" % (
                    mentee, mentor, part.criterion, part.earned, part.possible, part.is_missing,
                    part.fails))
            lines.append("pair\t%s\t%s\t%d\t%d\t%d" % (
                mentee, mentor, verdict.score, verdict.is_eligible,
                sum(BARRED[name] for name in verdict.barred)))
    return lines


def compare_scores(cohort, printed):
    """Every number of every pair must be the same."""
    found, expected = Counter(printed.split("\n")[:-1]), Counter(expected_scores(cohort))
    require(found == expected, "contributions: the library says",
            sorted((found - expected).elements())[:4], "SPEC says",
            sorted((expected - found).elements())[:4])


def run_one(command, dump, seed, folder):
    """One cohort; returns its shape and counts. Raises Wrong."""
    programme, shape = make_cohort(seed, folder)
    cohort = Cohort(programme)
    if dump != "-":
        compare_scores(cohort, run([dump, programme]))
    run([command, "check", programme])
    run([command, "run", programme, "-o", folder / "out"])
    summary = judge(cohort, folder / "out")
    run([command, "run", programme, "-o", folder / "again"])
    for entry in summary["files"] + [{"name": "summary.json"}]:
        require((folder / "out" / entry["name"]).read_bytes()
                == (folder / "again" / entry["name"]).read_bytes(),
                "another run gives other bytes:", entry["name"])
    return shape, {"pairs": summary["counts"]["pairs"], "unfilled": summary["counts"]["unfilled"],
                   "live": summary["check_ins"]["live"],
                   "asynchronous": summary["check_ins"]["asynchronous"]}


def main():
    if len(sys.argv) != 5:
        print("usage: run_random.py COMMAND DUMP_SCORES COHORTS SEED", file=sys.stderr)
        return 2
    command, dump, n_cohorts, first_seed = (*sys.argv[1:3], *map(int, sys.argv[3:]))
    shapes, totals, failed = Counter(), Counter(), 0
    for seed in range(first_seed, first_seed + n_cohorts):
        folder = Path(tempfile.mkdtemp(prefix="mentormatch-%d-" % seed, dir=IN_MEMORY))
        try:
            shape, counts = run_one(command, dump, seed, folder)
        except Exception as wrong:      # also a result so strange that a judge fell over it
            kept = shutil.move(folder, tempfile.mkdtemp(prefix="mentormatch-random-"))
            print("seed %d: %s: %s\nkept: %s" % (seed, type(wrong).__name__, wrong, kept),
                  flush=True)
            failed += 1
            if failed == 5:
                break
            continue
        shapes[shape] += 1
        totals.update(counts)
        shutil.rmtree(folder)
    print("%d cohorts from seed %d:" % (sum(shapes.values()), first_seed),
          ", ".join("%d %s" % (n, name) for name, n in sorted(shapes.items())))
    print(", ".join("%d %s" % (n, name) for name, n in totals.items()), "- %d failed" % failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
