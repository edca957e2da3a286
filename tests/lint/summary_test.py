#!/usr/bin/python3
"""The summary of tests/run.sh: what counts as passed, failed and skipped, and the exit status."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))
import summary  # noqa: E402: its folder is known from here on only

REPORT = """<testsuite name="x"><testcase name="A" status="run"/>
<testcase name="B" status="fail"><failure message="1"/><system-out>expected 1</system-out></testcase>
<testcase name="C" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
<system-out>shared data not found: dmn</system-out></testcase>
<testcase name="D" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
<system-out>go is not installed</system-out></testcase></testsuite>"""


def suite(**tests):
    return {"passed": [], "failed": [], "skipped": [], "shared": []} | tests


class Summary(unittest.TestCase):
    def test_reads_the_four_outcomes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "junit.xml"
            path.write_text(REPORT, encoding="utf-8")

            self.assertEqual(summary.read_suite(path),
                             {"passed": ["A"], "failed": ["B"], "shared": ["C"], "skipped": ["D"]})

    def test_passes_with_a_skip(self):
        lines, status = summary.summarize([("unit", suite(passed=["A"], shared=["C"]))], False)

        self.assertEqual((lines[-1], status), ("1 passed, 0 failed, 1 skipped", 0))

    def test_fails_when_missing_data_is_required(self):
        lines, status = summary.summarize([("unit", suite(passed=["A"], shared=["C"]))], True)

        self.assertEqual((lines[-1], status), ("1 passed, 1 failed, 0 skipped", 1))

    def test_a_tool_that_is_missing_stays_a_skip(self):
        lines, status = summary.summarize([("unit", suite(passed=["A"], skipped=["D"]))], True)

        self.assertEqual((lines[-1], status), ("1 passed, 0 failed, 1 skipped", 0))

    def test_fails_with_a_failure_in_any_suite(self):
        lines, status = summary.summarize([("unit", suite(failed=["B"])), ("lint", suite(passed=["A"]))], False)

        self.assertEqual((lines[-1], status), ("1 passed, 1 failed, 0 skipped", 1))
        self.assertIn("  failed: B", lines)

    def test_names_a_suite_that_has_no_tests(self):
        lines, status = summary.summarize([("unit", suite(passed=["A"])), ("fuzz", None)], False)

        self.assertIn("suite fuzz: skipped, it has no tests in this build", lines)
        self.assertEqual(status, 0)

    def test_fails_when_nothing_ran(self):
        self.assertEqual(summary.summarize([("unit", None)], False)[1], 1)


if __name__ == "__main__":
    unittest.main()
