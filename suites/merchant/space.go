package merchant

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// The dimensions of what wallets, servers, persons and time may do to a mini program.
const (
	answerDim = iota
	serverDim
	personDim
	timeDim
	dimensions
)

// situation is a value of each dimension.
type situation [dimensions]string

// Values that other values go with, or not.
const (
	allWell       = "all well"
	startsOnce    = "starts once"
	startsLater   = "starts again later"
	inTime        = "in time"
	never         = "never"
	thenAFailure  = "then a failure"
	prepareFailed = "prepare "
	resultFailed  = "result "
	statusFailed  = "status "
	laterFailed   = "no sign string later"
)

// space lists the values of each dimension.
func space() [dimensions][]string {
	var s [dimensions][]string
	for _, o := range record.Outcomes() {
		s[answerDim] = append(s[answerDim], string(o))
	}
	for _, how := range oddAnswers() {
		s[answerDim] = append(s[answerDim], string(how))
	}
	s[serverDim] = []string{allWell}
	for _, how := range []ServerAnswer{Status500, EmptyBody, MissingField, NoAnswer, NetworkError} {
		s[serverDim] = append(s[serverDim], prepareFailed+string(how))
	}
	for _, how := range []ServerAnswer{Rejects, FailsAccepting, Status500, EmptyBody, NoAnswer} {
		s[serverDim] = append(s[serverDim], resultFailed+string(how))
	}
	for _, how := range []ServerAnswer{Status500, EmptyBody, NoAnswer} {
		s[serverDim] = append(s[serverDim], statusFailed+string(how))
	}
	s[serverDim] = append(s[serverDim], laterFailed)
	s[personDim] = []string{startsOnce, "starts twice at once", "starts again meanwhile", startsLater, "leaves the page", "shares it"}
	s[timeDim] = []string{inTime, "before the call returns", "twice", "complete first", thenAFailure, "by callback, then by promise", "after 20 minutes", never}
	return s
}

// oddAnswers are the answers that the documentation does not have, and none at all.
func oddAnswers() []How {
	return []How{
		EmptyFailure, UndocumentedCode, NumericCode, ErrorMessageOnly, WithoutCode, EmptyCode, NullCode, PaySignCenter, Throws, OldContainer, Silence,
	}
}

// situation returns the values that a scenario has, by its first answer.
func (s Scenario) situation() situation {
	first := s.Wallet.Answers[0]
	at := situation{string(first.Outcome), allWell, startsOnce, inTime}
	if slices.Contains(oddAnswers(), first.How) {
		at[answerDim] = string(first.How)
	}
	switch {
	case s.Server.Prepare != Answers:
		at[serverDim] = prepareFailed + string(s.Server.Prepare)
	case s.Server.PrepareAgain != "":
		at[serverDim] = laterFailed
	case s.Server.Status != Answers:
		at[serverDim] = statusFailed + string(s.Server.Status)
	case s.Server.Result != Accepts:
		at[serverDim] = resultFailed + string(s.Server.Result)
	}
	switch {
	case s.Flow.Together:
		at[personDim] = "starts twice at once"
	case s.Flow.Starts > 1 && s.Flow.GapMs < gapMs:
		at[personDim] = "starts again meanwhile"
	case s.Flow.Starts > 1:
		at[personDim] = startsLater
	case s.Flow.Shares:
		at[personDim] = "shares it"
	case first.How == Late:
		at[personDim] = "leaves the page"
	}
	if when, odd := map[How]string{
		Sync: "before the call returns", Doubled: "twice", CompleteFirst: "complete first", SuccessThenFail: thenAFailure,
		CallbackPromise: "by callback, then by promise", Overdue: "after 20 minutes", Silence: never,
	}[first.How]; odd {
		at[timeDim] = when
	}
	return at
}

// possible says whether a situation can come about: without a sign string there is no answer, a failure comes after a
// success only, and what is never said is said at no time. A failure may be reported where results go.
func (at situation) possible() bool {
	approved := at[answerDim] == string(record.Approve)
	switch {
	case (at[answerDim] == string(Silence)) != (at[timeDim] == never), at[serverDim] == laterFailed && at[personDim] != startsLater:
		return false
	case at[answerDim] == string(Throws), at[answerDim] == string(OldContainer):
		return at[timeDim] == inTime && !strings.HasPrefix(at[serverDim], prepareFailed)
	case strings.HasPrefix(at[serverDim], prepareFailed):
		return approved && at[timeDim] == inTime
	}
	return approved || at[timeDim] != thenAFailure
}
