package target

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/signspec/signspec/fixtures/probe"
	"github.com/signspec/signspec/runner/drivers"
)

// probeMark begins the file by which a folder is known to hold a probe that this command has written.
const probeMark = "// Written by signspec listen --write-probe."

// writeProbe writes the probe mini program into a folder, with probe.js and the link in it. A folder that holds
// something else is left alone.
func writeProbe(dir, link string) error {
	if err := mayWriteProbe(dir); err != nil {
		return err
	}
	quoted, err := json.Marshal(link)
	if err != nil {
		return err
	}
	files := map[string]string{
		"config.js":    probeMark + " The link is a secret; it serves one check.\nmodule.exports = { url: " + string(quoted) + " };\n",
		"lib/probe.js": drivers.Probe,
		"lib/link.js":  probe.Link(),
	}
	program := probe.MiniProgram()
	err = fs.WalkDir(program, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(program, name)
		files[name] = string(text)
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the embedded probe: %w", err)
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// mayWriteProbe says whether a folder is missing, empty, or holds a probe that was written before.
func mayWriteProbe(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(dir, "config.js"))
	if err == nil && strings.HasPrefix(string(text), probeMark) {
		return nil
	}
	return errors.New("the folder holds something else than a probe; name a new one")
}
