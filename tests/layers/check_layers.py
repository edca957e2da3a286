#!/usr/bin/python3
"""Holds every #include of the engine, the schemas and the adapters against layers.csv and packages.csv.

usage: check_layers.py CHECKOUT

layers.csv: a folder, the rooms it may include ("public": the installed headers, "adapters": headers of other
adapters, "room+": the room and all that it may include), and the outside packages it may use; package@file says that
only file.h and files whose names begin so (file.cpp, file_text.cpp) may use it. Exit status 1 with one line for each fault.
"""
import csv
import re
import sys
from pathlib import Path

PUBLIC = "engine/include/lagrum"
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.MULTILINE)
# The engine holds no file, thread, clock or log, and reads no randomness.
DENIED_IN_ENGINE = {"thread", "future", "condition_variable", "fstream", "iostream", "filesystem", "random",
                    "ctime", "time.h", "stdio.h"}


class Table:
    """The rows of layers.csv with "room+" written out."""

    def __init__(self, layers, packages):
        self.packages = [(row["package"], row["prefix"]) for row in packages]
        self.rows = {row["folder"]: row for row in layers}
        self.faults = []
        self._allowed = {}

    def allowed(self, folder, path=()):
        """The folders whose headers `folder` may include, besides its own."""
        if folder in path:
            self.faults.append(f"layers.csv: a cycle: {' -> '.join(path[path.index(folder):] + (folder,))}")
            return set()
        if folder not in self._allowed:
            result = set()
            for word in self.rows[folder]["may_include"].split():
                result |= self._meaning(folder, word, path)
            self._allowed[folder] = result
        return self._allowed[folder]

    def _meaning(self, folder, word, path):
        if word == "public":
            return {PUBLIC}
        if word == "adapters":
            return {row for row in self.rows if row.startswith("adapters/") and row != folder}
        room = f"engine/{word.rstrip('+')}"
        if room not in self.rows:
            self.faults.append(f"layers.csv: {folder} may include '{word}', which is no room")
            return set()
        below = self.allowed(room, path + (folder,))
        return {room} | (below if word.endswith("+") else set())

    def package(self, header):
        """The outside package a header in angle brackets belongs to; None for the standard library."""
        for package, prefix in self.packages:
            if header.startswith(prefix):
                return package
        return None if re.fullmatch(r"[a-z_0-9]+", header) else "unknown"

    def may_use(self, folder, package, stem):
        for word in self.rows[folder]["outside"].split():
            name, _, only = word.partition("@")
            if name == package and (not only or stem == only or stem.startswith(only + "_")):
                return True
        return False


def folder_of(table, relative):
    """The row a file belongs to, the longest one first."""
    for folder in sorted(table.rows, key=len, reverse=True):
        if relative.startswith(folder + "/"):
            return folder
    return None


def resolve(root, file, name):
    """The file of the project that a quoted include means, relative to the checkout; None when there is none."""
    for start in (file.parent, root / "engine/include", root / "engine", root / "adapters", root):
        candidate = (start / name).resolve()
        if candidate.is_file() and root in candidate.parents:
            return candidate.relative_to(root).as_posix()
    return None


def check_file(table, root, file, edges):
    relative = file.relative_to(root).as_posix()
    folder = folder_of(table, relative)
    if folder is None:
        return [f"{relative}: lies in no folder of layers.csv"]
    faults = []
    text = file.read_text(encoding="utf-8")
    for match in INCLUDE.finditer(text):
        where = f"{relative}:{text.count(chr(10), 0, match.start(1)) + 1}"
        if match[1] == "<" and not match[2].startswith("lagrum/"):
            faults += check_outside(table, folder, file.stem, match[2], where)
            continue
        target = resolve(root, file, match[2])
        if target is None:
            faults.append(f"{where}: expected a header of the project, found '{match[2]}'")
            continue
        edges.setdefault(relative, set()).add(target)
        target_folder = folder_of(table, target)
        if target_folder != folder and target_folder not in table.allowed(folder):
            faults.append(f"{where}: {folder} may not include {target_folder} ('{match[2]}')")
    return faults


def check_outside(table, folder, stem, header, where):
    if folder.startswith("engine/") and header in DENIED_IN_ENGINE:
        return [f"{where}: the engine holds no file, thread, clock, log or randomness: <{header}>"]
    package = table.package(header)
    if package is None or table.may_use(folder, package, stem):
        return []
    return [f"{where}: {folder} may not use {package} in {stem} (<{header}>)"]


def find_cycle(edges):
    """A list of files that include each other in a circle, or an empty one."""
    done = set()
    for start in sorted(edges):
        stack = [(start, iter(sorted(edges.get(start, ()))))]
        path = [start]
        while stack:
            below = next(stack[-1][1], None)
            if below is None:
                done.add(path.pop())
                stack.pop()
            elif below in path:
                return path[path.index(below):] + [below]
            elif below not in done:
                path.append(below)
                stack.append((below, iter(sorted(edges.get(below, ())))))
    return []


def check(root, layers, packages):
    """All faults of the checkout `root`, each one line."""
    table = Table(layers, packages)
    for folder in table.rows:
        table.allowed(folder)
    faults, edges = list(table.faults), {}
    for top in ("engine", "schemas", "adapters"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix in (".h", ".cpp", ".c"):
                faults += check_file(table, root, file, edges)
    cycle = find_cycle(edges)
    if cycle:
        faults.append("a cycle of includes: " + " -> ".join(cycle))
    return faults


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(arguments):
    root = Path(arguments[0]).resolve()
    here = Path(__file__).resolve().parent
    faults = check(root, read_csv(here / "layers.csv"), read_csv(here / "packages.csv"))
    print("\n".join(faults) if faults else "every include follows the table")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
