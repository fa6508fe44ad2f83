#!/usr/bin/python3
"""Judge the result folder of `mentormatch run`: judge.py PROGRAMME FOLDER.

Prints one line and ends with 0 if everything is as SPEC says, else says what is wrong (1).
"""

import sys
from pathlib import Path

from calendars import check_calendars
from check_optimum import check_optimum
from cohort import Cohort
from plan_checker import check_plan
from results import Wrong, check_matching
from summary import check_summary


def judge(cohort, folder):
    """Judge everything; returns the parsed summary.json."""
    folder = Path(folder)
    pairs, value = check_matching(cohort, folder)
    check_ins = check_plan(cohort, folder, pairs)
    most_live = check_optimum(cohort, pairs, check_ins)
    check_calendars(cohort, folder, check_ins)
    return check_summary(cohort, folder, (pairs, value, check_ins), most_live)


def main():
    if len(sys.argv) != 3:
        print("usage: judge.py PROGRAMME FOLDER", file=sys.stderr)
        return 2
    try:
        summary = judge(Cohort(sys.argv[1]), sys.argv[2])
    except Wrong as wrong:
        print("wrong: %s" % wrong)
        return 1
    print("%(pairs)d pairs, %(unfilled)d unfilled" % summary["counts"],
          "- everything is as it must be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
