package matchers

// All returns a matcher for every rule about a wallet's records, in the order of the rules.
func All() []*Matcher {
	return []*Matcher{
		APIAvailable(), AppxVersion(), CanIUse(),
		SignStrRequired(), SignStrType(), SignStrEmpty(), SignStrVerbatim(), CallbacksOptional(), NoThrow(), OptionsUnchanged(),
		Settles(), OneOutcome(), OutcomeOnce(), CompleteCalled(), CompleteOnce(), CompleteLast(), Asynchronous(),
		CallbackErrorsContained(), CompleteArgument(), PromiseAgrees(),
		SuccessShape(), AuthStateLength(), AuthCodeLength(), AuthCodePresent(), AuthStateEcho(), AuthStateMax(),
		AuthStateVerbatim(), AuthCodeFresh(), SuccessWithoutError(),
		FailureShape(), ErrorDocumented(), ParamErrorDocumented(), ErrorCancelled(), ErrorNetwork(), ErrorUnknown(),
		ErrorFailed(), ErrorMessagePresent(), FailureWithoutCode(),
		CallsIsolated(), Recovers(),
	}
}
