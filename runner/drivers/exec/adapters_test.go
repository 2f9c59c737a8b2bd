//go:build unix

package exec_test

import (
	"context"
	"errors"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// adapters is where the example adapters are.
const adapters = "../../../fixtures/adapters"

// program returns the path of a program that a test needs, or skips the test with the command that installs it.
func program(t *testing.T, name, install string) string {
	t.Helper()
	path, err := osexec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed; to run this test: %s", name, install)
	}
	return path
}

func node(t *testing.T) string { return program(t, "node", "apt-get install nodejs") }

// running starts a command as the adapter. Settling is given all the time it may want: every call here settles. What comes behind
// a callback that threw comes late where a machine is busy.
func running(t *testing.T, command ...string) *exec.Driver {
	t.Helper()
	d := exec.New(exec.Options{
		Command: command, Env: append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1"), Stderr: &output{},
		Entry: schemas.Entry{Kind: "method", Name: "signContract"}, Settle: exec.DefaultSettle, Quiet: time.Second,
	})
	t.Cleanup(func() { d.Close(context.Background()) })
	return d
}

func TestExampleAdapters(t *testing.T) {
	for name, kit := range kits() {
		t.Run(name, func(t *testing.T) {
			d := running(t, kit.build(t, kit.source(t))...)
			ctx := within(t)
			description, err := d.Describe(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if description.Entry.Kind() != record.Function || description.SDKVersion == nil || description.CanIUse == nil {
				t.Errorf("described as %+v", description)
			}
			for _, c := range exampleScenarios() {
				p, err := d.Perform(ctx, c.scenario)
				if err != nil {
					t.Fatal(err)
				}
				for i, r := range p.Records {
					if got := summary(r); got != c.want[i] {
						t.Errorf("%s:\n got %s\nwant %s", r.ID, got, c.want[i])
					}
				}
			}
			if err := d.Close(ctx); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

type example struct {
	scenario wallet.Scenario
	want     []string
}

// exampleScenarios are one scenario of each kind that an adapter must be able to perform.
func exampleScenarios() []example {
	call := func(o record.Outcome, change ...func(*wallet.Call)) wallet.Call {
		c := wallet.Call{
			Stage: &record.Stage{Outcome: o, AuthState: "state of " + string(o)}, Args: record.Fields(nil), Fill: "signStr",
			Callbacks: []string{"success", "fail", "complete"},
		}
		for _, f := range change {
			f(&c)
		}
		return c
	}
	scenario := func(name string, overlap bool, calls ...wallet.Call) wallet.Scenario {
		for i := range calls {
			calls[i].ID = name + "#" + string(rune('1'+i))
		}
		return wallet.Scenario{Name: name, Overlap: overlap, Calls: calls}
	}
	const (
		approved  = "return opened success complete settled: state of approve, a code of 32"
		cancelled = "return opened fail complete settled: 6001"
	)
	return []example{
		{scenario("approve", false, call(record.Approve)), []string{approved}},
		{scenario("recover", false, call(record.Cancel), call(record.Approve)), []string{cancelled, approved}},
		{scenario("overlap", true, call(record.Approve), call(record.Cancel)), []string{"overlap " + approved, "overlap " + cancelled}},
		{scenario("network", false, call(record.Network)), []string{"return opened fail complete settled: 6002"}},
		{scenario("unknown", false, call(record.Unknown)), []string{"return opened fail complete settled: 7001"}},
		{scenario("fail", false, call(record.Fail)), []string{"return opened fail complete settled: 7002"}},
		{scenario("frozen", false, call(record.Approve, func(c *wallet.Call) { c.Frozen = true })), []string{approved}},
		{scenario("only-complete", false, call(record.Approve, func(c *wallet.Call) { c.Callbacks = []string{"complete"} })),
			[]string{"return opened complete settled: state of approve, a code of 32"}},
		{scenario("refused", false, call(record.Approve, func(c *wallet.Call) {
			c.Fill, c.Args = "", record.Fields(map[string]record.Value{"signStr": record.Num(42)})
		})), []string{"return fail complete settled: 7002"}},
		{scenario("throwing", false, call(record.Approve, func(c *wallet.Call) { c.Throws = []string{"success"} })),
			[]string{approved}},
	}
}

// summary says what happened and what came of it: how a thrown error shows differs from language to language.
func summary(r record.Record) string {
	var parts []string
	if r.Overlap {
		parts = append(parts, "overlap")
	}
	last := record.Value{}
	for _, e := range r.Events {
		if e.Type != record.Uncaught {
			parts = append(parts, string(e.Type))
			last = e.Arg()
		}
	}
	text := strings.Join(append(parts, string(r.End)), " ") + ": "
	if state, ok := last.Field("authState"); ok {
		state, _ := state.Str()
		code, _ := last.Field("authCode")
		return text + state + ", a code of " + record.Num(float64(code.Length())).String()
	}
	code, _ := last.Field("error")
	shown, _ := code.Str()
	return text + shown
}

// An adapter for Node is what the kit makes of a vendor's few lines, whatever these lines do.
func TestNodeKit(t *testing.T) {
	const api = `wallet: {name: "x"}, stage: () => ({signStr: "s"}), `
	for name, c := range map[string]struct {
		adapter string
		check   func(t *testing.T, r record.Record, err error)
	}{
		"prints to standard output": {`serve({` + api + `my: {signContract(o) { console.log("one", {a: 1}); ` +
			`process.stdout.write("two\n"); o.success(1) }}})`, func(t *testing.T, r record.Record, err error) {
			if err != nil || !slices.Equal(r.Console, []string{"one { a: 1 }"}) {
				t.Errorf("%q, %v", r.Console, err)
			}
		}},
		"throws where nobody catches": {`serve({` + api + `my: {signContract(o) { setTimeout(() => { o.success(1); throw new ` +
			`RangeError("late") }) }}})`, func(t *testing.T, r record.Record, err error) {
			if e, ok := r.First(record.Uncaught); err != nil || !ok || e.Args[1].String() != `"exception"` ||
				!strings.Contains(e.Arg().String(), "late") {
				t.Errorf("%+v, %v", r.Events, err)
			}
		}},
		"leaves a rejection unhandled": {`serve({` + api + `my: {signContract(o) { o.success(1); return Promise.reject({error: ` +
			`"6001"}) }}})`, func(t *testing.T, r record.Record, err error) {
			if e, ok := r.First(record.Uncaught); err != nil || !ok || e.Args[1].String() != `"rejection"` || e.Arg().String() != `{error: "6001"}` {
				t.Errorf("%+v, %v", r.Events, err)
			}
		}},
		"changes the language": {`JSON.stringify = () => "{}"; Object.prototype.toJSON = () => "hacked"; setTimeout = null; ` +
			`serve({` + api + `my: {signContract(o) { o.success({authCode: "c"}) }}})`, func(t *testing.T, r record.Record, err error) {
			if e, ok := r.First(record.Success); err != nil || !ok || e.Arg().String() != `{authCode: "c"}` {
				t.Errorf("%+v, %v", r.Events, err)
			}
		}},
		"has no stage": {`serve({wallet: {name: "x"}, my: {}})`, func(t *testing.T, _ record.Record, err error) {
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), "the adapter has no stage") {
				t.Error(err)
			}
		}},
		"cannot stage": {`serve({wallet: {name: "x"}, my: {signContract() {}},
			stage() {
				throw new Error("no sandbox") } })`, func(t *testing.T, _ record.Record, err error) {
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, "stage threw Error: no sandbox") ||
				!strings.Contains(wrong.Stack, "adapter.js:4") {
				t.Error(err)
			}
		}},
		"does not load": {`require("./no-such-module")`, func(t *testing.T, _ record.Record, err error) {
			var failure *exec.Failure
			if !errors.As(err, &failure) || failure.State != "exit status 1" ||
				!strings.Contains(err.Error(), "Cannot find module './no-such-module'") {
				t.Error(err)
			}
		}},
		"ends itself": {`serve({` + api + `my: {signContract() { process.exit(7) }}})`, func(t *testing.T, _ record.Record, err error) {
			var failure *exec.Failure
			if !errors.As(err, &failure) || failure.State != "exit status 7" {
				t.Error(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			kit, err := filepath.Abs(adapters + "/node/kit.js")
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "adapter.js")
			if err := os.WriteFile(file, []byte("const { serve } = require('"+kit+"')\n"+c.adapter), 0o600); err != nil {
				t.Fatal(err)
			}
			p, err := running(t, node(t), file).Perform(within(t), wallet.Scenario{Name: "a", Calls: []wallet.Call{{
				ID: "a#1", Stage: &record.Stage{Outcome: record.Approve}, Args: record.Fields(nil), Fill: "signStr", Callbacks: []string{"success"},
			}}})
			r := record.Record{}
			if err == nil && len(p.Records) > 0 {
				r = p.Records[0]
			}
			c.check(t, r, err)
		})
	}
}
