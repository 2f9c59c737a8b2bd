package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ReadsDocumentedFields succeeds when what the program reads of an answer it reads by the documented name. Another name
// may be read beside it, for wallets that do not keep the contract. What is read of a copy is not seen; there, a program
// that passes the wallet's message on only where it has another name gives itself away. Rule reads-documented-fields.
func ReadsDocumentedFields() *Matcher {
	return matcherOf("reads-documented-fields", func(r record.Record, in evidence) []rule.Judgement {
		if len(answers(r)) == 0 {
			return []rule.Judgement{rule.CannotJudge("the answer was not heard; handles-outcomes judges that")}
		}
		if r.Scenario == OtherMessage {
			return []rule.Judgement{in.readsCopies(r)}
		}
		read := map[string]record.Event{}
		var names []string
		for _, e := range r.Of(record.Read) {
			name := text(e, "property")
			if _, known := read[name]; !known && !ofLanguage(name) {
				read[name] = e
				names = append(names, name)
			}
		}
		var broken []rule.Judgement
		for _, name := range names {
			if observed := in.misread(r, name, names); observed != "" {
				broken = append(
					broken,
					rule.Breaks("the result objects are read by their documented names", "%s", observed).At(read[name].Place),
				)
			}
		}
		if len(broken) == 0 {
			return []rule.Judgement{rule.Holds()}
		}
		return broken
	})
}

// readsCopies judges the answer whose message has another name than the documented one. Which name is read first is the
// program's own business there.
func (in evidence) readsCopies(r record.Record) rule.Judgement {
	documented := in.Profile.Failure.Message
	plain, ok := in.scenario(Outcome(record.Fail))
	if !ok || !heard(plain, ofFailure()...) {
		return rule.CannotJudge("there is no ordinary failure to compare with")
	}
	if slices.Contains(documented, otherMessage) {
		return rule.Holds()
	}
	read := slices.ContainsFunc(r.Of(record.Read), func(e record.Event) bool { return slices.Contains(documented, text(e, "property")) })
	e, passed := passesOn(r)
	if read || !passed {
		return rule.Holds()
	}
	for _, failed := range in.failures() {
		if _, also := passesOn(failed); also {
			return rule.Holds()
		}
	}
	return rule.Breaks("the result objects are read by their documented names",
		"the wallet's message is passed on where its name is %s, and never where it is %s", otherMessage, documented[0]).At(e.Place)
}

// otherMessage is the name that some wallets give to the message.
const otherMessage = "errorMessage"

// passesOn returns the first event that shows, prints, opens or sends the message of the failure that was heard.
func passesOn(r record.Record) (record.Event, bool) {
	a := answers(r)
	if len(a) == 0 {
		return record.Event{}, false
	}
	for _, e := range r.Events[a[0].index:] {
		var said record.Value
		switch e.Type {
		case record.Shown:
			said = field(e, "content")
		case record.Logged:
			said = field(e, "text")
		case record.Requested:
			said = record.List(field(e, "url"), field(e, "body"))
		case record.Navigated:
			said = field(e, "url")
		default:
			continue
		}
		for _, name := range []string{"errMessage", otherMessage} {
			given, _ := a[0].payload.Field(name)
			if message, ok := given.Str(); ok && len(message) >= shortestCopied && carries(said, message) {
				return e, true
			}
		}
	}
	return record.Event{}, false
}

// misread says what is wrong with reading a name, given all the names that were read of the answer.
func (in evidence) misread(r record.Record, name string, all []string) string {
	message, code := in.Profile.Failure.Message, in.Profile.Failure.Code
	documented := slices.Concat([]string{"authCode", "authState"}, message, code)
	if slices.Contains(documented, name) {
		return ""
	}
	wanted := documented
	if approved := r.Stage != nil && r.Stage.Outcome == record.Approve; approved {
		switch plain := bare(name); {
		case slices.Contains([]string{"authcode", "code", "authorizationcode"}, plain):
			wanted = []string{"authCode"}
		case slices.Contains([]string{"authstate", "state"}, plain):
			wanted = []string{"authState"}
		}
	} else {
		switch plain := bare(name); {
		case slices.Contains([]string{"errormessage", "errormsg", "errmsg", "errmessage", "message", "msg"}, plain):
			wanted = message
		case slices.Contains([]string{"errorcode", "errcode", "code", "error", "resultcode", "resultstatus"}, plain):
			wanted = code
		}
	}
	if slices.ContainsFunc(wanted, func(w string) bool { return slices.Contains(all, w) }) {
		return ""
	}
	if len(wanted) == len(documented) {
		return "res." + name + " is read, which is not documented, and no field that is"
	}
	return "res." + name + " is read, and the documented res." + wanted[0] + " is not"
}

// bare is a name without its capitals and underscores.
func bare(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// ofLanguage says whether a property belongs to the language or its tools: what a promise, JSON, a logger or a
// framework asks any object for.
func ofLanguage(name string) bool {
	if name == "" || strings.HasPrefix(name, "_") || strings.HasPrefix(name, "@@") || strings.HasPrefix(name, "Symbol(") ||
		strings.HasPrefix(name, "$") {
		return true
	}
	return slices.Contains(
		[]string{"then", "catch", "finally", "toJSON", "toString", "toLocaleString", "valueOf", "constructor", "prototype",
			"hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "length", "name", "stack", "nodeType", "inspect", "callee", "call", "apply"},
		name,
	)
}
