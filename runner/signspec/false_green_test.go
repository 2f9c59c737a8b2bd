package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// fault is one way in which a run goes wrong.
type fault struct {
	args   []string
	module string // the text of wallet.js, where there is one
	status int
	kind   run.ErrorKind // of the run's error, where it has one
	says   string        // part of what the person is told
}

// TestNoFaultIsGreen runs into every way in which a check of a wallet can go wrong. Each has its exit status, and
// reports that are there, whole, and of one mind; in JUnit it is an error or a failure, never a pass: see written.
func TestNoFaultIsGreen(t *testing.T) {
	reference := target.Reference().Text
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	runs := len(plan.Scenarios)
	baseline := filepath.Join(write(t, "baseline.yaml", "known:\n  - rule: settles\n    reason: it is being mended\n    link: https://acme.example/42\n"), "baseline.yaml")
	for name, f := range map[string]fault{
		"no command":              {args: []string{"wallet", "--", "no-such-command"}, status: run.ExitConfiguration, kind: run.Configuration, says: `"no-such-command" cannot be started`},
		"ends at once":            {args: []string{"wallet", "--", "false"}, status: run.ExitHarness, kind: run.Unreachable, says: "the adapter process ended (exit status 1) without answering describe"},
		"dies in describe":        {args: faulty("dies in describe"), status: run.ExitHarness, kind: run.Unreachable, says: "exit status 7"},
		"dies in scenario 1":      {args: faulty("dies in run 1"), status: run.ExitHarness, kind: run.Harness, says: "fatal: the simulator is gone"},
		"dies in the middle":      {args: faulty("dies in run 20"), status: run.ExitHarness, kind: run.Harness, says: "without answering run"},
		"dies at close":           {args: faulty("dies in close"), status: run.ExitHarness, kind: run.Harness, says: "without answering close"},
		"garbage":                 {args: faulty("garbage in run 2"), status: run.ExitHarness, kind: run.Harness, says: `not a message: "Listening on port 3000"`},
		"garbage to describe":     {args: faulty("garbage in describe"), status: run.ExitHarness, kind: run.Unreachable, says: "not a message"},
		"a wrong id":              {args: faulty("wrong id in run 2"), status: run.ExitHarness, kind: run.Harness, says: "answered request 80, where request 3 was asked"},
		"answers twice":           {args: faulty("twice in run 2"), status: run.ExitHarness, kind: run.Harness, says: "answered request 3 twice"},
		"answers twice, last":     {args: faulty(fmt.Sprintf("twice in run %d", runs)), status: run.ExitHarness, kind: run.Harness, says: fmt.Sprintf("answered request %d twice", runs+1)},
		"an error answer":         {args: faulty("refuses in run 3"), status: run.ExitHarness, kind: run.Harness, says: "the device is locked"},
		"no records":              {args: faulty("no records in run 3"), status: run.ExitHarness, kind: run.Harness, says: "records has 0 items"},
		"a payload of 50 MB":      {args: faulty("50 MB in run 3"), status: run.ExitHarness, kind: run.Harness, says: "a line of more than 33554432 bytes"},
		"a payload of 20 MB":      {args: append([]string{"wallet", "--rules", "success-shape,outcome-once,one-outcome"}, faulty("20 MB in run 3")[1:]...), status: run.ExitNonconformant, says: "nonconformant"},
		"1e6 events":              {args: faulty("1e6 events in run 3"), status: run.ExitHarness, kind: run.Harness, says: "a line of more than 33554432 bytes"},
		"a string of 50 MB":       {module: floods50MB, args: []string{"wallet", "--rules", "auth-code-length", "wallet.js"}, status: run.ExitNonconformant, says: "✗ auth-code-length"},
		"1e6 callbacks":           {module: floods1e6, args: []string{"wallet", "--rules", "outcome-once,settles", "wallet.js"}, status: run.ExitNonconformant, says: "✗"},
		"an empty selection":      {args: []string{"wallet", "--rules", "must && should"}, status: run.ExitInconclusive, says: "inconclusive: nothing was judged"},
		"nothing that applies":    {args: []string{"wallet", "--rules", "promise-agrees"}, status: run.ExitInconclusive, says: "inconclusive: nothing was judged"},
		"a stale baseline":        {args: []string{"wallet", "--baseline", baseline}, status: run.ExitInconclusive, says: "inconclusive"},
		"nothing can be staged":   {module: exportsFailing + "export function stage() { return null }", status: run.ExitInconclusive, says: "stage returned null"},
		"every rule untested":     {module: exportsFailing + "export function stage() { return null }", args: []string{"wallet", "--rules", "callbacks", "wallet.js"}, status: run.ExitInconclusive, says: "0 must rules held in 0 scenarios"},
		"a module that hangs":     {module: exportsMy + exportsStage + "for (;;) my.x = 1", status: run.ExitHarness, kind: run.Unreachable, says: "wallet.js could not be loaded: the wallet ran for 5 s without returning"},
		"a wallet that throws 5":  {module: "export const my = { signContract() { throw 5 } }\n" + exportsStage, status: run.ExitNonconformant, says: "no-throw"},
		"the clock runs backward": {module: backwards + reference, status: run.ExitConformant, says: "conformant"},
		"times run backward":      {args: faulty("runs backwards in run 3"), status: run.ExitConformant, says: "conformant"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.test(t)
		})
	}
}

const (
	// Both flood once only, where the state is the longest one that is documented.
	floods50MB = `
let state
export const my = {
  signContract(o) {
    const result = { authState: state, authCode: state.length === 256 ? 'x'.repeat(50e6) : 'x' }
    setTimeout(() => { o.success?.(result); o.complete?.(result) }, 1)
  },
}
export function stage(wish) { state = wish.authState; return { signStr: 's' } }
`
	floods1e6 = `
let state
export const my = {
  signContract(o) {
    let calls = state.length === 256 ? 1e6 : 1
    setTimeout(() => { while (calls-- > 0) o.success?.({ authState: '', authCode: 'x' }); o.complete?.() }, 1)
  },
}
export function stage(wish) { state = wish.authState; return { signStr: 's' } }
`
	backwards = `
let now = 4e12
globalThis.Date = class extends Date { constructor(...a) { super(...(a.length ? a : [now -= 1000])) } static now() { return now -= 1000 } }
globalThis.performance = { now: () => now -= 1000 }
`
)

func (f fault) test(t *testing.T) {
	dir := t.TempDir()
	if f.module != "" {
		dir = write(t, "wallet.js", f.module)
		if f.args == nil {
			f.args = []string{"wallet", "wallet.js"}
		}
	}
	e := signspec(t, dir, append([]string{f.args[0], "--report", formats.All}, f.args[1:]...)...)
	f.check(t, e)
	for _, format := range formats.List() {
		checkWhole(t, filepath.Join(e.out, format.File))
	}
}

// check demands of a run that ended what the fault leads to, and returns the run as it was reported.
func (f fault) check(t *testing.T, e finished) run.Run {
	t.Helper()
	if e.status != f.status {
		t.Errorf("exit status %d, want %d", e.status, f.status)
	}
	if told := unwrapped(e.stdout + e.stderr); !strings.Contains(told, f.says) {
		t.Errorf("it does not say %q", f.says)
	}
	r := written(t, e)
	switch {
	case f.kind == "" && r.Error != nil:
		t.Errorf("report.json has the error %v, want none", r.Error)
	case f.kind != "" && (r.Error == nil || r.Error.Kind != f.kind):
		t.Errorf("report.json has the error %v, want one of kind %s", r.Error, f.kind)
	}
	return r
}

// TestReportsOfAnEarlierRun shows that what an earlier run found is never taken for what this one did: not while it
// runs, nor after it failed.
func TestReportsOfAnEarlierRun(t *testing.T) {
	dir := t.TempDir()
	if e := signspec(t, dir, "wallet"); e.status != run.ExitConformant {
		t.Fatalf("exit status %d of the reference wallet", e.status)
	}
	for name, args := range map[string][]string{
		"usage":  {"wallet", "--no-such-flag"},
		"module": {"wallet", "no-such-module.js"},
		"target": {"wallet", "--", "false"},
	} {
		if e := signspec(t, dir, args...); written(t, e).Verdict != run.Failed {
			t.Errorf("%s: the reports of the earlier run are still there", name)
		}
	}
}

// TestTwoRunsInOneFolder shows that of two runs into one folder the one that would write last says that they got into each
// other's way and ends with another status, and that the reports of the first survive, whole.
func TestTwoRunsInOneFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	slow := begin(t, dir, faulty("waits in run 5")...)
	slow.await(t, "hanging")
	quick := signspec(t, dir, "wallet", "--rules", "settles")
	fault{status: run.ExitConformant, says: "conformant"}.check(t, quick)
	if err := os.WriteFile(filepath.Join(dir, goOn), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	late := slow.end(t)
	if told := unwrapped(late.stdout + late.stderr); late.status != run.ExitConfiguration || !strings.Contains(told, "another run has written") {
		t.Errorf("the late run ends with %d and says %q", late.status, told)
	}
	fault{status: run.ExitConformant, says: "conformant"}.check(t, quick)
}

// TestManyRunsInOneFolder shows that reports of runs that end at the same time are never mixed.
func TestManyRunsInOneFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var runs []*running
	for range 4 {
		runs = append(runs, begin(t, dir, "wallet", "--rules", "settles"))
	}
	last := runs[0].end(t)
	for _, r := range runs[1:] {
		r.end(t)
	}
	last.status = readReport(t, filepath.Join(last.out, "report.json")).ExitStatus
	written(t, last)
}

// TestHangingAdapter shows that a command whose adapter does not answer ends.
func TestHangingAdapter(t *testing.T) {
	t.Parallel()
	// Both at once, because they only wait: for the 10 s that describing may take, and the 20 s or more that a
	// scenario may.
	describe := begin(t, t.TempDir(), faulty("hangs in describe")...)
	r := begin(t, t.TempDir(), append([]string{"wallet", "--settle", "1ms"}, faulty("hangs in run 1")[1:]...)...)
	fault{status: run.ExitHarness, kind: run.Unreachable, says: "did not answer describe within 10"}.check(t, describe.end(t))
	fault{status: run.ExitHarness, kind: run.Harness, says: "did not answer run within "}.check(t, r.end(t))
}
