package run_test

import (
	"testing"

	"github.com/signspec/signspec/reports/run"
)

func TestWalksSayWhatTheyCover(t *testing.T) {
	seed := uint64(7)
	w := run.Walks{
		Scenarios: 12, Calls: 60, Authorisations: 14, Oddities: run.Part{Covered: 3, Of: 4}, Befores: run.Part{Covered: 9, Of: 9},
		Kinds: run.Part{Covered: 1, Of: 2}, Pairs: run.Part{Covered: 8, Of: 8},
	}
	const counted = "; 12 explored scenarios of 60 calls and 14 authorisations"
	const plain = "covered are 3 of 4 things that can be odd about a call, behind 9 of 9 things that can have come before; 3-way coverage 50.0 % " +
		"(1 of 2 of kind, call and what came before), 2-way 100 % (8 of 8 pairs)"
	if got, want := w.String(), plain+counted; got != want {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
	w.Hearing, w.Seed = run.Part{Covered: 1, Of: 1}, &seed
	if got, want := w.String(), plain+", and of notifications 100 % (1 of 1 pairs), seed 7"+counted; got != want {
		t.Errorf("it says\n%s\nwant\n%s", got, want)
	}
}
