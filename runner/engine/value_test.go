package engine_test

import (
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// A value belongs to the call that it came with, unless it is kept.
func TestValuesLastAsLongAsTheirCall(t *testing.T) {
	vm := engine.New(engine.Options{})
	var lent, kept engine.Value
	vm.Global().Method("take", 1, func(call engine.FunctionCall) (engine.Value, error) {
		lent, kept = call.Argument(0), call.Argument(0).Keep()
		return engine.Undefined(), nil
	})
	if _, err := vm.Run(compile(t, `take({ a: 1 })`)); err != nil {
		t.Fatal(err)
	}
	if got := kept.Get("a").Integer(); got != 1 {
		t.Errorf("what was kept has %d", got)
	}
	for name, use := range map[string]func(){"what was lent": func() { lent.Get("a") }, "what was released": func() { kept.Release(); kept.Get("a") }} {
		func() {
			defer func() {
				if p, _ := recover().(string); !strings.Contains(p, "Keep keeps it") {
					t.Errorf("using %s gave %q", name, p)
				}
			}()
			use()
		}()
	}
}

func TestValuesGoThereAndBack(t *testing.T) {
	vm := engine.New(engine.Options{})
	for _, data := range []any{nil, true, 0, -1, 1 << 40, 0.5, math.Copysign(0, -1), "", "é😀\x00z", []string{"a"}, map[string]any{"a": []any{1.5, nil}}} {
		value := vm.ToValue(data)
		text, err := value.JSON()
		again, failed := vm.ParseJSON(string(text))
		if err != nil || failed != nil {
			t.Fatalf("%v: %v, %v", data, err, failed)
		}
		if second, _ := again.JSON(); string(second) != string(text) {
			t.Errorf("%v became %s and then %s", data, text, second)
		}
	}
}

// What a native function panics with goes on in Go, and never through the engine.
func TestPanicsGoOn(t *testing.T) {
	vm := engine.New(engine.Options{})
	vm.Global().Method("fail", 0, func(engine.FunctionCall) (engine.Value, error) { panic("a mistake of ours") })
	defer func() {
		if p := recover(); p != "a mistake of ours" {
			t.Errorf("recovered %v", p)
		}
	}()
	vm.Run(compile(t, `try { fail() } catch (e) { console.log('caught') }`))
	t.Error("it returned")
}

// The memory of a VM is freed with it.
func TestFreshVMsAreFreed(t *testing.T) {
	program := compile(t, `globalThis.kept = Array.from({ length: 1000 }, (_, i) => ({ i })); setTimeout(() => {}, 1); new URL('https://a')`)
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before := heap()
	for range 200 {
		if _, err := engine.New(engine.Options{}).Run(program); err != nil {
			t.Fatal(err)
		}
	}
	if after := heap(); after > before+16<<20 {
		t.Errorf("200 VMs left %d MB behind", (after-before)>>20)
	}
}
