#!/usr/bin/python3
"""Holds the snippets of README.md against the files they are cut from.

usage: snippets.py CHECKOUT

A block under a line <!-- from PATH --> stands in that file, line by line, whatever its indentation; a line "…" jumps to a
later place of the file. In README.md every block of code has such a line; what the reader types beside the examples is
`sh` and names a script of the checkout.
"""
import re
import sys
from pathlib import Path

FROM = re.compile(r"^<!-- from (\S+) -->$")


def blocks(text):
    """(line number, language, lines, source) of each fenced block."""
    found, inside, source = [], None, None
    for number, line in enumerate(text.split("\n"), 1):
        if inside is not None:
            if line == "```":
                found.append(inside)
                inside = None
            else:
                inside[2].append(line)
        elif line.startswith("```"):
            inside, source = (number, line[3:], [], source), None
        elif line.strip():
            match = FROM.match(line)
            source = match[1] if match else None
    return found


def stands_in(snippet, lines):
    """Whether the parts of the snippet, parted by lines "…", stand in `lines` one after the other, each in one piece."""
    lines, at = [line.strip() for line in lines], 0
    parts = [[]]
    for line in (line.strip() for line in snippet):
        if line == "…":
            parts.append([])
        else:
            parts[-1].append(line)
    for part in parts:
        while lines[at:at + len(part)] != part:
            at += 1
            if at > len(lines):
                return False
        at += len(part)
    return True


def faults_of(checkout, readme):
    faults = []
    for number, language, lines, source in blocks(readme.read_text(encoding="utf-8")):
        where = f"{readme.relative_to(checkout)}:{number}"
        if source is None:
            scripts = [checkout / line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
            if language != "sh" or not all(script.is_file() for script in scripts):
                faults.append(f"{where}: expected <!-- from PATH --> above this block")
        elif not (checkout / source).is_file():
            faults.append(f"{where}: expected a file {source}")
        elif not stands_in(lines, (checkout / source).read_text(encoding="utf-8").split("\n")):
            faults.append(f"{where}: expected these lines to stand in {source}")
    return faults


def main(arguments):
    checkout = Path(arguments[0]).resolve()
    faults = faults_of(checkout, checkout / "README.md")
    print("\n".join(faults) if faults else "README.md: every snippet stands in its file")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
