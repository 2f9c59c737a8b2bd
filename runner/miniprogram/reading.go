package miniprogram

import (
	"errors"
	"path/filepath"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/config"
)

// reading is what is to be read of a target: by a child, within limits.
type reading struct {
	// Root is the folder that everything is read in, Program the one with app.json.
	Root    string `json:"root"`
	Program string `json:"program"`
	// Module is the file of a module that plays the server; empty where none does.
	Module string `json:"module,omitempty"`
}

// sources are what was read: Wrong or Failed is set where that did not work.
type sources struct {
	Project *project.Project    `json:"project,omitempty"`
	Module  *engine.Bundle      `json:"module,omitempty"`
	Wrong   *engine.SourceError `json:"wrong,omitempty"`
	Failed  string              `json:"failed,omitempty"`
}

// reader reads what a configuration names. The error is an *engine.SourceError where that is at fault.
type reader func(reading) (sources, error)

// inChild reads in a child of its own: what is read is a stranger's, and much code that was not written for strangers
// parses it.
func inChild(options Options) reader {
	return func(r reading) (sources, error) {
		var s sources
		err := sandbox.Once(options.Command, ChildArgument, "reading the mini program", question{Read: &r}, &s)
		var crash *sandbox.Crash
		switch {
		case errors.As(err, &crash):
			return sources{}, &config.Error{Message: crash.Reason, Err: err}
		case err != nil:
			return sources{}, err
		case s.Wrong != nil:
			return sources{}, s.Wrong
		case s.Project == nil:
			return sources{}, errors.New(s.Failed)
		}
		return s, nil
	}
}

// here reads in this process.
func here(r reading) (s sources, err error) { return hereWithin(r, func(...string) {}) }

// hereWithin reads in this process, once it has been confined to the folders that may be read in.
func hereWithin(r reading, within func(folders ...string)) (s sources, err error) {
	gate, err := files.NewGate(r.Root)
	if err != nil {
		gate = nil // there is no such folder, which the loader words
	} else {
		within(gate.Folders()...)
	}
	if s.Project, err = project.LoadThrough(gate, r.Program); err != nil {
		return sources{}, err
	}
	if r.Module != "" {
		s.Module, err = engine.NewBundle(engine.Source{Path: r.Module, Gate: gate})
	}
	return s, err
}

// read is here as the child answers it.
func (c *child) read(r reading) (s sources, err error) {
	if err := c.inside.Confine(sandbox.ReadingMemory); err != nil {
		return sources{}, err
	}
	err = c.inside.Over(sandbox.ReadingTime, func() (err error) {
		s, err = hereWithin(r, sandbox.Within)
		return err
	})
	if err != nil {
		s = sources{}
		if !errors.As(err, &s.Wrong) {
			s.Failed = err.Error()
		}
	}
	return s, nil
}

// ofConfig is what a configuration in a folder names.
func ofConfig(folder, program, module string) reading {
	r := reading{Root: files.Around(folder, program), Program: beside(folder, program)}
	if module != "" {
		r.Module = beside(folder, module)
	}
	if whole, err := filepath.Abs(r.Root); err == nil {
		r.Root = whole
	}
	return r
}
