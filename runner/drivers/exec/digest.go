package exec

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Digest returns the file that stands for what the command runs, and its SHA-256 in hexadecimal: the first argument
// that names a file ("adapter.js" of "node adapter.js"), otherwise the program itself. It returns an error where
// neither can be read, which keeps nothing from being run.
func (d *Driver) Digest() (file, sum string, err error) {
	if len(d.options.Command) == 0 {
		return "", "", fmt.Errorf("no adapter command was given")
	}
	file, err = d.subjectFile()
	if err != nil {
		return "", "", fmt.Errorf("finding the program %q: %w", d.options.Command[0], err)
	}
	content, err := os.Open(d.path(file))
	if err != nil {
		return "", "", fmt.Errorf("reading the adapter for its digest: %w", err)
	}
	defer content.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, content); err != nil {
		return "", "", fmt.Errorf("reading the adapter for its digest: %w", err)
	}
	return file, hex.EncodeToString(hash.Sum(nil)), nil
}

func (d *Driver) subjectFile() (string, error) {
	for _, argument := range d.options.Command[1:] {
		if strings.HasPrefix(argument, "-") {
			continue
		}
		if info, err := os.Stat(d.path(argument)); err == nil && info.Mode().IsRegular() {
			return argument, nil
		}
	}
	return exec.LookPath(d.options.Command[0])
}

// path is the file as seen from the process's working directory.
func (d *Driver) path(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(d.options.Dir, file)
}
