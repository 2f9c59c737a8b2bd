package matchers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// The names of the scenarios that rules compare with others or tell apart. The plan makes them.
const (
	Described      = wire.Described
	Flow           = "flow/good"
	SecondFlow     = "flow/second-client"
	AtOnce         = "code/at-once"
	CodeTwice      = "code/twice"
	RandomCode     = "code/random"
	OtherCase      = "code/other-case"
	OthersCode     = "client/apply"
	Blanks         = "code/blanks"
	Refreshed      = "refresh/once"
	RefreshedTwice = "refresh/twice"
	RefreshedOften = "refresh/six-times"
	GrantOfRefresh = "grant/refresh-"
	TwoURLs        = "url/two"
	TwoURLsAtOnce  = "url/two-at-once"
	TwoURLsSame    = "url/two-of-one-body"
	ContentTypes   = "content-type/"
	SameApproved   = "idempotent/same-approved" // once more when the user has approved
	ApprovedTwice  = "url/approved-twice"
	Cancelled      = "cancel/ends"
	NewCancelled   = "cancel/refreshed"
	Notified       = "notify/code-and-token"
	NotifiedSecond = "notify/second-client"
	NotifiedCancel = "notify/cancel"
	ResentSecond   = "notify/second-client-resent"
	SecondCancels  = "notify/second-client-cancels"
	NotSigned      = "notify/user-cancels"
	Unclaimed      = "notify/of-nobody"
	ResentToken    = "resent/token-500"
	ResentCancel   = "resent/cancel-500"
	ResentOther    = "notify/one-of-two-500" // and the other is acknowledged
	OthersCancel   = "notify/anothers-cancellation"
	Unanswered     = "resent/silence"
	BadSignatures  = "bad-signature/"
	OldRefresh     = "refresh/old-again"

	// Cancelled after two refreshes, by the token that there was before one, and while one goes on.
	NewestCancelled = "cancel/refreshed-twice"
	FirstCancelled  = "cancel/first-token"
	CancelAtOnce    = "cancel/at-once"

	// How the names of those begin that make calls in some order: of one client, and of two.
	Orders      = "orders/"
	OrdersOfTwo = "orders-of-two/"
)

// NoOtherCase is why a code cannot be handed over in another case.
const NoOtherCase = "the code has no letters, and so no other case"

// Base lists the scenarios that walks are compared with.
func Base() []string {
	return []string{
		Described, Flow, SecondFlow, Refreshed, RefreshedTwice, Cancelled, NewCancelled, FirstCancelled, RandomCode,
	}
}

// Matcher judges the records of calls by one rule.
type Matcher = rule.Matcher

// evidence is what a rule may look at besides the record itself.
type evidence struct{ wire.Evidence }

func matcher(id string, judge func(r record.Record, in evidence) rule.Judgement) *Matcher {
	how, compares := comparisons()[id]
	return wire.Matcher(id, func(r record.Record, in wire.Evidence) rule.Judgement {
		if compares && IsWalk(r.Scenario) {
			return evidence{in}.besidePlain(r, how)
		}
		return judge(r, evidence{in})
	})
}

// answers are the answers of a record to one operation, in order.
func answers(r record.Record, operation string) []record.Event {
	return slices.DeleteFunc(r.Of(record.Answered), func(e record.Event) bool { return operation != "" && e.Text("operation") != operation })
}

func isSuccess(e record.Event) bool { return e.Text("status") == "S" }

// answered is the answer to the last call of an operation; ok is false where there is none.
func answered(r record.Record, operation string) (record.Event, bool) {
	all := answers(r, operation)
	if len(all) == 0 {
		return record.Event{}, false
	}
	return all[len(all)-1], true
}

// good says why nothing can be judged where the good flow is not answered S up to an operation.
func (in evidence) good(operations ...string) (rule.Judgement, bool) {
	for _, operation := range operations {
		name := Flow
		switch operation {
		case refresh:
			name = Refreshed
		case schemas.CancelOperation:
			name = NewCancelled
		}
		flow, ok := in.Scenario(name)
		if !ok {
			return rule.CannotJudge("the good flow was not performed"), true
		}
		e, ok := answered(flow, operation)
		if !ok {
			return rule.CannotJudge("the control failed: a good " + operation + " could not be made: " + stopped(flow)), true
		}
		if e.Text("status") != "S" {
			return rule.CannotJudge("the control failed: a good " + operation + " was not answered S but " + said(e) + wants(e)), true
		}
	}
	return rule.Judgement{}, false
}

// secondClient says why nothing can be judged by what a second client is refused: there is none, or it is refused everything.
func (in evidence) secondClient() (rule.Judgement, bool) {
	if !in.Has("second") {
		return rule.CannotJudge("the target file has no second client"), true
	}
	flow, _ := in.Scenario(SecondFlow)
	if e, ok := answered(flow, schemas.ConsultOperation); !ok || e.Text("status") != "S" {
		return rule.CannotJudge("the control failed: a good call of the second client was not answered S; accepts-signed judges that"), true
	}
	return rule.Judgement{}, false
}

// refuses judges whether all calls of an operation were answered otherwise than S, where a good one is answered S.
func (in evidence) refuses(r record.Record, operation, expected string) rule.Judgement {
	return in.refusesWhere(r, operation, expected, operation)
}

// refusesWhere judges whether all calls of an operation were answered otherwise than S, where good calls of some operations are
// answered S.
func (in evidence) refusesWhere(r record.Record, operation, expected string, good ...string) rule.Judgement {
	if why, failed := in.good(good...); failed {
		return why
	}
	all := answers(r, operation)
	if len(all) == 0 {
		return rule.CannotJudge("the call could not be made: " + stopped(r))
	}
	for i, e := range all {
		if e.Text("status") == "S" {
			return rule.Breaks(expected, "%s was answered %s", nthOf(i, all), said(e))
		}
	}
	return rule.Holds()
}

// nthOf names one of some calls: "it" where there is one alone.
func nthOf(i int, all []record.Event) string {
	if len(all) == 1 {
		return "it"
	}
	return fmt.Sprintf("call %d of %d", i+1, len(all))
}

// takes judges whether a call was answered S.
func (in evidence) takes(r record.Record, operation, expected string) rule.Judgement {
	if why, failed := in.good(operation); failed {
		return why
	}
	e, ok := answered(r, operation)
	if !ok {
		return rule.CannotJudge("the call could not be made: " + stopped(r))
	}
	if e.Text("status") != "S" {
		return rule.Breaks(expected, "it was answered %s", said(e))
	}
	return rule.Holds()
}

// takesChanged judges whether the call that a scenario changes was answered S.
func (in evidence) takesChanged(r record.Record, expected string) rule.Judgement {
	changed, _, ok := attacked(r)
	if !ok {
		return notMade(r)
	}
	return in.takes(r, changed.Text("operation"), expected)
}

// stopped says why a scenario ended early.
func stopped(r record.Record) string {
	if r.Reason != "" {
		return r.Reason
	}
	return "the scenario ended before"
}

// said tells an answer: "F PARAM_ILLEGAL (HTTP 400)".
func said(e record.Event) string {
	if failed := e.Text("error"); failed != "" {
		return "nothing (" + failed + ")"
	}
	status := e.Text("status")
	if status == "" {
		return "without a result (HTTP " + e.Value("http").String() + ")"
	}
	return status + " " + e.Text("code") + " (HTTP " + e.Value("http").String() + ")"
}

// wants says what may be done about a good call that a platform finds incomplete.
func wants(e record.Event) string {
	if e.Text("operation") != schemas.ConsultOperation || !strings.Contains(e.Text("code"), "PARAM") {
		return ""
	}
	return "; fields that your platform wants besides go under fields in the target file"
}

// inBody is a field of an answer's body.
func inBody(e record.Event, name string) record.Value {
	v, _ := e.Value("body").Field(name)
	return v
}
