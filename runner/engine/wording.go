package engine

import (
	"regexp"
	"strings"
)

// The engine has words of its own for what goes wrong. People, and programs that look at messages, know those of V8,
// which the containers and the browsers of most phones have.

// wordings are the engine's messages and V8's for the same. $callee stands for what is called, as the source has it.
var wordings = []wording{
	reworded(`not a function`, `$callee is not a function`),
	reworded(`not a constructor`, `$callee is not a constructor`),
	reworded(`cannot read property '(.*)' of (null|undefined)`, `Cannot read properties of ${2} (reading '${1}')`),
	reworded(`cannot set property '(.*)' of (null|undefined)`, `Cannot set properties of ${2} (setting '${1}')`),
	reworded(`cannot read property of (null|undefined)`, `Cannot read properties of ${1}`),
	reworded(`'(.*)' is not defined`, `${1} is not defined`),
	reworded(`(.*) is not initialized`, `Cannot access '${1}' before initialization`),
	reworded(`'(.*)' is read-only`, `Cannot assign to read only property '${1}' of object`),
	reworded(`object is not extensible`, `Cannot add property, object is not extensible`),
	reworded(`could not delete property`, `Cannot delete property`),
	reworded(`no setter for property`, `Cannot set property which has only a getter`),
	reworded(`cannot convert symbol to (string|number)`, `Cannot convert a Symbol value to a ${1}`),
	reworded(`cannot convert to object`, `Cannot convert undefined or null to object`),
	reworded(`class constructors must be invoked with 'new'`, `Class constructor $callee cannot be invoked without 'new'`),
	reworded(`circular reference`, `Converting circular structure to JSON`),
	reworded(`stack overflow`, `Maximum call stack size exceeded`),
	reworded(`invalid (string|array) length`, `Invalid ${1} length`),
	reworded(`invalid array buffer length`, `Array buffer allocation failed`),
	reworded(`invalid repeat count`, `Invalid count value`),
	reworded(`BigInt is too large.*`, `Maximum BigInt size exceeded`),
	reworded(`BigInt division by zero`, `Division by zero`),
	reworded(`promise self resolution`, `Chaining cycle detected for promise #<Promise>`),
	reworded(`Date value is NaN`, `Invalid time value`),
}

type wording struct {
	engine *regexp.Regexp
	v8     string
}

func reworded(engine, v8 string) wording {
	return wording{regexp.MustCompile(`^(?s:` + engine + `)$`), v8}
}

// reword returns the message as V8 words it. callee says what was called, where that is asked for.
func reword(message string, callee func() string) string {
	for _, w := range wordings {
		if !w.engine.MatchString(message) {
			continue
		}
		template := w.v8
		if strings.Contains(template, "$callee") {
			template = strings.ReplaceAll(template, "$callee", strings.ReplaceAll(callee(), "$", "$$"))
		}
		return w.engine.ReplaceAllString(message, template)
	}
	return message
}
