package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// keep takes over the flags that a target file keeps, where the command line does not give them. The file may be a
// stranger's: it may have reports written into its own folder only, and a baseline read out of its own project only, since
// both would be shown. The error is a *config.Error at what leads elsewhere, or is not there.
func (s *settings) keep(file string, kept schemas.Kept) error {
	folder := filepath.Dir(file)
	if len(kept.Report) > 0 && !s.given("report") {
		s.report = strings.Join(kept.Report, ",")
	}
	if kept.Strict != nil && !s.given("strict") {
		s.strict = *kept.Strict
	}
	if kept.Out != "" && !s.given("out") {
		out, ok := files.Below(folder, kept.Out)
		if !ok {
			const refusal = "reports are not written outside of this file's folder unasked; --out %s on the command line asks for it"
			return placed(file, "/out", refusal, kept.Out)
		}
		s.out = out
	}
	if kept.Baseline != "" && !s.given("baseline") {
		baseline, err := readable(folder, kept.Baseline)
		if err != nil {
			return placed(file, "/baseline", "%v; --baseline on the command line may name any file", err)
		}
		s.baseline = baseline
	}
	return nil
}

// readable is a file that another one in a folder names, as seen from the working directory, where the project that the
// folder belongs to may read it.
func readable(folder, name string) (string, error) {
	gate, err := files.ForModule(folder)
	if err != nil {
		return "", err
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	if _, err := gate.Check(path); errors.Is(err, fs.ErrNotExist) {
		return "", errors.New("there is no file " + name + " beside this one")
	} else if err != nil {
		return "", err
	}
	return path, nil
}

// placed is an error at a value of a file that was read before.
func placed(file, pointer, format string, args ...any) error {
	data, err := config.Read(file)
	if err != nil {
		return err
	}
	document, err := config.Parse(file, data)
	if err != nil {
		return err
	}
	return document.Errorf(pointer, format, args...)
}
