package merchant

import (
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// Table lists the rules in the order of the catalogue. Every rule sees the record of the program itself too.
func Table() []rule.Group {
	table := []rule.Group{
		{Name: "starting", Title: "Starting the flow, the mini program", Rows: starting()},
		{Name: "result", Title: "With the result, the mini program", Rows: result()},
		{Name: "failure", Title: "After a failure, the mini program", Rows: failure()},
		{Name: "resilience", Title: "Whatever wallets and people do, the mini program", Rows: resilience()},
		{Name: "secrets", Title: "Of the authorisation code, the mini program", Rows: secrets()},
	}
	for _, group := range table {
		for i := range group.Rows {
			group.Rows[i].On = group.Rows[i].On.Against(matchers.Described)
		}
	}
	return table
}

// Matchers lists the matcher of every mini program rule, in the order of the catalogue.
func Matchers() []*matchers.Matcher { return rule.Matchers(Table()) }

// signing adds the scenarios that show how a program says that something was signed.
func signing(on rule.Selection) rule.Selection {
	return on.Against("outcome/*", matchers.Rejected, matchers.ResultUnanswered)
}

// failing adds, as far as they can be staged, the scenarios that show what only a signing leads to.
func failing(on rule.Selection) rule.Selection {
	return signing(on).Against(matchers.Status500Prefix+"*", matchers.StatusEmptyPrefix+"*").IfPossible()
}

func starting() []rule.Row {
	return []rule.Row{
		{
			Text:    "calls the API once, with an options object",
			Matcher: matchers.CallsSignContract(),
			On:      rule.Each("outcome/*", matchers.SilenceThenStart),
		},
		{Text: "passes the sign string byte for byte", Matcher: matchers.PassesSignStr(), On: rule.AnyOf("outcome/*", "flow/*")},
		{Text: "does not sign without a sign string, and says so", Matcher: matchers.NoSignWithoutStr(),
			On: rule.Each(matchers.PreparePrefix + "*").Against("outcome/approve")},
		{Text: "passes functions as callbacks", Matcher: matchers.CallbackTypes(), On: rule.AnyOf("outcome/*", "flow/*")},
		{Text: "handles both success and failure", Matcher: matchers.HandlesOutcomes(), On: rule.Each("outcome/*")},
		{Text: "passes documented options only", Matcher: matchers.KnownOptionsOnly(), On: rule.AnyOf("outcome/*", "flow/*")},
		{Text: "leaves no error uncaught, whatever happens", Matcher: matchers.NoUncaughtErrors(), On: rule.Each("*").IfPossible()},
	}
}

func result() []rule.Row {
	return []rule.Row{
		{Text: "sends both code and state to its server", Matcher: matchers.SendsResult(),
			On: rule.AnyOf(
				"outcome/approve",
				"state/*",
				matchers.Rejected,
				matchers.ResultUnanswered,
				"wallet/sync",
				matchers.Doubled,
				matchers.CallbackPromise,
				matchers.Overdue,
				matchers.AgainPrefix+"*",
			).Against(matchers.Doubled, matchers.OtherFirstHalf, matchers.OtherSecondHalf, matchers.LongState)},
		{Text: "sends it once, even when the wallet answers twice", Matcher: matchers.SendsResultOnce(),
			On: rule.Each("outcome/approve", matchers.Doubled, matchers.CallbackPromise, matchers.Rejected, matchers.RejectedTwice,
				matchers.SlowTwice, matchers.ResultFailed, matchers.ResultUnanswered).IfPossible()},
		{Text: "waits for what the server makes of it", Matcher: matchers.WaitsForServer(),
			On: rule.Each(matchers.Rejected, matchers.ResultFailed, matchers.ResultUnanswered).
				Against("outcome/approve", "outcome/fail", matchers.Rejected, matchers.StatusUnanswered)},
		{Text: "does not treat a success without a code as signed", Matcher: matchers.SuccessNeedsCode(),
			On: signing(
				rule.Each("wallet/success-without-code", "wallet/success-empty-code", "wallet/success-null-code", "wallet/pay-sign-center"),
			)},
		{
			Text:    "reads it by its documented names",
			Matcher: matchers.ReadsDocumentedFields(),
			On:      rule.AnyOf("outcome/*", matchers.OtherMessage).Against("outcome/fail"),
		},
	}
}

func failure() []rule.Row {
	return []rule.Row{
		{Text: "sends nothing to the server as if signed", Matcher: matchers.NoResultOnFailure(),
			On: rule.Each("outcome/cancel", "outcome/network", "outcome/unknown", "outcome/fail", "wallet/sync-fail", "wallet/doubled-fail",
				"wallet/complete-first-fail", "wallet/late-fail", matchers.OtherMessage, "wallet/throws", "server/status-no-answer",
				matchers.Status500Prefix+"*", matchers.StatusEmptyPrefix+"*").Against("outcome/approve").IfPossible()},
		{Text: "shows nothing, and leads nowhere, that only a signing leads to", Matcher: matchers.FailureIsNotSuccess(),
			On: failing(rule.Each("outcome/cancel", "outcome/network", "outcome/unknown", "outcome/fail", "server/status-no-answer",
				matchers.Status500Prefix+"*", matchers.StatusEmptyPrefix+"*"))},
		{Text: "does not show a person who cancelled what it shows when signing failed", Matcher: matchers.CancelIsNotError(),
			On: failing(rule.Each("outcome/cancel"))},
		{Text: "does not treat an unknown result as a failure", Matcher: matchers.UnknownIsNotFailure(),
			On: failing(rule.Each("outcome/unknown", matchers.OverdueUnknown).Against(matchers.OverdueFail))},
		{Text: "does not sign again after an unknown result before it has asked the server", Matcher: matchers.UnknownNoResign(),
			On: failing(rule.Each("outcome/unknown", "flow/again-after-unknown", matchers.AgainUnanswered+"*", matchers.AgainAfterHours,
				matchers.AgainInChinese, matchers.LaunchedAfterUnknown, matchers.LaunchedWhileAsking, "server/status-no-answer").
				Against(matchers.LaunchedAfterFail, matchers.LaunchedAfterUnknown))},
		{Text: "can be started again", Matcher: matchers.FailureCanRetry(),
			On: rule.Each("flow/again-after-cancel*", "flow/again-after-network*", "flow/again-after-unknown",
				"flow/again-after-fail*", matchers.EmptyFailureThenStart, "flow/again-after-undocumented-code").Against("outcome/approve")},
		{Text: "handles an undocumented, numeric or missing code as a failure", Matcher: matchers.UndocumentedCodeIsNotSuccess(),
			On: signing(rule.Each("wallet/empty-failure", "wallet/undocumented-code", "wallet/blank-code", "wallet/zero-code",
				"wallet/trade-pay-done", "wallet/sign-center-done", "wallet/numeric-code"))},
	}
}

func resilience() []rule.Row {
	return []rule.Row{
		{
			Text:    "leaves one call pending when started twice at once",
			Matcher: matchers.OneAtATime(),
			On: rule.Each(matchers.StartTwice, matchers.StartPreparing, matchers.StartSlowPreparing, matchers.StartBackPreparing,
				matchers.StartOpen, matchers.StartLongOpen, matchers.StartWhenBack, matchers.OtherControls, matchers.OtherControlsLong),
		},
		{
			Text:    "can be used again when nothing is ever called back",
			Matcher: matchers.SurvivesSilence(),
			On:      rule.Each(matchers.SilenceThenStart, matchers.SilenceWhenBack).Against("outcome/*"),
		},
		{Text: "survives callbacks that come at odd times", Matcher: matchers.SurvivesOddCallbacks(),
			On: signing(
				rule.Each("wallet/sync", "wallet/sync-fail", "wallet/late", "wallet/late-fail", "wallet/doubled", "wallet/doubled-fail",
					"wallet/complete-first", "wallet/complete-first-fail", "wallet/success-then-fail", matchers.SlowThenFail),
			)},
		{Text: "takes a success that comes after it gave up waiting to its server", Matcher: matchers.LateSuccessCounts(),
			On: rule.Each(matchers.Overdue, matchers.LeftAndBack, matchers.OverdueMeanwhile, matchers.OpenedAnew).Against("outcome/approve")},
		{
			Text:    "says so where the API does not exist",
			Matcher: matchers.ChecksAvailability(),
			On:      rule.Each(matchers.OldContainer, matchers.OlderContainer).Against("outcome/approve"),
		},
	}
}

func secrets() []rule.Row {
	return []rule.Row{
		{Text: "prints nothing", Matcher: matchers.CodeNotLogged(), On: comparing()},
		{Text: "shows nothing", Matcher: matchers.CodeNotShown(), On: comparing()},
		{Text: "stores nothing", Matcher: matchers.CodeNotStored(), On: comparing()},
		{Text: "shares nothing with others", Matcher: matchers.CodeNotShared(), On: comparing()},
		{Text: "puts nothing into a URL", Matcher: matchers.CodeNotInURL(), On: comparing()},
	}
}

// comparing judges every scenario, and compares with two plain approvals, one with another first half of the code and one
// with another second half: what changes with a half holds it, however it is encoded.
func comparing() rule.Selection {
	return rule.AnyOf("*").Against(matchers.OtherFirstHalf, matchers.OtherSecondHalf)
}
