package script

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/config"
)

// reading is a module that the child is asked to bundle, instead of to run one.
type reading struct {
	Path string `json:"path"`
	// Root is that of the gate; empty leaves it to the bundler.
	Root string `json:"root,omitempty"`
}

// bundled is what came of that: one field is set.
type bundled struct {
	Bundle *engine.Bundle      `json:"bundle,omitempty"`
	Wrong  *engine.SourceError `json:"wrong,omitempty"`
	Failed string              `json:"failed,omitempty"`
}

// Bundle bundles a module: in a child within limits where it is a file, which may be a stranger's. command is as in Options.
// The error is that of engine.NewBundle, or a *config.Error where the child died of the module.
func Bundle(source engine.Source, command []string) (*engine.Bundle, error) {
	if source.Text != "" || source.Plugins != nil || source.Names != "" {
		return engine.NewBundle(source)
	}
	asked := reading{Path: source.Path}
	if source.Gate != nil {
		asked.Root = source.Gate.Root()
	}
	var b bundled
	err := sandbox.Once(command, ChildArgument, "reading "+source.Path, greeting{Read: &asked, Memory: sandbox.ReadingMemory}, &b)
	var crash *sandbox.Crash
	switch {
	case errors.As(err, &crash):
		return nil, &config.Error{Message: crash.Reason, Err: err}
	case err != nil:
		return nil, err
	case b.Wrong != nil:
		return nil, b.Wrong
	case b.Bundle == nil:
		return nil, errors.New(b.Failed)
	}
	return b.Bundle, nil
}

// gate is the one that the module is read through.
func (r reading) gate() (*files.Gate, error) {
	if r.Root != "" {
		return files.ForModule(r.Root)
	}
	whole, err := filepath.Abs(r.Path)
	if err != nil {
		return nil, err
	}
	return engine.GateOf(whole)
}

// read bundles a module in the child and writes what came of it.
func (r reading) read(w io.Writer, inside *sandbox.Inside) error {
	var b bundled
	err := inside.Over(sandbox.ReadingTime, func() (err error) {
		source := engine.Source{Path: r.Path}
		if source.Gate, err = r.gate(); err != nil {
			return err
		}
		sandbox.Within(source.Gate.Folders()...)
		b.Bundle, err = engine.NewBundle(source)
		return err
	})
	if err != nil && !errors.As(err, &b.Wrong) {
		b.Failed = err.Error()
	}
	line, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("writing the module: %w", err)
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
