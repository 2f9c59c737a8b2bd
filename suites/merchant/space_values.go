package merchant

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// oddAnswers are the answers that the documentation does not have, each with the outcome that it is given for.
func oddAnswers() []Answer {
	return []Answer{
		{How: EmptyFailure, Outcome: record.Fail},
		{How: UndocumentedCode, Outcome: record.Fail},
		{How: NumericCode, Outcome: record.Cancel},
		{How: ErrorMessageOnly, Outcome: record.Fail},
		{How: WithoutCode, Outcome: record.Approve},
		{How: EmptyCode, Outcome: record.Approve},
		{How: NullCode, Outcome: record.Approve},
		{How: PaySignCenter, Outcome: record.Fail},
		{How: Throws, Outcome: record.Fail},
		{How: OldContainer, Outcome: record.Approve},
	}
}

func isOdd(how How) bool {
	return slices.ContainsFunc(oddAnswers(), func(a Answer) bool { return a.How == how })
}

func answerValues() []value {
	var all []value
	add := func(name string, gives Answer, is func(Answer) bool) {
		all = append(all, value{
			name,
			func(s *Scenario) {
				if s.Wallet.Answers = []Answer{gives}; gives.How == OldContainer {
					s.Device.SDKVersion = lastWithout
				}
			},
			func(s Scenario) bool { return is(s.answer()) },
		})
	}
	for _, o := range record.Outcomes() {
		add(string(o), Answer{How: Plain, Outcome: o}, func(a Answer) bool { return a.Outcome == o && !isOdd(a.How) })
	}
	for _, odd := range oddAnswers() {
		add(string(odd.How), odd, func(a Answer) bool { return a.How == odd.How })
	}
	return all
}

// The beginnings of what a server may do, and what is said of one that does all that it should.
const (
	allWell        = "all well"
	preparePrefix  = "prepare "
	prepareSlow    = preparePrefix + string(Slow)
	resultPrefix   = "result "
	statusPrefix   = "status "
	resultRejected = resultPrefix + string(Rejects)
)

func serverValues() []value {
	all := []value{{name: allWell, set: func(*Scenario) {}}}
	add := func(prefix string, how ServerAnswer, set func(*Server), is func(Server) bool) {
		all = append(all, value{
			prefix + string(how), func(s *Scenario) { set(&s.Server) }, func(s Scenario) bool { return is(s.server()) },
		})
	}
	for _, how := range []ServerAnswer{Status500, EmptyBody, MissingField, NoAnswer, NetworkError} {
		add(preparePrefix, how, func(s *Server) { s.Prepare = how }, func(s Server) bool { return s.Prepare == how })
	}
	add(preparePrefix, Slow, func(s *Server) { s.Prepare = Slow }, func(s Server) bool { return s.Prepare == Slow })
	// Who fails when a failure is reported fails when it is asked as well.
	for _, how := range []ServerAnswer{Status500, EmptyBody, NoAnswer, Slow} {
		add(statusPrefix, how, func(s *Server) { s.Status = how }, func(s Server) bool { return s.Status == how })
	}
	for _, how := range []ServerAnswer{Rejects, FailsAccepting, Status500, EmptyBody, NoAnswer, Slow} {
		add(resultPrefix, how, func(s *Server) { s.Result = how }, func(s Server) bool { return s.Result == how && s.Status == Answers })
	}
	return all
}

// What a person may do.
const (
	startsOnce  = "starts once"
	startsTwice = "starts twice at once"
	tapsOthers  = "taps everything else meanwhile"
	leavesPage  = "leaves the page"
	looksAway   = "looks at another app"
	sharesPage  = "shares the page"
	pressesAll  = "presses whatever appears"
	startsAgain = "starts again "
)

func personValues() []value {
	soon := func(name string, gap int) value {
		return value{
			startsAgain + name,
			func(s *Scenario) { s.Flow.Starts, s.Flow.GapMs = 2, gap },
			func(s Scenario) bool { return s.Flow.Starts > 1 && !s.Flow.Together && s.Flow.GapMs == gap },
		}
	}
	return []value{
		{name: startsOnce, set: func(*Scenario) {}},
		{startsTwice, func(s *Scenario) { s.Flow.Starts, s.Flow.Together = 2, true }, func(s Scenario) bool { return s.Flow.Together }},
		soon("while preparing", preparingMs),
		soon("while the wallet is open", openMs),
		soon("after 20 seconds", longOpenMs),
		{tapsOthers, func(s *Scenario) { s.Flow.Others, s.Flow.GapMs = true, openMs }, func(s Scenario) bool { return s.Flow.Others }},
		{leavesPage, func(s *Scenario) { s.Wallet.Answers[0].When = Late }, func(s Scenario) bool { return s.answer().comes(Late) }},
		{looksAway, func(s *Scenario) { s.Flow.Away = true }, func(s Scenario) bool { return s.Flow.Away }},
		{sharesPage, func(s *Scenario) { s.Flow.Shares = true }, func(s Scenario) bool { return s.Flow.Shares }},
		{pressesAll, func(s *Scenario) { s.Flow.Presses = true }, func(s Scenario) bool { return s.Flow.Presses }},
	}
}

// When an answer may come.
const (
	inTime       = "in time"
	thenAFailure = "then a failure"
	afterHours   = "after 20 minutes"
	never        = "never"
	twice        = "twice"
	atOnce       = "before the call returns"
	turnedRound  = "complete first"
	bothWays     = "by callback and by promise"
)

// comes says whether an answer comes in a way.
func (a Answer) comes(how How) bool { return a.When == how || a.How == how }

func timeValues() []value {
	when := func(name string, how How) value {
		return value{
			name, func(s *Scenario) { s.Wallet.Answers[0].When = how }, func(s Scenario) bool { return s.answer().comes(how) },
		}
	}
	late := when(afterHours, Overdue)
	late.set = func(s *Scenario) { s.Wallet.Answers[0].When, s.Flow.HorizonMs = Overdue, overdueMs+horizonMs }
	return []value{
		{name: inTime, set: func(*Scenario) {}},
		when(atOnce, Sync),
		when(twice, Doubled),
		when(turnedRound, CompleteFirst),
		{
			thenAFailure,
			func(s *Scenario) { s.Wallet.Answers[0].How = SuccessThenFail },
			func(s Scenario) bool { return s.answer().comes(SuccessThenFail) },
		},
		when(bothWays, CallbackPromise),
		late,
		{never, func(s *Scenario) { s.Wallet.Answers[0].How = Silence }, func(s Scenario) bool { return s.answer().comes(Silence) }},
	}
}

// nothing is said of a start that no other came before; after begins what is said of one that followed another.
const (
	nothing = "the first start"
	after   = "after "
)

// beforeValues are what a start before the one that a scenario is about may have ended in.
func beforeValues() []value {
	all := []value{{name: nothing, set: func(*Scenario) {}}}
	add := func(name string, earlier Answer) {
		all = append(all, value{after + name, func(s *Scenario) { s.precede(earlier) }, func(s Scenario) bool {
			return s.startsLater() > 1 && s.Wallet.Answers[0].How == earlier.How &&
				(s.Wallet.Answers[0].Outcome == earlier.Outcome || earlier.How != Plain)
		}})
	}
	for _, o := range record.Outcomes()[1:] {
		add(string(o), Answer{How: Plain, Outcome: o})
	}
	for _, how := range []How{UndocumentedCode, Silence} {
		add(string(how), Answer{How: how, Outcome: record.Fail})
	}
	for _, result := range []struct {
		name string
		how  ServerAnswer
	}{{"rejected", Rejects}, {"a result that failed", Status500}} {
		all = append(all, value{after + result.name,
			func(s *Scenario) {
				s.precede(Answer{How: Plain, Outcome: record.Approve})
				s.Server.Result, s.Server.ResultAgain = result.how, s.Server.Result
			}, func(s Scenario) bool {
				return s.startsLater() > 1 && s.Server.ResultAgain != "" && s.Server.Result == result.how
			}})
	}
	return all
}

// precede puts a start with another answer before the one that the scenario is about. A server that gives no sign string
// gave one then.
func (s *Scenario) precede(earlier Answer) {
	s.Wallet.Answers = append([]Answer{earlier}, s.Wallet.Answers...)
	s.Flow.Starts, s.Flow.GapMs, s.Flow.About = 2, gapMs, 2
	if s.Server.Prepare != Answers {
		s.Server.Prepare, s.Server.PrepareAgain = Answers, s.Server.Prepare
	}
}
