package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// toldAsSigned returns what a person is told after a failure that only a signed agreement leads to, before the server
// has said anything. Two runs of the program are compared with all others:
//
//   - what is told when the server has accepted, after this failure, and nowhere else;
//   - all that is told only when the server has accepted, where the program tells it after other failures too.
//
// Nothing is said by a page that anybody may come to, by furniture that two results on one page have in common, such as
// its button, or by what is told whatever happens.
func (in evidence) toldAsSigned(r record.Record) []string {
	return kept(in, of{"told as signed", r.ID}, func() []string { return in.findToldAsSigned(r) })
}

func (in evidence) findToldAsSigned(r record.Record) []string {
	approved, ok := in.approved()
	if !ok {
		return nil
	}
	c := &comparison{
		told: in.tellings(r, in.unconfirmed(r)), home: in.homePage(), before: append(openBefore(r), openBefore(approved)...),
		usual: map[string]bool{}, unsigned: map[string]bool{}, cancelled: r.Stage.Outcome == record.Cancel,
	}
	keyOf := in.keys(approved)
	for _, line := range in.toldEver(approved) {
		c.usual[keyOf(line)] = true
	}
	refused, others := in.scenarios(Rejected, ResultUnanswered), in.otherFailures(r)
	c.note(append(others, refused...))
	accepted := in.accepted(c, approved, refused)
	for _, signed := range accepted {
		if found := c.shared(in.leaveOut(signed, others, in.unconfirmed)); len(found) > 0 {
			return found
		}
		if c.tellsAll(signed) {
			return c.shared(signed)
		}
	}
	if len(accepted) > 0 {
		return nil
	}
	return c.shared(in.leaveOut(c.notable(in.tellings(approved, len(approved.Events))), others, in.unconfirmed))
}

// accepted returns what is told when the server has accepted the result and not when it rejects it or does not answer:
// what is told before the server is asked once more, whose answer may be another, and all of it.
func (in evidence) accepted(c *comparison, approved record.Record, refused []record.Record) [][]telling {
	if len(refused) == 0 {
		return nil
	}
	var all [][]telling
	for _, end := range []func(record.Record) int{in.unconfirmed, func(r record.Record) int { return len(r.Events) }} {
		if signed := in.leaveOut(c.notable(in.tellings(approved, end(approved))), refused, end); len(signed) > 0 {
			all = append(all, signed)
		}
	}
	return all
}

// otherFailures returns the records of the failures of other kinds than that of a record, with a server that answers and
// with one that does not.
func (in evidence) otherFailures(r record.Record) []record.Record {
	var others []record.Record
	for _, o := range failures() {
		if o != r.Stage.Outcome {
			others = append(others, in.scenarios(Outcome(o), Status500Prefix+string(o), StatusEmptyPrefix+string(o))...)
		}
	}
	return others
}

// unconfirmed returns the index of the event by which the server first answered, with success and with something in its
// body that says neither that the signing is pending nor that there is none, to a question that came after the wallet's
// answer, or to a report of a failure; the number of events where it never did.
func (in evidence) unconfirmed(r record.Record) int {
	after, ok := answered(r)
	if !ok {
		return len(r.Events)
	}
	return in.confirmed(r, after)
}

// confirmed returns the index of the event by which the server first answered so to a question, or to a report of a failure, that
// came after an event; the number of events where it never did.
func (in evidence) confirmed(r record.Record, after int) int {
	asked := map[string]bool{}
	for _, q := range requests(r, after) {
		if in.asks(q) && in.ofMerchant(q) || in.isResult(q) && r.Stage.Outcome != record.Approve {
			asked[q.id.String()] = true
		}
	}
	for i, e := range r.Events {
		body := field(e, "body")
		if e.Type == record.Replied && asked[field(e, "id").String()] && number(e, "status") < 300 && !blank(body) && confirms(body) {
			return i
		}
	}
	return len(r.Events)
}

// leaveOut returns the tellings that none of the records tells up to its end.
func (in evidence) leaveOut(all []telling, records []record.Record, end func(record.Record) int) []telling {
	known := map[string]bool{}
	for _, r := range records {
		keyOf := in.keys(r)
		for _, line := range once(toldAs(in.normal(r), until(r, end(r)), -1)) {
			known[keyOf(line)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(t telling) bool { return known[t.key] })
}

// homePage is the first page of the program, which anybody may come to.
func (in evidence) homePage() string {
	for _, page := range in.described("pages").Items() {
		path, _ := page.Str()
		return path
	}
	return ""
}
