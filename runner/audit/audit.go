// Package audit judges calls that were recorded in production: it streams their records, judges each by the rules of the
// wallet suite that one call alone can show, and counts, by wallet version, platform, profile and day, on all cores and in
// flat memory. A Worker is the part that judges and counts, a Tally what it has counted, which others can merge elsewhere.
package audit

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/schemas"
)

// Options say what is audited.
type Options struct {
	// Patterns are files, patterns of files, or Stdin.
	Patterns []string
	Stdin    io.Reader
	// Profile is the one of calls that name none.
	Profile *schemas.Profile
	// Jobs is how many goroutines judge; 0 is one a core.
	Jobs int
}

// Run audits files and returns what it counted. What cannot be read or judged is counted as a problem; the error is that of
// a context which ended before.
func Run(ctx context.Context, o Options) (*Judges, *Tally, error) {
	files, problems := Find(o.Patterns)
	jobs := o.Jobs
	if jobs == 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	judges := NewJudges(o.Profile)
	p := pool{judges: judges, blocks: make(chan block, jobs), free: make(chan []byte, 4*jobs)}
	total := NewTally()
	for _, problem := range problems {
		total.Tell(problem)
	}
	var workers errgroup.Group
	tallies := make([]*Tally, jobs)
	for i := range jobs {
		w := NewWorker(judges)
		tallies[i] = w.Tally()
		workers.Go(func() error { return p.work(w) })
	}
	var readers errgroup.Group
	readers.SetLimit(jobs)
	var mu sync.Mutex // of total, while files are read
	tell := func(problem audit.Problem) {
		mu.Lock()
		defer mu.Unlock()
		total.Tell(problem)
	}
	for _, file := range files {
		readers.Go(func() error {
			p.read(ctx, file, o.Stdin, tell)
			return ctx.Err()
		})
	}
	err := readers.Wait()
	close(p.blocks)
	if err := errors.Join(err, workers.Wait()); err != nil {
		return nil, nil, err
	}
	for _, t := range tallies {
		total.Merge(t)
	}
	total.Files = len(files)
	return judges, total, nil
}

// pool hands blocks from those who read to those who judge.
type pool struct {
	judges *Judges
	blocks chan block
	free   chan []byte // buffers to use again
}

func (p pool) work(w *Worker) error {
	for b := range p.blocks {
		w.judge(b)
		select {
		case p.free <- b.data:
		default:
		}
	}
	return nil
}

func (p pool) fresh() []byte {
	select {
	case buffer := <-p.free:
		if cap(buffer) >= blockSize && cap(buffer) <= 2*blockSize {
			return buffer
		}
	default:
	}
	return make([]byte, 0, blockSize)
}

// read reads one file.
func (p pool) read(ctx context.Context, file string, stdin io.Reader, tell func(audit.Problem)) {
	opened, err := open(file, stdin)
	if err != nil {
		tell(Unreadable(file, err))
		return
	}
	defer opened.Close()
	content, end, err := Unpack(opened)
	if err != nil {
		tell(Unreadable(file, err))
		return
	}
	defer end()
	c := cutter{file: file, fresh: p.fresh, emit: func(b block) { p.blocks <- b }, problem: tell}
	c.cut(untilDone{ctx, content})
}

// Unreadable is the problem of a file that cannot be read.
func Unreadable(file string, err error) audit.Problem {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return audit.Problem{Kind: audit.Unreadable, File: file, Count: 1, Why: err.Error()}
}

// Stream judges all of one stream by one goroutine. It is for who has a file from elsewhere.
func (w *Worker) Stream(ctx context.Context, file string, r io.Reader) {
	w.tally.Files++
	content, end, err := Unpack(r)
	if err != nil {
		w.tally.Tell(Unreadable(file, err))
		return
	}
	defer end()
	buffer := make([]byte, 0, blockSize)
	c := cutter{file: file, fresh: func() []byte { return buffer }, emit: w.judge, problem: w.tally.Tell}
	c.cut(untilDone{ctx, content})
}

// untilDone is a stream that ends with its context.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(buffer []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(buffer)
}
