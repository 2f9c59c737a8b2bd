package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Internal is the prefix of the names of programs that are the suite's own; their frames are never the place that a
// vendor is told.
const Internal = "native:" // a program that reads a stack learns nothing of who runs it

// maxFrames bounds the frames kept of a stack: a recursion has 10,000, all alike.
const maxFrames = 32

// Frame is one call on a stack, at its place in the source before bundling.
type Frame struct {
	Function     string
	File         string
	Line, Column int
}

func (f Frame) String() string {
	place := fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
	if f.Line == 0 {
		place = nativePlace
	}
	if f.Function == "" {
		return place
	}
	return f.Function + " (" + place + ")"
}

// nativePlace is how stacks show what is not written in JavaScript.
const nativePlace = "<anonymous>"

// internal says that the frame is not in the program's own source: native, of the suite, or written by the bundler.
func (f Frame) internal() bool {
	return f.Line == 0 || f.File == bundleName || strings.HasPrefix(f.File, Internal)
}

func withPlace(message string, frames []Frame) string {
	if at := place(frames); at != "" {
		return message + ", at " + at
	}
	return message
}

func place(frames []Frame) string {
	for _, f := range frames {
		if !f.internal() {
			return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
		}
	}
	return ""
}

// stackLine is a line of the text of a stack: "at name (file:line:column)", "at file:line:column".
var stackLine = regexp.MustCompile(`^\s*at (?:(.*) \()?(?:(.+):(\d+):(\d+)|<anonymous>)\)?$`)

// ParseStack reads the frames of the text that the property stack of an Error holds, innermost first and at most
// maxFrames of them.
func ParseStack(text string) []Frame {
	var found []Frame
	for line := range strings.Lines(text) {
		if m := stackLine.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil && len(found) < maxFrames {
			row, _ := strconv.Atoi(m[3])
			column, _ := strconv.Atoi(m[4])
			found = append(found, Frame{Function: m[1], File: m[2], Line: row, Column: column})
		}
	}
	return found
}

// OwnFrames returns those frames that are in the program's own source.
func OwnFrames(stack []Frame) []Frame {
	return slices.DeleteFunc(slices.Clone(stack), Frame.internal)
}
