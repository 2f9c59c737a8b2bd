package browser_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// reference is the reference wallet, an adapter module.
func reference(t testing.TB) *engine.Source {
	t.Helper()
	text, err := fs.ReadFile(fixtures.WalletFS(), fixtures.ReferenceFile)
	if err != nil {
		t.Fatal(err)
	}
	return &engine.Source{Path: "reference.adapter.js", Text: string(text)}
}

func module(text string) *engine.Source { return &engine.Source{Path: "acme.adapter.ts", Text: text} }

func TestAnAdapterModuleInABlankPage(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{Module: reference(t)})
	about, err := d.Describe(t.Context())
	if err != nil || about.Name != "Reference Wallet" || about.Version != "1.0.0" || about.Time != "virtual" || len(about.Blind) != 0 {
		t.Errorf("it is described as %+v, %v", about, err)
	}
	records := drivertest.DescribeAndPerform(t, d, drivertest.Everything(t)...)
	drivertest.WantBroken(t, records)
	bundle, err := d.Bundle()
	if err != nil || len(bundle.SHA256) != 64 {
		t.Errorf("the digest of the module is %q, %v", bundle.SHA256, err)
	}
}

// clockwork is a wallet that does something else with time for each outcome.
const clockwork = `
	let outcome
	const channel = new MessageChannel()
	const spin = () => channel.port1.postMessage(0)
	export const stage = (wish) => { outcome = wish.outcome; return { signStr: 's' } }
	export const my = { signContract(o) {
		if (outcome === 'approve') { o.success({}); setTimeout(o.success, 60000, {}) }
		if (outcome === 'network') { fetch('/').then((answer) => answer.text()).then(o.complete) }
		if (outcome === 'unknown') { setInterval(() => {}, 100) }
		if (outcome === 'fail') { channel.port2.onmessage = spin; spin() }
	} }`

// idler answers whoever calls more than a minute after it was loaded otherwise.
const idler = `
	const loaded = Date.now()
	export const stage = () => ({ signStr: 's' })
	export const my = { signContract(o) {
		if (Date.now() - loaded > 60000) o.complete({})
	} }`

// TestTheClockStandsStillBeforeACall performs scenarios in fresh documents: virtual time must not pass before the call.
func TestTheClockStandsStillBeforeACall(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{
		Module: &engine.Source{Path: "idler.js", Text: idler}, Settle: 10 * time.Second, Quiet: time.Second, Limit: drivertest.Hangs,
	})
	for _, r := range drivertest.DescribeAndPerform(t, d, slices.Repeat([]string{"approve/all-callbacks"}, 20)...) {
		for _, e := range r.Events {
			if e.Type == record.Completed {
				t.Errorf("more than a minute had passed before the call of %s", r.Scenario)
			}
		}
	}
}

// TestTheClockJumps shows what virtual time makes visible: a late second callback, and silence without a wait.
func TestTheClockJumps(t *testing.T) {
	t.Parallel()
	// Without an end of tasks the browser works for every moment of virtual time, so there is not much of it.
	d := start(t, browser.Options{
		Module: &engine.Source{Path: "clockwork.js", Text: clockwork}, Settle: 10 * time.Second, Quiet: 61 * time.Second,
		Limit: drivertest.Hangs,
	})
	for _, c := range []struct {
		name, scenario string
		want           []record.EventType
	}{
		{"a minute later once more", "approve/all-callbacks", []record.EventType{record.Success, record.Returned, record.Success}},
		{"silence", "cancel/all-callbacks", []record.EventType{record.Returned}},
		{"an answer from a server", "network/all-callbacks", []record.EventType{record.Returned, record.Completed}},
		{"a heartbeat", "unknown/all-callbacks", []record.EventType{record.Returned}},
		{"messages without an end", "fail/all-callbacks", []record.EventType{record.Returned}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := drivertest.DescribeAndPerform(t, d, c.scenario)[1]
			var got []record.EventType
			for _, e := range r.Events {
				got = append(got, e.Type)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("it is seen as %v, want %v; it ended %s %s", got, c.want, r.End, r.Reason)
			}
		})
	}
}

func TestNothingLeaksFromOneScenarioToTheNext(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{Module: module(`
		let calls = 0
		;(globalThis as any).everywhere ??= 0
		export const my = { signContract({ fail }: any) { fail({ error: String(++calls), errMessage: String(++(globalThis as any).everywhere) }) } }
		export const stage = () => ({ signStr: 's' })`)})
	records := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "cancel/all-callbacks")[1:]
	for i, r := range records {
		payload := r.Of(record.Failed)[0].Arg()
		if want := record.Fields(
			map[string]record.Value{"error": record.Text("1"), "errMessage": record.Text("1")},
		); !payload.Equal(want) ||
			r.Instance != i+1 {
			t.Errorf("%s, of instance %d, got %v", r.ID, r.Instance, payload)
		}
	}
}

func TestAModuleThatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"does not parse":    {`export const my = {`, `acme.adapter.ts:1:20: Expected identifier but found end of file`},
		"throws":            {`throw new Error('no key')`, `acme.adapter.ts threw while it was loaded: Error: no key`},
		"exports no my":     {`export const stage = () => null`, `acme.adapter.ts: it exports no my; an adapter exports my`},
		"exports no stage":  {`export const my = {}`, `acme.adapter.ts: it exports no function stage`},
		"opened is no list": {`export const my = {}, stage = () => null, opened = []`, `it exports opened, which is not a function`},
		"stage throws": {`export const my = { signContract() {} }, stage = () => { throw new Error('sandbox down') }`,
			`stage threw Error: sandbox down`},
		"stage gives no str": {`export const my = { signContract() {} }, stage = () => ({})`, `without a signStr`},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, browser.Options{Module: module(c.text)})
			_, err := d.Describe(t.Context())
			if err == nil {
				_, err = d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks"))
			}
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it gives %v, want %q", err, c.want)
			}
		})
	}
}

func TestAModuleThatExportsByDefault(t *testing.T) {
	d := start(
		t,
		browser.Options{
			Module: module(
				`export default { wallet: { name: 'Acme', version: 7 }, my: { signContract() {}, SDKVersion: '2.0.0', canIUse: () => true ` +
					`}, stage: () => null }`,
			),
		},
	)
	about, err := d.Describe(t.Context())
	if err != nil || about.Name != "Acme" || about.Version != "7" || !slices.Equal(about.Blind, []string{wallet.Opened}) ||
		!about.SDKVersion.Equal(record.Text("2.0.0")) {
		t.Errorf("it is described as %+v, %v", about, err)
	}
	p, err := d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks"))
	if err != nil || p.Untested != "stage returned null for outcome approve" {
		t.Errorf("an outcome that cannot be staged gives %+v, %v", p, err)
	}
}
