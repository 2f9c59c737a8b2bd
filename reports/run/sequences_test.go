package run_test

import (
	"testing"

	"github.com/signspec/signspec/reports/run"
)

func TestSequencesAreSaidInASentence(t *testing.T) {
	seed := uint64(7)
	s := run.Sequences{
		Scenarios: 129, Events: 732, Answers: run.Part{Covered: 11, Of: 11}, AnswerOrders: run.Part{Covered: 87, Of: 88},
		Repeats: run.Part{Covered: 8, Of: 8}, Besides: run.Part{Covered: 7, Of: 8}, Endings: run.Part{Covered: 5, Of: 33},
		Settings: run.Part{Covered: 300, Of: 900}, RuleSettings: run.Part{Covered: 59, Of: 60}, Pairs: run.Part{Covered: 439, Of: 439},
		Orders: run.Part{Covered: 30, Of: 60}, Seed: &seed,
	}
	want := "covered are 11 of 11 answers of the platform, 8 of 8 repeats, 7 of 8 things that another user does, 5 of 33 endings of an agreement, " +
		"59 of 60 pairs of a rule and what surrounds its scenarios (300 of 900 of each scenario); 2-way coverage 100 % " +
		"(439 of 439 pairs), answers and orders 98.9 % (87 of 88), ordered 3-way coverage of events 50.0 % (30 of 60), seed 7; " +
		"129 explored scenarios of 732 events"
	if got := s.String(); got != want {
		t.Errorf("said %q\nwant %q", got, want)
	}
}
