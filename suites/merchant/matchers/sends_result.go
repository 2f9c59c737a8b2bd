package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SendsResult succeeds when both code and state reach the server after a success, in whatever requests and encodings.
// Where the server is known to have a route for results, only what goes there has reached it: other routes may be those
// of somebody who counts visits. Rule sends-result.
func SendsResult() *Matcher {
	return matcher("sends-result", func(r record.Record, in evidence) rule.Judgement {
		success, ok := handedOut(r)
		if !ok {
			return rule.CannotJudge("no success with a code was heard of; handles-outcomes judges that")
		}
		var missing []string
		longer := ""
		sent := requests(r, success.index-1)
		for _, secret := range [][2]string{{"authCode", codeOf(r)}, {"authState", stateOf(r)}} {
			reached := slices.ContainsFunc(sent, func(q request) bool {
				return q.brings(secret[1]) && (q.role == schemas.ResultRole || !in.hasRole(schemas.ResultRole))
			})
			if secret[1] != "" && !reached {
				missing = append(missing, secret[0])
				if slices.ContainsFunc(sent, func(q request) bool { return q.lengthens(secret[1]) }) {
					longer = secret[0]
				}
			}
		}
		if len(missing) == 0 {
			return rule.Holds()
		}
		if longer != "" {
			return rule.CannotJudge("what is sent is the " + longer + " with other characters before or behind it, and nobody knows whether the server takes them off")
		}
		if late(r) && !slices.ContainsFunc(sent, in.isResult) {
			return rule.CannotJudge("the success came when the program had given up waiting; late-success-counts judges that")
		}
		if masked(r) && len(sent) > 0 && slices.Contains(missing, "authCode") {
			return rule.CannotJudge("the records are masked, so the code is not found where it travels encoded")
		}
		if len(missing) == 2 && in.enciphers(r) {
			var known bool
			if missing, known = in.missingEnciphered(); !known || r.Scenario != Outcome(record.Approve) {
				return rule.CannotJudge("what is sent to the server cannot be read, so nobody knows whether code and state are in it")
			}
			if len(missing) == 0 {
				return rule.Holds()
			}
		}
		where := "no server"
		if in.hasRole(schemas.ResultRole) {
			where = "no route for results"
		}
		what := strings.Join(missing, " and ") + " reached " + where + "; requests after the success: " + endpoints(sent)
		return absent(
			r,
			"on success both authCode and authState reach the server",
			"%s",
			what,
		).At(firstPlace(resultPlace(in, sent), success.place))
	})
}

// handedOut returns the first answer of a record that hands out the code.
func handedOut(r record.Record) (answer, bool) {
	for _, a := range answers(r) {
		got, ok := a.payload.Field("authCode")
		if ok && r.Stage != nil && r.Stage.AuthCode != nil && got.Length() > 0 && got.Equal(*r.Stage.AuthCode) {
			return a, true
		}
	}
	return answer{}, false
}

// endpoints names requests in a message.
func endpoints(sent []request) string {
	var names []string
	for _, q := range sent {
		if !slices.Contains(names, q.endpoint()) {
			names = append(names, q.endpoint())
		}
	}
	return quote(names)
}

// resultPlace returns the place of the first request that goes where results go.
func resultPlace(in evidence, sent []request) *record.Place {
	for _, q := range sent {
		if in.isResult(q) {
			return q.place
		}
	}
	return nil
}

// firstPlace returns the first place that is known.
func firstPlace(places ...*record.Place) *record.Place {
	for _, p := range places {
		if p != nil {
			return p
		}
	}
	return nil
}
