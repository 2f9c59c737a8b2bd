// Package record holds the record of a call: everything observed of one call of the API under test, and nothing
// judged. Drivers write records, rules read them, files keep them; record.schema.json is the authority for the JSON.
package record

// Record is everything observed of one call.
type Record struct {
	// ID names the call within a run: its scenario, "#", and the number of the call in the scenario, from 1.
	ID string `json:"id"`
	// Scenario is the permanent name of the scenario that the call belongs to, such as "approve/all-callbacks".
	Scenario string `json:"scenario"`
	// API is the entry point that was called, as a reader would write it: "my.signContract" or
	// "my.call('signContract')".
	API string `json:"api"`
	// Args is the options argument without its callbacks: an object in nearly every call. A key that is missing was
	// not passed; an undefined Args means that the API was called without any argument.
	Args Value `json:"args"`
	// Callbacks lists which of success, fail and complete were passed, as functions.
	Callbacks []string `json:"callbacks"`
	// Throws lists the callbacks that throw when they are called, to see what a caller's mistake costs.
	Throws []string `json:"throws,omitempty"`
	// Frozen says that the options object was frozen before the call.
	Frozen bool `json:"frozen,omitempty"`
	// Watched says that the observer attached handlers to a returned promise; a promise that was not watched is
	// left alone, as a caller who passes callbacks leaves it alone.
	Watched bool `json:"watched,omitempty"`
	// Overlap says that the calls of the scenario were made without waiting for one another.
	Overlap bool `json:"overlap,omitempty"`
	// Caller says how the call was made; nil where it was made in the plainest way.
	Caller *Caller `json:"caller,omitempty"`
	// Stage is the outcome that was arranged for this call; nil when none was.
	Stage *Stage `json:"stage,omitempty"`
	// StartedAt is when the call was made, in milliseconds since its scenario began.
	StartedAt float64 `json:"startedAt,omitempty"`
	// Events are what was seen, in order.
	Events []Event `json:"events"`
	// Changed holds the keys of the options object that differ after the call, with their value then; a key that
	// was removed is undefined.
	Changed map[string]Value `json:"changed,omitempty"`
	// Console holds what the target printed during the call, a line an entry.
	Console []string `json:"console,omitempty"`
	// End says how the observation ended.
	End End `json:"end"`
	// Reason says why, where End alone does not: what crashed, which limit was met.
	Reason string `json:"reason,omitempty"`
	// Instance numbers the instances of the target within the run, from 1: the script driver loads the wallet afresh
	// for every scenario, other drivers keep one. What a target remembers is only expected within one instance.
	Instance int `json:"instance,omitempty"`
}

// Caller is how a call was made: by what kind of functions and options, and when. A field is empty where it is the plainest.
type Caller struct {
	// Function is the kind of the callbacks, such as "arrow"; Does is what they do besides being called.
	Function string `json:"function,omitempty"`
	Does     string `json:"does,omitempty"`
	// Others is what stands in the place of the callbacks that are not passed, such as "undefined".
	Others string `json:"others,omitempty"`
	// Options is the kind of the options object, such as "getters".
	Options string `json:"options,omitempty"`
	// Relation is when the call is made: "once" the one before is complete, 6 minutes "later", 2 "hours" later, in "overlap" with it or from
	// "within" its callback; empty is after it and a quiet time.
	Relation string `json:"relation,omitempty"`
}

// Stage is what was arranged for one authorisation.
type Stage struct {
	Outcome Outcome `json:"outcome"`
	// AuthState is the state that the merchant's server is said to have generated.
	AuthState string `json:"authState,omitempty"`
	// SignStr is the sign string that the suite would have liked to see signed, where it had a wish.
	SignStr string `json:"signStr,omitempty"`
	// AuthCode is the code that the staged wallet hands to a mini program; nil where the target is the wallet.
	AuthCode *Value `json:"authCode,omitempty"`
	// Start is the number of the start of a mini program that this was arranged for, where others came before it, which
	// ended otherwise; zero is the first.
	Start int `json:"start,omitempty"`
}

// ProductionScenario is the scenario of a call that nobody staged and a person made: its sign string came from a merchant's
// server, so that whatever the contract says of an answer is expected of it.
const ProductionScenario = "production"

// Prepared says whether the sign string of the call is one that a server prepared: for a staged call, or in production.
func (r Record) Prepared() bool { return r.Stage != nil || r.Scenario == ProductionScenario }

// Outcome is what the user and the network do in one call.
type Outcome string

// The outcomes that can be staged.
const (
	Approve Outcome = "approve"
	Cancel  Outcome = "cancel"
	Network Outcome = "network"
	Unknown Outcome = "unknown"
	Fail    Outcome = "fail"
)

// Outcomes lists every outcome, the success first.
func Outcomes() []Outcome { return []Outcome{Approve, Cancel, Network, Unknown, Fail} }

// Event is one thing seen during a call.
type Event struct {
	// At is in milliseconds since the call, in the target's own time, virtual or real.
	At   float64   `json:"at"`
	Type EventType `json:"type"`
	// Args are the arguments that the callback got (their count matters), the value returned or thrown, or the
	// string the authorisation page was opened with.
	Args []Value `json:"args"`
	// Place is where in the target's source the event came from, where that is known.
	Place *Place `json:"place,omitempty"`
}

// Place is a position in a source file.
type Place struct {
	File   string `json:"file"` // relative to the folder of the target
	Line   int    `json:"line"` // from 1
	Column int    `json:"column,omitempty"`
}

// EventType says what kind of thing was seen.
type EventType string

// The kinds of event.
const (
	Returned  EventType = "return"   // the call returned; args: the value
	Threw     EventType = "throw"    // the call threw; args: the exception, then "callback" where a throwing callback's own
	Success   EventType = "success"  // the success callback ran; args: what it got
	Failed    EventType = "fail"     // the fail callback ran; args: what it got
	Completed EventType = "complete" // the complete callback ran; args: what it got
	Resolved  EventType = "resolve"  // the returned promise resolved; args: the value
	Rejected  EventType = "reject"   // the returned promise rejected; args: the reason
	// Uncaught is an exception that nothing caught or a rejection that nothing handled; args: the error, then
	// "exception" or "rejection", then "callback" where the error is the one a throwing callback threw.
	Uncaught EventType = "uncaught"
	Opened   EventType = "opened" // the authorisation page was opened; args: the string it was opened with
)

// End says how the observation of a call ended.
type End string

// The ways an observation ends.
const (
	Settled  End = "settled"  // success, fail or complete came, and the time to wait for more is over
	Idle     End = "idle"     // nothing came, and nothing is left that could ever call back
	Deadline End = "deadline" // nothing came by the deadline
	Crashed  End = "crashed"  // the target died or had to be killed; Reason says how
)

// Of returns the events of one type, in order.
func (r Record) Of(t EventType) []Event {
	var found []Event
	for _, e := range r.Events {
		if e.Type == t {
			found = append(found, e)
		}
	}
	return found
}

// First returns the first event of any of the types.
func (r Record) First(types ...EventType) (Event, bool) {
	for _, e := range r.Events {
		for _, t := range types {
			if e.Type == t {
				return e, true
			}
		}
	}
	return Event{}, false
}

// Passed says whether the named callback was passed.
func (r Record) Passed(callback EventType) bool { return contains(r.Callbacks, string(callback)) }

// Arg returns the first argument of the event, or undefined.
func (e Event) Arg() Value {
	if len(e.Args) == 0 {
		return Value{}
	}
	return e.Args[0]
}

func contains(list []string, name string) bool {
	for _, item := range list {
		if item == name {
			return true
		}
	}
	return false
}
