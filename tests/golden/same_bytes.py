"""The same people, rules and version give the same bytes, whatever else is different.

Runs the programme with every executable given, with the rows of both files shuffled, under a
locale with a decimal comma and in another time zone, and compares the folders byte for byte.
Usage: same_bytes.py PROGRAMME EXECUTABLE...
"""
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SEED = 20260921


def run(executable, programme, folder, **environment):
    """The files that a run writes, by name."""
    done = subprocess.run([executable, "run", programme, "-o", folder], check=False,
                          env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{executable} run exits with {done.returncode}:\n{done.stderr}")
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def differences(expected, found):
    """What two runs differ in, in words."""
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield name
    if not expected:
        yield "no files at all"


def shuffled_copy(programme, folder, seed):
    """A copy of a programme whose people stand in another order."""
    source = Path(programme)
    shutil.copytree(source.parent, folder)
    rules = json.loads(source.read_text(encoding="utf-8"))
    randomness = random.Random(seed)
    for role in ("mentors", "mentees"):
        path = folder / rules[role]["file"]
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        randomness.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([heading, *rows])
    return folder / source.name


def german_locale(folder):
    """Settings for a locale that writes 0,5; else the plain UTF-8 one."""
    if shutil.which("localedef"):
        made = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8",
                               str(folder / "de_DE.UTF-8")], capture_output=True, check=False)
        if made.returncode == 0 or (folder / "de_DE.UTF-8").is_dir():
            return {"LOCPATH": str(folder), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
    return {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def main():
    programme, executables = sys.argv[1], [str(Path(name).resolve()) for name in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        locales = place / "locales"
        locales.mkdir()
        settings = german_locale(locales)
        expected = run(executables[0], programme, place / "expected", LC_ALL="C", TZ="UTC")
        n_bad = 0
        for number, executable in enumerate(executables):
            mixed = shuffled_copy(programme, place / f"people{number}", SEED + number)
            cases = {
                "as it is": run(executable, programme, place / f"plain{number}"),
                "again into the same folder": run(executable, programme,
                                                  place / f"plain{number}"),
                f"rows shuffled (seed {SEED + number})": run(executable, mixed,
                                                             place / f"mixed{number}"),
                f"{settings['LC_ALL']}, TZ=Asia/Tokyo": run(
                    executable, programme, place / f"abroad{number}", TZ="Asia/Tokyo",
                    **settings),
            }
            for case, found in cases.items():
                for difference in differences(expected, found):
                    print(f"{executable}, {case}: {difference} differs")
                    n_bad += 1
        print(f"{len(executables)} executables, 4 runs each, {len(expected)} files: "
              f"{n_bad} differences")
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
