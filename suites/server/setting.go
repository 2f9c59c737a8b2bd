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

// setting is what surrounds a scenario of the plan: what its user had with the merchant before, or what goes on meanwhile. Who passes
// the plain scenario may have special code for either.
type setting struct {
	name  string
	needs []string // of what a target file can have
	fits  func(Scenario) bool
	set   func(Scenario) Scenario
	// spares lists rules that are about something else in it.
	spares []string
}

// settings lists them for scenarios of a plan; those of what a user had before come first.
func settings(plan Plan) []setting {
	all := append(histories(plan), setting{
		name: matchers.OnceMore, fits: Scenario.opensNothing, set: func(s Scenario) Scenario { return s.behind(s.Attempts[0], s.Steps) },
	}, setting{
		name: matchers.BesideAnother, needs: []string{"sessions"}, fits: Scenario.canComeLater, set: besideAnother,
	}, setting{
		name: matchers.WhileInProcess, fits: Scenario.isAnsweredOnce, set: whileInProcess,
	})
	if _, notifies := plan.Scenario(matchers.NotifyCode); notifies {
		all = append(all, setting{
			name: matchers.ByNotification, needs: []string{"notify"}, fits: Scenario.isOfOneResult, set: byNotification,
			spares: []string{"unknown-not-failure"}, // who keeps nothing of it is told it again
		})
	}
	return all
}

func settingNames(of []setting) []string {
	var names []string
	for _, s := range of {
		names = append(names, s.name)
	}
	return names
}

// histories lists what a user may have had with the merchant before.
func histories(plan Plan) []setting {
	type history struct {
		name  string
		apply []Answer
		steps []Step // of an attempt that is the first of its scenario
		needs []string
	}
	ended := []string{"status", "unbind"}
	all := []history{
		{name: "unbound", steps: unboundAfter(0), needs: ended},
		{name: "refused", steps: refused(), apply: []Answer{{Status: "F", Code: "final"}}},
		{name: "of an unknown result", steps: refused(), apply: []Answer{{Status: "U", Code: "unknown"}}},
		{name: "started", steps: []Step{{Do: Start}}},
	}
	if _, notifies := plan.Scenario(matchers.NotifyCode); notifies {
		notified := slices.Replace(unboundAfter(0), 1, 2, notify(wire.CodeCreated, ""))
		all = append(
			all,
			history{
				name:  "cancelled",
				steps: append(good(0), notify(wire.TokenCanceled, ""), Step{Do: SettleEnded}), needs: []string{"status", "notify"},
			},
			history{name: "notified and unbound", steps: notified, needs: append([]string{"notify"}, ended...)},
		)
	}
	if _, hasState := plan.Scenario("state/random"); hasState {
		all = append(all, history{name: "mistaken", steps: []Step{{Do: Start}, {Do: Result, State: Random}, {Do: Settle}}})
	}
	var made []setting
	for _, h := range all {
		made = append(made, setting{
			name: matchers.Once + h.name, needs: h.needs, fits: Scenario.canComeLater,
			set: func(s Scenario) Scenario { return s.behind(Attempt{Apply: h.apply}, h.steps) },
		})
	}
	return made
}

// placed says which scenario of the plan is set in what.
type placed struct{ setting, planned string }

// in sets a scenario of the plan in a setting. The attempts of the plan keep their numbers.
func (s Scenario) in(of setting) Scenario {
	made := of.set(s)
	made.placed = &placed{of.name, s.Name}
	made.Name = matchers.NameIn(of.name, s.Name)
	made.Alone = false // as the controls are, which come first
	return made
}

// behind lets another attempt of the first user come before.
func (s Scenario) behind(former Attempt, steps []Step) Scenario {
	last := len(s.Attempts)
	s.Attempts = append(slices.Clone(s.Attempts), former)
	steps = slices.Clone(steps)
	for i := range steps {
		steps[i].Attempt = last
	}
	s.Steps = append(steps, s.Steps...)
	return s
}

// besideAnother lets another user have an attempt of their own open meanwhile, which goes well in the end.
func besideAnother(s Scenario) Scenario {
	last := len(s.Attempts)
	s.Attempts = append(slices.Clone(s.Attempts), Attempt{User: s.Users()})
	s.Steps = slices.Concat([]Step{{Do: Start, Attempt: last}}, s.Steps, good(last)[1:])
	return s
}

// whileInProcess has the platform answer first that the exchange is in process.
func whileInProcess(s Scenario) Scenario {
	s.Attempts = slices.Clone(s.Attempts)
	s.Attempts[0].Apply = append([]Answer{{Status: "U", Code: "inProcess"}}, s.Attempts[0].Apply...)
	s.Steps = slices.Clone(s.Steps)
	for i, step := range s.Steps {
		if step.Do == Settle && step.Attempt == 0 && step.By == 0 {
			s.Steps[i].Do = SettleAnswered
		}
	}
	return s
}

// byNotification has the code come by a notification in place of the result.
func byNotification(s Scenario) Scenario {
	s.Steps = slices.Clone(s.Steps)
	s.Steps[slices.IndexFunc(s.Steps, handsOver)] = notify(wire.CodeCreated, "")
	return s
}

func handsOver(step Step) bool {
	return step.Do == Result || step.Do == Notify && step.Kind == wire.CodeCreated
}

// canReturn says whether a scenario of the plan means the same where its first user had something before: it is not about what the
// first call is like, nor about how an agreement ends, of which the space has more.
func (s Scenario) canReturn() bool {
	switch s.family() {
	case "control", "consult", "consult-signature", "users", "unbind", "unbind-signature", "cancel", "cancel-signature", "tls", "logs":
		return s.Name == matchers.Good
	}
	several := s.Name == matchers.Eight || s.Name == matchers.Later || s.Name == matchers.NotifyAgainMany
	return !s.Alone && len(s.Steps) > 0 && s.Steps[0].Do == Start && !several &&
		!slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Do == Unbind || step.Kind == wire.TokenCanceled }) &&
		!slices.ContainsFunc(s.Attempts, func(a Attempt) bool { return len(a.Consult) > 0 })
}

// canComeLater says the same of where nothing but the time is another: what the first call is answered may be odd as well, as long as it
// is answered.
func (s Scenario) canComeLater() bool {
	return s.canReturn() || s.StagesFirstCall() && s.family() != "consult" && s.Steps[0].Do == Start
}

// StagesFirstCall says whether a scenario is about how the first call of its first attempt is answered.
func (s Scenario) StagesFirstCall() bool {
	return len(s.Attempts) > 0 && len(s.Attempts[0].Consult) > 0
}

// opensNothing says whether a scenario of one attempt is over when nobody is bound, so that it can come once more.
func (s Scenario) opensNothing() bool {
	return s.canReturn() && len(s.Attempts) == 1 &&
		!slices.ContainsFunc(s.Steps, func(step Step) bool { return step.Do == SettleBound || step.Do == GiveUp })
}

// isAnsweredOnce says whether a scenario is about how the platform answers an exchange, which it has never called in process before.
func (s Scenario) isAnsweredOnce() bool {
	if !s.canReturn() || len(s.Attempts[0].Apply) == 0 {
		return false
	}
	first := s.Attempts[0].Apply[0]
	return first.Code != "inProcess" && first.Change != Silence && first.Change != Stalled && first.Change != Slow
}

// isOfOneResult says whether a scenario is about how the platform answers the exchange of one code that comes as a result, or about
// that code.
func (s Scenario) isOfOneResult() bool {
	a := s.Attempts[0]
	if !s.canReturn() || len(a.Apply) == 0 && a.Code == PlainCode {
		return false
	}
	i := slices.IndexFunc(s.Steps, handsOver)
	return i >= 0 && s.Steps[i] == Step{Do: Result} && !slices.ContainsFunc(s.Steps[i+1:], func(step Step) bool {
		return handsOver(step) && step.Attempt == 0 || step.Do == GiveUp
	})
}

// family is the part of a name that scenarios of the plan have in common.
func (s Scenario) family() string {
	family, _, _ := strings.Cut(s.Name, "/")
	return family
}

// InEverySetting sets every scenario of a plan in whatever may surround it, for a server with some means.
func InEverySetting(plan Plan, means []string) []Scenario {
	var made []Scenario
	for _, of := range settings(plan) {
		if slices.ContainsFunc(of.needs, func(name string) bool { return !slices.Contains(means, name) }) {
			continue
		}
		for _, s := range plan.Scenarios {
			if of.fits(s) && s.Name != matchers.Good { // which is performed as their control
				made = append(made, s.in(of))
			}
		}
	}
	return made
}

// fewOfARule is how many scenarios of a rule are set in everything, where it has so many.
const fewOfARule = 2

// InSettings lists the most telling of these: of every rule some scenarios in each setting, and every scenario in one.
func InSettings(plan Plan, means []string) []Scenario {
	rules, all := rulesOf(plan), InEverySetting(plan, means)
	in := map[string]int{} // how many settings there are for a scenario of the plan
	for _, s := range all {
		in[s.placed.planned]++
	}
	chosen := map[string]int{} // which of them
	for i, s := range plan.Scenarios {
		if n := in[s.Name]; n > 0 {
			chosen[s.Name] = i % n
		}
	}
	seen, performed := map[string]int{}, map[ruleSetting]int{}
	return slices.DeleteFunc(all, func(s Scenario) bool {
		needless := seen[s.placed.planned] != chosen[s.placed.planned]
		seen[s.placed.planned]++
		for _, id := range rules(s) {
			pair := ruleSetting{id, s.placed.setting}
			if performed[pair]++; performed[pair] <= fewOfARule {
				needless = false
			}
		}
		return needless
	})
}

// ruleSetting is a rule in a setting.
type ruleSetting struct{ rule, setting string }

// rulesOf says which rules a scenario in a setting is there for: those that judge every scenario are not among them, nor is one there
// for any that is about the first call, during which nobody else can start.
func rulesOf(plan Plan) func(Scenario) []string {
	judges := judgesIn(plan)
	var ids []string
	for _, group := range Table() {
		for _, row := range group.Rows {
			if !slices.Contains(row.On.Judged, "*") {
				ids = append(ids, row.Matcher.Rule())
			}
		}
	}
	return func(s Scenario) []string {
		if s.StagesFirstCall() {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !judges(s, id) })
	}
}

// readIn finds the scenario that a name describes; ok is false where it describes none of these.
func readIn(name string, plan Plan) (s Scenario, ok bool, err error) {
	what, planned, ok := matchers.CutSetting(name)
	if !ok {
		return Scenario{}, false, nil
	}
	all := settings(plan)
	i := slices.IndexFunc(all, func(of setting) bool { return of.name == what })
	if i < 0 {
		return Scenario{}, true, fmt.Errorf("nothing that surrounds a scenario is called %q%s", what, config.DidYouMean(what, settingNames(all)))
	}
	s, found := plan.Scenario(planned)
	if !found || len(s.Attempts) == 0 || !all[i].fits(s) {
		near := config.DidYouMean(planned, plan.Names())
		return Scenario{}, true, fmt.Errorf("no scenario that can come %s is called %q%s", what, planned, near)
	}
	return s.in(all[i]), true, nil
}

// Control names the good attempt in the setting of a scenario: where that is not bound, nothing else is judged there. "" is none.
func (s Scenario) Control() string {
	if s.placed == nil {
		return ""
	}
	if name := matchers.ControlIn(s.placed.setting); name != s.Name {
		return name
	}
	return ""
}

func controlIn(plan Plan) func(Scenario) (Scenario, bool) {
	return func(s Scenario) (Scenario, bool) {
		name := s.Control()
		if of, ok := plan.Scenario(name); ok {
			return of, true
		}
		of, ok, err := readIn(name, plan)
		return of, ok && err == nil
	}
}

// judgesIn says whether a rule judges a scenario in a setting: one that judges the scenario itself, and compares it with none that is
// not at hand.
func judgesIn(plan Plan) func(s Scenario, id string) bool {
	rows := map[string]rule.Selection{}
	for _, group := range Table() {
		for _, row := range group.Rows {
			rows[row.Matcher.Rule()] = row.On
		}
	}
	for _, id := range []string{ // these compare scenarios of the plan with each other, or are about what is of a whole run
		"state-unique", "state-unguessable", "result-needs-attempt", "invalid-code-not-resent", "consult-failure-told",
		"secrets-not-logged", "tls-verified", "users-isolated", "notify-acknowledged", "notify-once",
		"cancel-honoured", "unbind-cancels",
	} {
		delete(rows, id)
	}
	spares := map[string][]string{}
	for _, of := range settings(plan) {
		spares[of.name] = of.spares
	}
	return func(s Scenario, id string) bool {
		on, ok := rows[id]
		if s.placed.planned == matchers.Good { // a control, which those judge that judge everything
			return ok && slices.Contains(on.Judged, "*")
		}
		return ok && !slices.Contains(spares[s.placed.setting], id) &&
			slices.ContainsFunc(on.Judged, func(pattern string) bool { return rule.Matches(pattern, Scenario{Name: s.placed.planned}) })
	}
}
