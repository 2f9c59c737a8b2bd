package matchers

// CallbackTypes succeeds when success, fail and complete are functions where they are given. Rule callback-types.
func CallbackTypes() *Matcher {
	return eachCall("callback-types", "success, fail and complete are functions where they are given")
}
