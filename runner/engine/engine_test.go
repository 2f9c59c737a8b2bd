package engine_test

import (
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

func compile(tb testing.TB, script string) *engine.Program {
	tb.Helper()
	program, err := engine.Compile("test.js", script)
	if err != nil {
		tb.Fatal(err)
	}
	return program
}

// observed is what a program did: what it printed, in order, together with what it left uncaught.
type observed struct {
	lines []string
	end   engine.End
	now   time.Duration
}

// perform runs a script for as long as anything is left to run.
func perform(tb testing.TB, script string) observed {
	tb.Helper()
	var seen observed
	vm := engine.New(engine.Options{
		Console: func(_, text string) { seen.lines = append(seen.lines, text) },
		Uncaught: func(u engine.Uncaught) {
			kind := "exception: "
			if u.Rejection {
				kind = "rejection: "
			}
			seen.lines = append(seen.lines, kind+u.Thrown.Error())
		},
	})
	if _, err := vm.Run(compile(tb, script)); err != nil {
		tb.Fatalf("running the script: %v", err)
	}
	end, err := vm.RunUntil(time.Hour, func() bool { return false })
	if err != nil {
		tb.Fatalf("running its timers: %v", err)
	}
	seen.end, seen.now = end, vm.Now()
	return seen
}
