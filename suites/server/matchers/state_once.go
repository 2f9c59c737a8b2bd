package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StateOnce succeeds when a state is good for one result.
// Rule state-once.
func StateOnce() *Matcher {
	return matcher("state-once", func(r record.Record, in evidence) rule.Judgement {
		return in.secondCode(r, "the state of an attempt that is over opens nothing")
	})
}

// secondCode judges whether a second code was exchanged in an attempt that had been bound.
func (in evidence) secondCode(r record.Record, expected string) rule.Judgement {
	if why, failed := in.uncontrolled(); failed {
		return why
	}
	var codes []record.Value
	for _, x := range exchanges(r, 0) {
		code, _ := x.applied.Value("body").Field("authCode")
		if !slices.ContainsFunc(codes, code.Equal) {
			codes = append(codes, code)
		}
	}
	if len(codes) > 1 {
		return rule.Breaks(expected, "a second code was exchanged")
	}
	if n := afterSuccess(r, 0); n > 0 {
		return rule.Breaks(expected, "the code was exchanged again after its exchange had succeeded")
	}
	if in.Has("status") {
		return stillBound(r, func(e record.Event) bool { return e.Type == record.Sent && e.Text("to") == "result" }, expected)
	}
	return rule.Holds()
}
