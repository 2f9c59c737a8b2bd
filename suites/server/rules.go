package server

import (
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
)

// Table lists the rules in the order of the catalogue. Every rule sees what the target file has, and the controls.
func Table() []rule.Group {
	table := []rule.Group{
		{Name: "sending", Title: "To the platform, the server", Rows: sending()},
		{Name: "state", Title: "Of state, the server", Rows: state()},
		{Name: "exchange", Title: "With what the platform answers, the server", Rows: exchanging()},
		{Name: "trust", Title: "Of an answer's signature, the server", Rows: trust()},
		{Name: "notifications", Title: "With notifications, the server", Rows: notifications()},
		{Name: "secrets", Title: "Of secrets, the server", Rows: secrets()},
		{Name: "users", Title: "Of users and what changes, the server", Rows: users()},
	}
	for _, group := range table {
		for i := range group.Rows {
			group.Rows[i].On = group.Rows[i].On.Against(matchers.Described, matchers.Good, matchers.Refused)
		}
	}
	return table
}

// Matchers lists the matcher of every rule, in the order of the catalogue.
func Matchers() []*matchers.Matcher { return rule.Matchers(Table()) }

func sending() []rule.Row {
	return []rule.Row{
		{Text: "signs every request", Matcher: matchers.RequestSigned(), On: rule.AnyOf("*")},
		{Text: "signs the bytes that it sends", Matcher: matchers.SignsSentBytes(), On: rule.AnyOf(matchers.Codes + "*")},
		{Text: "spells signatures as the edition does", Matcher: matchers.SignatureEncodingEdition(), On: rule.AnyOf("*")},
		{Text: "says the time of each request", Matcher: matchers.RequestTimeCurrent(), On: rule.AnyOf("*")},
		{Text: "says whose client it is", Matcher: matchers.IdentifiesClient(), On: rule.AnyOf("*")},
		{Text: "calls documented paths", Matcher: matchers.DocumentedPath(), On: rule.AnyOf("*")},
		{Text: "asks for the authorisation in full", Matcher: matchers.ConsultComplete(), On: rule.AnyOf("*")},
		{Text: "keeps to the limits of fields", Matcher: matchers.ConsultWithinLimits(), On: rule.AnyOf("*")},
		{Text: "exchanges the code in full", Matcher: matchers.ApplyComplete(), On: rule.AnyOf("*")},
		{Text: "passes the code as it is", Matcher: matchers.CodePassedVerbatim(), On: rule.AnyOf("*")},
	}
}

func state() []rule.Row {
	return []rule.Row{
		{Text: "makes another for each attempt", Matcher: matchers.StateUnique(), On: rule.AnyOf(matchers.Eight)},
		{Text: "makes one that nobody guesses", Matcher: matchers.StateUnguessable(), On: rule.AnyOf(matchers.Eight)},
		{Text: "compares what comes back", Matcher: matchers.StateCompared(),
			On: rule.Each("state/random", "state/in-another-case", "state/its-beginning", matchers.AnothersState+"*",
				"state/a-pattern*", "state/a-member-of-every-object", "state/a-query", matchers.StateReturning).IfPossible()},
		{Text: "demands that it comes back", Matcher: matchers.StateRequired(), On: rule.Each("state/absent", "state/empty", "state/null")},
		{
			Text:    "uses it once",
			Matcher: matchers.StateOnce(),
			On: rule.Each(matchers.Again, matchers.TwoCodes+"*", matchers.AgainNotified, matchers.AgainUnbound, matchers.AgainRefused).
				IfPossible(),
		},
		{Text: "binds nobody who started nothing", Matcher: matchers.ResultNeedsAttempt(), On: rule.Each("attempt/none").IfPossible()},
		{Text: "binds nobody by another's result", Matcher: matchers.ResultFromOwnSession(),
			On: rule.Each(matchers.Stranger, matchers.Rival, matchers.Afterwards, matchers.AfterNotified, matchers.Meanwhile, matchers.MeanwhileAtOnce).IfPossible()},
		{
			Text:    "uses an attempt once where there is none",
			Matcher: matchers.AttemptOnce(),
			On:      rule.Each(matchers.Again, matchers.TwoCodes+"*"),
		},
	}
}

func exchanging() []rule.Row {
	return []rule.Row{
		{Text: "binds on S alone", Matcher: matchers.StatusDecides(),
			On: rule.AnyOf(matchers.Refused, "unknown/*", "apply/refused-with-token", "apply/unknown-with-token")},
		{
			Text:    "binds nobody without a token",
			Matcher: matchers.SuccessNeedsToken(),
			On:      rule.Each("apply/no-token*", "apply/empty-token*", "apply/null-token").IfPossible(),
		},
		{Text: "repeats what is in process", Matcher: matchers.InProcessRepeated(),
			On: rule.Each(matchers.InProcess, matchers.InProcessForLong, matchers.InProcessReturning, matchers.InProcessBroken+"*",
				matchers.NotifiedInProcess).IfPossible().
				Against(matchers.NotifyCode)},
		{Text: "tells an unknown result apart from a failure", Matcher: matchers.UnknownNotFailure(), On: rule.Each("unknown/*")},
		{
			Text:    "begins anew after an invalid code",
			Matcher: matchers.InvalidCodeNotResent(),
			On:      rule.Each(matchers.Invalid).Against(matchers.Twice),
		},
		{Text: "survives what is no answer", Matcher: matchers.BrokenAnswerSurvived(), On: rule.Each("broken/*").IfPossible()},
		{Text: "answers though the platform does not", Matcher: matchers.TimeoutAnswered(),
			On: rule.Each(matchers.Unanswered, matchers.Stalled, matchers.ConsultStalled, matchers.UnansweredNotified).IfPossible().
				Against(matchers.NotifyCode)},
		{
			Text:    "tells that the first call failed",
			Matcher: matchers.ConsultFailureTold(),
			On:      rule.Each("consult/*").Against(matchers.Unanswered),
		},
		{
			Text:    "passes the URL as it is",
			Matcher: matchers.URLPassedVerbatim(),
			On:      rule.AnyOf(matchers.Good, "url/long", "url/odd", "url/first", "url/second", "url/third", "url/last"),
		},
		{Text: "gives another URL to each start", Matcher: matchers.URLNotReused(),
			On: rule.Each(matchers.Twice, matchers.TwiceUnknown, matchers.ThenFailed).Against(matchers.ConsultRefused)},
	}
}

func trust() []rule.Row {
	return []rule.Row{
		{
			Text:    "believes none that is wrong",
			Matcher: matchers.AnswerSignatureVerified(),
			On: rule.Each("signature/tampered", "signature/other-key*",
				"signature/merchants-key", "signature/other-path", "signature/other-algorithm", "signature/replayed",
				"consult-signature/other-key", matchers.UnbindSignatures+"other-key*").
				IfPossible().Against(matchers.Unbinds+"done", matchers.Unbinds+"unknown"),
		},
		{Text: "demands one of a success", Matcher: matchers.AnswerSignatureRequired(),
			On: rule.Each("signature/unsigned*", "signature/empty-signature", "signature/no-response-time", "signature/bare",
				"consult-signature/unsigned", "consult-signature/bare",
				matchers.UnbindSignatures+"unsigned", matchers.UnbindSignatures+"bare").
				IfPossible().Against(matchers.Unbinds+"done", matchers.Unbinds+"unknown")},
		{Text: "takes every spelling of a header", Matcher: matchers.SignatureFormsAccepted(), On: rule.Each("header/*")},
		{Text: "verifies the bytes that came", Matcher: matchers.AnswerBytesVerified(), On: rule.Each("bytes/answer*", matchers.EscapedURL)},
	}
}

func notifications() []rule.Row {
	return []rule.Row{
		{
			Text:    "acknowledges them",
			Matcher: matchers.NotifyAcknowledged(),
			On:      rule.Each(matchers.NotifyCode, "notify/token-created", matchers.NotifyCancel, matchers.CancelUnbound).IfPossible(),
		},
		{Text: "verifies their signatures", Matcher: matchers.NotifySignatureVerified(),
			On: rule.Each("notify-signature/*", "cancel-signature/*").IfPossible().Against(matchers.NotifyCode, matchers.NotifyCancel)},
		{
			Text:    "verifies the bytes that came",
			Matcher: matchers.NotifyBytesVerified(),
			On:      rule.Each("bytes/notification*").IfPossible().Against(matchers.NotifyCode),
		},
		{Text: "completes an attempt by one", Matcher: matchers.NotifyCompletes(), On: rule.Each(matchers.NotifyCode).IfPossible()},
		{Text: "applies one once", Matcher: matchers.NotifyOnce(),
			On: rule.Each(matchers.NotifyEight, matchers.NotifyAgain, matchers.NotifyAgainMany, matchers.NotifyLate, matchers.NotifyUnbound).
				IfPossible().Against(matchers.NotifyCode)},
		{Text: "takes them before, after and with the result", Matcher: matchers.NotifyAndResult(),
			On: rule.Each(matchers.Orders+"*", matchers.NotifyEight).IfPossible().
				Against(matchers.InProcess, matchers.NotifiedInProcess)},
		{
			Text:    "compares their states",
			Matcher: matchers.NotifyStateCompared(),
			On:      rule.Each("notify-state/*").IfPossible().Against(matchers.NotifyCode),
		},
		{
			Text:    "honours a cancellation",
			Matcher: matchers.CancelHonoured(),
			On:      rule.AnyOf(matchers.NotifyCancel, matchers.NotifyCompletedCancel, matchers.SecondCancelled, matchers.CancelEnding).IfPossible(),
		},
	}
}

func secrets() []rule.Row {
	return []rule.Row{
		{Text: "gives no token to the client", Matcher: matchers.TokenStaysOnServer(), On: rule.AnyOf("*")},
		{Text: "prints none", Matcher: matchers.SecretsNotLogged(), On: rule.AnyOf(matchers.Logged).Against("*")},
		{Text: "takes none to another host", Matcher: matchers.RedirectNotFollowed(), On: rule.Each("redirect/*").IfPossible()},
		{Text: "looks at certificates", Matcher: matchers.TLSVerified(), On: rule.Each("tls/*").IfPossible()},
	}
}

func users() []rule.Row {
	return []rule.Row{
		{Text: "keeps users apart", Matcher: matchers.UsersIsolated(), On: rule.Each("users/*")},
		{
			Text:    "tolerates further fields",
			Matcher: matchers.UnknownFieldsTolerated(),
			On: rule.AnyOf("fields/answer", "fields/consult", "notify/extra-fields", matchers.UnbindExtra).IfPossible().
				Against(matchers.NotifyCode, matchers.Unbinds+"done"),
		},
		{Text: "needs no optional field", Matcher: matchers.MissingOptionalsTolerated(),
			On: rule.Each("fields/minimal", matchers.MinimalReturning).IfPossible()},
		{
			Text:    "cancels where a user unbinds",
			Matcher: matchers.UnbindCancels(),
			On:      rule.AnyOf(matchers.Unbinds + "*").IfPossible().Against(matchers.Unbinds + "done"),
		},
	}
}
