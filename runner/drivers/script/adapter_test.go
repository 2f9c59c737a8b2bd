package script_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

const (
	aMy    = "export const my = { signContract() {} }\n"
	aStage = "export function stage() { return { signStr: 's' } }\n"
)

// TestModulesThatCannotBeUsed shows what a vendor is told of a mistake in the adapter, and that it is told as one of
// configuration.
func TestModulesThatCannotBeUsed(t *testing.T) {
	for name, tc := range map[string]struct {
		module string
		want   []string
	}{
		"does not parse":         {"export const my = {\n  signContract() { return [1, 2 }\n}", []string{"wallet.ts:2:33: Expected", "signContract() { return [1, 2 }\n" + strings.Repeat(" ", 36) + "^"}},
		"import is missing":      {"import './nowhere'\n" + aMy, []string{`wallet.ts:1:8: there is no module "./nowhere"`}},
		"imports Node.js":        {"import fs from 'node:fs'\nfs.readFileSync('x')", []string{"wallet.ts:1:16", "no access to files"}},
		"no my":                  {aStage, []string{"wallet.ts exports no my (it exports stage)", "an adapter exports"}},
		"my is text":             {aStage + "export const my = 'my'", []string{"wallet.ts exports no my but something else"}},
		"no stage":               {aMy, []string{"wallet.ts exports no function stage (it exports my)"}},
		"nothing":                {"console.log(1)", []string{"wallet.ts exports no my, nor anything else"}},
		"opened is a list":       {aMy + aStage + "export const opened = []", []string{"opened, which is not a function"}},
		"throws while it loads":  {aMy + aStage + "window.foo = 1", []string{"wallet.ts threw while it was loaded: ReferenceError: window is not defined, at wallet.ts:3:", "only a page has that", "driver: browser"}},
		"recurses":               {aMy + aStage + "const f = () => f() + 1\nf()", []string{"wallet.ts threw while it was loaded: RangeError: Maximum call stack size exceeded, at wallet.ts:3:17"}},
		"asks the network":       {aMy + aStage + "const early = fetch('/config')", []string{"fetch is not defined, at wallet.ts:3:15; there is no network here", "driver: browser"}},
		"asks Node.js":           {aMy + aStage + "if (process.env.X) my.x = 1", []string{"process is not defined, at wallet.ts:3:5; only Node.js has that", "driver: exec"}},
		"reading my throws":      {"module.exports = { get my() { throw new Error('no') } }", []string{"reading what wallet.ts exports threw Error: no"}},
		"a rejected top level":   {aMy + aStage + "await Promise.reject(1)", []string{"wallet.ts:3:1: await outside of a function is not supported here"}},
		"too late an unknown op": {aMy + aStage + "let x = y ?! z", []string{"wallet.ts:3:"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := start(t, text(tc.module), sandbox.Limits{}).Describe(context.Background())
			wantConfigError(t, err, tc.want...)
		})
	}
}

func wantConfigError(t *testing.T, err error, want ...string) {
	t.Helper()
	var wrong *config.Error
	if !errors.As(err, &wrong) {
		t.Fatalf("the error is %T: %v, want a *config.Error", err, err)
	}
	for _, part := range want {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error is %q, want it to hold %q", err, part)
		}
	}
}

func TestNoSuchFile(t *testing.T) {
	_, err := start(t, engine.Source{Path: "testdata/nowhere.ts"}, sandbox.Limits{}).Describe(context.Background())
	wantConfigError(t, err, "testdata/nowhere.ts: there is no such file")
}

// TestStagesThatCannotBeUsed shows what a vendor is told of a stage that does not keep to the adapter's contract.
func TestStagesThatCannotBeUsed(t *testing.T) {
	for name, tc := range map[string]struct {
		stage string
		want  []string
	}{
		"throws":                  {"export function stage() {\n  throw new TypeError('no sandbox')\n}", []string{"stage threw TypeError: no sandbox", "at wallet.ts:3:9", "at stage (wallet.ts:3:9)"}},
		"rejects":                 {"export async function stage() {\n  await null\n  throw new Error('down')\n}", []string{"stage threw Error: down", "wallet.ts:4:9"}},
		"returns a number":        {"export function stage() { return 5 }", []string{"stage returned 5", "at wallet.ts:2:8"}},
		"returns a bad signStr":   {"export const stage = () => ({ signStr: 5 })", []string{"stage returned the signStr 5", "at wallet.ts:2:22"}},
		"returns a blank signStr": {"export const stage = async () => ({ signStr: ' ' })", []string{"not blank", "wallet.ts:2:22"}},
		"never resolves":          {"export const stage = () => new Promise(() => {})", []string{"stage did not answer", "nothing is left that could", "at wallet.ts:2:22"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, text(aMy+tc.stage), sandbox.Limits{})
			_, err := w.Perform(context.Background(), approve("approve/all"))
			wantConfigError(t, err, tc.want...)
		})
	}
}

func TestStageThatCannotStageLeavesUntested(t *testing.T) {
	p := perform(t, start(t, text(aMy+"export const stage = () => null"), sandbox.Limits{}), approve("approve/all"))
	if len(p.Records) != 0 || p.Untested != "stage returned null for outcome approve" {
		t.Errorf("the performance is %+v, want it untested", p)
	}
}

// TestModulesThatCannotBeReached shows modules that never finish loading: no mistake of configuration that could be
// pointed at, but nothing that could be judged.
func TestModulesThatCannotBeReached(t *testing.T) {
	limits := sandbox.Limits{Scenario: 300 * time.Millisecond}
	for name, tc := range map[string]struct{ module, want string }{
		"hangs":             {aMy + aStage + "for (;;) { my.x = 1 }", "wallet.ts could not be loaded: the wallet ran for 0.3 s without returning, at wallet.ts:3:"},
		"explodes":          {aMy + aStage + "export const x = new Uint8Array(1.5e9)", "wallet.ts could not be loaded: the wallet used up the 2 GiB of memory that its process may have"},
		"hangs in a getter": {"export default { get my() { for (;;) this.x = 1 }, stage: () => null }", "wallet.ts could not be loaded: the wallet ran for 0.3 s without returning, at wallet.ts:1:"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := start(t, text(tc.module), limits).Describe(context.Background())
			var wrong *config.Error
			if err == nil || errors.As(err, &wrong) || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("the error is %T: %v, want %q", err, err, tc.want)
			}
		})
	}
}

// TestShapesOfModules shows the ways in which an adapter may export.
func TestShapesOfModules(t *testing.T) {
	for name, tc := range map[string]struct{ path, module, wantName, wantVersion string }{
		"named exports":     {"a/wallet.mjs", "export const wallet = { name: 'W', version: 3 }\n" + aMy + aStage, "W", "3"},
		"CommonJS":          {"wallet.cjs", "exports.my = { signContract() {} }; exports.stage = () => null; exports.wallet = { name: 'C' }", "C", ""},
		"module.exports":    {"wallet.js", "module.exports = { wallet: { name: 'M' }, my: { signContract() {} }, stage: () => null }", "M", ""},
		"default export":    {"wallet.js", "export default { wallet: { name: 'D' }, my: { signContract() {} }, stage: () => null }", "D", ""},
		"TypeScript":        {"wallet.ts", "enum E { A = 'E' }\nexport const wallet = { name: E.A as string }\n" + aMy + aStage, "E", ""},
		"no wallet":         {"some/acme-wallet.adapter.ts", aMy + aStage, "acme-wallet", ""},
		"wallet is nothing": {"x.js", "export const wallet = null\n" + aMy + aStage, "x", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t, engine.Source{Path: tc.path, Text: tc.module}, sandbox.Limits{})
			d, err := w.Describe(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if d.Name != tc.wantName || d.Version != tc.wantVersion || d.Entry.Kind() != record.Function {
				t.Errorf("the description is %+v, want the name %q and the version %q", d, tc.wantName, tc.wantVersion)
			}
		})
	}
}

func TestMissingEntryPointIsNoError(t *testing.T) {
	d, err := start(t, text("export const my = {}\n"+aStage), sandbox.Limits{}).Describe(context.Background())
	if err != nil || d.Entry.Kind() != record.Undefined {
		t.Errorf("the entry is %s (%v), want undefined", d.Entry, err)
	}
	if d.SDKVersion != nil || d.CanIUse != nil {
		t.Errorf("the description is %+v, want neither SDKVersion nor CanIUse", d)
	}
}
