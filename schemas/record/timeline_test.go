package record_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
)

func refusal() record.Value {
	return record.Fields(map[string]record.Value{"error": record.Text("6001"), "errMessage": record.Text("cancelled")})
}

func cancelled() record.Record {
	return record.Record{
		ID: "cancel/all-callbacks#1", Scenario: "cancel/all-callbacks", API: "my.signContract",
		Args:      record.Fields(map[string]record.Value{"signStr": record.Text("https://wallet.test/a")}),
		Callbacks: []string{"success", "fail", "complete"},
		Stage:     &record.Stage{Outcome: record.Cancel, AuthState: "state-1"},
		Events: []record.Event{
			{At: 0, Type: record.Returned, Args: []record.Value{{}}},
			{At: 812.5, Type: record.Failed, Args: []record.Value{refusal()}},
			{At: 60812.6, Type: record.Completed, Args: []record.Value{refusal()}},
		},
		End: record.Settled,
	}
}

func TestTimelineDrawsEveryEventInOrder(t *testing.T) {
	want := strings.Join([]string{
		`           ┌ stage      cancel, with authState "state-1"`,
		`      0 ms ├ call       my.signContract({signStr: "https://wallet.test/a"}) with success, fail, complete`,
		`      0 ms ├ return     undefined`,
		`  812.5 ms ├ fail       {errMessage: "cancelled", error: "6001"}`,
		`  60.813 s ├ complete   {errMessage: "cancelled", error: "6001"}`,
		`           └ settled    nothing more came`,
	}, "\n")
	if got := record.Timeline(cancelled()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTimelineSaysHowACallWasMadeAndEnded(t *testing.T) {
	cases := map[string]struct {
		change func(*record.Record)
		want   string
	}{
		"no argument at all": {func(r *record.Record) { r.Args, r.Callbacks = record.Value{}, nil },
			"call       my.signContract() without callbacks"},
		"undefined with callbacks": {func(r *record.Record) { r.Args = record.Value{} },
			"call       my.signContract(undefined) with success, fail, complete"},
		"throwing callbacks": {func(r *record.Record) { r.Throws = []string{"fail"} }, "complete; fail will throw"},
		"an odd caller": {func(r *record.Record) {
			r.Caller = &record.Caller{Does: "pending", Relation: "later", Options: "getters"}
		},
			"complete; each callback returns a promise that never settles; the options have getters; made 6 minutes after the call before"},
		"one after the other": {func(r *record.Record) { r.Caller = &record.Caller{Relation: "once", Function: "arrow"} }, "complete; each callback is an arrow function"},
		"frozen":              {func(r *record.Record) { r.Frozen = true }, "complete; options frozen"},
		"changed": {func(r *record.Record) { r.Changed = map[string]record.Value{"signStr": {}} },
			"changed    signStr: undefined"},
		"callback without argument": {func(r *record.Record) { r.Events[2].Args = nil }, "complete   (no argument)"},
		"two arguments": {func(r *record.Record) { r.Events[2].Args = []record.Value{record.Of(record.Null), record.Num(7)} },
			"complete   null, 7"},
		"uncaught": {func(r *record.Record) {
			r.Events[2] = record.Event{At: 3, Type: record.Uncaught,
				Args: []record.Value{record.Text("boom"), record.Text("rejection")}}
		}, `uncaught   rejection: "boom"`},
		"uncaught from the callback": {func(r *record.Record) {
			r.Events[2] = record.Event{At: 3, Type: record.Uncaught,
				Args: []record.Value{record.Text("boom"), record.Text("exception"), record.Text("callback")}}
		}, `uncaught   exception: "boom" (the one that the callback threw on purpose)`},
		"uncaught, nothing known": {func(r *record.Record) { r.Events[2] = record.Event{At: 3, Type: record.Uncaught} },
			`uncaught   (no argument)`},
		"thrown by the callback": {func(r *record.Record) {
			r.Events[0] = record.Event{Type: record.Threw, Args: []record.Value{record.Text("boom"), record.Text("callback")}}
		}, `throw      "boom" (the one that the callback threw on purpose)`},
		"from a place": {func(r *record.Record) { r.Events[1].Place = &record.Place{File: "src/a.ts", Line: 3, Column: 7} },
			`fail       src/a.ts:3:7: {errMessage:`},
		"from a place without a column": {func(r *record.Record) { r.Events[1].Place = &record.Place{File: "a.js", Line: 3} },
			`fail       a.js:3: {errMessage:`},
		"idle": {func(r *record.Record) { r.End = record.Idle }, "└ idle       nothing is left that could ever call back"},
		"crashed": {func(r *record.Record) { r.End, r.Reason = record.Crashed, "memory limit" },
			"└ crashed    the target died, or had to be killed: memory limit"},
		"an end that is not known": {func(r *record.Record) { r.End, r.Reason = "lost", "cable" }, "└ lost       cable"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := cancelled()
			c.change(&r)
			if got := record.Timeline(r); !strings.Contains(got, c.want) {
				t.Errorf("want %q in\n%s", c.want, got)
			}
		})
	}
}

func TestTimelineOfAMiniProgramHasNoCall(t *testing.T) {
	r := record.Record{API: record.ProgramAPI, Stage: &record.Stage{Outcome: record.Cancel}, End: record.Settled, Events: []record.Event{
		{At: 1, Type: record.Asked, Args: []record.Value{record.Fields(map[string]record.Value{"how": record.Text("canIUse")})}}}}
	want := strings.Join([]string{
		`           ┌ stage      cancel`,
		`      1 ms ├ available  canIUse`,
		`           └ settled    nothing more came`,
	}, "\n")
	if got := record.Timeline(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTimelineLeavesOutTheMiddleOfVeryManyEvents(t *testing.T) {
	r := cancelled()
	r.Events = nil
	for i := range 1_000_000 {
		r.Events = append(r.Events, record.Event{At: float64(i), Type: record.Failed, Args: []record.Value{record.Num(float64(i))}})
	}
	got := record.Timeline(r)
	for _, want := range []string{"fail       0\n", "fail       23\n", "┆            999968 more events\n", "fail       999992\n", "fail       999999\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
	if lines := strings.Count(got, "\n"); lines > 40 {
		t.Errorf("%d lines were drawn", lines)
	}
}

func TestTimelineDrawsEveryEventOfAFewMoreThanUsual(t *testing.T) {
	r := cancelled()
	r.Events = make([]record.Event, 32)
	if got := record.Timeline(r); strings.Contains(got, "more events") {
		t.Errorf("32 events fit, but some were left out:\n%s", got)
	}
}

func TestTimelineShowsHostileTextAsEscapes(t *testing.T) {
	r := cancelled()
	evil := "\x1b[2J\r\n\u202egnp.exe\u0000\xff\u2028"
	r.API = evil
	r.Callbacks = []string{evil}
	r.Events[0].Type = record.EventType(evil)
	r.Events[1].Args = []record.Value{record.Fields(map[string]record.Value{evil: record.Text(evil)})}
	r.Changed = map[string]record.Value{evil: {}}
	r.End, r.Reason = record.End(evil), evil
	r.Stage.Outcome = record.Outcome(evil)
	for _, line := range strings.Split(record.Timeline(r), "\n") {
		if line != record.Visible(line) {
			t.Errorf("a line can do something to a terminal: %q", line)
		}
	}
	if got, want := strings.Count(record.Timeline(r), "\n")+1, 7; got != want {
		t.Errorf("%d lines, want %d: the text of the target broke one", got, want)
	}
}

func TestTimelineCutsHugeTexts(t *testing.T) {
	fields := map[string]record.Value{}
	for i := range 200 {
		fields[fmt.Sprintf("field%03d", i)] = record.Text(strings.Repeat("x", 1<<12))
	}
	r := cancelled()
	r.Events[1].Args = []record.Value{record.Fields(fields)}
	for _, line := range strings.Split(record.Timeline(r), "\n") {
		if n := utf8.RuneCountInString(line); n > 450 {
			t.Errorf("a line of %d characters", n)
		}
	}
}

func TestVisible(t *testing.T) {
	cases := map[string]string{
		"":                          "",
		"plain ✓ 中文 é 😀":            "plain ✓ 中文 é 😀",
		"\x1b[31mred":               `\x1b[31mred`,
		"a\nb\tc\r":                 `a\nb\tc\r`,
		"\u202eabc\u202c\u2066":     `\u202eabc\u202c\u2066`,
		"zero\u200bwidth\ufeff":     `zero\u200bwidth\ufeff`,
		"line\u2028paragraph\u0085": `line\u2028paragraph\u0085`,
		"\xff\xfe":                  `\xff\xfe`,
		"�":                         "�",
		"\uffff":                    `\uffff`,
		"\U000e0041":                `\U000e0041`,
		`back\slash "quote"`:        `back\slash "quote"`,
	}
	for in, want := range cases {
		if got := record.Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTimelineOfManyEventsShowsTheCallsAmongThem(t *testing.T) {
	looks := func(n int) []record.Event {
		return slices.Repeat([]record.Event{{Type: record.Page, Args: []record.Value{record.Fields(map[string]record.Value{
			"what": record.Text("show"), "path": record.Text("pages/a"),
		})}}}, n)
	}
	call := record.Event{Type: record.Called, Args: []record.Value{record.Fields(map[string]record.Value{"api": record.Text("my.signContract")})}}
	one := []record.Event{call}
	r := record.Record{API: record.ProgramAPI, Events: slices.Concat(looks(100), one, looks(60), one, looks(100)), End: record.Idle}
	got := record.Timeline(r)
	if calls := strings.Count(got, "├ call"); calls != 2 {
		t.Errorf("%d calls of 2 are drawn:\n%s", calls, got)
	}
	if drawn := strings.Count(got, "├"); drawn > 40 || !strings.Contains(got, "┆") {
		t.Errorf("%d events are drawn:\n%s", drawn, got)
	}
}
