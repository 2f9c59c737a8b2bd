package matchers

import (
	"regexp"

	"github.com/signspec/signspec/schemas/record"
)

// stackIn finds a stack trace in what a client was told, in any text of it; "" where there is none. What a record shows of a
// text to a person is cut, so that the texts themselves are looked at.
func stackIn(said record.Value) string {
	if text, ok := said.Str(); ok {
		return stackOf(text)
	}
	for _, item := range said.Items() {
		if trace := stackIn(item); trace != "" {
			return trace
		}
	}
	for _, name := range said.Keys() {
		inner, _ := said.Field(name)
		if trace := stackIn(inner); trace != "" {
			return trace
		}
	}
	return ""
}

// stackOf finds a line of a stack trace in a text.
func stackOf(text string) string { return traceLine.FindString(text) }

// traceLine is a line of a stack trace as the runtimes of servers write them: Go, Java, Node, .NET, Python, PHP, Ruby. A place in a
// file is what makes it one.
var traceLine = regexp.MustCompile(`goroutine \d+ \[` +
	// at call (/app/server.js:97:14), at a.B.c(B.java:12)
	`|\bat (async )?(new )?[^\s(]+( \[as [^\]]+\])? ?\(([^)]*\.\w+|node:[^)]*):\d+(:\d+)?\)` +
	`|\bat (async )?(file://)?/[^\s()]+:\d+:\d+` + // at /app/server.js:97:14
	`|\bat \S+\(.*\) in \S+:line \d+` +
	`|Traceback \(most recent|File "[^"]+", line \d+` +
	`|#\d+ \S+\.php\(\d+\):` +
	`|\S+\.rb:\d+:in `)
