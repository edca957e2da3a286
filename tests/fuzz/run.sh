#!/usr/bin/env bash
# run.sh PROGRAM WORK KEPT [SEED …]: runs a fuzzer for $LAGRUM_FUZZ_SECONDS (10) in the folder WORK, from the inputs
# kept in the folder KEPT and in KEPT.tar.gz (keep.sh makes it), the seeds (files, folders, NAME.lines with an input on each line, or NAME.dict with words to
# put in) and those that the program writes itself. What it finds stays in WORK/found; what it learns stays in WORK/corpus for the next run.
set -euo pipefail
program=$1 work=$(realpath -m "$2") kept=$3
shift 3
seconds=${LAGRUM_FUZZ_SECONDS:-10}

rm -rf "$work/seeds" "$work/kept"
mkdir -p "$work/seeds" "$work/kept" "$work/corpus" "$work/found"
number=0
words=()
for seed in "$@"; do
  number=$((number + 1))
  case $seed in
    *.dict) words=(-dict="$seed") ;;
    *.lines) split -l 1 -a 4 "$seed" "$work/seeds/$number-" ;;
    *) find "$seed" -type f -size -256k -print0 | while IFS= read -r -d '' file; do
      cp "$file" "$work/seeds/$number-$(printf %s "${file#"$seed"}" | tr / -)"
    done ;;
  esac
done
folders=("$work/corpus" "$work/seeds")
[ ! -d "$kept" ] || folders+=("$kept")
[ ! -f "$kept.tar.gz" ] || tar -xzf "$kept.tar.gz" -C "$work/kept"
folders+=("$work/kept")

export LAGRUM_FUZZ_SEEDS=$work/seeds
cd "$work"
exec "$program" "${words[@]}" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=3072 -max_len=131072 -print_final_stats=1 \
  -artifact_prefix="$work/found/" "${folders[@]}"
