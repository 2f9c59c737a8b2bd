package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// asIfSigned returns the requests that go where results go although there is nothing to tell but a failure, or a
// success without a code, and that nothing tells from the result of a signing.
func (in evidence) asIfSigned(r record.Record) []request {
	after, ok := answered(r)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(in.results(r)), func(q request) bool { return q.index < after || in.tellsApart(r, q) })
}

// tellsApart says whether the server can tell a request from the result of a signing: it is marked, or it is one that
// the server knows from a plain failure, but for what the wallet left out this time.
func (in evidence) tellsApart(r record.Record, q request) bool {
	return in.marked(r, q) || in.knownReport(r, q)
}

// marked says whether a request carries the error that the wallet gave, another value in a place where results have
// one, or something that results do not have and that differs from failure to failure.
func (in evidence) marked(r record.Record, q request) bool {
	n := in.normal(r)
	for path, value := range q.members() {
		if lost(value) {
			continue
		}
		s, _ := value.Str()
		switch {
		case replace(s, n.copied) != s, value.Kind() == record.Number && slices.Contains(n.codes, value.String()):
			return true
		case in.ofResults(n, path, value) == differs:
			return true
		case in.ofResults(n, path, value) == unknownThere && in.differsByFailure(r, n, q, path, value):
			return true
		}
	}
	return false
}

// knownReport says whether a request says nothing but what a marked report of a plain failure to the same endpoint
// says, and something that results never say.
func (in evidence) knownReport(r record.Record, q request) bool {
	n, mine := in.normal(r), q.members()
	for _, failed := range in.failures() {
		for _, report := range in.results(failed) {
			if report.endpoint() != q.endpoint() || !in.marked(failed, report) {
				continue
			}
			theirs, own, alien := report.members(), false, false
			for path, value := range mine {
				if lost(value) {
					continue
				}
				known, there := theirs[path]
				alien = alien || !there || !sameNormal(n, value, known)
				own = own || in.ofResults(n, path, value) == unknownThere
			}
			if own && !alien {
				return true
			}
		}
	}
	return false
}

// likeness is what a member of a request has in common with the same member of results.
type likeness int

const (
	unknownThere likeness = iota // results have no such member
	alike
	differs
)

// ofResults compares a member of a request with that of the plain approval's results. Code and state say nothing: they
// are what a failure does not have.
func (in evidence) ofResults(n normal, path string, value record.Value) likeness {
	approved, ok := in.approved()
	if !ok {
		return unknownThere
	}
	found := unknownThere
	for _, result := range in.results(approved) {
		genuine, there := result.members()[path]
		switch {
		case !there || lost(genuine):
		case carries(genuine, codeOf(approved)) || carries(genuine, stateOf(approved)) || sameNormal(n, value, genuine):
			return alike
		default:
			found = differs
		}
	}
	return found
}

// lost says whether a value is what an absent code or state becomes on its way.
func lost(v record.Value) bool {
	s, isText := v.Str()
	return v.Kind() == record.Undefined || v.Kind() == record.Null || isText && (s == "" || s == "undefined" || s == "null")
}

func sameNormal(n normal, a, b record.Value) bool {
	return n.value(a, n.sentence) == n.value(b, n.sentence)
}

// differsByFailure says whether a member of a request is another, or missing, after another failure.
func (in evidence) differsByFailure(r record.Record, n normal, q request, path string, value record.Value) bool {
	for _, other := range in.failures() {
		if other.Scenario == r.Scenario {
			continue
		}
		for _, theirs := range in.results(other) {
			if theirs.endpoint() != q.endpoint() {
				continue
			}
			if got, there := theirs.members()[path]; !there || !sameNormal(n, got, value) {
				return true
			}
		}
	}
	return false
}
