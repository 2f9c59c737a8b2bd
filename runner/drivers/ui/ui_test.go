package ui_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/config"
)

func TestActionsAreData(t *testing.T) {
	text := `[{"waitFor":"#pin"},{"type":{"into":"#pin","text":"1234"}},{"network":"off"},{"click":"#ok"},{"tap":"#ok"},{"back":true},{"wait":"50ms"}]`
	var actions []ui.Action
	if err := json.Unmarshal([]byte(text), &actions); err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, a := range actions {
		if problem := a.Check(); problem != "" {
			t.Errorf("%v: %s", a, problem)
		}
		said = append(said, a.String())
	}
	want := []string{`wait for "#pin"`, `type 4 characters into "#pin"`, "network off", `click "#ok"`, `tap "#ok"`, "back", "wait 50ms"}
	if !slices.Equal(said, want) {
		t.Errorf("they read %q", said)
	}
	if again, err := json.Marshal(actions); err != nil || string(again) != text {
		t.Errorf("written again they are %s, %v", again, err)
	}
}

func TestCheckSaysWhatIsAllowed(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                            "one of click, tap, type, back, waitFor, wait, network",
		`{"click":"#a","back":true}`:    "click and back",
		`{"type":{"text":"1"}}`:         "the element to write into",
		`{"network":"slow"}`:            `network is "slow"; it may be off or on`,
		`{"wait":"-1s"}`:                "not negative",
		`{"click":"#a","wait":"100ms"}`: "click and wait",
	} {
		var a ui.Action
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			t.Fatal(err)
		}
		if problem := a.Check(); !strings.Contains(problem, want) {
			t.Errorf("%s: %q, want %q", text, problem, want)
		}
	}
	var a ui.Action
	if err := json.Unmarshal([]byte(`{"wait":5}`), &a); err == nil || !strings.Contains(err.Error(), "500ms") {
		t.Errorf("a number as a duration gives %v", err)
	}
}

// page notes what is done on it and fails at the element "#missing".
type page struct{ done []string }

func (p *page) note(what, element string) error {
	if element == "#missing" {
		return errors.New("there is none")
	}
	p.done = append(p.done, strings.TrimSpace(what+" "+element))
	return nil
}

func (p *page) Click(_ context.Context, e string) error      { return p.note("click", e) }
func (p *page) Tap(_ context.Context, e string) error        { return p.note("tap", e) }
func (p *page) Type(_ context.Context, e, text string) error { return p.note("type "+text, e) }
func (p *page) Back(context.Context) error                   { return p.note("back", "") }
func (p *page) WaitFor(_ context.Context, e string) error    { return p.note("wait for", e) }
func (p *page) Network(_ context.Context, on bool) error {
	return p.note(map[bool]string{true: "on", false: "off"}[on], "")
}

func TestPerformGoesInOrder(t *testing.T) {
	p := &page{}
	err := ui.Perform(t.Context(), p, []ui.Action{
		{WaitFor: "#pin"}, {Type: &ui.Typing{Into: "#pin", Text: "12"}}, {Network: ui.Off}, {Click: "#ok"}, {Wait: config.Duration(time.Millisecond)},
		{Network: ui.On}, {Tap: "#ok"}, {Back: true}, {Click: "#missing"}, {Click: "#never"},
	}, ui.Patience)
	want := []string{"wait for #pin", "type 12 #pin", "off", "click #ok", "on", "tap #ok", "back"}
	if !slices.Equal(p.done, want) {
		t.Errorf("it did %q", p.done)
	}
	var failed *ui.Error
	if !errors.As(err, &failed) || failed.Number != 9 || err.Error() != `action 9 (click "#missing") failed: there is none` {
		t.Errorf("the error is %v", err)
	}
}

func TestPerformEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ui.Perform(ctx, &page{}, []ui.Action{{Wait: config.Duration(time.Hour)}}, ui.Patience); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if err := ui.Perform(t.Context(), &page{}, []ui.Action{{Click: "#a", Back: true}}, ui.Patience); err == nil ||
		!strings.Contains(err.Error(), "click and back") {
		t.Errorf("an action that is two gives %v", err)
	}
}
