#!/usr/bin/python3
"""Plays a README of examples/: does what it tells the reader to do, and compares what comes out.

usage: play.py README LAGRUM CHECKOUT [--keep FOLDER] [--show]

The workflows of CHECKOUT are copied to a fresh folder, in which the README's blocks are carried out in order:

```sh    commands, run by one shell that lives from the first block to the last
```text  what the block above it prints. "…" stands for any part of a line, a line "…" for any number of lines,
         and runs of blanks count as one
New file `PATH`:                               the next block is a file of that name
In `PATH`, before the line with `TEXT`:        the next block goes before the one line that holds TEXT
In `PATH`, instead of the line with `TEXT`:    the next block takes the place of that line

LAGRUM is put on the path as `lagrum`. --show prints what each block of commands printed. Exit status 1 at the first
difference, with what was expected and found.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FENCE = re.compile(r"^```(\w*)$")
NOTE = re.compile(r"^(?:New file|In) `(?P<path>[^`]+)`(?:, (?P<how>before|instead of) the line with `(?P<text>.+)`)?:$")
END_OF_BLOCK = "-- end of block %d --"
SECONDS_MAX = 120


class Fault(Exception):
    """A difference between what the README says and what happens."""


class Block:
    """A fenced block: its language, its lines, where it begins, and the note above it."""

    def __init__(self, language, line, note):
        self.language, self.line, self.note, self.lines = language, line, note, []

    def text(self):
        return "".join(line + "\n" for line in self.lines)


def blocks_of(readme):
    blocks, note, block = [], None, None
    for number, line in enumerate(readme.read_text(encoding="utf-8").split("\n"), 1):
        fence = FENCE.match(line)
        if block is not None:
            if line == "```":
                blocks.append(block)
                block = None
            else:
                block.lines.append(line)
        elif fence:
            block, note = Block(fence[1], number, note), None
        elif line.strip():
            note = NOTE.match(line)
    return blocks


class Shell:
    """One bash for a whole README, so that a variable set in one block is known in the next."""

    def __init__(self, folder, lagrum):
        programs = folder / ".programs"
        programs.mkdir()
        (programs / "lagrum").symlink_to(lagrum)
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LAGRUM_")}
        environment |= {"PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        self.process = subprocess.Popen(["timeout", str(SECONDS_MAX), "bash"], cwd=folder, env=environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.count = 0

    def run(self, commands):
        self.count += 1
        end = END_OF_BLOCK % self.count
        self.process.stdin.write(f"{commands}\nprintf '%s\\n' '{end}'\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.rstrip("\n") == end:
                return lines
            lines.append(line.rstrip("\n"))
        raise Fault("the shell ended:\n" + "\n".join(lines))

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def plain(line):
    return " ".join(line.split())


def line_matches(expected, found):
    pattern = ".*".join(re.escape(part) for part in plain(expected).split("…"))
    return re.fullmatch(pattern, plain(found)) is not None


def matches(expected, found):
    """Whether the lines found are those expected; a line "…" stands for any number of them."""
    reached = {0}
    for line in expected:
        if line.strip() == "…":
            reached = set(range(min(reached, default=0), len(found) + 1)) if reached else reached
        else:
            reached = {at + 1 for at in reached if at < len(found) and line_matches(line, found[at])}
    return len(found) in reached


def change(folder, block):
    target, how, text = folder / block.note["path"], block.note["how"], block.note["text"]
    if how is None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text(), encoding="utf-8")
        return
    lines = target.read_text(encoding="utf-8").split("\n")
    places = [at for at, line in enumerate(lines) if text in line]
    if len(places) != 1:
        raise Fault(f"expected one line of {block.note['path']} to hold '{text}', found {len(places)}")
    lines[places[0]:places[0] + (how == "instead of")] = block.lines
    target.write_text("\n".join(lines), encoding="utf-8")


def play(readme, lagrum, folder, show):
    shell, printed = Shell(folder, lagrum), []
    try:
        for block in blocks_of(readme):
            where = f"{readme}:{block.line}"
            try:
                if block.note:
                    change(folder, block)
                elif block.language == "sh":
                    printed = shell.run(block.text())
                    if show:
                        print(f"--- {where}\n{block.text()}\n" + "\n".join(printed))
                elif block.language == "text" and not matches(block.lines, printed):
                    raise Fault("expected\n" + "\n".join(block.lines) + "\nfound\n" + "\n".join(printed))
            except Fault as fault:
                raise Fault(f"{where}: {fault}") from None
    finally:
        shell.close()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("readme", type=Path)
    arguments.add_argument("lagrum", type=Path)
    arguments.add_argument("checkout", type=Path)
    arguments.add_argument("--keep", type=Path)
    arguments.add_argument("--show", action="store_true")
    given = arguments.parse_args()
    if not given.lagrum.is_file():
        arguments.error(f"expected the command at {given.lagrum}, found none")
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        shutil.copytree(given.checkout / "workflows", folder / "workflows", copy_function=shutil.copyfile)
        try:
            play(given.readme, given.lagrum.resolve(), folder, given.show)
        except Fault as fault:
            print(fault)
            return 1
    print(f"{given.readme}: plays as written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
