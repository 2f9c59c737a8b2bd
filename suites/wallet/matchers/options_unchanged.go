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
		if r.Frozen || unusualOptions(r) {
			return frozenWorks(r, in)
		}
		if r.End == record.Crashed {
			return unanswered(r)
		}
		return holds()
	})
}

// unusualOptions says whether the options object, or what stands in it, is of a kind that the documentation is silent about.
func unusualOptions(r record.Record) bool {
	c := r.Caller
	if c == nil {
		return false
	}
	return c.Options != "" || c.Function == "proxy-function" || c.Does == "removes-itself" || c.Others != "" && c.Others != "undefined"
}

func frozenWorks(r record.Record, in evidence) Judgement {
	expected := "a frozen options object works like any other"
	if !r.Frozen {
		expected = "an options object that is not a plain one works like any other"
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
