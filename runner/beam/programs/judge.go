package programs

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// judge judges a program, or takes what was judged of it before. Whatever is wrong with the program is a result; the error is
// one of the worker's.
func (o Options) judge(ctx context.Context, program string) (programs.Result, error) {
	digest, err := digestOf(ctx, program)
	if err != nil {
		return programs.Failed(program, told(err)), nil
	}
	kept := store(o.Keep).load(ctx, digest)
	if kept != nil && kept.Run == o.Run {
		return named(kept.Result, program), nil
	}
	if again, ok := o.asBefore(kept); ok {
		return named(again, program), nil
	}
	fresh, err := o.judgeNow(ctx, program, kept)
	if err != nil {
		return programs.Result{}, err
	}
	return named(fresh.Result, program), store(o.Keep).save(ctx, digest, fresh)
}

// judgeNow judges a program by its records where there are any, and otherwise performs it.
func (o Options) judgeNow(ctx context.Context, program string, kept *Kept) (*Kept, error) {
	if kept == nil || o.Again || kept.Result.Verdict == run.Failed || len(kept.Records) == 0 {
		return o.judgeAnew(ctx, program)
	}
	return o.judgeAgain(ctx, program, kept)
}

// named is a result of a program that may have had another name.
func named(r programs.Result, program string) programs.Result {
	r.Program = program
	return r
}

// asBefore is what the same rules had judged of the same program.
func (o Options) asBefore(kept *Kept) (programs.Result, bool) {
	if kept == nil || o.Again || kept.Result.Verdict == run.Failed || kept.Version != o.Version || kept.Result.RulesDigest != rulesDigest() {
		return programs.Result{}, false
	}
	r := kept.Result
	r.How, r.Why, r.Performed = programs.Kept, "", nil
	return r, true
}

// rulesDigest is the digest of the rules of this version; empty where they cannot be read.
func rulesDigest() string {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return ""
	}
	return catalogue.Digest()
}

// judgeAnew performs a program and judges it.
func (o Options) judgeAnew(ctx context.Context, program string) (*Kept, error) {
	folder, end, err := o.open(ctx, program)
	if err != nil {
		return o.failed(ctx, program, err)
	}
	defer end()
	p, err := o.perform(ctx, folder)
	if err != nil {
		return o.failed(ctx, program, err)
	}
	if err := o.sameVersion(p.run); err != nil {
		return nil, err
	}
	h := o.headerOf(program, p.run)
	h.Asked = askedOf(h.Profile, h.Seed, nil)
	kept := &Kept{header: h, Records: p.records}
	kept.Unlike = o.unlike(ctx, kept)
	return kept, ctx.Err()
}

// failed is what is kept of a program that could not be judged, which tells nothing where the worker itself is to end.
func (o Options) failed(ctx context.Context, program string, err error) (*Kept, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return &Kept{header: header{Result: programs.Failed(program, told(err)), Run: o.Run, Version: o.Version}}, nil
}

// sameVersion says whether the command is of the version that this one takes it for.
func (o Options) sameVersion(r *run.Run) error {
	if r.RulesDigest == rulesDigest() && r.Tool.Version == o.Version {
		return nil
	}
	return fmt.Errorf("the command signspec on this worker is %s, and signspec-beam %s: both must be of one version, with the same rules",
		r.Tool.Version, o.Version)
}

// open makes the folder with a program ready; end removes what was made for it.
func (o Options) open(ctx context.Context, program string) (folder string, end func(), err error) {
	if !isArchive(program) {
		folder, err = filepath.Abs(program)
		return folder, func() {}, err
	}
	folder, err = os.MkdirTemp("", "signspec-beam-program-")
	if err != nil {
		return "", nil, err
	}
	end = func() { os.RemoveAll(folder) }
	if err := fetch(ctx, program, folder); err != nil {
		end()
		return "", nil, err
	}
	return folder, end, nil
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

// headerOf is what is kept of a run of the command, beside its records.
func (o Options) headerOf(program string, r *run.Run) header {
	return header{
		Result: programs.Of(program, r), Run: o.Run, Version: r.Tool.Version, Profile: r.Profile, Plan: r.Plan, Seed: r.Seed,
	}
}
