package run

import (
	"time"

	"github.com/signspec/signspec/schemas/record"
)

// Complete returns the run with empty lists in place of nil ones, which JSON would write as null, and its time in UTC to
// the millisecond.
func (r *Run) Complete() *Run {
	whole := *r
	whole.StartedAt = r.StartedAt.UTC().Truncate(time.Millisecond)
	if r.Stopped != nil {
		stopped := *r.Stopped
		stopped.NotPerformed = orEmpty(stopped.NotPerformed)
		whole.Stopped = &stopped
	}
	whole.Notes = orEmpty(r.Notes)
	whole.Rules = append([]Rule{}, r.Rules...)
	for i := range whole.Rules {
		whole.Rules[i] = whole.Rules[i].Complete()
	}
	whole.Records = append([]record.Record{}, r.Records...)
	for i := range whole.Records {
		whole.Records[i] = CompleteRecord(whole.Records[i])
	}
	return &whole
}

// Complete returns the rule with empty lists in place of nil ones.
func (r Rule) Complete() Rule {
	r.Scenarios, r.Untested, r.Findings = orEmpty(r.Scenarios), orEmpty(r.Untested), orEmpty(r.Findings)
	return r
}

// CompleteRecord returns the record with empty lists in place of nil ones.
func CompleteRecord(call record.Record) record.Record {
	call.Callbacks, call.Events = orEmpty(call.Callbacks), append([]record.Event{}, call.Events...)
	for i := range call.Events {
		call.Events[i].Args = orEmpty(call.Events[i].Args)
	}
	return call
}

func orEmpty[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
