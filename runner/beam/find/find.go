// Package find finds, in a Beam pipeline, what patterns stand for in the registered file systems.
package find

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/filter"

	"github.com/signspec/signspec/runner/audit"
)

// Register tells Beam of what workers run, by name. It comes before beam.Init, in every process.
func Register() {
	register.DoFn3x1[context.Context, string, func(string), error](&findFn{})
	register.Emitter1[string]()
}

// Names returns the names that patterns stand for, each once and spread over the workers, and the patterns that stand for
// nothing. What is no pattern stands for itself, whether there is such a file or not.
func Names(s beam.Scope, patterns []string) (names, unmatched beam.PCollection) {
	named := beam.CreateList(s, patterns)
	names = beam.Reshuffle(s, filter.Distinct(s, beam.ParDo(s, &findFn{}, named)))
	return names, filter.Distinct(s, beam.ParDo(s, &findFn{Unmatched: true}, named))
}

// findFn finds the files that a pattern stands for, or, where Unmatched, the patterns that stand for none.
type findFn struct{ Unmatched bool }

// ProcessElement takes one pattern.
func (f *findFn) ProcessElement(ctx context.Context, pattern string, emit func(string)) error {
	found := []string{pattern}
	if audit.IsPattern(pattern) {
		fs, err := filesystem.New(ctx, pattern)
		if err != nil {
			return err
		}
		defer fs.Close()
		if found, err = fs.List(ctx, pattern); err != nil {
			return fmt.Errorf("listing %s: %w", pattern, err)
		}
	}
	if f.Unmatched {
		if len(found) == 0 {
			emit(pattern)
		}
		return nil
	}
	for _, file := range found {
		if !strings.Contains(file, "://") {
			file = filepath.Clean(file) // "./a" and "a" are the same
		}
		emit(file)
	}
	return nil
}
