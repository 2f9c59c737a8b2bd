package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// parameterClass sorts a call by the sign string it passed.
type parameterClass int

const (
	usable    parameterClass = iota // a string that is not blank
	absent                          // not passed, undefined or null
	wrongType                       // anything but a string
	blank                           // empty, or white space only
	noOptions                       // the options argument is not an object at all
)

// parameter sorts a call by the sign string it passed.
func (in evidence) parameter(r record.Record) parameterClass {
	if r.Args.Kind() != record.Object {
		return noOptions
	}
	v, _ := r.Args.Field(in.profile.Parameter)
	switch v.Kind() {
	case record.Undefined, record.Null:
		return absent
	case record.String:
		text, known := v.Str()
		if known && strings.TrimSpace(text) == "" {
			return blank
		}
		return usable
	}
	return wrongType
}

// refuses judges that a call with a sign string of the class is refused: it ends in fail and never succeeds.
func refuses(id string, class parameterClass) *Matcher {
	return newMatcher(id, func(r record.Record, in evidence) Judgement {
		if in.parameter(r) != class || len(r.Callbacks) == 0 || r.API == "my" {
			return unjudged("the call does not pass such a sign string")
		}
		expected := "the call never succeeds: it ends in fail"
		if s, ok := r.First(record.Success); ok {
			return breaks(expected, "with %s success was called with %s", in.passed(r), show(s.Arg()))
		}
		if _, ok := r.First(record.Failed); !ok {
			return unanswered(r)
		}
		return holds()
	})
}

// passed says in words what was passed as sign string.
func (in evidence) passed(r record.Record) string {
	v, ok := r.Args.Field(in.profile.Parameter)
	if !ok {
		return "no " + in.profile.Parameter
	}
	return in.profile.Parameter + " " + v.String()
}
