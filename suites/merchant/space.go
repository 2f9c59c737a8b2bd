package merchant

import (
	"cmp"
)

// The dimensions of what wallets, servers, persons and time may do to a mini program.
const (
	answerDim = iota
	serverDim
	personDim
	timeDim
	beforeDim
	dimensions
)

// value is one thing that may be so in one respect.
type value struct {
	name string
	// set changes a scenario in which everything goes well.
	set func(*Scenario)
	// is says whether it is so in a scenario; the plainest value is where no other is.
	is func(Scenario) bool
	// variant says that it is another value once more in a way that few programs tell apart: it is brought about alone, and in no
	// pairs.
	variant bool
}

// space lists the values of each dimension, the plainest first.
func space() [dimensions][]value {
	return [dimensions][]value{answerValues(), serverValues(), personValues(), timeValues(), beforeValues()}
}

// answer is that of the start which the scenario is about: the last, where a start came before that was answered.
func (s Scenario) answer() Answer {
	return s.Wallet.Answers[min(max(s.Flow.About, s.startsLater()), len(s.Wallet.Answers))-1]
}

// startsLater is the number of the start that a person makes once all has ended that came before; 1 where there is none.
func (s Scenario) startsLater() int {
	if s.Flow.Starts > 1 && (s.Flow.GapMs >= gapMs || s.Flow.About == s.Flow.Starts) {
		return s.Flow.Starts
	}
	return 1
}

// server is what the server does from the start on that the scenario is about.
func (s Scenario) server() Server {
	at := s.Server
	if s.startsLater() > 1 {
		at.Prepare, at.Result = cmp.Or(at.PrepareAgain, at.Prepare), cmp.Or(at.ResultAgain, at.Result)
	}
	return at
}
