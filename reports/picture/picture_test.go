package picture

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// call is a record of a call with callbacks that ended in the events.
func call(outcome record.Outcome, callbacks string, events ...record.EventType) record.Record {
	r := record.Record{API: "my.signContract", Args: record.Fields(map[string]record.Value{"signStr": record.Text("https://wallet.test")}),
		Callbacks: strings.Fields(callbacks), End: record.Settled}
	if outcome != "" {
		r.Stage = &record.Stage{Outcome: outcome, AuthState: "a state"}
	}
	for i, event := range events {
		r.Events = append(r.Events, record.Event{At: float64(i), Type: event})
	}
	return r
}

// all passes every callback.
const all = "success fail complete"

// allowed are the steps of an outcome, with every callback; of none, either may come.
func allowed(outcome record.EventType) []run.Step {
	steps := []run.Step{{Type: record.Returned, Text: "nothing has been called yet"}}
	if outcome != "" {
		steps = append(steps, run.Step{Type: outcome, Text: "the payload"})
	}
	return append(steps, run.Step{Type: record.Completed, Text: "the last thing that comes"})
}

func TestWhatIsOutOfPlace(t *testing.T) {
	own := call(record.Approve, all, record.Returned, record.Success, record.Completed, record.Uncaught)
	own.Events[3].Args = []record.Value{record.Text("oh"), record.Text("exception"), record.Text("callback")}
	foreign := call(record.Approve, all, record.Returned, record.Success, record.Completed, record.Uncaught)
	foreign.Events[3].Args = []record.Value{record.Text("oh"), record.Text("exception")}
	for name, c := range map[string]struct {
		call         record.Record
		outcome      record.EventType
		odd, missing string
	}{
		"as allowed":     {call(record.Cancel, all, "return", "opened", "fail", "complete"), record.Failed, "", ""},
		"complete first": {call(record.Cancel, all, "return", "complete", "fail"), record.Failed, "complete", "complete"},
		"twice": {call(record.Approve, all, "return", "success", "complete", "success", "complete"), record.Success,
			"success complete", ""},
		"both outcomes":         {call(record.Approve, all, "return", "success", "fail", "complete"), record.Success, "fail", ""},
		"the wrong outcome":     {call(record.Cancel, all, "return", "success", "complete"), record.Failed, "success", "fail"},
		"before it returned":    {call(record.Approve, all, "success", "return", "complete"), record.Success, "success", "success"},
		"silence":               {call(record.Approve, all, "return"), record.Success, "", "success complete"},
		"no complete":           {call(record.Approve, all, "return", "success"), record.Success, "", "complete"},
		"it throws":             {call(record.Approve, all, "throw"), record.Success, "throw", "return success complete"},
		"the promise agrees":    {call(record.Approve, all, "return", "resolve", "success", "complete"), record.Success, "", ""},
		"the promise disagrees": {call(record.Approve, all, "return", "success", "complete", "reject"), record.Success, "reject", ""},
		"a callback threw":      {own, record.Success, "", ""},
		"the wallet threw":      {foreign, record.Success, "uncaught", ""},
		"no other promise":      {call(record.Approve, all, "return", "success", "complete", "resolve"), record.Success, "", ""},
		"nothing staged":        {call("", all, "return", "success", "complete"), "", "", ""},
	} {
		steps := allowed(c.outcome)
		odd, missing := compare(c.call, c.call.Events, steps)
		var oddNames, missingNames []string
		for i, event := range c.call.Events {
			if odd[i] {
				oddNames = append(oddNames, string(event.Type))
			}
		}
		for i, step := range steps {
			if missing[i] {
				missingNames = append(missingNames, string(step.Type))
			}
		}
		if got := strings.Join(oddNames, " "); got != c.odd {
			t.Errorf("%s: %q is marked, want %q", name, got, c.odd)
		}
		if got := strings.Join(missingNames, " "); got != c.missing {
			t.Errorf("%s: %q is missed, want %q", name, got, c.missing)
		}
	}
}

func TestWithoutAllowedStepsNothingIsClaimed(t *testing.T) {
	r := call(record.Cancel, all, record.Returned, record.Completed, record.Completed)
	if d := Allowed(r, run.Finding{}); d != nil {
		t.Errorf("allowed is %+v", d)
	}
	for _, row := range Observed(r, run.Finding{}).Rows {
		if row.Remark != "" {
			t.Errorf("%s is marked: %s", row.Label, row.Remark)
		}
	}
}

func TestWhatIsAllowedIsWhatTheFindingSays(t *testing.T) {
	r := call(record.Cancel, all, record.Returned, record.Failed, record.Completed)
	steps := []run.Step{{Type: record.Failed, Text: `{error: "9001"}`}, {Type: "no\x1b[31msuch", Text: "<script>\u202e"}}
	d := Allowed(r, run.Finding{Allowed: steps})
	if d.Rows[1].Text != `{error: "9001"}` || d.Rows[1].Remark != "" || d.Rows[2].Remark != "not in its place" {
		t.Errorf("the rows are %+v", d.Rows)
	}
	if strings.ContainsAny(d.Description+d.Rows[2].Label+d.Rows[2].Text, "\x1b\u202e") {
		t.Errorf("a text acts: %+v", d)
	}
	many := run.Finding{Allowed: slices.Repeat(steps, 10_000)}
	if n := len(Allowed(r, many).Rows); n != mostSteps+1 {
		t.Errorf("%d rows", n)
	}
}

func TestADrawingOfVeryManyEventsIsSmall(t *testing.T) {
	r := call(record.Approve, all, record.Returned)
	for i := range 100_000 {
		r.Events = append(r.Events, record.Event{At: float64(i), Type: record.Success})
	}
	d := Observed(r, run.Finding{Allowed: allowed(record.Success)})
	if want := firstDrawn + lastDrawn + 3; len(d.Rows) != want { // the call, the gap, the end
		t.Errorf("%d rows, want %d", len(d.Rows), want)
	}
	if gap := d.Rows[1+firstDrawn]; gap.Text != fmt.Sprintf("%d more events", 100_001-firstDrawn-lastDrawn) {
		t.Errorf("the gap says %q", gap.Text)
	}
}

func TestADrawingOfAProgramShowsThePlaceOfTheFinding(t *testing.T) {
	r := record.Record{API: record.ProgramAPI, End: record.Settled}
	for i := range 200 {
		r.Events = append(r.Events, record.Event{At: float64(i), Type: record.Read, Place: &record.Place{File: "pages/pay/pay.js", Line: i + 1}})
		r.Events = append(r.Events, record.Event{At: float64(i), Type: record.Logged})
	}
	d := Observed(r, run.Finding{File: "shop/pages/pay/pay.js", Line: 100})
	marked := slices.DeleteFunc(slices.Clone(d.Rows), func(row Row) bool { return row.Remark == "" })
	if len(marked) != 1 || marked[0].Remark != "this line" || marked[0].Place != "pay.js:100" {
		t.Errorf("marked: %+v", marked)
	}
}

func TestTimeStretchesADrawing(t *testing.T) {
	last := -1
	for _, ms := range []float64{0, 10, 1000, 60_000} {
		got := stretch(ms)
		if got <= last || got > mostStretch {
			t.Errorf("%v ms stretch it by %d, after %d", ms, got, last)
		}
		last = got
	}
	if stretch(1e300) != mostStretch || stretch(-5) != 0 {
		t.Error("times that make no sense are not kept within bounds")
	}
}
