package wallet

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// group is the specs of one section of the rules.
type group struct {
	name  string // the label, as in the catalogue
	title string
	specs func() []rests
}

// rests is one rule as a sentence, the matcher that judges it and the scenarios that it rests on.
type rests struct {
	rule         string
	text         string
	matcher      *matchers.Matcher
	selection    selection
	availability bool // judged on what stands in the container, not on calls
	// needs is what the driver must be able to observe; empty where every driver can.
	needs string
}

// of returns the rule itself.
func (r rests) of(catalogue *schemas.Catalogue) schemas.Rule {
	rule, ok := catalogue.Rule(r.rule)
	if !ok {
		panic("no rule " + r.rule + " in the catalogue")
	}
	return rule
}

// groups lists the groups in the order of the rules.
func groups() []group {
	return []group{
		{"availability", "The API", availabilitySpecs},
		{"parameters", "Given its parameters, the wallet", parameterSpecs},
		{"callbacks", "When it calls back, the wallet", callbackSpecs},
		{"success", "On success, the wallet", successSpecs},
		{"failure", "On failure, the wallet", failureSpecs},
		{"sequence", "Over more than one call, the wallet", sequenceSpecs},
	}
}

func availabilitySpecs() []rests {
	none := selection{judges: func(Scenario) bool { return false }}
	return []rests{
		{rule: "api-available", text: "exists and is a function", matcher: matchers.APIAvailable(), selection: none, availability: true},
		{rule: "appx-version", text: "stands in a container of Appx 1.24.6 or higher", matcher: matchers.AppxVersion(), selection: none, availability: true},
		{rule: "can-i-use", text: "is announced by my.canIUse", matcher: matchers.CanIUse(), selection: none, availability: true},
	}
}

func parameterSpecs() []rests {
	return []rests{
		{rule: "sign-str-required", text: "refuses a call without sign string", matcher: matchers.SignStrRequired(),
			selection: each("sign-str/absent", "sign-str/undefined", "sign-str/null")},
		{rule: "sign-str-type", text: "refuses a sign string that is not a string", matcher: matchers.SignStrType(),
			selection: each(names("sign-str/", mistypedSignStrs())...)},
		{rule: "sign-str-empty", text: "refuses an empty or blank sign string", matcher: matchers.SignStrEmpty(),
			selection: each(names("sign-str/", blankSignStrs())...)},
		{rule: "sign-str-verbatim", text: "opens the authorisation page with the sign string byte for byte", matcher: matchers.SignStrVerbatim(),
			selection: staging(record.Outcomes()...)},
		{rule: "callbacks-optional", text: "works with every subset of the callbacks", matcher: matchers.CallbacksOptional(),
			selection: each("approve/*", "cancel/*").against(record.Approve, record.Cancel)},
		{rule: "no-throw", text: "does not throw to its caller, whatever the arguments", matcher: matchers.NoThrow(),
			selection: everyCall()},
		{rule: "options-unchanged", text: "leaves the options object alone", matcher: matchers.OptionsUnchanged(),
			selection: everyCall(), needs: OptionsObject},
	}
}

func callbackSpecs() []rests {
	return []rests{
		{rule: "settles", text: "calls success or fail", matcher: matchers.Settles(), selection: everyCall()},
		{rule: "one-outcome", text: "never calls both success and fail", matcher: matchers.OneOutcome(), selection: everyCall()},
		{rule: "outcome-once", text: "calls success or fail once, however long one waits", matcher: matchers.OutcomeOnce(), selection: everyCall()},
		{rule: "complete-called", text: "calls complete on success and on failure", matcher: matchers.CompleteCalled(), selection: everyCall()},
		{rule: "complete-once", text: "calls complete once", matcher: matchers.CompleteOnce(), selection: everyCall()},
		{rule: "complete-last", text: "calls complete after success or fail, and nothing after it", matcher: matchers.CompleteLast(), selection: everyCall()},
		{rule: "asynchronous", text: "returns before any callback runs", matcher: matchers.Asynchronous(), selection: everyCall(), needs: ReturnOrder},
		{rule: "callback-errors-contained", text: "does not let a callback that throws cost the caller anything", matcher: matchers.CallbackErrorsContained(),
			selection: each("throwing/*").against(record.Approve, record.Cancel)},
		{rule: "complete-argument", text: "gives complete the payload of the outcome, or nothing", matcher: matchers.CompleteArgument(), selection: everyCall()},
		{rule: "promise-agrees", text: "returns no promise, or one that agrees with the callbacks", matcher: matchers.PromiseAgrees(), selection: everyCall(), needs: Promise},
	}
}

func successSpecs() []rests {
	approvals := staging(record.Approve)
	return []rests{
		{rule: "success-shape", text: "returns an object with authState and authCode, both strings", matcher: matchers.SuccessShape(), selection: everyCall()},
		{rule: "auth-state-length", text: "returns an authState of at most 256 characters", matcher: matchers.AuthStateLength(), selection: everyCall()},
		{rule: "auth-code-length", text: "returns an authCode of at most 32 characters", matcher: matchers.AuthCodeLength(), selection: everyCall()},
		{rule: "auth-code-present", text: "returns an authCode that is not empty", matcher: matchers.AuthCodePresent(), selection: everyCall()},
		{rule: "auth-state-echo", text: "returns the authState that the merchant's server generated", matcher: matchers.AuthStateEcho(), selection: approvals},
		{rule: "auth-state-max", text: "accepts the longest state and returns it whole", matcher: matchers.AuthStateMax(), selection: approvals.against(record.Approve)},
		{rule: "auth-state-verbatim", text: "returns odd states unchanged", matcher: matchers.AuthStateVerbatim(),
			selection: each(oddStateNames()...).against(record.Approve)},
		{rule: "auth-code-fresh", text: "returns a new authCode each time", matcher: matchers.AuthCodeFresh(), selection: approvals},
		{rule: "success-without-error", text: "returns no error with a success", matcher: matchers.SuccessWithoutError(), selection: everyCall()},
	}
}

func failureSpecs() []rests {
	return []rests{
		{rule: "failure-shape", text: "returns an object with error and errMessage, both strings", matcher: matchers.FailureShape(), selection: everyCall()},
		{rule: "error-documented", text: "returns a documented error code", matcher: matchers.ErrorDocumented(), selection: staging(failures()...)},
		{rule: "param-error-documented", text: "returns a documented error code for a bad parameter too", matcher: matchers.ParamErrorDocumented(),
			selection: each("sign-str/*", "recover/refused-parameter").orAny()},
		{rule: "error-cancelled", text: "fails with 6001 when the user cancels", matcher: matchers.ErrorCancelled(), selection: staging(record.Cancel)},
		{rule: "error-network", text: "fails with 6002 when the network fails", matcher: matchers.ErrorNetwork(), selection: staging(record.Network)},
		{rule: "error-unknown", text: "fails with 7001 when the result is unknown", matcher: matchers.ErrorUnknown(), selection: staging(record.Unknown)},
		{rule: "error-failed", text: "fails with 7002 when the signing fails", matcher: matchers.ErrorFailed(), selection: staging(record.Fail)},
		{rule: "error-message-present", text: "says something in errMessage", matcher: matchers.ErrorMessagePresent(), selection: everyCall()},
		{rule: "failure-without-code", text: "returns no authCode with a failure", matcher: matchers.FailureWithoutCode(), selection: everyCall()},
	}
}

func sequenceSpecs() []rests {
	return []rests{
		{rule: "calls-isolated", text: "keeps two calls that overlap apart", matcher: matchers.CallsIsolated(),
			selection: each("overlap/*").against(record.Approve, record.Cancel).compared("in-a-row/approve")},
		{rule: "recovers", text: "can succeed after each failure", matcher: matchers.Recovers(),
			selection: each("recover/*").against(record.Approve)},
	}
}

// names puts a prefix before the names of bad sign strings.
func names(prefix string, list []badSignStr) []string {
	var all []string
	for _, bad := range list {
		all = append(all, prefix+bad.name)
	}
	return all
}

// oddStateNames names the scenarios of the odd states.
func oddStateNames() []string {
	var all []string
	for _, odd := range oddStates() {
		all = append(all, "state/"+odd[0])
	}
	return all
}
