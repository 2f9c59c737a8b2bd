package matchers

// All returns the matcher of every mini program rule, in the order of the rules.
func All() []*Matcher {
	return []*Matcher{
		CallsSignContract(), PassesSignStr(), NoSignWithoutStr(), CallbackTypes(), HandlesOutcomes(), KnownOptionsOnly(), NoUncaughtErrors(),
		SendsResult(), SendsResultOnce(), WaitsForServer(), SuccessNeedsCode(), ReadsDocumentedFields(),
		NoResultOnFailure(), CancelIsNotError(), UnknownIsNotFailure(), UnknownNoResign(), FailureCanRetry(), UndocumentedCodeIsNotSuccess(),
		OneAtATime(), SurvivesSilence(), SurvivesOddCallbacks(), ChecksAvailability(),
		CodeNotLogged(), CodeNotShown(), CodeNotStored(), CodeNotInURL(),
	}
}
