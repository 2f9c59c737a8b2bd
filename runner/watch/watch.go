// Package watch says when the files of a project have changed, so that a check can be made again.
package watch

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// maxFolders is how many folders are watched at most: systems have limits of some thousand, shared by all programs.
const maxFolders = 4000

// settle is how long no further file may change before that is told: editors and checkouts write several at a time.
const settle = 100 * time.Millisecond

// Watch watches the files of a project.
type Watch struct {
	watcher *fsnotify.Watcher
	folders int
	changed chan map[string]bool // holds the paths that have changed since they were last taken
}

// Start watches what lies in a folder, and in all below it but node_modules and those whose names begin with a dot. The
// error says which folder cannot be watched, or that there are too many.
func Start(folder string) (*Watch, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching files: %w", err)
	}
	w := &Watch{watcher: watcher, changed: make(chan map[string]bool, 1)}
	if err := w.add(folder); err != nil {
		watcher.Close()
		return nil, err
	}
	go w.tell()
	return w, nil
}

// Wait waits until a file has changed since the last Wait, and returns true; false when ctx is done before that. ignored
// are files and folders whose changes do not count, such as those that a check writes.
func (w *Watch) Wait(ctx context.Context, ignored []string) bool {
	var skipped []string
	for _, name := range ignored {
		if whole, err := filepath.Abs(name); err == nil {
			skipped = append(skipped, whole)
		}
	}
	for {
		select {
		case <-ctx.Done():
			return false
		case paths := <-w.changed:
			for path := range paths {
				if !slices.ContainsFunc(skipped, func(skip string) bool { return within(skip, path) }) {
					return true
				}
			}
		}
	}
}

// within says whether a path is that of a file or folder, or lies in it.
func within(folder, path string) bool {
	return path == folder || strings.HasPrefix(path, folder+string(filepath.Separator))
}

// Close ends the watch.
func (w *Watch) Close() error { return w.watcher.Close() }

// add watches a folder and those below it.
func (w *Watch) add(folder string) error {
	root, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("watching %s: %w", folder, err)
	}
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == root:
			return fmt.Errorf("watching %s: %w", folder, err)
		case err != nil || !entry.IsDir():
			return nil // it is gone again, or may not be read
		case path != root && !counts(path):
			return filepath.SkipDir
		}
		if w.folders++; w.folders > maxFolders {
			return fmt.Errorf("there are more than %d folders in %s; watch a smaller one", maxFolders, filepath.ToSlash(folder))
		}
		if err := w.watcher.Add(path); err != nil {
			return fmt.Errorf("watching %s: %w", filepath.ToSlash(path), err)
		}
		return nil
	})
}

// counts says whether a change of a file or a folder is looked at: not of packages, nor of what editors keep for themselves.
func counts(path string) bool {
	name := filepath.Base(path)
	return name != "node_modules" && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~") && !strings.HasSuffix(name, ".tmp")
}

// tell passes changes on until the watch is closed.
func (w *Watch) tell() {
	rest := time.NewTimer(settle)
	rest.Stop()
	paths := map[string]bool{}
	for {
		select {
		case event, ok := <-w.watcher.Events:
			if !ok {
				return
			}
			if event.Op == fsnotify.Chmod || !counts(event.Name) {
				continue
			}
			if about, err := os.Stat(event.Name); err == nil && about.IsDir() {
				_ = w.add(event.Name) // one that is too much is not looked into; what it holds already counts with it
			}
			paths[event.Name] = true
			rest.Reset(settle)
		case _, ok := <-w.watcher.Errors:
			if !ok {
				return
			}
			paths[missed] = true
			rest.Reset(settle)
		case <-rest.C:
			select {
			case earlier := <-w.changed: // nobody took them
				maps.Copy(paths, earlier)
			default:
			}
			w.changed <- paths
			paths = map[string]bool{}
		}
	}
}

// missed stands for the paths that the system had no room to tell of.
const missed = ""
