"""Cases whose files were worked out by hand: every file in expected/ must come out byte for byte.

Usage: check_cases.py EXECUTABLE CASE_FOLDER...
"""
import difflib
import subprocess
import sys
import tempfile
from pathlib import Path


def check_case(executable, case):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "out"
        done = subprocess.run([executable, "run", case / "programme.json", "-o", folder],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return [f"{case.name}: exit {done.returncode}\n{done.stderr}"]
        problems = []
        for path in sorted((case / "expected").iterdir()):
            expected = path.read_text(encoding="utf-8").splitlines(keepends=True)
            found = (folder / path.name).read_text(encoding="utf-8").splitlines(keepends=True)
            problems += difflib.unified_diff(expected, found, f"expected/{path.name}", "found")
        return problems


def main():
    executable, cases = sys.argv[1], [Path(name) for name in sys.argv[2:]]
    n_bad = 0
    for case in cases:
        problems = check_case(executable, case)
        n_bad += bool(problems)
        print(*problems, sep="", end="\n" if problems else "")
    print(f"{len(cases)} cases, {n_bad} differ")
    return 1 if n_bad or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
