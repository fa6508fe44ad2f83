"""The README's own files are sound, its summary is the real one, and its links lead somewhere."""
import csv
import io
import re
import unittest

from command import EXAMPLE, CommandTest

ROOT = EXAMPLE.parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)


class Readme(CommandTest):
    def test_sample_programme_and_people_run(self):
        mentors = next(block for block in blocks("") if block.startswith("id,"))
        (self.place / "mentors.csv").write_text(mentors, encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(mentors)))
        with (self.place / "mentees.csv").open("w", encoding="utf-8", newline="") as file:
            fields = [field for field in rows[0] if field != "capacity"]
            writer = csv.DictWriter(file, fields, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**row, "id": f"mentee-{row['id']}"} for row in rows)
        (self.place / "programme.json").write_text(blocks("json")[0], encoding="utf-8")
        done = self.command("check", "programme.json")
        self.assertTrue(done.stdout.endswith("0 errors, 0 warnings, 0 notes\n"), done.stderr)
        self.command("run", "programme.json", "-o", "autumn")

    def test_summary_is_what_the_example_prints(self):
        said = self.command("run", EXAMPLE, "-o", "out").stdout
        self.assertIn(said, blocks(""))

    def test_links_lead_to_files(self):
        links = re.findall(r"\]\(([^)#:]+)\)", README)
        self.assertGreater(len(links), 5)
        for link in links:
            self.assertTrue((ROOT / link).exists(), link)


if __name__ == "__main__":
    unittest.main()
