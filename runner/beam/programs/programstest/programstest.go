// Package programstest makes many mini programs of a few, for tests and measurements: by renaming what they declare, and by
// mutations of their code, as thousands of authors would have it. The same seed makes the same.
package programstest

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Make makes n programs, each a folder below dir, of those in the folders. One in ten is changed so that it may break, or not
// even load; all differ.
func Make(dir string, folders []string, n int, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, 2))
	for i := range n {
		from := folders[i%len(folders)]
		to := filepath.Join(dir, fmt.Sprintf("%05d-%s", i, filepath.Base(from)))
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			return fmt.Errorf("making a program: %w", err)
		}
		if err := change(to, random, i); err != nil {
			return fmt.Errorf("changing a program: %w", err)
		}
	}
	return nil
}

// change renames in every script of a program, and mutates one of them where its turn has come.
func change(folder string, random *rand.Rand, number int) error {
	var scripts []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".js") && !strings.Contains(path, "node_modules") {
			scripts = append(scripts, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	mutant := -1
	if len(scripts) > 0 && random.IntN(10) == 0 {
		mutant = random.IntN(len(scripts))
	}
	for i, path := range scripts {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text = renamed(text, number)
		if i == mutant {
			text = mutated(text, random)
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(folder, "made.txt"), fmt.Appendf(nil, "%d", number), 0o666)
}

// declared finds what a script declares at the start of a line for itself alone: what is exported, or a field, has a name that
// others use.
var declared = regexp.MustCompile(`(?m)^(?:var|let|const|function) ([A-Za-z]\w{2,})`)

// renamed is a script in which a name that it declares has a number.
func renamed(text []byte, number int) []byte {
	for _, found := range declared.FindAllSubmatch(text, -1) {
		name := string(found[1])
		// A name that stands anywhere as a property, in a shorthand or in a text is left alone.
		if regexp.MustCompile(`[.'"{,/] ?` + name + `\b|\b` + name + ` ?[:,}]`).Match(text) {
			continue
		}
		text = regexp.MustCompile(`\b`+name+`\b`).ReplaceAllLiteral(text, fmt.Appendf(nil, "%s%d", name, number))
	}
	return text
}

// mutated is a script with a line less, a line twice, two lines exchanged, or another constant.
func mutated(text []byte, random *rand.Rand) []byte {
	lines := bytes.Split(text, []byte{'\n'})
	at := random.IntN(len(lines))
	switch random.IntN(4) {
	case 0:
		lines = slices.Delete(lines, at, at+1)
	case 1:
		lines = slices.Insert(lines, at, lines[at])
	case 2:
		other := random.IntN(len(lines))
		lines[at], lines[other] = lines[other], lines[at]
	default:
		for i := range lines { // the first constant from there
			line := lines[(at+i)%len(lines)]
			if c := constants.FindIndex(line); c != nil {
				lines[(at+i)%len(lines)] = slices.Concat(line[:c[0]], []byte("'x'"), line[c[1]:])
				break
			}
		}
	}
	return bytes.Join(lines, []byte{'\n'})
}

var constants = regexp.MustCompile(`'[^']*'|\b\d+\b|\b(true|false)\b`)
