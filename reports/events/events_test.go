package events_test

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

	"github.com/signspec/signspec/reports/events"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/secret"
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

func TestGoldenEvents(t *testing.T) { golden.Check(t, "events.ndjson", events.Write) }

func TestEventsTellOfTheRunInOrder(t *testing.T) {
	for name, r := range samples.All() {
		all := lines(t, string(golden.Render(t, events.Write, r)))
		if want := 2 + len(r.Records) + len(r.Rules); len(all) != want {
			t.Errorf("%s: %d events, want %d", name, len(all), want)
		}
		for i, event := range all {
			want := "rule-judged"
			switch {
			case i == 0:
				want = "run-started"
			case i == len(all)-1:
				want = "run-ended"
			case i <= len(r.Records):
				want = "record"
			}
			if event.Event != want || event.Seq != i+1 {
				t.Errorf("%s: event %d is %s, seq %d, want %s", name, i+1, event.Event, event.Seq, want)
			}
		}
		if last := all[len(all)-1]; last.Verdict != string(r.Verdict) {
			t.Errorf("%s: the verdict is %q, want %q", name, last.Verdict, r.Verdict)
		}
	}
}

func TestEachEventIsFlushedAsItHappens(t *testing.T) {
	var out bytes.Buffer
	writer := events.NewWriter(bufio.NewWriterSize(&out, 1<<20), nil, clock)
	r := samples.All()["nonconformant"]
	for n, tell := range []func() error{
		func() error { return writer.Started(r) },
		func() error { return writer.Record(r.Records[0]) },
		func() error { return writer.Judged(r.Rules[0]) },
		func() error { return writer.Ended(run.ShowSecrets(r)) },
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
	r := samples.All()["hostile"]
	text := string(golden.Render(t, events.Write, r))
	lines(t, text)
	if strings.ContainsAny(text, "\r\u2028\u2029\u202e\x1b") {
		t.Error("a character that acts is in the events")
	}
}

func TestEventsFromManyGoroutinesAreWholeLines(t *testing.T) {
	var out bytes.Buffer
	writer := events.NewWriter(&out, nil, clock)
	r := samples.All()["conformant"]
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() { _ = writer.Record(r.Records[0]) })
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
	writer := events.NewWriter(pipe, nil, clock)
	first := writer.Started(samples.All()["empty"])
	if !errors.Is(first, io.ErrClosedPipe) || !strings.Contains(first.Error(), "writing the event run-started") {
		t.Errorf("the error is %v", first)
	}
	if again := writer.Ended(run.ShowSecrets(samples.All()["empty"])); again != first {
		t.Errorf("the next error is %v", again)
	}
	if pipe.written != 1 {
		t.Errorf("written to %d times", pipe.written)
	}
}

func TestANilEventWriterWritesNothing(t *testing.T) {
	var writer *events.Writer
	if err := writer.Started(samples.All()["empty"]); err != nil {
		t.Error(err)
	}
}

func TestTheWriterMasksWhatItIsGiven(t *testing.T) {
	r := samples.All()["nonconformant"]
	r.Records[0].Console = []string{"got " + samples.Secret}
	r.Subject.Source = "wallet --code " + samples.Secret
	judged := run.Rule{ID: "auth-code-length", Status: run.Broken, Reason: samples.Secret,
		Untested: []run.Untested{{Scenario: "a", Reason: samples.Secret}},
		Findings: []run.Finding{{Scenario: "a", Expected: samples.Secret, Observed: samples.Secret, Reproduce: samples.Secret}}}
	tell := func(w *events.Writer, ended run.Masked) {
		for _, err := range []error{w.Record(r.Records[0]), w.Started(r), w.Judged(judged), w.Ended(ended)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, masker := range map[string]*secret.Masker{"its own": nil, "the caller's": secret.NewMasker()} {
		var out bytes.Buffer
		tell(events.NewWriter(&out, masker, clock), run.Mask(r))
		if strings.Contains(out.String(), samples.Secret) {
			t.Errorf("with %s masker the secret is in\n%s", name, out.String())
		}
	}
	var shown bytes.Buffer
	tell(events.NewWriterShowingSecrets(&shown, clock), run.ShowSecrets(r))
	if n := strings.Count(shown.String(), samples.Secret); n < 6 {
		t.Errorf("the secret is shown %d times although that was asked for", n)
	}
	if judged.Findings[0].Observed != samples.Secret {
		t.Error("the caller's rule was changed")
	}
	if err := events.NewWriter(io.Discard, nil, clock).Ended(run.Masked{}); !errors.Is(err, run.ErrNotMasked) {
		t.Errorf("a run that is not masked: the error is %v", err)
	}
}
