package rule

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

func TestThePlainestFindingIsFirst(t *testing.T) {
	all, stage := []string{"success", "fail", "complete"}, &record.Stage{Outcome: record.Cancel}
	judged := func(scenario, id string, change func(*record.Record)) Judgement {
		r := record.Record{ID: id, Scenario: scenario, API: "my.signContract", Callbacks: all, Stage: stage}
		change(&r)
		return Judgement{Record: r, Status: Broken}
	}
	plain := func(*record.Record) {}
	judgements := []Judgement{
		judged("in-a-row", "in-a-row#1", plain),
		judged("in-a-row", "in-a-row#2", plain),
		judged("throws", "throws#1", func(r *record.Record) { r.Throws = all }),
		judged("unprepared", "unprepared#1", func(r *record.Record) { r.Stage = nil }),
		judged("complete", "complete#1", func(r *record.Record) { r.Callbacks = all[2:] }),
		judged("plain", "plain#1", plain),
		judged("plain too", "plain too#1", plain),
	}
	var got []string
	for _, f := range Conclude(schemas.Rule{}, false, judgements, nil).Findings {
		got = append(got, f.Record.ID)
	}
	want := []string{"plain#1", "plain too#1", "complete#1", "throws#1", "unprepared#1", "in-a-row#1", "in-a-row#2"}
	if !slices.Equal(got, want) {
		t.Errorf("the findings come in the order %q, want %q", got, want)
	}
}

func TestFindingsOfProgramsKeepTheOrderOfThePlan(t *testing.T) {
	var judgements []Judgement
	for _, scenario := range []string{"b", "a", "c"} {
		judgements = append(judgements, Judgement{Record: record.Record{Scenario: scenario, API: record.ProgramAPI}, Status: Broken})
	}
	for i, f := range Conclude(schemas.Rule{}, false, judgements, nil).Findings {
		if f.Record.Scenario != judgements[i].Record.Scenario {
			t.Errorf("finding %d is of %s, want %s", i, f.Record.Scenario, judgements[i].Record.Scenario)
		}
	}
}
