#!/usr/bin/python3
"""Good and bad sides of play.py and snippets.py."""
import tempfile
import unittest
from pathlib import Path

import play
import snippets


class Matches(unittest.TestCase):
    def test_same_lines_match(self):
        self.assertTrue(play.matches(["a", "b"], ["a", "b"]))

    def test_another_line_does_not(self):
        self.assertFalse(play.matches(["a", "b"], ["a", "c"]))

    def test_a_missing_line_does_not(self):
        self.assertFalse(play.matches(["a", "b"], ["a"]))

    def test_a_line_too_many_does_not(self):
        self.assertFalse(play.matches(["a"], ["a", "b"]))

    def test_dots_stand_for_a_part_of_a_line(self):
        self.assertTrue(play.matches(["case-…  Done."], ["case-12  Done."]))
        self.assertFalse(play.matches(["case-…  Done."], ["case-12  Refused."]))

    def test_a_line_of_dots_stands_for_any_number_of_lines(self):
        self.assertTrue(play.matches(["a", "…", "d"], ["a", "b", "c", "d"]))
        self.assertTrue(play.matches(["a", "…", "d"], ["a", "d"]))
        self.assertFalse(play.matches(["a", "…", "d"], ["a", "b"]))


class Play(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def play(self, text):
        readme = self.folder / "README.md"
        readme.write_text(text, encoding="utf-8")
        work = self.folder / "work"
        work.mkdir()
        play.play(readme, Path("/bin/true"), work, False)

    def test_a_readme_that_tells_the_truth_passes(self):
        self.play("```sh\nnumber=41\n```\n\n```sh\necho $number\n```\n\n```text\n4…\n```\n")

    def test_one_that_does_not_names_its_line(self):
        with self.assertRaisesRegex(play.Fault, r"README.md:5: expected\n42\nfound\n41"):
            self.play("```sh\necho 41\n```\n\n```text\n42\n```\n")

    def test_files_are_written_and_changed(self):
        self.play("New file `a.txt`:\n```text\none\nthree\n```\nIn `a.txt`, before the line with `three`:\n```text\ntwo\n```\n"
                  "In `a.txt`, instead of the line with `one`:\n```text\n1\n```\n```sh\ncat a.txt\n```\n```text\n1\ntwo\nthree\n```\n")

    def test_a_place_that_is_not_there_is_a_fault(self):
        with self.assertRaisesRegex(play.Fault, "expected one line of a.txt to hold 'four', found 0"):
            self.play("New file `a.txt`:\n```text\none\n```\nIn `a.txt`, before the line with `four`:\n```text\ntwo\n```\n")


class Snippets(unittest.TestCase):
    FILE = ["int main() {", "  first();", "  second();", "  third();", "}"]

    def test_lines_of_the_file_stand_in_it(self):
        self.assertTrue(snippets.stands_in(["first();", "second();"], self.FILE))

    def test_lines_in_another_order_do_not(self):
        self.assertFalse(snippets.stands_in(["second();", "first();"], self.FILE))

    def test_dots_jump_forward_only(self):
        self.assertTrue(snippets.stands_in(["first();", "…", "third();"], self.FILE))
        self.assertFalse(snippets.stands_in(["third();", "…", "first();"], self.FILE))

    def test_lines_that_are_apart_do_not_stand_together(self):
        self.assertFalse(snippets.stands_in(["first();", "third();"], self.FILE))


if __name__ == "__main__":
    unittest.main()
