# What the scripts share; sourced, never run. Needs bash and Debian 12.
set -euo pipefail

scripts_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
checkout=$(cd "$scripts_dir/../.." && pwd)
jobs=$(nproc)
started=$SECONDS
export LC_ALL=C.UTF-8
export CCACHE_SLOPPINESS=pch_defines,time_macros  # without it ccache leaves all that uses precompiled headers alone

# say TEXT: a line of progress, with the minutes and seconds since the start.
say() { printf '[%02d:%02d] %s\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)) "$*"; }
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# as_root COMMAND …: as the superuser, directly or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    return 127
  fi
}

# packages [WORD]: the names of the packages that all scripts need, and of those marked with the word.
packages() {
  sed -e 's/#.*//' "$scripts_dir/packages.txt" | awk -v word="${1:-}" 'NF == 1 || (NF == 2 && $2 == word) {print $1}'
}

# install_packages [WORD]: installs what is missing; asks the archive only then.
install_packages() {
  local name missing=()
  for name in $(packages "${1:-}"); do
    dpkg-query -W -f='${Status}\n' "$name" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$name")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "packages: all installed"
    return
  fi
  say "packages: installing ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    die "these packages are missing, and installing them takes root or sudo: ${missing[*]}"
  fi
  local log
  log=$(mktemp)
  as_root apt-get update -q >"$log" 2>&1 || say "packages: not every list could be renewed; going on with those there are"
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" \
    >>"$log" 2>&1; then
    tail -n 30 "$log" >&2
    rm -f "$log"
    die "the packages could not be installed: ${missing[*]}"
  fi
  rm -f "$log"
}

# configure FOLDER ARGUMENTS …: CMake for build/scripts/FOLDER, with ccache where it is installed.
# A folder that another checkout made is made anew.
configure() {
  local build=$checkout/build/scripts/$1
  shift
  if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$checkout" "$build/CMakeCache.txt"; then
    rm -rf "$build"
  fi
  local launcher=()
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
  fi
  mkdir -p "$build"
  cmake -S "$checkout" -B "$build" -G Ninja "${launcher[@]}" "$@" >"$build/configure.log" 2>&1 || {
    cat "$build/configure.log" >&2
    die "CMake could not configure $build"
  }
}

# The files of one target are compiled six at a time, which takes about half as long as each alone. The build with clang
# in tests/long.sh goes without, so that each file is also compiled by itself.
batches=(-DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=6)

# release_build TARGETS …: the release build with g++ and warnings as errors, in build/scripts/release.
release_build() {
  configure release -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=gcc -DCMAKE_CXX_COMPILER=g++ \
    -DCMAKE_CXX_FLAGS=-Werror "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG" "${batches[@]}"
  build release "$@"
}

# build FOLDER TARGETS …: shows Ninja's lines only where something fails.
build() {
  local folder=$checkout/build/scripts/$1
  shift
  ninja -C "$folder" -j "$jobs" "$@" >"$folder/build.log" 2>&1 || {
    grep -v '^\[[0-9]*/[0-9]*\] \(Building\|Linking\|Generating\)' "$folder/build.log" | tail -n 200 | cut -c 1-300 >&2
    die "the build in $folder failed; all of its output is in $folder/build.log"
  }
}
