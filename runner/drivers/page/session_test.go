package page_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// fake is a driver whose page says what the test gives it, and which counts what it is asked for.
type fake struct {
	says   []page.Message // the rest of the scenario
	begins []error        // what the next Begins fail with
	next   error          // what Next fails with once everything was said
	there  bool

	opened, shut, restored int
	answers                []string
	hand                   hand
}

func (f *fake) Open(context.Context) (bool, error) {
	fresh := !f.there
	f.there = true
	if fresh {
		f.opened++
	}
	return fresh, nil
}

func (f *fake) Shut(context.Context) {
	f.there = false
	f.shut++
}

func (f *fake) Location() string { return "the page there" }

func (f *fake) Evaluate(context.Context, string, ...any) (string, error) {
	return `{"found":{"entry":{"$type":"function"}},"stage":true}`, nil
}

func (f *fake) Begin(context.Context, *page.Run) error {
	if len(f.begins) == 0 {
		return nil
	}
	err := f.begins[0]
	f.begins = f.begins[1:]
	f.there = f.there && !errors.Is(err, page.ErrAway)
	return err
}

func (f *fake) Next(ctx context.Context, run *page.Run) (page.Message, error) {
	if len(f.says) == 0 {
		if f.next != nil {
			return page.Message{}, f.next
		}
		<-ctx.Done()
		return page.Message{}, ctx.Err()
	}
	m := f.says[0]
	f.says = f.says[1:]
	m.Run = run.Number
	if m.Op == page.Done {
		for run.Acting() {
			time.Sleep(time.Millisecond)
		}
	}
	return m, nil
}

func (f *fake) Answer(_ context.Context, _ int, answer string) error {
	f.answers = append(f.answers, answer)
	return nil
}

func (f *fake) Hand(*page.Run, *page.Call) page.Hand { return &f.hand }

func (f *fake) RestoreNetwork(context.Context) error {
	f.restored++
	return nil
}

func (f *fake) Explain(err error) error {
	var busy *page.BusyError
	if errors.Is(err, page.ErrCrashed) || errors.As(err, &busy) {
		return &page.CrashError{Reason: err.Error()}
	}
	return err
}

// hand finds an element at the third try.
type hand struct{ tries, closed int }

func (h *hand) Prepare(context.Context, page.Gesture) error { return nil }

func (h *hand) Try(context.Context, page.Gesture) error {
	if h.tries++; h.tries < 3 {
		return &page.NotYetError{Err: errors.New("no element matches")}
	}
	return nil
}

func (h *hand) Pace() time.Duration                 { return time.Millisecond }
func (h *hand) Back(context.Context) error          { return nil }
func (h *hand) Network(context.Context, bool) error { return nil }
func (h *hand) Close()                              { h.closed++ }

// done is what a page says when a call has settled.
func done() page.Message {
	answer := `{"records":[{"id":"s#1","scenario":"s","end":"settled","events":[]}]}`
	return page.Message{Op: page.Done, Answer: json.RawMessage(answer)}
}

func single() wallet.Scenario {
	stage := &record.Stage{Outcome: record.Approve, AuthState: "a"}
	return wallet.Scenario{Name: "s", Calls: []wallet.Call{{ID: "s#1", Stage: stage, Fill: "signStr"}}}
}

func TestASessionCountsItsPages(t *testing.T) {
	f := &fake{}
	s := page.NewSession(f, page.Config{})
	perform := func() record.Record {
		t.Helper()
		p, err := s.Perform(t.Context(), single())
		if err != nil || len(p.Records) != 1 {
			t.Fatalf("%+v, %v", p, err)
		}
		return p.Records[0]
	}
	f.says = []page.Message{done()}
	if r := perform(); r.Instance != 1 || r.End != record.Settled {
		t.Errorf("the first is %+v", r)
	}
	f.says = []page.Message{done()}
	if r := perform(); r.Instance != 1 || f.opened != 1 {
		t.Errorf("a second in the same page is %+v", r)
	}
	f.says, f.begins = []page.Message{done()}, []error{page.ErrAway}
	if r := perform(); r.Instance != 2 || f.shut != 0 {
		t.Errorf("after the page was loaded again comes %+v", r)
	}
	f.says, f.begins = []page.Message{done()}, []error{page.ErrCrashed}
	if r := perform(); r.Instance != 3 || f.shut != 1 {
		t.Errorf("after the page died meanwhile comes %+v", r)
	}
	f.says, f.next = nil, page.ErrCrashed
	if r := perform(); r.Instance != 3 || r.End != record.Crashed || r.Reason != page.ErrCrashed.Error() || f.shut != 2 {
		t.Errorf("a crash in a call is recorded as %+v", r)
	}
	if r := perform(); r.Instance != 4 || r.End != record.Crashed {
		t.Errorf("the third crash is recorded as %+v", r)
	}
	p, err := s.Perform(t.Context(), single())
	if err != nil || !strings.HasPrefix(p.Untested, "the wallet crashed 3 times") {
		t.Errorf("after the third crash it gives %+v, %v", p, err)
	}
}

func TestAPageThatDoesNotComeBackIsACrash(t *testing.T) {
	s := page.NewSession(&fake{}, page.Config{Limit: time.Millisecond})
	p, err := s.Perform(t.Context(), single())
	if err != nil || len(p.Records) != 1 || p.Records[0].Reason != "the page was busy for 1ms of real time without an end" {
		t.Errorf("it gives %+v, %v", p, err)
	}
}

func TestWhatEndsASession(t *testing.T) {
	left := &page.LeftError{To: "https://elsewhere.example"}
	f := &fake{next: left}
	s := page.NewSession(f, page.Config{})
	if _, err := s.Perform(t.Context(), single()); !errors.Is(err, left) || f.shut != 1 {
		t.Errorf("a page that is left gives %v, and was shut %d times", err, f.shut)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f.next = nil
	if _, err := s.Perform(ctx, single()); !errors.Is(err, context.Canceled) {
		t.Errorf("the end of the context gives %v", err)
	}
	if err := s.Close(func() error { return nil }); err != nil {
		t.Error(err)
	}
	if _, err := s.Describe(t.Context()); err == nil || !strings.Contains(err.Error(), "the driver is closed") {
		t.Errorf("a closed session gives %v", err)
	}
}

// TestButtonsArePressedWhileThePagePerforms has the page's own stage, and a person who loses the network and presses.
func TestButtonsArePressedWhileThePagePerforms(t *testing.T) {
	wish := record.Stage{Outcome: record.Approve}
	f := &fake{says: []page.Message{{Op: page.Before, Ask: 1, Wish: wish}, {Op: page.Staged, Wish: wish, SignStr: "s"}, done()}}
	actions := map[record.Outcome][]ui.Action{record.Approve: {{Network: ui.Off}, {Click: "#confirm"}}}
	s := page.NewSession(f, page.Config{Means: page.Means{Actions: actions}})
	p, err := s.Perform(t.Context(), single())
	if err != nil || len(p.Records) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	if f.hand.tries != 3 || f.hand.closed != 1 || f.restored != 1 || len(f.answers) != 1 || f.answers[0] != "true" {
		t.Errorf("it was tried %d times, closed %d times, restored %d times, and answered %q", f.hand.tries, f.hand.closed, f.restored, f.answers)
	}
}
