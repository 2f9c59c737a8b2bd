package matchers_test

import (
	"slices"
	"strconv"
	"strings"
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

// asked is a record of an attempt whose code was exchanged first, and what was staged for that.
func asked(r record.Record, staged string) record.Record {
	of := record.Fields(map[string]record.Value{"attempt": record.Num(0), "id": record.Num(1), "staged": record.Text(staged)})
	call := []record.Event{{Type: record.Applied, Args: []record.Value{of}}, {Type: record.Answered, Args: []record.Value{of}}}
	r.Events = append(call, r.Events...)
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
		{"refused, and the controls stand", []record.Record{good, refused, asked(attempt("signature/unsigned", "other"), "S unsigned")}, rule.Held},
		{"nothing was asked yet", []record.Record{good, refused, attempt("signature/unsigned", "pending")}, rule.Unjudged},
		{"asked, and not again", []record.Record{good, refused, asked(attempt("signature/unsigned-after-in-process", "pending"), "U inProcess")}, rule.NotApplicable},
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
		"a counter": {[]string{"STATE_1000001", "STATE_1000002", "STATE_1000003", "STATE_1000004"}, rule.Broken},
		"UUIDs of a machine": {[]string{"a03d9a5a-eac2-11f1-befc-02fc00000001", "a0603100-eac2-11f1-a090-02fc00000001",
			"a2b37ec6-eac2-11f1-8ad1-02fc00000001", "a3012d4c-eac2-11f1-b65f-02fc00000001"}, rule.Broken},
		"what all share in the middle": {[]string{"a1b2-customer-000017-9f3c", "b7d0-customer-000017-1e44", "02c9-customer-000017-c0de",
			"ee10-customer-000017-55aa"}, rule.Broken},
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

// wire is what crossed the wire in an explored scenario, as its events are written in short: "0 start", "0 sent", "0 result",
// which answers that, "0 apply S", which begins and ends an exchange, "0 slowly S", which takes two seconds, "0 notified", "0 wait", which is 400 ms, and "0 bound" or "0 failed",
// which the status says.
func wire(events ...string) record.Record {
	r := record.Record{ID: "x#1", Scenario: "x", API: record.AttemptAPI, End: record.Settled, Callbacks: []string{}}
	at := 0.0
	for i, e := range events {
		number, what, _ := strings.Cut(e, " ")
		saw := func(t record.EventType, fields map[string]record.Value) {
			n, _ := strconv.Atoi(number)
			fields["attempt"], fields["user"], fields["id"] = record.Num(float64(n)), record.Num(float64(n)), record.Num(float64(i))
			r.Events = append(r.Events, record.Event{At: at, Type: t, Args: []record.Value{record.Fields(fields)}})
		}
		told := func(to, as string) {
			saw(record.Told, map[string]record.Value{
				"to": record.Text(to), "as": record.Text(as), "url": record.Text("verbatim"), "status": record.Num(402),
			})
		}
		switch kind, staged, _ := strings.Cut(what, " "); kind {
		case "wait":
			at += 400
		case "start":
			told("start", "other")
		case "sent":
			saw(record.Sent, map[string]record.Value{"to": record.Text("result")})
		case "result":
			told("result", staged)
		case "conflict": // which says nothing of a failure
			saw(record.Told, map[string]record.Value{"to": record.Text("result"), "as": record.Text("other"), "status": record.Num(409)})
		case "notified":
			saw(record.Acknowledged, map[string]record.Value{"as": record.Text("acknowledged")})
		case "apply", "slowly":
			result, _, _ := strings.Cut(staged, " ")
			saw(record.Applied, map[string]record.Value{"code": record.Text("given")})
			if kind == "slowly" {
				at += 2000
			}
			saw(record.Answered, map[string]record.Value{"staged": record.Text(staged), "result": record.Text(result)})
		default:
			told("status", what)
		}
	}
	return r
}

// TestWhatIsJudgedOfExploredAttempts holds what rules say of orders of events that no scenario of the plan has.
func TestWhatIsJudgedOfExploredAttempts(t *testing.T) {
	described := record.Record{ID: "description#1", Scenario: matchers.Described, API: record.AttemptAPI, End: record.Settled,
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(map[string]record.Value{
			"means": record.Texts([]string{"notify", "sessions", "status"}),
		})}}}}
	good := wire("0 start", "0 apply S", "0 result bound", "0 bound")
	good.ID, good.Scenario = matchers.Good+"#1", matchers.Good
	refused := wire("0 start", "0 apply F final", "0 result other", "0 failed")
	refused.ID, refused.Scenario = matchers.Refused+"#1", matchers.Refused
	base := []record.Record{described, good, refused, attempt(matchers.InProcess, "bound")}
	const twoStart = "0 start, 1 start, "
	once, both, users := matchers.StateOnce(), matchers.NotifyAndResult(), matchers.UsersIsolated()
	for name, c := range map[string]struct {
		by     *matchers.Matcher
		events string
		want   rule.Status
	}{
		"a result twice, exchanged once":        {once, "0 start, 0 result bound, 0 apply S, 0 result bound, 0 bound", rule.Held},
		"a result twice, exchanged twice":       {once, "0 start, 0 apply S, 0 result bound, 0 sent, 0 apply S, 0 bound", rule.Broken},
		"once more of its own, before it knew":  {once, "0 start, 0 sent, 0 apply S, 0 result pending, 0 wait, 0 apply S, 0 bound", rule.Held},
		"once more of its own, and it knew":     {once, "0 start, 0 sent, 0 apply S, 0 result bound, 0 wait, 0 apply S, 0 bound", rule.Broken},
		"once more for another result":          {once, "0 start, 0 sent, 0 apply S, 0 wait, 0 sent, 0 apply S, 0 bound", rule.Broken},
		"repeated while in process":             {once, "0 start, 0 apply U inProcess, 0 apply S, 0 bound", rule.Held},
		"repeated after an answer of anybody":   {once, "0 start, 0 apply S unsigned, 0 apply S, 0 bound", rule.Held},
		"a notification, then a result":         {both, "0 start, 0 notified, 0 apply S, 0 result bound, 0 bound", rule.Held},
		"a result that is told to have failed":  {both, "0 start, 0 notified, 0 apply S, 0 result other, 0 bound", rule.Broken},
		"a result that is told to have come":    {both, "0 start, 0 notified, 0 apply S, 0 conflict, 0 bound", rule.Unjudged},
		"the second of two results refused":     {both, "0 start, 0 notified, 0 apply S, 0 result bound, 0 result other, 0 bound", rule.Held},
		"two exchanges that meet":               {both, "0 start, 0 notified, 0 apply S, 0 apply S, 0 result bound, 0 bound", rule.Held},
		"two exchanges, one on its way":         {both, "0 start, 0 notified, 0 apply S, 0 result bound, 0 apply S, 0 bound", rule.Held},
		"given up as the answer came":           {both, "0 start, 0 notified, 0 slowly S, 0 pending, 0 wait, 0 sent, 0 apply S, 0 result bound, 0 bound", rule.Held},
		"known, after long":                     {both, "0 start, 0 notified, 0 slowly S, 0 bound, 0 wait, 0 sent, 0 apply S, 0 result bound, 0 bound", rule.Broken},
		"never bound":                           {both, "0 start, 0 notified, 0 apply S, 0 result pending, 0 failed", rule.Broken},
		"refused, and not bound":                {both, "0 start, 0 notified, 0 apply F final, 0 result other, 0 failed", rule.Held},
		"each as it was answered":               {users, twoStart + "0 apply S, 1 apply F final, 0 bound, 1 failed", rule.Held},
		"bound by the other's success":          {users, twoStart + "0 apply S, 1 apply F final, 0 bound, 1 bound", rule.Broken},
		"failed by the other's failure":         {users, twoStart + "0 apply U inProcess, 1 apply F final, 0 failed, 1 failed", rule.Broken},
		"bound, and never exchanged":            {users, twoStart + "0 apply S, 1 result bound, 0 bound, 1 bound", rule.Broken},
		"refused, and never exchanged":          {users, twoStart + "0 apply S, 1 result other, 0 bound, 1 open", rule.Broken},
		"not exchanged yet":                     {users, twoStart + "0 apply S, 1 result pending, 0 bound, 1 open", rule.Held},
		"unknown for ever, and another bound":   {users, twoStart + "0 apply U unknown, 1 apply S, 0 pending, 1 bound", rule.Held},
		"a notification that completes nothing": {users, twoStart + "0 apply S, 1 notified, 0 bound, 1 open", rule.Held},
	} {
		judgements := c.by.Judge(append(slices.Clone(base), wire(strings.Split(c.events, ", ")...))...)
		if last := judgements[len(judgements)-1]; last.Status != c.want {
			t.Errorf("%s: %s, want %s (%s%s)", name, last.Status, c.want, last.Observed, last.Reason)
		}
	}
}
