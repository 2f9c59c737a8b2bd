package server

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wire"
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
	// with says that it happens at once with the one before.
	with bool
}

func (e event) String() string {
	if e.second {
		return e.what + second
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
			if !slices.Contains(eventNames(), plain) {
				return s, fmt.Errorf("no event is called %q%s", plain, config.DidYouMean(plain, eventNames()))
			}
			s.events = append(s.events, event{plain, isSecond, i > 0})
		}
	}
	return s, s.possible()
}

func eventNames() []string {
	return []string{startEvent, resultEvent, notificationEvent, statusEvent}
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
// followed, and nobody starts at once with anything, since nothing tells then whose status it is.
func (s script) possible() error {
	if len(s.events) > mostEvents {
		return fmt.Errorf("it has %d events, and %d are the most", len(s.events), mostEvents)
	}
	var starts, others [2]int
	together := 1
	for i, e := range s.events {
		of := number(e.second)
		if together++; !e.with {
			together = 1
		}
		atStart := e.what == startEvent
		switch {
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

// scenario makes the scenario of a script: in the end each user asks how it stands.
func (s script) scenario() Scenario {
	of := Scenario{Name: s.String(), drawn: &s, Attempts: []Attempt{{Apply: s.answer(false).answers}}}
	if s.two() {
		of.Attempts = append(of.Attempts, Attempt{User: 1, Apply: s.answer(true).answers})
	}
	starts := 0
	for _, e := range s.events {
		step := Step{Do: e.action(), Attempt: number(e.second), With: e.with}
		if e.what == notificationEvent {
			step.Kind = wire.CodeCreated
		}
		if e.what == startEvent && !e.second {
			if starts++; starts < s.count(startEvent) { // one that the person lets go of
				step.Attempt = len(of.Attempts)
				of.Attempts = append(of.Attempts, Attempt{})
			}
		}
		of.Steps = append(of.Steps, step)
	}
	of.Steps = append(of.Steps, Step{Do: s.settling(false)})
	if s.two() {
		of.Steps = append(of.Steps, Step{Do: s.settling(true), Attempt: 1})
	}
	return of
}

func (s script) answer(isSecond bool) answerValue {
	a, _ := answerOf(s.answers[number(isSecond)])
	return a
}

// settling is how the end of an attempt is waited for.
func (s script) settling(isSecond bool) Action {
	if s.answer(isSecond).binds && (s.has(resultEvent, isSecond) || s.has(notificationEvent, isSecond)) {
		return SettleBound
	}
	return Settle
}

func (e event) action() Action {
	switch e.what {
	case startEvent:
		return Start
	case resultEvent:
		return Result
	case notificationEvent:
		return Notify
	}
	return Ask
}
