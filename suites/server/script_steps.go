package server

import "github.com/signspec/signspec/suites/wire"

// scenario makes the scenario of a script: in the end each user asks how it stands.
func (s script) scenario() Scenario {
	of := Scenario{Name: s.String(), drawn: &s, Attempts: []Attempt{{Apply: s.answer(false).answers}}}
	if s.two() {
		of.Attempts = append(of.Attempts, Attempt{User: 1, Apply: s.answer(true).answers})
	}
	starts, own := 0, []int{0} // own are the attempts of the first user's agreements
	agreements := s.agreements()
	for i, e := range s.events {
		if agreements[i] == len(own) {
			own = append(own, len(of.Attempts))
			of.Attempts = append(of.Attempts, Attempt{Apply: s.answer(false).answers})
		}
		step := Step{Do: e.action(), Attempt: own[agreements[i]], With: e.with}
		if e.second {
			step.Attempt = 1
		}
		switch e.what {
		case notificationEvent:
			step.Kind = wire.CodeCreated
		case cancelEvent:
			step.Kind = wire.TokenCanceled
		case startEvent:
			if !e.second && len(own) == 1 {
				if starts++; starts < s.startsAtFirst() { // one that the person lets go of
					step.Attempt = len(of.Attempts)
					of.Attempts = append(of.Attempts, Attempt{})
				}
			}
		}
		if e.comesLate() && !e.with && !s.events[i-1].ends() { // what comes late finds what was agreed
			of.Steps = append(of.Steps, Step{Do: s.settling(false), Attempt: own[len(own)-1]})
		}
		of.Steps = append(of.Steps, step)
		if e.ends() && (i+1 == len(s.events) || !s.events[i+1].with) {
			of.Steps = append(of.Steps, Step{Do: SettleEnded, Attempt: step.Attempt})
		}
	}
	of.Steps = append(of.Steps, s.end(own[len(own)-1])...)
	if s.two() {
		of.Steps = append(of.Steps, Step{Do: s.settling(true), Attempt: 1})
	}
	return of
}

// end is how the end of the first user's last agreement is waited for. What comes when it is over, or of one before, may show a
// moment later.
func (s script) end(attempt int) []Step {
	last := s.events[len(s.events)-1]
	switch {
	case !s.ended():
		return []Step{{Do: s.settling(false)}}
	case last.ends():
		return nil
	case last.former:
		return []Step{{Do: Pause}, {Do: Ask, Attempt: attempt}}
	case s.again(last.what):
		return []Step{{Do: Settle, Attempt: attempt}, {Do: Pause}, {Do: Ask, Attempt: attempt}}
	}
	return []Step{{Do: s.settling(false), Attempt: attempt}}
}

// startsAtFirst is how often the first user starts before anything is agreed.
func (s script) startsAtFirst() int {
	n := 0
	for i, of := range s.agreements() {
		if e := s.events[i]; of == 0 && e.what == startEvent && !e.second {
			n++
		}
	}
	return n
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
	case notificationEvent, cancelEvent:
		return Notify
	case unbindEvent:
		return Unbind
	}
	return Ask
}
