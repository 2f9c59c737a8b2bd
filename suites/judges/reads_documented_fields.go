package judges

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/spec"
)

// ReadsDocumentedFields succeeds when what the program reads of an answer it reads by the documented name. Another name
// may be read beside it, for wallets that do not keep the contract. Rule reads-documented-fields.
func ReadsDocumentedFields() *Matcher {
	return matcherOf("reads-documented-fields", func(r record.Record, in evidence) []spec.Judgement {
		if len(answers(r)) == 0 {
			return []spec.Judgement{spec.Leaves("the answer was not heard; handles-outcomes judges that")}
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
		var broken []spec.Judgement
		for _, name := range names {
			if observed := in.misread(r, name, names); observed != "" {
				broken = append(broken, spec.Breaks("the result objects are read by their documented names", "%s", observed).At(read[name].Place))
			}
		}
		if len(broken) == 0 {
			return []spec.Judgement{spec.Holds()}
		}
		return broken
	})
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
	if name == "" || strings.HasPrefix(name, "_") || strings.HasPrefix(name, "@@") || strings.HasPrefix(name, "Symbol(") || strings.HasPrefix(name, "$") {
		return true
	}
	return slices.Contains([]string{"then", "catch", "finally", "toJSON", "toString", "toLocaleString", "valueOf", "constructor", "prototype",
		"hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "length", "name", "stack", "nodeType", "inspect", "callee", "call", "apply"}, name)
}
