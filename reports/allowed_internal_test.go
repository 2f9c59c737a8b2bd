package reports

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

func TestWhatIsAllowed(t *testing.T) {
	without := func(args record.Value) record.Record {
		r := call(record.Approve, all)
		r.Args = args
		return r
	}
	named := func(name string, v record.Value) record.Value { return record.Fields(map[string]record.Value{name: v}) }
	for name, c := range map[string]struct {
		call record.Record
		want string
	}{
		"approve":                {call(record.Approve, all), "return success complete"},
		"cancel":                 {call(record.Cancel, all), "return fail complete"},
		"unknown":                {call(record.Unknown, all), "return fail complete"},
		"only complete":          {call(record.Approve, "complete"), "return complete"},
		"the other callback":     {call(record.Approve, "fail"), "return"},
		"no callback":            {call(record.Approve, ""), "return"},
		"nothing staged":         {call("", all), "return complete"},
		"no argument":            {without(record.Value{}), "return fail complete"},
		"no sign string":         {without(record.Fields(nil)), "return fail complete"},
		"a blank one":            {without(named("signStr", record.Text(" \n"))), "return fail complete"},
		"a number":               {without(named("signStr", record.Num(7))), "return fail complete"},
		"a list":                 {without(named("signStr", record.List(record.Text("x")))), "return fail complete"},
		"another profile's name": {without(named("authUrl", record.Text("https://wallet.test"))), "return success complete"},
	} {
		var got []string
		for _, step := range allowedOf(c.call) {
			got = append(got, string(step.Type))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

func TestWhatIsOutOfPlace(t *testing.T) {
	own := call(record.Approve, all, record.Returned, record.Success, record.Completed, record.Uncaught)
	own.Events[3].Args = []record.Value{record.Text("oh"), record.Text("exception"), record.Text("callback")}
	foreign := call(record.Approve, all, record.Returned, record.Success, record.Completed, record.Uncaught)
	foreign.Events[3].Args = []record.Value{record.Text("oh"), record.Text("exception")}
	for name, c := range map[string]struct {
		call         record.Record
		odd, missing string
	}{
		"as allowed":            {call(record.Cancel, all, "return", "opened", "fail", "complete"), "", ""},
		"complete first":        {call(record.Cancel, all, "return", "complete", "fail"), "complete", "complete"},
		"twice":                 {call(record.Approve, all, "return", "success", "complete", "success", "complete"), "success complete", ""},
		"both outcomes":         {call(record.Approve, all, "return", "success", "fail", "complete"), "fail", ""},
		"the wrong outcome":     {call(record.Cancel, all, "return", "success", "complete"), "success", "fail"},
		"before it returned":    {call(record.Approve, all, "success", "return", "complete"), "success", "success"},
		"silence":               {call(record.Approve, all, "return"), "", "success complete"},
		"no complete":           {call(record.Approve, all, "return", "success"), "", "complete"},
		"it throws":             {call(record.Approve, all, "throw"), "throw", "return success complete"},
		"the promise agrees":    {call(record.Approve, all, "return", "resolve", "success", "complete"), "", ""},
		"the promise disagrees": {call(record.Approve, all, "return", "success", "complete", "reject"), "reject", ""},
		"a callback threw":      {own, "", ""},
		"the wallet threw":      {foreign, "uncaught", ""},
		"nothing staged":        {call("", all, "return", "success", "complete"), "", ""},
	} {
		steps := allowedOf(c.call)
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

func TestNoTextOfAnAllowedStepIsCut(t *testing.T) {
	for _, outcome := range append(record.Outcomes(), "") {
		program := call(outcome, "")
		program.API = record.ProgramAPI
		for _, step := range slices.Concat(allowedOf(call(outcome, all)), flowOf(program)) {
			if fitDrawn(step.Text, textWidth, smallLetters) != step.Text {
				t.Errorf("%s: %q is too long", outcome, step.Text)
			}
		}
	}
}

func TestADrawingOfVeryManyEventsIsSmall(t *testing.T) {
	r := call(record.Approve, all, record.Returned)
	for i := range 100_000 {
		r.Events = append(r.Events, record.Event{At: float64(i), Type: record.Success})
	}
	d := drawObserved(r, allowedOf(r), run.Finding{})
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
	d := drawObserved(r, nil, run.Finding{File: "shop/pages/pay/pay.js", Line: 100})
	marked := slices.DeleteFunc(slices.Clone(d.Rows), func(row drawnRow) bool { return row.Remark == "" })
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
