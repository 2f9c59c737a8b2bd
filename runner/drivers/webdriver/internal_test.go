package webdriver

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

func TestNamesOfElements(t *testing.T) {
	for name, want := range map[string]struct{ page, app w3c.Locator }{
		"#confirm":                  {w3c.Locator{Using: w3c.ByCSS, Value: "#confirm"}, w3c.Locator{Using: w3c.ByAccessibilityID, Value: "#confirm"}},
		"Confirm":                   {w3c.Locator{Using: w3c.ByCSS, Value: "Confirm"}, w3c.Locator{Using: w3c.ByAccessibilityID, Value: "Confirm"}},
		"//b[1]":                    {w3c.Locator{Using: w3c.ByXPath, Value: "//b[1]"}, w3c.Locator{Using: w3c.ByXPath, Value: "//b[1]"}},
		"(//b)[1]":                  {w3c.Locator{Using: w3c.ByXPath, Value: "(//b)[1]"}, w3c.Locator{Using: w3c.ByXPath, Value: "(//b)[1]"}},
		"id=com.acme:id/ok":         {w3c.Locator{Using: "id", Value: "com.acme:id/ok"}, w3c.Locator{Using: "id", Value: "com.acme:id/ok"}},
		"ios class chain=**/X[`a`]": {w3c.Locator{Using: "-ios class chain", Value: "**/X[`a`]"}, w3c.Locator{Using: "-ios class chain", Value: "**/X[`a`]"}},
		"[name=ok]":                 {w3c.Locator{Using: w3c.ByCSS, Value: "[name=ok]"}, w3c.Locator{Using: w3c.ByAccessibilityID, Value: "[name=ok]"}},
		"text=OK":                   {w3c.Locator{Using: w3c.ByCSS, Value: "text=OK"}, w3c.Locator{Using: w3c.ByXPath, Value: `//*[@text="OK" or @label="OK"]`}},
	} {
		if page, app := locator(name, false), locator(name, true); page != want.page || app != want.app {
			t.Errorf("%s is %+v in a page and %+v in an app", name, page, app)
		}
	}
	if got := quoteXPath(`say "yes" or 'no'`); got != `concat("say ", '"', "yes", '"', " or 'no'")` {
		t.Errorf("a text with quotes is %s", got)
	}
}

func TestContextsThatAreMeant(t *testing.T) {
	names := []string{"NATIVE_APP", "WEBVIEW_com.acme.wallet", "WEBVIEW_com.acme.wallet.help", "CHROMIUM"}
	for context, want := range map[string][]string{
		"":                        names[1:],
		"NATIVE_APP":              {"NATIVE_APP"},
		"WEBVIEW_com.acme.wallet": {"WEBVIEW_com.acme.wallet"},
		"acme":                    names[1:3],
		"APP":                     nil,
		"^WEBVIEW.*help$":         {"WEBVIEW_com.acme.wallet.help"},
	} {
		if got := (Place{Context: context}).contexts(names); !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", context, got, want)
		}
	}
}

// A call that hears nothing whatever happens is waited for as long as others took, and no call that may hear something.
func TestHowLongSilenceLasts(t *testing.T) {
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	d := &Driver{options: Options{Settle: time.Minute}, slowest: map[record.Outcome]time.Duration{record.Cancel: 2 * time.Second, record.Approve: time.Millisecond}}
	silent := map[string]time.Duration{
		"approve/no-callbacks": silenceLeast, "approve/fail": silenceLeast,
		"cancel/no-callbacks": 4 * 2 * time.Second, "cancel/success": 4 * 2 * time.Second,
	}
	for _, s := range plan.Scenarios {
		want, is := silent[s.Name]
		if !is {
			want = time.Minute
		}
		if got := d.settle(s); got != want {
			t.Errorf("%s may take %s, want %s", s.Name, got, want)
		}
		delete(silent, s.Name)
	}
	if len(silent) > 0 {
		t.Errorf("the plan has no %v", silent)
	}
	d.options.Settle = 100 * time.Millisecond
	if s, _ := plan.Scenario("cancel/success"); d.settle(s) != d.options.Settle {
		t.Error("a silent call is waited for longer than any other")
	}
	d.options.Settle, d.promises = time.Minute, true
	if s, _ := plan.Scenario("cancel/no-callbacks"); d.settle(s) != time.Minute {
		t.Error("a call that is heard by its promise is not waited for")
	}
	d.slowest = nil
	if s, _ := plan.Scenario("cancel/success"); d.settle(s) != time.Minute {
		t.Error("a silent call is not waited for where nothing is known")
	}
}

func TestWhatCallsTook(t *testing.T) {
	d := &Driver{slowest: map[record.Outcome]time.Duration{}}
	took := func(o record.Outcome, end record.End, at float64, first record.EventType) record.Record {
		return record.Record{Stage: &record.Stage{Outcome: o}, End: end, Events: []record.Event{{Type: record.Returned}, {At: at, Type: first}, {At: at + 99, Type: record.Completed}}}
	}
	d.learn(wallet.Performance{Records: []record.Record{
		took(record.Approve, record.Settled, 20, record.Success), took(record.Approve, record.Settled, 10, record.Success),
		took(record.Cancel, record.Deadline, 30000, record.Opened), {End: record.Settled},
	}})
	if len(d.slowest) != 1 || d.slowest[record.Approve] != 20*time.Millisecond || d.promises {
		t.Errorf("it learned %v, promises: %t", d.slowest, d.promises)
	}
	d.learn(wallet.Performance{Records: []record.Record{{Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Of(record.Promise)}}}}}})
	if !d.promises {
		t.Error("it did not learn that there are promises")
	}
}

// broken is a page on which nothing can be done without a panic.
type broken struct{ ui.Surface }

// A panic in a goroutine of the driver's own would end the process, and leave the session.
func TestAPanicWhilePressingIsAnError(t *testing.T) {
	err := performActions(context.Background(), broken{}, []ui.Action{{Click: "#a"}})
	var caught *panicError
	if !errors.As(err, &caught) || !strings.Contains(err.Error(), "internal_test.go") && !strings.Contains(err.Error(), "perform.go") {
		t.Errorf("the error is %v", err)
	}
}
