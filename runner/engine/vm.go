// Package engine runs JavaScript in an embedded interpreter where time is virtual: timers fire in order and the clock
// jumps, so that a wallet that waits 45 s is judged in milliseconds, and one that never calls back is proven silent
// because nothing is left to run. It also bundles modules (TypeScript, ESM, CommonJS, npm imports, JSON) with source
// maps, so that every stack names the vendor's own file and line.
//
// The code that runs has no file and no network access. It can still hang its process or eat its memory in ways that
// Interrupt cannot stop (native work such as 'x'.repeat(1e12)): whoever runs code that is not trusted does so in a
// process with limits.
//
// A VM belongs to one goroutine; only Interrupt may be called from another.
package engine

import (
	"errors"
	"time"

	"github.com/dop251/goja"
)

// maxCallDepth is how many calls may be nested, about what Node.js allows by default; deeper recursion stops the VM,
// long before it would cost more than some 100 MB of memory.
const maxCallDepth = 10_000

// Options say what a VM is to be. The zero value is a VM that starts now, allows eval and drops what it prints.
type Options struct {
	// Start is what Date.now() says before any virtual time has passed; zero means the real time.
	Start time.Time
	// NoEval makes eval, new Function and their relatives throw an EvalError, as mini program containers do.
	NoEval bool
	// Console gets what the program prints through console.*, an entry a call, already formatted and bounded in
	// length (maxConsoleEntry). Level is the method's name: log, info, warn, error, debug, trace, ... Nil drops it.
	Console func(level, text string)
	// Uncaught gets each exception that nothing caught and each rejection that nothing handled by the time the
	// microtasks had run. Nil drops them. It may run JavaScript.
	Uncaught func(Uncaught)
}

// Uncaught is an error that the program let go.
type Uncaught struct {
	// Value is what was thrown, or what the promise was rejected with.
	Value goja.Value
	// Rejection says that a promise was rejected and nothing handled it; otherwise an exception was thrown in a timer
	// or a microtask.
	Rejection bool
	// Thrown holds the message and, where the engine knows it, the stack.
	Thrown *Thrown
}

// VM is one JavaScript realm with its own virtual time and event loop.
type VM struct {
	rt       *goja.Runtime
	options  Options
	start    time.Time
	now      time.Duration // virtual time since start
	clock    clockReads
	depth    int // calls from the host into JavaScript that have not returned
	timers   timerHeap
	byID     map[int64]*timer // what clearTimeout and its like can still find
	sequence uint64
	lastID   int64
	waits    []*wait
	rejected []*goja.Promise // rejected and, so far, not handled
	stopped  *Stopped
	turns    int // turns since time last passed
}

// New makes a VM with every global that this package gives.
func New(options Options) *VM {
	vm := &VM{rt: goja.New(), options: options, start: options.Start, byID: map[int64]*timer{}}
	if vm.start.IsZero() {
		vm.start = time.Now()
	}
	vm.start = vm.start.Truncate(time.Millisecond)
	vm.rt.SetMaxCallStackSize(maxCallDepth)
	vm.rt.SetTimeSource(vm.readClock)
	vm.rt.SetParserOptions(noSourceMapFiles)
	vm.rt.SetPromiseRejectionTracker(vm.trackRejection)
	vm.defineGlobals()
	return vm
}

// Runtime returns the interpreter, to define globals and make values. Code is to be run through Run and Call, which
// report what is left uncaught.
func (vm *VM) Runtime() *goja.Runtime { return vm.rt }

// Now returns the virtual time since the VM was made.
func (vm *VM) Now() time.Duration { return vm.now }

// Run runs a program and then its microtasks. The error is a *Thrown where the program threw, a *Stopped where it was
// interrupted or recursed too deeply.
func (vm *VM) Run(p *Program) (goja.Value, error) {
	value, err := vm.enter(func() (goja.Value, error) { return vm.rt.RunProgram(p.program) })
	vm.leave()
	return value, err
}

// Call calls a JavaScript function and then, unless it is called from JavaScript itself, runs the microtasks. Errors
// are those of Run. A Go function that is itself a promise's reaction must not use it: the interpreter would run the
// microtasks out of order.
func (vm *VM) Call(f goja.Callable, this goja.Value, args ...goja.Value) (goja.Value, error) {
	value, err := vm.enter(func() (goja.Value, error) { return f(this, args...) })
	vm.leave()
	return value, err
}

// Do runs Go code that looks into JavaScript objects, which may run getters and throw: outside of Run and Call, that
// is a panic. Errors are those of Run.
func (vm *VM) Do(f func()) error {
	_, err := vm.enter(func() (goja.Value, error) { return nil, vm.look(f) })
	vm.leave()
	return err
}

// look runs f as a function of the program, so that what goes wrong is an error.
func (vm *VM) look(f func()) error {
	function, _ := goja.AssertFunction(vm.rt.ToValue(func(goja.FunctionCall) goja.Value {
		f()
		return goja.Undefined()
	}))
	_, err := function(goja.Undefined())
	return err
}

// Turn calls a JavaScript function as the event loop does: an exception is reported as uncaught.
func (vm *VM) Turn(f goja.Callable, args ...goja.Value) {
	_, err := vm.enter(func() (goja.Value, error) { return f(goja.Undefined(), args...) })
	var thrown *Thrown
	if errors.As(err, &thrown) {
		vm.uncaught(Uncaught{Value: thrown.Value, Thrown: thrown})
	}
	vm.leave()
}

// Interrupt makes the running program stop at its next instruction; what runs it returns a *Stopped with the reason
// and the stack. It may be called from any goroutine. Nothing runs on a VM that was stopped.
func (vm *VM) Interrupt(reason string) { vm.rt.Interrupt(reason) }

// ClearInterrupt takes back an Interrupt that came after the program it was meant for had returned.
func (vm *VM) ClearInterrupt() { vm.rt.ClearInterrupt() }

// Stuck returns the stack of a program that did not react to Interrupt because native work (a regular expression, a
// sort, an allocation) does not return. It may be called from another goroutine, but only when nothing else remains to
// be done than to end the process: it reads what the program's goroutine might be changing, so its answer is a guess,
// and a good one only because that goroutine is stuck.
func (vm *VM) Stuck() (stack *Stopped) {
	stack = &Stopped{}
	defer func() { _ = recover() }() // a stack that cannot be read is left out; the reason is known without it
	stack.Frames = frames(vm.rt.CaptureCallStack(maxFrames, nil))
	return stack
}

func (vm *VM) enter(f func() (goja.Value, error)) (goja.Value, error) {
	vm.depth++
	if vm.stopped != nil {
		return nil, vm.stopped
	}
	if vm.depth == 1 {
		vm.clock.newTurn()
	}
	value, err := f()
	if err != nil {
		return nil, vm.fault(err)
	}
	return value, nil
}

// leave reports, when the outermost call from the host is over and with it its microtasks, what nobody handled.
func (vm *VM) leave() {
	if vm.depth == 1 {
		vm.reportRejections()
	}
	vm.depth--
}
