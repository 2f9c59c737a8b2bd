package merchant

import "github.com/signspec/signspec/suites/merchant/matchers"

// group is the specs of one section of the rules.
type group struct {
	name  string // the label, as in the catalogue
	title string
	rules []rests
}

// rests is one rule as a sentence, the matcher that judges it and the scenarios that it rests on.
type rests struct {
	text    string
	matcher *matchers.Matcher
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
		{"calls the API once, with an options object", matchers.CallsSignContract(), each("outcome/*")},
		{"passes the sign string byte for byte", matchers.PassesSignStr(), anyOf("outcome/*", "flow/*")},
		{"does not sign without a sign string, and says so", matchers.NoSignWithoutStr(),
			each(matchers.PreparePrefix + "*").against("outcome/approve")},
		{"passes functions as callbacks", matchers.CallbackTypes(), anyOf("outcome/*", "flow/*")},
		{"handles both success and failure", matchers.HandlesOutcomes(), each("outcome/*")},
		{"passes documented options only", matchers.KnownOptionsOnly(), anyOf("outcome/*", "flow/*")},
		{"leaves no error uncaught, whatever happens", matchers.NoUncaughtErrors(), each("*").wherePossible()},
	}
}

func result() []rests {
	return []rests{
		{"sends both code and state to its server", matchers.SendsResult(),
			anyOf("outcome/approve", matchers.Rejected, matchers.ResultUnanswered, "wallet/sync", matchers.Doubled, matchers.CallbackPromise, matchers.AgainPrefix+"*")},
		{"sends it once, even when the wallet answers twice", matchers.SendsResultOnce(),
			each("outcome/approve", matchers.Doubled, matchers.CallbackPromise)},
		{"waits for what the server makes of it", matchers.WaitsForServer(),
			each(matchers.Rejected, matchers.ResultUnanswered).against("outcome/approve", "outcome/fail", matchers.StatusUnanswered)},
		{"does not treat a success without a code as signed", matchers.SuccessNeedsCode(),
			each("wallet/success-without-code", "wallet/success-empty-code", "wallet/success-null-code", "wallet/pay-sign-center").signing()},
		{"reads it by its documented names", matchers.ReadsDocumentedFields(), anyOf("outcome/*", matchers.OtherMessage)},
	}
}

func failure() []rests {
	return []rests{
		{"sends nothing to the server as if signed", matchers.NoResultOnFailure(),
			each("outcome/cancel", "outcome/network", "outcome/unknown", "outcome/fail", "wallet/sync-fail", "wallet/doubled-fail",
				"wallet/complete-first-fail", matchers.OtherMessage, "wallet/throws").against("outcome/approve")},
		{"does not show a person who cancelled what it shows when signing failed", matchers.CancelIsNotError(),
			each("outcome/cancel").against("outcome/fail", "outcome/approve")},
		{"does not treat an unknown result as a failure", matchers.UnknownIsNotFailure(),
			each("outcome/unknown").against("outcome/fail", "outcome/approve")},
		{"does not sign again after an unknown result before it has asked the server", matchers.UnknownNoResign(),
			each("outcome/unknown", "flow/again-after-unknown", "server/status-no-answer").against("outcome/approve")},
		{"can be started again", matchers.FailureCanRetry(),
			each("flow/again-after-cancel", "flow/again-after-network", "flow/again-after-unknown", "flow/again-after-fail",
				"flow/again-after-empty-failure", "flow/again-after-undocumented-code", "flow/again-after-throws").against("outcome/approve")},
		{"handles an undocumented, numeric or missing code as a failure", matchers.UndocumentedCodeIsNotSuccess(),
			each("wallet/empty-failure", "wallet/undocumented-code", "wallet/numeric-code").signing()},
	}
}

func resilience() []rests {
	return []rests{
		{"leaves one call pending when started twice at once", matchers.OneAtATime(), each(matchers.StartTwice)},
		{"can be used again when nothing is ever called back", matchers.SurvivesSilence(), each(matchers.SilenceThenStart).against("outcome/*")},
		{"survives callbacks that come at odd times", matchers.SurvivesOddCallbacks(),
			each("wallet/sync", "wallet/sync-fail", "wallet/late", "wallet/late-fail", "wallet/doubled", "wallet/doubled-fail",
				"wallet/complete-first", "wallet/complete-first-fail", "wallet/success-then-fail").signing()},
		{"says so where the API does not exist", matchers.ChecksAvailability(), each(matchers.OldContainer).against("outcome/approve")},
	}
}

func secrets() []rests {
	return []rests{
		{"prints nothing", matchers.CodeNotLogged(), anyOf("*")},
		{"shows nothing", matchers.CodeNotShown(), anyOf("*")},
		{"stores nothing", matchers.CodeNotStored(), anyOf("*")},
		{"puts nothing into a URL", matchers.CodeNotInURL(), anyOf("*")},
	}
}
