package main

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
	"github.com/signspec/signspec/runner/drivers/socket"
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
			return fmt.Errorf("--write-probe %s: %w", dir, err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return fmt.Errorf("--write-probe %s: %w", dir, err)
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
		return fmt.Errorf("--write-probe %s: %w", dir, err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "config.js"))
	if err == nil && strings.HasPrefix(string(text), probeMark) {
		return nil
	}
	return fmt.Errorf("--write-probe %s: the folder holds something else than a probe; name a new one", dir)
}

// readToken reads the token of a file, or makes the file with a new one, which only its owner can read.
func readToken(file string) (string, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		token := socket.NewToken()
		if err := os.WriteFile(file, []byte(token+"\n"), 0o600); err != nil {
			return "", fmt.Errorf("--token-file: %w", err)
		}
		return token, nil
	}
	if err != nil {
		return "", fmt.Errorf("--token-file: %w", err)
	}
	token := strings.TrimSpace(string(text))
	if err := socket.CheckToken(token); err != nil {
		return "", fmt.Errorf("--token-file %s: %w", file, err)
	}
	return token, nil
}
