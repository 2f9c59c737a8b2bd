package wallet

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// The rules that speak for what the documentation is silent about.
const (
	optionsSpeaker = "options-unchanged"
	throwsSpeaker  = "callback-errors-contained"
	overlapSpeaker = "calls-isolated"
	pageSpeaker    = "sign-str-verbatim"
	freshSpeaker   = "auth-code-fresh"
)

func outcomeValues() []Value {
	var values []Value
	for _, o := range record.Outcomes() {
		values = append(values, Value{Name: string(o), set: func(c *Call, _ string) { c.Stage.Outcome = o }})
	}
	return append(values,
		Value{Name: refusedOutcome},
		Value{Name: unpreparedOutcome, set: func(c *Call, parameter string) {
			c.Stage, c.Fill = nil, ""
			c.Args = record.Fields(map[string]record.Value{
				parameter: record.Text("https://wallet.example/authorise?authId=" + freshState()),
			})
		}})
}

func refusalValues() []Value {
	values := []Value{{Name: "none"}}
	for _, bad := range slices.Concat(missingSignStrs(), mistypedSignStrs(), unwritableSignStrs(), wrappedSignStrs(), turnedSignStrs(),
		blankSignStrs()) {
		values = append(values, Value{Name: bad.name, set: bad.passed})
	}
	return values
}

// noCallbacks is the name of the value that passes none.
const noCallbacks = "no callbacks"

func callbackValues() []Value {
	values := []Value{{Name: "all callbacks", passes: every()}}
	for _, set := range subsets() {
		name := "only " + strings.Join(set, "+")
		if len(set) == 0 {
			name = noCallbacks
		}
		values = append(values, Value{Name: name, passes: set, set: func(c *Call, _ string) { c.Callbacks = set }})
	}
	return values
}

func otherValues() []Value {
	other := func(kind, speaker string) Value {
		return Value{Name: "others " + kind, Speaker: speaker, set: func(c *Call, _ string) { c.Caller.Others = kind }}
	}
	return []Value{
		{Name: "others absent"}, other("undefined", ""),
		other("null", optionsSpeaker), other("text", optionsSpeaker), other("number", optionsSpeaker), other("object", optionsSpeaker),
	}
}

// The names of the values that pass callbacks of several kinds, and the functions of a call before.
const (
	mixedFunctions  = "mixed"
	reusedFunctions = "reused"
)

func functionValues() []Value {
	kind := func(name, speaker string) Value {
		return Value{Name: name, Speaker: speaker, set: func(c *Call, _ string) { c.Caller.Function = name }}
	}
	return []Value{
		{Name: "function"}, kind("arrow", ""), kind("async", ""), kind("bound", ""), kind("method", ""), kind("static", ""),
		kind("instance-method", ""), kind("generator", ""), kind("native", ""), kind("two-parameters", ""), kind(mixedFunctions, ""), kind(reusedFunctions, ""),
		kind("shared", ""),
		kind("proxy-function", optionsSpeaker),
	}
}

func doesValues() []Value {
	throws := func(name string) Value {
		return Value{Name: name, Speaker: throwsSpeaker, set: func(c *Call, _ string) { c.Caller.Does, c.Throws = name, c.Callbacks }}
	}
	does := func(name, speaker string) Value {
		return Value{Name: name, Speaker: speaker, set: func(c *Call, _ string) { c.Caller.Does = name }}
	}
	return []Value{
		{Name: "returns"}, does("pending", ""), does("returns-false", ""),
		throws("throws-error"), throws("throws-string"), throws("throws-null"), throws("rejects"),
		does("removes-itself", optionsSpeaker),
	}
}

// The names of the values that pass the callbacks in the prototype of the options, and the options of a call before.
const (
	inheritedCallbacks = "inherited-callbacks"
	sameObject         = "same-object"
)

func optionsValues() []Value {
	shape := func(name, speaker string) Value {
		return Value{Name: name, Speaker: speaker, set: func(c *Call, _ string) { c.Caller.Options = name }}
	}
	return []Value{
		{Name: "literal"},
		shape("class-instance", optionsSpeaker), shape(inheritedCallbacks, optionsSpeaker), shape("getters", optionsSpeaker),
		shape("null-prototype", optionsSpeaker),
		{Name: "frozen", Speaker: optionsSpeaker, set: func(c *Call, _ string) { c.Frozen = true }},
		shape("sealed", optionsSpeaker), shape("extra-keys", optionsSpeaker), shape("symbol-keys", optionsSpeaker),
		shape("proxy-options", optionsSpeaker), shape(sameObject, optionsSpeaker), shape("changed-after", pageSpeaker),
	}
}

// hoursLater is the name of the value that lets two hours pass after the call before.
const hoursLater = "2 hours later"

func relationValues() []Value {
	relation := func(name, how, speaker string) Value {
		return Value{Name: name, Speaker: speaker, set: func(c *Call, _ string) { c.Caller.Relation = how }}
	}
	return []Value{
		{Name: "after", set: func(c *Call, _ string) { c.Caller.Relation = "once" }},
		relation("6 minutes later", "later", ""),
		{Name: hoursLater, lone: true, set: func(c *Call, _ string) { c.Caller.Relation = "hours" }},
		relation("overlapping", "overlap", overlapSpeaker), relation("within", "within", overlapSpeaker),
	}
}

func promiseValues() []Value {
	return []Value{{Name: "watched"}, {Name: "not watched", set: func(c *Call, _ string) { c.Watch = false }}}
}
