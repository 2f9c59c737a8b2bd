package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// refresh is what records name an exchange of a refresh token.
const refresh = "refresh"

// refusesWithoutEffect judges a scenario in which one call is what nobody may make: it is not answered S, and what it asks
// for has not come about, which the good calls behind it show.
func (in evidence) refusesWithoutEffect(r record.Record, expected string) rule.Judgement {
	if why, failed := in.good(schemas.ConsultOperation); failed {
		return why
	}
	bad, behind, ok := attacked(r)
	if !ok {
		return notMade(r)
	}
	if bad.Text("status") == "S" {
		return rule.Breaks(expected, "it was answered %s", said(bad))
	}
	for _, e := range behind {
		switch operation := e.Text("operation"); {
		case e.Text("status") == "S":
		case operation == schemas.ApplyOperation && in.succeeds(Flow, operation):
			return rule.Breaks(expected, "it used the code up all the same: a good exchange of it was answered %s", said(e))
		case operation == refresh && in.succeeds(Refreshed, operation):
			return rule.Breaks(expected, "it ended the token all the same: a refresh was answered %s", said(e))
		case operation == schemas.CancelOperation && in.succeeds(Cancelled, operation):
			return rule.Breaks(expected, "it ended the token all the same: a good cancellation was answered %s", said(e))
		}
	}
	return rule.Holds()
}

// attacked finds the answer to the call that a scenario changes, and those to the good calls behind it.
func attacked(r record.Record) (bad record.Event, behind []record.Event, ok bool) {
	for _, e := range answers(r, "") {
		switch {
		case ok:
			behind = append(behind, e)
		case e.Text("change") != "":
			bad, ok = e, true
		}
	}
	return bad, behind, ok
}

// succeeds says whether the first call of an operation in another scenario, where all is good, is answered S.
func (in evidence) succeeds(scenario, operation string) bool {
	good, _ := in.Scenario(scenario)
	all := answers(good, operation)
	return len(all) > 0 && all[0].Text("status") == "S"
}

// notMade says why the call that a scenario is about was not made.
func notMade(r record.Record) rule.Judgement {
	if why, none := noRefreshToken(r); none {
		return why
	}
	return rule.CannotJudge("the call could not be made: " + stopped(r))
}

// noRefreshToken says that a record can show nothing of refreshing, because the platform gives no refresh token out.
func noRefreshToken(r record.Record) (rule.Judgement, bool) {
	good := slices.DeleteFunc(answers(r, schemas.ApplyOperation), func(e record.Event) bool { return e.Text("status") != "S" })
	if len(good) == 0 || slices.ContainsFunc(good, func(e record.Event) bool { return inBody(e, "refreshToken").Length() > 0 }) {
		return rule.Judgement{}, false
	}
	return rule.OutOfScope("the platform gives out no refresh token"), true
}
