package engine

import (
	"testing"
	"time"
)

func TestAHeartbeatIsThinnedAndATimerOfItsOwnIsNot(t *testing.T) {
	vm := New(Options{})
	program, err := Compile("beat.js", `var beats = 0; setInterval(function () { beats++ }, 500); setTimeout(function () { late = true }, 7200000); var late = false`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := vm.Run(program); err != nil {
		t.Fatal(err)
	}
	vm.Thin(0)
	if _, err := vm.RunUntil(24*time.Hour, func() bool { return false }); err != nil {
		t.Fatal(err)
	}
	if err := vm.Do(func() {
		if n := vm.Global().Get("beats").Integer(); n < 100 || n > 1000 {
			t.Errorf("%d beats in a day", n)
		}
		if !vm.Global().Get("late").Boolean() {
			t.Error("what was to come after two hours did not come")
		}
	}); err != nil {
		t.Fatal(err)
	}
}
