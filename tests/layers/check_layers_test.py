#!/usr/bin/python3
"""Good and bad sides of check_layers.py on small made-up checkouts."""
import tempfile
import unittest
from pathlib import Path

import check_layers

LAYERS = [
    {"folder": "engine/include/lagrum", "may_include": "", "outside": ""},
    {"folder": "engine/low", "may_include": "public", "outside": "parser@xml"},
    {"folder": "engine/middle", "may_include": "public low", "outside": ""},
    {"folder": "engine/high", "may_include": "middle+", "outside": ""},
    {"folder": "adapters/disk", "may_include": "public", "outside": "posix"},
    {"folder": "adapters/tool", "may_include": "public adapters", "outside": ""},
]
PACKAGES = [{"package": "parser", "prefix": "parser/"}, {"package": "posix", "prefix": "unistd.h"}]
HEADERS = {"engine/include/lagrum/a.h": "", "engine/low/x.h": "", "engine/middle/y.h": "",
           "adapters/disk/disk.h": ""}

# name, file, its text, expected part of the one fault (empty: none)
ROWS = [
    ("public is allowed", "engine/low/x.cpp", '#include "lagrum/a.h"', ""),
    ("own header is allowed", "engine/low/x.cpp", '#include "low/x.h"', ""),
    ("own header without folder is allowed", "engine/low/x.cpp", '#include "x.h"', ""),
    ("a row's room is allowed", "engine/middle/y.cpp", '#include "low/x.h"', ""),
    ("plus takes what lies below", "engine/high/z.cpp", '#include "low/x.h"', ""),
    ("an arrow upwards is refused", "engine/low/x.cpp", '#include "middle/y.h"', "may not include engine/middle"),
    ("a public header includes public ones alone", "engine/include/lagrum/b.h", '#include "low/x.h"',
     "may not include engine/low"),
    ("the standard library is allowed", "engine/low/x.cpp", "#include <vector>", ""),
    ("threads in the engine are refused", "engine/low/x.cpp", "#include <thread>", "no file, thread"),
    ("threads in an adapter are allowed", "adapters/disk/disk.cpp", "#include <thread>", ""),
    ("a package in its file is allowed", "engine/low/xml.cpp", "#include <parser/tree.h>", ""),
    ("a package in a file named after its file is allowed", "engine/low/xml_gate.cpp", "#include <parser/a.h>", ""),
    ("a package in another file is refused", "engine/low/x.cpp", "#include <parser/tree.h>", "may not use parser in x"),
    ("a package in another room is refused", "engine/middle/xml.cpp", "#include <parser/a.h>", "may not use parser"),
    ("a package nobody listed is refused", "engine/low/x.cpp", "#include <other/a.h>", "may not use unknown"),
    ("an adapter's own package is allowed", "adapters/disk/disk.cpp", "#include <unistd.h>", ""),
    ("an adapter sees no room", "adapters/disk/disk.cpp", '#include "low/x.h"', "may not include engine/low"),
    ("an adapter sees no other adapter", "adapters/disk/d.cpp", '#include "tool/t.h"', "expected a header"),
    ("the tool sees adapters", "adapters/tool/main.cpp", '#include "disk/disk.h"', ""),
    ("a missing header is refused", "engine/low/x.cpp", '#include "low/none.h"', "expected a header of the project"),
    ("a folder outside the table is refused", "engine/new/n.cpp", "", "lies in no folder"),
    ("a circle of headers is refused", "engine/low/x.h", '#include "x.h"', "a cycle of includes"),
    ("a commented include counts for nothing", "engine/low/x.cpp", '// #include "middle/y.h"', ""),
]


class CheckLayers(unittest.TestCase):
    def faults(self, files):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            for name, text in {**HEADERS, **files}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            return check_layers.check(root, LAYERS, PACKAGES)

    def test_rows(self):
        for name, file, text, expected in ROWS:
            with self.subTest(name):
                faults = self.faults({file: text})
                self.assertEqual(len(faults), 1 if expected else 0, faults)
                self.assertIn(expected, "".join(faults))

    def test_a_cycle_in_the_table_is_refused(self):
        layers = [{"folder": "engine/a", "may_include": "b+", "outside": ""},
                  {"folder": "engine/b", "may_include": "a+", "outside": ""}]
        table = check_layers.Table(layers, [])
        table.allowed("engine/a")
        self.assertIn("a cycle", table.faults[0])


if __name__ == "__main__":
    unittest.main()
