package server

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// Plan is the scenarios of a run, in the order in which they are best performed.
type Plan = rule.Plan[Scenario]

// NewPlan makes the plan under a profile: one fault a scenario, and everything else as it is when all goes well.
func NewPlan(p *schemas.Profile) Plan {
	portal := wire.PortalOf(p)
	b := &builder{portal: portal}
	b.controls()
	b.sending()
	b.states()
	b.exchanges()
	b.answers()
	if portal.Notifies {
		b.notifications()
		b.orders()
	}
	b.secrets()
	b.users()
	b.add(Logged, nil, func(s *Scenario) { s.Alone = true })
	return Plan{Name: "full", Scenarios: b.scenarios}
}

// builder makes scenarios: each method adds a family of them.
type builder struct {
	portal    *schemas.Portal
	scenarios []Scenario
}

func (b *builder) add(name string, steps []Step, change ...func(*Scenario)) {
	s := Scenario{Name: name, Attempts: []Attempt{{}}, Steps: steps}
	for _, c := range change {
		c(&s)
	}
	b.scenarios = append(b.scenarios, s)
}

// good are the steps of an attempt that goes well.
func good(attempt int) []Step {
	return []Step{{Do: Start, Attempt: attempt}, {Do: Result, Attempt: attempt}, {Do: SettleBound, Attempt: attempt}}
}

// unboundAfter are the steps of an attempt that goes well, and is unbound then.
func unboundAfter(attempt int) []Step {
	return append(good(attempt), Step{Do: Unbind, Attempt: attempt}, Step{Do: SettleEnded, Attempt: attempt})
}

// refused are the steps of an attempt that is not to be bound.
func refused() []Step { return []Step{{Do: Start}, {Do: Result}, {Do: Settle}} }

// exchange stages the answers to exchanges of the first attempt.
func exchange(answers ...Answer) func(*Scenario) {
	return func(s *Scenario) { s.Attempts[0].Apply = answers }
}

// consult stages the answer to the first call of the first attempt.
func consult(a Answer) func(*Scenario) {
	return func(s *Scenario) { s.Attempts[0].Consult = []Answer{a} }
}

// cancelled stages the answers to cancellations of the first attempt.
func cancelled(answers ...Answer) func(*Scenario) {
	return func(s *Scenario) { s.Attempts[0].Cancel = answers }
}

// attempts adds further attempts, by the numbers of their users.
func attempts(users ...int) func(*Scenario) {
	return func(s *Scenario) {
		for _, u := range users {
			s.Attempts = append(s.Attempts, Attempt{User: u})
		}
	}
}

// controls come first: a good attempt is bound, a refused one is not. Without them nothing that is refused says anything.
func (b *builder) controls() {
	alone := func(s *Scenario) { s.Alone = true }
	b.add(matchers.Good, good(0), alone)
	b.add(matchers.Refused, refused(), exchange(Answer{Status: "F", Code: "final"}), alone)
}

func (b *builder) sending() {
	b.add(matchers.Later, append(append(good(0), Step{Do: Pause}), good(1)...), attempts(1))
	b.add(matchers.OddText, good(0), func(s *Scenario) { s.Attempts[0].Text = "<b>&\"caf\u00e9\" cafe\u0301 \u2028 \U0001F680 %2F+" })
	b.add("send/long-text", good(0), func(s *Scenario) { s.Attempts[0].Text = strings.Repeat("Monthly plan ", 19) })
	// Percent-encoded this is more than a thousand characters, where a shop puts it into an address.
	b.add("send/long-foreign-text", good(0), func(s *Scenario) { s.Attempts[0].Text = strings.Repeat("\u6bcf\u6708\u5957\u9910 ", 41) })
	for _, kind := range []CodeKind{OddCode, BlankCode, LongestCode, DigitCode} {
		b.add(matchers.Codes+string(kind)+"-code", good(0), func(s *Scenario) { s.Attempts[0].Code = kind })
	}
	for _, kind := range []CodeKind{OddCode, LongestCode} {
		again := exchange(Answer{Status: "U", Code: "inProcess"}, Answer{})
		b.add(matchers.Codes+string(kind)+"-code-in-process", good(0), again, func(s *Scenario) { s.Attempts[0].Code = kind })
	}
}

// races is how often two results are handed over at once: that they meet is likely, and not certain.
const races = 3

func (b *builder) states() {
	eight := []Step{}
	for i := range 8 {
		eight = append(eight, Step{Do: Start, Attempt: i, With: i == 7})
	}
	b.add(matchers.Eight, eight, attempts(1, 0, 1, 0, 1, 0, 1))
	if b.portal.State != nil {
		for _, g := range []struct {
			name  string
			given Given
		}{
			{"random", Random}, {"in-another-case", OtherCase}, {"its-beginning", Beginning},
			{"absent", Absent}, {"empty", EmptyText}, {"null", NullValue},
			{"a-pattern", AnyPattern}, {"a-pattern-in-one-place", OnePattern}, {"a-member-of-every-object", Member}, {"a-query", Query},
		} {
			b.add("state/"+g.name, []Step{{Do: Start}, {Do: Result, State: g.given}, {Do: Settle}})
		}
		b.add(matchers.StateReturning, append(unboundAfter(0),
			Step{Do: Start, Attempt: 1}, Step{Do: Result, Attempt: 1, State: Random}, Step{Do: Settle, Attempt: 1}), attempts(0))
		b.add(matchers.AnothersState, []Step{
			{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result, State: Anothers, Of: 1}, {Do: Settle}, {Do: Settle, Attempt: 1},
		}, attempts(1))
		b.add(matchers.AnothersState+"-twice", []Step{
			{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result, State: Anothers, Of: 1}, {Do: Result, State: Anothers, Of: 1},
			{Do: Settle}, {Do: Settle, Attempt: 1},
		}, attempts(1))
	}
	b.add(matchers.Again, append(good(0), Step{Do: Result, Code: Random}, Step{Do: Settle}))
	b.add(matchers.AgainRefused, append(refused(), Step{Do: Result, Code: Random}, Step{Do: Settle}),
		exchange(Answer{Status: "F", Code: "final"}))
	b.add(matchers.AgainUnbound, append(unboundAfter(0), Step{Do: Result, Code: Random}, Step{Do: Settle}))
	for i := range races {
		b.add(
			matchers.TwoCodes+strings.Repeat("-again", i),
			[]Step{{Do: Start}, {Do: Result}, {Do: Result, Code: Random, With: true}, {Do: SettleBound}},
			exchange(Answer{Change: Slow}),
		)
	}
	// What a server asks without a code is known as that of this scenario where nothing else goes on.
	for _, none := range []Given{EmptyText, Absent} {
		b.add("code/"+string(none), []Step{{Do: Start}, {Do: Result, Code: none}, {Do: Settle}}, func(s *Scenario) { s.Alone = true })
	}
	b.add("attempt/none", []Step{{Do: Result, State: Random}, {Do: Settle}})
	b.add(matchers.Stranger, []Step{{Do: Start}, {Do: Result, By: 2}, {Do: Settle, By: 2}, {Do: Settle}})
	b.add(matchers.Afterwards, append(good(0), Step{Do: Result, By: 2}, Step{Do: Settle, By: 2}))
	b.add(matchers.Meanwhile, []Step{{Do: Start}, {Do: Result}, {Do: Result, By: 2}, {Do: SettleBound}, {Do: Settle, By: 2}},
		exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Status: "U", Code: "inProcess"}, Answer{}))
	b.add(matchers.MeanwhileAtOnce, []Step{{Do: Start}, {Do: Result}, {Do: Result, By: 2, With: true}, {Do: SettleBound}, {Do: Settle, By: 2}},
		exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Status: "U", Code: "inProcess"}, Answer{}))
	if b.portal.State != nil { // without one nothing tells two attempts of one moment apart
		b.add(
			matchers.Rival,
			[]Step{{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result, By: 2}, {Do: Settle, By: 2}, {Do: Settle}},
			attempts(1),
		)
	}
}

func (b *builder) exchanges() {
	b.add("apply/no-token", refused(), exchange(Answer{Change: NoToken}))
	b.add("apply/no-token"+matchers.AfterInProcess, []Step{{Do: Start}, {Do: Result}, {Do: SettleAnswered}},
		exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Change: NoToken}))
	b.add("apply/empty-token", refused(), exchange(Answer{Change: EmptyToken}))
	b.add("apply/null-token", refused(), exchange(Answer{Change: NullToken}))
	b.add("apply/refused-with-token", refused(), exchange(Answer{Status: "F", Code: "final", Change: WithToken}))
	b.add("apply/unknown-with-token", refused(), exchange(Answer{Status: "U", Code: "unknown", Change: WithToken}))
	b.add(matchers.InProcess, good(0), exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Status: "U", Code: "inProcess"}, Answer{}))
	b.add(matchers.InProcessForLong, good(0), exchange(Answer{Status: "U", Code: "inProcess", Lasts: true}, Answer{}))
	b.add(matchers.InProcessReturning, append(unboundAfter(0), good(1)...), attempts(0), func(s *Scenario) {
		s.Attempts[1].Apply = []Answer{{Status: "U", Code: "inProcess"}, {}}
	})
	for _, code := range []string{"unknown", "busy", "A_NEW_CODE"} {
		b.add("unknown/"+code, refused(), exchange(Answer{Status: "U", Code: code}))
	}
	b.add(matchers.Invalid, append(refused(), good(1)...), exchange(Answer{Status: "F", Code: "invalidCode"}), attempts(0))
	for _, broken := range []Change{HTML500, HTML200, Empty, Cut, NoResult, ResultText, Huge} {
		b.add("broken/"+string(broken), append(refused(), good(1)...), exchange(Answer{Change: broken}), attempts(1))
	}
	if b.portal.Paths.Cancel != "" {
		for _, broken := range []Change{HTML200, Cut, NoResult} {
			b.add(matchers.BrokenUnbind+string(broken), append(append(good(0), Step{Do: Unbind}), good(1)...), attempts(1),
				cancelled(Answer{Change: broken}))
		}
	}
	for _, broken := range []Change{HTML500, Cut} {
		b.add(matchers.InProcessBroken+string(broken), good(0),
			exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Change: broken}, Answer{}))
	}
	b.add(matchers.InProcessSilent, good(0), exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Change: Silence}, Answer{}))
	b.add(matchers.Unanswered, refused(), exchange(Answer{Change: Silence}))
	b.add(matchers.Stalled, refused(), exchange(Answer{Change: Stalled}))
	for _, f := range append([]failure{{"no-url", Answer{Change: NoURL}}}, failures()...) {
		b.first("consult/"+f.name, f.answer)
	}
	b.first(matchers.ConsultStalled, Answer{Change: Stalled})
	b.add("url/long", good(0), consult(Answer{Change: LongURL}))
	b.add("url/odd", good(0), consult(Answer{Change: OddURL}))
	if len(b.portal.URLs.Names) > 1 {
		b.add("url/first", good(0), consult(Answer{Change: FirstURL}))
		b.add("url/second", good(0), consult(Answer{Change: SecondURL}))
		b.add("url/third", good(0), consult(Answer{Change: ThirdURL}))
		b.add("url/last", good(0), consult(Answer{Change: LastURL}))
	}
	b.add(matchers.Twice, append([]Step{{Do: Start}}, good(1)...), attempts(0))
	b.add(matchers.TwiceUnknown, append(refused(), Step{Do: Start, Attempt: 1}), exchange(Answer{Status: "U", Code: "unknown"}), attempts(0))
	b.add(matchers.ThenFailed, []Step{{Do: Start}, {Do: Start, Attempt: 1}}, func(s *Scenario) {
		s.Attempts = append(s.Attempts, Attempt{Consult: []Answer{{Status: "F", Code: "final"}}})
	})
}

// first adds a scenario whose first call is answered so, and a good start of another user behind it: a server that asks
// ahead hands out there what it got before.
func (b *builder) first(name string, a Answer) {
	b.add(name, []Step{{Do: Start}, {Do: Start, Attempt: 1}}, consult(a), attempts(1))
}

// answers adds what a signature can be like.
func (b *builder) answers() {
	for _, wrong := range []Change{
		Tampered, OtherKey, MerchantsKey, OtherPath, OtherVersion, OtherAlgorithm, OtherKeyBlanks, OtherKeyCapitals, OtherKeyNoVersion,
		Unsigned, EmptySignature, NoTime, Bare,
	} {
		b.add("signature/"+string(wrong), refused(), exchange(Answer{Change: wrong}))
	}
	// What was well signed before says nothing of what comes behind.
	for _, wrong := range []Change{OtherKey, Unsigned} {
		b.add("signature/"+string(wrong)+matchers.AfterInProcess, []Step{{Do: Start}, {Do: Result}, {Do: SettleAnswered}},
			exchange(Answer{Status: "U", Code: "inProcess"}, Answer{Change: wrong}))
	}
	b.add("signature/"+string(Replayed), refused(), exchange(Answer{Change: Replayed}))
	b.add("signature/"+string(Unsigned500), refused(), exchange(Answer{Change: Unsigned500}))
	for _, wrong := range []Change{OtherKey, Unsigned, Bare} {
		b.first("consult-signature/"+string(wrong), Answer{Change: wrong})
		if b.portal.Paths.Cancel != "" {
			b.add(
				matchers.UnbindSignatures+string(wrong),
				append(good(0), Step{Do: Unbind}, Step{Do: Settle}),
				cancelled(Answer{Change: wrong}),
			)
		}
	}
	if b.portal.Paths.Cancel != "" { // whoever repeats a cancellation whose end is unknown does so a moment later, or when it is asked
		b.add(matchers.UnbindSignatures+string(OtherKey)+matchers.AfterUnknown, append(unboundTwice(), Step{Do: Settle}),
			cancelled(Answer{Status: "U", Code: "unknown"}, Answer{Change: OtherKey}))
	}
	for _, right := range []Change{Blanks, CapitalNames, NoKeyVersion} {
		b.add("header/"+string(right), good(0), exchange(Answer{Change: right}))
	}
	b.add("bytes/answer", good(0), exchange(Answer{Change: Unusual}))
	b.add("bytes/answer-in-pieces", good(0), exchange(Answer{Change: InPieces}))
	b.add(matchers.EscapedURL, good(0), consult(Answer{Change: Escaped}))
}

func (b *builder) secrets() {
	for _, moved := range []Change{Moved302, Moved307, Moved308} {
		b.add("redirect/"+string(moved), refused(), exchange(Answer{Change: moved}))
		b.first(matchers.RedirectedConsult+string(moved), Answer{Change: moved})
		if b.portal.Paths.Cancel != "" {
			b.add(matchers.RedirectedUnbind+string(moved), append(good(0), Step{Do: Unbind}, Step{Do: Settle}), cancelled(Answer{Change: moved}))
		}
	}
	// The first call may fail for a connection that was closed when the certificate was changed: the second shows it.
	again := append([]Step{{Do: Start}, {Do: Pause}}, refused()...)
	for _, c := range []Certificate{UnknownCA, WrongName} {
		b.add("tls/"+string(c), again, func(s *Scenario) { s.Certificate, s.Alone = c, true })
	}
}

func (b *builder) users() {
	two := []Step{
		{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result}, {Do: Result, Attempt: 1, With: true},
		{Do: SettleBound}, {Do: SettleBound, Attempt: 1},
	}
	held := exchange(Answer{Held: true})
	b.add("users/reversed", two, attempts(1), held)
	one := slices.Clone(two)
	one[4].Do = Settle
	b.add("users/one-refused", one, attempts(1), exchange(Answer{Held: true, Status: "F", Code: "final"}))
	b.add("users/crossed", []Step{
		{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result, Attempt: 1}, {Do: Result}, {Do: SettleBound, Attempt: 1}, {Do: SettleBound},
	}, attempts(1))
	b.add("fields/answer", good(0), exchange(Answer{Change: Extra}))
	b.add("fields/consult", good(0), consult(Answer{Change: Extra}))
	b.add("fields/minimal", good(0), exchange(Answer{Change: Minimal}))
	b.add(matchers.MinimalReturning, append(unboundAfter(0), good(1)...), attempts(0), func(s *Scenario) {
		s.Attempts[0].Apply, s.Attempts[1].Apply = []Answer{{Change: Minimal}}, []Answer{{Change: Minimal}}
	})
	if b.portal.Paths.Cancel != "" {
		b.add(matchers.UnbindExtra, unboundAfter(0), cancelled(Answer{Change: Extra}))
	}
	b.add(matchers.Unbinds+"done", unboundAfter(0))
	b.add(matchers.Unbinds+matchers.SecondUnbound, append(unboundAfter(0), unboundAfter(1)...), attempts(0))
	b.add(matchers.Unbinds+matchers.BothUnbound, []Step{
		{Do: Start}, {Do: Start, Attempt: 1}, {Do: Result}, {Do: Result, Attempt: 1}, {Do: SettleBound}, {Do: SettleBound, Attempt: 1},
		{Do: Unbind}, {Do: Unbind, Attempt: 1, With: true}, {Do: SettleEnded}, {Do: SettleEnded, Attempt: 1},
	}, attempts(1), cancelled(Answer{Change: Slow}))
	b.add(matchers.Unbinds+matchers.UnboundTwice, append(good(0), Step{Do: Unbind}, Step{Do: Unbind}, Step{Do: Settle}),
		cancelled(Answer{Status: "U", Code: "unknown"}))
	b.add(matchers.Unbinds+matchers.RefusedTwice, append(good(0), Step{Do: Unbind}, Step{Do: Unbind}, Step{Do: Settle}),
		cancelled(Answer{Status: "F", Code: "final"}))
	// Who takes no answer for a cancellation does so when it has waited for one.
	for _, f := range failures() {
		b.add(matchers.Unbinds+f.name, append(good(0), Step{Do: Unbind}, Step{Do: SettleEnded}), cancelled(f.answer))
	}
	// Who cancels once more does so a moment later, or when it is asked.
	b.add("cancel/once-more", unboundTwice(), cancelled(Answer{Status: "U", Code: "unknown"}, Answer{}))
	b.add(matchers.Unbinds+"unknown-then-refused", append(unboundTwice(), Step{Do: Settle}),
		cancelled(Answer{Status: "U", Code: "unknown"}, Answer{Status: "F", Code: "final"}))
}

// unboundTwice are the steps of an attempt that goes well, and is unbound twice then.
func unboundTwice() []Step {
	return append(good(0), Step{Do: Unbind}, Step{Do: Pause}, Step{Do: Unbind}, Step{Do: Pause})
}

// failure is an answer that is no success, with a name.
type failure struct {
	name   string
	answer Answer
}

func failures() []failure {
	return []failure{
		{"refused", Answer{Status: "F", Code: "final"}},
		{"unknown", Answer{Status: "U", Code: "unknown"}},
		{"no-answer", Answer{Change: Silence}},
	}
}
