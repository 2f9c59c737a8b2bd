package check

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
)

// kind is a kind of file that a run writes where the command line says.
type kind struct {
	flag string
	// is is found in every file of the kind.
	is *regexp.Regexp
}

// eventsFile and baselineFile are what --events and --write-baseline write.
func eventsFile() kind   { return kind{"--events", regexp.MustCompile(`^\{"event":`)} }
func baselineFile() kind { return kind{"--write-baseline", regexp.MustCompile(`(?m)^known:`)} }

// enough is how much of a file is read to see what it is, in bytes.
const enough = 1 << 16

// replaceable says why a file may not be written over: it is there, holds something, and is not of the kind. Whoever forgets
// the value of a flag, so that the next word is taken for it, loses nothing.
func (k kind) replaceable(name string) error {
	if name == "" || name == ToStdout {
		return nil
	}
	about, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && (!about.Mode().IsRegular() || about.Size() == 0) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", k.flag, err)
	}
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("%s: %w", k.flag, err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, enough))
	if err != nil {
		return fmt.Errorf("%s: %w", k.flag, err)
	}
	if !k.is.Match(content) {
		return fmt.Errorf("%s %s: that file is there and is none of an earlier %s, so it is not written over; name a file for it",
			k.flag, name, k.flag)
	}
	return nil
}
