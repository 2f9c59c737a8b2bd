package engine_test

import (
	"slices"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

// TestOrder shows in which order things run and when, each entry printed as it runs.
func TestOrder(t *testing.T) {
	for name, tc := range map[string]struct {
		script string
		want   []string
		now    time.Duration
	}{
		"microtasks before timers, immediates between": {`
			setTimeout(() => console.log('timer'), 0)
			setImmediate(() => console.log('immediate'))
			queueMicrotask(() => console.log('microtask'))
			Promise.resolve().then(() => console.log('then'))
			console.log('script')`,
			[]string{"script", "microtask", "then", "immediate", "timer"}, time.Millisecond},
		"timers by time, then in the order set": {`
			setTimeout(() => console.log('30'), 30)
			setTimeout(() => console.log('10 first'), 10)
			setTimeout(() => console.log('10 second'), 10)
			setTimeout(() => console.log('45 s'), 45000)`,
			[]string{"10 first", "10 second", "30", "45 s"}, 45 * time.Second},
		"microtasks after every timer": {`
			setTimeout(() => { Promise.resolve().then(() => console.log('of one')); console.log('one') }, 5)
			setTimeout(() => console.log('two'), 5)`,
			[]string{"one", "of one", "two"}, 5 * time.Millisecond},
		"an interval until it is cleared": {`
			let n = 0
			const id = setInterval((what) => { console.log(what, ++n, performance.now()); if (n === 3) clearInterval(id) }, 20, 'beat')`,
			[]string{"beat 1 20", "beat 2 40", "beat 3 60"}, 60 * time.Millisecond},
		"cleared timers do not run": {`
			clearTimeout(setTimeout(() => console.log('never'), 10))
			clearImmediate(setImmediate(() => console.log('never')))
			clearTimeout(undefined); clearTimeout(99); clearTimeout('x')
			const other = setTimeout(() => console.log('never'), 20)
			setTimeout(() => clearTimeout(other), 5)`,
			nil, 5 * time.Millisecond},
		"odd delays are the shortest": {`
			for (const delay of [-5, NaN, Infinity, 2 ** 40, 'x', undefined, {}]) setTimeout(() => console.log(performance.now()), delay)`,
			[]string{"1", "1", "1", "1", "1", "1", "1"}, time.Millisecond},
		"async functions": {`
			(async () => { console.log('a'); await null; console.log('b'); await new Promise((r) => setTimeout(r, 100)); console.log('c') })()
			console.log('script')`,
			[]string{"a", "script", "b", "c"}, 100 * time.Millisecond},
		"an exception in a timer stops nothing": {`
			setTimeout(() => { throw new RangeError('lost') }, 1)
			setTimeout(() => console.log('next'), 2)`,
			[]string{"exception: RangeError: lost, at test.js:2:29", "next"}, 2 * time.Millisecond},
		"an exception in a microtask stops nothing": {`
			queueMicrotask(() => { throw 'text' })
			queueMicrotask(() => console.log('next'))`,
			[]string{"exception: text", "next"}, 0},
		"an exception in an interval does not end it": {`
			let n = 0
			const id = setInterval(() => { if (++n === 2) clearInterval(id); throw new Error(n) }, 1)`,
			[]string{"exception: Error: 1, at test.js:3:75", "exception: Error: 2, at test.js:3:75"}, 2 * time.Millisecond},
		"a rejection is reported when the microtasks have run": {`
			Promise.reject(new Error('lost'))
			Promise.resolve().then(() => console.log('microtask'))
			setTimeout(() => console.log('timer'))`,
			[]string{"microtask", "rejection: Error: lost, at test.js:2:19", "timer"}, time.Millisecond},
		"a rejection that is handled in time is not": {`
			const p = Promise.reject(1), q = Promise.reject(2)
			p.catch(() => {})
			Promise.resolve().then(() => Promise.resolve()).then(() => q.catch(() => console.log('handled')))`,
			[]string{"handled"}, 0},
		"a rejection that is handled too late is": {`
			const p = Promise.reject('late')
			setTimeout(() => p.catch(() => console.log('handled')), 1)`,
			[]string{"rejection: late", "handled"}, time.Millisecond},
		"each promise of a chain once": {`
			Promise.reject('lost').then(() => {}).finally(() => console.log('finally'))`,
			[]string{"finally", "rejection: lost"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			seen := perform(t, tc.script)
			if !slices.Equal(seen.lines, tc.want) {
				t.Errorf("it did\n%q, want\n%q", seen.lines, tc.want)
			}
			if seen.end != engine.Idle || seen.now != tc.now {
				t.Errorf("it ended %s after %s, want idle after %s", seen.end, seen.now, tc.now)
			}
		})
	}
}

func TestRunUntil(t *testing.T) {
	vm := engine.New(engine.Options{})
	if _, err := vm.Run(compile(t, `globalThis.n = 0; setInterval(() => { n++ }, 100)`)); err != nil {
		t.Fatal(err)
	}
	n := func() int64 { return vm.Global().Get("n").Integer() }
	for _, tc := range []struct {
		limit time.Duration
		until int64
		end   engine.End
		now   time.Duration
		n     int64
	}{
		{time.Second, 3, engine.Done, 300 * time.Millisecond, 3},
		{time.Second, 3, engine.Done, 300 * time.Millisecond, 3}, // asked before the first turn
		{250 * time.Millisecond, 99, engine.Deadline, 550 * time.Millisecond, 5},
		{50 * time.Millisecond, 99, engine.Deadline, 600 * time.Millisecond, 6}, // due at the deadline is in time
		{0, 99, engine.Deadline, 600 * time.Millisecond, 6},
	} {
		end, err := vm.RunUntil(tc.limit, func() bool { return n() >= tc.until })
		if err != nil || end != tc.end || vm.Now() != tc.now || n() != tc.n {
			t.Errorf("until n is %d, for %s: %s at %s with n %d (%v); want %s at %s with n %d",
				tc.until, tc.limit, end, vm.Now(), n(), err, tc.end, tc.now, tc.n)
		}
	}
}

func TestAfter(t *testing.T) {
	vm := engine.New(engine.Options{})
	var ran []time.Duration
	note := func() { ran = append(ran, vm.Now()) }
	vm.After(time.Second, note)
	vm.After(time.Minute, func() { note(); vm.After(0, note) })
	vm.After(time.Hour, note)()
	end, err := vm.RunUntil(engine.Forever, func() bool { return false })
	want := []time.Duration{time.Second, time.Minute, time.Minute}
	if err != nil || end != engine.Idle || !slices.Equal(ran, want) {
		t.Errorf("it ran at %v and ended %s (%v), want at %v and idle", ran, end, err, want)
	}
}

// TestWait shows how several waits of JavaScript end side by side.
func TestWait(t *testing.T) {
	var lines []string
	vm := engine.New(engine.Options{Console: func(_, text string) { lines = append(lines, text) }})
	vm.Global().Method("wait", 3, func(call engine.FunctionCall) (engine.Value, error) {
		done, then := call.Argument(1).Keep(), call.Argument(2).Keep()
		vm.Wait(time.Duration(call.Argument(0).Integer())*time.Millisecond, func() bool {
			answer, _ := vm.Call(done, engine.Undefined())
			return answer.Boolean()
		}, func(end engine.End) { vm.Turn(then, vm.ToValue(string(end))) })
		return engine.Undefined(), nil
	})
	if _, err := vm.Run(compile(t, `
		let came = false
		setTimeout(() => { came = true }, 30)
		const report = (name) => (end) => console.log(name, end, performance.now())
		wait(10, () => came, report('short'))
		wait(50, () => came, report('long'))
		wait(50, () => true, report('at once'))
		wait(50, () => false, (end) => {
			report('never')(end)
			wait(1000, () => false, report('last'))
		})`)); err != nil {
		t.Fatal(err)
	}
	if end, err := vm.RunUntil(engine.Forever, func() bool { return false }); end != engine.Idle || err != nil {
		t.Errorf("it ended %s (%v), want idle", end, err)
	}
	want := []string{"at once done 0", "short deadline 10", "long done 30", "never idle 30", "last idle 30"}
	if !slices.Equal(lines, want) {
		t.Errorf("the waits ended %q, want %q", lines, want)
	}
}
