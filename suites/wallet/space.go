package wallet

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// Value is one way in which a call can be made in one respect.
type Value struct {
	// Name is how a scenario's name says it; that of the plainest value is not said.
	Name string
	// Speaker is the id of the rule that speaks for it where the documentation is silent about it, so that what it breaks is
	// never held against another; empty where the documentation entitles the caller to it.
	Speaker string
	// lone says that scenarios of its own bring it about, since it takes hours where the clock is real; nothing else does.
	lone bool
	// passes lists the callbacks that are passed, of a value that says which.
	passes []string
	// set changes a plain call.
	set func(*Call, string)
}

// Framework says whether the documentation is silent about the value.
func (v Value) Framework() bool { return v.Speaker != "" }

// Dimension is one respect in which calls differ.
type Dimension struct {
	Name string
	// Values are its values, the plainest first.
	Values []Value
}

// The places of the dimensions in a point.
const (
	outcomeDim = iota
	refusalDim
	callbacksDim
	othersDim
	functionDim
	doesDim
	optionsDim
	signDim
	stateDim
	relationDim
	promiseDim
	dimensions
)

// Space is everything that a caller may do: the dimensions in the order of a point.
type Space [dimensions]Dimension

// Point is one call: for each dimension the number of its value, from 0, the plainest.
type Point [dimensions]int

// The values of the first dimension beside the outcomes that are staged.
const (
	refusedOutcome    = "refused"    // a bad parameter, whichever is the next dimension
	unpreparedOutcome = "unprepared" // a well-formed sign string that nobody prepared
)

// NewSpace makes the space; returnsState says whether the contract has a state.
func NewSpace(returnsState bool) *Space {
	space := &Space{
		{"outcome", outcomeValues()},
		{"refused parameter", refusalValues()},
		{"callbacks", callbackValues()},
		{"other callbacks", otherValues()},
		{"kind of function", functionValues()},
		{"what the callbacks do", doesValues()},
		{"options", optionsValues()},
		{"sign string", signValues()},
		{"state", stateValues()},
		{"relation", relationValues()},
		{"promise", promiseValues()},
	}
	if !returnsState {
		space[stateDim].Values = space[stateDim].Values[:1]
	}
	return space
}

// value is the value of a point in a dimension.
func (s *Space) value(p Point, dimension int) Value { return s[dimension].Values[p[dimension]] }

// plain says whether a point has the plainest value in every one of the dimensions.
func (p Point) plain(dims ...int) bool {
	return !slices.ContainsFunc(dims, func(d int) bool { return p[d] != 0 })
}

// possible says whether a call can be all that at once. What a bad parameter leaves without a meaning stays plain.
func (s *Space) possible(p Point) bool {
	outcome := s.value(p, outcomeDim).Name
	switch {
	case (outcome == refusedOutcome) != (p[refusalDim] != 0):
		return false // the kinds of refusal begin with none
	case outcome == refusedOutcome && !p.plain(signDim):
		return false
	case outcome == refusedOutcome || outcome == unpreparedOutcome:
		if !p.plain(stateDim) || s.value(p, optionsDim).Name == "changed-after" {
			return false
		}
	}
	if p.plain(callbacksDim) && p[othersDim] != 0 { // all are passed
		return false
	}
	return s.value(p, callbacksDim).Name != noCallbacks || p.plain(functionDim, doesDim)
}

// speaker is the rule that speaks for a point beyond the documentation; empty where there is none. Of a call that overlaps another,
// whatever else is odd about it, that is what is odd first.
func (s *Space) speaker(p Point) string {
	if v := s.value(p, relationDim); v.Framework() {
		return v.Speaker
	}
	for d := range s {
		if v := s.value(p, d); v.Framework() {
			return v.Speaker
		}
	}
	return ""
}

// call makes the call of a point for a contract whose sign string stands in the parameter.
func (s *Space) call(p Point, parameter string) Call {
	c := Call{
		Stage: &record.Stage{Outcome: record.Approve}, Args: record.Fields(nil), Fill: parameter, Callbacks: every(), Watch: true,
		Caller: &record.Caller{},
	}
	if len(s[stateDim].Values) > 1 {
		c.Stage.AuthState = freshState()
	}
	for d := range s {
		if set := s.value(p, d).set; set != nil {
			set(&c, parameter)
		}
	}
	if *c.Caller == (record.Caller{}) {
		c.Caller = nil
	}
	return c
}
