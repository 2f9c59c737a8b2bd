package script_test

import (
	"testing"

	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/record"
)

// counting numbers its codes from 1, so that a code tells how often its instance was called.
const counting = `
let calls = 0
export const wallet = { name: 'Counting', version: '1' }
export const my = {
  signContract({ success }) {
    calls++
    setTimeout(() => success({ authState: 's', authCode: 'call ' + calls }), 1)
  },
}
export function stage() {
  return { signStr: 's' }
}`

func TestEveryScenarioHasAnInstanceOfItsOwn(t *testing.T) {
	w := start(t, text(counting), sandbox.Limits{})
	twice := approve("twice")
	twice.Calls = append(twice.Calls, twice.Calls[0])
	twice.Calls[1].ID = "twice#2"
	codes := func(records []record.Record) (codes []string) {
		for _, r := range records {
			event, _ := r.First(record.Success)
			code, _ := event.Arg().Field("authCode")
			text, _ := code.Str()
			codes = append(codes, text)
		}
		return codes
	}
	for i := range 2 {
		records := perform(t, w, twice).Records
		if got := codes(records); got[0] != "call 1" || got[1] != "call 2" {
			t.Errorf("scenario %d got %q: the module keeps its state within a scenario, and only there", i+1, got)
		}
		if records[0].Instance != i+1 || records[1].Instance != i+1 {
			t.Errorf("scenario %d is of instance %d", i+1, records[0].Instance)
		}
	}
}
