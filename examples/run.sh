#!/usr/bin/env bash
# Builds the command lagrum, plays every scenario of the shipped licence workflow, and then one case on a real
# store: intake, decision, archive, and a check of the journal without the engine.
source "$(dirname "${BASH_SOURCE[0]}")/../tests/scripts/common.sh"

case ${1:-} in
  -h | --help)
    printf 'usage: examples/run.sh [-h]\n\nNeeds nothing beforehand: it installs packages and builds by itself.\n'
    exit 0
    ;;
  ?*) die "expected no argument or -h, found '$1'" ;;
esac

install_packages
say "release build of the command"
release_build lagrum
lagrum=$(find "$checkout/build/scripts/release" -maxdepth 4 -type f -name lagrum -perm -u+x -print -quit)
[ -n "$lagrum" ] || die "expected the build to make the program lagrum, found none"

cd "$checkout"
workflow=workflows/se/serveringstillstand

say "scenarios: every story of the shipped workflows"
"$lagrum" scenario run workflows/se/*/scenarios/*.xml

# The main job on a real store: an application becomes a lawful, archived decision. Each step is a command that a
# reader can repeat by hand.
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
lagrum() { command "$lagrum" --data "$store/data" "$@"; }

say "the main job: from the e-service's file to the archive, on SQLite"
mkdir -p "$store/data"
lagrum scenario run --keep --tell --no-coverage "$workflow/scenarios/01-story.xml"
lagrum --now 2027-06-30T09:00 case list
number=$(lagrum --now 2027-06-30T09:00 --json case list | sed -n 's/.*"number": "\(.*\)",/\1/p' | head -n 1)
lagrum --now 2027-06-30T09:00 --lang sv case show "$number" --derivations

say "the journal verifies: every hash, every commitment, every case replayed"
lagrum --now 2027-06-30T09:00 journal verify

say "the archive package verifies without Lagrum"
lagrum --now 2027-06-30T09:00 archive "$number" "$store/package"
sh "$store/package/documentation/verify.sh"

say "one flipped byte in the store is found and named"
cp -r "$store/data" "$store/tampered"
offset=$(grep -abo '"outcome":"done"\|"kind":"done"' "$store/tampered/store.sqlite" | tail -n 1 | cut -d: -f1)
printf 'x' | dd of="$store/tampered/store.sqlite" bs=1 seek=$((offset + 9)) conv=notrunc status=none
if command "$lagrum" --data "$store/tampered" --now 2027-06-30T09:00 journal verify; then
  die "expected the flipped byte to be found"
fi

say "done: all stories passed, the package and the journal verify, the flipped byte was found"
