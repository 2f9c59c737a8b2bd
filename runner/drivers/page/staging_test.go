package page_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// refusal is a scenario of a call that the wallet refuses by itself, and one that it does not.
func refusal() wallet.Scenario {
	return wallet.Scenario{Name: "s", Calls: []wallet.Call{
		{ID: "s#1", Stage: &record.Stage{Outcome: record.Approve}},
		{ID: "s#2"},
		{ID: "s#3", Stage: &record.Stage{Outcome: record.Cancel}, Fill: "signStr"},
	}}
}

// source stages what it has a sign string for.
var source = stage.Fixed{record.Approve: {SignStr: "a", AuthState: "state of a"}, record.Cancel: {SignStr: "c"}}

// TestAPersonIsToldOfTheCallsThatNeedThem shows that nobody is bothered for a call that the wallet refuses by itself.
func TestAPersonIsToldOfTheCallsThatNeedThem(t *testing.T) {
	var told []string
	s := page.NewStaging(page.Means{Stage: &stage.Operator{Source: source}, Tell: func(what string) { told = append(told, what) }}, refusal())
	if len(s.Calls()) != 2 {
		t.Fatalf("the calls that are staged are %+v", s.Calls())
	}
	for number, call := range s.Calls() {
		if !s.Begin(call.Stage.Outcome) {
			t.Fatalf("%s cannot be staged", call.ID)
		}
		if got, ok := s.Call(); got != number || !ok {
			t.Errorf("the call is number %d, want %d", got, number)
		}
		if signStr, ok, err := s.Arrange(t.Context(), *call.Stage); signStr != source[call.Stage.Outcome].SignStr || !ok || err != nil {
			t.Errorf("%s got %q, %t, %v", call.ID, signStr, ok, err)
		}
	}
	if want := []string{stage.Instruction(record.Cancel)}; !slices.Equal(told, want) {
		t.Errorf("it told %q, want %q", told, want)
	}
	wished := &record.Stage{Outcome: record.Approve, AuthState: "wished"}
	p := s.Judge(wallet.Performance{Records: []record.Record{{ID: "s#1", Stage: wished}, {ID: "s#2"}, {ID: "s#3", Stage: wished}}})
	if got := []string{p.Records[0].Stage.AuthState, p.Records[2].Stage.AuthState}; got[0] != "state of a" || got[1] != "" ||
		wished.AuthState != "wished" {
		t.Errorf("the records say that the states %q were staged", got)
	}
	if s.Begin(record.Approve) {
		t.Error("a call is staged that the scenario does not have")
	}
	if _, ok := s.Call(); ok {
		t.Error("there is one call more than the scenario has")
	}
}

func TestWhyAnOutcomeCannotBeArranged(t *testing.T) {
	unarranged := wallet.Performance{Untested: "stage returned null for outcome fail"}
	t.Run("nobody knows what to press", func(t *testing.T) {
		s := page.NewStaging(page.Means{Actions: map[record.Outcome][]ui.Action{record.Approve: nil}}, refusal())
		if !s.Begin(record.Approve) || s.Begin(record.Fail) {
			t.Error("what is possible is not what there are actions for")
		}
		if got := s.Judge(unarranged).Untested; got != "no actions are given for outcome fail" {
			t.Errorf("it says %q", got)
		}
	})
	t.Run("there is no sign string", func(t *testing.T) {
		s := page.NewStaging(page.Means{Stage: source}, refusal())
		s.Begin(record.Fail)
		if _, ok, err := s.Arrange(t.Context(), record.Stage{Outcome: record.Fail}); ok || err != nil {
			t.Errorf("it gives %t, %v", ok, err)
		}
		if got := s.Judge(unarranged).Untested; got != "no sign string is given for outcome fail" {
			t.Errorf("it says %q", got)
		}
	})
	t.Run("the stager fails", func(t *testing.T) {
		s := page.NewStaging(page.Means{Stage: failing{}}, refusal())
		if _, _, err := s.Arrange(t.Context(), record.Stage{Outcome: record.Fail}); !errors.Is(err, errFailing) {
			t.Errorf("it gives %v", err)
		}
	})
	t.Run("the page does not", func(t *testing.T) {
		if got := page.NewStaging(page.Means{}, refusal()).Judge(unarranged); got.Untested != unarranged.Untested {
			t.Errorf("it says %q", got.Untested)
		}
	})
}

var errFailing = errors.New("the sandbox is down")

type failing struct{}

func (failing) Stage(context.Context, record.Stage) (stage.Staged, error) {
	return stage.Staged{}, errFailing
}

// TestAMissedPressExcusesItsOwnCall shows that a button which nobody could press excuses the call that it belongs to,
// while it has not settled, and no other.
func TestAMissedPressExcusesItsOwnCall(t *testing.T) {
	for name, c := range map[string]struct {
		missed  string
		ends    [3]record.End
		excused bool
	}{
		"its call waits for ever":              {"s#3", [3]record.End{record.Settled, record.Settled, record.Deadline}, true},
		"its call has settled all the same":    {"s#3", [3]record.End{record.Deadline, record.Settled, record.Settled}, false},
		"another call waits for ever":          {"s#1", [3]record.End{record.Settled, record.Settled, record.Deadline}, false},
		"its call passes nothing to be signed": {"s#1", [3]record.End{record.Deadline, record.Settled, record.Settled}, false},
		"nothing was missed":                   {"", [3]record.End{record.Deadline, record.Deadline, record.Deadline}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := page.NewStaging(page.Means{}, refusal())
			if c.missed != "" {
				s.Miss(c.missed, errors.New("nobody saw a button"))
			}
			var p wallet.Performance
			for i, end := range c.ends {
				p.Records = append(p.Records, record.Record{ID: refusal().Calls[i].ID, End: end})
			}
			got := s.Judge(p)
			if c.excused && (got.Untested != "it could not be staged: nobody saw a button" || len(got.Records) > 0) {
				t.Errorf("it gives %+v", got)
			}
			if !c.excused && (got.Untested != "" || len(got.Records) != len(p.Records)) {
				t.Errorf("it gives %+v", got)
			}
		})
	}
}
