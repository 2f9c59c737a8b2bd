// Package programs judges many mini programs as an Apache Beam pipeline: each by the command signspec in a process of its own,
// with the command's sandbox, so that a program which hangs, bombs or does not load costs itself only. What was judged is kept
// by the digest of the program, with its records: no retry judges it twice, and new rules judge the records again.
package programs

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/runner/beam/find"
)

// Register tells Beam of what workers run, by name. It comes before beam.Init, in every process, beside find.Register.
func Register() {
	register.DoFn2x2[context.Context, string, []byte, error](&judgeFn{})
	register.DoFn3x1[context.Context, int, func(*[]byte) bool, error](&deliverFn{})
	register.Function1x1(noProgram)
	register.Function1x2(together)
	register.Iter1[[]byte]()
}

// Options say how programs are judged. They are data: workers elsewhere get them.
type Options struct {
	// Command is the command signspec on the workers: its path, or its name.
	Command string
	// Version is that of the command, as its reports say it: what another version judged is judged again.
	Version string
	// Longest is after how long a program is given up; 0 is the constant Longest.
	Longest time.Duration
	// Out is the file of results, a JSON object a line: a path, or an address of a bucket.
	Out string
	// Keep is the folder, or the address in a bucket, that holds what was judged, a file a program.
	Keep string
	// Run is the name of this run, and the same in all its attempts.
	Run string
	// Again judges all programs again, whatever earlier runs kept.
	Again bool
}

// Judge adds the judging of the programs that patterns stand for: folders, .zip, .tar, .tar.gz and .tgz.
func Judge(s beam.Scope, patterns []string, o Options) {
	s = s.Scope("programs")
	names, unmatched := find.Names(s, patterns)
	results := beam.ParDo(s, &judgeFn{Options: o}, names)
	none := beam.ParDo(s, noProgram, unmatched)
	// What has been judged is kept by the grouping: a failure to write it judges nothing again.
	grouped := beam.GroupByKey(s, beam.ParDo(s, together, beam.Flatten(s, results, none)))
	beam.ParDo0(s, &deliverFn{Options: o}, grouped)
}

// noProgram is the result of a pattern that stands for no program.
func noProgram(pattern string) []byte {
	return written(programs.Failed(pattern, "no program matches"))
}

// together puts all results under one key.
func together(result []byte) (int, []byte) { return 0, result }

// judgeFn judges one program.
type judgeFn struct{ Options Options }

// ProcessElement takes the name of a program.
func (f *judgeFn) ProcessElement(ctx context.Context, program string) ([]byte, error) {
	result, err := f.Options.judge(ctx, program)
	if err != nil {
		return nil, fmt.Errorf("judging %s: %w", program, err)
	}
	return written(result), nil
}

func written(r programs.Result) []byte {
	data, err := json.Marshal(r)
	if err != nil {
		panic(fmt.Sprintf("a result is plain data: %v", err))
	}
	return data
}

// deliverFn writes the results in the order of the programs' names.
type deliverFn struct{ Options Options }

// ProcessElement takes all results.
func (f *deliverFn) ProcessElement(ctx context.Context, _ int, results func(*[]byte) bool) error {
	var all []programs.Result
	var data []byte
	for results(&data) {
		var r programs.Result
		if err := json.Unmarshal(data, &r); err != nil {
			return fmt.Errorf("reading a result: %w", err)
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b programs.Result) int { return cmp.Compare(a.Program, b.Program) })
	fs, err := filesystem.New(ctx, f.Options.Out)
	if err != nil {
		return err
	}
	defer fs.Close()
	out, err := fs.OpenWrite(ctx, f.Options.Out)
	if err != nil {
		return fmt.Errorf("writing %s: %w", f.Options.Out, err)
	}
	lines := bufio.NewWriter(out)
	for _, r := range all {
		lines.Write(append(written(r), '\n'))
	}
	return errors.Join(lines.Flush(), out.Close())
}

// Read reads a file of results, as Judge writes it.
func Read(ctx context.Context, file string) ([]programs.Result, error) {
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	content, err := fs.OpenRead(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	defer content.Close()
	all := []programs.Result{}
	for decoder := json.NewDecoder(content); ; {
		var r programs.Result
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading %s, result %d: %w", file, len(all)+1, err)
		}
		all = append(all, r)
	}
}
