"""Bad input: exit 2, all problems at once with their places, and nobody's data in a sentence."""
import copy
import json
import os
import pty
import subprocess
import unittest

from command import EXECUTABLE, MENTEES, MENTORS, RULES, CommandTest

MARK = "Zaphod-7731"  # stands for personal text in every failing case


class BadInput(CommandTest):
    def check(self, expect=2, **more):
        return self.command("check", "programme.json", expect=expect, **more)

    def test_sound_input_ends_with_one_line(self):
        done = self.check(expect=0)
        self.assertEqual(done.stdout,
                         "programme.json: 2 mentors, 3 mentees; 0 errors, 0 warnings, 0 notes\n")
        self.assertEqual(done.stderr, "")

    def test_missing_files_are_named(self):
        done = self.command("check", "nowhere.json", expect=2)
        self.assertIn("nowhere.json", done.stderr)
        (self.place / "mentees.csv").unlink()
        self.assertIn("mentees.csv", self.small_run(expect=2).stderr)
        self.assertFalse(self.out.exists())

    def test_unknown_key_suggests_the_known_one(self):
        rules = copy.deepcopy(RULES)
        rules["check_ins"]["minuts"] = 30
        self.write_small(rules=rules)
        done = self.check()
        self.assertRegex(done.stderr, r"(?m)^programme\.json:1:\d+: .*did you mean minutes\?$")

    def test_problems_of_all_three_files_are_told_in_one_run(self):
        rules = copy.deepcopy(RULES)
        rules["term"]["weeks"] = 0
        self.write_small(rules=rules, mentors=MENTORS.replace("Mon 18:00", "Mon 25:00"),
                         mentees=MENTEES.replace("b,Bo,Europe/Dublin", "b,Bo,Europe/Dubln"))
        places = [line.split(": ")[0] for line in self.check().stderr.splitlines()]
        self.assertEqual([place.split(":")[0] for place in places],
                         ["programme.json", "mentors.csv", "mentees.csv"])
        self.assertTrue(places[1].startswith("mentors.csv:2:"), places)
        self.assertTrue(places[2].startswith("mentees.csv:3:"), places)

    def test_errors_stand_before_notes(self):
        self.write_small(mentors=MENTORS + "\n\n",
                         mentees=MENTEES.replace("c,Cy,Europe/Dublin,Wed 18:00-19:00,3",
                                                 "c,Cy,Europe/Dublin,Wed 18:00-19:00,9"))
        lines = self.check().stderr.splitlines()
        self.assertGreater(len(lines), 1)
        self.assertNotIn(": note: ", lines[0])
        self.assertIn(": note: ", lines[-1])

    def test_only_a_hundred_are_listed_and_all_are_counted(self):
        rows = "".join(f"x{i},X,Europe/Dublin,Mon 18:00-19:00,77\n" for i in range(250))
        self.write_small(mentees="id,name,time_zone,availability,experience\n" + rows)
        lines = self.check().stderr.splitlines()
        self.assertEqual(len(lines), 101)
        self.assertEqual(lines[-1], "mentormatch: 250 errors in all, of which 100 are listed")

    def test_no_personal_text_in_any_sentence(self):
        cell = {"zone": f"{MARK}/Nowhere", "availability": f"Mon {MARK}", "answer": MARK,
                "capacity": f"9{MARK}", "away": MARK}
        heading = "id,name,time_zone,availability,experience,away"
        good = {"zone": "Europe/Dublin", "availability": "Mon 18:00-19:00", "answer": "3",
                "away": ""}
        for wrong in ("zone", "availability", "answer", "away"):
            row = {**good, wrong: cell[wrong]}
            line = (f"{MARK}id,{MARK}name,{row['zone']},{row['availability']},{row['answer']},"
                    f"{row['away']}\n")
            self.write_small(mentees=f"{heading}\n{line}")
            self.assertNotIn(MARK, self.check().stderr, wrong)
            shown = self.command("check", "programme.json", "--show-values", expect=2).stderr
            self.assertIn(f"[{cell[wrong].replace('Mon ', '')}", shown.replace("[Mon ", "["),
                          wrong)

    def test_a_terminal_shows_the_value_without_its_control_characters(self):
        self.write_small(mentees=MENTEES.replace("b,Bo,Europe/Dublin", f"b,Bo,{MARK}"))
        try:
            ours, theirs = pty.openpty()
        except OSError:
            self.skipTest("this system has no terminals to give")
        done = subprocess.run([EXECUTABLE, "check", "programme.json"], cwd=self.place,
                              stdout=subprocess.DEVNULL, stderr=theirs, check=False)
        os.close(theirs)
        shown = b""
        while chunk := self.read_terminal(ours):
            shown += chunk
        os.close(ours)
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"[{MARK}]".encode(), shown)

    @staticmethod
    def read_terminal(descriptor):
        try:
            return os.read(descriptor, 4096)
        except OSError:  # the other end is closed
            return b""

    def test_files_elsewhere_need_allow_any_path(self):
        inner = self.place / "inner"
        inner.mkdir()
        rules = copy.deepcopy(RULES)
        rules["mentors"]["file"] = "../mentors.csv"
        rules["mentees"]["file"] = "../mentees.csv"
        (inner / "programme.json").write_text(json.dumps(rules), encoding="utf-8")
        self.command("check", "inner/programme.json", expect=2)
        self.command("check", "inner/programme.json", "--allow-any-path")

    def test_zone_directory_comes_from_the_option_then_from_tzdir(self):
        empty = self.place / "zones"
        empty.mkdir()
        self.check(environment={"TZDIR": str(empty)})
        self.command("check", "programme.json", "--zone-directory", "/usr/share/zoneinfo",
                     environment={"TZDIR": str(empty)})

    def test_contradicting_rules_are_no_success(self):
        rules = copy.deepcopy(RULES)
        rules["pairs"] = {"fixed": [["a", "m1"]], "forbidden": [["a", "m1"]]}
        self.write_small(rules=rules)
        done = self.check()
        self.assertIn("programme.json", done.stderr)


if __name__ == "__main__":
    unittest.main()
