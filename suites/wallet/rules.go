package wallet

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// everyCall is the pattern of an invariant: whatever is called, it is judged.
const everyCall = "*"

// Table lists the rules in the order of the catalogue.
func Table() []rule.Group {
	return []rule.Group{
		{Name: "availability", Title: "The API", Rows: []rule.Row{
			{Text: "exists and is a function", Matcher: matchers.APIAvailable(), On: rule.AnyOf(Availability)},
			{Text: "stands in a container of Appx 1.24.6 or higher", Matcher: matchers.AppxVersion(), On: rule.AnyOf(Availability)},
			{Text: "is announced by my.canIUse", Matcher: matchers.CanIUse(), On: rule.AnyOf(Availability)},
		}},
		{Name: "parameters", Title: "Given its parameters, the wallet", Rows: []rule.Row{
			{Text: "refuses a call without sign string", Matcher: matchers.SignStrRequired(),
				On: rule.Each("sign-str/absent", "sign-str/undefined", "sign-str/null")},
			{Text: "refuses a sign string that is not a string", Matcher: matchers.SignStrType(),
				On: rule.Each("sign-str/number", "sign-str/zero", "sign-str/true", "sign-str/false", "sign-str/object", "sign-str/array",
					"sign-str/function")},
			{Text: "refuses an empty or blank sign string", Matcher: matchers.SignStrEmpty(),
				On: rule.Each("sign-str/empty", "sign-str/blank", "sign-str/white-space")},
			{Text: "opens the authorisation page once for a call that succeeds", Matcher: matchers.PageOpened(),
				On: rule.AnyOf(staging(record.Approve)...), Needs: Opened},
			{Text: "opens no page for a sign string that it refuses", Matcher: matchers.RefusedOpensNothing(),
				On: rule.AnyOf("sign-str/*", "recover/refused-parameter").AgainstFirst(plain(record.Approve)), Needs: Opened},
			// A refused sign string is seen by every driver; what the page was opened with is not.
			{Text: "opens the authorisation page with the sign string byte for byte", Matcher: matchers.SignStrVerbatim(),
				On: rule.AnyOf(staging(record.Outcomes()...)...), Needs: Opened, NeedsInPart: true},
			{Text: "works with every subset of the callbacks", Matcher: matchers.CallbacksOptional(),
				On: rule.Each("approve/*", "cancel/*").AgainstFirst(plain(record.Approve), plain(record.Cancel))},
			{Text: "does not throw to its caller, whatever the arguments", Matcher: matchers.NoThrow(), On: rule.AnyOf(everyCall)},
			{Text: "leaves the options object alone", Matcher: matchers.OptionsUnchanged(), On: rule.AnyOf(everyCall), Needs: OptionsObject},
		}},
		{Name: "callbacks", Title: "When it calls back, the wallet", Rows: []rule.Row{
			{Text: "calls success or fail", Matcher: matchers.Settles(), On: rule.AnyOf(everyCall)},
			{Text: "never calls both success and fail", Matcher: matchers.OneOutcome(), On: rule.AnyOf(everyCall)},
			{Text: "calls success or fail once, however long one waits", Matcher: matchers.OutcomeOnce(), On: rule.AnyOf(everyCall)},
			{Text: "calls complete on success and on failure", Matcher: matchers.CompleteCalled(), On: rule.AnyOf(everyCall)},
			{Text: "calls complete once", Matcher: matchers.CompleteOnce(), On: rule.AnyOf(everyCall)},
			{Text: "calls complete after success or fail, and nothing after it", Matcher: matchers.CompleteLast(), On: rule.AnyOf(everyCall)},
			{Text: "returns before any callback runs", Matcher: matchers.Asynchronous(), On: rule.AnyOf(everyCall), Needs: ReturnOrder},
			{Text: "does not let a callback that throws cost the caller anything", Matcher: matchers.CallbackErrorsContained(),
				On: rule.Each("throwing/*").AgainstFirst(plain(record.Approve), plain(record.Cancel))},
			{Text: "gives complete the payload of the outcome, or nothing", Matcher: matchers.CompleteArgument(), On: rule.AnyOf(everyCall)},
			{Text: "returns no promise, or one that agrees with the callbacks", Matcher: matchers.PromiseAgrees(), On: rule.AnyOf(everyCall),
				Needs: Promise},
		}},
		{Name: "success", Title: "On success, the wallet", Rows: []rule.Row{
			{Text: "returns an object with authState and authCode, both strings", Matcher: matchers.SuccessShape(), On: rule.AnyOf(everyCall)},
			{Text: "returns an authState of at most 256 characters", Matcher: matchers.AuthStateLength(), On: rule.AnyOf(everyCall)},
			{Text: "returns an authCode of at most 32 characters", Matcher: matchers.AuthCodeLength(), On: rule.AnyOf(everyCall)},
			{Text: "returns an authCode that is not empty", Matcher: matchers.AuthCodePresent(), On: rule.AnyOf(everyCall)},
			{Text: "returns the authState that the merchant's server generated", Matcher: matchers.AuthStateEcho(),
				On: rule.AnyOf(staging(record.Approve)...)},
			{Text: "accepts the longest state and returns it whole", Matcher: matchers.AuthStateMax(),
				On: rule.AnyOf(staging(record.Approve)...).Against("state/" + foreignState)},
			{Text: "returns odd states unchanged", Matcher: matchers.AuthStateVerbatim(),
				On: rule.Each("state/blank-ends", "state/quotes", "state/percent", "state/reserved", "state/"+foreignState, "state/json").
					AgainstFirst(plain(record.Approve))},
			{Text: "returns a new authCode each time", Matcher: matchers.AuthCodeFresh(), On: rule.AnyOf(staging(record.Approve)...)},
			{Text: "returns no error with a success", Matcher: matchers.SuccessWithoutError(), On: rule.AnyOf(everyCall)},
		}},
		{Name: "failure", Title: "On failure, the wallet", Rows: []rule.Row{
			{Text: "returns an object with error and errMessage, both strings", Matcher: matchers.FailureShape(), On: rule.AnyOf(everyCall)},
			{Text: "returns a documented error code", Matcher: matchers.ErrorDocumented(), On: rule.AnyOf(staging(failures()...)...)},
			{Text: "returns a documented error code for a bad parameter too", Matcher: matchers.ParamErrorDocumented(),
				On: rule.AnyOf("sign-str/*", "recover/refused-parameter")},
			{Text: "fails with 6001 when the user cancels", Matcher: matchers.ErrorCancelled(), On: rule.AnyOf(staging(record.Cancel)...)},
			{Text: "fails with 6002 when the network fails", Matcher: matchers.ErrorNetwork(), On: rule.AnyOf(staging(record.Network)...)},
			{Text: "fails with 7001 when the result is unknown", Matcher: matchers.ErrorUnknown(), On: rule.AnyOf(staging(record.Unknown)...)},
			{Text: "fails with 7002 when the signing fails", Matcher: matchers.ErrorFailed(), On: rule.AnyOf(staging(record.Fail)...)},
			{Text: "says something in errMessage", Matcher: matchers.ErrorMessagePresent(), On: rule.AnyOf(everyCall)},
			{Text: "returns no authCode with a failure", Matcher: matchers.FailureWithoutCode(), On: rule.AnyOf(everyCall)},
		}},
		{Name: "sequence", Title: "Over more than one call, the wallet", Rows: []rule.Row{
			{Text: "keeps two calls that overlap apart", Matcher: matchers.CallsIsolated(),
				On: rule.Each("overlap/*").Against("in-a-row/approve").AgainstFirst(plain(record.Approve), plain(record.Cancel))},
			{Text: "can succeed after each failure", Matcher: matchers.Recovers(), On: rule.Each("recover/*").AgainstFirst(plain(record.Approve))},
		}},
	}
}

// Matchers lists the matcher of every wallet rule, in the order of the catalogue.
func Matchers() []*matchers.Matcher { return rule.Matchers(Table()) }

// Needs returns, by the id of each rule that needs it, what a driver must be able to observe for it.
func Needs() map[string]string {
	needs := map[string]string{}
	for _, row := range rule.Rows(Table()) {
		if row.Needs != "" {
			needs[row.Matcher.Rule()] = row.Needs
		}
	}
	return needs
}
