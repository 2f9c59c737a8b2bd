package audit

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/schemas/config"
)

// Stdin is the name that stands for the standard input.
const Stdin = "-"

// mostWindow is how far back a zstd archive may refer, in bytes: what its command line tool writes at most unless it is told
// otherwise.
const mostWindow = 128 << 20

// Find returns the files that names and patterns stand for, each once and in their order, and a problem for each that stands
// for none. A file of the very name comes before what the name would mean as a pattern.
func Find(patterns []string) (files []string, problems []audit.Problem) {
	seen := map[string]bool{}
	add := func(file string) {
		if clean := filepath.Clean(file); file == Stdin || !seen[clean] {
			seen[clean] = true
			files = append(files, file)
		}
	}
	for _, pattern := range patterns {
		if _, err := os.Lstat(pattern); pattern == Stdin || err == nil || !IsPattern(pattern) {
			add(pattern)
			continue
		}
		matches, err := filepath.Glob(pattern)
		why := "no file matches"
		if err != nil {
			why = "this is no pattern: " + err.Error()
		}
		if len(matches) == 0 {
			problems = append(problems, NoMatch(pattern, why))
		}
		for _, file := range matches {
			add(file)
		}
	}
	return files, problems
}

// IsPattern says whether a name has what only a pattern has.
func IsPattern(name string) bool { return strings.ContainsAny(name, "*?[") }

// NoMatch is the problem of a pattern that matches no file.
func NoMatch(pattern, why string) audit.Problem {
	return audit.Problem{Kind: audit.NoMatch, File: pattern, Count: 1, Why: why}
}

// open opens a file of records.
func open(file string, stdin io.Reader) (io.ReadCloser, error) {
	if file == Stdin {
		return io.NopCloser(stdin), nil
	}
	about, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if about.IsDir() {
		return nil, &config.NotRegular{What: "a directory"}
	}
	return os.Open(file)
}

// Unpack returns the content of a stream that may be packed by gzip or zstd: what it begins with says so, not its name.
func Unpack(r io.Reader) (content io.Reader, end func(), err error) {
	buffered := bufio.NewReaderSize(r, 1<<18)
	head, _ := buffered.Peek(4)
	switch string(head[:min(len(head), 2)]) {
	case "\x1f\x8b":
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, nil, fmt.Errorf("unpacking it as gzip: %w", err)
		}
		return unpacked, func() { unpacked.Close() }, nil
	case "\x28\xb5":
		if string(head) != "\x28\xb5\x2f\xfd" {
			break
		}
		unpacked, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow))
		if err != nil {
			return nil, nil, fmt.Errorf("unpacking it as zstd: %w", err)
		}
		return unpacked, unpacked.Close, nil
	}
	return buffered, func() {}, nil
}
