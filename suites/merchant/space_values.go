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
		{How: BlankCode, Outcome: record.Fail},
		{How: ZeroCode, Outcome: record.Fail},
		{How: TradePayDone, Outcome: record.Fail},
		{How: SignCenterDone, Outcome: record.Fail},
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

// rareCodes are undocumented codes besides the usual.
func rareCodes() []How { return []How{BlankCode, ZeroCode, TradePayDone, SignCenterDone} }

func isOdd(how How) bool {
	return slices.ContainsFunc(oddAnswers(), func(a Answer) bool { return a.How == how })
}

func answerValues() []value {
	var all []value
	add := func(name string, gives Answer, is func(Answer) bool) {
		all = append(all, value{
			name: name,
			set: func(s *Scenario) {
				if s.Wallet.Answers = []Answer{gives}; gives.How == OldContainer {
					s.Device.SDKVersion = lastWithout
				}
			},
			is:      func(s Scenario) bool { return is(s.answer()) },
			variant: slices.Contains(rareCodes(), gives.How) || gives.Message != English,
		})
	}
	for _, o := range record.Outcomes() {
		add(string(o), Answer{How: Plain, Outcome: o}, func(a Answer) bool { return a.Outcome == o && !isOdd(a.How) && a.Message == English })
	}
	for _, odd := range oddAnswers() {
		add(string(odd.How), odd, func(a Answer) bool { return a.How == odd.How })
	}
	for _, o := range record.Outcomes()[1:] {
		for _, m := range messages() {
			if o == record.Cancel && m == Cancels || o == record.Network && m == Networks {
				continue // that is its own
			}
			add(string(o)+" "+string(m), Answer{How: Plain, Outcome: o, Message: m}, func(a Answer) bool {
				return a.Outcome == o && !isOdd(a.How) && a.Message == m
			})
		}
	}
	return all
}

// messages are what the text of a failure may be like besides the usual.
func messages() []Message { return []Message{Chinese, Indonesian, NoMessage, Cancels, Networks} }

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
			name: prefix + string(how), set: func(s *Scenario) { set(&s.Server) }, is: func(s Scenario) bool { return is(s.server()) },
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
	startsOnce   = "starts once"
	startsTwice  = "starts twice at once"
	tapsOthers   = "taps everything else meanwhile"
	leavesPage   = "leaves the page"
	looksAway    = "looks at another app"
	opensAgain   = "opens the page again"
	sharesPage   = "shares the page"
	pressesAll   = "presses whatever appears"
	opensAnother = "opens another page meanwhile"
	startsAgain  = "starts again "
)

func personValues() []value {
	soon := func(name string, gap int) value {
		return value{
			name: startsAgain + name,
			set:  func(s *Scenario) { s.Flow.Starts, s.Flow.GapMs = 2, gap },
			is:   func(s Scenario) bool { return s.Flow.Starts > 1 && !s.Flow.Together && s.Flow.GapMs == gap },
		}
	}
	// Who comes back to the page two seconds before that starts as late.
	later := value{
		name: startsAgain + "after 5 seconds", variant: true,
		set: func(s *Scenario) { s.Flow.Starts, s.Flow.GapMs = 2, slowGapMs },
		is: func(s Scenario) bool {
			between := s.Flow.GapMs == slowGapMs || s.Flow.GapMs == backGapMs
			return s.Flow.Starts > 1 && !s.Flow.Together && s.Flow.About == 0 && between
		},
	}
	return []value{
		{name: startsOnce, set: func(*Scenario) {}},
		{name: startsTwice, set: func(s *Scenario) { s.Flow.Starts, s.Flow.Together = 2, true }, is: func(s Scenario) bool { return s.Flow.Together }},
		soon("while preparing", preparingMs),
		soon("while the wallet is open", openMs),
		later,
		soon("after 20 seconds", longOpenMs),
		{name: tapsOthers, set: func(s *Scenario) { s.Flow.Others, s.Flow.GapMs = true, openMs }, is: func(s Scenario) bool { return s.Flow.Others }},
		{name: leavesPage, set: func(s *Scenario) { s.Wallet.Answers[0].When = Late }, is: func(s Scenario) bool { return s.answer().comes(Late) }},
		{name: looksAway, set: func(s *Scenario) { s.Flow.Away = true }, is: func(s Scenario) bool { return s.Flow.Away }},
		{name: opensAgain, set: func(s *Scenario) { s.Flow.Returns = true }, is: func(s Scenario) bool { return s.Flow.Returns && !s.answer().comes(Late) }},
		{name: sharesPage, set: func(s *Scenario) { s.Flow.Shares = true }, is: func(s Scenario) bool { return s.Flow.Shares }},
		{name: pressesAll, set: func(s *Scenario) { s.Flow.Presses = true }, is: func(s Scenario) bool { return s.Flow.Presses }},
		{name: opensAnother, set: func(s *Scenario) { s.Flow.Elsewhere = true }, is: func(s Scenario) bool { return s.Flow.Elsewhere }},
	}
}

// When an answer may come.
const (
	inTime       = "in time"
	thenAFailure = "then a failure"
	afterAWhile  = "after 45 seconds"
	afterHours   = "after 20 minutes"
	never        = "never"
	twice        = "twice"
	atOnce       = "before the call returns"
	turnedRound  = "complete first"
	bareComplete = "complete without an argument"
	bothWays     = "by callback and by promise"
)

// comes says whether an answer comes in a way.
func (a Answer) comes(how How) bool { return a.When == how || a.How == how }

func timeValues() []value {
	when := func(name string, how How) value {
		return value{
			name: name, set: func(s *Scenario) { s.Wallet.Answers[0].When = how }, is: func(s Scenario) bool { return s.answer().comes(how) },
		}
	}
	late := when(afterHours, Overdue)
	late.set = func(s *Scenario) { s.Wallet.Answers[0].When, s.Flow.HorizonMs = Overdue, overdueMs+horizonMs }
	bare := when(bareComplete, BareComplete)
	bare.variant = true
	return []value{
		{name: inTime, set: func(*Scenario) {}},
		when(atOnce, Sync),
		when(twice, Doubled),
		when(turnedRound, CompleteFirst),
		bare,
		{
			name: thenAFailure,
			set:  func(s *Scenario) { s.Wallet.Answers[0].How = SuccessThenFail },
			is:   func(s Scenario) bool { return s.answer().comes(SuccessThenFail) },
		},
		when(bothWays, CallbackPromise),
		when(afterAWhile, Slowly),
		late,
		{name: never, set: func(s *Scenario) { s.Wallet.Answers[0].How = Silence }, is: func(s Scenario) bool { return s.answer().comes(Silence) }},
	}
}

// nothing is said of a start that no other came before; after is in what is said of one that followed others.
const (
	nothing   = "the first start"
	after     = "after "
	soonAfter = "soon " + after
	noString  = "no sign string"

	cancelThenSilence = after + string(record.Cancel) + " and " + string(Silence)
)

// before is what came before the start that a scenario is about: a start for each answer, each so long before the next.
type before struct {
	answers []Answer
	result  ServerAnswer // what the server made of an approval; empty where it accepted
	none    bool         // the server gave no sign string
	gapMs   int
}

// beforeValues are what starts before the one that a scenario is about may have ended in, and when.
func beforeValues() []value {
	all := []value{{name: nothing, set: func(*Scenario) {}}}
	add := func(name string, b before) {
		all = append(all, value{name: name, set: b.set, is: b.is, variant: len(b.answers) > 1 || b.gapMs != gapMs})
	}
	plain := func(o record.Outcome) Answer { return Answer{How: Plain, Outcome: o} }
	once := func(a Answer) before { return before{answers: []Answer{a}, gapMs: gapMs} }
	for _, o := range record.Outcomes()[1:] {
		add(after+string(o), once(plain(o)))
	}
	for _, how := range []How{UndocumentedCode, Silence} {
		add(after+string(how), once(Answer{How: how, Outcome: record.Fail}))
	}
	approved := []Answer{plain(record.Approve)}
	add(after+"rejected", before{answers: approved, result: Rejects, gapMs: gapMs})
	add(after+"a result that failed", before{answers: approved, result: Status500, gapMs: gapMs})
	add(after+noString, before{answers: approved, none: true, gapMs: gapMs})
	for _, o := range []record.Outcome{record.Cancel, record.Fail} {
		add(after+string(o)+" twice", before{answers: []Answer{plain(o), plain(o)}, gapMs: gapMs})
		add(soonAfter+string(o), before{answers: []Answer{plain(o)}, gapMs: soonMs})
	}
	add(cancelThenSilence, before{answers: []Answer{plain(record.Cancel), {How: Silence, Outcome: record.Fail}}, gapMs: gapMs})
	add(soonAfter+"rejected", before{answers: approved, result: Rejects, gapMs: soonMs})
	return all
}

// set puts the starts before the one that the scenario is about. A server that gives no sign string gave one then.
func (b before) set(s *Scenario) {
	starts := len(b.answers)
	s.Wallet.Answers = slices.Concat(b.answers, s.Wallet.Answers)
	s.Flow.Starts, s.Flow.GapMs, s.Flow.About = 1+starts, b.gapMs, 1+starts
	switch {
	case b.none:
		s.Server.Prepare, s.Server.PrepareAgain = Status500, s.Server.Prepare
	case s.Server.Prepare != Answers:
		s.Server.Prepare, s.Server.PrepareAgain = Answers, s.Server.Prepare
	}
	if b.result != "" {
		s.Server.Result, s.Server.ResultAgain = b.result, s.Server.Result
	}
}

// is says whether the starts came before, as soon as that.
func (b before) is(s Scenario) bool {
	starts := len(b.answers)
	answered := slices.EqualFunc(b.answers, s.Wallet.Answers[:min(starts, len(s.Wallet.Answers))], func(mine, theirs Answer) bool {
		return theirs.How == mine.How && (theirs.Outcome == mine.Outcome || mine.How != Plain)
	})
	resulted := b.result == "" && s.Server.ResultAgain == "" || b.result != "" && s.Server.ResultAgain != "" && s.Server.Result == b.result
	none := s.Server.PrepareAgain != "" && s.Server.Prepare != Answers
	return s.startsLater() == 1+starts && answered && resulted && none == b.none && (s.Flow.GapMs < gapMs) == (b.gapMs < gapMs)
}
