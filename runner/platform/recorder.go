package platform

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/signspec/signspec/schemas/record"
)

// Recorder takes down the events of one scenario, in order. Its methods may be called from several goroutines.
type Recorder struct {
	mu     sync.Mutex
	begun  time.Time
	events []record.Event
	active time.Time // when something was seen last that is more than a question for the status
	closed bool
}

// NewRecorder begins to take down.
func NewRecorder() *Recorder { return &Recorder{begun: time.Now(), active: time.Now()} }

// Saw takes down an event with these fields.
func (r *Recorder) Saw(t record.EventType, fields map[string]record.Value) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	if to, _ := fields["to"].Str(); t != record.Told || to != "status" {
		r.active = time.Now()
	}
	at := float64(time.Since(r.begun).Microseconds()) / 1000
	r.events = append(r.events, record.Event{At: at, Type: t, Args: []record.Value{record.Fields(maps.Clone(fields))}})
}

// relabel says of which attempt the events of a request are, once that is known.
func (r *Recorder) relabel(id float64, attempt int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, e := range r.events {
		of, ok := e.Arg().Field("id")
		if n, isNumber := of.Number(); !ok || !isNumber || n != id {
			continue
		}
		fields := map[string]record.Value{}
		for _, name := range e.Arg().Keys() {
			fields[name], _ = e.Arg().Field(name)
		}
		fields["attempt"] = record.Num(float64(attempt))
		r.events[i].Args = []record.Value{record.Fields(fields)}
	}
}

// Last is the latest event of a type; one without any field where there is none.
func (r *Recorder) Last(t record.EventType) record.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range slices.Backward(r.events) {
		if e.Type == t {
			return e
		}
	}
	return record.Event{}
}

// Any says whether an event of a kind has been seen since then.
func (r *Recorder) Any(since time.Time, is func(record.Event) bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.events, func(e record.Event) bool {
		return !r.begun.Add(time.Duration(e.At*float64(time.Millisecond))).Before(since.Truncate(time.Microsecond)) && is(e)
	})
}

// Count is how many events of a kind have been seen.
func (r *Recorder) Count(is func(record.Event) bool) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, e := range r.events {
		if is(e) {
			n++
		}
	}
	return n
}

// Close ends the taking down and returns the events; what comes later is dropped.
func (r *Recorder) Close() []record.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	return slices.Clone(r.events)
}

// Quiet says whether nothing but questions for the status has been seen for that long.
func (r *Recorder) Quiet(d time.Duration) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Since(r.active) >= d
}
