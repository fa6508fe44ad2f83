"""The command line: help, version, wrong usage."""
import json
import unittest

from command import CommandTest

COMMANDS = ("check", "run", "match", "schedule", "explain")


class Usage(CommandTest):
    def test_version_and_help_go_to_standard_output(self):
        self.assertRegex(self.command("--version").stdout, r"^mentormatch \d+\.\d+\.\d+\n$")
        overview = self.command("--help").stdout
        for name in COMMANDS:
            self.assertIn(f"mentormatch {name} ", overview)
            page = self.command(name, "--help").stdout
            self.assertTrue(page.startswith(f"mentormatch {name} "), page)

    def test_help_fits_a_terminal(self):
        for words in [["--help"], *([name, "--help"] for name in COMMANDS)]:
            for line in self.command(*words).stdout.splitlines():
                self.assertLessEqual(len(line), 96)

    def test_wrong_usage_exits_with_1_and_says_where_to_read(self):
        wrong = [
            [], ["walk"], ["run"], ["run", "programme.json"], ["run", "-o", "out"],
            ["run", "programme.json", "more.json", "-o", "out"],
            ["run", "programme.json", "-o", "out", "--sideways"],
            ["run", "programme.json", "-o", "out", "--time-limit", "soon"],
            ["run", "programme.json", "-o", "out", "--time-limit", "-1"],
            ["run", "programme.json", "-o", "out", "--time-limit", "nan"],
            ["run", "programme.json", "-o", ""],
            ["run", "programme.json", "-o", "out", "--pairs", "pairs.csv"],
            ["check", "programme.json", "-o", "out"],
            ["match", "programme.json", "-o", "out", "--calendars"],
            ["schedule", "programme.json", "-o", "out"],
            ["explain", "programme.json", "--pair", "a"],
            ["explain", "programme.json", "--mentee", "a", "--mentor", "m1"],
        ]
        for words in wrong:
            done = self.command(*words, expect=1)
            self.assertIn("See: mentormatch ", done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertFalse(self.out.exists())

    def test_options_may_stand_before_the_programme(self):
        self.command("run", "-o", "out", "--quiet", "programme.json")
        self.assertTrue((self.out / "pairs.csv").exists())

    def test_quiet_prints_nothing(self):
        done = self.small_run("--quiet")
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_full_standard_output_is_no_success(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            self.command("--help", stdout=full, expect=5)

    def test_timings_are_json_with_every_stage(self):
        self.small_run("--timings", "timings.json")
        timings = json.loads((self.place / "timings.json").read_text(encoding="utf-8"))
        self.assertEqual((timings["command"], timings["exit"]), ("run", 0))
        seconds = timings["seconds"]
        self.assertEqual(list(seconds), ["read", "compile", "match", "plan", "explain", "write",
                                         "total"])
        self.assertLessEqual(sum(seconds.values()) - seconds["total"], seconds["total"] + 1e-5)


if __name__ == "__main__":
    unittest.main()
