package merchant

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
)

// Recorded is a mini program that answers from the records of an earlier run. It satisfies Program.
type Recorded struct {
	Name, Version string
	Records       []record.Record
}

// notRecorded is why a scenario that was not recorded is untested.
const notRecorded = "not in the file"

// Describe returns the description that the run kept.
func (p Recorded) Describe(context.Context) (Description, error) {
	d := Description{Name: p.Name, Version: p.Version}
	kept, ok := p.record(matchers.Described)
	if !ok || len(kept.Events) == 0 {
		return d, nil
	}
	pages, _ := kept.Events[0].Arg().Field("pages")
	roles, _ := kept.Events[0].Arg().Field("roles")
	d.Pages, d.Roles = plainTexts(pages), plainTexts(roles)
	means, _ := kept.Events[0].Arg().Field("means")
	d.Means, _ = means.Str()
	return d, nil
}

// Perform returns the record of the scenario.
func (p Recorded) Perform(_ context.Context, s Scenario) (Performance, error) {
	if kept, ok := p.record(s.Name); ok {
		return Performance{Record: kept}, nil
	}
	return Performance{Untested: notRecorded}, nil
}

func (p Recorded) record(scenario string) (record.Record, bool) {
	for _, r := range p.Records {
		if r.Scenario == scenario && r.API == record.ProgramAPI {
			return r, true
		}
	}
	return record.Record{}, false
}

func plainTexts(list record.Value) []string {
	var texts []string
	for _, item := range list.Items() {
		if s, ok := item.Str(); ok {
			texts = append(texts, s)
		}
	}
	return texts
}
