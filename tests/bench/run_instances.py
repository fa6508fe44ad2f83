#!/usr/bin/python3
"""Every benchmark instance, small, against SciPy: run_instances.py PROGRAMS COMMAND whole|dense|sparse.

PROGRAMS is the folder of the benchmark programs. Each prints its certificate (proven, GLPK agrees)
and its value, which must be SciPy's optimum. Skipped (77) without SciPy.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "bench" / "peers"), str(ROOT / "tests" / "oracle")]

try:
    import numpy
    from scipy.optimize import linear_sum_assignment
except ImportError:
    print("skipped: SciPy is not here")
    sys.exit(77)

import instance
from cohort import Cohort
from judge import judge
from results import Wrong

# mentees, mentors, more arguments: 83 % and 100 % load, celebrities, weeks, the shape of a MOOC,
# fewer places than mentees, nobody.
COHORTS = [
    (400, 120), (400, 100), (400, 120, "--celebrity"), (300, 75, "--celebrity", "--weeks", 3),
    (200, 60, "--weeks", 2), (200, 60, "--weeks", 3), (400, 80, "--capacity", 6),
    (200, 30), (1, 1), (0, 5), (5, 0)]
SHAPES = [(200, 200), (399, 400), (400, 123), (50, 400), (1, 1), (300, 1), (1, 300), (0, 4),
          (4, 0), (0, 0)]


class Programs:
    """The benchmark programs, run in a folder of their own."""

    def __init__(self, folder, scratch):
        self.folder, self.scratch = Path(folder), Path(scratch)

    def run(self, name, *arguments):
        command = [str(self.folder / name)] + [str(argument) for argument in arguments]
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=120, check=False)
        if done.returncode != 0:
            raise Wrong("%s ended with %d" % (" ".join(command), done.returncode))
        lines = done.stdout.decode().splitlines()
        return json.loads(lines[-1]) if lines else None

    def instance(self, program, flag, *arguments):
        path = str(self.scratch / "instance.bin")
        self.run(program, flag, path, *arguments)
        return path, instance.read(path)


def size(mentees, mentors):
    return "--mentees", mentees, "--mentors", mentors


def optimum_of_places(worth, capacity):
    """Largest sum where every row may stay alone: its own column worth 0."""
    places = numpy.repeat(worth, capacity, axis=1)
    alone = numpy.zeros((worth.shape[0], worth.shape[0]))
    matrix = numpy.concatenate((places, alone), axis=1)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return int(matrix[rows, columns].sum())


def check(condition, what, *details):
    if not condition:
        raise Wrong("%s: %s" % (what, ", ".join(map(str, details))))


def check_whole(programs):
    """The matching of generated people: participation first, then the largest total."""
    for mentees, mentors, *more in COHORTS:
        what = " ".join(map(str, (mentees, mentors, *more)))
        found = programs.run("bench_match", *size(mentees, mentors), *more)
        check(found["outcome"] == 1 and found["gap"] == 0, what, "not proven", found)
        check(found["glpk"] in (1, 2) and found["glpk_iterations"] == 0, what, "GLPK", found)
        _, matrix = programs.instance("make_matrix", "--out", *size(mentees, mentors), *more)
        worth = matrix.worth.reshape(mentees, mentors).astype(float)
        check(found["filled"] == min(mentees, int(matrix.capacity.sum())), what, "filled", found)
        # Every pair filled counts more than all scores together.
        first = 10**6 * (mentees + 1)
        value = optimum_of_places(worth + first, matrix.capacity) - found["filled"] * first
        check(found["value"] == value, what, found["value"], value)
    print(len(COHORTS), "cohorts: the matching is proven and SciPy's optimum")


def check_files(programs, command):
    """The same people as files: the command's result, judged by tests/oracle."""
    folder = programs.scratch / "people"
    folder.mkdir()
    for more in ((), ("--weeks", 3, "--celebrity")):
        programs.run("make_instance", "--people", folder, *size(60, 18), *more)
        out = folder / "out"
        done = subprocess.run([command, "run", str(folder / "programme.json"), "-o", str(out)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        check(done.returncode == 0, "run", done.returncode)
        summary = judge(Cohort(folder / "programme.json"), out)
        found = programs.run("bench_match", *size(60, 18), *more)
        check(summary["goals"][-1]["value"] == found["value"], "files and builder differ",
              summary["goals"], found)
    print("the command finds the same in the files, and the judge agrees")


def check_dense(programs):
    """Matrices of every kind and shape."""
    for kind in "SUMABE":
        for rows, columns in SHAPES:
            for seed in (1, 2, 3):
                path, dense = programs.instance("make_instance", "--dense", "--kind", kind,
                                                *size(rows, columns), "--seed", seed)
                found = programs.run("bench_dense", "--file", path)
                # Below 2^53 throughout: the sums of SciPy's doubles are exact.
                costs = dense.integers()
                best = linear_sum_assignment(costs.astype(float))
                value = sum(int(cost) for cost in costs[best])
                check(found["value"] == value, "%s %d x %d seed %d" % (kind, rows, columns, seed),
                      found["value"], value)
    print(len("SUMABE") * len(SHAPES) * 3, "matrices: certified and SciPy's optimum")


def check_sparse(programs):
    """The best candidates of generated people."""
    cases = [(n, m, k, seed) for n, m in ((400, 120), (400, 100), (300, 40), (1, 1), (0, 3), (3, 0))
             for k in (1, 4, 32) for seed in (1, 2)]
    for n, m, k, seed in cases:
        path, sparse = programs.instance("make_instance", "--sparse", *size(n, m), "--candidates",
                                         k, "--seed", seed)
        found = programs.run("bench_sparse", "--file", path)
        worth = numpy.full((n, m), -1.0e9)
        worth[sparse.row_of_pair(), sparse.column] = sparse.worth
        value = optimum_of_places(worth, sparse.capacity)
        check(found["value"] == value, "%d x %d, %d candidates, seed %d" % (n, m, k, seed),
              found["value"], value)
    print(len(cases), "sparse instances: certified and SciPy's optimum")


def main():
    folder, command, part = sys.argv[1:]
    command = str(Path(command).resolve())
    with tempfile.TemporaryDirectory(prefix="mentormatch-bench-") as scratch:
        programs = Programs(folder, scratch)
        try:
            if part == "whole":
                check_whole(programs)
                check_files(programs, command)
            elif part == "dense":
                check_dense(programs)
            else:
                check_sparse(programs)
        except Wrong as wrong:
            print("wrong:", wrong)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
