package engine_test

import (
	"slices"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

func TestClockBeginsAtItsStartAndMovesWithTimers(t *testing.T) {
	var lines []string
	vm := engine.New(engine.Options{
		Start:   time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC),
		Console: func(_, text string) { lines = append(lines, text) },
	})
	if _, err := vm.Run(compile(t, `
		console.log(new Date().toISOString(), performance.now())
		setTimeout(() => console.log(new Date(Date.now()).toISOString(), performance.now()), 90000)`)); err != nil {
		t.Fatal(err)
	}
	if _, err := vm.RunUntil(engine.Forever, func() bool { return false }); err != nil {
		t.Fatal(err)
	}
	want := []string{"2024-02-29T12:00:00.000Z 0", "2024-02-29T12:01:30.000Z 90000"}
	if !slices.Equal(lines, want) {
		t.Errorf("the clock said %q, want %q", lines, want)
	}
}

func TestClockBeginsNow(t *testing.T) {
	before := time.Now().Truncate(time.Millisecond)
	vm := engine.New(engine.Options{})
	value, err := vm.Run(compile(t, `Date.now()`))
	if err != nil {
		t.Fatal(err)
	}
	if at := time.UnixMilli(value.Integer()); at.Before(before) || at.After(time.Now()) {
		t.Errorf("Date.now() is %s, want about %s", at, before)
	}
}

// TestTimePassesForWhoPolls shows programs that would hang if time only moved between turns.
func TestTimePassesForWhoPolls(t *testing.T) {
	for name, script := range map[string]string{
		"a loop on Date.now":          `const end = Date.now() + 200; while (Date.now() < end); console.log('over')`,
		"a loop on performance.now":   `while (performance.now() < 200); console.log('over')`,
		"immediates that wait":        `(function wait() { if (performance.now() < 200) setImmediate(wait); else console.log('over') })()`,
		"immediates beside a timer":   `let over; setTimeout(() => { over = true }, 200); (function wait() { if (!over) setImmediate(wait); else console.log('over') })()`,
		"a timer due during a loop":   `setTimeout(() => console.log('over'), 100); const end = Date.now() + 200; while (Date.now() < end);`,
		"immediates of microtasks":    `(async () => { while (performance.now() < 200) await new Promise(setImmediate); console.log('over') })()`,
		"timers of the shortest kind": `(function wait() { if (performance.now() < 200) setTimeout(wait); else console.log('over') })()`,
	} {
		t.Run(name, func(t *testing.T) {
			seen := perform(t, script)
			if !slices.Equal(seen.lines, []string{"over"}) || seen.now < 200*time.Millisecond || seen.now > 250*time.Millisecond {
				t.Errorf("it did %q and ended after %s, want after about 200 ms", seen.lines, seen.now)
			}
		})
	}
}

func TestMeasuringTakesNoTime(t *testing.T) {
	if seen := perform(t, `for (let i = 0; i < 500; i++) Date.now()`); seen.now != 0 {
		t.Errorf("reading the clock a few times took %s", seen.now)
	}
}
