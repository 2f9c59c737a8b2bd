package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// text returns a field of an event's first argument where it is a string.
func text(e record.Event, name string) string {
	v, _ := e.Arg().Field(name)
	s, _ := v.Str()
	return s
}

// number returns a field of an event's first argument where it is a number.
func number(e record.Event, name string) int {
	v, _ := e.Arg().Field(name)
	n, _ := v.JSON().(float64)
	return int(n)
}

// field returns a field of an event's first argument.
func field(e record.Event, name string) record.Value {
	v, _ := e.Arg().Field(name)
	return v
}

// call is one call of the API; index is that of its event.
type call struct {
	index, number int
	options       record.Value
	place         *record.Place
}

// attempt returns the index of the event that the attempt begins with which a record is about: its last start, where
// others came before it that ended otherwise, and the beginning of the visit in all other records.
func attempt(r record.Record) int {
	if r.Stage == nil || r.Stage.Start < 2 {
		return 0
	}
	if i, ok := start(r, r.Stage.Start); ok {
		return i
	}
	return len(r.Events)
}

// calls returns the calls of the API in the attempt, in order.
func calls(r record.Record) []call { return callsFrom(r, attempt(r)) }

// callsFrom returns the calls of the API from an event on, in order.
func callsFrom(r record.Record, from int) []call {
	var found []call
	number := 0
	for i, e := range r.Events {
		if e.Type != record.Called {
			continue
		}
		if number++; i >= from {
			found = append(found, call{i, number, field(e, "options"), e.Place})
		}
	}
	return found
}

// answer is what one handler of the program was given; index is that of its event.
type answer struct {
	index, call int
	handler     string // success, fail, complete, callback (of my.call), resolve, reject or throw
	payload     record.Value
	place       *record.Place
}

// answers returns what the handlers of the program were given in the attempt, in order. A call that returns answers nothing, and what
// comes for a call of an earlier attempt is no answer to this one.
func answers(r record.Record) []answer {
	var found []answer
	from, first := attempt(r), 0
	if from > 0 {
		own := calls(r)
		if len(own) == 0 {
			return nil
		}
		first = own[0].number
	}
	for i, e := range r.Events {
		if e.Type != record.Delivered || i < from || max(number(e, "call"), 1) < first {
			continue
		}
		if handler := text(e, "callback"); handler != "return" {
			found = append(found, answer{i, max(number(e, "call"), 1), handler, field(e, "payload"), e.Place})
		}
	}
	return found
}

// heard says whether one of the handlers got an answer.
func heard(r record.Record, handlers ...string) bool {
	return slices.ContainsFunc(answers(r), func(a answer) bool { return slices.Contains(handlers, a.handler) })
}

// The handlers that hear of a success, and of a failure.
func ofSuccess() []string { return []string{"success", "complete", "callback", "resolve"} }
func ofFailure() []string { return []string{"fail", "complete", "callback", "reject", "throw"} }

// answered returns the index of the event from which on the program can know the answer to its first call: the first
// answer, or the call itself where nothing listens; false where there is no call.
func answered(r record.Record) (int, bool) {
	if a := answers(r); len(a) > 0 {
		return a[0].index, true
	}
	if c := calls(r); len(c) > 0 {
		return c[0].index, true
	}
	return 0, false
}

// request is one request that left; index is that of its event.
type request struct {
	index             int
	id                record.Value
	method, url, role string
	headers, body     record.Value
	place             *record.Place
}

// requests returns the requests after an event, in order.
func requests(r record.Record, after int) []request {
	var found []request
	for i, e := range r.Events {
		if e.Type == record.Requested && i > after {
			found = append(found, requestOf(i, e))
		}
	}
	return found
}

// requestOf returns the request of an event.
func requestOf(index int, e record.Event) request {
	return request{index, field(e, "id"), text(e, "method"), text(e, "url"), text(e, "role"), field(e, "headers"), field(e, "body"), e.Place}
}

// endpoint is the method and the path of a request, without host and query.
func (q request) endpoint() string { return q.method + " " + pathOf(q.url) }

// start returns the index of the first step of the n-th start, from 1.
func start(r record.Record, n int) (int, bool) {
	i := slices.IndexFunc(r.Events, func(e record.Event) bool { return e.Type == record.Started && max(number(e, "start"), 1) == n })
	return i, i >= 0
}

// lastStart returns the index of the first event of the last of several starts.
func lastStart(r record.Record) (int, bool) {
	n := 1
	for _, e := range r.Of(record.Started) {
		n = max(n, number(e, "start"))
	}
	if n == 1 {
		return 0, false
	}
	return start(r, n)
}

// callsOf returns the calls between two events.
func callsOf(r record.Record, from, to int) []call {
	return slices.DeleteFunc(calls(r), func(c call) bool { return c.index <= from || c.index >= to })
}

// asks says whether a request asks the server how a signing ended. Where the server is known to have a route for it,
// only that one does; otherwise whatever is neither a preparation nor a result.
func (in evidence) asks(q request) bool {
	if q.role == schemas.StatusRole || in.hasStatus() {
		return q.role == schemas.StatusRole
	}
	return q.role != schemas.PrepareRole && !in.isResult(q)
}
