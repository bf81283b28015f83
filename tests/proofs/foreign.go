// Checks our proofs with the Go authors' own packages, which share nothing with ours.
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func read(name string) string {
	content, err := os.ReadFile(name)
	must(err)
	return string(content)
}

func hash(text string) (found tlog.Hash) {
	content, err := base64.StdEncoding.DecodeString(text)
	must(err)
	copy(found[:], content)
	return found
}

// checkpoint opens a signed checkpoint and returns its size and root.
func checkpoint(vkey, text string) (int64, tlog.Hash) {
	verifier, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	return size, hash(lines[2])
}

// hashes splits what stands before the checkpoint into its first number and the hashes after it.
func hashes(head, label string) (int64, []tlog.Hash) {
	lines := strings.Split(head, "\n")
	for !strings.HasPrefix(lines[0], label) {
		lines = lines[1:]
	}
	number, err := strconv.ParseInt(strings.TrimPrefix(lines[0], label), 10, 64)
	must(err)
	var found []tlog.Hash
	for _, line := range lines[1:] {
		found = append(found, hash(line))
	}
	return number, found
}

// Usage: foreign VKEY PROOF ENTRY GROWTH OLDCHECKPOINT
func main() {
	vkey := strings.TrimSpace(read(os.Args[1]))
	head, signed, _ := strings.Cut(read(os.Args[2]), "\n\n")
	size, root := checkpoint(vkey, signed)
	index, path := hashes(head, "index ")
	must(tlog.CheckRecord(tlog.RecordProof(path), size, root, index, tlog.RecordHash([]byte(read(os.Args[3])))))
	head, signed, _ = strings.Cut(read(os.Args[4]), "\n\n")
	size, root = checkpoint(vkey, signed)
	old, growth := hashes(head, "old ")
	oldSize, oldRoot := checkpoint(vkey, read(os.Args[5]))
	if old != oldSize {
		must(fmt.Errorf("sizes differ"))
	}
	must(tlog.CheckTree(tlog.TreeProof(growth), size, root, oldSize, oldRoot))
	fmt.Println("OK")
}
