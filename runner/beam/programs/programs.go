package programs

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/signspec/signspec/runner/beam/find"
)

// Register tells Beam of what workers run, by name. It comes before beam.Init, in every process, beside find.Register.
func Register() {
	register.DoFn2x1[context.Context, string, []byte](&judgeFn{})
	register.DoFn3x1[context.Context, int, func(*[]byte) bool, error](&deliverFn{})
	register.Function1x1(noProgram)
	register.Function1x2(together)
	register.Iter1[[]byte]()
}

// Options say how programs are judged. They are data: workers elsewhere get them.
type Options struct {
	// Command is the command signspec on the workers: its path, or its name.
	Command string
	// Out is the file of results, a JSON object a line: a path, or an address of a bucket.
	Out string
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
	return written(failed(pattern, errors.New("no program matches")))
}

// together puts all results under one key.
func together(result []byte) (int, []byte) { return 0, result }

// judgeFn judges one program.
type judgeFn struct{ Options Options }

// ProcessElement takes the name of a program. Whatever is wrong with it is a result.
func (f *judgeFn) ProcessElement(ctx context.Context, program string) []byte {
	if !isArchive(program) {
		return written(judge(ctx, f.Options.Command, program, program))
	}
	folder, err := os.MkdirTemp("", "signspec-beam-program-")
	if err != nil {
		return written(failed(program, err))
	}
	defer os.RemoveAll(folder)
	if err := fetch(ctx, program, folder); err != nil {
		return written(failed(program, err))
	}
	return written(judge(ctx, f.Options.Command, program, folder))
}

// fetch unpacks an archive from wherever it is.
func fetch(ctx context.Context, program, folder string) error {
	fs, err := filesystem.New(ctx, program)
	if err != nil {
		return err
	}
	defer fs.Close()
	content, err := fs.OpenRead(ctx, program)
	if err != nil {
		return err
	}
	defer content.Close()
	return unpack(program, content, folder)
}

func written(r Result) []byte {
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
	var all []Result
	var data []byte
	for results(&data) {
		var r Result
		if err := json.Unmarshal(data, &r); err != nil {
			return fmt.Errorf("reading a result: %w", err)
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b Result) int { return cmp.Compare(a.Program, b.Program) })
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
func Read(ctx context.Context, file string) ([]Result, error) {
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
	all := []Result{}
	for decoder := json.NewDecoder(content); ; {
		var r Result
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("reading %s, result %d: %w", file, len(all)+1, err)
		}
		all = append(all, r)
	}
}
