package script

import (
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// Advice says what to do about each name of another platform that calls failed for the lack of, a sentence each.
func Advice(records []record.Record) []string {
	var advice []string
	for _, r := range records {
		for _, e := range r.Events {
			if e.Type != record.Threw && e.Type != record.Rejected && e.Type != record.Uncaught {
				continue
			}
			for _, arg := range e.Args {
				text := arg.String()
				found, what := missingName.FindStringSubmatch(text), platformAdvice(text)
				if what == "" {
					continue
				}
				if line := found[1] + " is not defined" + what + "."; !slices.Contains(advice, line) {
					advice = append(advice, line)
				}
			}
		}
	}
	return advice
}

// missingName finds the name that a program of another platform asks for.
var missingName = regexp.MustCompile(`ReferenceError(?:: |\(")(\w+) is not defined`)

// Names of other platforms, and what to do about them.
var (
	ofBrowsers = []string{
		"window", "document", "navigator", "location", "localStorage", "sessionStorage", "XMLHttpRequest", "HTMLElement", "self", "top",
	}
	ofNetworks = []string{"fetch", "Headers", "Request", "Response", "FormData", "WebSocket", "EventSource"}
	ofNode     = []string{"process", "require", "Buffer", "global", "__dirname", "__filename", "module", "exports"}
)

// platformAdvice says what to do about a name that the engine has not because containers have it not either; "" where
// the message is about something else.
func platformAdvice(message string) string {
	found := missingName.FindStringSubmatch(message)
	if found == nil {
		return ""
	}
	is := func(names []string) bool { return strings.Contains(" "+strings.Join(names, " ")+" ", " "+found[1]+" ") }
	switch {
	case is(ofBrowsers):
		return "; only a page has that: run the module in a browser (a target with driver: browser and module:), " +
			"or set globalThis." + found[1] + " in a module that is imported first"
	case is(ofNetworks):
		return "; there is no network here, as in a container: have stage answer for the server (globalThis." + found[1] +
			" = ...), or run the module in a browser (driver: browser) or as a program of its own (driver: exec)"
	case is(ofNode):
		return "; only Node.js has that: run the wallet as a program of its own (driver: exec)"
	}
	return ""
}
