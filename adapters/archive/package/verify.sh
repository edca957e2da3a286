#!/bin/sh
# Verifies the archive package of a case, on a machine without Lagrum and without a network.
#
# usage: sh verify.sh [FOLDER [VERIFIER-KEY]]
#   FOLDER        the package; without it, the one that this file lies in
#   VERIFIER-KEY  the authority's key as it publishes it: name+id+base64
#
# Needs a POSIX shell with awk, cmp, find, od, sed, sort, tr, and also mktemp, sha256sum (coreutils)
# and openssl 1.1.1 or later. Writes to a temporary folder alone.
#
# Exit status: 0 everything is right; 1 something is wrong, and the first file or entry that is
# wrong is named; 2 it could not be tried.
set -u
LC_ALL=C
export LC_ALL

MANIFEST=manifest-sha256.txt
JOURNAL=metadata/preservation/journal

wrong() {
  echo "WRONG: $1: $2" >&2
  exit 1
}

unable() {
  echo "UNABLE: $1" >&2
  exit 2
}

for tool in awk cmp find mktemp od openssl sed sha256sum sort tr; do
  command -v "$tool" >/dev/null 2>&1 || unable "this needs the program $tool"
done
folder=${1:-$(dirname "$0")/..}
trusted=${2:-}
cd "$folder" 2>/dev/null || unable "there is no folder $folder"
[ -f METS.xml ] || wrong METS.xml "it is missing"
[ -f "$MANIFEST" ] || wrong "$MANIFEST" "it is missing"
work=$(mktemp -d) || unable "no temporary folder can be made"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# ---- Bytes, written as hexadecimal digits

hex() { od -An -v -tx1 | tr -d ' \n'; }

unhex() {
  # shellcheck disable=SC2059
  printf "$(printf '%s\n' "$1" | awk '{
    digits = "0123456789abcdef"
    for (i = 1; i < length($0); i += 2)
      printf "\\%03o", (index(digits, substr($0, i, 1)) - 1) * 16 + index(digits, substr($0, i + 1, 1)) - 1
  }')"
}

sha256() { sha256sum | cut -c1-64; }
of_base64() { printf '%s' "$1" | openssl base64 -d -A 2>/dev/null | hex; }
is_hash() { [ "${#1}" -eq 64 ]; }
is_number() { case $1 in '' | *[!0-9]* | ???????????????????*) return 1 ;; esac; }

# ---- 1. Every file is as the manifest has it, and there is no other

other=$(find . ! -type f ! -type d | head -n 1)
[ -z "$other" ] || wrong "$other" "it is neither a file nor a folder"
other=$(find . ! -name . -name '*[!A-Za-z0-9._-]*' | head -n 1)
[ -z "$other" ] || wrong "$other" "the package has no such name"
find . -type f ! -path "./$MANIFEST" | sed 's|^\./||' | sort >"$work/found"
xargs sha256sum <"$work/found" >"$work/manifest"

# What METS.xml says of each file: hash, size, path.
awk '
  BEGIN { RS = "<" }
  function attribute(name) {
    if (!match($0, "[ \n\t]" name "=\"[^\"]*\"")) return "?"
    return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
  }
  /^mdRef /  { print attribute("CHECKSUM"), attribute("SIZE"), attribute("xlink:href") }
  /^file /   { checksum = attribute("CHECKSUM"); size = attribute("SIZE") }
  /^FLocat / { print checksum, size, attribute("xlink:href") }
' METS.xml | sort -k 3 >"$work/mets"
mets_hash() { awk -v path="$1" '$3 == path { print $1; exit }' "$work/mets"; }

find_the_wrong_file() {
  line=$(awk 'length($1) != 64 || !/^[0-9a-f]+  [A-Za-z0-9._\/-]+$/ { print NR; exit }' "$MANIFEST")
  [ -z "$line" ] || wrong "$MANIFEST" "line $line is not a checksum and a path"
  while read -r stated path; do
    [ -f "$path" ] || wrong "$path" "it is missing, but stands in $MANIFEST"
    actual=$(sha256 <"$path")
    [ "$stated" != "$actual" ] || continue
    [ "$path" != METS.xml ] || wrong METS.xml "it has another checksum than in $MANIFEST"
    [ "$(mets_hash "$path")" != "$actual" ] ||
      wrong "$MANIFEST" "it has another checksum of $path than the file and METS.xml"
    wrong "$path" "expected the checksum $stated, found $actual"
  done <"$MANIFEST"
  sed 's/^[^ ]*  //' "$MANIFEST" | sort >"$work/listed"
  while read -r path; do
    grep -qxF -e "$path" "$work/listed" || wrong "$path" "it does not stand in $MANIFEST"
  done <"$work/found"
  wrong "$MANIFEST" "its lines are not those of the files in the order of their paths"
}

cmp -s "$work/manifest" "$MANIFEST" || find_the_wrong_file

# ---- 2. METS.xml says the same of every file

while read -r path; do
  [ "$path" != METS.xml ] || continue
  stated=$(awk -v path="$path" '$3 == path { print $1, $2 }' "$work/mets")
  actual="$(sha256 <"$path") $(($(wc -c <"$path")))"
  [ "$stated" = "$actual" ] || wrong "$path" "METS.xml states '$stated', found '$actual'"
done <"$work/found"
while read -r stated size path; do
  [ -f "$path" ] || wrong "$path" "it is missing, but stands in METS.xml with $size bytes, $stated"
done <"$work/mets"
files=$(($(wc -l <"$work/found")))
echo "ok: $files files have the checksums and sizes that were written"

# ---- 3. The checkpoint is signed by the key of the log

key_line=$(cat "$JOURNAL/log.vkey")
[ -z "$trusted" ] || [ "$trusted" = "$key_line" ] ||
  wrong "$JOURNAL/log.vkey" "it is not the key that was given to compare with"
key_name=${key_line%%+*}
key_rest=${key_line#*+}
key_id=${key_rest%%+*}
key_hex=$(of_base64 "${key_rest#*+}")
[ "${#key_hex}" -eq 66 ] && [ "${key_hex#01}" != "$key_hex" ] ||
  wrong "$JOURNAL/log.vkey" "it is not an Ed25519 verifier key"
id=$({ printf '%s\n' "$key_name"; unhex "$key_hex"; } | sha256 | cut -c1-8)
[ "$id" = "$key_id" ] || wrong "$JOURNAL/log.vkey" "expected the key id $id, found $key_id"
unhex "302a300506032b6570032100${key_hex#01}" >"$work/key.der"

checkpoint=$JOURNAL/checkpoint
sed '/^$/,$d' "$checkpoint" >"$work/text"
sed '1,/^$/d' "$checkpoint" >"$work/signatures"
origin=$(sed -n 1p "$work/text")
size=$(sed -n 2p "$work/text")
root=$(of_base64 "$(sed -n 3p "$work/text")")
[ "$origin" = "$key_name" ] || wrong "$checkpoint" "it is of the log $origin, not of $key_name"
is_number "$size" || wrong "$checkpoint" "its second line is not a number of entries"
is_hash "$root" || wrong "$checkpoint" "its third line is not a root"

signed=0
while read -r dash name signature; do
  [ "$dash" = "—" ] || wrong "$checkpoint" "a signature line does not begin with a dash"
  signature=$(of_base64 "$signature")
  case "$name $signature" in "$key_name $key_id"*) ;; *) continue ;; esac
  unhex "${signature#"$key_id"}" >"$work/signature"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" \
    -sigfile "$work/signature" >/dev/null 2>&1 || wrong "$checkpoint" "the signature is not by the key"
  signed=1
done <"$work/signatures"
[ "$signed" -eq 1 ] || wrong "$checkpoint" "the key has not signed it"
echo "ok: the checkpoint of $origin over $size entries is signed by $key_name+$key_id"

# ---- 4. Every entry is in the log of that checkpoint, and its clear values are those it commits to

node() { unhex "01$1$2" | sha256; }

# verify_inclusion INDEX LEAF-HASH FILE-OF-HASHES: RFC 9162, section 2.1.3.2
verify_inclusion() {
  at=$1 last=$((size - 1)) hash=$2
  [ "$at" -le "$last" ] || wrong "$entry" "it lies behind the end of the log"
  while read -r line; do
    other=$(of_base64 "$line")
    is_hash "$other" || wrong "$receipt" "a line of the proof is not a hash"
    [ "$last" -gt 0 ] || wrong "$receipt" "the proof is longer than needed"
    if [ $((at % 2)) -eq 1 ] || [ "$at" -eq "$last" ]; then
      hash=$(node "$other" "$hash")
      while [ $((at % 2)) -eq 0 ] && [ "$at" -ne 0 ]; do
        at=$((at / 2)) last=$((last / 2))
      done
    else
      hash=$(node "$hash" "$other")
    fi
    at=$((at / 2)) last=$((last / 2))
  done <"$3"
  [ "$last" -eq 0 ] || wrong "$receipt" "the proof is too short"
  [ "$hash" = "$root" ] || wrong "$entry" "it is not the entry $1 of the log: the proof leads to another root"
}

# verify_disclosures ENTRY-FILE DISCLOSURES-FILE: SD-JWT (RFC 9901), section 4.2
verify_disclosures() {
  number=0
  while read -r digest disclosure; do
    number=$((number + 1))
    actual=$(printf '%s' "$disclosure" | openssl dgst -sha256 -binary | openssl base64 -A |
      tr '+/' '-_' | tr -d '=')
    [ "$digest" = "$actual" ] || wrong "$2" "line $number: the value is not the one committed to"
    grep -qF -e "\"$digest\"" "$1" || wrong "$2" "line $number: the entry does not commit to this value"
  done <"$2"
  sed 's/"remembered":\[[^]]*\]//' "$1" | grep -oE '"[A-Za-z0-9_-]{43}"' | tr -d '"' | sort -u >"$work/committed"
  cut -d ' ' -f 1 "$2" | sort >"$work/disclosed"
  [ -z "$(uniq -d "$work/disclosed")" ] || wrong "$2" "a value stands in it twice"
  absent=$((absent + $(comm -23 "$work/committed" "$work/disclosed" | wc -l)))
}

case_id=$(sed -n 's/.*<case [^>]*id="\([^"]*\)".*/\1/p' metadata/descriptive/case.xml | head -n 1)
[ -n "$case_id" ] || wrong metadata/descriptive/case.xml "it does not name the case"
entries=0
absent=0
for entry in "$JOURNAL"/entries/*.json; do
  [ -f "$entry" ] || wrong "$JOURNAL/entries" "there is no entry"
  name=$(basename "$entry" .json)
  receipt=$JOURNAL/receipts/$name.tlog-proof
  disclosures=$JOURNAL/disclosures/$name.txt
  [ -f "$receipt" ] || wrong "$receipt" "it is missing"
  [ -f "$disclosures" ] || wrong "$disclosures" "it is missing"
  index=$(printf '%s' "$name" | sed 's/^0*\(.\)/\1/')
  is_number "$index" || wrong "$entry" "its name is not the number of an entry"
  grep -qF -e "},\"case\":\"$case_id\"" "$entry" || wrong "$entry" "it is not of the case $case_id"
  grep -qF -e "],\"log\":\"$origin\"" "$entry" || wrong "$entry" "it is not of the log $origin"
  sed '1,/^$/d' "$receipt" | cmp -s - "$checkpoint" || wrong "$receipt" "it rests on another checkpoint"
  sed '/^$/,$d' "$receipt" | grep -v '^extra ' >"$work/receipt"
  [ "$(sed -n 1p "$work/receipt")" = "c2sp.org/tlog-proof@v1" ] || wrong "$receipt" "it is not a receipt"
  [ "$(sed -n 2p "$work/receipt")" = "index $index" ] || wrong "$receipt" "it is of another entry than $index"
  sed 1,2d "$work/receipt" >"$work/path"
  verify_inclusion "$index" "$({ printf '\000'; cat "$entry"; } | sha256)" "$work/path"
  verify_disclosures "$entry" "$disclosures"
  entries=$((entries + 1))
done
for file in "$JOURNAL"/receipts/* "$JOURNAL"/disclosures/*; do
  name=$(basename "$file")
  [ -f "$JOURNAL/entries/${name%%.*}.json" ] || wrong "$file" "there is no entry ${name%%.*}"
done
if [ "$absent" -eq 0 ]; then
  echo "ok: $entries entries are in the log, with the clear values that they commit to"
else
  echo "ok: $entries entries are in the log; clear values that they commit to and that are not in the package: $absent"
fi

# ---- 5. Every document is one that an entry names, and every one that they name is here

# Digest, size and kind of each document that an act in an entry names; the kind as file names have it.
awk '{
  form = "\"digest\":\"[0-9a-f]+\",\"kind\":\"([^\"\\\\]|\\\\.)*\",\"media\":\"([^\"\\\\]|\\\\.)*\",\"size\":[0-9]+"
  while (match($0, form)) {
    found = substr($0, RSTART, RLENGTH)
    $0 = substr($0, RSTART + RLENGTH)
    size = found
    sub(/.*:/, "", size)
    kind = found
    sub(/^"digest":"[0-9a-f]+","kind":"/, "", kind)
    sub(/","media":.*/, "", kind)
    kind = tolower(substr(kind, 1, 40))
    gsub(/[^a-z0-9]/, "-", kind)
    print substr(found, 11, 64), size, kind == "" ? "document" : kind
  }
}' "$JOURNAL"/entries/*.json | sort -u >"$work/named"

documents=0
while read -r digest salt path; do
  [ -f "$path" ] || wrong "$path" "it is missing, but stands in $JOURNAL/documents.txt"
  is_hash "$salt" || wrong "$path" "its salt is not 32 bytes"
  actual=$({ unhex "$salt"; cat "$path"; } | sha256)
  [ "$digest" = "$actual" ] || wrong "$path" "it is not the document $digest of the journal"
  named=$(awk -v digest="$digest" '$1 == digest { print $2, $3; exit }' "$work/named")
  [ -n "$named" ] || wrong "$path" "no entry names this document"
  bytes=${named% *} kind=${named#* }
  [ "$bytes" -eq "$(($(wc -c <"$path")))" ] || wrong "$path" "it does not have the $bytes bytes that its entry states"
  case $path in
    representations/rep1/data/[0-9][0-9][0-9][0-9]-"$kind".*) ;;
    *) wrong "$path" "its entry names it as a document of the kind $kind" ;;
  esac
  documents=$((documents + 1))
done <"$JOURNAL/documents.txt"
while read -r digest bytes kind; do
  grep -q "^$digest " "$JOURNAL/documents.txt" ||
    wrong "$JOURNAL/documents.txt" "the document $digest of $bytes bytes, which an entry names, is not in the package"
done <"$work/named"
find representations -type f | sort >"$work/kept"
while read -r path; do
  [ "$path" != representations/rep1/data/0000-register.tsv ] || continue
  awk -v path="$path" '$3 == path { known = 1 } END { exit !known }' "$JOURNAL/documents.txt" ||
    wrong "$path" "no entry names this document"
done <"$work/kept"
echo "ok: $documents documents are those that the entries name, and none of them is missing"

[ -n "$trusted" ] || echo "note: compare this key with the one that the authority publishes: $key_line"
echo "fingerprint of the package: $(sha256 <"$MANIFEST")"
echo "not proved: that no entry of the case was left out (entries bear no number within their case), and what the extracts say; the fingerprint that the authority noted shows both"
