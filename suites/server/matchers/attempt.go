package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// Matcher judges the records of attempts by one rule.
type Matcher = rule.Matcher

// evidence is what a rule may look at besides the record itself.
type evidence struct{ wire.Evidence }

func matcher(id string, judge func(r record.Record, in evidence) rule.Judgement) *Matcher {
	return wire.Matcher(id, func(r record.Record, in wire.Evidence) rule.Judgement {
		if r.End == record.Crashed && !slices.Contains(aboutTheEnd(), id) {
			return rule.CannotJudge("the server ended by an answer; the rule about such answers judges that")
		}
		if setting, planned, ok := CutSetting(r.Scenario); ok { // what it stages is what the plan stages
			if why, failed := (evidence{in}).unsettled(r, setting); failed {
				return why
			}
			r.Scenario = planned
		}
		return judge(r, evidence{in})
	})
}

// unsettled says why nothing can be judged of what is set in something.
func (in evidence) unsettled(r record.Record, setting string) (rule.Judgement, bool) {
	if boundAtStart(r) {
		return rule.CannotJudge("what the user had before has not come to its end"), true
	}
	name := ControlIn(setting)
	if name == "" || r.Scenario == name {
		return rule.Judgement{}, false
	}
	if control, ok := in.Scenario(name); !ok || !in.bound(control, 0) {
		return rule.CannotJudge("a good attempt is not bound there either, as " + name + " shows"), true
	}
	return rule.Judgement{}, false
}

// boundAtStart says whether a user who had something before is still bound by that when a scenario of the plan begins.
func boundAtStart(r record.Record) bool {
	former := -1
	for i, e := range r.Events {
		if e.Type != record.Sent || e.Text("to") != "start" {
			continue
		}
		if former >= 0 {
			return boundBefore(r, former, i)
		}
		former = e.Int("attempt")
	}
	return false
}

// aboutTheEnd are the rules that judge a server which ends by an answer.
func aboutTheEnd() []string {
	return []string{"broken-answer-survived", "redirect-not-followed", "unknown-fields-tolerated", "missing-optionals-tolerated"}
}

// uncontrolled says why nothing that is refused can be judged; ok is false where the controls show that it can.
func (in evidence) uncontrolled() (rule.Judgement, bool) {
	if why, failed := in.neverBound(); failed {
		return why, true
	}
	refused, ok := in.Scenario(Refused)
	if !ok || bound(refused, 0) {
		return rule.CannotJudge("the control failed: an attempt that the platform refused was bound; status-decides judges that"), true
	}
	return rule.Judgement{}, false
}

// neverBound says why nothing that is to be bound can be judged.
func (in evidence) neverBound() (rule.Judgement, bool) {
	good, ok := in.Scenario(Good)
	if !ok || !bound(good, 0) {
		return rule.CannotJudge("the control failed: a good attempt was not bound" + saidOf(good)), true
	}
	for _, e := range tolds(good, 0, "result") {
		if e.Text("error") != "" {
			return rule.CannotJudge("the control failed: the client of a good attempt was not answered; " + toldOf(e)), true
		}
	}
	return rule.Judgement{}, false
}

// saidOf tells how the server answered a control that failed, for a person who has to find out why.
func saidOf(r record.Record) string {
	said, undescribed := "", false
	for _, of := range [][]string{{"start", "result"}, {"status"}} {
		if told := tolds(r, 0, of...); len(told) > 0 {
			last := told[len(told)-1]
			said += "; " + toldOf(last)
			undescribed = undescribed || last.Text("as") == "other" && strings.HasPrefix(last.Value("status").String(), "2")
		}
	}
	return unbelieved(r, undescribed) + said
}

// unbelieved hints at why a server seems to make nothing of a success: the target file describes its answers otherwise, or it
// cannot verify what the platform signs.
func unbelieved(r record.Record, undescribed bool) string {
	for _, e := range r.Of(record.Answered) {
		if e.Text("result") != "S" || e.Text("operation") != schemas.ApplyOperation && started(r, 0) {
			continue
		}
		key := "is the key that the server verifies with the platformKey of this run?"
		if undescribed {
			return ", though the platform answered S: is one of the answers below what bound of the target file is to describe? If not, " + key
		}
		return ", though the platform answered S: " + key
	}
	return ""
}

// toldOf says how a call was answered.
func toldOf(e record.Event) string {
	if failed := e.Text("error"); failed != "" {
		return e.Text("to") + ": " + failed
	}
	return e.Text("to") + " was answered " + e.Value("status").String() + " " + e.Value("body").String()
}

// isBound judges a scenario in which the attempt is to be bound.
func (in evidence) isBound(r record.Record, attempt int, expected string) rule.Judgement {
	if why, failed := in.neverBound(); failed {
		return why
	}
	if !started(r, attempt) {
		return rule.CannotJudge("the start gave no sign string")
	}
	if in.bound(r, attempt) {
		return rule.Holds()
	}
	return rule.Breaks(expected, "%s", outcome(r, attempt))
}

// isRefused judges a scenario in which the attempt must not be bound.
func (in evidence) isRefused(r record.Record, attempt int, expected, observed string) rule.Judgement {
	if why, failed := in.uncontrolled(); failed {
		return why
	}
	if bound(r, attempt) {
		return rule.Breaks(expected, "%s", observed)
	}
	if e, ok := in.toldBound(r, attempt); ok {
		return rule.Breaks(expected, "the client was told that it is bound: %s", toldOf(e))
	}
	return rule.Holds()
}

// toldBound returns the answer to a result that says that an attempt is bound, where the answer tells that: a server may answer each
// result alike.
func (in evidence) toldBound(r record.Record, attempt int) (record.Event, bool) {
	asBound := func(r record.Record, attempt int) (record.Event, bool) {
		for _, e := range tolds(r, attempt, "result") {
			if e.Text("as") == "bound" {
				return e, true
			}
		}
		return record.Event{}, false
	}
	refused, ok := in.Scenario(Refused)
	if _, alike := asBound(refused, 0); !ok || alike {
		return record.Event{}, false
	}
	return asBound(r, attempt)
}

// isDisbelieved judges a scenario in which the answer to an exchange must not bind, the last of so many: one that was never given shows
// nothing.
func (in evidence) isDisbelieved(r record.Record, answers int, expected string) rule.Judgement {
	j := in.isRefused(r, 0, expected, "it was bound")
	asked := len(exchanges(r, 0))
	switch {
	case j.Status != rule.Held || asked >= answers:
		return j
	case asked == 0 && len(r.Of(record.Notified)) > 0 && len(tolds(r, 0, "result")) == 0:
		return rule.OutOfScope("a notification completes no attempt; notify-completes judges that")
	case asked == 0:
		return rule.CannotJudge("the platform was not asked for a token")
	}
	return rule.OutOfScope("the platform was not asked for a token again; in-process-repeated judges that")
}

// outcome tells how an attempt ended that was not bound.
func outcome(r record.Record, attempt int) string {
	parts := []string{"it was not bound"}
	if len(of(r, record.Applied, attempt)) == 0 {
		parts = append(parts, "the platform was not asked for a token")
	}
	if told := lastTold(r, attempt); told != "" {
		parts = append(parts, told)
	}
	return strings.Join(parts, "; ")
}

// lastTold tells how the last call was answered that says whether an attempt is bound; "" where there was none.
func lastTold(r record.Record, attempt int) string {
	told := tolds(r, attempt, "result", "status")
	if len(told) == 0 {
		return ""
	}
	return toldOf(told[len(told)-1])
}

// of returns the events of a type that belong to an attempt.
func of(r record.Record, t record.EventType, attempt int) []record.Event {
	var found []record.Event
	for _, e := range r.Events {
		if e.Type == t && e.Int("attempt") == attempt {
			found = append(found, e)
		}
	}
	return found
}

// tolds returns what the server answered to calls of an attempt, in order.
func tolds(r record.Record, attempt int, to ...string) []record.Event {
	return slices.DeleteFunc(of(r, record.Told, attempt), func(e record.Event) bool { return !slices.Contains(to, e.Text("to")) })
}

// started says whether the start of an attempt gave a sign string.
func started(r record.Record, attempt int) bool {
	for _, e := range tolds(r, attempt, "start") {
		if e.Text("url") != "absent" {
			return true
		}
	}
	return false
}

// bound says whether the attempt's user is bound as far as the server last told anybody: by the status where it was
// asked for, and by the answer to the result otherwise.
func bound(r record.Record, attempt int) bool {
	for _, e := range finals(r, attempt) {
		if e.Text("as") == "bound" {
			return true
		}
	}
	return false
}

// boundUntil says whether an attempt was bound when something came about, as far as anybody was told: by the status where that
// was asked for, and by the answer to the result otherwise.
func boundUntil(r record.Record, attempt int, over func(record.Event) bool) bool {
	before := r
	before.Events = nil
	for _, e := range r.Events {
		if over(e) {
			break
		}
		before.Events = append(before.Events, e)
	}
	return bound(before, attempt)
}

// boundTo says of one user whether they are bound, as bound does of all.
func boundTo(r record.Record, attempt, user int) bool {
	for _, e := range finals(r, attempt) {
		if e.Text("as") == "bound" && e.Int("user") == user {
			return true
		}
	}
	return false
}

// finals returns the last word that each user was told of an attempt. That a result is refused which comes after it was bound takes
// nothing back.
func finals(r record.Record, attempt int) []record.Event {
	last := map[int]record.Event{}
	for _, e := range tolds(r, attempt, "result", "status") {
		user := e.Int("user")
		before, told := last[user]
		if told && e.Text("to") == "result" && e.Text("as") != "bound" && (before.Text("to") == "status" || before.Text("as") == "bound") {
			continue
		}
		last[user] = e
	}
	var found []record.Event
	for _, e := range last {
		found = append(found, e)
	}
	return found
}

// neverRepeats says that an attempt was in process, and that this server does not repeat such.
func (in evidence) neverRepeats(r record.Record, attempt int) (rule.Judgement, bool) {
	repeats := func(scenario string) bool {
		process, ok := in.Scenario(scenario)
		return !ok || len(exchanges(process, 0)) == 0 || bound(process, 0)
	}
	ofAttempt := func(e record.Event) bool { return e.Int("attempt") == attempt }
	notified := in.Has("status") && slices.ContainsFunc(r.Of(record.Notified), ofAttempt)
	was := slices.ContainsFunc(exchanges(r, attempt), func(x exchange) bool { return x.answered.Text("staged") == inProcess })
	if !was || repeats(InProcess) && (!notified || repeats(NotifiedInProcess)) {
		return rule.Judgement{}, false
	}
	return rule.CannotJudge("what is in process is not repeated; in-process-repeated judges that"), true
}

// bound says whether the attempt is bound, as far as the target file lets it be seen: where there is no status, what was told
// once is not taken back by the answer to another result.
func (in evidence) bound(r record.Record, attempt int) bool {
	if in.Has("status") {
		return bound(r, attempt)
	}
	return slices.ContainsFunc(tolds(r, attempt, "result"), func(e record.Event) bool { return e.Text("as") == "bound" })
}

// requests returns every call of the platform in a record.
func requests(r record.Record) []record.Event {
	var found []record.Event
	for _, e := range r.Events {
		if e.Type == record.Consulted || e.Type == record.Applied || e.Type == record.Cancelled {
			found = append(found, e)
		}
	}
	return found
}

// each judges every call of the platform in a record by the first that breaks a rule.
func each(r record.Record, judge func(e record.Event) rule.Judgement) rule.Judgement {
	all := requests(r)
	if len(all) == 0 {
		return rule.CannotJudge("the platform was not called")
	}
	for _, e := range all {
		if j := judge(e); j.Status == rule.Broken {
			return j
		}
	}
	return rule.Holds()
}

// carries lists the secrets that an event carries.
func carries(e record.Event) []string { return e.Texts("carries") }

// states returns the states of the first calls in a record, in order, and whether each had one.
func states(r record.Record, in evidence) []string {
	var found []string
	for _, e := range r.Events {
		if e.Type == record.Consulted {
			if state, ok := stateOf(e, in); ok {
				found = append(found, state)
			}
		}
	}
	return found
}

func stateOf(e record.Event, in evidence) (string, bool) {
	if in.Portal().State == nil {
		return "", false
	}
	state, _ := e.Value("body").Field(in.Portal().State.Name)
	return state.Str()
}
