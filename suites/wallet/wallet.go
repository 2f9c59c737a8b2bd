// Package wallet is the suite of wallets: the rules that every wallet's my.signContract must keep, one row a rule, and
// the scenarios that show them, each performed once and shared by every rule that can judge it.
package wallet

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Wallet is the target as the specs see it: something that can be described and that performs scenarios. Drivers
// satisfy it.
type Wallet interface {
	// Describe reaches the target and says what it is. An error means that the target could not be reached.
	Describe(ctx context.Context) (Description, error)
	// Perform performs one scenario and returns a record for each of its calls. An error means that the harness
	// failed, not that the wallet did: a wallet that crashed is a record.
	Perform(ctx context.Context, s Scenario) (Performance, error)
}

// Ahead is a Wallet that can perform scenarios before it is asked for them.
type Ahead interface {
	// Ahead is told of scenarios that will be asked for, in their order, and says whether it performs some beside others. It is
	// told of more once those have been asked for.
	Ahead(ctx context.Context, scenarios []Scenario) bool
}

// PerformAhead tells a wallet of scenarios that will be asked for, where it can perform them before.
func PerformAhead(ctx context.Context, w Wallet, scenarios []Scenario) bool {
	a, ok := w.(Ahead)
	return ok && a.Ahead(ctx, scenarios)
}

// Description is what a target says of itself, and what stands at its entry point.
type Description struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	// Entry is what stands at the entry point of the profile: {"$type":"function"} where it exists.
	Entry record.Value `json:"entry"`
	// SDKVersion is my.SDKVersion; nil where it is not exposed.
	SDKVersion *record.Value `json:"sdkVersion,omitempty"`
	// CanIUse is what my.canIUse says of the entry point; nil where my.canIUse is not exposed.
	CanIUse *record.Value `json:"canIUse,omitempty"`
	// Time is "virtual" where the target's clock jumps from timer to timer, otherwise "real".
	Time string `json:"time,omitempty"`
	// Blind lists what the driver cannot observe on this target; rules that need it are untested.
	Blind []string `json:"blind,omitempty"`
}

// What a driver may be blind to.
const (
	ReturnOrder   = "return-order" // whether a callback ran before the call had returned
	OptionsObject = "frozen"       // what becomes of the options object, and whether a frozen one works
	Promise       = "promise"      // what the call returns
	Opened        = "opened"       // what the authorisation page was opened with
)

// BlindTo lists what a driver may be blind to.
func BlindTo() []string { return []string{ReturnOrder, OptionsObject, Promise, Opened} }

// Performance is what came of one scenario, a record for each call.
type Performance = rule.Performance

// Scenario is one or more calls with a permanent name.
type Scenario struct {
	Name string `json:"name"`
	// Overlap makes every call without waiting for the one before; otherwise each call is waited for.
	Overlap bool   `json:"overlap,omitempty"`
	Calls   []Call `json:"calls"`
	// points are where the calls lie in the space; nil where the scenario was not drawn from it.
	points []Point
}

// Call is one call as it is to be made: data only, so that it can be sent to any driver.
type Call struct {
	// ID is the id of the record: the scenario's name, "#" and the number of the call, from 1.
	ID string `json:"id"`
	// Stage is what to stage right before the call; nil stages nothing.
	Stage *record.Stage `json:"stage,omitempty"`
	// Args is the options argument without callbacks; undefined calls the API with no argument at all.
	Args record.Value `json:"args"`
	// Fill names the parameter to set to the sign string that staging yields; empty leaves Args as they are.
	Fill string `json:"fill,omitempty"`
	// Callbacks lists which of success, fail and complete to pass.
	Callbacks []string `json:"callbacks"`
	// Throws lists which of the callbacks throw when called.
	Throws []string `json:"throws,omitempty"`
	// Frozen freezes the options object before the call.
	Frozen bool `json:"frozen,omitempty"`
	// Caller says how to make the call; nil is the plainest way.
	Caller *record.Caller `json:"caller,omitempty"`
	// Watch attaches handlers to a returned promise; otherwise it is left alone.
	Watch bool `json:"watch,omitempty"`
}
