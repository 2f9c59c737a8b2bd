package record

import (
	"cmp"
	"strings"
)

// callerText says how a call was made where that was not in the plainest way, in words; empty where it was.
func callerText(c *Caller) string {
	if c == nil {
		return ""
	}
	var parts []string
	add := func(given, before string, words map[string]string) {
		if given != "" {
			parts = append(parts, before+cmp.Or(words[given], given))
		}
	}
	add(c.Function, "each callback is ", map[string]string{
		"mixed": "of another kind", "reused": "that of an earlier call", "shared": "one and the same function",
		"arrow": "an arrow function", "async": "an async function", "bound": "a bound function", "method": "a method",
		"static": "a static method", "instance-method": "a method of an instance", "generator": "a generator function", "two-parameters": "a function of two parameters",
		"native": "a function of the language itself", "proxy-function": "a proxy of a function",
	})
	add(c.Does, "each callback ", map[string]string{
		"pending": "returns a promise that never settles", "returns-false": "returns false", "throws-error": "throws an Error",
		"throws-string": "throws a string", "throws-null": "throws null", "rejects": "returns a promise that is rejected",
		"removes-itself": "removes itself from the options",
	})
	add(c.Others, "the other callbacks are ", map[string]string{"text": "a text", "number": "a number", "object": "an object"})
	add(c.Options, "the options ", map[string]string{
		"class-instance": "are an instance of a class", "inherited-callbacks": "inherit their callbacks", "getters": "have getters",
		"null-prototype": "have no prototype", "sealed": "are sealed", "extra-keys": "have other keys as well",
		"symbol-keys": "have a key that is a symbol", "proxy-options": "are a proxy", "same-object": "are the object of the call before",
		"changed-after": "are changed once the call has returned",
	})
	if c.Relation == "once" { // as soon as the call before is complete, which goes without saying
		return strings.Join(parts, "; ")
	}
	add(c.Relation, "made ", map[string]string{
		"later": "6 minutes after the call before", "hours": "2 hours after the call before", "overlap": "while the call before is pending",
		"within": "within a callback of the call before",
	})
	return strings.Join(parts, "; ")
}
