package matchers_test

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
)

// attempt is a record of one attempt: who was told what, in order.
func attempt(scenario string, as ...string) record.Record {
	r := record.Record{ID: scenario + "#1", Scenario: scenario, API: record.AttemptAPI, End: record.Settled, Callbacks: []string{}}
	saw := func(t record.EventType, fields map[string]record.Value) {
		fields["attempt"] = record.Num(0)
		r.Events = append(r.Events, record.Event{Type: t, Args: []record.Value{record.Fields(fields)}})
	}
	saw(record.Told, map[string]record.Value{"to": record.Text("start"), "url": record.Text("verbatim"), "user": record.Num(0)})
	for _, a := range as {
		saw(record.Told, map[string]record.Value{"to": record.Text("status"), "as": record.Text(a), "user": record.Num(0)})
	}
	return r
}

// TestNothingThatIsRefusedIsJudgedWithoutItsControls holds the rule that a server which binds nobody shows nothing.
func TestNothingThatIsRefusedIsJudgedWithoutItsControls(t *testing.T) {
	good, refused := attempt(matchers.Good, "bound"), attempt(matchers.Refused, "other")
	dead, careless := attempt(matchers.Good, "other"), attempt(matchers.Refused, "bound")
	for _, c := range []struct {
		name string
		run  []record.Record
		want rule.Status
	}{
		{"refused, and the controls stand", []record.Record{good, refused, attempt("signature/unsigned", "other")}, rule.Held},
		{"bound", []record.Record{good, refused, attempt("signature/unsigned", "bound")}, rule.Broken},
		{"a server that binds nobody", []record.Record{dead, refused, attempt("signature/unsigned", "other")}, rule.Unjudged},
		{"a server that binds everybody", []record.Record{good, careless, attempt("signature/unsigned", "bound")}, rule.Unjudged},
		{"without controls", []record.Record{attempt("signature/unsigned", "other")}, rule.Unjudged},
	} {
		judgements := matchers.AnswerSignatureRequired().Judge(c.run...)
		if last := judgements[len(judgements)-1]; last.Status != c.want {
			t.Errorf("%s: %s, want %s (%s)", c.name, last.Status, c.want, last.Reason)
		}
	}
}

// TestStatesThatCanBeGuessed tells counters and clocks from random states, and leaves ids that hold a time alone.
func TestStatesThatCanBeGuessed(t *testing.T) {
	for name, c := range map[string]struct {
		states []string
		want   rule.Status
	}{
		"a counter":     {[]string{"STATE_1000001", "STATE_1000002", "STATE_1000003", "STATE_1000004"}, rule.Broken},
		"a clock":       {[]string{"S1795776660123", "S1795776661456", "S1795776662789", "S1795776663012"}, rule.Broken},
		"random UUIDs":  {[]string{"663a8fa9-d836-48ee-8aa1-1ff682989dc7", "0b1d3c5e-7f90-4a1b-9c2d-3e4f5a6b7c8d", "f9e8d7c6-b5a4-4392-8170-6f5e4d3c2b1a", "12345678-9abc-4def-8123-456789abcdef"}, rule.Held},
		"UUIDs of time": {[]string{"0193688a-1c00-7a3b-9c2d-3e4f5a6b7c8d", "0193688a-1c05-7f90-8a1b-c2d3e4f5a6b7", "0193688a-1c0a-7123-b456-789abcdef012", "0193688a-1c10-7e8d-a7c6-b5a493827160"}, rule.Held},
	} {
		r := record.Record{ID: matchers.Eight + "#1", Scenario: matchers.Eight, API: record.AttemptAPI, End: record.Settled}
		for _, state := range c.states {
			body := record.Fields(map[string]record.Value{"authState": record.Text(state)})
			r.Events = append(r.Events, record.Event{Type: record.Consulted, Args: []record.Value{record.Fields(map[string]record.Value{"body": body})}})
		}
		judgements := matchers.StateUnguessable().Judge(r)
		if !slices.ContainsFunc(judgements, func(j rule.Judgement) bool { return j.Status == c.want }) {
			t.Errorf("%s: %s, want %s: %s%s", name, judgements[0].Status, c.want, judgements[0].Observed, judgements[0].Reason)
		}
	}
}
