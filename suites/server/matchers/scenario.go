package matchers

import (
	"strings"

	"github.com/signspec/signspec/suites/wire"
)

// Base names what scenarios beyond the plan are compared with.
func Base() []string {
	return []string{Described, Good, Refused, InProcess, NotifiedInProcess, NotifyCode, Unbinds + "done", Unbinds + "unknown"}
}

// Once begins the settings of what a user had before, as in "once unbound: state/random".
const Once = "once "

// The other settings.
const (
	OnceMore       = "once more"        // the same has come before
	BesideAnother  = "beside another"   // user, whose attempt is open meanwhile
	WhileInProcess = "while in process" // the exchange, as the platform said first
	ByNotification = "by notification"  // comes what is a result in the plan
)

// NameIn names a scenario of the plan that is set in something.
func NameIn(setting, planned string) string { return setting + ": " + planned }

// CutSetting takes such a name apart; ok is false where it is none: the events of a script have no slash.
func CutSetting(name string) (setting, planned string, ok bool) {
	setting, planned, ok = strings.Cut(name, ": ")
	return setting, planned, ok && (strings.Contains(planned, "/") || strings.HasPrefix(setting, Once))
}

// ControlIn names the scenario that shows whether a good attempt is bound in a setting; "" is none.
func ControlIn(setting string) string {
	switch setting {
	case OnceMore: // what comes once more is not to be bound
		return ""
	case WhileInProcess:
		return InProcess
	case ByNotification:
		return NotifyCode
	}
	return NameIn(setting, Good)
}

// The names of the scenarios that rules compare with others or tell apart. The plan makes them.
const (
	// Described is the record of what the target file has: its one event, a return, holds the means.
	Described = wire.Described

	Good                  = "control/good"
	Refused               = "control/refused"
	Codes                 = "send/" // codes that careless code changes, or does not take
	OddText               = "send/odd-text"
	Later                 = "send/later" // two good attempts, 1.1 s apart
	Eight                 = "state/eight-starts"
	Again                 = "state/again" // a good attempt, then another code
	AgainNotified         = "state/again-after-notification"
	AgainRefused          = "state/again-after-refusal" // a refused attempt, then another code
	AgainUnbound          = "state/again-after-unbind"  // a good attempt that is unbound, then another code
	TwoCodes              = "state/two-codes-at-once"
	Stranger              = "attempt/another-users"
	Rival                 = "attempt/another-users-who-started" // and has an attempt of their own
	Afterwards            = "attempt/another-users-afterwards"  // when its own user is bound
	AfterNotified         = "attempt/another-users-notified"    // by a notification
	Meanwhile             = "attempt/another-users-meanwhile"   // when its own user's exchange is in process
	MeanwhileAtOnce       = "attempt/another-users-at-once"     // as this one hands it over, and it is in process
	InProcess             = "apply/in-process"
	InProcessBroken       = "apply/in-process-then-" // an answer that is none, and then a good one
	InProcessSilent       = InProcessBroken + "no-answer"
	InProcessForLong      = "apply/in-process-for-long"
	InProcessReturning    = "apply/in-process" + ofWhoReturns // whose earlier agreement has ended
	NotifiedInProcess     = "notify/in-process"
	Invalid               = "apply/invalid-code"
	Unanswered            = "apply/no-answer"
	UnansweredNotified    = "apply/no-answer-then-notified"
	Stalled               = "apply/stalled"
	ConsultStalled        = "consult/stalled"
	RedirectedConsult     = "redirect/consult-"
	RedirectedUnbind      = "redirect/unbind-"
	EscapedURL            = "bytes/escaped-url"
	Twice                 = "url/two-starts"
	TwiceUnknown          = "url/two-starts-while-unknown" // the exchange of the first
	NotifyCode            = "notify/code-created"
	NotifyCancel          = "notify/token-canceled"
	NotifyCompletedCancel = "notify/code-created-then-canceled"
	AnothersState         = "state/another-attempts"
	MinimalReturning      = "fields/minimal" + ofWhoReturns // whose earlier agreement was answered so as well
	UnbindExtra           = "fields/unbind"
	StateReturning        = "state/random" + ofWhoReturns // whose earlier agreement has ended
	AfterInProcess        = "-after-in-process"
	ConsultRefused        = "consult/refused"
	ThenFailed            = "url/then-failed"
	NotifyEight           = "notify/eight-times"
	NotifyAgain           = "notify/code-created-again" // when it is bound
	NotifyAgainMany       = "notify/again-after-many"   // notifications of others
	ForgedFirst           = "notify-signature/then-genuine"
	ForgedToken           = "notify-signature/token-created-"
	ReplayedSignature     = "notify-signature/replayed" // in a second attempt, that of a good one
	SecondCancelled       = "notify/second-canceled"    // of two agreements of a user, one after the other
	NotifyUnbound         = "notify/code-created-after-unbind"
	CancelUnbound         = "notify/token-canceled-after-unbind"
	BrokenUnbind          = "broken/unbind-"
	SecondUnbound         = "second" // of two agreements of a user, one after the other
	BothUnbound           = "two-users-at-once"
	UnboundTwice          = "unknown-twice"                      // it is unbound once more, when the platform has not said how that ended
	RefusedTwice          = "refused-twice"                      // it is unbound once more, when the platform has refused
	CancelEnding          = "notify/token-canceled-while-ending" // the platform has not said how the unbinding ended
	NotifyLate            = "notify/code-created-after-canceled"
	Orders                = "order/"
	Unbinds               = "unbind/"
	UnbindSignatures      = "unbind-signature/"
	AfterUnknown          = "-after-unknown"
	Logged                = "logs"

	ofWhoReturns = "-of-who-returns"
)
