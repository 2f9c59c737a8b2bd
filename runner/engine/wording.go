package engine

import (
	"regexp"
	"strings"
)

// The engine has words of its own for what goes wrong. People, and programs that look at messages, know those of V8,
// which the containers and the browsers of most phones have.

// wordings are the engine's messages and V8's for the same. $callee stands for what is called, as the source has it,
// $member for the name of what is written, $function for that of the function that runs.
var wordings = []wording{
	reworded(`not a function`, `$callee is not a $kind`),
	reworded(`not a constructor`, `$callee is not a constructor`),
	reworded(`cannot read property 'Symbol\.(?:asyncI|i)terator' of (null|undefined)`, `${1} is not iterable`),
	reworded(`cannot read property '(.*)' of (null|undefined)`, `Cannot read properties of ${2} (reading '${1}')`),
	reworded(`cannot set property '(.*)' of (null|undefined)`, `Cannot set properties of ${2} (setting '${1}')`),
	reworded(`cannot read property of (null|undefined)`, `Cannot read properties of ${1}`),
	reworded(`value is not iterable`, `value is not iterable (cannot read property Symbol(Symbol.iterator))`),
	reworded(`'(.*)' is not defined`, `${1} is not defined`),
	reworded(`this is not initialized`,
		`Must call super constructor in derived class before accessing 'this' or returning from derived constructor`),
	reworded(`(.*) is not initialized`, `Cannot access '${1}' before initialization`),
	reworded(`'(.*)' is read-only`, `$readOnly`),
	reworded(`object is not extensible`, `Cannot add property$member, object is not extensible`),
	reworded(`could not delete property`, `Cannot delete property`),
	reworded(`no setter for property`, `Cannot set property$member which has only a getter`),
	reworded(`cannot convert symbol to (string|number)`, `Cannot convert a Symbol value to a ${1}`),
	reworded(`cannot convert to object`, `Cannot convert undefined or null to object`),
	reworded(`cannot convert bigint to number`, `Cannot mix BigInt and other types, use explicit conversions`),
	reworded(`class constructors must be invoked with 'new'`, `Class constructor $function cannot be invoked without 'new'`),
	reworded(`must be called with new`, `Constructor requires 'new'`),
	reworded(`invalid 'in' operand`, `Cannot use 'in' operator to search in what is no object`),
	reworded(`invalid 'instanceof' right operand`, `Right-hand side of 'instanceof' is not callable`),
	reworded(`circular reference`, `Converting circular structure to JSON`),
	reworded(`stack overflow`, `Maximum call stack size exceeded`),
	reworded(`invalid (string|array) length`, `Invalid ${1} length`),
	reworded(`invalid array buffer length`, `Array buffer allocation failed`),
	reworded(`invalid repeat count`, `Invalid count value`),
	reworded(`empty array`, `Reduce of empty array with no initial value`),
	reworded(`BigInt is too large.*`, `Maximum BigInt size exceeded`),
	reworded(`BigInt division by zero`, `Division by zero`),
	reworded(`promise self resolution`, `Chaining cycle detected for promise #<Promise>`),
	reworded(`Date value is NaN`, `Invalid time value`),
	reworded(`unexpected token: '(.*)'`, `Unexpected token '${1}' in JSON`),
	reworded(`expecting property name`, `Expected property name or '}' in JSON`),
	reworded(`unexpected data at the end`, `Unexpected non-whitespace character after JSON`),
	reworded(`expecting %|expecting hex digit|expecting surrogate pair|malformed UTF-8`, `URI malformed`),
}

var asksForSite = regexp.MustCompile(`\$[a-z]`)

type wording struct {
	engine *regexp.Regexp
	v8     string
}

func reworded(engine, v8 string) wording {
	return wording{regexp.MustCompile(`^(?s:` + engine + `)$`), v8}
}

// site is what the source has where something went wrong.
type site struct {
	function string
	script   string
	offset   int // -1 where nothing is known
}

// reword returns the message as V8 words it.
func reword(message string, at func() site) string {
	for _, w := range wordings {
		groups := w.engine.FindStringSubmatch(message)
		if groups == nil {
			continue
		}
		pairs := []string{}
		for i, group := range groups[1:] {
			pairs = append(pairs, "${"+string(rune('1'+i))+"}", group)
		}
		if asksForSite.MatchString(w.v8) {
			pairs = append(pairs, at().words(groups)...)
		}
		return strings.NewReplacer(pairs...).Replace(w.v8)
	}
	return message
}

// words are what stands for the words with a dollar.
func (s site) words(groups []string) []string {
	callee, kind := s.callee()
	member := ""
	if name := s.member(); name != "" {
		member = " " + name
	}
	readOnly := "Assignment to constant variable."
	if s.offset >= 0 && strings.IndexByte(".[?", s.script[s.offset]) >= 0 {
		readOnly = "Cannot assign to read only property '" + groups[len(groups)-1] + "' of object '#<Object>'"
	}
	return []string{"$callee", callee, "$kind", kind, "$member", member, "$function", s.function, "$readOnly", readOnly}
}

// callee is what is called, and whether it was to be a function or a constructor.
func (s site) callee() (text, kind string) {
	if s.offset < 0 {
		return "argument", "function" // a built-in called it
	}
	text = calleeAt(s.script, s.offset)
	if text == "" {
		return "(intermediate value)", "function"
	}
	if strings.HasPrefix(s.script[point(s.script, s.offset):], "new") {
		return text, "constructor"
	}
	return text, "function"
}

// member is the name of the member that is written.
func (s site) member() string {
	if s.offset < 0 || s.script[s.offset] != '.' {
		return ""
	}
	rest := s.script[s.offset+1:]
	end := 0
	for end < len(rest) && inName(rest[end]) {
		end++
	}
	return rest[:end]
}
