package engine_test

import (
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
