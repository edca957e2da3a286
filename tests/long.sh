#!/usr/bin/env bash
# What takes too long for every change: the build and tests with clang, the thread sanitizer, clang-tidy, fuzzing,
# kills, soak, mutants, random tests with many more runs, SPIN on every norm. Parts can be named: tests/long.sh clang tidy.
# Without names all are run.
source "$(dirname "${BASH_SOURCE[0]}")/scripts/common.sh"

parts="clang tsan tidy fuzz crash soak property mutation oracle"
usage() {
  cat <<TEXT
usage: tests/long.sh [-h] [PART …]

parts: $parts (all of them without names)
\$LAGRUM_FUZZ_SECONDS  how long each fuzzer runs (600)
TEXT
}
case ${1:-} in
  -h | --help)
    usage
    exit 0
    ;;
esac
for part in "$@"; do
  [[ " $parts " == *" $part "* ]] || {
    usage >&2
    die "expected one of: $parts; found '$part'"
  }
done

export LAGRUM_SHARED_DIR=${LAGRUM_SHARED_DIR:-$checkout/../shared}
suites=()
failures=()

# test_all FOLDER NAME [CTEST ARGUMENTS …]: all tests of a build, as one suite of the summary.
test_all() {
  local build=$checkout/build/scripts/$1 name=$2 report=$checkout/build/scripts/$1/junit.xml
  shift 2
  rm -f "$report"
  ctest --test-dir "$build" -j "$jobs" --no-tests=ignore --output-on-failure --quiet "$@" \
    --output-log "$build/ctest.log" --output-junit "$report" >/dev/null 2>&1 || tail -n 200 "$build/ctest.log"
  suites+=("$name=$report")
}

run_clang() {
  configure clang -DLAGRUM_BENCH=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_CXX_FLAGS=-Werror -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
  build clang all all_verify_interface_header_sets
  test_all clang "clang"
}

run_tsan() {
  configure tsan -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ \
    "-DCMAKE_CXX_FLAGS=-Werror -O1 -g1" -DLAGRUM_SANITIZE=thread
  build tsan all
  test_all tsan "thread sanitizer"
}

run_tidy() {
  configure tidy -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
  build tidy lagrum_schemas
  if ! git -C "$checkout" ls-files 'engine/*.cpp' 'adapters/*.cpp' 'schemas/*.cpp' \
    | (cd "$checkout" && xargs -r -P "$jobs" -n 4 clang-tidy -p build/scripts/tidy --quiet); then
    failures+=("clang-tidy")
  fi
}

# What a fuzzer finds is kept in build/scripts/fuzz/tests/fuzz/NAME/found.
run_fuzz() {
  configure fuzz -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ \
    "-DCMAKE_CXX_FLAGS=-Werror -O1 -g1 -D_GLIBCXX_ASSERTIONS" -DLAGRUM_SANITIZE=address,undefined,fuzzer-no-link
  build fuzz tests_fuzz
  LAGRUM_FUZZ_SECONDS=${LAGRUM_FUZZ_SECONDS:-600} test_all fuzz fuzz -L '^fuzz$' --no-tests=error --timeout 7200
}

# Crash, soak and random tests are programs known by their labels; they run longer here.
run_labelled() {
  say "release build"
  release_build all
  LAGRUM_LONG=1 test_all release "$1" -L "^$1\$" --timeout 7200
}
run_crash() { run_labelled crash; }
run_soak() { run_labelled soak; }
run_property() { run_labelled property; }
run_mutation() { run_labelled mutation; }

# Every norm of every shipped workflow, searched by SPIN too.
run_oracle() {
  say "release build"
  release_build foreign_spin
  LAGRUM_LONG=1 test_all release oracle -R '^(Spin|/Spin|SpinItself)' --timeout 14400
}

install_packages long
for part in ${*:-$parts}; do
  say "part: $part"
  "run_$part"
done

say "done"
for failure in "${failures[@]}"; do
  printf 'failed: %s\n' "$failure"
done
status=0
if [ ${#suites[@]} -gt 0 ]; then
  "$scripts_dir/summary.py" "${suites[@]}" || status=1
fi
[ ${#failures[@]} -eq 0 ] || status=1
exit $status
