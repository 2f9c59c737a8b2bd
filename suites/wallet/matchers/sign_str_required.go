package matchers

// SignStrRequired succeeds when a call without a sign string (absent, undefined or null) ends in fail and never in
// success. Rule sign-str-required.
func SignStrRequired() *Matcher { return refuses("sign-str-required", absent) }
