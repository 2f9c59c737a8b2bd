package matchers_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/platform/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// walked is the record of a walk, whose calls were answered so: each answer with its operation, "apply S", and what is odd about it is
// in the name.
func walked(name string, answers ...string) record.Record {
	r := record.Record{ID: name + "#1", Scenario: name, API: record.AttemptAPI, End: record.Settled, Callbacks: []string{}}
	var steps []string
	for step := range strings.SplitSeq(name, ", ") {
		if step != "approve" {
			steps = append(steps, step)
		}
	}
	for i, answer := range answers {
		operation, status, _ := strings.Cut(answer, " ")
		fields := map[string]record.Value{"operation": record.Text(operation), "status": record.Text(status), "code": record.Text("CODE")}
		if _, odd, ok := strings.Cut(strings.TrimSuffix(steps[i], ")"), " ("); ok {
			fields["odd"] = record.Text(odd)
		}
		r.Events = append(r.Events, record.Event{At: float64(i), Type: record.Answered, Args: []record.Value{record.Fields(fields)}})
	}
	return r
}

func TestAWalkIsJudgedBesideItsControl(t *testing.T) {
	const attacked, spelt = "consult, approve, apply (other-key), apply, refresh", "consult, approve, apply (upper-case), refresh"
	refused, taken := matchers.RefusesBadSignature(), matchers.HeaderNamesAnyCase()
	plain, consult := walked("consult, approve, apply, refresh", "consult S", "apply S", "refresh S"), walked("consult", "consult S")
	for name, c := range map[string]struct {
		by   *matchers.Matcher
		walk record.Record
		want rule.Status
	}{
		"refused, without effect":        {refused, walked(attacked, "consult S", "apply F", "apply S", "refresh S"), rule.Held},
		"let through":                    {refused, walked(attacked, "consult S", "apply S", "apply S", "refresh S"), rule.Broken},
		"refused, and the code is spent": {refused, walked(attacked, "consult S", "apply F", "apply F"), rule.Broken},
		"locked out after several":       {refused, walked("consult (other-key), consult (other-key), consult", "consult F", "consult F", "consult F"), rule.Held},
		"never made":                     {refused, walked(attacked, "consult F"), rule.Unjudged},
		"without a control":              {refused, walked("consult (other-key), consult, consult", "consult S", "consult S", "consult S"), rule.Unjudged},
		"taken":                          {taken, walked(spelt, "consult S", "apply S", "refresh S"), rule.Held},
		"not taken":                      {taken, walked(spelt, "consult S", "apply F", "refresh F"), rule.Broken},
		"taken, and another behind it":   {taken, walked(spelt, "consult S", "apply S", "refresh F"), rule.Broken},
	} {
		judgements := c.by.Judge(plain, consult, c.walk)
		if last := judgements[len(judgements)-1]; last.Status != c.want {
			t.Errorf("%s: %s, want %s (%s%s)", name, last.Status, c.want, last.Observed, last.Reason)
		}
	}
}

func TestTheControlOfAWalk(t *testing.T) {
	for _, c := range []struct {
		name    string
		refused bool
		want    string
	}{
		{"consult, approve, apply (other-key), apply", true, "consult, approve, apply"},
		{"consult, approve, apply (upper-case), refresh", false, "consult, approve, apply, refresh"},
		{"second's consult, approve, second's apply (of another client), second's apply", true, "second's consult, approve, second's apply"},
		{"consult, approve", true, "consult, approve"},
	} {
		if got := matchers.WithoutOdd(c.name, c.refused); got != c.want {
			t.Errorf("%s is compared with %q, want %q", c.name, got, c.want)
		}
	}
	if matchers.IsWalk(matchers.Flow) || matchers.IsWalk(matchers.Described) || !matchers.IsWalk("consult") {
		t.Error("walks are not told from the scenarios of the plan")
	}
}

// heard is a notification of a code that came so many milliseconds after the beginning, and was answered so.
func heard(at float64, how string) record.Event {
	return record.Event{At: at, Type: record.Notified, Args: []record.Value{record.Fields(map[string]record.Value{
		"kind": record.Text("AUTHCODE_CREATED"), "as": record.Text(how),
		"body": record.Fields(map[string]record.Value{"authCode": record.Text("the code")}),
	})}}
}

func TestNotificationsOfAWalk(t *testing.T) {
	described := record.Record{ID: "description#1", Scenario: matchers.Described, API: record.AttemptAPI, End: record.Settled,
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(map[string]record.Value{
			"means": record.Texts([]string{"notify"}), "waitMs": record.Num(10_000), "gapMs": record.Num(500), "timeoutMs": record.Num(1000),
		})}}}}
	for name, c := range map[string]struct {
		resent, stops rule.Status
		heard         []record.Event
	}{
		"acknowledged":            {rule.Unjudged, rule.Held, []record.Event{heard(10, "acknowledged")}},
		"acknowledged, and again": {rule.Unjudged, rule.Broken, []record.Event{heard(10, "acknowledged"), heard(510, "acknowledged")}},
		"perhaps given up":        {rule.Unjudged, rule.Unjudged, []record.Event{heard(10, "acknowledged"), heard(1510, "acknowledged")}},
		"given up, twice": {
			rule.Unjudged, rule.Broken, []record.Event{heard(10, "acknowledged"), heard(1510, "acknowledged"), heard(3000, "acknowledged")},
		},
		"once, to no avail": {rule.Broken, rule.Unjudged, []record.Event{heard(10, "500")}},
		"again, to some":    {rule.Held, rule.Held, []record.Event{heard(10, "500"), heard(510, "acknowledged")}},
		"none":              {rule.Unjudged, rule.Unjudged, nil},
	} {
		r := walked("consult, approve, listen")
		r.Events = c.heard
		judged := func(by *matchers.Matcher, want rule.Status) {
			judgements := by.Judge(described, r)
			if last := judgements[len(judgements)-1]; last.Status != want {
				t.Errorf("%s: %s is %s, want %s (%s%s)", name, by.Rule(), last.Status, want, last.Observed, last.Reason)
			}
		}
		judged(matchers.NotifyResent(), c.resent)
		judged(matchers.NotifyStops(), c.stops)
	}
}
