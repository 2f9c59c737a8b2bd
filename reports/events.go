package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// EventWriter tells of a run as it happens, for programs that watch it: one JSON object a line, each written and
// flushed at once. Every object has "event", the name of what happened, "seq", which counts from 1, and "at", the time
// in UTC. The other keys are:
//
//	run-started  tool, subject, profile, plan, selection, strict, as in report.json
//	record       record: a call, as in report.json
//	rule-judged  rule: a rule and how it fared, as in report.json
//	run-ended    subject, as it is known by then; verdict, exitStatus, durationMs, authorisations, error, notes, as in report.json
//
// run-started comes first and run-ended last, also where the run failed. Nothing is masked here: that is the
// caller's. A nil EventWriter writes nothing. Its methods may be called from any goroutine; after an error they write
// nothing more and return the same error.
type EventWriter struct {
	mu  sync.Mutex
	w   io.Writer
	now func() time.Time
	seq int
	err error
}

// NewEventWriter returns an EventWriter that writes to w, and flushes it where it has a Flush method, as a bufio.Writer
// has. now gives the time of an event; nil means the clock.
func NewEventWriter(w io.Writer, now func() time.Time) *EventWriter {
	if now == nil {
		now = time.Now
	}
	return &EventWriter{w: w, now: now}
}

// eventHead is what every event has.
type eventHead struct {
	Event string `json:"event"`
	Seq   int    `json:"seq"`
	At    string `json:"at"`
}

// Started tells that the run begins.
func (e *EventWriter) Started(r *run.Run) error {
	return e.write("run-started", func(head eventHead) any {
		return struct {
			eventHead
			SchemaVersion int         `json:"schemaVersion"`
			Tool          run.Tool    `json:"tool"`
			Subject       run.Subject `json:"subject"`
			Profile       string      `json:"profile"`
			Plan          string      `json:"plan"`
			Selection     string      `json:"selection,omitempty"`
			Strict        bool        `json:"strict"`
		}{head, run.SchemaVersion, r.Tool, r.Subject, r.Profile, r.Plan, r.Selection, r.Strict}
	})
}

// Record tells of a call that was observed.
func (e *EventWriter) Record(r record.Record) error {
	return e.write("record", func(head eventHead) any {
		return struct {
			eventHead
			Record record.Record `json:"record"`
		}{head, completeRecord(r)}
	})
}

// Judged tells how a rule fared.
func (e *EventWriter) Judged(rule run.Rule) error {
	return e.write("rule-judged", func(head eventHead) any {
		return struct {
			eventHead
			Rule run.Rule `json:"rule"`
		}{head, completeRule(rule)}
	})
}

// Ended tells that the run is over, and its verdict.
func (e *EventWriter) Ended(r *run.Run) error {
	return e.write("run-ended", func(head eventHead) any {
		return struct {
			eventHead
			Subject        run.Subject   `json:"subject"`
			Verdict        run.Verdict   `json:"verdict"`
			ExitStatus     int           `json:"exitStatus"`
			DurationMs     int64         `json:"durationMs"`
			Authorisations int           `json:"authorisations"`
			Error          *run.RunError `json:"error,omitempty"`
			Notes          []string      `json:"notes"`
		}{head, r.Subject, r.Verdict, r.ExitStatus, r.DurationMs, r.Authorisations, r.Error, list(r.Notes)}
	})
}

func (e *EventWriter) write(name string, event func(eventHead) any) error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err == nil {
		e.seq++
		at := e.now().UTC().Format("2006-01-02T15:04:05.000Z")
		if err := e.line(event(eventHead{name, e.seq, at})); err != nil {
			e.err = fmt.Errorf("writing the event %s: %w", name, err)
		}
	}
	return e.err
}

// line writes a line in one step, so that a reader never sees a part of one.
func (e *EventWriter) line(event any) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(event); err != nil {
		return err
	}
	if _, err := e.w.Write(escapeJSON(buffer.Bytes())); err != nil {
		return err
	}
	if f, ok := e.w.(interface{ Flush() error }); ok {
		return f.Flush()
	}
	return nil
}

// WriteEvents writes a run that is over as the events that it was: what EventWriter wrote while it happened, but for
// the times, which are those of its beginning and its end.
func WriteEvents(w io.Writer, r *run.Run) error {
	at := r.StartedAt
	e := NewEventWriter(w, func() time.Time { return at })
	_ = e.Started(r) // an error stays, and Ended returns it
	for _, call := range r.Records {
		_ = e.Record(call)
	}
	for _, rule := range r.Rules {
		_ = e.Judged(rule)
	}
	at = at.Add(time.Duration(r.DurationMs) * time.Millisecond)
	return e.Ended(r)
}
