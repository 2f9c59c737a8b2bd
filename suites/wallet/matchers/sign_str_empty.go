package matchers

// SignStrEmpty succeeds when a call whose sign string is empty or blank ends in fail and never in success. Rule
// sign-str-empty.
func SignStrEmpty() *Matcher { return refuses("sign-str-empty", blank) }
