package reports_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/signspec/signspec/reports"
)

func clock() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }

// line is what a reader of the events needs to know which one it has before it.
type line struct {
	Event   string
	Seq     int
	At      time.Time
	Verdict string
}

func lines(t *testing.T, text string) []line {
	t.Helper()
	var all []line
	for _, each := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		var l line
		if err := json.Unmarshal([]byte(each), &l); err != nil {
			t.Fatalf("%v in %s", err, each)
		}
		all = append(all, l)
	}
	return all
}

func TestEventsTellOfTheRunInOrder(t *testing.T) {
	for name, run := range samples() {
		events := lines(t, string(rendered(t, reports.WriteEvents, run)))
		if want := 2 + len(run.Records) + len(run.Rules); len(events) != want {
			t.Errorf("%s: %d events, want %d", name, len(events), want)
		}
		for i, event := range events {
			want := "rule-judged"
			switch {
			case i == 0:
				want = "run-started"
			case i == len(events)-1:
				want = "run-ended"
			case i <= len(run.Records):
				want = "record"
			}
			if event.Event != want || event.Seq != i+1 {
				t.Errorf("%s: event %d is %s, seq %d, want %s", name, i+1, event.Event, event.Seq, want)
			}
		}
		if last := events[len(events)-1]; last.Verdict != string(run.Verdict) {
			t.Errorf("%s: the verdict is %q, want %q", name, last.Verdict, run.Verdict)
		}
	}
}

func TestEachEventIsFlushedAsItHappens(t *testing.T) {
	var out bytes.Buffer
	events := reports.NewEventWriter(bufio.NewWriterSize(&out, 1<<20), clock)
	run := samples()["nonconformant"]
	for n, tell := range []func() error{
		func() error { return events.Started(run) },
		func() error { return events.Record(run.Records[0]) },
		func() error { return events.Judged(run.Rules[0]) },
		func() error { return events.Ended(run) },
	} {
		if err := tell(); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(out.String(), "\n"); got != n+1 {
			t.Errorf("%d lines are out after %d events", got, n+1)
		}
	}
	for _, event := range lines(t, out.String()) {
		if !event.At.Equal(clock()) {
			t.Errorf("%s happened at %v", event.Event, event.At)
		}
	}
}

func TestAnEventIsOneLineWhateverTheTargetSaid(t *testing.T) {
	run := samples()["hostile"]
	text := string(rendered(t, reports.WriteEvents, run))
	lines(t, text)
	if strings.ContainsAny(text, "\r\u2028\u2029\u202e\x1b") {
		t.Error("a character that acts is in the events")
	}
}

func TestEventsFromManyGoroutinesAreWholeLines(t *testing.T) {
	var out bytes.Buffer
	events := reports.NewEventWriter(&out, clock)
	run := samples()["conformant"]
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { _ = events.Record(run.Records[0]) })
	}
	group.Wait()
	for i, event := range lines(t, out.String()) {
		if event.Seq != i+1 {
			t.Errorf("line %d has seq %d", i+1, event.Seq)
		}
	}
}

// broken is a pipe whose reader has gone.
type broken struct{ written int }

func (b *broken) Write(p []byte) (int, error) {
	b.written++
	return 0, io.ErrClosedPipe
}

func TestAfterAnErrorNothingMoreIsWritten(t *testing.T) {
	pipe := &broken{}
	events := reports.NewEventWriter(pipe, clock)
	first := events.Started(samples()["empty"])
	if !errors.Is(first, io.ErrClosedPipe) || !strings.Contains(first.Error(), "writing the event run-started") {
		t.Errorf("the error is %v", first)
	}
	if again := events.Ended(samples()["empty"]); again != first {
		t.Errorf("the next error is %v", again)
	}
	if pipe.written != 1 {
		t.Errorf("written to %d times", pipe.written)
	}
}

func TestANilEventWriterWritesNothing(t *testing.T) {
	var events *reports.EventWriter
	if err := events.Started(samples()["empty"]); err != nil {
		t.Error(err)
	}
}
