package matchers

import (
	"slices"
	"sync"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Matcher judges the records of a mini program by one rule.
type Matcher = rule.Matcher

// evidence is what a rule may look at besides the record itself.
type evidence struct {
	rule.Evidence
	// status is hasStatus, worked out once; nil where it was not.
	status func() bool
}

// matcher makes the matcher of a rule that says one thing of a record.
func matcher(id string, judge func(r record.Record, in evidence) rule.Judgement) *Matcher {
	return matcherOf(id, func(r record.Record, in evidence) []rule.Judgement { return []rule.Judgement{judge(r, in)} })
}

// matcherOf makes the matcher of a rule that can be broken in several ways by one record. The description of the
// program is not a record of anything that it did.
func matcherOf(id string, judge func(r record.Record, in evidence) []rule.Judgement) *Matcher {
	return rule.NewMatcher(id, func(r record.Record, in rule.Evidence) []rule.Judgement {
		if r.Scenario == Described {
			return []rule.Judgement{rule.CannotJudge("the record shows no visit")}
		}
		if attempt(r) > 0 && len(calls(r)) == 0 && !slices.Contains(ofWholeVisit(), id) {
			return []rule.Judgement{rule.CannotJudge("the flow could not be started again; failure-can-retry judges that")}
		}
		seen := evidence{Evidence: in}
		seen.status = sync.OnceValue(seen.hasStatus)
		judgements := judge(r, seen)
		for i, j := range judgements {
			judgements[i] = excused(id, j, r)
		}
		return judgements
	})
}

// ofWholeVisit are the rules that judge whatever happens in a visit, whether the API is called or not.
func ofWholeVisit() []string {
	return []string{
		"handles-outcomes", "no-sign-without-str", "no-uncaught-errors", "survives-silence",
		"code-not-logged", "code-not-shown", "code-not-stored", "code-not-shared", "code-not-in-url",
	}
}

// kept returns what make made of the run under that key, the first time that it was asked for.
func kept[T any](in evidence, key any, make func() T) T {
	there := in.Kept
	if of, ok := key.(of); ok && slices.Contains(in.Judged, of.id) {
		there = in.Own
	}
	if there == nil {
		return make()
	}
	if made, ok := there[key]; ok {
		return made.(T)
	}
	made := make()
	there[key] = made
	return made
}

// of is the key of something that is worked out from one record, by what it is and the record's id.
type of struct{ what, id string }

// scenario returns the record of a scenario.
func (in evidence) scenario(name string) (record.Record, bool) {
	i := slices.IndexFunc(in.Run, func(r record.Record) bool { return r.Scenario == name })
	if i < 0 {
		return record.Record{}, false
	}
	return in.Run[i], true
}

// scenarios returns the records of those of the scenarios that were performed.
func (in evidence) scenarios(names ...string) []record.Record {
	var found []record.Record
	for _, name := range names {
		if r, ok := in.scenario(name); ok {
			found = append(found, r)
		}
	}
	return found
}

// failures returns the records of the plain failures that were performed.
func (in evidence) failures() []record.Record {
	var found []record.Record
	for _, o := range failures() {
		found = append(found, in.scenarios(Outcome(o))...)
	}
	return found
}

// approved returns the record of the plain approval.
func (in evidence) approved() (record.Record, bool) { return in.scenario(Outcome(record.Approve)) }

// hasRole says whether the server is known to have a route of the role.
func (in evidence) hasRole(role string) bool {
	return slices.ContainsFunc(in.described("roles").Items(), func(v record.Value) bool { text, _ := v.Str(); return text == role })
}

// showsRole says whether the server is known to have a route of the role: it was described with one, or has answered as one, as a
// server does whose routes are code.
func (in evidence) showsRole(role string) bool {
	return in.hasRole(role) || slices.ContainsFunc(in.Run, func(r record.Record) bool {
		return kept(in, of{"asked for " + role, r.ID}, func() bool {
			return slices.ContainsFunc(requests(r, -1), func(q request) bool { return q.role == role })
		})
	})
}

// hasStatus says whether the server is known to have a route that says how a signing ended.
func (in evidence) hasStatus() bool {
	if in.status == nil {
		return in.showsRole(schemas.StatusRole)
	}
	return in.status()
}

// described is what is known of the program before it is run, under a name; undefined where nothing is.
func (in evidence) described(name string) record.Value {
	d, ok := in.scenario(Described)
	if !ok || len(d.Events) == 0 {
		return record.Of(record.Undefined)
	}
	known, _ := d.Events[0].Arg().Field(name)
	return known
}

// absent breaks a rule for something that did not happen, unless an error that nobody caught explains it.
func absent(r record.Record, expected, observed string, args ...any) rule.Judgement {
	if crashed(r) {
		return afterCrash()
	}
	return rule.Breaks(expected, observed, args...)
}

// crashed says whether the program died or left an error uncaught.
func crashed(records ...record.Record) bool {
	return slices.ContainsFunc(records, func(r record.Record) bool {
		return r.End == record.Crashed || len(r.Of(record.Uncaught)) > 0
	})
}

func afterCrash() rule.Judgement {
	return rule.CannotJudge("an error was left uncaught; no-uncaught-errors judges that")
}

// unsigned says what a scenario shows in which the API was not called: nothing, unless the program asks its server first how
// the signing before ended, and signs nothing while that does not answer.
func (in evidence) unsigned(r record.Record) rule.Judgement {
	asked := in.questions(r, -1, len(r.Events))
	answers := func(e record.Event) bool { return asked[field(e, "id").String()] && says(e) }
	if len(asked) > 0 && in.hasStatus() && !slices.ContainsFunc(r.Events, answers) {
		return rule.OutOfScope("nothing is signed while the server does not answer how the signing before ended")
	}
	return uncalled()
}

// uncalled says why a scenario in which the API was not called shows nothing.
func uncalled() rule.Judgement {
	return rule.CannotJudge("the API was not called; calls-sign-contract judges that")
}
