package wire

import (
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Described is the record of what a target file has: its one event, a return, holds the means.
const Described = "description"

// Description makes the record of what is known of a target before anything is asked of it.
func Description(fields map[string]record.Value) record.Record {
	return record.Record{
		ID: Described + "#1", Scenario: Described, API: record.AttemptAPI,
		Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(fields)}}},
		End:    record.Settled,
	}
}

// DescribedIn returns the event of the description among records of an earlier run.
func DescribedIn(records []record.Record) record.Event {
	d, _ := find(records, Described)
	return event(d)
}

// PerformedIn returns the record of a scenario among those of an earlier run.
func PerformedIn(records []record.Record, scenario string) rule.Performance {
	if r, ok := find(records, scenario); ok {
		return rule.Performance{Records: []record.Record{r}}
	}
	return rule.Performance{Untested: "not in the file"}
}

// AloneID is the id of the record of a scenario's being performed once more, alone: for the first time, or another.
func AloneID(scenario string, try int) string { return fmt.Sprintf("%s#%d", scenario, 1+try) }

// AloneIn returns the record of a scenario when it was performed once more, where it was.
func AloneIn(records []record.Record, scenario string, try int) (rule.Performance, bool, error) {
	i := slices.IndexFunc(records, func(r record.Record) bool { return r.ID == AloneID(scenario, try) })
	if i < 0 {
		return rule.Performance{}, false, nil
	}
	return rule.Performance{Records: records[i : i+1]}, true, nil
}

func find(records []record.Record, scenario string) (record.Record, bool) {
	i := slices.IndexFunc(records, func(r record.Record) bool { return r.Scenario == scenario && r.API == record.AttemptAPI })
	if i < 0 {
		return record.Record{}, false
	}
	return records[i], true
}

// event is the one event of a description.
func event(d record.Record) record.Event {
	if len(d.Events) == 0 {
		return record.Event{}
	}
	return d.Events[0]
}
