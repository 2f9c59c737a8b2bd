package matchers

import (
	"slices"
	"strings"
	"unicode"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// signs returns how the program says "signed": what it tells when the server has accepted the result, and neither
// when the server rejects it or does not answer, nor in a failure. Of a program that tells the same whatever the
// server answers, it is what it tells once it has sent the result.
func (in evidence) signs() []string { return kept(in, "signs", in.findSigns) }

func (in evidence) findSigns() []string {
	approved, ok := in.approved()
	if !ok {
		return nil
	}
	var failed [][]string
	for _, r := range in.failures() {
		failed = append(failed, in.toldAfterAnswer(r))
	}
	accepted := without(in.toldAfterAnswer(approved), failed...)
	lines := accepted
	for _, r := range in.scenarios(Rejected, ResultUnanswered) {
		lines = without(lines, in.toldAfterAnswer(r))
	}
	if len(lines) > 0 {
		return lines
	}
	if sent := in.results(approved); len(sent) > 0 {
		if lines = common(in.told(approved, sent[0].index), accepted); len(lines) > 0 {
			return lines
		}
	}
	return accepted
}

// notSigned returns what the program tells when nothing was signed, or not yet, and not when the server has accepted.
func (in evidence) notSigned() []string { return kept(in, "not signed", in.findNotSigned) }

func (in evidence) findNotSigned() []string {
	approved, ok := in.approved()
	if !ok {
		return nil
	}
	accepted := in.toldAfterAnswer(approved)
	var lines []string
	for _, r := range append(in.failures(), in.scenarios(Rejected, ResultUnanswered)...) {
		lines = append(lines, without(in.toldAfterAnswer(r), accepted)...)
	}
	return lines
}

// isResult says whether a request goes where results go: to a route of that role, or where the plain approval sends
// the code.
func (in evidence) isResult(q request) bool {
	if q.role == schemas.ResultRole {
		return true
	}
	return in.takesCodes()[q.endpoint()]
}

// takesCodes returns the merchant's endpoints to which the plain approval sends the code.
func (in evidence) takesCodes() map[string]bool {
	return kept(in, "endpoints that take codes", func() map[string]bool {
		endpoints := map[string]bool{}
		approved, ok := in.approved()
		if !ok {
			return endpoints
		}
		for _, q := range requests(approved, -1) {
			if q.carries(codeOf(approved)) && in.ofMerchant(q) {
				endpoints[q.endpoint()] = true
			}
		}
		return endpoints
	})
}

// results returns the requests of a record that go where results go.
func (in evidence) results(r record.Record) []request {
	return kept(in, of{"results", r.ID}, func() []request {
		return slices.DeleteFunc(requests(r, -1), func(q request) bool { return !in.isResult(q) })
	})
}

// carries says whether a secret travels in the request: in its URL, a header or the body.
func (q request) carries(secret string) bool {
	return carries(record.List(record.Text(q.url), q.headers, q.body), secret)
}

// carriesCodeOf says whether the code of a record travels in the request. Where it was masked, a text tells its length alone,
// which that of an earlier start may have as well; a value that was masked as a whole tells which it is.
func (q request) carriesCodeOf(r record.Record) bool {
	if !masked(r) {
		return q.carries(codeOf(r))
	}
	same, another := false, false
	eachMasked(record.List(q.headers, q.body), func(v record.Value) {
		same = same || v.Equal(*r.Stage.AuthCode)
		another = another || !v.Equal(*r.Stage.AuthCode)
	})
	return same || !another && q.carries(codeOf(r))
}

// brings says whether what a request carries is a secret for the server that reads it: a form, and the query of a URL, are
// read member by member, so that what was not encoded in them does not come whole, and what was added to it is another secret.
func (q request) brings(secret string) bool {
	if !q.carries(secret) {
		return false
	}
	carried := false
	read := q.members()
	read["headers"] = q.headers
	for _, v := range read {
		whole := false
		eachText(v, func(s string) {
			if carries(record.Text(s), secret) {
				carried, whole = true, whole || !lengthened(s, secret)
			}
		})
		if whole {
			return true
		}
	}
	body, ok := q.body.Str()
	return !carried && !(ok && strings.Contains(body, secret) && parsed(q.body).Kind() == record.Object)
}

// lengthens says whether a request carries a secret with a few letters or digits more, which its server may take off.
func (q request) lengthens(secret string) bool {
	found := false
	for _, v := range q.members() {
		eachText(v, func(s string) { found = found || lengthened(s, secret) })
	}
	return found
}

// lengthened says whether a text is a secret and a few letters or digits more, right before or behind it.
func lengthened(s, secret string) bool {
	before, behind, ok := strings.Cut(s, secret)
	const few = 8
	more := before + behind
	return ok && more != "" && len(more) <= few &&
		strings.IndexFunc(more, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}
