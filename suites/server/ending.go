package server

import (
	"slices"
	"strings"
)

// ending is what comes when an attempt is bound: it is ended, and then something comes of what it was, or of a new one.
type ending []event

// The events by which an agreement ends.
const (
	unbindEvent = "unbind"       // its user no longer wants it
	cancelEvent = "cancellation" // the platform tells that it was cancelled there
)

// former stands before what belongs to the agreement before the one that there is.
const former = "old "

// ends says whether an event ends the agreement that there is.
func (e event) ends() bool { return !e.former && (e.what == unbindEvent || e.what == cancelEvent) }

// comesLate says whether an event belongs to what is over, or ends it.
func (e event) comesLate() bool { return e.former || e.ends() }

// endings lists what may come when an attempt is bound, for a server with some means; the first is nothing.
func endings(notifies, unbinds bool) []ending {
	all := []ending{nil}
	var ends []string
	if unbinds {
		ends = append(ends, unbindEvent)
	}
	if notifies {
		ends = append(ends, cancelEvent)
	}
	late := []string{resultEvent}
	if notifies {
		late = append(late, notificationEvent, cancelEvent)
	}
	for _, end := range ends {
		all = append(all, ending{{what: end}}, ending{{what: end}, {what: end}})
		for _, what := range late {
			if what != end {
				all = append(all, ending{{what: end}, {what: what}})
			}
		}
		for _, agreed := range late {
			if agreed == cancelEvent {
				continue
			}
			anew := ending{{what: end}, {what: startEvent}, {what: agreed}}
			all = append(all, anew)
			for _, again := range ends {
				all = append(all, append(slices.Clone(anew), event{what: again}))
			}
			for _, what := range late {
				all = append(all, append(slices.Clone(anew), event{what: what, former: true}))
			}
		}
	}
	return all
}

func (e ending) String() string {
	var words []string
	for _, of := range e {
		words = append(words, of.String())
	}
	return strings.Join(words, next)
}

// ended says whether an agreement of the first user comes to its end.
func (s script) ended() bool { return slices.ContainsFunc(s.events, event.ends) }

// agreements numbers for each event the agreement of the first user that it belongs to, from 0: a start behind an end makes the
// next. What belongs to the second user has the number that there is.
func (s script) agreements() []int {
	numbers, there, over := make([]int, len(s.events)), 0, false
	for i, e := range s.events {
		if e.what == startEvent && !e.second && over {
			there, over = there+1, false
		}
		numbers[i] = there
		if e.former {
			numbers[i]--
		}
		over = over || e.ends()
	}
	return numbers
}

// again says whether an event of the first user comes more than once for one agreement, or once it is over.
func (s script) again(what string) bool {
	count, over, of := map[int]int{}, map[int]bool{}, s.agreements()
	for i, e := range s.events {
		if e.second {
			continue
		}
		if e.what == what {
			if count[of[i]]++; count[of[i]] > 1 || over[of[i]] {
				return true
			}
		}
		over[of[i]] = over[of[i]] || e.ends()
	}
	return false
}
