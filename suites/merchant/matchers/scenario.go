package matchers

import "github.com/signspec/signspec/schemas/record"

// The names of the scenarios that rules compare with others. The plan makes them.
const (
	// Described is the record of what is known of the program before it is run: its one event, a return, holds the
	// pages, the roles of the server's routes, and what the reply of the status route is said to mean.
	Described = "description"

	Rejected              = "server/result-reject"                 // approve; the server rejects the result
	ResultUnanswered      = "server/result-no-answer"              // approve; the server does not answer to the result
	ResultFailed          = "server/result-500"                    // approve; the server fails, with the body of an acceptance
	RejectedTwice         = "server/result-reject-doubled"         // the same approval twice; the server rejects it
	SlowTwice             = "server/result-slow-doubled"           // the same approval twice; the server takes its time to accept
	StatusUnanswered      = "server/approve-status-no-answer"      // approve and accept; the server does not answer when asked
	SlowThenFail          = "server/result-slow-then-fail"         // approve, and a failure after it; the server takes its time to accept
	OldContainer          = "wallet/old-container"                 // the API does not exist; Appx 1.24.5
	OlderContainer        = "wallet/older-container"               // the API does not exist; Appx 1.9.5
	LeftAndBack           = "flow/left-and-back"                   // a success after the page was unloaded, and the page opened once more
	OtherMessage          = "wallet/error-message-only"            // the message has another name than the documented one
	OtherFirstHalf        = "control/first-half"                   // approve; the first half of the code is another
	OtherSecondHalf       = "control/second-half"                  // approve; the second half of the code is another
	StartTwice            = "flow/start-twice"                     // a double tap
	StartPreparing        = "flow/start-while-preparing"           // another start while the server is asked for the sign string
	StartOpen             = "flow/start-while-open"                // another start while the wallet is open
	StartLongOpen         = "flow/start-while-long-open"           // another start while the wallet has been open for long
	StartWhenBack         = "flow/start-when-back"                 // another start once the person has looked at another app; never answered
	StartSlowPreparing    = "flow/start-while-slow-preparing"      // another start while a slow server is asked for that; never answered
	StartBackPreparing    = "flow/start-when-back-while-preparing" // the same once the person has looked at another app
	PrepareMissingAgain   = "server/prepare-missing-field-again"   // cancel; then another start, for which there is no sign string
	OtherControls         = "flow/other-controls"                  // everything else is tapped while the wallet is open
	OtherControlsLong     = "flow/other-controls-while-long-open"  // the same once it has been open for long, and never answers
	LongState             = "state/256"                            // approve, with a state of 256 characters
	ReservedState         = "state/reserved"                       // approve, with a state that has to be encoded in a URL and in a form
	EmptyFailureThenStart = "flow/again-after-empty-failure"       // {} to fail; then another start
	SilenceThenStart      = "flow/again-after-silence"             // nothing is called back; then another start
	SilenceWhenBack       = "flow/again-after-silence-when-back"   // the same; the person has looked at another app in between
	CompleteFirst         = "wallet/complete-first"                // complete, and then a success
	Doubled               = "wallet/doubled"                       // the same answer twice
	Overdue               = "wallet/overdue"                       // a success 20 minutes after the call
	OverdueMeanwhile      = "wallet/overdue-meanwhile"             // the same, while another start has been made that is never answered
	OverdueUnknown        = "wallet/overdue-unknown"               // an unknown result 20 minutes after the call
	OverdueFail           = "wallet/overdue-fail"                  // a failure 20 minutes after the call
	OpenedAnew            = "flow/opened-anew-meanwhile"           // the same, and the person has opened the page once more meanwhile
	CallbackPromise       = "wallet/callback-and-promise"          // the same answer by callback and by promise
	Status500Prefix       = "server/status-500-after-"             // a failure; the server fails when it is asked
	StatusEmptyPrefix     = "server/status-empty-after-"           // a failure; the server says nothing when it is asked
	PreparePrefix         = "server/prepare-"                      // the server gives no sign string
	AgainUnanswered       = "flow/again-after-unknown-unanswered"  // another start behind an unknown result; asked, the server does not answer
	OftenSuffix           = "-often"                               // four more starts
	AgainAfterHours       = "flow/again-after-unknown-hours"       // another start two hours behind an unknown result
	AgainInChinese        = "flow/again-after-unknown-in-chinese"  // another start behind an unknown result that is told in Chinese
	LaunchedAfterUnknown  = "flow/launched-again-after-unknown"    // an unknown result; it is closed, launched and started again
	LaunchedAfterFail     = "flow/launched-again-after-fail"       // as after an unknown result, after a failure
	LaunchedWhileAsking   = "flow/launched-again-while-asking"     // the same; it is closed before a slow server says how that ended
	AgainPrefix           = "flow/again-after-"                    // a failure; then another start, which is approved
	TwiceSuffix           = "-twice"                               // the failure comes twice before that
)

// Base names the scenarios that what is explored beyond the plan is compared with.
func Base() []string {
	names := []string{Described, Rejected, ResultUnanswered, ResultFailed, StatusUnanswered, OtherMessage, OtherFirstHalf, OtherSecondHalf}
	for _, o := range record.Outcomes() {
		names = append(names, Outcome(o))
	}
	for _, o := range failures() {
		names = append(names, Status500Prefix+string(o), StatusEmptyPrefix+string(o))
	}
	return names
}

// Outcome is the name of the scenario in which the wallet answers plainly.
func Outcome(o record.Outcome) string { return "outcome/" + string(o) }

// failures lists the outcomes that end in fail.
func failures() []record.Outcome { return record.Outcomes()[1:] }
