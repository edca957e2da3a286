#!/usr/bin/env bash
# Builds the measurements and prints their figures, each with the machine and the date.
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"

case ${1:-} in
  -h | --help)
    printf 'usage: tests/bench/run.sh [NAME …]\n\nNAME: measurements to run (all of them without names)\n'
    exit 0
    ;;
esac

install_packages
say "release build with measurements"
configure bench -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ \
  -DLAGRUM_BENCH=ON -DLAGRUM_TESTS=ON
folder=$checkout/build/scripts/bench
if ! ninja -C "$folder" -t query benchmarks >/dev/null 2>&1; then
  printf 'no measurement is written yet\n0 run\n'
  exit 0
fi
build bench benchmarks

printf 'machine: %s, %s cores, %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$jobs" \
  "$(g++ --version | head -n 1)"
printf 'date: %s, revision: %s\n' "$(date -u +%F)" "$(git -C "$checkout" describe --always --dirty 2>/dev/null || echo unknown)"
run=0
failed=0
for program in "$folder"/bench/*; do
  name=$(basename "$program")
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then
    continue
  fi
  say "$name"
  run=$((run + 1))
  "$program" || failed=$((failed + 1))
done
printf '%s run, %s failed\n' "$run" "$failed"
[ "$failed" -eq 0 ] && [ "$run" -gt 0 ]
