// Package events writes a run as events, one JSON object a line, while it happens or afterwards.
package events

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/signspec/signspec/reports/plainjson"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Writer reports a run as it happens, for programs that watch it: one JSON object a line, each written and
// flushed at once. Every object has "event", the name of what happened, "seq", which counts from 1, and "at", the time
// in UTC. The other keys are:
//
//	run-started  tool, subject, profile, plan, selection, strict, as in report.json
//	record       record: a call, as in report.json
//	rule-judged  rule: a rule and how it fared, as in report.json
//	run-ended    subject, as it is known by then; verdict, exitStatus, durationMs, authorisations, error, notes, as in report.json
//
// run-started comes first and run-ended last, also where the run failed. The Writer masks what it is given, so that no
// caller can forget to. A nil Writer writes nothing. Its methods may be called from any goroutine; after an error they
// write nothing more and return the same error.
type Writer struct {
	mu     sync.Mutex
	w      io.Writer
	masker *secret.Masker // nil where nothing is to be masked, or everything is already
	now    func() time.Time
	seq    int
	err    error
}

// NewWriter returns a Writer that writes to w, and flushes it where it has a Flush method, as a bufio.Writer has. The
// masker masks every secret, and is the Writer's alone from then on; nil means a new one. now gives the time of an event;
// nil means the clock.
func NewWriter(w io.Writer, masker *secret.Masker, now func() time.Time) *Writer {
	if masker == nil {
		masker = secret.NewMasker()
	}
	return newWriter(w, masker, now)
}

// NewWriterShowingSecrets returns a Writer that writes secrets as they are, because a person asked for that.
func NewWriterShowingSecrets(w io.Writer, now func() time.Time) *Writer {
	return newWriter(w, nil, now)
}

func newWriter(w io.Writer, masker *secret.Masker, now func() time.Time) *Writer {
	if now == nil {
		now = time.Now
	}
	return &Writer{w: w, masker: masker, now: now}
}

// head is what every event has.
type head struct {
	Event string `json:"event"`
	Seq   int    `json:"seq"`
	At    string `json:"at"`
}

// Started writes that the run begins.
func (e *Writer) Started(r *run.Run) error {
	return e.write("run-started", func(h head) any {
		return struct {
			head
			SchemaVersion int         `json:"schemaVersion"`
			Tool          run.Tool    `json:"tool"`
			Subject       run.Subject `json:"subject"`
			Profile       string      `json:"profile"`
			Plan          string      `json:"plan"`
			Selection     string      `json:"selection,omitempty"`
			Strict        bool        `json:"strict"`
		}{h, run.SchemaVersion, r.Tool, run.MaskSubject(e.masker, r.Subject), r.Profile, r.Plan, r.Selection, r.Strict}
	})
}

// Record writes a call that was observed.
func (e *Writer) Record(r record.Record) error {
	return e.write("record", func(h head) any {
		return struct {
			head
			Record record.Record `json:"record"`
		}{h, run.CompleteRecord(e.masker.Record(r))}
	})
}

// Judged writes how a rule fared.
func (e *Writer) Judged(rule run.Rule) error {
	return e.write("rule-judged", func(h head) any {
		return struct {
			head
			Rule run.Rule `json:"rule"`
		}{h, run.MaskRule(e.masker, rule).Complete()}
	})
}

// Ended writes that the run is over, and its verdict.
func (e *Writer) Ended(m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	r = r.Complete()
	return e.write("run-ended", func(h head) any {
		return struct {
			head
			Subject        run.Subject   `json:"subject"`
			Verdict        run.Verdict   `json:"verdict"`
			ExitStatus     int           `json:"exitStatus"`
			DurationMs     int64         `json:"durationMs"`
			Authorisations int           `json:"authorisations"`
			Error          *run.RunError `json:"error,omitempty"`
			Notes          []string      `json:"notes"`
		}{h, run.MaskSubject(e.masker, r.Subject), r.Verdict, r.ExitStatus, r.DurationMs, r.Authorisations,
			run.MaskError(e.masker, r.Error), append([]string{}, r.Notes...)}
	})
}

func (e *Writer) write(name string, event func(head) any) error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err == nil {
		e.seq++
		at := e.now().UTC().Format("2006-01-02T15:04:05.000Z")
		if err := e.line(event(head{name, e.seq, at})); err != nil {
			e.err = fmt.Errorf("writing the event %s: %w", name, err)
		}
	}
	return e.err
}

// line writes a line in one step, so that a reader never sees a part of one.
func (e *Writer) line(event any) error {
	text, err := plainjson.Encode(event, "")
	if err != nil {
		return err
	}
	if _, err := e.w.Write(text); err != nil {
		return err
	}
	if f, ok := e.w.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}

// Write writes a run that is over as the events that it was: what a Writer wrote while it happened, but for the times,
// which are those of its beginning and its end.
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	at := r.StartedAt
	e := newWriter(w, nil, func() time.Time { return at }) // the run is masked already
	_ = e.Started(r)                                       // an error stays, and Ended returns it
	for _, call := range r.Records {
		_ = e.Record(call)
	}
	for _, rule := range r.Rules {
		_ = e.Judged(rule)
	}
	at = at.Add(time.Duration(r.DurationMs) * time.Millisecond)
	return e.Ended(m)
}
