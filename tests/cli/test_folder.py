"""The output folder: old or new as a whole, never a person's own files; signals; round trips."""
import contextlib
import copy
import csv
import hashlib
import json
import os
import signal
import stat
import subprocess
import time
import unittest

from command import EXAMPLE, EXECUTABLE, RULES, CommandTest

RUN_FILES = {"pairs.csv", "unmatched.csv", "loads.csv", "check_ins.csv", "summary.json"}


class Folder(CommandTest):
    def test_run_writes_every_file_for_its_owner_only(self):
        self.small_run()
        files = self.files_of(self.out)
        self.assertEqual({name for name in files if "/" not in name}, RUN_FILES)
        self.assertIn("calendars/mentee-a.ics", files)
        self.assertIn("calendars/mentor-m1.ics", files)
        for path in self.out.rglob("*"):
            mode = stat.S_IMODE(path.stat().st_mode)
            self.assertEqual(mode, 0o700 if path.is_dir() else 0o600, path)

    def test_summary_json_lists_the_other_files_with_their_checksums(self):
        self.small_run()
        files = self.files_of(self.out)
        listed = json.loads(files.pop("summary.json"))["files"]
        self.assertEqual([entry["name"] for entry in listed], sorted(files))
        for entry in listed:
            content = files[entry["name"]]
            self.assertEqual(entry["bytes"], len(content))
            self.assertEqual(entry["sha256"], hashlib.sha256(content).hexdigest())

    def test_printed_summary_has_at_most_fifteen_lines(self):
        done = self.command("run", EXAMPLE, "-o", "out")
        lines = done.stdout.splitlines()
        self.assertLessEqual(len(lines), 15)
        self.assertEqual(lines[0], "Autumn term 2026")
        self.assertIn("GLPK confirms it in 0 iterations", done.stdout)

    def test_match_and_schedule_write_their_own_files_only(self):
        self.command("match", "programme.json", "-o", "out")
        self.assertEqual(set(self.files_of(self.out)),
                         {"pairs.csv", "unmatched.csv", "loads.csv", "summary.json"})
        self.command("schedule", "programme.json", "--pairs", "out/pairs.csv", "-o", "plan")
        names = {name for name in self.files_of(self.place / "plan") if "/" not in name}
        self.assertEqual(names, {"check_ins.csv", "summary.json"})

    def test_schedule_of_written_pairs_plans_what_run_plans(self):
        self.command("run", EXAMPLE, "-o", "out")
        self.command("schedule", EXAMPLE, "--pairs", "out/pairs.csv", "-o", "plan")
        whole, part = self.files_of(self.out), self.files_of(self.place / "plan")
        part.pop("summary.json")
        self.assertEqual({name: whole[name] for name in part}, part)
        self.assertIn("check_ins.csv", part)

    def test_schedule_refuses_an_unknown_person(self):
        (self.place / "mine.csv").write_text("mentee,mentor\na,nobody-at-all\n", encoding="utf-8")
        done = self.command("schedule", "programme.json", "--pairs", "mine.csv", "-o", "out",
                            expect=2)
        self.assertIn("mine.csv:2:", done.stderr)
        self.assertNotIn("nobody-at-all", done.stderr)
        self.assertFalse(self.out.exists())
        self.command("schedule", "programme.json", "--pairs", "none.csv", "-o", "out", expect=2)

    def test_an_earlier_run_is_replaced(self):
        self.command("run", EXAMPLE, "-o", "out")
        self.small_run()
        self.assertNotIn("calendars/mentee-quinn.ics", self.files_of(self.out))

    def test_a_note_in_the_folder_is_refused_by_name_and_kept(self):
        self.small_run()
        (self.out / "my notes.txt").write_text("call Maryam", encoding="utf-8")
        before = self.files_of(self.out)
        done = self.small_run(expect=1)
        self.assertIn("my notes.txt", done.stderr)
        self.assertEqual(self.files_of(self.out), before)
        self.small_run("--overwrite")
        self.assertFalse((self.out / "my notes.txt").exists())

    def test_an_edited_file_is_refused(self):
        self.small_run()
        with (self.out / "pairs.csv").open("a", encoding="utf-8") as file:
            file.write("c,m2,mentor,0.1,0,0\n")
        self.assertIn("pairs.csv", self.small_run(expect=1).stderr)

    def test_nothing_is_left_beside_the_folder(self):
        before = {path.name for path in self.place.iterdir()}
        self.small_run()
        self.small_run()
        self.assertEqual({path.name for path in self.place.iterdir()} - before, {"out"})

    def test_raw_leaves_out_the_apostrophe(self):
        path = self.place / "mentees.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("\na,", "\n=1+1,"),
                        encoding="utf-8")
        self.small_run()
        self.assertIn("\n'=1+1,m1,", (self.out / "pairs.csv").read_text(encoding="utf-8"))
        self.small_run("--raw")
        self.assertIn("\n=1+1,m1,", (self.out / "pairs.csv").read_text(encoding="utf-8"))

    def test_pairs_that_never_meet_are_noted(self):
        rules = copy.deepcopy(RULES)
        rules["pairs"] = {"fixed": [["c", "m1"]]}
        self.write_small(rules=rules)
        self.assertIn("note: ", self.small_run().stderr)


class Signals(CommandTest):
    def start(self, *words):
        return subprocess.Popen([EXECUTABLE, *map(str, words)], cwd=self.place,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def test_interrupted_schedule_exits_with_4_and_keeps_the_old_folder(self):
        self.small_run()
        before = self.files_of(self.out)
        for number in (signal.SIGINT, signal.SIGTERM):
            pipe = self.place / "pairs"
            os.mkfifo(pipe)
            process = self.start("schedule", "programme.json", "--pairs", "pairs", "-o", "out")
            # Opens when the command opens it; the command may be gone before it reads.
            with contextlib.suppress(BrokenPipeError), pipe.open("w", encoding="utf-8") as writer:
                process.send_signal(number)
                time.sleep(0.2)  # the handler runs while the command waits for the pairs
                writer.write("mentee,mentor\na,m1\n")
            _, text = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 4, text)
            self.assertIn("stopped", text)
            self.assertEqual(self.files_of(self.out), before)
            pipe.unlink()

    def test_a_run_interrupted_anywhere_leaves_the_old_or_the_new_folder(self):
        self.write_large(400, 1500)
        self.command("match", "programme.json", "-o", "new", "--quiet")
        begin = time.monotonic()
        self.command("match", "programme.json", "-o", "new", "--quiet")
        lasts = time.monotonic() - begin
        new = self.files_of(self.place / "new")
        self.out.mkdir()
        endings = set()
        for tenth in range(1, 10):
            process = self.start("match", "programme.json", "-o", "out", "--quiet")
            time.sleep(lasts * tenth / 10)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            endings.add(process.returncode)
            files = self.files_of(self.out)
            if process.returncode == 0:
                self.assertEqual(files, new)
            else:
                # The second number: a signal that comes before the command listens.
                self.assertIn(process.returncode, (4, -signal.SIGINT))
                self.assertIn(files, ({}, new))
            self.assertEqual([path.name for path in self.place.iterdir()
                              if path.name not in KNOWN], [])
        self.assertIn(4, endings)

    def test_time_limit_ends_with_0_or_4(self):
        self.write_large(400, 1500)
        process = self.start("match", "programme.json", "-o", "out", "--time-limit", "0.001")
        _, text = process.communicate(timeout=60)
        self.assertIn(process.returncode, (0, 4), text)
        if process.returncode == 4:
            self.assertNotEqual(text, "")

    def write_large(self, n_mentors, n_mentees):
        heading = "id,name,time_zone,availability,experience\n"
        zones = ("Europe/Dublin", "America/New_York", "Asia/Kolkata")
        mentors = "".join(f"m{i},,{zones[i % 3]},Mon-Fri {8 + i % 9}:00-{10 + i % 9}:00,"
                          f"{1 + i % 5}\n" for i in range(n_mentors))
        mentees = "".join(f"a{i},,{zones[i % 3]},Mon-Fri {8 + i * 7 % 9}:00-{10 + i * 7 % 9}:00,"
                          f"{1 + i * 3 % 5}\n" for i in range(n_mentees))
        self.write_small(mentors=heading + mentors, mentees=heading + mentees)


KNOWN = {"programme.json", "mentors.csv", "mentees.csv", "out", "new"}


class PrivateOutput(CommandTest):
    def test_nobodys_name_is_printed_by_a_run(self):
        with (EXAMPLE.parent / "mentees.csv").open(encoding="utf-8", newline="") as file:
            names = [row["name"] for row in csv.DictReader(file) if row["name"]]
        self.assertGreater(len(names), 10)
        done = self.command("run", EXAMPLE, "-o", "out")
        for name in names:
            self.assertNotIn(name, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
