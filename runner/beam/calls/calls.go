// Package calls is the audit of "signspec audit" as an Apache Beam pipeline: the same worker judges each file, the same
// tallies are merged, on as many machines as there are. A file is judged whole by one worker, and what a bundle that fails had
// counted is dropped with it, so that nothing is counted twice.
package calls

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	auditreport "github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/audit"
	"github.com/signspec/signspec/runner/beam/find"
	"github.com/signspec/signspec/schemas"
)

// Register tells Beam of what workers run, by name. It comes before beam.Init, in every process, beside find.Register.
func Register() {
	register.DoFn3x1[context.Context, string, func([]byte), error](&judgeFn{})
	register.DoFn2x1[context.Context, []byte, error](&deliverFn{})
	register.Function1x1(noFile)
	register.Function2x2(merge)
	register.Emitter1[[]byte]()
}

// Options say how calls are judged. They are data: workers elsewhere get them.
type Options struct {
	// Profile is the name of the built-in profile of calls that name none.
	Profile string
	Strict  bool
	Tool    run.Tool
	// Out is the file that the audit is written into, as JSON: a path, or an address of a bucket.
	Out string
}

// Audit adds the audit of the files that patterns stand for. The names are those of the registered file systems.
func Audit(s beam.Scope, patterns []string, o Options) {
	s = s.Scope("audit")
	files, unmatched := find.Names(s, patterns)
	tallies := beam.ParDo(s, &judgeFn{Options: o}, files)
	none := beam.ParDo(s, noFile, unmatched)
	empty := beam.Create(s, written(audit.NewTally()))
	total := beam.Combine(s, merge, beam.Flatten(s, tallies, none, empty))
	beam.ParDo0(s, &deliverFn{Options: o}, total)
}

// noFile makes the tally of a pattern that stands for no file.
func noFile(pattern string) []byte {
	t := audit.NewTally()
	t.Tell(audit.NoMatch(pattern, "no file matches"))
	return written(t)
}

// judgeFn judges the calls of a file.
type judgeFn struct {
	Options Options
	judges  *audit.Judges
}

// Setup makes the judges.
func (f *judgeFn) Setup(context.Context) error {
	profile, err := schemas.LoadProfile(f.Options.Profile)
	if err == nil {
		f.judges = audit.NewJudges(profile)
	}
	return err
}

// ProcessElement takes one file.
func (f *judgeFn) ProcessElement(ctx context.Context, file string, emit func([]byte)) error {
	w := audit.NewWorker(f.judges)
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return err
	}
	defer fs.Close()
	content, err := fs.OpenRead(ctx, file)
	if err != nil {
		w.Tally().Files++
		w.Tally().Tell(audit.Unreadable(file, err))
	} else {
		defer content.Close()
		w.Stream(ctx, file, content)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	emit(written(w.Tally()))
	return nil
}

// merge merges two tallies.
func merge(a, b []byte) ([]byte, error) {
	first, err := readTally(a)
	if err != nil {
		return nil, err
	}
	second, err := readTally(b)
	if err != nil {
		return nil, err
	}
	first.Merge(second)
	return written(first), nil
}

// deliverFn writes the audit.
type deliverFn struct{ Options Options }

// ProcessElement takes the tally of all files.
func (f *deliverFn) ProcessElement(ctx context.Context, total []byte) error {
	t, err := readTally(total)
	if err != nil {
		return err
	}
	profile, err := schemas.LoadProfile(f.Options.Profile)
	if err != nil {
		return err
	}
	found, err := audit.NewJudges(profile).Model(t, profile, f.Options.Tool, f.Options.Strict)
	if err != nil {
		return err
	}
	fs, err := filesystem.New(ctx, f.Options.Out)
	if err != nil {
		return err
	}
	defer fs.Close()
	out, err := fs.OpenWrite(ctx, f.Options.Out)
	if err != nil {
		return fmt.Errorf("writing %s: %w", f.Options.Out, err)
	}
	if err := auditreport.WriteJSON(out, found); err != nil {
		out.Close()
		return fmt.Errorf("writing %s: %w", f.Options.Out, err)
	}
	return out.Close()
}

func readTally(data []byte) (*audit.Tally, error) {
	t := audit.NewTally()
	if err := json.Unmarshal(data, t); err != nil {
		return nil, fmt.Errorf("reading a tally: %w", err)
	}
	return t, nil
}

// written is a tally as it goes from machine to machine.
func written(t *audit.Tally) []byte {
	data, err := json.Marshal(t)
	if err != nil {
		panic(fmt.Sprintf("a tally is plain data: %v", err))
	}
	return data
}
