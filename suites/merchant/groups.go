package merchant

import "github.com/signspec/signspec/suites/judges"

// group is the specs of one section of the rules.
type group struct {
	name  string // the label, as in the catalogue
	title string
	rules []rests
}

// rests is one rule as a sentence, the matcher that judges it and the scenarios that it rests on.
type rests struct {
	text    string
	matcher *judges.Matcher
	on      selection
}

// groups lists the groups in the order of the rules.
func groups() []group {
	return []group{
		{"starting", "Starting the flow, the mini program", starting()},
		{"result", "With the result, the mini program", result()},
		{"failure", "After a failure, the mini program", failure()},
		{"resilience", "Whatever wallets and people do, the mini program", resilience()},
		{"secrets", "Of the authorisation code, the mini program", secrets()},
	}
}

func starting() []rests {
	return []rests{
		{"calls the API once, with an options object", judges.CallsSignContract(), each("outcome/*")},
		{"passes the sign string byte for byte", judges.PassesSignStr(), anyOf("outcome/*", "flow/*")},
		{"does not sign without a sign string, and says so", judges.NoSignWithoutStr(),
			each(judges.PreparePrefix + "*").against("outcome/approve")},
		{"passes functions as callbacks", judges.CallbackTypes(), anyOf("outcome/*", "flow/*")},
		{"handles both success and failure", judges.HandlesOutcomes(), each("outcome/*")},
		{"passes documented options only", judges.KnownOptionsOnly(), anyOf("outcome/*", "flow/*")},
		{"leaves no error uncaught, whatever happens", judges.NoUncaughtErrors(), each("*").wherePossible()},
	}
}

func result() []rests {
	return []rests{
		{"sends both code and state to its server", judges.SendsResult(),
			anyOf("outcome/approve", judges.Rejected, judges.ResultUnanswered, "wallet/sync", judges.Doubled, judges.CallbackPromise, judges.AgainPrefix+"*")},
		{"sends it once, even when the wallet answers twice", judges.SendsResultOnce(),
			each("outcome/approve", judges.Doubled, judges.CallbackPromise)},
		{"waits for what the server makes of it", judges.WaitsForServer(),
			each(judges.Rejected, judges.ResultUnanswered).against("outcome/approve", "outcome/fail", judges.StatusUnanswered)},
		{"does not treat a success without a code as signed", judges.SuccessNeedsCode(),
			each("wallet/success-without-code", "wallet/success-empty-code", "wallet/success-null-code", "wallet/pay-sign-center").signing()},
		{"reads it by its documented names", judges.ReadsDocumentedFields(), anyOf("outcome/*", judges.OtherMessage)},
	}
}

func failure() []rests {
	return []rests{
		{"sends nothing to the server as if signed", judges.NoResultOnFailure(),
			each("outcome/cancel", "outcome/network", "outcome/unknown", "outcome/fail", "wallet/sync-fail", "wallet/doubled-fail",
				"wallet/complete-first-fail", judges.OtherMessage, "wallet/throws").against("outcome/approve")},
		{"does not show a person who cancelled what it shows when signing failed", judges.CancelIsNotError(),
			each("outcome/cancel").against("outcome/fail", "outcome/approve")},
		{"does not treat an unknown result as a failure", judges.UnknownIsNotFailure(),
			each("outcome/unknown").against("outcome/fail", "outcome/approve")},
		{"does not sign again after an unknown result before it has asked the server", judges.UnknownNoResign(),
			each("outcome/unknown", "flow/again-after-unknown", "server/status-no-answer").against("outcome/approve")},
		{"can be started again", judges.FailureCanRetry(),
			each("flow/again-after-cancel", "flow/again-after-network", "flow/again-after-unknown", "flow/again-after-fail",
				"flow/again-after-empty-failure", "flow/again-after-undocumented-code", "flow/again-after-throws").against("outcome/approve")},
		{"handles an undocumented, numeric or missing code as a failure", judges.UndocumentedCodeIsNotSuccess(),
			each("wallet/empty-failure", "wallet/undocumented-code", "wallet/numeric-code").signing()},
	}
}

func resilience() []rests {
	return []rests{
		{"leaves one call pending when started twice at once", judges.OneAtATime(), each(judges.StartTwice)},
		{"can be used again when nothing is ever called back", judges.SurvivesSilence(), each(judges.SilenceThenStart).against("outcome/*")},
		{"survives callbacks that come at odd times", judges.SurvivesOddCallbacks(),
			each("wallet/sync", "wallet/sync-fail", "wallet/late", "wallet/late-fail", "wallet/doubled", "wallet/doubled-fail",
				"wallet/complete-first", "wallet/complete-first-fail", "wallet/success-then-fail").signing()},
		{"says so where the API does not exist", judges.ChecksAvailability(), each(judges.OldContainer).against("outcome/approve")},
	}
}

func secrets() []rests {
	return []rests{
		{"prints nothing", judges.CodeNotLogged(), anyOf("*")},
		{"shows nothing", judges.CodeNotShown(), anyOf("*")},
		{"stores nothing", judges.CodeNotStored(), anyOf("*")},
		{"puts nothing into a URL", judges.CodeNotInURL(), anyOf("*")},
	}
}
