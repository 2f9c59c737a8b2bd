package script_test

import (
	"context"
	"os"
	"testing"

	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// TestMain makes the test's own binary the child, as the command's is.
func TestMain(m *testing.M) {
	if script.IsChild(os.Args) {
		os.Exit(script.Child(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// start starts the wallet in a file of testdata, or the text that stands for one.
func start(tb testing.TB, source engine.Source, limits sandbox.Limits) *script.Wallet {
	tb.Helper()
	w := script.Start(script.Options{
		Source: source, Limits: limits, Entry: schemas.Entry{Kind: "method", Name: "signContract"},
	})
	tb.Cleanup(func() { w.Close() })
	return w
}

func text(module string) engine.Source { return engine.Source{Path: "wallet.ts", Text: module} }

// approve is a scenario of one authorisation that the user approves.
func approve(name string) wallet.Scenario {
	return wallet.Scenario{Name: name, Calls: []wallet.Call{{
		ID: name + "#1", Stage: &record.Stage{Outcome: record.Approve, AuthState: "state-1"},
		Args: record.Fields(nil), Fill: "signStr", Callbacks: []string{"success", "fail", "complete"},
	}}}
}

func perform(tb testing.TB, w *script.Wallet, s wallet.Scenario) wallet.Performance {
	tb.Helper()
	performance, err := w.Perform(context.Background(), s)
	if err != nil {
		tb.Fatalf("performing %s: %v", s.Name, err)
	}
	return performance
}

// correct is a small wallet that keeps the contract.
const correct = `
let staged: { outcome: string, authState: string }
export const wallet = { name: 'Small', version: '1.2.3' }
export const my = {
  SDKVersion: '2.7.20',
  canIUse: (name: string) => name === 'signContract',
  signContract(options: any) {
    const { outcome, authState } = staged
    setTimeout(() => {
      const result = outcome === 'approve' ? { authState, authCode: 'c'.repeat(32) } : { error: '6001', errMessage: 'cancelled' }
      const callback = outcome === 'approve' ? options.success : options.fail
      if (callback) callback(result)
      if (options.complete) options.complete(result)
    }, 800)
  },
}
export function stage(wish: any) {
  staged = wish
  return { signStr: 'https://wallet.example/sign?authId=1' }
}`

func TestPerformsAScenario(t *testing.T) {
	w := start(t, text(correct), sandbox.Limits{})
	d, err := w.Describe(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d.Name != "Small" || d.Version != "1.2.3" || d.Entry.Kind() != record.Function || d.Time != "virtual" {
		t.Errorf("the description is %+v", d)
	}
	p := perform(t, w, approve("approve/all"))
	if len(p.Records) != 1 {
		t.Fatalf("%d records, want 1: %+v", len(p.Records), p)
	}
	r := p.Records[0]
	if r.End != record.Settled || r.Instance != 1 || r.API != "my.signContract" {
		t.Errorf("the record ends %q, instance %d, of %s", r.End, r.Instance, r.API)
	}
	types := []record.EventType{}
	for _, e := range r.Events {
		types = append(types, e.Type)
	}
	if len(types) != 3 || types[0] != record.Returned || types[1] != record.Success || types[2] != record.Completed {
		t.Errorf("the events are %v, want return, success, complete", types)
	}
	if at := r.Events[1].At; at != 800 {
		t.Errorf("success came at %v ms, want 800", at)
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		w := start(b, text(correct), sandbox.Limits{})
		if _, err := w.Describe(context.Background()); err != nil {
			b.Fatal(err)
		}
		w.Close()
	}
}

func BenchmarkScenario(b *testing.B) {
	w := start(b, text(correct), sandbox.Limits{Total: 1 << 60})
	s := approve("approve/all")
	for b.Loop() {
		perform(b, w, s)
	}
}
