#!/usr/bin/python3
"""The project's own small checks. usage: check_lint.py CHECKOUT

Each function below with a name that begins with rule_ is one check; it takes the Checkout and gives its faults,
"file:line: what was expected and found". Exit status 1 when there is a fault.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCXML = "{http://www.w3.org/2005/07/scxml}"
LAW = "{urn:lagrum:law:1}"
SCHEMA = "{http://www.w3.org/2001/XMLSchema}"
# Words of W3C SCXML 1.0 itself, attributes and their values, that a chart may use as ids.
SCXML_WORDS = {"initial", "final", "state", "early", "late", "shallow", "deep", "internal", "external", "delay",
               "delayexpr", "cancel", "send", "invoke", "event", "target", "history", "parallel", "transition"}
LANGUAGES = {"sv", "da", "en"}
CODE = {".h", ".cpp", ".c", ".cmake", ".in", ".txt"}
TEXT = CODE | {".md", ".py", ".sh", ".xml", ".scxml", ".dmn", ".xsd", ".csv", ".json", ".go", ".yaml", ".html", ""}
SNAKE_FILE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")
# Conformance suites number their tests so; a case of one suite is nothing the engine may know.
TEST_ID = re.compile(r'"(test\d{3}\w?|\d{4}-[a-z][a-z-]+)"')
# The names that expressions read: elements (without namespace) and the attribute that holds the name.
NAMES_IN_EXPRESSIONS = {"with": "name", "field": "name", "payload": "name", "data": "name", "fact": "name",
                        "evaluate": "into", "item": "name"}
# The library's last words before it stops the process on a broken invariant.
LAST_WORDS = "engine/base/result.cpp"
DEBUG_PRINT = re.compile(r"\bstd::(cout|cerr|clog)\b|\b(std::)?f?printf\s*\(|\b(std::)?f?puts\s*\(|^\s*#\s*if 0\b")


class Checkout:
    """The files of a checkout, without build folders and version control; XML files are read once."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.files = sorted(path for path in self.root.rglob("*") if path.is_file() and self._counts(path))
        self._trees = {}

    def _counts(self, path):
        parts = path.relative_to(self.root).parts
        return not parts[0].startswith("build") and not {".git", ".cache", "__pycache__"} & set(parts)

    def name(self, path):
        return path.relative_to(self.root).as_posix()

    def under(self, *folders, suffixes=None):
        prefixes = tuple(folder + "/" for folder in folders)
        return [path for path in self.files if self.name(path).startswith(prefixes)
                and (suffixes is None or path.suffix in suffixes)]

    def lines(self, path):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            text = path.read_text(encoding="latin-1")
        return enumerate(text.split("\n"), 1)

    def tree(self, path):
        if path not in self._trees:
            self._trees[path] = ElementTree.parse(path).getroot()
        return self._trees[path]

    def workflow_files(self):
        return self.under("workflows", suffixes={".xml", ".scxml", ".dmn"})


def local(element):
    return element.tag.rpartition("}")[2]


def found(checkout, paths, pattern, what):
    """A fault for each line of `paths` that matches."""
    return [f"{checkout.name(path)}:{number}: {what}: {match[0].strip()}" for path in paths
            for number, line in checkout.lines(path) if (match := pattern.search(line))]


def words_of_the_formats(checkout):
    """Words that the formats themselves use: not names of anybody's law or workflow."""
    words = set(SCXML_WORDS)
    for path in checkout.under("schemas", suffixes={".xsd"}):
        for element in checkout.tree(path).iter():
            words |= {element.get("value")} if element.tag == f"{SCHEMA}enumeration" else set()
            words |= {element.get("name")} if element.tag in (f"{SCHEMA}element", f"{SCHEMA}attribute") else set()
    for path in checkout.workflow_files():
        for element in checkout.tree(path).iter():
            words |= {local(element)} | {name.rpartition("}")[2] for name in element.keys()}
    return words


def ids_of_workflows(checkout):
    """Ids that law packs and workflows define: those with a dot, and plain words such as state ids."""
    ids = set()
    for path in checkout.workflow_files():
        parts = path.relative_to(checkout.root / "workflows").parts
        law = parts[0] == "law"
        ids |= {path.stem} if law else set(parts[1:2])
        for element in checkout.tree(path).iter():
            if element.tag.startswith(SCXML):
                ids |= {element.get("id")} if local(element) in ("state", "parallel", "final", "history") else set()
                ids |= {element.get("name")} if local(element) == "scxml" else set()
            elif law:
                ids |= {element.get("id")} | ({element.get("type")} if local(element) == "act" else set())
    ids = {word for word in ids if word and len(word) > 3}
    dotted = {word for word in ids if "." in word}
    return dotted, ids - dotted - words_of_the_formats(checkout)


def rule_the_engine_names_no_law_and_no_workflow(checkout):
    """No norm id, act id, state id, test id, nor the name of a pack, workflow or suite."""
    dotted, words = ids_of_workflows(checkout)
    paths = checkout.under("engine", suffixes=CODE)
    faults = []
    whole = re.compile(r"(?<![\w.-])(?:" + "|".join(map(re.escape, sorted(dotted, key=len, reverse=True)))
                       + r")(?![\w-])(?!\.\w)") if dotted else None
    for path in paths:
        for number, line in checkout.lines(path):
            where = f"{checkout.name(path)}:{number}"
            if whole and (match := whole.search(line)):
                faults.append(f"{where}: the engine may not name '{match[0]}' of workflows/")
            for literal in re.findall(r'"([^"\\]*)"', line):
                if literal in words and not line.lstrip().startswith("#include"):
                    faults.append(f"{where}: the engine may not name '{literal}' of workflows/")
    return faults + found(checkout, paths, TEST_ID, "the engine may not name a test of a suite")


def rule_no_leftover_debug_print(checkout):
    paths = [path for path in checkout.under("engine", "adapters", "schemas", suffixes={".h", ".cpp", ".c"})
             if not checkout.name(path).startswith("adapters/cli/") and checkout.name(path) != LAST_WORDS]
    return found(checkout, paths, DEBUG_PRINT, "a leftover debug print or switched-off code")


def rule_a_readme_has_one_title(checkout):
    faults = []
    for path in checkout.files:
        if path.name != "README.md":
            continue
        fenced, titles, first = False, 0, ""
        for _, line in checkout.lines(path):
            fenced ^= line.startswith("```")
            titles += not fenced and line.startswith("# ")
            first = first or line
        if titles != 1 or not first.startswith("# "):
            faults.append(f"{checkout.name(path)}:1: expected one title at the top, found {titles} in the file")
    return faults


def rule_every_source_is_built(checkout):
    """A source stands in a CMakeLists.txt beside or above it; a header is included or listed somewhere."""
    lists = {path.parent: path.read_text(encoding="utf-8") for path in checkout.files if path.name == "CMakeLists.txt"}
    sources = checkout.under("engine", "adapters", "schemas", "tests", "examples", suffixes={".h", ".cpp", ".c", ".in"})
    included = {Path(match).name for path in sources if path.suffix in (".h", ".cpp", ".c", ".in")
                for _, line in checkout.lines(path) for match in re.findall(r'#\s*include\s*["<]([^">]+)', line)}
    cmake = " ".join(path.read_text(encoding="utf-8") for path in checkout.files if path.suffix == ".cmake")
    faults = []
    for path in sources:
        above = [folder for folder in path.parents if folder in lists]
        listed = any(re.search(rf"(?<![\w/]){re.escape(path.relative_to(folder).as_posix())}(?![\w.])", lists[folder])
                     for folder in above)
        if path.suffix == ".h":  # a public header is the matter of the next rule
            listed = listed or path.name in included or "engine/include" in checkout.name(path)
        if not listed and path.name not in cmake:
            faults.append(f"{checkout.name(path)}:1: expected a CMakeLists.txt or an #include to name this file")
    return faults


def rule_public_headers_are_installed(checkout):
    path = checkout.root / "engine/CMakeLists.txt"
    match = re.search(r"set\(headers([^)]*)\)", path.read_text(encoding="utf-8") if path.is_file() else "")
    listed = match[1].split() if match else []
    return [f"{checkout.name(header)}:1: expected engine/CMakeLists.txt to list this public header"
            for header in checkout.under("engine/include/lagrum", suffixes={".h"}) if header.stem not in listed]


def rule_no_path_of_a_machine(checkout):
    pattern = re.compile(r"(?<![\w.$}])/(?:wor[k]|roo[t]|hom[e]/[a-z]+|Use[r]s/[a-z]+|tmp)/[\w./-]*")
    return found(checkout, [path for path in checkout.files if path.suffix in TEXT], pattern, "a path of one machine")


def rule_no_unfinished_work_without_an_issue(checkout):
    pattern = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X])\b(?!\(#\d+\))")
    paths = [path for path in checkout.files if path.suffix in TEXT - {".md"}]
    return found(checkout, paths, pattern, "unfinished work without the number of an issue")


def rule_texts_stand_in_three_languages(checkout):
    """Sibling elements of one name that carry xml:lang cover Swedish, Danish and English, each once."""
    faults = []
    for path in checkout.workflow_files():
        for parent in checkout.tree(path).iter():
            families = {}
            for child in parent:
                if child.get(XML_LANG):
                    families.setdefault(local(child), []).append(child.get(XML_LANG))
                    if not "".join(child.itertext()).strip():
                        faults.append(f"{checkout.name(path)}: {describe(parent)}: {local(child)} is empty")
            for family, languages in families.items():
                if sorted(languages) != sorted(LANGUAGES):
                    faults.append(f"{checkout.name(path)}: {describe(parent)}: expected {family} in sv, da and en "
                                  f"once each, found {', '.join(languages)}")
    return faults


def describe(element):
    name = element.get("id") or element.get("type") or element.get("name") or element.get("event") or ""
    return f"{local(element)} {name}".strip()


def rule_names_in_expressions_are_snake_case(checkout):
    faults = []
    for path in checkout.workflow_files():
        for element in checkout.tree(path).iter():
            attribute = "id" if element.tag == f"{SCXML}data" else NAMES_IN_EXPRESSIONS.get(local(element))
            name = element.get(attribute) if attribute else None
            if name and not re.fullmatch(r"[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*", name):
                faults.append(f"{checkout.name(path)}: {local(element)} '{name}': expected snake_case")
    return faults


def rule_file_names_are_snake_case(checkout):
    return [f"{checkout.name(path)}:1: expected a file name in snake_case" for path in
            checkout.under("engine", "adapters", "tests", "schemas", suffixes={".h", ".cpp", ".c", ".py", ".sh", ".go"})
            if not SNAKE_FILE.fullmatch(path.name)]


def rules():
    return [rule for name, rule in globals().items() if name.startswith("rule_")]


def main(arguments):
    checkout = Checkout(arguments[0])
    faults = []
    for rule in rules():
        faults += [f"{fault} [{rule.__name__[5:].replace('_', '-')}]" for fault in rule(checkout)]
    print("\n".join(faults) if faults else f"{len(rules())} checks on {len(checkout.files)} files: no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
