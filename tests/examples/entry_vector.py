#!/usr/bin/python3
"""Recomputes the vectors of engine/docs/formats/entry.md from the page alone. usage: entry_vector.py CHECKOUT"""
import base64
import hashlib
import hmac
import json
import re
import sys
from pathlib import Path


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def opened(disclosure):
    return json.loads(base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4)))


def commitments(leaf):
    """Label to digest, for every place of a leaf that holds a commitment."""
    found = {name: leaf[name] for name in ("behalf", "reason", "moment", "facts") if name in leaf}
    found |= {"actor": leaf["actor"]["is"]} if "is" in leaf["actor"] else {}
    found |= {f"data.{name}": digest for name, digest in leaf["data"].items()}
    for number, act in enumerate(leaf["acts"]):
        found |= {f"act.{number}.{name}": act[name] for name in ("party", "names") if name in act}
        found |= {f"act.{number}.with.{name}": digest for name, digest in act["with"].items()}
    return found


def faults_of(page):
    blocks = re.findall(r"^```\n(.*?)\n```$", page, re.MULTILINE | re.DOTALL)
    leaf, claimed, disclosures = blocks[1], blocks[2], blocks[3].split("\n")
    faults = []

    def expect(expected, found, what):
        if expected != found:
            faults.append(f"{what}: expected {expected}, found {found}")

    expect(hashlib.sha256(b"\0" + leaf.encode()).hexdigest(), claimed, "leaf hash")
    canonical = json.dumps(json.loads(leaf), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    expect(canonical, leaf, "canonical form of the leaf")
    digests = {opened(each)[1]: base64url(hashlib.sha256(each.encode()).digest()) for each in disclosures}
    expect(commitments(json.loads(leaf)), digests, "commitments")
    for label, salt in re.findall(r"^\| 32 bytes `0x73` \| `(\S+)` \| `(\S+)` \|$", page, re.MULTILINE):
        expect(base64url(hmac.new(b"s" * 32, label.encode(), hashlib.sha256).digest()[:16]), salt, f"salt of {label}")
    expect(opened(disclosures[1]), json.loads(re.search(r"second one opens to `(.*?)`, and", page)[1]), "second disclosure")
    return faults


def main(arguments):
    faults = faults_of((Path(arguments[0]) / "engine/docs/formats/entry.md").read_text(encoding="utf-8"))
    print("\n".join(faults) if faults else "entry.md: every vector holds")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
