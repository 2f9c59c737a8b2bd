package platform

import (
	"github.com/signspec/signspec/suites/platform/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// Table lists the rules in the order of the catalogue. Every rule sees what the target file has, and the good flow.
func Table() []rule.Group {
	table := []rule.Group{
		{Name: "callers", Title: "Of who calls, the platform", Rows: []rule.Row{
			{Text: "accepts a good call", Matcher: matchers.AcceptsSigned(),
				On: rule.Each(matchers.Flow, matchers.SecondFlow, matchers.ContentTypes+"*").IfPossible().Against(matchers.Refreshed, matchers.NewCancelled)},
			{Text: "refuses what is not signed", Matcher: matchers.RefusesUnsigned(),
				On: attacking("unsigned/*")},
			{Text: "refuses what is signed wrongly", Matcher: matchers.RefusesBadSignature(),
				On: rule.Each(matchers.BadSignatures+"*").IfPossible().Against("bytes/*", matchers.Refreshed, matchers.Cancelled)},
			{Text: "refuses algorithms that need no key", Matcher: matchers.RefusesWrongAlgorithm(),
				On: attacking("algorithm/*").Against(matchers.BadSignatures + "*")},
			{Text: "takes header names in any case", Matcher: matchers.HeaderNamesAnyCase(), On: everywhere("names/*")},
			{Text: "takes the algorithm in any case", Matcher: matchers.AlgorithmAnyCase(), On: everywhere("algorithm-name/*")},
			{Text: "takes every documented spelling", Matcher: matchers.SignatureSpelling(), On: everywhere("spelling/*")},
			{Text: "refuses clients that do not exist", Matcher: matchers.RefusesUnknownClient(), On: attacking("unknown-client/*")},
			{Text: "verifies the bytes that came", Matcher: matchers.RawBodyVerified(), On: everywhere("bytes/*")},
		}},
		{Name: "answers", Title: "With its answers, the platform", Rows: []rule.Row{
			{Text: "signs every success", Matcher: matchers.SuccessSigned(), On: rule.AnyOf("*")},
			{Text: "signs a failure wholly or not at all", Matcher: matchers.FailureSigned(), On: rule.AnyOf("*")},
			{Text: "always gives a result", Matcher: matchers.ResultPresent(), On: rule.AnyOf("*")},
			{Text: "keeps the lengths of a result", Matcher: matchers.ResultLimits(), On: rule.AnyOf("*")},
			{Text: "gives each code its status", Matcher: matchers.StatusMatchesCode(), On: rule.AnyOf("*")},
			{Text: "does nothing for other methods", Matcher: matchers.PostOnly(), On: rule.Each("method/*")},
			{Text: "bears fields that it does not know", Matcher: matchers.ExtraFieldsAccepted(), On: rule.Each("extra/*")},
			{Text: "spells signatures as its edition does", Matcher: matchers.AnswerEncodingEdition(), On: rule.AnyOf("*")},
		}},
		{Name: "consult", Title: "Asked for an authorisation, the platform", Rows: []rule.Row{
			{Text: "gives a URL", Matcher: matchers.URLReturned(), On: rule.AnyOf("*")},
			{Text: "keeps the URL's length", Matcher: matchers.URLLimits(), On: rule.AnyOf("*")},
			{
				Text:    "refuses what lacks a required field",
				Matcher: matchers.RequiredFieldsChecked(),
				On:      rule.Each("required/*").IfPossible(),
			},
			{Text: "keeps the limits of fields", Matcher: matchers.LimitsChecked(), On: rule.Each("limits/*")},
			{Text: "carries the state as it is", Matcher: matchers.StateCarried(), On: rule.Each("state/*", "resent/*").IfPossible()},
			{Text: "gives another URL each time", Matcher: matchers.URLFresh(),
				On: rule.Each(matchers.TwoURLs, matchers.TwoURLsSame, matchers.TwoURLsAtOnce+"*", matchers.ApprovedTwice)},
			{Text: "makes one agreement of one key", Matcher: matchers.PrepareIdempotent(), On: rule.Each("idempotent/*")},
		}},
		{Name: "tokens", Title: "Of codes and tokens, the platform", Rows: []rule.Row{
			{Text: "gives a token for a code", Matcher: matchers.TokenIssued(), On: rule.AnyOf("*")},
			{Text: "says when it expires", Matcher: matchers.ExpiryWithToken(), On: rule.AnyOf("*")},
			{Text: "gives one token for a code", Matcher: matchers.CodeNoSecondToken(),
				On: rule.Each(matchers.CodeTwice, matchers.Blanks, "code/after-*", matchers.AtOnce+"*", matchers.Orders+"*",
					matchers.OrdersOfTwo+"*").IfPossible().Against(matchers.RandomCode)},
			{Text: "gives it to the client that asked", Matcher: matchers.CodeBoundToClient(),
				On: rule.Each(matchers.OthersCode, matchers.OrdersOfTwo+"*").IfPossible().Against(matchers.SecondFlow)},
			{Text: "refuses codes that do not exist", Matcher: matchers.UnknownCodeRefused(),
				On: rule.Each(matchers.RandomCode, "code/one-char", "code/longer", "code/shorter", matchers.OtherCase)},
			{Text: "looks at the grant type", Matcher: matchers.GrantTypeChecked(), On: rule.Each("grant/*")},
			{Text: "ends what is in process", Matcher: matchers.InProcessEnds(), On: rule.AnyOf("*")},
			{Text: "refreshes", Matcher: matchers.RefreshWorks(),
				On: rule.Each(matchers.Refreshed, matchers.RefreshedTwice, matchers.RefreshedOften)},
			{Text: "starts no second chain", Matcher: matchers.RefreshRotation(),
				On: rule.Each("refresh/old-*", matchers.Orders+"*", matchers.OrdersOfTwo+"*").IfPossible()},
			{
				Text:    "keeps a token to its client",
				Matcher: matchers.TokenBoundToClient(),
				On: rule.Each("client/refresh", "client/cancel", matchers.OrdersOfTwo+"*").IfPossible().
					Against(matchers.SecondFlow, matchers.RefreshedTwice, matchers.Cancelled, matchers.NewCancelled),
			},
		}},
		{Name: "notifications", Title: "Cancelling and notifying, the platform", Rows: []rule.Row{
			{
				Text:    "ends a token that was cancelled",
				Matcher: matchers.CancelEndsToken(),
				On: rule.Each(matchers.Cancelled, matchers.NewCancelled, matchers.NewestCancelled, matchers.ResentCancel, matchers.CancelAtOnce+"*",
					matchers.Orders+"*", matchers.OrdersOfTwo+"*").IfPossible().Against(matchers.FirstCancelled),
			},
			{Text: "signs notifications", Matcher: matchers.NotifySigned(), On: rule.AnyOf("*")},
			{Text: "says what has happened", Matcher: matchers.NotifyContent(), On: rule.Each("*").IfPossible()},
			{Text: "sends again what was not acknowledged", Matcher: matchers.NotifyResent(),
				On: rule.Each("resent/*", matchers.ResentOther).IfPossible()},
			{Text: "stops when it was", Matcher: matchers.NotifyStops(),
				On: rule.Each("resent/*", "acknowledged/*", matchers.Notified, matchers.NotifiedCancel).IfPossible()},
			{
				Text:    "tells nobody else",
				Matcher: matchers.NotifyOwnURL(),
				On: rule.Each(matchers.Notified, matchers.NotifiedSecond, matchers.ResentSecond, matchers.NotifiedCancel,
					matchers.SecondCancels).IfPossible(),
			},
		}},
	}
	for _, group := range table {
		for i := range group.Rows {
			group.Rows[i].On = group.Rows[i].On.Against(matchers.Described, matchers.Flow)
		}
	}
	return table
}

// attacking judges each call that nobody may get through with, beside good ones.
func attacking(names string) rule.Selection {
	return rule.Each(names).Against(matchers.Refreshed, matchers.Cancelled)
}

// everywhere judges each call that nobody may be refused for, beside good ones.
func everywhere(names string) rule.Selection {
	return rule.Each(names).Against(matchers.Refreshed, matchers.NewCancelled)
}

// Matchers lists the matcher of every rule, in the order of the catalogue.
func Matchers() []*rule.Matcher { return rule.Matchers(Table()) }
