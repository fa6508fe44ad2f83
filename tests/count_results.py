"""Sum a meson test log: "PASSED FAILED SKIPPED", then a line for whatever did not pass.

A test program counts as the checks or cases that it names, else as one.
Usage: count_results.py testlog.json
"""
import json
import re
import sys

CHECK = re.compile(r"\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)")
CASES = re.compile(r"^Ran (\d+) tests?", re.M)
SKIPPED_CASES = re.compile(r"skipped=(\d+)")


def counts_of(test):
    """Passed, failed, skipped of one test program."""
    output = test.get("stdout", "") + test.get("stderr", "")
    if test["result"] == "SKIP":
        return 0, 0, 1
    checks = [tuple(map(int, found)) for found in CHECK.findall(output)]
    n_all = sum(check[0] for check in checks) or sum(map(int, CASES.findall(output))) or 1
    n_failed = sum(check[1] + check[2] for check in checks)
    n_skipped = sum(map(int, SKIPPED_CASES.findall(output)))
    if test["result"] not in ("OK", "EXPECTEDFAIL"):
        n_failed = max(n_failed, 1)
    return max(n_all - n_failed - n_skipped, 0), n_failed, n_skipped


def main():
    totals = [0, 0, 0]
    remarks = []
    with open(sys.argv[1], encoding="utf-8") as log:
        for test in map(json.loads, log):
            counts = counts_of(test)
            totals = [total + count for total, count in zip(totals, counts)]
            if counts[1]:
                remarks.append(f"failed: {test['name']} ({test['result'].lower()})")
            elif test["result"] == "SKIP":
                lines = test.get("stdout", "").strip().splitlines()
                remarks.append(f"skipped: {test['name']}{': ' + lines[-1] if lines else ''}")
    print(*totals)
    print(*remarks, sep="\n", end="\n" if remarks else "")


if __name__ == "__main__":
    main()
