// Verifies an exported log with the Go checksum database's packages: signature, root, tiles, receipts and
// the consistency with an earlier checkpoint. Exits with 1 and a reason at the first thing that is wrong.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, args ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

func read(elements ...string) []byte {
	data, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		fail("%v", err)
	}
	return data
}

// open verifies a checkpoint's signature and reads its three lines.
func open(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		fail("checkpoint: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		fail("checkpoint: not three lines under the name %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		fail("checkpoint: %v", err)
	}
	return tlog.Tree{N: size, Hash: root}
}

// path turns Go's tile/8/L/N into the tile/L/N of the tiled logs.
func path(tile tlog.Tile) string { return "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/") }

// tiles lists the tiles of a log of this size; Go names every width a partial tile has had, the last is ours.
func tiles(size int64) []tlog.Tile {
	var list []tlog.Tile
	for _, tile := range tlog.NewTiles(8, 0, size) {
		if last := len(list) - 1; last >= 0 && list[last].L == tile.L && list[last].N == tile.N {
			list[last] = tile
		} else {
			list = append(list, tile)
		}
	}
	return list
}

// entries reads the leaves out of the bundles that belong to the tiles of level 0.
func entries(dir string, size int64) [][]byte {
	var leaves [][]byte
	for _, tile := range tiles(size) {
		if tile.L != 0 {
			continue
		}
		data := read(dir, "tile/entries", strings.TrimPrefix(path(tile), "tile/0/"))
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			leaves = append(leaves, data[2:2+length])
			data = data[2+length:]
		}
	}
	if int64(len(leaves)) != size {
		fail("bundles: %d entries instead of %d", len(leaves), size)
	}
	return leaves
}

type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = h[index]
	}
	return found, nil
}

func stored(leaves [][]byte) hashes {
	var all hashes
	for i, leaf := range leaves {
		more, err := tlog.StoredHashes(int64(i), leaf, all)
		if err != nil {
			fail("entry %d: %v", i, err)
		}
		all = append(all, more...)
	}
	return all
}

func checkTiles(dir string, size int64, all hashes) {
	for _, tile := range tiles(size) {
		data, err := tlog.ReadTileData(tile, all)
		if err != nil {
			fail("%s: %v", path(tile), err)
		}
		if !bytes.Equal(data, read(dir, path(tile))) {
			fail("%s: other hashes", path(tile))
		}
	}
}

func parseHashes(lines []string) []tlog.Hash {
	var list []tlog.Hash
	for _, line := range lines {
		data, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(data) != tlog.HashSize {
			fail("proof: not a hash: %s", line)
		}
		var hash tlog.Hash
		copy(hash[:], data)
		list = append(list, hash)
	}
	return list
}

func checkReceipt(file string, leaves [][]byte, verifier note.Verifier) {
	head, checkpoint, found := strings.Cut(string(read(file)), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		fail("%s: not a receipt", file)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		fail("%s: %v", file, err)
	}
	tree := open([]byte(checkpoint), verifier)
	proof := tlog.RecordProof(parseHashes(lines[2:]))
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(leaves[index])); err != nil {
		fail("%s: %v", file, err)
	}
}

func main() {
	dir := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(dir, "vkey"))))
	if err != nil {
		fail("vkey: %v", err)
	}
	tree := open(read(dir, "checkpoint"), verifier)
	leaves := entries(dir, tree.N)
	all := stored(leaves)
	root, err := tlog.TreeHash(tree.N, all)
	if err != nil || root != tree.Hash {
		fail("root: %v of the entries instead of the signed %v", root, tree.Hash)
	}
	checkTiles(dir, tree.N, all)
	receipts, _ := filepath.Glob(filepath.Join(dir, "*.tlog-proof"))
	for _, file := range receipts {
		checkReceipt(file, leaves, verifier)
	}
	earlier := open(read(dir, "checkpoint.earlier"), verifier)
	lines := strings.Fields(string(read(dir, "consistency")))
	if err := tlog.CheckTree(tlog.TreeProof(parseHashes(lines)), tree.N, tree.Hash, earlier.N, earlier.Hash); err != nil {
		fail("consistency: %v", err)
	}
	fmt.Printf("verified %d entries and %d receipts\n", tree.N, len(receipts))
}
