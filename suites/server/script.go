package server

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// The events of an explored scenario.
const (
	startEvent        = "start"
	resultEvent       = "result"
	notificationEvent = "notification"
	statusEvent       = "status" // the client asks once how it stands
)

// second stands behind what is of the second user.
const second = " b"

// event is one thing that happens to the attempt of the first user, or of the second.
type event struct {
	what   string
	second bool
	// former says that it belongs to the first user's agreement before the one that there is.
	former bool
	// with says that it happens at once with the one before.
	with bool
}

func (e event) String() string {
	switch {
	case e.second:
		return e.what + second
	case e.former:
		return former + e.what
	}
	return e.what
}

// carries says whether an event hands a code over.
func (e event) carries() bool { return e.what == resultEvent || e.what == notificationEvent }

// script is an explored scenario: what happens, in order, and how the platform answers the exchanges of either user.
type script struct {
	answers [2]string // names of answers
	events  []event
}

// The separators in the name of a script, such as "in process, refused b: start, start b, result & result b".
const (
	next      = ", "
	atOnce    = " & "
	lastWords = ": " // behind the answers
)

// String is the name of the script, which describes it: what is plain about the answers is left out.
func (s script) String() string {
	var answers []string
	for i, name := range s.answers {
		if name != plainAnswer {
			answers = append(answers, name+[2]string{"", second}[i])
		}
	}
	var b strings.Builder
	if len(answers) > 0 {
		b.WriteString(strings.Join(answers, next) + lastWords)
	}
	for i, e := range s.events {
		switch {
		case e.with:
			b.WriteString(atOnce)
		case i > 0:
			b.WriteString(next)
		}
		b.WriteString(e.String())
	}
	return b.String()
}

// readScript finds the script that a name describes. The error says what is not understood, or cannot be.
func readScript(name string) (script, error) {
	s := script{answers: [2]string{plainAnswer, plainAnswer}}
	answers, events, ok := strings.Cut(name, lastWords)
	if !ok {
		answers, events = "", name
	}
	for of := range strings.SplitSeq(answers, next) {
		if of == "" {
			continue
		}
		plain, isSecond := strings.CutSuffix(of, second)
		if _, ok := answerOf(plain); !ok {
			return s, fmt.Errorf("no answer is called %q%s", plain, config.DidYouMean(plain, answerNames()))
		}
		s.answers[number(isSecond)] = plain
	}
	for part := range strings.SplitSeq(events, next) {
		for i, of := range strings.Split(part, atOnce) {
			plain, isSecond := strings.CutSuffix(of, second)
			plain, isFormer := strings.CutPrefix(plain, former)
			if !slices.Contains(eventNames(), plain) {
				return s, fmt.Errorf("no event is called %q%s", plain, config.DidYouMean(plain, eventNames()))
			}
			s.events = append(s.events, event{plain, isSecond, isFormer, i > 0})
		}
	}
	return s, s.possible()
}

func eventNames() []string {
	return []string{startEvent, resultEvent, notificationEvent, statusEvent, unbindEvent, cancelEvent}
}

func number(second bool) int {
	if second {
		return 1
	}
	return 0
}

// mostEvents and mostTogether bound what a script that somebody wrote may ask for.
const (
	mostEvents   = 40
	mostTogether = 8
)

// possible says why a script cannot come about: a user starts before anything else, the first once more where nothing has
// followed, or an agreement is over, and nobody starts at once with anything, since nothing tells then whose status it is.
func (s script) possible() error {
	if len(s.events) > mostEvents {
		return fmt.Errorf("it has %d events, and %d are the most", len(s.events), mostEvents)
	}
	var starts, others [2]int
	together, agreements, agreed, over := 1, 0, false, false
	for i, e := range s.events {
		of := number(e.second)
		if together++; !e.with {
			together = 1
		}
		atStart := e.what == startEvent
		if atStart && !e.second && over { // of a new agreement
			agreements, agreed, over, starts[0], others[0] = agreements+1, false, false, 1, 0
		}
		switch {
		case e.second && (e.former || e.what == unbindEvent || e.what == cancelEvent):
			return fmt.Errorf("%q: only the agreements of the first user end", e)
		case e.former && (agreements == 0 || !e.carries() && e.what != cancelEvent):
			return fmt.Errorf("%q is nothing that may come of an agreement before", e)
		case e.with && (e.former || s.events[i-1].former || e.ends() != s.events[i-1].ends()):
			return fmt.Errorf("%q happens at once with what is of another agreement, or of none", e)
		case e.ends() && !agreed:
			return fmt.Errorf("%q comes before anything is agreed", e)
		case together > mostTogether:
			return fmt.Errorf("more than %d events happen at once", mostTogether)
		case atStart && (e.with || i+1 < len(s.events) && s.events[i+1].with):
			return fmt.Errorf("%q happens at once with another event", e)
		case atStart && (others[of] > 0 || starts[of] > 0 && e.second || starts[of] > 1):
			return fmt.Errorf("%q comes once too often", e)
		case atStart:
			starts[of]++
		case starts[of] == 0:
			return fmt.Errorf("%q comes before %q", e, event{what: startEvent, second: e.second})
		default:
			others[of]++
			agreed, over = agreed || e.carries() && !e.second && !e.former, over || e.ends()
		}
	}
	switch {
	case starts[0] == 0:
		return fmt.Errorf("nothing is called %q", startEvent)
	case starts[1] == 0 && s.answers[1] != plainAnswer:
		return fmt.Errorf("the exchange of a second user is answered, who does not start")
	case s.answers[0] == afterOthers && !s.overlaps():
		return fmt.Errorf("%q needs an exchange of the second user at once with one of the first", afterOthers)
	case s.answers[1] == afterOthers:
		return fmt.Errorf("%q is an answer to the first user", afterOthers)
	}
	return nil
}

// overlaps says whether codes of both users are handed over at once.
func (s script) overlaps() bool {
	for i, e := range s.events {
		for j := i; e.carries() && j+1 < len(s.events) && s.events[j+1].with; j++ {
			if other := s.events[j+1]; other.carries() && other.second != e.second {
				return true
			}
		}
	}
	return false
}

// count is how often an event happens to the first user.
func (s script) count(what string) int {
	n := 0
	for _, e := range s.events {
		if e.what == what && !e.second {
			n++
		}
	}
	return n
}

// has says whether an event happens to a user.
func (s script) has(what string, isSecond bool) bool {
	return slices.ContainsFunc(s.events, func(e event) bool { return e.what == what && e.second == isSecond })
}

// two says whether a second user takes part.
func (s script) two() bool { return s.has(startEvent, true) }
