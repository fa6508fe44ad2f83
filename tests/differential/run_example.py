#!/usr/bin/python3
"""Run a programme and judge its result with tests/oracle: run_example.py COMMAND PROGRAMME."""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

from cohort import Cohort
from judge import judge
from results import Wrong


def main():
    command, programme = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "out"
        done = subprocess.run([command, "run", programme, "-o", str(folder)], timeout=60)
        if done.returncode != 0:
            print("exit status %d" % done.returncode)
            return 1
        try:
            summary = judge(Cohort(programme), folder)
        except Wrong as wrong:
            print("wrong: %s" % wrong)
            return 1
    print(summary["counts"], summary["check_ins"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
