"""explain: contributions add up, reasons are said, nobody's answers are shown."""
import csv
import re
import unittest

from command import EXAMPLE, CommandTest

LINE = re.compile(r"^  (\S+) +(\d+\.\d{6}) of (\d+\.\d{6})")


def parts_of(text):
    """[(criterion, earned, possible)] in millionths; the last one is the score."""
    return [(found[1], round(float(found[2]) * 1e6), round(float(found[3]) * 1e6))
            for found in map(LINE.match, text.splitlines()) if found]


class Explain(CommandTest):
    def explain(self, *words, expect=0):
        return self.command("explain", "programme.json", *words, expect=expect)

    def test_contributions_of_a_pair_worked_out_by_hand(self):
        # Two criteria of equal weight: 500,000 points each. b and m2 answer 2 and 1 on a scale of
        # 1 to 5: 3/4. Tuesday 18:00 to 19:00 has 3 starts of 30 minutes; 8 would be enough.
        parts = parts_of(self.explain("--pair", "b", "m2").stdout)
        self.assertEqual(parts, [("experience", 375000, 500000), ("common_time", 187500, 500000),
                                 ("score", 562500, 1000000)])

    def test_contributions_sum_to_the_score_in_pairs_csv(self):
        self.command("match", EXAMPLE, "-o", "out")
        with (self.out / "pairs.csv").open(encoding="utf-8", newline="") as file:
            pairs = list(csv.DictReader(file))
        self.assertGreater(len(pairs), 10)
        for pair in pairs[:5]:
            done = self.command("explain", EXAMPLE, "--pair", pair["mentee"], pair["mentor"])
            *parts, score = parts_of(done.stdout)
            self.assertEqual(sum(part[1] for part in parts), score[1])
            self.assertEqual(sum(part[2] for part in parts), 1000000)
            self.assertEqual(score[1], round(float(pair["score"]) * 1e6))

    def test_mentee_with_a_mentor_gets_the_pair(self):
        self.assertTrue(self.explain("--mentee", "a").stdout.startswith("mentee a, mentor m1\n"))

    def test_mentee_without_a_mentor_gets_a_reason(self):
        text = self.explain("--mentee", "c").stdout
        self.assertIn("c", text)
        self.assertIn("full", text)
        self.assertEqual(self.explain().stdout, text)

    def test_mentor_gets_load_and_pairs(self):
        text = self.explain("--mentor", "m1").stdout
        self.assertTrue(text.startswith("1 of 1 places taken"), text)
        self.assertIn("mentee a, mentor m1", text)

    def test_unknown_id_is_wrong_usage_and_is_not_repeated(self):
        for words in (["--mentee", "zz-unknown"], ["--mentor", "zz-unknown"],
                      ["--pair", "a", "zz-unknown"]):
            self.assertNotIn("zz-unknown", self.explain(*words, expect=1).stderr)

    def test_filled_requests_need_no_reason(self):
        self.write_small(mentees="id,time_zone,availability,experience\n"
                                 "a,Europe/Dublin,Mon 18:00-19:00,5\n")
        self.assertEqual(self.explain().stdout, "Every request is filled.\n")


if __name__ == "__main__":
    unittest.main()
