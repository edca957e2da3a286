#!/usr/bin/python3
"""Good and bad sides of each rule of check_lint.py, on small made-up checkouts."""
import tempfile
import unittest
from pathlib import Path

import check_lint

LAW_PACK = """<law-pack xmlns="urn:lagrum:law:1" id="xx.pack"><vocabulary><act type="thing.done"/></vocabulary>
<norm id="xx.act.1.rule"><title xml:lang="sv">R</title><title xml:lang="da">R</title>
<title xml:lang="en">R</title></norm></law-pack>"""
CHART = '<scxml xmlns="http://www.w3.org/2005/07/scxml" name="xx.flow"><state id="pondering"/></scxml>'
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType><xs:restriction>
<xs:enumeration value="decision"/></xs:restriction></xs:simpleType></xs:schema>"""
DECIDING = '<scxml xmlns="http://www.w3.org/2005/07/scxml" name="xx.flow"><state id="decision"/></scxml>'
UNFINISHED = "TO" + "DO"
PLACE = "/ho" + "me/anna/lagrum"

# rule, name, files, expected part of the one fault (empty: none)
ROWS = [
    ("the_engine_names_no_law_and_no_workflow", "a norm id is refused",
     {"workflows/law/xx/pack.xml": LAW_PACK, "engine/a.cpp": 'x = "xx.act.1.rule";'}, "engine/a.cpp:1"),
    ("the_engine_names_no_law_and_no_workflow", "a norm id in a comment is refused",
     {"workflows/law/xx/pack.xml": LAW_PACK, "engine/a.h": "/// as in xx.act.1.rule."}, "xx.act.1.rule"),
    ("the_engine_names_no_law_and_no_workflow", "another norm id is allowed",
     {"workflows/law/xx/pack.xml": LAW_PACK, "engine/a.cpp": 'x = "xx.act.1.ruler";'}, ""),
    ("the_engine_names_no_law_and_no_workflow", "an act is refused",
     {"workflows/law/xx/pack.xml": LAW_PACK, "engine/a.cpp": 'x = "thing.done";'}, "thing.done"),
    ("the_engine_names_no_law_and_no_workflow", "a part of a member access is no act",
     {"workflows/law/xx/pack.xml": LAW_PACK, "engine/a.cpp": "some.thing.done_at();"}, ""),
    ("the_engine_names_no_law_and_no_workflow", "a state is refused",
     {"workflows/xx/flow/chart.scxml": CHART, "engine/a.cpp": 'x = "pondering";'}, "pondering"),
    ("the_engine_names_no_law_and_no_workflow", "a state's word in a sentence is allowed",
     {"workflows/xx/flow/chart.scxml": CHART, "engine/a.cpp": "// pondering what to do"}, ""),
    ("the_engine_names_no_law_and_no_workflow", "a state named as the formats name something is allowed",
     {"workflows/xx/flow/chart.scxml": DECIDING, "schemas/1/a.xsd": SCHEMA, "engine/a.cpp": 'x = "decision";'}, ""),
    ("the_engine_names_no_law_and_no_workflow", "a state named as an attribute is allowed",
     {"workflows/xx/flow/chart.scxml": CHART.replace("pondering", "name"), "engine/a.cpp": 'x = "name";'}, ""),
    ("the_engine_names_no_law_and_no_workflow", "the file name of a pack is refused",
     {"workflows/law/xx/pack.xml": LAW_PACK, "engine/a.cpp": 'x = "pack";'}, "pack"),
    ("the_engine_names_no_law_and_no_workflow", "the folder of a workflow is refused",
     {"workflows/xx/flow/chart.scxml": CHART, "engine/a.cpp": 'x = "flow";'}, "flow"),
    ("the_engine_names_no_law_and_no_workflow", "the name of a workflow is refused",
     {"workflows/xx/flow/chart.scxml": CHART, "engine/a.cpp": 'x = "xx.flow";'}, "xx.flow"),
    ("the_engine_names_no_law_and_no_workflow", "a test of a suite is refused", {"engine/a.cpp": 'x = "test144";'},
     "test144"),
    ("no_leftover_debug_print", "a print is refused", {"engine/a.cpp": "std::cerr << 1;"}, "std::cerr"),
    ("no_leftover_debug_print", "printf is refused", {"adapters/x/a.cpp": "printf(\"1\");"}, "printf"),
    ("no_leftover_debug_print", "snprintf is allowed", {"engine/a.cpp": "std::snprintf(b, 1, \"\");"}, ""),
    ("no_leftover_debug_print", "the command line prints", {"adapters/cli/a.cpp": "std::cout << 1;"}, ""),
    ("no_leftover_debug_print", "switched-off code is refused", {"engine/a.cpp": "#if 0"}, "#if 0"),
    ("a_readme_has_one_title", "one title is allowed", {"README.md": "# A\n\n## B\n```\n# no title\n```\n"}, ""),
    ("a_readme_has_one_title", "two titles are refused", {"README.md": "# A\n# B\n"}, "found 2"),
    ("a_readme_has_one_title", "a late title is refused", {"README.md": "text\n# A\n"}, "at the top"),
    ("every_source_is_built", "a listed source is allowed",
     {"engine/x/CMakeLists.txt": "lagrum_room(x SOURCES a.cpp)", "engine/x/a.cpp": ""}, ""),
    ("every_source_is_built", "a forgotten source is refused",
     {"engine/x/CMakeLists.txt": "lagrum_room(x SOURCES aa.cpp)", "engine/x/aa.cpp": "", "engine/x/a.cpp": ""},
     "engine/x/a.cpp"),
    ("every_source_is_built", "a header nobody includes is refused", {"engine/x/a.h": ""}, "engine/x/a.h"),
    ("every_source_is_built", "an included header is allowed",
     {"engine/x/CMakeLists.txt": "a.cpp", "engine/x/a.cpp": '#include "x/a.h"', "engine/x/a.h": ""}, ""),
    ("public_headers_are_installed", "a listed header is allowed",
     {"engine/CMakeLists.txt": "set(headers ids time)", "engine/include/lagrum/time.h": ""}, ""),
    ("public_headers_are_installed", "a forgotten header is refused",
     {"engine/CMakeLists.txt": "set(headers ids lifetime)", "engine/include/lagrum/time.h": ""}, "lagrum/time.h"),
    ("no_path_of_a_machine", "a person's folder is refused", {"tests/a.cpp": f'x = "{PLACE}";'}, "tests/a.cpp:1"),
    ("no_path_of_a_machine", "a folder of the project is allowed", {"tests/a.cpp": 'x = source + "/workflows/a.xml";'}, ""),
    ("no_unfinished_work_without_an_issue", "a bare one is refused", {"engine/a.cpp": f"// {UNFINISHED}: x"}, "a.cpp:1"),
    ("no_unfinished_work_without_an_issue", "one with an issue is allowed",
     {"engine/a.cpp": f"// {UNFINISHED}(#12): x"}, ""),
    ("texts_stand_in_three_languages", "three are allowed", {"workflows/law/xx/pack.xml": LAW_PACK}, ""),
    ("texts_stand_in_three_languages", "two are refused",
     {"workflows/a.xml": '<a id="n"><t xml:lang="sv">x</t><t xml:lang="en">x</t></a>'}, "a n: expected t in sv"),
    ("texts_stand_in_three_languages", "one twice is refused",
     {"workflows/a.xml": '<a><t xml:lang="sv">x</t><t xml:lang="en">x</t><t xml:lang="da">x</t><t xml:lang="da">x</t></a>'},
     "da, da"),
    ("texts_stand_in_three_languages", "an empty one is refused",
     {"workflows/a.xml": '<a><t xml:lang="sv">x</t><t xml:lang="en"> </t><t xml:lang="da">x</t></a>'}, "t is empty"),
    ("names_in_expressions_are_snake_case", "snake case is allowed", {"workflows/a.xml": '<a><with name="reply_by"/></a>'},
     ""),
    ("names_in_expressions_are_snake_case", "a hyphen is refused", {"workflows/a.xml": '<a><with name="reply-by"/></a>'},
     "reply-by"),
    ("names_in_expressions_are_snake_case", "a hump is refused",
     {"workflows/a.scxml": '<data xmlns="http://www.w3.org/2005/07/scxml" id="feeClass"/>'}, "feeClass"),
    ("file_names_are_snake_case", "snake case is allowed", {"engine/a_b.cpp": ""}, ""),
    ("file_names_are_snake_case", "humps are refused", {"engine/ABc.cpp": ""}, "ABc"),
]


class CheckLint(unittest.TestCase):
    def test_rows(self):
        for rule, name, files, expected in ROWS:
            with self.subTest(f"{rule}: {name}"), tempfile.TemporaryDirectory() as folder:
                for file, text in files.items():
                    (Path(folder) / file).parent.mkdir(parents=True, exist_ok=True)
                    (Path(folder) / file).write_text(text, encoding="utf-8")

                faults = getattr(check_lint, f"rule_{rule}")(check_lint.Checkout(folder))

                self.assertEqual(len(faults), 1 if expected else 0, faults)
                self.assertIn(expected, "".join(faults))

    def test_every_rule_has_a_bad_side(self):
        tried = {f"rule_{rule}" for rule, _, _, expected in ROWS if expected}
        self.assertEqual(tried, {rule.__name__ for rule in check_lint.rules()})


if __name__ == "__main__":
    unittest.main()
