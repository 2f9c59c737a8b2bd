package matchers

import (
	"regexp"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// leftOpen says whether the server was asked between two events how the signing ended, and has not said it: its last
// answer is that the signing is pending, or there was none, and nobody started the flow again. Who has left the page and
// comes back begins another visit, of which a page knows nothing.
func (in evidence) leftOpen(r record.Record, from, to int) bool {
	if !in.hasRole(schemas.StatusRole) {
		return false // what other routes answer is not known to be about this
	}
	asked := map[string]bool{}
	for _, q := range between(r, from, to) {
		if in.asks(q) {
			asked[q.id.String()] = true
		}
	}
	open, answered := len(asked) > 0, false
	for _, e := range r.Events[from:to] {
		if e.Type == record.Page && text(e, "what") == "load" {
			return false
		}
		if e.Type == record.Started && number(e, "start") > 1 && !answered {
			open = false
		}
		if e.Type == record.Replied && asked[field(e, "id").String()] && number(e, "status") < 300 && !blank(field(e, "body")) {
			open, answered = pending(field(e, "body")), true
		}
	}
	return open
}

// undecided is how servers say that they do not know yet: PENDING, PROCESSING, IN_PROGRESS, WAITING, UNKNOWN, INIT.
var undecided = regexp.MustCompile(`(?i)^\W*(pend|process|in.?progress|wait|unknown|undecided|init|u$)`)

// pending says whether a body says that the signing is not decided.
func pending(body record.Value) bool {
	found := false
	eachText(parsed(body), func(s string) { found = found || undecided.MatchString(s) })
	return found
}

// negative is how servers say that there is no agreement: NONE, NOT_FOUND, UNSIGNED, FAILED, REJECTED, CANCELLED, INACTIVE.
var negative = regexp.MustCompile(`(?i)^\W*(no|none|not\b.*|not_.*|unsigned|unbound|fail\w*|reject\w*|cancel\w*|inactive)\W*$`)

// confirms says whether a body may say that the agreement is signed: it says neither that this is pending, nor that there
// is none.
func confirms(body record.Value) bool {
	denied := false
	eachText(parsed(body), func(s string) { denied = denied || negative.MatchString(s) })
	return !denied && !pending(body)
}
