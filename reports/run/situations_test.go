package run_test

import (
	"testing"

	"github.com/signspec/signspec/reports/run"
)

func TestSituationsAreSaidInASentence(t *testing.T) {
	s := run.Situations{
		Scenarios: 55, Answers: run.Part{Covered: 16, Of: 16}, Server: run.Part{Covered: 11, Of: 13}, Person: run.Part{Covered: 5, Of: 5},
		Time: run.Part{Covered: 8, Of: 8}, Before: run.Part{Covered: 7, Of: 8}, Pairs: run.Part{Covered: 130, Of: 469},
	}
	want := "covered are 16 of 16 answers of the wallet, 11 of 13 of the server, 5 of 5 things that a person does, 8 of 8 times of the answer, " +
		"7 of 8 things that came before; 2-way coverage 27.7 % (130 of 469 pairs); 55 scenarios"
	if got := s.String(); got != want {
		t.Errorf("said %q\nwant %q", got, want)
	}
}
