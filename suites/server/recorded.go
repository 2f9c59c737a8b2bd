package server

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// notRecorded is why a scenario that was not recorded is untested.
const notRecorded = "not in the file"

// Recorded is a server that answers from records of an earlier run.
type Recorded struct {
	Name    string
	Records []record.Record
}

// Describe returns the description that was recorded.
func (s Recorded) Describe(context.Context) (Description, error) {
	d := Description{Name: s.Name}
	for _, r := range s.Records {
		if r.Scenario != Described || len(r.Events) == 0 {
			continue
		}
		means, _ := r.Events[0].Arg().Field("means")
		for _, v := range means.Items() {
			if text, ok := v.Str(); ok {
				d.Means = append(d.Means, text)
			}
		}
		client, _ := r.Events[0].Arg().Field("clientId")
		d.ClientID, _ = client.Str()
	}
	return d, nil
}

// Ahead does nothing: everything has been performed.
func (s Recorded) Ahead(context.Context, []Scenario) {}

// Perform returns the record of the scenario.
func (s Recorded) Perform(_ context.Context, of Scenario) (rule.Performance, error) {
	for _, r := range s.Records {
		if r.Scenario == of.Name && r.API == record.AttemptAPI {
			return rule.Performance{Records: []record.Record{r}}, nil
		}
	}
	return rule.Performance{Untested: notRecorded}, nil
}
