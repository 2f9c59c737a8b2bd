package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/runner/watch"
	"github.com/signspec/signspec/schemas/record"
)

// declareWatching adds the flag that checks again and again.
func (s *settings) declareWatching(f *pflag.FlagSet) {
	f.BoolVar(
		&s.watch,
		"watch",
		false,
		"check again whenever a file of the project has changed, until Ctrl-C; the exit status is that of the last check",
	)
}

// errWatch says what cannot be watched.
var errWatch = errors.New("--watch is for a module or a mini program, whose files can be watched; this is neither")

// watchable finds what cannot be done again and again.
func (s *settings) watchable() error {
	switch {
	case s.dryRun:
		return errors.New("--watch checks, and --dry-run performs nothing; give one of them")
	case s.resume:
		return errors.New("--watch begins anew with each change, and --resume goes on with an earlier run; give one of them")
	}
	return nil
}

// clearScreen is what clears a terminal, with what has scrolled out of it.
const clearScreen = "\x1b[H\x1b[2J\x1b[3J"

// watchProject checks what lies in a folder once, and again whenever the project has changed, until ctx is done. What
// changes during a check makes for another one after it. It returns the exit status of the last check.
func (s *settings) watchProject(ctx context.Context, env environment, folder string, checkOnce func(*settings) int) (int, error) {
	if err := s.watchable(); err != nil {
		return 0, err
	}
	project := files.Project(folder)
	w, err := watch.Start(project)
	if err != nil { // such as too large a one
		project = folder
		if w, err = watch.Start(folder); err != nil {
			return 0, err
		}
	}
	defer w.Close()
	for {
		once := *s // a target file may keep other flags by now
		status := checkOnce(&once)
		if ctx.Err() == nil {
			fmt.Fprintf(env.stderr, "\nsignspec: watching %s; Ctrl-C ends it\n", record.Visible(filepath.ToSlash(project)))
		}
		if !w.Wait(ctx, once.writes()) {
			return status, nil
		}
		if _, terminal := console.Terminal(env.stdout); terminal {
			fmt.Fprint(env.stdout, clearScreen)
		}
	}
}

// writes are the files and folders that a check writes.
func (s *settings) writes() []string {
	return slices.DeleteFunc([]string{s.out, s.events, s.writeBaseline}, func(file string) bool {
		return file == "" || file == check.ToStdout
	})
}
