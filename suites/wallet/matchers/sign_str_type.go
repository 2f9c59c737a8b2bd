package matchers

// SignStrType succeeds when a call whose sign string is not a string ends in fail and never in success. Rule
// sign-str-type.
func SignStrType() *Matcher { return refuses("sign-str-type", wrongType) }
