package server

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// prior is what a user had with the merchant before a scenario of the plan begins: whoever returns is to be told apart as well as
// who is new.
type prior struct {
	name  string
	apply []Answer
	steps []Step   // of an attempt that is the first of its scenario
	needs []string // of what a target file can have
}

func priors() []prior {
	return []prior{
		{name: "unbound", steps: unboundAfter(0), needs: []string{"status", "unbind"}},
		{name: "cancelled", steps: append(good(0), notify(wire.TokenCanceled, ""), Step{Do: SettleEnded}), needs: []string{"status", "notify"}},
		{name: "refused", steps: refused(), apply: []Answer{{Status: "F", Code: "final"}}},
		{name: "started", steps: []Step{{Do: Start}}},
	}
}

func priorNames() []string {
	var names []string
	for _, p := range priors() {
		names = append(names, p.name)
	}
	return names
}

// behind is a scenario of the plan that is performed behind what its user had before.
type behind struct{ prior, planned string }

// before lets a scenario of the plan begin with a user who had something before. The attempts of the plan keep their numbers.
func (p prior) before(s Scenario) Scenario {
	s.behind = &behind{p.name, s.Name}
	s.Name = matchers.NameBehind(p.name, s.Name)
	last := len(s.Attempts)
	s.Attempts = append(slices.Clone(s.Attempts), Attempt{Apply: p.apply})
	steps := slices.Clone(p.steps)
	for i := range steps {
		steps[i].Attempt = last
	}
	s.Steps = append(steps, s.Steps...)
	return s
}

// Returning makes scenarios of a plan with users who had something with the merchant before, for a server with some means: each of
// a user whose agreement is over, and each family of them with everything that there can be before.
func Returning(plan Plan, means []string) []Scenario {
	can := priorsWith(means)
	var over []prior
	for _, p := range can {
		if len(p.needs) > 0 {
			over = append(over, p)
		}
	}
	var made []Scenario
	place := map[string]int{} // in its family
	for _, s := range plan.Scenarios {
		if !s.canReturn() {
			continue
		}
		n := place[s.family()]
		place[s.family()]++
		for _, p := range can {
			if n == 0 || len(over) > 0 && p.name == over[n%len(over)].name {
				made = append(made, p.before(s))
			}
		}
	}
	return made
}

// priorsWith lists what can be brought about with some means.
func priorsWith(means []string) []prior {
	return slices.DeleteFunc(priors(), func(p prior) bool {
		return slices.ContainsFunc(p.needs, func(name string) bool { return !slices.Contains(means, name) })
	})
}

// family is the part of a name that scenarios of the plan have in common.
func (s Scenario) family() string {
	family, _, _ := strings.Cut(s.Name, "/")
	return family
}

// canReturn says whether a scenario of the plan means the same where its first user had something before: it is not about what the
// first call is like, nor about how an agreement ends, of which the space has more.
func (s Scenario) canReturn() bool {
	switch s.family() {
	case "control", "consult", "consult-signature", "users", "unbind", "unbind-signature", "cancel", "cancel-signature", "tls", "logs":
		return false
	}
	several := s.Name == matchers.Eight || s.Name == matchers.Later || s.Name == matchers.NotifyAgainMany
	return !s.Alone && len(s.Steps) > 0 && s.Steps[0].Do == Start && !several &&
		!slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Do == Unbind || step.Kind == wire.TokenCanceled }) &&
		!slices.ContainsFunc(s.Attempts, func(a Attempt) bool { return len(a.Consult) > 0 })
}

// readBehind finds the scenario that a name describes; ok is false where it describes none of these.
func readBehind(name string, plan Plan) (s Scenario, ok bool, err error) {
	what, planned, ok := matchers.CutBehind(name)
	if !ok {
		return Scenario{}, false, nil
	}
	i := slices.IndexFunc(priors(), func(p prior) bool { return p.name == what })
	if i < 0 {
		return Scenario{}, true, fmt.Errorf("nothing that a user had before is called %q%s", what, config.DidYouMean(what, priorNames()))
	}
	s, found := plan.Scenario(planned)
	if !found || !s.canReturn() {
		return Scenario{}, true, fmt.Errorf("no scenario that can come behind something is called %q%s", planned,
			config.DidYouMean(planned, plan.Names()))
	}
	return priors()[i].before(s), true, nil
}

// judgesBehind says whether a rule judges a scenario that comes behind something: one that judges the scenario itself, and compares
// it with none that is not at hand.
func judgesBehind() func(s Scenario, id string) bool {
	rows := map[string]rule.Selection{}
	for _, group := range Table() {
		for _, row := range group.Rows {
			rows[row.Matcher.Rule()] = row.On
		}
	}
	for _, id := range []string{ // these compare scenarios of the plan with each other, or are about what is of a whole run
		"signs-sent-bytes", "state-unique", "state-unguessable", "result-needs-attempt", "invalid-code-not-resent", "consult-failure-told",
		"url-passed-verbatim", "secrets-not-logged", "tls-verified", "users-isolated", "notify-acknowledged", "notify-once",
		"cancel-honoured", "unbind-cancels",
	} {
		delete(rows, id)
	}
	return func(s Scenario, id string) bool {
		on, ok := rows[id]
		return ok && slices.ContainsFunc(on.Judged, func(pattern string) bool { return rule.Matches(pattern, Scenario{Name: s.behind.planned}) })
	}
}
