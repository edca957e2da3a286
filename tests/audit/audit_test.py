#!/usr/bin/python3
"""Holds what `lagrum audit` says of the published logs against reckoning.py, case by case.

usage: audit_test.py COMMAND WORKFLOWS SHARED
SHARED: the folder of shared data where $LAGRUM_SHARED_DIR names none. Exit status 77, which CTest reads as skipped, where the logs are not there.
"""
import collections
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import reckoning


def audit(command, workflows, log, mapping, *options):
    answer = subprocess.run([command, "--workspace", workflows, "--json", "audit", log, "--mapping", mapping, *options],
                            stdout=subprocess.PIPE, check=True)
    return json.loads(answer.stdout)


def day_of(point):
    return None if point is None else date.fromisoformat(point["on"])


def findings_of(report, dated):
    """As reckoning.py has them; where the act is the case's opening (not in `dated`) its day says nothing."""
    by_norm = collections.defaultdict(lambda: collections.defaultdict(list))
    for case in report["cases"]:
        for finding in case["findings"]:
            norm = finding["norm"]
            due = finding.get("due")
            by_norm[norm][case["case"]].append((
                finding["verdict"], day_of(finding.get("act")) if norm in dated else None,
                date.fromisoformat(due) if due else None))
    return by_norm


def compare(name, report, wanted, undated=()):
    found = findings_of(report, {norm for norm in wanted if norm not in undated})
    faults = []
    key = lambda finding: (finding[0], finding[1] or date.min, finding[2] or date.min)
    for norm, cases in wanted.items():
        for case in sorted(set(cases) | set(found[norm])):
            a, b = sorted(cases.get(case, []), key=key), sorted(found[norm].get(case, []), key=key)
            if a != b:
                faults.append(f"{name}: {norm}: case {case}: expected {a}, found {b}")
        counts = collections.Counter(finding[0] for findings in cases.values() for finding in findings)
        print(f"{name}: {norm}: {dict(sorted(counts.items()))}")
    return faults


def expect(faults, what, wanted, found):
    if wanted != found:
        faults.append(f"{what}: expected {wanted}, found {found}")


def road_traffic(command, workflows, logs):
    mapping = f"{workflows}/law/it/road-traffic-fines.xml"
    faults = []
    for log in ("roadtraffic100traces.xes", "road-traffic-fines.xes.gz"):
        cases = list(reckoning.read_xes(logs / log))
        report = audit(command, workflows, str(logs / log), mapping)
        faults += compare(log, report, reckoning.road_traffic(cases))
        expect(faults, f"{log}: cases", len(cases), report["case_count"])
        expect(faults, f"{log}: faults", {}, {k: v for k, v in report["faults"]["counts"].items() if k != "like-event"})
    # The figures that the logs' README gives.
    early = report["totals"]["it.cds.203.early"]["findings"]
    expect(faults, "penalties, all on day 60", (79860, 0), (early["fulfilled"], early["violated"]))
    return faults


def receipt_phase(command, workflows, logs):
    log = logs / "receipt.csv"
    cases = reckoning.read_csv(log)
    mapping = f"{workflows}/law/nl/receipt-phase.xml"
    report = audit(command, workflows, str(log), mapping, "--by", "channel")
    faults = compare(log.name, report, reckoning.receipt_phase(cases), undated=("nl.wabo.3.9.length", "nl.atw.1.end"))
    first = report["totals"]["nl.wabo.receipt.determined-first"]["findings"]
    expect(faults, "W1", (1299, 1), (first["fulfilled"], first["violated"]))
    lasts = {case.id: reckoning.local_day(case.values["case:deadline"]) for case in cases}
    for case in report["cases"]:
        moved = [days for finding in case["findings"] if finding["norm"] == "nl.atw.1.end"
                 for days in finding.get("days", [])]
        last = lasts[case["case"]]
        wanted = [str(reckoning.rolled(last))] if reckoning.is_closed(last) else []
        expect(faults, f"{log.name}: last day of {case['case']} moved", wanted, [days["due"] for days in moved])
    channels = collections.Counter(case.values["case:channel"] for case in cases)
    found = {channel: sum(norms["nl.awb.receipt.sent"]["cases"].values()) for channel, norms in report["groups"].items()}
    expect(faults, "cases by channel", dict(channels), found)
    return faults


def sees_a_difference(logs):
    """One day more, and the comparison says so: it is not content with anything."""
    cases = list(reckoning.read_xes(logs / "roadtraffic100traces.xes"))
    right, wrong = reckoning.road_traffic(cases), reckoning.road_traffic(cases, days=89)
    return [] if right != wrong else ["expected other answers with another number of days, found the same"]


def main():
    command, workflows, shared = sys.argv[1:]
    logs = Path(os.environ.get("LAGRUM_SHARED_DIR", shared)) / "data" / "logs"
    if not (logs / "receipt.csv").exists():
        print(f"shared data not found: {logs}")
        return 77
    faults = (sees_a_difference(logs) + receipt_phase(command, workflows, logs)
              + road_traffic(command, workflows, logs))
    print("\n".join(faults[:50]))
    print(f"{len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
