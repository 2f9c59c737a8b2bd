package engine

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// Internal is the prefix of the names of programs that are the suite's own; their frames are never the place that a
// vendor is told.
const Internal = "signspec:"

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
	if f.Function == "" {
		return place
	}
	return f.Function + " (" + place + ")"
}

// internal says that the frame is not in the program's own source: native, of the suite, or written by the bundler.
func (f Frame) internal() bool {
	return f.Line == 0 || f.File == bundleName || strings.HasPrefix(f.File, Internal)
}

// Thrown is a JavaScript exception that reached the host.
type Thrown struct {
	// Value is what was thrown.
	Value goja.Value
	// Message is the value as a person reads it: "TypeError: x is not a function".
	Message string
	// Frames is the stack, innermost first; empty where the engine knows none.
	Frames []Frame
}

// Error returns the message and the place in the program's own source.
func (t *Thrown) Error() string { return withPlace(t.Message, t.Frames) }

// At returns "file:line:column" of the innermost frame in the program's own source, or "".
func (t *Thrown) At() string { return place(t.Frames) }

// Stopped says that the VM was stopped in the middle of a program, which cannot be continued.
type Stopped struct {
	// Reason is what Interrupt was given, or that the program recursed too deeply.
	Reason string
	// Frames is the stack at that time, innermost first.
	Frames []Frame
}

// Error returns the reason and the place in the program's own source.
func (s *Stopped) Error() string { return withPlace(s.Reason, s.Frames) }

// At returns "file:line:column" of the innermost frame in the program's own source, or "".
func (s *Stopped) At() string { return place(s.Frames) }

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

// fault turns the interpreter's errors into this package's, and remembers that the VM was stopped.
func (vm *VM) fault(err error) error {
	var interrupted *goja.InterruptedError
	var overflow *goja.StackOverflowError
	var exception *goja.Exception
	switch {
	case err == nil:
		return nil
	case errors.As(err, &interrupted):
		vm.stopped = &Stopped{Reason: fmt.Sprint(interrupted.Value()), Frames: frames(interrupted.Stack())}
		return vm.stopped
	case errors.As(err, &overflow):
		vm.stopped = &Stopped{
			Reason: fmt.Sprintf("more than %d calls were nested", maxCallDepth),
			Frames: frames(overflow.Stack()),
		}
		return vm.stopped
	case errors.As(err, &exception):
		thrown := vm.thrown(exception.Value(), frames(exception.Stack()))
		if vm.stopped != nil { // while its message was read
			return vm.stopped
		}
		return thrown
	}
	return err
}

func (vm *VM) thrown(value goja.Value, stack []Frame) *Thrown {
	return &Thrown{Value: value, Message: vm.show(value), Frames: stack}
}

// show returns a thrown value as a person reads it. Showing an object runs its toString, which may throw or hang.
func (vm *VM) show(value goja.Value) (text string) {
	if value == nil {
		return "undefined"
	}
	if vm.safely(func() { text = value.String() }) {
		return text
	}
	return "a value that cannot be shown"
}

// safely runs f, which may run code of the program, and says whether that went well.
func (vm *VM) safely(f func()) bool {
	err := vm.look(f)
	var exception *goja.Exception
	if err != nil && !errors.As(err, &exception) {
		_ = vm.fault(err) // the VM was stopped; who runs it will see
	}
	return err == nil
}

func frames(stack []goja.StackFrame) []Frame {
	if len(stack) > maxFrames {
		stack = stack[:maxFrames]
	}
	found := make([]Frame, 0, len(stack))
	for _, f := range stack {
		found = append(found, frame(f))
	}
	return found
}

func frame(f goja.StackFrame) Frame {
	position := f.Position()
	return Frame{
		Function: f.FuncName(), File: fileName(position.Filename), Line: position.Line, Column: position.Column,
	}
}

// fileName undoes the escapes that the interpreter puts into names, which it takes for URLs.
func fileName(name string) string {
	if plain, err := url.PathUnescape(name); err == nil {
		return plain
	}
	return name
}

// stackLine is a line of the interpreter's own text of a stack: "at name (file:line:column(instruction))".
var stackLine = regexp.MustCompile(`^\s*at (?:(\S+) \()?(.+):(\d+):(\d+)\(\d+\)\)?$`)

// errorFrames reads the stack that an Error carries; nil for other values.
func (vm *VM) errorFrames(value goja.Value) []Frame {
	object, ok := value.(*goja.Object)
	if !ok || object.ClassName() != "Error" {
		return nil
	}
	var text string
	vm.safely(func() {
		if stack := object.Get("stack"); stack != nil {
			text = stack.String()
		}
	})
	return ParseStack(text)
}

// ParseStack reads the frames of the text that the property stack of an Error holds, innermost first and at most
// maxFrames of them.
func ParseStack(text string) []Frame {
	var found []Frame
	for line := range strings.Lines(text) {
		if m := stackLine.FindStringSubmatch(strings.TrimRight(line, "\n")); m != nil && len(found) < maxFrames {
			row, _ := strconv.Atoi(m[3])
			column, _ := strconv.Atoi(m[4])
			found = append(found, Frame{Function: m[1], File: fileName(m[2]), Line: row, Column: column})
		}
	}
	return found
}

// OwnFrames returns those frames that are in the program's own source.
func OwnFrames(stack []Frame) []Frame {
	return slices.DeleteFunc(slices.Clone(stack), Frame.internal)
}
