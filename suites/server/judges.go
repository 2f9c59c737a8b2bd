package server

import "slices"

// judgesBeyond says in which scripts each rule judges, by its id. A rule that is not named compares scenarios of the plan with
// each other, or is about what only they stage. Of two users users-isolated says whether each is bound as it should be.
func judgesBeyond() map[string]func(script) bool {
	always := func(script) bool { return true }
	open := func(judges func(script) bool) func(script) bool { // what is bound in the end is another matter where it ends
		return func(s script) bool { return !s.ended() && judges(s) }
	}
	return map[string]func(script) bool{
		"request-signed":             always,
		"signature-encoding-edition": always,
		"request-time-current":       always,
		"identifies-client":          always,
		"documented-path":            always,
		"consult-complete":           always,
		"consult-within-limits":      always,
		"apply-complete":             always,
		"code-passed-verbatim":       always,
		"token-stays-on-server":      always,

		"state-unique":   script.startsTwice,
		"url-not-reused": script.startsTwice,

		"state-once":   script.handsOverAgain,
		"attempt-once": script.handsOverAgain,

		"status-decides": open(func(s script) bool { return s.answeredBy(refusedAnswer, invalidAnswer, unknownAnswer) && !s.two() }),
		"unknown-not-failure": open(func(s script) bool {
			return s.answeredBy(unknownAnswer) && s.has(resultEvent, false) && !s.two()
		}),
		"in-process-repeated": open(func(s script) bool {
			return s.answeredBy(processAnswer) && s.has(resultEvent, false) && !s.two()
		}),
		"invalid-code-not-resent":   open(func(s script) bool { return s.answeredBy(invalidAnswer) && s.notifiedLast() }),
		"broken-answer-survived":    func(s script) bool { return len(s.scenario().Survivable()) > 0 },
		"answer-signature-required": open(func(s script) bool { return s.answeredBy(unsigned) && !s.two() }),

		"notify-acknowledged": func(s script) bool {
			return (s.has(notificationEvent, false) || s.has(cancelEvent, false)) && !s.again(notificationEvent) && !s.again(cancelEvent)
		},
		"notify-completes": open(func(s script) bool {
			return s.answeredBy(plainAnswer, slowAnswer) && s.has(notificationEvent, false) && !s.has(resultEvent, false)
		}),
		"notify-once": func(s script) bool {
			return s.again(cancelEvent) || s.again(notificationEvent) && (s.ended() || !s.has(resultEvent, false))
		},
		"notify-and-result": open(func(s script) bool { // the others are not waited for until they are bound
			return s.has(notificationEvent, false) && s.has(resultEvent, false) && s.answer(false).binds
		}),
		"cancel-honoured": func(s script) bool { return s.has(cancelEvent, false) },
		"unbind-cancels":  func(s script) bool { return s.has(unbindEvent, false) },

		"users-isolated": script.two,
	}
}

// answeredBy says whether the exchanges of the first user are answered in one of some ways.
func (s script) answeredBy(names ...string) bool { return slices.Contains(names, s.answers[0]) }

// startsTwice says whether there is more than one start.
func (s script) startsTwice() bool { return s.two() || s.count(startEvent) > 1 }

// notifiedLast says whether the first user's code comes first in whatever way, and then by notifications alone.
func (s script) notifiedLast() bool {
	first := slices.IndexFunc(s.events, func(e event) bool { return e.carries() && !e.second })
	behind := s.events[first+1:]
	return slices.ContainsFunc(behind, func(e event) bool { return e.what == notificationEvent && !e.second && !e.with }) &&
		!slices.ContainsFunc(behind, func(e event) bool { return e.what == resultEvent && !e.second })
}

// handsOverAgain says whether a result comes once more, or late, and no notification beside it.
func (s script) handsOverAgain() bool {
	return s.again(resultEvent) && !s.again(notificationEvent) && (s.ended() || !s.has(notificationEvent, false))
}
