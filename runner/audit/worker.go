package audit

import (
	"bytes"
	"errors"
	"math/bits"
	"unicode/utf8"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/schemas/production"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/rule"
)

const (
	// maxShapes is how many shapes are known at once: more than production has, and a few MB.
	maxShapes = 1 << 13
	// longestShape is the longest key of a shape that is kept, in bytes: a plain record has under 1 KB.
	longestShape = 4 << 10
	// longestReason is how much is told of what is wrong with a line, or with a call, in characters.
	longestReason = 400
)

// Worker judges lines and counts. It is used by one goroutine.
type Worker struct {
	judges *Judges
	tally  *Tally
	// known holds what was judged of a line of each shape; where it is nil every line goes to the judges.
	known   map[string]Verdict
	paths   paths // the same, to be found quicker
	shape   shape
	key     []byte
	lastKey []byte
	last    *Group
}

// NewWorker returns a worker that has counted nothing yet.
func NewWorker(judges *Judges) *Worker {
	return &Worker{judges: judges, tally: NewTally(), known: map[string]Verdict{}}
}

// Tally returns what the worker has counted.
func (w *Worker) Tally() *Tally { return w.tally }

// candidate is a line that may be an example.
type candidate struct {
	audit.Example
	text []byte
}

// Line judges one line of a file and counts it; number is that of the line, from 1. A blank line is none.
func (w *Worker) Line(file string, number int64, text []byte) {
	if text = bytes.TrimSpace(text); len(text) == 0 {
		return
	}
	w.tally.Lines++
	if len(text) > record.MaxLine {
		w.tally.Tell(tooLong(file, number))
		return
	}
	at := candidate{audit.Example{File: file, Line: number, Bytes: len(text)}, text}
	known, found := w.shaped(text)
	if found {
		w.count(known, w.shape.where, at, nil)
		return
	}
	call, err := production.Parse(text)
	var v Verdict
	var broken map[int]rule.Judgement
	if err == nil {
		v, broken, err = w.judges.Judge(call)
	}
	if err != nil {
		w.tally.Tell(audit.Problem{Kind: kindOf(err), File: file, Count: 1, Line: number, Why: told(err.Error())})
		return
	}
	w.learn(v)
	w.count(v, whereOf(call.Where), at, &judged{call, broken})
}

// shaped returns what was judged of another line of the same shape.
func (w *Worker) shaped(text []byte) (Verdict, bool) {
	if w.known == nil {
		return Verdict{}, false
	}
	if v, ok := w.paths.find(&w.shape, text); ok {
		return v, true
	}
	if !w.shape.read(text) || len(w.shape.key) > longestShape {
		w.shape.key = w.shape.key[:0]
		return Verdict{}, false
	}
	v, ok := w.known[string(w.shape.key)]
	return v, ok
}

// learn keeps what was judged of the line whose shape was asked for last, where it has one.
func (w *Worker) learn(v Verdict) {
	if len(w.shape.key) == 0 {
		return
	}
	if len(w.known) >= maxShapes {
		clear(w.known) // what is common comes back at once
	}
	w.known[string(w.shape.key)] = v
	w.paths.learn(&w.shape, v)
}

// judged is a call with the judgements of the rules that it breaks, by row.
type judged struct {
	call   production.Call
	broken map[int]rule.Judgement
}

// count counts a call. full is nil where it was judged by its shape alone.
func (w *Worker) count(v Verdict, seen where, at candidate, full *judged) {
	if v.NoCall {
		w.tally.NoCalls++
		return
	}
	g := w.groupOf(seen, at)
	g.Calls++
	g.Span.add(seen.time)
	g.Judged[v.Judged]++
	if v.Broken == 0 {
		return
	}
	g.Broken++
	at.Events = v.Events
	for rest := v.Broken; rest != 0; rest &= rest - 1 {
		row := bits.TrailingZeros64(uint64(rest))
		b, ok := g.Rules[row]
		if !ok {
			b = &Breaks{}
			g.Rules[row] = b
		}
		b.Calls++
		b.Span.add(seen.time)
		if b.Calls > 1 && !at.Plainer(&b.Example) {
			continue
		}
		if full == nil {
			full = w.judgeAgain(at.text)
		}
		w.keepExample(row, b, at, full)
	}
}

// judgeAgain judges a line whose shape is known, because it is an example.
func (w *Worker) judgeAgain(text []byte) *judged {
	call, err := production.Parse(text)
	if err != nil {
		return &judged{}
	}
	_, broken, _ := w.judges.Judge(call)
	return &judged{call, broken}
}

func (w *Worker) keepExample(row int, b *Breaks, at candidate, full *judged) {
	masker := secret.NewMasker()
	masker.Learn(full.call.Record)
	judgement := full.broken[row]
	at.Expected, at.Observed = told(masker.Text(judgement.Expected)), told(masker.Text(judgement.Observed))
	b.Example = at.Example
	if known, ok := w.tally.Examples[row]; ok && !at.Plainer(known) {
		return
	}
	masked := masker.Record(full.call.Record)
	at.Record = &masked
	w.tally.example(row, at.Example)
}

// groupOf returns the group of a call.
func (w *Worker) groupOf(seen where, at candidate) *Group {
	profile := seen.profile
	if len(profile) == 0 {
		profile = []byte(w.judges.fallback)
	}
	day := dayOf(seen.time)
	w.key = groupKey(w.key[:0], seen.wallet, seen.version, seen.platform, profile, day)
	if w.last != nil && bytes.Equal(w.key, w.lastKey) {
		return w.last
	}
	g := w.tally.group(w.key, seen.wallet, seen.version, seen.platform, profile, day)
	if g.Wallet == overflow {
		w.tally.Tell(tooManyGroups(at.File, at.Line, 1))
		return g
	}
	w.last, w.lastKey = g, append(w.lastKey[:0], w.key...)
	return g
}

// kindOf sorts what is wrong with a line.
func kindOf(err error) audit.ProblemKind {
	for kind, of := range map[audit.ProblemKind]error{
		audit.Newer: production.ErrNewer, audit.OtherParty: errOtherParty, audit.UnknownProfile: errUnknownProfile,
		audit.NotJudged: errJudging,
	} {
		if errors.Is(err, of) {
			return kind
		}
	}
	return audit.NotARecord
}

// told is a text that is told of the input, with what looks like a secret masked, and cut.
func told(text string) string {
	text = secret.NewMasker().Printed(text)
	if utf8.RuneCountInString(text) <= longestReason {
		return text
	}
	return string([]rune(text)[:longestReason]) + "…"
}
