"""What the tests of the command share: a small valid programme, and running the command."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

EXECUTABLE = os.environ["MENTORMATCH"]
EXAMPLE = Path(os.environ["MENTORMATCH_EXAMPLE"])

RULES = {
    "mentormatch": 1,
    "name": "Small",
    "term": {"first_day": "2026-09-07", "weeks": 6, "time_zone": "Europe/Dublin"},
    "check_ins": {"weeks": [2, 6]},
    "mentors": {"file": "mentors.csv"},
    "mentees": {"file": "mentees.csv"},
    "questions": [{"id": "experience", "kind": "scale", "from": 1, "to": 5,
                   "compare": "near", "weight": 1}],
    "common_time": {"weight": 1},
}
MENTORS = """id,name,time_zone,availability,experience
m1,Maryam,Europe/Dublin,Mon 18:00-19:00,5
m2,Otto,Europe/Dublin,Tue 18:00-19:00,1
"""
MENTEES = """id,name,time_zone,availability,experience
a,Ada,Europe/Dublin,Mon 18:00-19:00,5
b,Bo,Europe/Dublin,Tue 18:00-19:00,2
c,Cy,Europe/Dublin,Wed 18:00-19:00,3
"""


class CommandTest(unittest.TestCase):
    """A folder for each test, with the small programme in it."""

    maxDiff = None

    def setUp(self):
        keep = tempfile.TemporaryDirectory()
        self.addCleanup(keep.cleanup)
        self.place = Path(keep.name)
        self.out = self.place / "out"
        self.write_small()

    def write_small(self, rules=None, mentors=MENTORS, mentees=MENTEES):
        (self.place / "programme.json").write_text(json.dumps(rules or RULES), encoding="utf-8")
        (self.place / "mentors.csv").write_text(mentors, encoding="utf-8")
        (self.place / "mentees.csv").write_text(mentees, encoding="utf-8")

    def command(self, *words, expect=0, environment=None, stdout=subprocess.PIPE):
        """Run the command in the test's folder; the exit status must be `expect`."""
        done = subprocess.run([EXECUTABLE, *map(str, words)], cwd=self.place, text=True,
                              stdout=stdout, stderr=subprocess.PIPE, check=False,
                              env={**os.environ, **(environment or {})}, timeout=120)
        self.assertEqual(done.returncode, expect, f"{words}: {done.stderr}")
        return done

    def small_run(self, *words, expect=0, **more):
        return self.command("run", "programme.json", "-o", "out", *words, expect=expect, **more)

    def files_of(self, folder):
        return {path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*") if path.is_file()}
