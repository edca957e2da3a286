#!/usr/bin/python3
"""What the command says when something is wrong: for machines, on a terminal, and about names that are nearly right.

usage: command_test.py LAGRUM CHECKOUT
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LAGRUM, CHECKOUT = (Path(argument).resolve() for argument in sys.argv[1:3])
STORY = "workflows/se/kontakt/scenarios/01-answered-at-once.xml"


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        shutil.copytree(CHECKOUT / "workflows", self.folder / "workflows", copy_function=shutil.copyfile)

    def lagrum(self, *words):
        return subprocess.run([LAGRUM, *words], cwd=self.folder, capture_output=True, text=True, check=False)

    def change(self, path, text, instead):
        file = self.folder / path
        bytes_before = file.read_text(encoding="utf-8")
        self.assertIn(text, bytes_before)
        file.write_text(bytes_before.replace(text, instead, 1), encoding="utf-8")

    # --- --json is JSON also when something is wrong

    def test_lint_answers_with_an_object_of_diagnostics(self):
        done = self.lagrum("--json", "lint")
        self.assertEqual((done.returncode, json.loads(done.stdout)), (0, {"diagnostics": []}))

    def test_a_fault_of_the_workspace_is_json_with_its_place(self):
        self.change("workflows/se/kontakt/workflow.scxml", 'l:law="se.', 'l:law="se.x')
        done = self.lagrum("--json", "lint")
        fault = json.loads(done.stdout)["diagnostics"][0]
        self.assertEqual((done.returncode, fault["severity"], fault["code"]), (2, "error", "unknown-pack"))
        self.assertTrue(fault["file"].endswith("kontakt/workflow.scxml") and fault["line"] > 0 and fault["column"] > 0)

    def test_an_error_is_json(self):
        done = self.lagrum("--json", "law", "show", "se.fl.6.servic")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'se.fl.6.service'", json.loads(done.stdout)["error"]["message"])

    def test_a_command_line_that_cannot_be_parsed_is_json(self):
        done = self.lagrum("--json", "lnt")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'lint'", json.loads(done.stdout)["error"]["message"])

    # --- a workflow held against its norms

    def test_verify_says_what_holds_on_every_run(self):
        done = self.lagrum("--json", "verify", "se.utlamnande", "--norm", "se.fl.33.notify")
        report = json.loads(done.stdout)
        self.assertEqual((done.returncode, report["holds"], report["norms"][0]["alone"]), (0, True, "proved-if-timely"))

    def test_verify_tells_a_run_that_breaches_with_who_and_by_which_provision(self):
        done = self.lagrum("verify", "se.utlamnande", "--norm", "se.tf.2.18")
        self.assertEqual(done.returncode, 0)  # the norm warns: a finding
        for part in ("REFUTED", "officer, registrar: question-asker", "access.questioned (SFS 1949:105 2 kap. 18 §)"):
            self.assertIn(part, done.stdout)

    def test_verify_proves_nothing_past_its_bound(self):
        done = self.lagrum("--json", "verify", "se.kontakt", "--norm", "se.fl.6.service", "--states", "3")
        self.assertEqual((done.returncode, json.loads(done.stdout)["norms"][0]["alone"]), (7, "inconclusive"))

    def test_verify_of_an_unknown_norm_names_the_nearest(self):
        done = self.lagrum("verify", "se.kontakt", "--norm", "se.fl.6.servic")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'se.fl.6.service'", done.stderr)

    def test_verify_tells_where_it_parts_from_the_written_reasons(self):
        norm = ("verify", "se.kontakt", "--norm", "se.log.integrity")
        self.assertEqual(json.loads(self.lagrum("--json", *norm).stdout)["differences"], [])
        self.change("workflows/se/kontakt/verdicts.xml", '"se.log.integrity" alone="proved"',
                    '"se.log.integrity" alone="refuted"')
        done = self.lagrum(*norm)
        self.assertEqual(done.returncode, 0)  # told; whether the norms hold is another matter
        self.assertRegex(done.stdout, r"kontakt/verdicts\.xml:\d+:3: se\.log\.integrity: expected refuted, found proved")

    def test_written_reasons_that_name_no_norm_are_told_with_their_place(self):
        self.change("workflows/se/kontakt/verdicts.xml", "se.log.integrity", "se.log.integrit")
        done = self.lagrum("verify", "se.kontakt", "--norm", "se.log.integrity")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"kontakt/verdicts\.xml:\d+:\d+: error: .*did you mean 'se\.log\.integrity'")
        self.assertIn("verdicts.xml:", self.lagrum("lint").stderr)

    # --- a workflow as a page for a lawyer

    def test_review_writes_a_page_in_each_language_and_says_how_far_it_is(self):
        done = self.lagrum("review", "se.kontakt", "--norm", "se.fl.6.service", "--out", "pages")
        self.assertEqual((done.returncode, done.stdout.splitlines()),
                         (0, [f"pages/se.kontakt.{language}.html" for language in ("sv", "da", "en")]))
        self.assertIn("1  refuted  se.fl.6.service", done.stderr)
        self.assertIn("pass  ", done.stderr)
        page = (self.folder / "pages/se.kontakt.sv.html").read_text(encoding="utf-8")
        for part in ('lang="sv"', "Den som hör av sig får svar", "Ankeborgs kommun", "som den ska"):
            self.assertIn(part, page)

    def test_review_goes_on_without_pictures_where_there_is_nothing_to_draw_with(self):
        done = subprocess.run([LAGRUM, "--lang", "en", "review", "se.kontakt", "--norm", "se.fl.6.service"],
                              cwd=self.folder, capture_output=True, text=True, check=False, env={"PATH": ""})
        self.assertEqual((done.returncode, done.stdout), (0, "review/se.kontakt.en.html\n"))
        self.assertIn("no program 'dot'", done.stderr)
        self.assertIn("The pictures are missing", (self.folder / "review/se.kontakt.en.html").read_text(encoding="utf-8"))

    def test_review_of_an_unknown_workflow_names_the_nearest(self):
        done = self.lagrum("review", "se.kontakta")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'se.kontakt'", done.stderr)

    # --- where it is written to

    def test_output_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([LAGRUM, "law", "list"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE,
                                  text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("standard output", done.stderr)

    def test_a_page_goes_to_a_terminal_too_and_leaves_nothing_half_written(self):
        done = self.lagrum("verify", "se.kontakt", "--norm", "se.fl.6.service", "--html", "/dev/stdout")
        self.assertIn("<!DOCTYPE html>", done.stdout)
        done = self.lagrum("verify", "se.kontakt", "--norm", "se.fl.6.service", "--html", str(self.folder))
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual([each.name for each in self.folder.parent.glob("*.new")], [])

    # --- scenarios

    def test_a_story_that_cannot_be_read_has_failed_and_the_others_are_played(self):
        (self.folder / "broken.xml").write_text("<scenario", encoding="utf-8")
        done = self.lagrum("--json", "scenario", "run", "broken.xml", STORY)
        told = json.loads(done.stdout)
        reports = told["scenarios"]
        self.assertEqual((done.returncode, len(reports)), (7, 2))
        self.assertIn("broken.xml", reports[0]["failures"][0])
        self.assertEqual(reports[1]["failures"], [])
        kontakt = told["workflows"][0]
        self.assertEqual(kontakt["workflow"], "se.kontakt")
        self.assertTrue(0 < len(kontakt["not_taken"]) < kontakt["transitions"])

    def test_lint_reads_the_stories(self):
        self.change(STORY, 'event="', 'event="x')
        done = self.lagrum("lint")
        self.assertEqual(done.returncode, 2)
        self.assertIn("01-answered-at-once.xml:", done.stderr)

    def test_lint_names_a_story_that_cannot_be_read(self):
        self.change(STORY, "</scenario>", "</scenari>")
        done = self.lagrum("lint")
        self.assertEqual(done.returncode, 2)
        self.assertIn("01-answered-at-once.xml:", done.stderr)

    # --- names

    def test_a_command_that_is_nearly_right_is_suggested(self):
        self.assertIn("'lnt' (did you mean 'lint'?)", self.lagrum("lnt").stderr)

    def test_a_new_workflow_goes_into_a_workspace_of_ones_own(self):
        shutil.rmtree(self.folder / "workflows")
        done = self.lagrum("new", "workflow", "foo")
        self.assertEqual(done.returncode, 2)
        self.assertIn("expected a workspace of your own", done.stderr)

    # --- a terminal obeys nothing that data bring

    def test_control_characters_are_shown(self):
        done = self.lagrum("law", "show", "\x1b[2J\u202e\u009b\x07")
        self.assertIn(r"\u001b[2J\u202e\u009b\u0007", done.stderr)
        for character in "\x1b\u202e\u009b\x07":
            self.assertNotIn(character, done.stderr)

    def test_a_colour_is_the_commands_own(self):
        done = self.lagrum("--color", "always", "date", "2026-10-31", "P3W")
        self.assertIn("\x1b[1m", done.stdout)

    def test_a_last_day_moves_as_the_calendar_has_it(self):
        # 26 December 2026 is a Saturday and a holiday
        self.assertIn("2026-12-28", self.lagrum("date", "2026-12-05", "P3W").stdout)
        self.assertIn("2026-12-26", self.lagrum("date", "2026-12-05", "P3W", "--roll", "none").stdout)
        self.assertIn("2026-12-26", self.lagrum("date", "2026-12-05", "P3W", "--kind", "earliest-act").stdout)
        done = self.lagrum("date", "2026-12-05", "P3W", "--calendar", "dk")
        self.assertEqual(done.returncode, 2)
        self.assertIn("expected --roll with one of the sets of 'dk'", done.stderr)

    # --- plain charts, there and back

    def test_a_workflow_goes_out_as_a_plain_chart_and_comes_back(self):
        done = self.lagrum("export", "se.kontakt", "--plain", "--datamodel", "null", "--out", "k.scxml")
        self.assertEqual((done.returncode, done.stdout), (0, "k.scxml\n"), done.stderr)
        self.assertRegex(done.stderr, r"workflow\.scxml:\d+:\d+: warning: plain SCXML leaves out l:by \(\d+ times")
        chart = (self.folder / "k.scxml").read_text(encoding="utf-8")
        self.assertIn('<send type="urn:lagrum:act" event="note.made"', chart)
        self.assertNotIn("xmlns:", chart)
        done = self.lagrum("import", "k.scxml", "--out", "back.scxml")
        self.assertEqual(done.returncode, 0, done.stderr)
        back = (self.folder / "back.scxml").read_text(encoding="utf-8")
        self.assertIn('<l:act type="note.made" l:basis="SFS 2017:900 27 §"', back)
        self.assertIn('<l:task role="officer" id="answer">', back)
        workflow = "workflows/se/kontakt/workflow.scxml"
        done = self.lagrum("import", "k.scxml", "--onto", workflow, "--out", workflow)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.lagrum("lint").returncode, 0)
        done = self.lagrum("scenario", "run", STORY)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_what_cannot_be_translated_is_named_and_nothing_is_written(self):
        done = self.lagrum("export", "se.serveringstillstand", "--plain", "--datamodel", "ecmascript", "--out", "s.scxml")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"workflow\.scxml:\d+:\d+: error: expected an expression of the subset that is "
                                      r"translated, found a filter \[not-translated\]")
        self.assertFalse((self.folder / "s.scxml").exists())

    def test_what_cannot_be_turned_is_named_and_nothing_is_written(self):
        (self.folder / "f.scxml").write_text('<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">\n'
                                             '<script>x()</script><state id="a"/></scxml>', encoding="utf-8")
        done = self.lagrum("import", "f.scxml", "--out", "w.scxml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("f.scxml:2:1: error: not taken in a workflow: <script>", done.stderr)
        self.assertFalse((self.folder / "w.scxml").exists())
        done = self.lagrum("--json", "import", "f.scxml")
        self.assertEqual(json.loads(done.stdout)["diagnostics"][0]["code"], "not-supported")

    def test_what_a_terminal_cannot_show_as_it_is_goes_into_a_file(self):
        (self.folder / "f.scxml").write_bytes(b'<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">\r\n'
                                              b'<state id="a"/></scxml>')
        done = self.lagrum("import", "f.scxml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("expected --out", done.stderr)
        self.assertEqual(self.lagrum("import", "f.scxml", "--out", "w.scxml").returncode, 0)
        self.assertIn(b'version="1.0">\r\n<state id="a"/></scxml>', (self.folder / "w.scxml").read_bytes())

    # --- cases

    def test_a_number_on_two_cases_names_both(self):
        sample = "workflows/se/serveringstillstand/application.xml"
        text = (self.folder / sample).read_text(encoding="latin-1")
        identity = re.search(r"<FlowInstanceID>(.+?)</FlowInstanceID>", text)[1]
        (self.folder / "second.xml").write_text(text.replace(identity, identity + "7"), encoding="latin-1")
        cases = [json.loads(self.lagrum("--json", "--now", "2026-10-19T09:00", "intake", file).stdout)["case"]
                 for file in (sample, "second.xml")]
        for case in cases:
            done = self.lagrum("--now", "2026-10-19T10:00", "case", "act", "register", "--case", case, "--as", "rune",
                               "--with", "number=A 1", "--with", "sender=x", "--with", "matter=y")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = self.lagrum("--now", "2026-10-19T11:00", "case", "show", "A 1")
        self.assertEqual(done.returncode, 2)
        for case in cases:
            self.assertIn(case, done.stderr)
            self.assertEqual(self.lagrum("--now", "2026-10-19T11:00", "case", "show", case).returncode, 0)

    # --- migration

    def put_next_version(self):
        """Version 1.1.0 of the contact, which calls a state otherwise, with its map."""
        folder = self.folder / "workflows/se/kontakt"
        text = (folder / "workflow.scxml").read_text(encoding="utf-8")
        text = text.replace('l:version="1.0.0" l:valid-from="2026-01-01"', 'l:version="1.1.0" l:valid-from="2026-11-10"')
        (folder / "workflow-1.1.scxml").write_text(text.replace('"received"', '"incoming"'), encoding="utf-8")
        (folder / "migration-1.1.xml").write_text(
            '<migration xmlns="urn:lagrum:migration:1" workflow="se.kontakt" from="1.0.0" to="1.1.0">'
            '<state from="received" to="incoming"/></migration>', encoding="utf-8")

    def open_contact(self):
        done = self.lagrum("--json", "--now", "2026-11-02T09:00", "case", "act", "contact", "--workflow", "se.kontakt",
                           "--as", "anyone", "--arrival", "--channel", "e-mail", "--with", "topic=Hours")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return json.loads(done.stdout)["case"]

    def test_a_dry_run_says_what_would_move_and_writes_nothing(self):
        case = self.open_contact()
        self.put_next_version()
        before = (self.folder / "lagrum-data/store.sqlite").read_bytes()
        done = self.lagrum("--lang", "en", "--now", "2026-11-16T09:00", "migrate", "se.kontakt", "--dry-run")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"{case} would move from 1.0.0 to 1.1.0: received → incoming", done.stdout)
        self.assertIn("Would move to se.kontakt 1.1.0: 1; cannot: 0; have ended: 0. Nothing was written.", done.stdout)
        self.assertEqual((self.folder / "lagrum-data/store.sqlite").read_bytes(), before)

    def test_a_case_moves_and_goes_on_in_the_new_version(self):
        case = self.open_contact()
        self.put_next_version()
        done = self.lagrum("--json", "--now", "2026-11-16T09:00", "migrate", "se.kontakt", "--as", "hanna")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual((told["moving"], told["staying"], told["cases"][0]["after"]), (1, 0, ["incoming"]))
        done = self.lagrum("--now", "2026-11-16T10:00", "case", "act", "answer", "--case", case, "--as", "karin",
                           "--with", "text=Nine to four")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(self.lagrum("journal", "verify").returncode, 0)

    def test_a_move_that_leaves_cases_fails_and_says_why(self):
        case = self.open_contact()
        self.put_next_version()
        (self.folder / "workflows/se/kontakt/migration-1.1.xml").unlink()
        done = self.lagrum("--lang", "da", "--now", "2026-11-16T09:00", "migrate", "se.kontakt", "--as", "hanna")
        self.assertEqual(done.returncode, 7)
        self.assertIn(f"{case} kan ikke flyttes fra 1.0.0:", done.stdout)
        self.assertIn("expected a migration map to version 1.1.0, found none", done.stdout)

    def test_a_move_is_ordered_by_somebody(self):
        done = self.lagrum("migrate", "se.kontakt")
        self.assertEqual(done.returncode, 2)
        self.assertIn("expected --as to say who orders the move", done.stderr)

    def test_lint_names_what_a_map_lacks(self):
        self.put_next_version()
        self.change("workflows/se/kontakt/migration-1.1.xml", '<state from="received" to="incoming"/>', "")
        done = self.lagrum("lint")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"migration-1\.1\.xml:1:\d+: error: expected an entry for the state 'received'")

    # --- law packs as lawyers read them

    ADMINISTRATIVE = "workflows/law/se/administrative.xml"

    def test_norms_are_listed_by_act_and_mode(self):
        done = self.lagrum("--json", "law", "list", "--act", "decision.notified", "--mode", "enforce", "--mode", "warn")
        norms = {norm["id"]: norm for norm in json.loads(done.stdout)}
        self.assertEqual({norm["mode"] for norm in norms.values()}, {"enforce", "warn"})
        self.assertEqual(norms["se.fl.33.appealinfo"]["guarantee"], "block")
        self.assertNotIn("se.fl.25.comm", norms)
        done = self.lagrum("law", "list", "--act", "decision.notifed")
        self.assertEqual(done.returncode, 2)
        self.assertIn("did you mean 'decision.notified'", done.stderr)

    def test_a_norm_is_shown_as_it_held_on_a_day(self):
        for day, status in (("2018-07-01", 0), ("2018-06-30", 2), ("soon", 2)):
            done = self.lagrum("--lang", "sv", "law", "show", "se.fl.25.comm", "--on", day)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertIn("Läge enforce, verkan av brist block, rang act, källa statute, granskad av none",
                      self.lagrum("--lang", "sv", "law", "show", "se.fl.25.comm").stdout)

    def test_the_shipped_law_is_checked_without_findings(self):
        done = self.lagrum("law", "check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"No findings on the law packs\. \d+ norms\.")
        self.assertNotIn("warning", done.stderr)

    def test_a_pack_is_checked_before_it_is_put_in_place(self):
        text = (self.folder / "workflows/law/se/alcohol.xml").read_text(encoding="utf-8")
        faults = (('starts="application.complete"', 'starts="application.complet"', "unknown-act", r" \(SFS 2010:1636 5 §\)"),
                  ('calendar="se"', 'calendar="sw"', "unknown-calendar", ""))
        for good, bad, rule, provision in faults:
            (self.folder / "draft.xml").write_text(text.replace(good, bad, 1), encoding="utf-8")
            done = self.lagrum("law", "check", "draft.xml")
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, rf"draft\.xml:\d+:\d+: error: .*\[{rule}\]{provision}")
        (self.folder / "draft.xml").write_text(text, encoding="utf-8")
        self.assertEqual(self.lagrum("law", "check", "draft.xml").returncode, 0)

    def test_two_texts_of_a_pack_are_compared(self):
        self.put_new_texts()
        done = self.lagrum("--lang", "da", "law", "diff", self.ADMINISTRATIVE, "new/law/se/administrative.xml")
        self.assertEqual(done.returncode, 7)
        self.assertIn("Ændret: regel se.osl.5.1 – Journalisering (SFS 2009:400 5 kap. 1 §)", done.stdout)
        changes = json.loads(self.lagrum("--json", "law", "diff", "workflows", "new").stdout)["changes"]
        self.assertEqual([(change["change"], change["rule"], change["id"]) for change in changes],
                         [("changed", "law-pack", "se.administrative"), ("changed", "norm", "se.osl.5.1")])
        self.assertEqual(self.lagrum("law", "diff", "workflows", "workflows").returncode, 0)

    # --- running cases under other texts

    def put_new_texts(self):
        """The texts as they are to be: a document is registered within three days."""
        shutil.copytree(self.folder / "workflows", self.folder / "new")
        self.change("new/law/se/administrative.xml", 'version="2026.1"', 'version="2026.2"')
        self.change("new/law/se/administrative.xml", 'with="document.registered" promptly="P1D"',
                    'with="document.registered" promptly="P3D"')

    def open_application(self):
        done = self.lagrum("--now", "2026-10-17T21:40", "intake", "workflows/se/serveringstillstand/application.xml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.put_new_texts()

    def reproject(self, *words, language="en"):
        return self.lagrum("--lang", language, "--now", "2026-10-17T22:00", "reproject", "--to", "new", *words)

    def test_a_dry_run_says_which_dates_move_why_and_who_must_be_told(self):
        self.open_application()
        before = (self.folder / "lagrum-data/store.sqlite").read_bytes()
        for language, parts in (
                ("en", ("Registration (SFS 2009:400 5 kap. 1 §) [se.osl.5.1], 5599000104: 2026-10-19 → 2026-10-21",
                        "Changed: norm se.osl.5.1", "1 day → 3 days", "To be told: ", "At the authority: officer, registrar",
                        "Would move: 1, with other dates: 1; cannot: 0; there already: 0; have ended: 0. Nothing was written.")),
                ("sv", ("Registrering", "1 dag → 3 dagar", "Ska underrättas: ", "Inget har skrivits.")),
                ("da", ("Journalisering", "1 dag → 3 dage", "Skal underrettes: ", "Intet er skrevet."))):
            done = self.reproject(language=language)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            for part in parts:
                self.assertIn(part, done.stdout)
        self.assertEqual((self.folder / "lagrum-data/store.sqlite").read_bytes(), before)
        self.assertFalse((self.folder / "lagrum-data/texts").exists())

    def test_cases_come_under_the_new_texts_once_and_verify_from_either_folder(self):
        self.open_application()
        done = self.lagrum("--json", "--now", "2026-10-17T22:00", "reproject", "--to", "new", "--commit", "--as", "hanna")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        told = json.loads(done.stdout)
        self.assertEqual((told["moving"], told["staying"], len(told["batch"])), (1, 0, 64))
        self.assertIsInstance(told["cases"][0]["entry"], int)
        again = json.loads(self.lagrum("--json", "--now", "2026-10-17T22:10", "reproject", "--to", "new", "--commit",
                                       "--as", "hanna").stdout)
        self.assertEqual((again["moving"], again["there"], again["cases"]), (0, 1, []))
        for workspace in ("workflows", "new"):
            self.assertEqual(self.lagrum("--workspace", workspace, "journal", "verify").returncode, 0)
            duties = self.lagrum("--workspace", workspace, "--now", "2026-10-17T22:20", "duties").stdout
            self.assertIn("2026-10-21", duties)
        self.assertEqual(self.lagrum("--now", "2026-10-17T22:20", "audit").returncode, 0)

    def test_a_case_that_cannot_come_under_the_new_texts_is_named_and_left(self):
        self.open_application()
        self.change("new/se/serveringstillstand/workflow.scxml", "<datamodel>", "<!-- other --><datamodel>")
        done = self.reproject("--commit", "--as", "hanna")
        self.assertEqual(done.returncode, 7)
        self.assertIn("cannot come under the new texts of se.serveringstillstand@1.0.0", done.stdout)
        self.assertIn("needs a version of its own", done.stdout)
        self.assertEqual(self.lagrum("journal", "verify").returncode, 0)

    def test_a_re_projection_is_ordered_by_somebody(self):
        done = self.lagrum("reproject", "--to", "workflows", "--commit")
        self.assertEqual(done.returncode, 2)
        self.assertIn("expected --as to say who orders the move", done.stderr)

    # --- audits

    LOG = ("case:concept:name,concept:name,time:timestamp,org:resource,case:startdate,case:deadline,case:enddate,case:channel,case:department\n"
           "A,T05 Print and send confirmation of receipt,2011-10-20T10:00:00+02:00,Bo,2011-10-11T08:00:00+02:00,"
           "2011-12-06T08:00:00+01:00,,Post,General\n")
    MAPPING = "workflows/law/nl/receipt-phase.xml"

    def audit(self, *words, log=LOG):
        (self.folder / "log.csv").write_text(log, encoding="utf-8")
        return self.lagrum(*words, "audit", "log.csv", "--mapping", self.MAPPING)

    def test_an_audit_is_told_to_people_machines_and_tables(self):
        told = self.audit("--lang", "sv")
        self.assertEqual(told.returncode, 0)
        self.assertIn("1 ärenden, 1 händelser, bedömda den 2011-10-20", told.stdout)
        case, = json.loads(self.audit("--json").stdout)["cases"]
        self.assertEqual(case["verdicts"]["nl.wabo.receipt.determined-first"], "violated")
        (self.folder / "log.csv").write_text(self.LOG, encoding="utf-8")
        done = self.lagrum("audit", "log.csv", "--mapping", self.MAPPING, "--csv", "rows.csv", "--html", "page.html")
        self.assertEqual(done.returncode, 0)
        self.assertIn("A,,nl.awb.receipt.sent,,fulfilled,application.received,2011-10-11,receipt.sent,2011-10-20,2011-10-25",
                      (self.folder / "rows.csv").read_text(encoding="utf-8"))
        self.assertIn("<!doctype html>", (self.folder / "page.html").read_text(encoding="utf-8"))

    def test_an_audit_that_cannot_be_made_is_json_that_says_so(self):
        for words, said in ((("--by", "chanel"), "did you mean 'channel'"), (("--norm", "nl.atw.1.ent"), "nl.atw.1.end")):
            self.audit()
            done = self.lagrum("--json", "audit", "log.csv", "--mapping", self.MAPPING, *words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, json.loads(done.stdout)["error"]["message"])

    def test_an_audit_writes_over_nothing_that_it_reads(self):
        self.audit()
        before = (self.folder / "log.csv").read_text(encoding="utf-8")
        for words, said in ((("--csv", "./log.csv"), "expected --csv to name a file of its own"),
                            (("--csv", "out", "--html", "out"), "expected two files for --csv and --html"),
                            (("--case", "B"), "found none that is 'B'")):
            done = self.lagrum("audit", "log.csv", "--mapping", self.MAPPING, *words)
            self.assertEqual(done.returncode, 2)
            self.assertIn(said, done.stderr)
        self.assertEqual((self.folder / "log.csv").read_text(encoding="utf-8"), before)

    def test_an_audit_that_leaves_something_out_has_failed(self):
        done = self.audit("--json", log=self.LOG + self.LOG.splitlines()[1].replace("2011-10-20T10:00:00+02:00", "soon") + "\n")
        self.assertEqual(done.returncode, 7)
        self.assertEqual(json.loads(done.stdout)["faults"]["counts"], {"impossible-time": 1})

    def test_an_audit_without_a_log_tells_our_own_cases(self):
        self.lagrum("--now", "2026-10-17T21:40", "intake", "workflows/se/serveringstillstand/application.xml")
        done = self.lagrum("--now", "2027-10-17T21:40", "--json", "audit", "--by", "workflow")
        told = json.loads(done.stdout)
        self.assertEqual((done.returncode, told["case_count"], list(told["groups"])), (0, 1, ["se.serveringstillstand"]))
        self.assertEqual(told["cases"][0]["verdicts"]["se.log.integrity"], "fulfilled")

    def test_lint_reads_the_mappings_of_logs(self):
        self.change(self.MAPPING, 'act="receipt.checked"', 'act="receipt.cheked"')
        done = self.lagrum("lint")
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"receipt-phase\.xml:\d+:\d+: error: .*did you mean 'receipt.checked'")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
