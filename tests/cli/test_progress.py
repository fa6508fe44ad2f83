"""What a terminal shows while a command runs, and --threads."""
import os
import pty
import re
import subprocess
import unittest

from command import EXAMPLE, EXECUTABLE, CommandTest


class Progress(CommandTest):
    def on_a_terminal(self, *words, **environment):
        """What standard error shows when it is a terminal."""
        try:
            ours, theirs = pty.openpty()
        except OSError:
            self.skipTest("this system has no terminals to give")
        done = subprocess.run([EXECUTABLE, *words], cwd=self.place, stdout=subprocess.DEVNULL,
                              stderr=theirs, check=False,
                              env={**os.environ, "TERM": "xterm", **environment})
        os.close(theirs)
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # the other end is closed
                chunk = b""
            if not chunk:
                break
            shown += chunk
        os.close(ours)
        self.assertEqual(done.returncode, 0, shown)
        return shown.decode()

    def test_a_terminal_shows_the_stages_on_one_line_and_nothing_stays(self):
        shown = self.on_a_terminal("run", EXAMPLE, "-o", "out")
        for words in ("reading ...", "compiling ... 0 %", "planning the check-ins ...",
                      "writing ... "):
            self.assertIn(words, shown)
        lines = re.split(r"\r\x1b\[K", shown)
        self.assertEqual(lines[-1].count("..."), 0)
        for line in lines:
            self.assertLessEqual(line.count("..."), 1, shown)
        percents = [int(number) for number in re.findall(r"writing \.\.\. (\d+) %", shown)]
        self.assertEqual(percents, sorted(percents))

    def test_quiet_and_dumb_terminals_show_nothing(self):
        self.assertEqual(self.on_a_terminal("run", EXAMPLE, "-o", "out", "--quiet"), "")
        self.assertNotIn("...", self.on_a_terminal("run", EXAMPLE, "-o", "out", TERM="dumb"))

    def test_without_a_terminal_nothing_is_shown(self):
        self.assertNotIn("...", self.command("run", EXAMPLE, "-o", "out").stderr)

    def test_threads_change_no_byte(self):
        self.command("run", EXAMPLE, "-o", "out", "--threads", "1")
        expected = self.files_of(self.out)
        for threads in ("2", "3", "8", "64"):
            self.command("run", EXAMPLE, "-o", "other", "--threads", threads)
            self.assertEqual(self.files_of(self.place / "other"), expected, threads)

    def test_threads_is_a_whole_number(self):
        for threads in ("0", "-1", "65", "two", "1.5", "", "99999999999999999999"):
            done = self.command("check", EXAMPLE, "--threads", threads, expect=1)
            self.assertIn("--threads takes a whole number from 1 to 64", done.stderr)


if __name__ == "__main__":
    unittest.main()
