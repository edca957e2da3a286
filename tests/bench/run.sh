#!/usr/bin/env bash
# Builds the measurements and prints their figures, each with the machine and the date. Peers that bench_speed is held
# against are installed where that can be done; those that cannot be had are left out.
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/common.sh"

case ${1:-} in
  -h | --help)
    printf 'usage: tests/bench/run.sh [NAME …]\n\nNAME: measurements to run (all of them without names)\n'
    exit 0
    ;;
esac

# wanted NAME: whether this measurement is asked for.
names=" $* "
wanted() { [[ $names == "  " || $names == *" $1 "* ]]; }

# peer WORD WHAT: the packages of that word, which only measurements of others need.
peer() { (install_packages "$1") || say "$2: cannot be installed, left out"; }

install_packages
if wanted bench_speed; then
  peer qt "Qt SCXML"
  # A Node.js from elsewhere brings its npm and bears no other.
  { command -v node && command -v npm; } >/dev/null || peer node "Node.js"
fi
say "release build with measurements"
configure bench -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ \
  -DLAGRUM_BENCH=ON -DLAGRUM_TESTS=ON
folder=$checkout/build/scripts/bench
if ! ninja -C "$folder" -t query benchmarks >/dev/null 2>&1; then
  printf 'no measurement is written yet\n0 run\n'
  exit 0
fi
build bench benchmarks
if wanted bench_speed && ! cmp -s "$folder/peers/package-lock.json" "$folder/peers/node_modules/installed"; then
  say "packages of npm"
  if npm ci --prefix "$folder/peers" --ignore-scripts --no-audit --no-fund >"$folder/npm.log" 2>&1; then
    cp "$folder/peers/package-lock.json" "$folder/peers/node_modules/installed"
  else
    say "SCION, XState and feelin: cannot be installed, left out ($folder/npm.log)"
  fi
fi

printf 'machine: %s, %s cores, %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$jobs" \
  "$(g++ --version | head -n 1)"
printf 'date: %s, revision: %s\n' "$(date -u +%F)" "$(git -C "$checkout" describe --always --dirty 2>/dev/null || echo unknown)"
run=0
failed=0
for program in "$folder"/bench/*; do
  name=$(basename "$program")
  wanted "$name" || continue
  say "$name"
  run=$((run + 1))
  "$program" || failed=$((failed + 1))
done
printf '%s run, %s failed\n' "$run" "$failed"
[ "$failed" -eq 0 ] && [ "$run" -gt 0 ]
