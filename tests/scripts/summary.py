#!/usr/bin/python3
"""Adds up CTest's JUnit files: suites run and skipped by name, then "N passed, N failed, N skipped".

usage: summary.py [--require-shared] NAME=FILE …

A suite whose file is missing is named as skipped. Exit status 1 when a test failed, when none ran, or, with
--require-shared, when a test was skipped because shared data is missing.
"""
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

SHARED_MISSING = "shared data not found"


def read_suite(path):
    """The test names of one JUnit file as passed, failed, skipped and skipped for missing shared data."""
    suite = {"passed": [], "failed": [], "skipped": [], "shared": []}
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = case.get("name")
        output = "".join(case.itertext())
        if case.find("failure") is not None or case.get("status") == "fail":
            suite["failed"].append(name)
        elif case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
            suite["shared" if SHARED_MISSING in output else "skipped"].append(name)
        else:
            suite["passed"].append(name)
    return suite


def summarize(suites, require_shared):
    """The lines to print and the exit status for pairs of a suite's name and its tests (None: not run)."""
    lines, passed, failed, skipped = [], 0, 0, 0
    for name, suite in suites:
        if suite is None or not any(suite.values()):
            lines.append(f"suite {name}: skipped, it has no tests in this build")
            continue
        bad = suite["failed"] + (suite["shared"] if require_shared else [])
        left = suite["skipped"] + ([] if require_shared else suite["shared"])
        lines.append(f"suite {name}: {len(suite['passed'])} passed, {len(bad)} failed, {len(left)} skipped")
        lines += [f"  failed: {test}" for test in suite["failed"]]
        lines += [f"  {'failed' if require_shared else 'skipped'}, shared data not found: {test}"
                  for test in suite["shared"]]
        lines += [f"  skipped: {test}" for test in suite["skipped"]]
        passed, failed, skipped = passed + len(suite["passed"]), failed + len(bad), skipped + len(left)
    if passed + failed == 0:
        lines.append("no test was run")
    lines.append(f"{passed} passed, {failed} failed, {skipped} skipped")
    return lines, 1 if failed or passed == 0 else 0


def main(arguments):
    require_shared = "--require-shared" in arguments
    suites = []
    for argument in arguments:
        if argument.startswith("--"):
            continue
        name, _, path = argument.partition("=")
        suites.append((name, read_suite(path) if Path(path).is_file() else None))
    lines, status = summarize(suites, require_shared)
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
