package samples

import (
	"fmt"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// Everywhere puts a text wherever a target, or whoever wrote a report that is rendered again, can put it; base is the name
// of the sample that it is put into.
func Everywhere(base, text string) *run.Run {
	checked := All()[base]
	checked.Subject = run.Subject{Kind: checked.Subject.Kind, Name: text, Version: text, Driver: text, Source: text, SHA256: text}
	checked.Profile, checked.Plan, checked.Selection, checked.Notes = text, text, text, []string{text}
	checked.Tool = run.Tool{Name: text, Version: text}
	payload := record.Fields(map[string]record.Value{text: record.Text(text), "list": record.List(record.Text(text))})
	for i := range checked.Records {
		r := &checked.Records[i]
		r.Args, r.Console, r.Reason, r.Changed = payload, []string{text}, text, map[string]record.Value{text: payload}
		r.Stage = &record.Stage{Outcome: record.Outcome(text), AuthState: text}
		for j := range r.Events {
			r.Events[j].Args = []record.Value{payload}
			r.Events[j].Place = &record.Place{File: text, Line: 1}
		}
		if i == 0 {
			r.ID, r.Scenario, r.API, r.End = text, text, text, record.End(text)
		}
	}
	for i := range checked.Rules {
		rule := &checked.Rules[i]
		rule.Title, rule.Clause, rule.Group, rule.Reason = text, text, text, text
		rule.Scenarios = append(rule.Scenarios, text, fmt.Sprint(text, i))
		rule.Untested = []run.Untested{{Scenario: fmt.Sprint(text, "?"), Reason: text}}
		for j := range rule.Findings {
			f := &rule.Findings[j]
			f.Expected, f.Observed, f.Reproduce, f.File = fmt.Sprint(text, j), text, text, text
			if j > 0 { // an accepted break does not fail the run
				f.Known = &run.Known{Reason: text, Link: text}
			}
			for k := range f.Allowed {
				f.Allowed[k].Text = text
			}
			if len(f.Allowed) > 1 {
				f.Allowed[1].Type = record.EventType(text)
			}
		}
		if i%2 == 0 {
			rule.ID, rule.Level = text, text
		}
	}
	if checked.Error != nil {
		checked.Error.Message = text + "\n" + text
	}
	checked.Conclude()
	return checked
}
