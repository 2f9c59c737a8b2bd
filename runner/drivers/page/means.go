package page

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// How says who arranges outcomes, in the words of host.js.
type How string

// What How may be.
const (
	ByDriver How = "driver" // Means.Stage
	ByPage   How = "page"   // the page's own stage
	ByBoth   How = "acts"   // the page's own stage, and then Means.Actions
)

// Means are what a driver arranges outcomes with.
type Means struct {
	// Stage arranges outcomes; nil asks the page's own stage.
	Stage stage.Stager
	// Tell gets what a person must do; nil tells nobody.
	Tell func(instruction string)
	// Actions are what a person does on the authorisation page, by outcome; an outcome that is missing cannot be staged
	// then. Nil means that nobody has to do anything.
	Actions map[record.Outcome][]ui.Action
}

// How says who arranges outcomes.
func (m Means) How() How {
	switch {
	case m.Stage != nil:
		return ByDriver
	case m.Actions != nil:
		return ByBoth
	}
	return ByPage
}

// Check returns a *config.Error for the first action that makes no sense.
func (m Means) Check() error {
	for _, outcome := range record.Outcomes() {
		for i, action := range m.Actions[outcome] {
			if problem := action.Check(); problem != "" {
				return &config.Error{Message: fmt.Sprintf("action %d for outcome %s: %s", i+1, outcome, problem)}
			}
		}
	}
	return nil
}

// Asks says whether the page asks the driver for anything while it performs the scenario.
func (m Means) Asks(s wallet.Scenario) bool { return m.How() != ByPage && stages(s) }

func stages(s wallet.Scenario) bool {
	return slices.ContainsFunc(s.Calls, func(c wallet.Call) bool { return c.Stage != nil })
}

// differ says whether calls of the scenario overlap and want different things done.
func (m Means) differ(s wallet.Scenario) bool {
	if !s.Overlap || m.Actions == nil {
		return false
	}
	var first *record.Outcome
	for _, call := range s.Calls {
		if call.Stage == nil || call.Fill == "" {
			continue
		}
		if first == nil {
			first = &call.Stage.Outcome
		} else if !reflect.DeepEqual(m.Actions[*first], m.Actions[call.Stage.Outcome]) {
			return true
		}
	}
	return false
}
