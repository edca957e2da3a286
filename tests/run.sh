#!/usr/bin/env bash
# Installs what is missing, builds the release with g++ and warnings as errors, runs all tests by label, and then
# the suites unit and scenario once more, built with clang, under the address and undefined-behaviour sanitizers; there
# the fuzzers of charts, decision models and expressions run for $LAGRUM_FUZZ_SECONDS, too.
usage() {
  cat <<'TEXT'
usage: tests/run.sh [--require-shared] [-h]

  --require-shared  a test that is skipped because shared test data is missing counts as failed
  -h, --help        this text

Shared test data (conformance suites, foreign files) is looked for in $LAGRUM_SHARED_DIR, else in the folder
"shared" beside the checkout. $LAGRUM_FUZZ_SECONDS says how long each fuzzer runs (30).
The last line is "N passed, N failed, N skipped".
TEXT
}

source "$(dirname "${BASH_SOURCE[0]}")/scripts/common.sh"

require_shared=()
while [ $# -gt 0 ]; do
  case $1 in
    --require-shared) require_shared=(--require-shared) ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      die "expected --require-shared or -h, found '$1'"
      ;;
  esac
  shift
done

export LAGRUM_SHARED_DIR=${LAGRUM_SHARED_DIR:-$checkout/../shared}
if [ -d "$LAGRUM_SHARED_DIR" ]; then
  LAGRUM_SHARED_DIR=$(cd "$LAGRUM_SHARED_DIR" && pwd)
elif [ ${#require_shared[@]} -gt 0 ]; then
  die "--require-shared: expected shared test data in $LAGRUM_SHARED_DIR, but there is no such folder"
fi
if [ ${#require_shared[@]} -gt 0 ]; then
  export LAGRUM_REQUIRE_SHARED=1
fi

suites=()

# run_label FOLDER LABELS NAME: runs the tests of these labels, "a|b", and notes the suite for the summary.
run_label() {
  local build=$checkout/build/scripts/$1 report=$checkout/build/scripts/$1/junit-${2/|/-}.xml
  rm -f "$report"
  say "tests: $3"
  ctest --test-dir "$build" -L "^($2)\$" -j "$jobs" --no-tests=ignore --quiet \
    --output-on-failure --output-log "$build/ctest-${2/|/-}.log" --output-junit "$report" >/dev/null 2>&1 \
    || show_failures "$build/ctest-${2/|/-}.log"
  suites+=("$3=$report")
}

# show_failures LOG: what the failing tests said, without the lines of those that passed.
show_failures() { grep -v ' Passed \| \.\.\.   Passed\|^      *Start ' "$1" | tail -n 300 || true; }

install_packages

say "release build: configuring and building"
release_build all all_verify_interface_header_sets
known="unit scenario conformance property replay contract crash compile_fail foreign bench lint package"
present=$(ctest --test-dir "$checkout/build/scripts/release" --print-labels | sed -n 's/^  //p')
for label in $known; do
  run_label release "$label" "$label"
done
for label in $present; do
  [[ " $known " == *" $label "* ]] || run_label release "$label" "$label"
done

say "sanitizer build: configuring and building"
# clang compiles for these sanitizers in half of g++'s time, and holds every change against a second compiler.
configure asan -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
  "-DCMAKE_CXX_FLAGS=-Werror -O0 -g1 -D_GLIBCXX_ASSERTIONS" -DLAGRUM_SANITIZE=address,undefined,fuzzer-no-link \
  "${batches[@]}"
build asan tests_unit tests_scenario tests_fuzz_quick
run_label asan "unit|scenario" "unit and scenario under sanitizers"
LAGRUM_FUZZ_SECONDS=${LAGRUM_FUZZ_SECONDS:-30} run_label asan fuzz_quick "fuzz"

say "done"
"$scripts_dir/summary.py" "${require_shared[@]}" "${suites[@]}"
