"""Answers the questions of the published logs from the logs alone, in plain Python.

Shares nothing with the engine: no norm, no calendar, no reader. Each answer is a dictionary from case to a list of
findings in document order, (verdict, day of the act or None, last day or None); a case that a question does not touch
has no entry.
"""
import csv
import gzip
import re
from collections import namedtuple
from datetime import date, datetime, timedelta
from decimal import Decimal

Event = namedtuple("Event", "activity day values")
Case = namedtuple("Case", "id values events")
ATTRIBUTE = re.compile(r'<\w+ key="([^"]*)" value="([^"]*)"')


def local_day(text):
    """The local day of a time of these logs: they write every time with the offset of its own place."""
    return date.fromisoformat(text[:10])


def read_xes(path):
    """Cases of a XES file in which every element has a line of its own."""
    opener = gzip.open if str(path).endswith(".gz") else open
    own, events, event = {}, [], None
    inside = False
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("<trace"):
                own, events, inside = {}, [], True
            elif line.startswith("</trace"):
                inside = False
                yield Case(own["concept:name"], own, [
                    Event(e["concept:name"], local_day(e["time:timestamp"]), e) for e in events])
            elif line.startswith("<event"):
                event = {}
            elif line.startswith("</event"):
                events.append(event)
                event = None
            elif inside:
                found = ATTRIBUTE.match(line)
                if found:
                    (own if event is None else event)[found[1]] = found[2]


def read_csv(path):
    cases = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            case = cases.setdefault(row["case:concept:name"], Case(row["case:concept:name"], row, []))
            case.events.append(Event(row["concept:name"], local_day(row["time:timestamp"]), row))
    return list(cases.values())


def horizon_of(cases):
    return max(event.day for case in cases for event in case.events)


def each(cases, question):
    answers = ((case.id, question(case)) for case in cases)
    return {case: findings for case, findings in answers if findings}


def days_after(start, count):
    return start + timedelta(days=count)


def precedence(first, then):
    """`then` is not done before some `first`."""
    def question(case):
        seen, findings = False, []
        for event in case.events:
            if event.activity == then:
                findings.append(("fulfilled" if seen else "violated", event.day, None))
            seen = seen or event.activity == first
        return findings
    return question


# --- road traffic fines

def sent_in_time(horizon, days):
    def question(case):
        findings = []
        for place, created in enumerate(case.events):
            if created.activity != "Create Fine":
                continue
            last = days_after(created.day, days)
            later = case.events[place + 1:]
            sent = [event.day for event in later if event.activity == "Send Fine"]
            paid_first = any(event.activity == "Payment" and event.day <= last
                             and not any(before.activity == "Send Fine" for before in later[:i])
                             for i, event in enumerate(later))
            if any(day <= last for day in sent):
                findings.append(("fulfilled", min(day for day in sent if day <= last), last))
            elif paid_first:
                findings.append(("exempt", sent[0] if sent else None, last))
            elif sent:
                findings.append(("violated", sent[0], last))
            else:
                findings.append(("violated" if horizon > last else "pending", None, last))
        return findings
    return question


def appealed_in_time(act, openings):
    """In time, late; nothing where no notification came before."""
    def question(case):
        latest, findings = None, []
        for event in case.events:
            if event.activity == act and latest is not None:
                in_time = (event.day - latest).days <= 60
                findings.append(("fulfilled" if in_time else "violated", event.day, None))
            if event.activity in openings:
                latest = event.day
        return findings
    return question


def notified_before(act, openings):
    def question(case):
        seen, findings = False, []
        for event in case.events:
            if event.activity == act:
                findings.append(("fulfilled" if seen else "violated", event.day, None))
            seen = seen or event.activity in openings
        return findings
    return question


def penalty_not_early(case):
    latest, findings = None, []
    for event in case.events:
        if event.activity == "Add penalty" and latest is not None:
            early = (event.day - latest).days < 60
            findings.append(("violated" if early else "fulfilled", event.day, None))
        if event.activity == "Insert Fine Notification":
            latest = event.day
    return findings


def not_when_paid(act):
    def question(case):
        owed, paid, findings = None, Decimal(0), []
        expense = Decimal(0)
        for event in case.events:
            if event.activity == act:
                settled = owed is not None and paid >= owed + expense
                findings.append(("violated" if settled else "fulfilled", event.day, None))
            if event.activity == "Payment":
                paid += Decimal(event.values["paymentAmount"])
            if event.activity in ("Create Fine", "Add penalty"):
                owed = Decimal(event.values["amount"])
            if event.activity == "Send Fine":
                expense += Decimal(event.values["expense"])
        return findings
    return question


def nothing_after_dismissal(case):
    findings = []
    barred = ("Add penalty", "Payment", "Send for Credit Collection")
    for place, event in enumerate(case.events):
        if event.values.get("dismissal") not in ("G", "#"):
            continue
        breaches = [later for later in case.events[place + 1:] if later.activity in barred]
        findings += [("violated", later.day, None) for later in breaches]
        if not breaches:
            findings.append(("fulfilled", None, None))
    return findings


def road_traffic(cases, days=90):
    horizon = horizon_of(cases)
    notified = ("Insert Fine Notification",)
    either = ("Insert Fine Notification", "Notify Result Appeal to Offender")
    return {norm: each(cases, question) for norm, question in {
        "it.cds.201.send": sent_in_time(horizon, days),
        "it.cds.203.prefect": appealed_in_time("Insert Date Appeal to Prefecture", notified),
        "it.cds.203.prefect-notified": notified_before("Insert Date Appeal to Prefecture", notified),
        "it.cds.204bis.judge": appealed_in_time("Appeal to Judge", either),
        "it.cds.204bis.judge-notified": notified_before("Appeal to Judge", either),
        "it.cds.203.early": penalty_not_early,
        "it.cds.206.collection": precedence("Add penalty", "Send for Credit Collection"),
        "it.cds.206.paid": not_when_paid("Send for Credit Collection"),
        "it.cds.202.paid": not_when_paid("Add penalty"),
        "it.cds.204.dismissed": nothing_after_dismissal,
        "it.cds.201.order": precedence("Send Fine", "Insert Fine Notification"),
        "it.cds.203.order": precedence("Insert Fine Notification", "Add penalty"),
        "it.cds.203.forward": precedence("Insert Date Appeal to Prefecture", "Send Appeal to Prefecture"),
        "it.cds.204.result": precedence("Send Appeal to Prefecture", "Receive Result Appeal from Prefecture"),
    }.items()}


# --- receipt phase

T02 = "T02 Check confirmation of receipt"
T03 = "T03 Adjust confirmation of receipt"
T04 = "T04 Determine confirmation of receipt"
T05 = "T05 Print and send confirmation of receipt"
T06 = "T06 Determine necessity of stop advice"
T10 = "T10 Determine necessity to stop indication"


def checked_again(case):
    findings = []
    for place, event in enumerate(case.events):
        if event.activity != T03:
            continue
        after = [later for later in case.events[place + 1:] if later.activity in (T02, T05)]
        sent = next((later for later in after if later.activity == T05), None)
        if not after:
            findings.append(("pending", None, None))
        elif after[0].activity == T05:
            findings.append(("violated", sent.day, None))
        else:
            findings.append(("fulfilled", sent.day if sent else None, None))
    return findings


def four_eyes(act, drafts):
    def question(case):
        who, findings = None, []
        for event in case.events:
            if event.activity == act and who is not None:
                same = event.values["org:resource"] == who
                findings.append(("violated" if same else "fulfilled", event.day, None))
            if event.activity in drafts:
                who = event.values["org:resource"]
        return findings
    return question


def confirmed(horizon):
    def question(case):
        last = days_after(local_day(case.values["case:startdate"]), 14)
        sent = [event.day for event in case.events if event.activity == T05]
        if any(day <= last for day in sent):
            return [("fulfilled", min(day for day in sent if day <= last), last)]
        if sent:
            return [("violated", sent[0], last)]
        return [("violated" if horizon > last else "pending", None, last)]
    return question


def length(case):
    start, last = (local_day(case.values[key]) for key in ("case:startdate", "case:deadline"))
    return [("fulfilled" if (last - start).days in (56, 98) else "violated", None, None)]


def decided(horizon):
    def question(case):
        last = local_day(case.values["case:deadline"])
        end = case.values["case:enddate"]
        if not end:
            return [("violated" if horizon > last else "pending", None, last)]
        return [("fulfilled" if local_day(end) <= last else "violated", local_day(end), last)]
    return question


def easter(year):
    """Meeus, for the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_closed(day):
    """Saturdays, Sundays and the days of the Dutch time limits act, for the years of the log."""
    fixed = {(1, 1), (4, 30), (5, 5), (12, 25), (12, 26)}
    moving = {-2, 1, 39, 50}
    return (day.weekday() >= 5 or (day.month, day.day) in fixed
            or (day - easter(day.year)).days in moving)


def rolled(day):
    while is_closed(day):
        day += timedelta(days=1)
    return day


def working_end(case):
    last = local_day(case.values["case:deadline"])
    return [("violated" if is_closed(last) else "fulfilled", None, None)]


def receipt_phase(cases):
    horizon = horizon_of(cases)
    return {norm: each(cases, question) for norm, question in {
        "nl.wabo.receipt.determined-first": precedence(T04, T05),
        "nl.wabo.receipt.checked-first": precedence(T02, T04),
        "nl.wabo.receipt.checked-sent": precedence(T02, T05),
        "nl.wabo.stop.advice-first": precedence(T06, T10),
        "nl.wabo.receipt.rechecked": checked_again,
        "nl.wabo.eyes.check": four_eyes(T02, ("Confirmation of receipt", T03)),
        "nl.wabo.eyes.determine": four_eyes(T04, (T02,)),
        "nl.awb.receipt.sent": confirmed(horizon),
        "nl.wabo.3.9.length": length,
        "nl.wabo.3.9.decide": decided(horizon),
        "nl.atw.1.end": working_end,
    }.items()}
