package drivertest

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

// Observation is what a driver has to see of a wallet in a page.
type Observation struct {
	Body    string // of signContract(o); later(f) calls f in another turn
	End     record.End
	Events  []record.EventType // in order
	Console string             // a line that is printed; empty where none is
}

// Observations are one wallet for each kind of behaviour that a page can show, and one that breaks the language under the
// observer, as far as the driver can do without it.
func Observations(breaksTheLanguage string) map[string]Observation {
	return map[string]Observation{
		"answers": {"later(o.fail, {}); later(o.complete)", record.Settled,
			[]record.EventType{record.Returned, record.Failed, record.Completed}, ""},
		"answers at once": {"o.complete()", record.Settled, []record.EventType{record.Completed, record.Returned}, ""},
		"never answers":   {"", record.Deadline, []record.EventType{record.Returned}, ""},
		"throws":          {"throw new TypeError('no')", record.Deadline, []record.EventType{record.Threw}, ""},
		"leaves one uncaught": {"setTimeout(() => { later(o.complete); throw new Error('late') })", record.Settled,
			[]record.EventType{record.Returned, record.Uncaught, record.Completed}, ""},
		"leaves one unhandled": {"Promise.reject(new Error('lost')); setTimeout(o.complete, 20)", record.Settled,
			[]record.EventType{record.Returned, record.Uncaught, record.Completed}, ""},
		"returns a promise": {"return Promise.resolve({ authCode: 'c' })", record.Deadline,
			[]record.EventType{record.Returned, record.Resolved}, ""},
		"prints": {"console.warn('signing', { with: 1 }); later(o.complete)", record.Settled,
			[]record.EventType{record.Returned, record.Completed}, `warn: signing {"with":1}`},
		"asks the person": {"alert('Sure?'); confirm('Really?'); later(o.complete)", record.Settled,
			[]record.EventType{record.Returned, record.Completed}, ""},
		"breaks the language": {breaksTheLanguage + "; o.complete()", record.Settled,
			[]record.EventType{record.Completed, record.Returned}, ""},
	}
}

// Check fails the test where a record is not what was to be seen.
func (o Observation) Check(t testing.TB, r record.Record) {
	t.Helper()
	var events []record.EventType
	for _, e := range r.Events {
		events = append(events, e.Type)
	}
	if r.End != o.End || !slices.Equal(events, o.Events) {
		t.Errorf("it ends %q after %v, want %q after %v", r.End, events, o.End, o.Events)
	}
	if o.Console != "" && !slices.Contains(r.Console, o.Console) {
		t.Errorf("it printed %q", r.Console)
	}
}
