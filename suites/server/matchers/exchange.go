package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// exchanges returns the exchanges of an attempt with their answers, in order.
type exchange struct {
	applied  record.Event
	answered record.Event
	at       int // the place of the request among the events
	ended    int // that of its answer; -1 where there is none
}

func exchanges(r record.Record, attempt int) []exchange {
	var found []exchange
	for i, e := range r.Events {
		switch {
		case e.Type == record.Applied && e.Int("attempt") == attempt:
			found = append(found, exchange{applied: e, at: i, ended: -1})
		case e.Type == record.Answered:
			for j := range found {
				if found[j].ended < 0 && found[j].applied.Value("id").Equal(e.Value("id")) {
					found[j].answered, found[j].ended = e, i
				}
			}
		}
	}
	return found
}

// afterSuccess counts the exchanges of a code that began when the server knew that one had succeeded.
func afterSuccess(r record.Record, attempt int) int {
	return afterKnown(r, attempt, exchange.succeeded, "bound")
}

// afterKnown counts the exchanges of a code that began when the server knew how one had ended: the code came once more after it had
// told somebody so, or the answer had been there for a while. A request that was begun before may still be on its way, and a server
// that waited no longer for the answer asks once more of its own.
func afterKnown(r record.Record, attempt int, ended func(exchange) bool, as string) int {
	n, met, done := 0, 0, -1
	for _, x := range exchanges(r, attempt) {
		switch {
		case done < 0 || x.at < done:
		case r.Events[x.at].At-r.Events[done].At > onItsWayMs && slices.ContainsFunc(r.Events[done:x.at], handedOver(attempt)),
			cameAgain(r.Events[done:x.at], attempt, as), toldLongBefore(r.Events[done:x.at+1], attempt, as):
			n++
		default:
			met++
		}
		if x.ended >= 0 && ended(x) && !x.missed(r) && (done < 0 || x.ended < done) {
			done = x.ended
		}
	}
	if met >= fewExchanges { // no more than one can have met the one that ended
		n += met
	}
	return n
}

// heldMs is how long an answer takes after which a client may have given it up in the moment in which it came.
const heldMs = 1000

// missed says whether the server may have given the answer up: it took long, and the next that is told of the attempt behind it is that
// it is pending.
func (x exchange) missed(r record.Record) bool {
	if x.answered.At-x.applied.At < heldMs {
		return false
	}
	behind := r.Events[x.ended:]
	i := slices.IndexFunc(behind, func(e record.Event) bool {
		return e.Type == record.Told && e.Int("attempt") == x.applied.Int("attempt") && e.Text("to") != "start"
	})
	return i >= 0 && behind[i].Text("as") == "pending"
}

// toldLongBefore says whether some event told how the attempt stands, as bound or as other, longer before the last one than a request
// may be on its way.
func toldLongBefore(events []record.Event, attempt int, as string) bool {
	last := events[len(events)-1]
	return slices.ContainsFunc(events, func(e record.Event) bool {
		return e.Int("attempt") == attempt && tellsAs(e, as) && last.At-e.At > onItsWayMs
	})
}

// tellsAs says whether an event tells how an attempt stands, in a way.
func tellsAs(e record.Event, as string) bool {
	return e.Type == record.Told && e.Text("as") == as && e.Text("to") != "start"
}

// handedOver says of events whether they hand the code of an attempt over.
func handedOver(attempt int) func(record.Event) bool {
	return func(e record.Event) bool { return e.Int("attempt") == attempt && handsOver(e) }
}

// onItsWayMs is how long a request may be on its way, on a busy machine.
const onItsWayMs = 300

// cameAgain says whether a code is handed over once more after some event told how the attempt stands: as bound, or as other.
func cameAgain(events []record.Event, attempt int, as string) bool {
	told := false
	for _, e := range events {
		if e.Int("attempt") != attempt {
			continue
		}
		if told && handsOver(e) {
			return true
		}
		told = told || tellsAs(e, as)
	}
	return false
}

// succeeded says whether an exchange was answered with a success as documented, if slowly.
func (x exchange) succeeded() bool {
	staged := x.answered.Text("staged")
	return x.answered.Text("result") == "S" && (staged == "S" || staged == "S slow")
}

// endsBound says whether the exchanges of an attempt were answered with what is to end in a bound one: with S, or that they are
// in process, which is to be repeated, and with nothing else.
func endsBound(r record.Record, attempt int) bool {
	xs := exchanges(r, attempt)
	return len(xs) > 0 && !slices.ContainsFunc(xs, func(x exchange) bool {
		return !x.succeeded() && x.answered.Text("staged") != inProcess
	})
}

// refusedAsInvalid says whether an exchange was answered that the code is none.
func (x exchange) refusedAsInvalid() bool { return x.answered.Text("staged") == "F invalidCode" }

// inProcess is how an answer is staged that says so.
const inProcess = "U inProcess"
