package wallet

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/cover"
)

// effect says whether both values of a pair that a call has take effect in it: what a callback is shows in a call that calls
// it, and what a state holds in a call that hands it back.
func (s *Space) effect(p Point, q cover.Pair) bool {
	return s.shows(p, q.First, q.Second) && s.shows(p, q.Second, q.First)
}

// shows says whether the value of a call in a dimension takes effect, as far as the value in the other dimension bears on it.
func (s *Space) shows(p Point, dimension, other int) bool {
	tells, completes := s.passes(p, s.teller(p)), s.passes(p, "complete")
	switch {
	case dimension == functionDim && other == relationDim && s.value(p, functionDim).Name == reusedFunctions:
		return !s.value(p, relationDim).Framework() // a call that may still be answered keeps functions of its own
	case s.ofCallbacks(p, dimension) && other == outcomeDim:
		return tells && completes // what the first one does shows in whether the second comes
	case s.ofCallbacks(p, dimension):
		return tells || completes
	case dimension == othersDim && other == outcomeDim:
		return !tells
	case dimension == othersDim:
		return !tells || !completes
	case dimension == stateDim && other != outcomeDim:
		return s.approved(p) && tells
	}
	return true
}

// ofCallbacks says whether the value of a call in a dimension says what its callbacks are, or do.
func (s *Space) ofCallbacks(p Point, dimension int) bool {
	return dimension == functionDim || dimension == doesDim || s.value(p, dimension).Name == inheritedCallbacks
}

func (s *Space) approved(p Point) bool { return s.value(p, outcomeDim).Name == string(record.Approve) }

// teller is the callback that tells of the outcome of a call.
func (s *Space) teller(p Point) string {
	if s.approved(p) {
		return "success"
	}
	return "fail"
}

// passes says whether a call passes a callback.
func (s *Space) passes(p Point, callback string) bool {
	return slices.Contains(s.value(p, callbacksDim).passes, callback)
}

// follows says whether a call comes after one that both values of a pair need, to take effect.
func (s *Space) follows(before []Point, p Point, q cover.Pair) bool {
	return s.continues(before, p, q.First) && s.continues(before, p, q.Second)
}

// continues says whether what the value of a call in a dimension repeats, or waits for, was there before.
func (s *Space) continues(before []Point, p Point, dimension int) bool {
	switch name := s.value(p, dimension).Name; {
	case name == reusedFunctions || name == sameObject:
		return slices.ContainsFunc(before, func(b Point) bool { return b[dimension] == p[dimension] })
	case dimension == relationDim && p[dimension] != 0 || name == usedString:
		return len(before) > 0
	}
	return true
}
