package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// tokens is what is known of codes and their tokens before a call.
type tokens struct {
	spent  []record.Value // the codes that gave a token
	given  []record.Value // the access tokens
	latest record.Value   // the refresh token
	lent   []record.Value // all refresh tokens
	used   []record.Value // those that gave another one
	// refreshes counts the refreshes that were answered S.
	refreshes int
	// ended says that the token was cancelled; misused, that a code or a refresh token came again after its use, for which a
	// platform may end it; tried, that another client handed it in.
	ended, misused, tried bool
}

// doubtful says whether somebody tried what a platform may end the token for.
func (so tokens) doubtful() bool { return so.misused || so.tried }

// use is one call that was answered.
type use struct {
	record.Event
	nth    int          // of all calls of the record, from 1
	owner  int          // the client that the codes are made for
	code   record.Value // that was sent
	sent   record.Value // the refresh token that was sent
	before tokens
}

// good says whether it was answered S.
func (u use) good() bool { return u.Text("status") == "S" }

// failed says whether it was answered F.
func (u use) failed() bool { return u.Text("status") == "F" }

// others says whether it was another client's than the one that the code was made for.
func (u use) others() bool { return u.Int("attempt") != u.owner }

// makesOrder says whether a record is of a scenario in which calls are made in some order.
func makesOrder(r record.Record) bool {
	return strings.HasPrefix(r.Scenario, Orders) || strings.HasPrefix(r.Scenario, OrdersOfTwo)
}

// uses are the calls of a record that use a code or a token.
func uses(r record.Record) []use {
	var all []use
	var so tokens
	code, sent, nth, owner := record.Of(record.Undefined), record.Of(record.Undefined), 0, 0
	for _, e := range r.Events {
		if e.Type == record.Consulted {
			owner = e.Int("attempt")
		}
		if e.Type == record.Applied || e.Type == record.Cancelled {
			body := e.Value("body")
			code, _ = body.Field("authCode")
			sent, _ = body.Field("refreshToken")
		}
		if e.Type != record.Answered {
			continue
		}
		if nth++; e.Text("operation") == schemas.ConsultOperation {
			continue
		}
		one := use{e, nth, owner, code, sent, so}
		all, so = append(all, one), so.behind(one)
	}
	return all
}

// behind is what is known once a call was answered.
func (so tokens) behind(u use) tokens {
	operation := u.Text("operation")
	so.tried = so.tried || u.others()
	so.misused = so.misused || operation == schemas.ApplyOperation && slices.ContainsFunc(so.spent, u.code.Equal) ||
		operation == refresh && !u.sent.Equal(so.latest)
	if !u.good() {
		return so
	}
	if operation == schemas.CancelOperation {
		so.ended = so.ended || !u.others()
		return so
	}
	if operation == schemas.ApplyOperation {
		so.spent = append(slices.Clone(so.spent), u.code)
	}
	if token := inBody(u.Event, "accessToken"); token.Length() > 0 && !slices.ContainsFunc(so.given, token.Equal) {
		so.given, so.ended = append(slices.Clone(so.given), token), false
	}
	if operation == refresh {
		so.refreshes++
	}
	if next := inBody(u.Event, "refreshToken"); next.Length() > 0 {
		so = so.lend(next, u)
	}
	return so
}

// lend is what is known once a call gave a refresh token. An earlier one comes with an answer that is given once more, and is not
// the latest again.
func (so tokens) lend(next record.Value, u use) tokens {
	if u.Text("operation") == refresh && !next.Equal(u.sent) {
		so.used = append(slices.Clone(so.used), u.sent)
	}
	if !slices.ContainsFunc(so.lent, next.Equal) {
		so.lent, so.latest = append(slices.Clone(so.lent), next), next
	}
	return so
}

// eachUse judges the uses of codes and tokens that a rule is about, and breaks it by the first that is wrong.
func eachUse(r record.Record, expected string, about, wrong func(use) bool) rule.Judgement {
	all := uses(r)
	if !slices.ContainsFunc(all, func(u use) bool { return u.good() && u.Text("operation") == schemas.ApplyOperation }) {
		return rule.CannotJudge("the code gave no token: " + stopped(r))
	}
	all = slices.DeleteFunc(all, func(u use) bool { return !about(u) })
	for _, u := range all {
		if wrong(u) {
			return rule.Breaks(expected, "call %d of the scenario, %s, was answered %s", u.nth, u.Text("operation"), said(u.Event))
		}
	}
	if why, none := noRefreshToken(r); none && len(all) == 0 {
		return why
	}
	if len(all) == 0 {
		return rule.OutOfScope("in this order of calls none shows it")
	}
	return rule.Holds()
}
