package matchers

import (
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// OptionsUnchanged succeeds when the options object has the same keys and values after the call as before, and when
// a frozen one works. Rule options-unchanged.
func OptionsUnchanged() *Matcher {
	return newMatcher("options-unchanged", func(r record.Record, in evidence) Judgement {
		if r.Args.Kind() != record.Object {
			return unjudged("no options object was passed")
		}
		if len(r.Changed) > 0 {
			var changes []string
			for _, name := range slices.Sorted(maps.Keys(r.Changed)) {
				now := show(r.Changed[name])
				_, was := r.Args.Field(name)
				switch isFunction := r.Changed[name].Kind() == record.Function; {
				case !was:
					now = "one that was not there"
				case isFunction:
					now = "another function"
				}
				changes = append(changes, name+" became "+now)
			}
			return breaks("the options object has the same keys and values after the call", "%s", strings.Join(changes, ", "))
		}
		if r.Frozen || unusual(r) != "" {
			return frozenWorks(r, in)
		}
		if r.End == record.Crashed {
			return unanswered(r)
		}
		return holds()
	})
}

// unusual names what the documentation is silent about of the options object, or of what stands in it; "" where nothing is.
func unusual(r record.Record) string {
	c := r.Caller
	switch {
	case c == nil:
		return ""
	case c.Options != "":
		return c.Options
	case c.Function == "proxy-function":
		return c.Function
	case c.Does == "removes-itself":
		return c.Does
	case c.Others == "undefined":
		return ""
	}
	return c.Others
}

func frozenWorks(r record.Record, in evidence) Judgement {
	expected := "a frozen options object works like any other"
	if !r.Frozen {
		expected = "an unusual options object (" + unusual(r) + ") works like any other"
	}
	if e, ok := r.First(record.Threw); ok {
		return breaks(expected, "the call threw %s", show(e.Arg()))
	}
	if r.Stage == nil || !in.plainlyWorks(r.Stage.Outcome) {
		return unjudged("the outcome is not reached with an ordinary options object either")
	}
	if _, called := r.First(record.Success, record.Failed, record.Completed); !called && r.Caller != nil &&
		r.Caller.Options == "inherited-callbacks" {
		return unjudged("the wallet reads what the options object itself holds, which is its right")
	}
	if _, ended := outcome(r); !ended && !r.Passed(in.expected(r)) && r.End != record.Crashed {
		if r.Passed(record.Completed) && len(r.Of(record.Completed)) == 0 {
			return breaks(expected, "complete was not called")
		}
		return holds()
	}
	if !in.endedAsStaged(r) {
		return breaks(expected, "%s", ended(r))
	}
	if what, ok := in.unsound(r); ok {
		return breaks(expected, "%s", what)
	}
	return holds()
}
