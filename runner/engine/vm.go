// Package engine runs JavaScript in an embedded interpreter (QuickJS) where time is virtual: timers fire in order and
// the clock jumps, so that a wallet that waits 45 s is judged in milliseconds, and one that never calls back is proven
// silent because nothing is left to run. It also bundles modules (TypeScript, ESM, CommonJS, npm imports, JSON) with
// source maps, so that every stack names the vendor's own file and line.
//
// The code that runs has no file and no network access. It can still hang its process or eat its memory in ways that
// Interrupt cannot stop (native work on huge values): whoever runs code that is not trusted does so in a process with
// limits.
//
// A VM belongs to one goroutine at a time; only Interrupt may be called from another meanwhile.
package engine

import (
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// maxCallDepth is how many calls may be nested, about what Node.js allows by default; the next one throws a RangeError.
// The engine counts frames of its own, of which an ordinary call takes one, and one through a built-in a few.
const maxCallDepth = 10_000

// Options say what a VM is to be. The zero value is a VM that starts now, allows eval and drops what it prints.
type Options struct {
	// Start is what Date.now() says before any virtual time has passed; zero means the real time.
	Start time.Time
	// Seed is where Math.random begins; zero means anywhere.
	Seed uint64
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
	Value Value
	// Rejection says that a promise was rejected and nothing handled it; otherwise an exception was thrown in a timer
	// or a microtask.
	Rejection bool
	// Thrown holds the message and, where the engine knows it, the stack.
	Thrown *Thrown
}

// VM is one JavaScript realm with its own virtual time and event loop. Its memory is freed when nothing refers to it.
type VM struct {
	tls     *libc.TLS
	rt, ctx uintptr // the engine's runtime and realm
	memory  memory
	values  values
	natives []Native
	// programs are those that were run, by the name that stacks show.
	programs map[string]*Program

	// What the engine writes its results to, and reads its arguments from; each is over when a call has returned.
	lent   []byte
	length lib.Tsize_t
	number float64
	table  uintptr
	count  uint32
	index  lib.TJSValue
	exotic lib.TJSClassExoticMethods
	// fileName is that of the script that is compiled, and the others where it is none.
	fileName                 []byte
	syntaxLine, syntaxColumn int

	options  Options
	start    time.Time
	now      time.Duration // virtual time since start
	clock    clockReads
	thin     thinning
	depth    int // calls from the host into JavaScript that have not returned
	timers   timerHeap
	byID     map[int64]*timer // what clearTimeout and its like can still find
	sequence uint64
	lastID   int64
	waits    []*wait
	rejected []rejection
	turns    int // turns since time last passed

	// errorConstructor is the address of what makes errors.
	errorConstructor uintptr
	constructors     []constructing
	legacy           bool             // js/regexp.js was run
	alive            []lib.TJSValue   // what weak references keep in this turn
	inspect          Value            // js/inspect.js, once it was needed
	intrinsics       map[string]Value // what the program could change, from before it could
	interrupt        atomic.Pointer[string]
	// interrupted is how the program was stopped, while the engine is still on its way out of it; stopped when it is.
	interrupted, stopped *Stopped
	panicked             any // what a native function panicked with
}

// New makes a VM with every global that this package gives.
func New(options Options) *VM {
	vm := newRealm(options)
	vm.defineGlobals()
	return vm
}

// newRealm makes a VM with what the language has.
func newRealm(options Options) *VM {
	vm := &VM{options: options, start: options.Start, byID: map[int64]*timer{}, programs: map[string]*Program{}}
	vm.memory = memory{vm: vm, others: map[uintptr][]byte{}}
	vm.values = values{vm: vm}
	if vm.start.IsZero() {
		vm.start = time.Now()
	}
	vm.start = vm.start.Truncate(time.Millisecond)
	vm.open()
	runtime.AddCleanup(vm, (*libc.TLS).Close, vm.tls)
	if options.Seed != 0 {
		at[lib.TJSContext](vm.ctx).Frandom_state = options.Seed
	}
	return vm
}

// Global returns the global object.
func (vm *VM) Global() Value { return vm.value(lib.XJS_GetGlobalObject(vm.tls, vm.ctx)) }

// Now returns the virtual time since the VM was made.
func (vm *VM) Now() time.Duration { return vm.now }

// Run runs a program and then its microtasks. The error is a *Thrown where the program threw, a *Stopped where it was
// interrupted.
func (vm *VM) Run(p *Program) (Value, error) {
	return vm.enter(func() (Value, error) { return vm.evaluate(p) })
}

// Call calls a JavaScript function and then, unless it is called from JavaScript itself, runs the microtasks. Errors
// are those of Run.
func (vm *VM) Call(f, this Value, args ...Value) (Value, error) {
	return vm.enter(func() (Value, error) { return vm.call(f, this, args...) })
}

// Do runs Go code that looks into JavaScript objects, which may run getters and throw: outside of Run, Call and native
// functions, that is a panic. Errors are those of Run.
func (vm *VM) Do(f func()) error {
	_, err := vm.enter(func() (Value, error) { return Value{}, vm.look(f) })
	return err
}

// Try is Do for use in the middle of something: it leaves the microtasks for later.
func (vm *VM) Try(f func()) error { return vm.look(f) }

// look runs f and makes an error of this package's own of what it panics with.
func (vm *VM) look(f func()) (err error) {
	defer func() {
		if p := recover(); p != nil {
			var ok bool
			if err, ok = p.(error); !ok || !ours(err) {
				panic(p)
			}
		}
	}()
	f()
	return nil
}

// Turn calls a JavaScript function as the event loop does: an exception is reported as uncaught.
func (vm *VM) Turn(f Value, args ...Value) {
	scope := vm.values.scope()
	defer vm.values.end(scope)
	_, _ = vm.enter(func() (Value, error) {
		_, err := vm.call(f, Value{}, args...)
		var thrown *Thrown
		if errors.As(err, &thrown) {
			vm.uncaught(Uncaught{Value: thrown.Value, Thrown: thrown})
		}
		return Value{}, err
	})
}

func (vm *VM) call(f, this Value, args ...Value) (Value, error) {
	list := vm.vectorOf(args)
	defer list.free()
	return vm.result(lib.XJS_Call(vm.tls, vm.ctx, f.raw(), this.raw(), int32(list.count), list.first))
}

// result makes a Value of what running the program returned, or the error that it is.
func (vm *VM) result(js lib.TJSValue) (Value, error) {
	if js.Ftag == lib.EJS_TAG_EXCEPTION {
		return Value{}, vm.pending()
	}
	value := vm.value(js)
	if err := vm.halted(); err != nil { // an async function returns a promise all the same
		return Value{}, err
	}
	return value, nil
}

// enter runs what runs the program; with the outermost call from the host go its microtasks, and what nobody handled.
func (vm *VM) enter(f func() (Value, error)) (value Value, err error) {
	if vm.stopped != nil {
		return Value{}, vm.stopped
	}
	defer runtime.KeepAlive(vm)
	vm.depth++
	defer func() { vm.depth-- }()
	if vm.depth > 1 {
		return f()
	}
	vm.clock.newTurn()
	value, err = f()
	if failed := vm.runJobs(); failed != nil {
		return Value{}, failed
	}
	vm.reportRejections()
	vm.releaseAlive()
	if err == nil && vm.stopped != nil {
		err = vm.stopped
	}
	return value, err
}
