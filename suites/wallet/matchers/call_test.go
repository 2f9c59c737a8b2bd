package matchers_test

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// call builds the record of a call for a test, one event at a time.
type call struct{ r record.Record }

const state = "sState-1"

// staged begins a call with the outcome staged and all callbacks passed, which returned at once.
func staged(id string, o record.Outcome) *call {
	scenario, _, _ := strings.Cut(id, "#")
	c := &call{record.Record{
		ID: id, Scenario: scenario, API: "my.signContract", Instance: 1, End: record.Settled,
		Args:      record.Fields(map[string]record.Value{"signStr": record.Text("https://wallet.example/a?authId=1")}),
		Callbacks: []string{"success", "fail", "complete"},
		Stage:     &record.Stage{Outcome: o, AuthState: state},
	}}
	return c.event(record.Returned, record.Value{})
}

func approve() *call { return staged("approve/all-callbacks#1", record.Approve) }
func cancel() *call  { return staged("cancel/all-callbacks#1", record.Cancel) }

// refused begins a call that passes a sign string that must be refused; undefined passes none.
func refused(signStr record.Value) *call {
	c := staged("sign-str/bad#1", record.Approve)
	c.r.Args = record.Fields(nil)
	if signStr.Kind() != record.Undefined {
		c.r.Args = record.Fields(map[string]record.Value{"signStr": signStr})
	}
	return c
}

func (c *call) event(t record.EventType, args ...record.Value) *call {
	c.r.Events = append(c.r.Events, record.Event{At: float64(len(c.r.Events)), Type: t, Args: args})
	return c
}

// succeeds delivers the staged state and a code.
func (c *call) succeeds(code string) *call {
	return c.event(record.Success, success(c.r.Stage.AuthState, code))
}

// fails delivers an error code.
func (c *call) fails(code string) *call { return c.event(record.Failed, failure(code, "failed")) }

func (c *call) complete(args ...record.Value) *call { return c.event(record.Completed, args...) }

func (c *call) callbacks(names ...string) *call {
	c.r.Callbacks = names
	c.r.Scenario = string(c.r.Stage.Outcome) + "/" + strings.Join(names, "+")
	c.r.ID = c.r.Scenario + "#1"
	return c
}

// with changes the record.
func (c *call) with(change func(*record.Record)) *call {
	change(&c.r)
	return c
}

// silent ends the call without any event after its return.
func (c *call) silent() *call {
	c.r.End = record.Idle
	return c
}

func success(state, code string) record.Value {
	return record.Fields(map[string]record.Value{"authState": record.Text(state), "authCode": record.Text(code)})
}

func failure(code, message string) record.Value {
	return record.Fields(map[string]record.Value{"error": record.Text(code), "errMessage": record.Text(message)})
}

func run(calls ...*call) []record.Record {
	var records []record.Record
	for _, c := range calls {
		records = append(records, c.r)
	}
	return records
}
