package engine_test

import (
	"os"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

// BenchmarkFreshVM is the cost of a new realm with all its globals.
func BenchmarkFreshVM(b *testing.B) {
	for b.Loop() {
		engine.New(engine.Options{})
	}
}

// BenchmarkFreshWallet is the cost of a new realm that runs a small wallet once.
func BenchmarkFreshWallet(b *testing.B) {
	program := compile(b, `globalThis.my = { signContract(o) {
		setTimeout(() => { o.success({ authState: 's', authCode: 'c' }); o.complete() }, 800)
	} };
	my.signContract({ success() {}, complete() {} })`)
	for b.Loop() {
		vm := engine.New(engine.Options{})
		if _, err := vm.Run(program); err != nil {
			b.Fatal(err)
		}
		if _, err := vm.RunUntil(engine.Forever, func() bool { return false }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWalletSuite is what the engine costs a run of the whole suite: the reference wallet in a fresh realm for each
// of its 68 scenarios, staged, called and waited for.
func BenchmarkWalletSuite(b *testing.B) {
	const scenarios = 68
	text, err := os.ReadFile("../../fixtures/wallets/reference/reference.adapter.js")
	if err != nil {
		b.Skip(err)
	}
	bundle, err := engine.NewBundle(engine.Source{Path: "reference.adapter.js", Text: string(text)})
	if err != nil {
		b.Fatal(err)
	}
	program, err := bundle.Compile()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for range scenarios {
			perform68(b, program)
		}
	}
}

func perform68(b *testing.B, program *engine.Program) {
	vm := engine.New(engine.Options{})
	exports, err := vm.Load(program)
	if err != nil {
		b.Fatal(err)
	}
	completed := false
	err = vm.Do(func() {
		options := vm.Object()
		options.Method("complete", 1, func(engine.FunctionCall) (engine.Value, error) {
			completed = true
			return engine.Undefined(), nil
		})
		staged, err := vm.Call(exports.Get("stage"), engine.Undefined(), vm.ToValue(map[string]any{"outcome": "approve", "authState": "state"}))
		if err != nil {
			panic(err)
		}
		if staged.IsPromise() {
			_, staged = staged.Promise()
		}
		options.Set("signStr", staged.Get("signStr"))
		my := exports.Get("my")
		if _, err := vm.Call(my.Get("signContract"), my, options); err != nil {
			panic(err)
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := vm.RunUntil(5*time.Minute, func() bool { return false }); err != nil || !completed {
		b.Fatalf("completed: %t, %v", completed, err)
	}
}

// BenchmarkHeartbeat is five minutes of virtual time with a timer every 16 ms: what a wallet that polls for ever costs
// each wait.
func BenchmarkHeartbeat(b *testing.B) {
	program := compile(b, `let beats = 0; setInterval(() => { beats++ }, 16)`)
	for b.Loop() {
		vm := engine.New(engine.Options{})
		if _, err := vm.Run(program); err != nil {
			b.Fatal(err)
		}
		if end, _ := vm.RunUntil(5*time.Minute, func() bool { return false }); end != engine.Deadline {
			b.Fatalf("the wait ended %s, not at its deadline", end)
		}
	}
}

// BenchmarkSteady is what programs do once they run: a million of each.
func BenchmarkSteady(b *testing.B) {
	for name, script := range map[string]string{
		"spread":        `let o = { a: 1, b: 2 }; for (let i = 0; i < 1e6; i++) o = { ...o, a: i }`,
		"private field": `class A { #n = 0; add() { return ++this.#n } } const a = new A(); for (let i = 0; i < 1e6; i++) a.add()`,
		"append":        `let s = ''; for (let i = 0; i < 1e6; i++) s += 'x'; s.length`,
		"regexp":        `for (let i = 0; i < 1e6; i++) /^\d+-\d+$/.test('12345-678')`,
	} {
		program := compile(b, script)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := engine.New(engine.Options{}).Run(program); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBundle is what bundling a small TypeScript module costs.
func BenchmarkBundle(b *testing.B) {
	for b.Loop() {
		_, err := engine.NewBundle(engine.Source{Path: "wallet.ts", Text: `
			export const wallet: { name: string } = { name: 'x' }
			export const my = { signContract(o: any) { o.fail({ error: '6001' }) } }`})
		if err != nil {
			b.Fatal(err)
		}
	}
}
