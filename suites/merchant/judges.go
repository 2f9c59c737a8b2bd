package merchant

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// judgesBeyond says in which situations beyond the plan each rule judges, by its id. A rule that is not named compares
// scenarios of the plan with each other, and judges none beyond it.
func judgesBeyond() map[string]func(names) bool {
	always := func(names) bool { return true }
	return map[string]func(names) bool{
		"passes-sign-str":    always,
		"callback-types":     always,
		"known-options-only": always,
		"no-uncaught-errors": always,
		"code-not-logged":    always,
		"code-not-shown":     always,
		"code-not-stored":    always,
		"code-not-shared":    always,
		"code-not-in-url":    always,

		"handles-outcomes": func(n names) bool {
			return n.before == soonAfter+string(record.Fail) && n.approved(inTime) && n.server == allWell && n.person == startsOnce
		},
		"no-sign-without-str": names.unprepared,
		"sends-result":        func(n names) bool { return n.approved(inTime, atOnce, twice, bothWays, afterHours) && n.stays() },
		"sends-result-once": func(n names) bool {
			return n.approved(inTime, twice, bothWays, atOnce, turnedRound) && n.stays() && n.person != pressesAll &&
				(n.person != opensAgain || n.server == allWell)
		},
		"calls-sign-contract": func(n names) bool {
			return n.documented() && n.comesBack() && !n.unprepared() && !strings.HasPrefix(n.server, resultPrefix)
		},
		"waits-for-server": func(n names) bool {
			return n.approved(inTime, atOnce) && n.startsOnce() && (n.server == allWell && n.afterRejected() || slices.Contains([]string{
				resultRejected, resultPrefix + string(FailsAccepting), resultPrefix + string(NoAnswer),
			}, n.server))
		},
		"survives-silence": func(n names) bool {
			return n.approved(inTime) && n.person == startsOnce && n.server == allWell &&
				slices.Contains([]string{after + string(Silence), cancelThenSilence}, n.before) ||
				n.approved(never) && (n.comesBack() || n.person == opensAnother)
		},
		"late-success-counts": func(n names) bool { return n.approved(afterAWhile, afterHours) && n.startsOnce() },
		"success-needs-code": func(n names) bool {
			return n.answers(WithoutCode, EmptyCode, NullCode, PaySignCenter) && n.startsOnce()
		},
		"undocumented-code-is-not-success": func(n names) bool {
			return n.answers(EmptyFailure, UndocumentedCode, BlankCode, ZeroCode, TradePayDone, SignCenterDone, NumericCode) && n.startsOnce()
		},
		"no-result-on-failure": func(n names) bool {
			return n.failed() && (n.comesBack() || slices.Contains([]string{pressesAll, leavesPage, opensAnother}, n.person))
		},
		"failure-is-not-success": func(n names) bool { return n.failed() && (n.comesBack() || n.person == opensAgain) },
		"cancel-is-not-error":    func(n names) bool { return n.is(record.Cancel) && n.comesBack() },
		"unknown-is-not-failure": func(n names) bool { return n.is(record.Unknown) && n.comesBack() },
		"unknown-no-resign":      func(n names) bool { return n.is(record.Unknown) && (n.comesBack() || n.person == pressesAll) },
		"one-at-a-time":          names.startsMeanwhile,
		"survives-odd-callbacks": func(n names) bool {
			return n.documented() && n.at(atOnce, twice, turnedRound, thenAFailure) && n.server == allWell && n.startsOnce()
		},
	}
}

// afterRejected says whether the server did not accept the result of the start before.
func (n names) afterRejected() bool {
	return slices.Contains([]string{after + "rejected", soonAfter + "rejected", after + "a result that failed"}, n.before)
}

// is says whether the wallet answers with an outcome as documented, and a person can see what comes of it.
func (n names) is(o record.Outcome) bool {
	return n.outcome() == string(o) && n.at(inTime, atOnce, twice, turnedRound) && n.server == allWell
}

// failed says whether the wallet answers with a documented failure, and a server that may know nothing.
func (n names) failed() bool { return n.documented() && n.answer != string(record.Approve) }

// documented says whether the wallet answers as documented.
func (n names) documented() bool {
	return slices.Contains(record.Outcomes(), record.Outcome(n.outcome()))
}

// outcome is what the wallet answers, in whatever words.
func (n names) outcome() string {
	for _, m := range messages() {
		if plain, ok := strings.CutSuffix(n.answer, " "+string(m)); ok {
			return plain
		}
	}
	return n.answer
}

// approved says whether the person approves, of what the server gave, and the answer comes at one of some times.
func (n names) approved(times ...string) bool {
	return n.answer == string(record.Approve) && !n.unprepared() && n.at(times...)
}

// answers says whether the wallet answers in one of some odd ways.
func (n names) answers(odd ...How) bool { return slices.Contains(odd, How(n.answer)) }

func (n names) at(times ...string) bool { return slices.Contains(times, n.time) }

// startsOnce says whether a person starts, and waits for what comes.
func (n names) startsOnce() bool { return n.person == startsOnce || n.person == sharesPage }

// comesBack says whether a person starts once, and stays or comes back to see what came of it.
func (n names) comesBack() bool { return n.startsOnce() || n.person == looksAway }

// startsMeanwhile says whether a person starts again while the flow is under way.
func (n names) startsMeanwhile() bool {
	return !n.comesBack() && !slices.Contains([]string{leavesPage, pressesAll, opensAgain, opensAnother}, n.person)
}

// stays says whether a person stays on the page, and does nothing that may lead away from it. A program may take a page that is
// hidden for one where nobody waits for the result.
func (n names) stays() bool {
	return !slices.Contains([]string{leavesPage, tapsOthers, opensAnother}, n.person)
}
