#!/usr/bin/env bash
# keep.sh PROGRAM WORK KEPT: packs into KEPT.tar.gz the fewest of the inputs that a fuzzer has in WORK, after run.sh, that
# reach as much of the program as all of them.
set -euo pipefail
program=$1 work=$(realpath "$2") kept=$3
few=$(mktemp -d)
trap 'rm -rf "$few"' EXIT

export LAGRUM_FUZZ_SEEDS=$work/seeds
"$program" -merge=1 -timeout=25 -rss_limit_mb=3072 -max_len=131072 "$few" "$work/corpus" "$work/kept"
mkdir -p "$(dirname "$kept")"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$few" -c . | gzip -9n >"$kept.tar.gz"
printf '%s inputs kept in %s\n' "$(find "$few" -type f | wc -l)" "$kept.tar.gz"
