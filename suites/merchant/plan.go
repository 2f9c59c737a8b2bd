package merchant

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// Plan is the scenarios of a run, in the order in which they are best performed.
type Plan = rule.Plan[Scenario]

// Times of a visit, in virtual milliseconds. Five minutes is what the rule survives-silence gives a program, and enough
// for every other to come to rest; an alert or a poll in between costs nothing. After twenty minutes every program has
// given up waiting.
const (
	// preparingMs is while the server is asked for the sign string, and openMs while the wallet is open, which people leave
	// open for longOpenMs.
	preparingMs, openMs, longOpenMs = 60, 600, 20_000
	// hintedMs is when a program that waits has told the person what they might do meanwhile.
	hintedMs = longOpenMs + 5_000

	// slowGapMs is when somebody starts again whose server is slow, and backGapMs how long after coming back one who has looked at
	// another app meanwhile. Both are while the server is asked for the sign string.
	slowGapMs, backGapMs = 5_000, 2_000

	// soonMs is when somebody starts again who has hardly read what came of it, and longMs when it is all but forgotten.
	soonMs    = 3_000
	gapMs     = 5 * 60 * 1000
	longMs    = 2 * 60 * 60 * 1000
	horizonMs = 5 * 60 * 1000
	overdueMs = 20 * 60 * 1000
)

// longestState is how many characters a state may have.
const longestState = 256

// confirmsYes is how many confirms are answered yes after each start: one to start with, and two offers to try again.
const confirmsYes = 3

// NewPlan makes the plan under a profile. Its canaries are random, so that no program can know them, and the same in
// every scenario, so that scenarios can be compared.
func NewPlan(p *schemas.Profile) Plan { return DrawPlan(p, "") }

// DrawPlan makes the plan under a profile, with canaries and a phone that follow from the seed. The empty seed stands for
// one that nobody knows.
func DrawPlan(p *schemas.Profile, seed string) Plan {
	from := draw.From(seed)
	b := &builder{canaries: drawCanaries(p, from), device: drawDevice(from)}
	b.outcomes()
	b.servers()
	b.oddCallbacks()
	b.oddAnswers()
	b.flows()
	b.states()
	b.controls()
	return Plan{Name: "full", Scenarios: b.scenarios}
}

// builder makes scenarios: each method adds a family of them.
type builder struct {
	canaries  Wallet
	device    Device
	scenarios []Scenario
}

// add adds a scenario in which the wallet answers the first start so, later starts by an approval, and all goes well
// otherwise; change may change that.
func (b *builder) add(name string, first Answer, change ...func(*Scenario)) {
	s := Scenario{
		Name: name, Wallet: b.canaries, Device: b.device,
		Server: Server{Prepare: Answers, Result: Accepts, Status: Answers},
		Flow:   Flow{Starts: 1, HorizonMs: horizonMs, Yes: confirmsYes},
	}
	s.Wallet.Answers = []Answer{first}
	for _, c := range change {
		c(&s)
	}
	b.scenarios = append(b.scenarios, s)
}

// outcomes adds each outcome, answered as documented.
func (b *builder) outcomes() {
	for _, o := range record.Outcomes() {
		b.add(matchers.Outcome(o), Answer{How: Plain, Outcome: o})
	}
}

// servers adds what the merchant's server may do.
func (b *builder) servers() {
	approve, unknown := Answer{How: Plain, Outcome: record.Approve}, Answer{How: Plain, Outcome: record.Unknown}
	b.add(matchers.Rejected, approve, func(s *Scenario) { s.Server.Result = Rejects })
	b.add(matchers.ResultUnanswered, approve, func(s *Scenario) { s.Server.Result = NoAnswer })
	b.add(matchers.ResultFailed, approve, func(s *Scenario) { s.Server.Result = FailsAccepting })
	b.add(matchers.RejectedTwice, Answer{How: Doubled, Outcome: record.Approve}, func(s *Scenario) { s.Server.Result = Rejects })
	b.add(matchers.SlowTwice, Answer{How: Doubled, Outcome: record.Approve}, func(s *Scenario) { s.Server.Result = Slow })
	b.add(matchers.StatusUnanswered, approve, func(s *Scenario) { s.Server.Status = NoAnswer })
	b.add("server/status-no-answer", unknown, func(s *Scenario) { s.Server.Status = NoAnswer })
	for _, o := range record.Outcomes()[1:] {
		b.add(
			matchers.Status500Prefix+string(o),
			Answer{How: Plain, Outcome: o},
			func(s *Scenario) { s.Server.Status, s.Server.Result = Status500, Status500 },
		)
		b.add(
			matchers.StatusEmptyPrefix+string(o),
			Answer{How: Plain, Outcome: o},
			func(s *Scenario) { s.Server.Status, s.Server.Result = EmptyBody, EmptyBody },
		)
	}
	for _, how := range []ServerAnswer{Status500, EmptyBody, MissingField, NoAnswer, NetworkError} {
		b.add(matchers.PreparePrefix+string(how), approve, func(s *Scenario) { s.Server.Prepare = how })
	}
}

// oddCallbacks adds answers whose callbacks come at odd times, for a success and for a failure.
func (b *builder) oddCallbacks() {
	for _, how := range []How{Sync, Doubled, CompleteFirst, BareComplete, Late} {
		b.add("wallet/"+string(how), Answer{How: how, Outcome: record.Approve})
		b.add("wallet/"+string(how)+"-fail", Answer{How: how, Outcome: record.Fail})
	}
	b.add(matchers.LeftAndBack, Answer{How: Late, Outcome: record.Approve}, func(s *Scenario) { s.Flow.Returns = true })
	b.add("wallet/"+string(SuccessThenFail), Answer{How: SuccessThenFail, Outcome: record.Approve})
	b.add(matchers.SlowThenFail, Answer{How: SuccessThenFail, Outcome: record.Approve}, func(s *Scenario) { s.Server.Result = Slow })
	overdue := func(name string, outcome record.Outcome) {
		b.add(name, Answer{How: Overdue, Outcome: outcome}, func(s *Scenario) { s.Flow.HorizonMs = overdueMs + horizonMs })
	}
	overdue(matchers.Overdue, record.Approve)
	overdue(matchers.OverdueUnknown, record.Unknown)
	overdue(matchers.OverdueFail, record.Fail)
	b.add(matchers.OverdueMeanwhile, Answer{How: Overdue, Outcome: record.Approve}, func(s *Scenario) {
		s.Wallet.Answers = append(s.Wallet.Answers, Answer{How: Silence, Outcome: record.Approve})
		s.Flow.Starts, s.Flow.GapMs = 2, overdueMs-hintedMs
	})
	b.add(matchers.OpenedAnew, Answer{How: Overdue, Outcome: record.Approve}, func(s *Scenario) {
		s.Flow.HorizonMs, s.Flow.ReturnsMeanwhile = overdueMs+horizonMs, true
	})
	b.add(matchers.CallbackPromise, Answer{How: CallbackPromise, Outcome: record.Approve})
}

// oddAnswers adds answers that the documentation does not have.
func (b *builder) oddAnswers() {
	for _, how := range []How{WithoutCode, EmptyCode, NullCode} {
		b.add("wallet/"+string(how), Answer{How: how, Outcome: record.Approve})
	}
	// A program may pass the sibling's failure on to its server, which sees that it is one.
	b.add(
		"wallet/"+string(PaySignCenter),
		Answer{How: PaySignCenter, Outcome: record.Fail},
		func(s *Scenario) { s.Server.Result = Rejects },
	)
	b.add("wallet/"+string(EmptyFailure), Answer{How: EmptyFailure, Outcome: record.Fail})
	for _, how := range []How{UndocumentedCode, BlankCode, ZeroCode, TradePayDone, SignCenterDone} {
		b.add("wallet/"+string(how), Answer{How: how, Outcome: record.Fail})
	}
	b.add("wallet/"+string(NumericCode), Answer{How: NumericCode, Outcome: record.Cancel})
	b.add("wallet/"+string(ErrorMessageOnly), Answer{How: ErrorMessageOnly, Outcome: record.Fail})
	b.add("wallet/"+string(Throws), Answer{How: Throws, Outcome: record.Fail})
	old := func(name, version string) {
		b.add(name, Answer{How: OldContainer, Outcome: record.Approve}, func(s *Scenario) { s.Device.SDKVersion = version })
	}
	old(matchers.OldContainer, lastWithout)
	old(matchers.OlderContainer, muchOlder)
}

// flows adds more than one start: a double tap, and another try after each failure and after silence.
func (b *builder) flows() {
	b.add(matchers.StartTwice, Answer{How: Plain, Outcome: record.Approve}, func(s *Scenario) {
		s.Flow.Starts, s.Flow.Together = 2, true
	})
	again := func(s *Scenario) {
		s.Flow.Starts, s.Flow.GapMs = 2, gapMs
		s.Wallet.Answers = append(s.Wallet.Answers, Answer{How: Plain, Outcome: record.Approve})
	}
	for _, o := range record.Outcomes()[1:] {
		failure := Answer{How: Plain, Outcome: o}
		b.add(matchers.AgainPrefix+string(o), failure, again)
		if o == record.Unknown {
			continue // what the server has said by then may be the end of it
		}
		b.add(matchers.AgainPrefix+string(o)+matchers.TwiceSuffix, failure, again, func(s *Scenario) {
			s.Flow.Starts, s.Wallet.Answers = 3, append([]Answer{failure}, s.Wallet.Answers...)
		})
	}
	b.add(matchers.AgainUnanswered, Answer{How: Plain, Outcome: record.Unknown}, again, func(s *Scenario) {
		s.Server.Status, s.Flow.AwayBetween = NoAnswer, true
	})
	b.add(matchers.AgainUnanswered+matchers.OftenSuffix, Answer{How: Plain, Outcome: record.Unknown}, again, func(s *Scenario) {
		s.Server.Status, s.Flow.Starts = NoAnswer, 5
	})
	b.add(matchers.AgainInChinese, Answer{How: Plain, Outcome: record.Unknown, Message: Chinese}, again)
	b.add(matchers.AgainAfterHours, Answer{How: Plain, Outcome: record.Unknown}, again, func(s *Scenario) { s.Flow.GapMs = longMs })
	launched := func(s *Scenario) { s.Flow.Relaunches = true }
	b.add(matchers.LaunchedAfterUnknown, Answer{How: Plain, Outcome: record.Unknown}, again, launched)
	b.add(matchers.LaunchedAfterFail, Answer{How: Plain, Outcome: record.Fail}, again, launched)
	b.add(matchers.LaunchedWhileAsking, Answer{How: Plain, Outcome: record.Unknown}, again, launched, func(s *Scenario) {
		s.Server.Status, s.Flow.GapMs = Slow, soonMs
	})
	for _, how := range []How{EmptyFailure, UndocumentedCode} {
		b.add(matchers.AgainPrefix+string(how), Answer{How: how, Outcome: record.Fail}, again)
	}
	b.add(matchers.SilenceThenStart, Answer{How: Silence, Outcome: record.Approve}, again)
	b.add(matchers.SilenceWhenBack, Answer{How: Silence, Outcome: record.Approve}, again, func(s *Scenario) {
		s.Flow.GapMs, s.Flow.AwayBetween = gapMs+slowGapMs, true // a program may begin to wait anew when it is back
	})
	b.add(
		matchers.PrepareMissingAgain,
		Answer{How: Plain, Outcome: record.Cancel},
		again,
		func(s *Scenario) { s.Server.PrepareAgain = MissingField },
	)
	soon := func(name string, gap int) {
		b.add(name, Answer{How: Plain, Outcome: record.Approve}, func(s *Scenario) { s.Flow.Starts, s.Flow.GapMs = 2, gap })
	}
	soon(matchers.StartPreparing, preparingMs)
	soon(matchers.StartOpen, openMs)
	b.add(matchers.StartLongOpen, Answer{How: Silence, Outcome: record.Approve}, func(s *Scenario) {
		s.Flow.Starts, s.Flow.GapMs = 2, longOpenMs
	})
	b.add(matchers.StartWhenBack, Answer{How: Silence, Outcome: record.Approve}, func(s *Scenario) {
		s.Flow.Starts, s.Flow.GapMs, s.Flow.AwayBetween = 2, longOpenMs, true
	})
	slow := func(name string, change func(*Flow)) {
		b.add(name, Answer{How: Silence, Outcome: record.Approve}, func(s *Scenario) {
			s.Server.Prepare, s.Flow.Starts = Slow, 2
			change(&s.Flow)
		})
	}
	slow(matchers.StartSlowPreparing, func(f *Flow) { f.GapMs = slowGapMs })
	slow(matchers.StartBackPreparing, func(f *Flow) { f.GapMs, f.AwayBetween = backGapMs, true })
	b.add(
		matchers.OtherControls,
		Answer{How: Plain, Outcome: record.Approve},
		func(s *Scenario) { s.Flow.Others, s.Flow.GapMs = true, openMs },
	)
	b.add(matchers.OtherControlsLong, Answer{How: Silence, Outcome: record.Approve}, func(s *Scenario) {
		s.Flow.Others, s.Flow.GapMs = true, hintedMs
	})
}

// states adds approvals with states that are as long as they may be, and that an encoding has to take care of.
func (b *builder) states() {
	if b.canaries.AuthState == "" {
		return
	}
	long := b.canaries.AuthState
	for len(long) < longestState {
		long += "-" + b.canaries.AuthState
	}
	with := func(name, state string) {
		b.add(name, Answer{How: Plain, Outcome: record.Approve}, func(s *Scenario) { s.Wallet.AuthState = state })
	}
	with(matchers.LongState, long[:longestState])
	with(matchers.ReservedState, "&=#+/? "+b.canaries.AuthState+"==")
}

// controls adds what shows where the code goes: a person who shares the page, and the plain approval with another code,
// of which one half is the same.
func (b *builder) controls() {
	approve := Answer{How: Plain, Outcome: record.Approve}
	b.add("person/shares", approve, func(s *Scenario) { s.Flow.Shares = true })
	code := b.canaries.AuthCode
	middle := len(code) / 2
	b.add(matchers.OtherFirstHalf, approve, func(s *Scenario) { s.Wallet.AuthCode = otherLetters(code[:middle]) + code[middle:] })
	b.add(matchers.OtherSecondHalf, approve, func(s *Scenario) { s.Wallet.AuthCode = code[:middle] + otherLetters(code[middle:]) })
}
