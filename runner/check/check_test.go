package check_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"
	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/schemas"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// everywhere has every report written into a fresh folder.
func everywhere(t *testing.T) check.Options {
	t.Helper()
	return check.Options{Out: t.TempDir(), Formats: formats.List(), Tool: run.Tool{Name: "signspec", Version: "0"}}
}

// reportIn reads the report of a folder, and demands that every other report stands beside it.
func reportIn(t *testing.T, dir string) *run.Run {
	t.Helper()
	for _, format := range formats.List() {
		if _, err := os.Stat(filepath.Join(dir, format.File)); err != nil {
			t.Error(err)
		}
	}
	f, err := os.Open(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := reportjson.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return r.Run()
}

func TestAConformantWallet(t *testing.T) {
	o := everywhere(t)
	closed := 0
	o.Close = func() error { closed++; return nil }
	outcome := check.Wallet(t.Context(), &wallettest.Acme{}, o)
	r := reportIn(t, o.Out)
	if outcome.Err != nil || outcome.ExitStatus() != run.ExitConformant || r.Verdict != run.Conformant || closed != 1 {
		t.Errorf("status %d, %v, verdict %s, closed %d times", outcome.ExitStatus(), outcome.Err, r.Verdict, closed)
	}
	if r.Subject.Name != "Acme Wallet" || r.Authorisations != 72 || len(r.Rules) != len(wallet.Matchers()) {
		t.Errorf("%+v, %d authorisations, %d rules", r.Subject, r.Authorisations, len(r.Rules))
	}
}

// It can be done many times in one process, unlike a run of Ginkgo.
func TestManyChecksInOneProcess(t *testing.T) {
	for range 3 {
		outcome := check.Wallet(t.Context(), &wallettest.Acme{}, check.Options{Rules: "settles"})
		if outcome.ExitStatus() != run.ExitConformant || len(outcome.Run.Run().Rules) != 1 {
			t.Errorf("the run is %+v", outcome.Run.Run())
		}
	}
}

func TestWhatKeepsARunFromBeingCarriedOutIsInEveryReport(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		wallet wallet.Wallet
		change func(*check.Options)
		kind   run.ErrorKind
		status int
		says   string
	}{
		"a driver that panics": {t.Context(), explosive{}, nil, run.Harness, run.ExitHarness, "boom in the driver"},
		"a conclusion that panics": {t.Context(), broken(), func(o *check.Options) {
			o.Reproduce = func(string, string) string { panic("boom in the conclusion") }
		}, run.Harness, run.ExitHarness, "boom in the conclusion"},
		"a target that is not there": {t.Context(), absent{}, nil, run.Unreachable, run.ExitHarness, "nobody answers"},
		"an interruption":            {cancelled, &wallettest.Acme{}, nil, run.Interrupted, run.ExitHarness, "interrupted"},
		"a target that ends badly": {t.Context(), &wallettest.Acme{}, func(o *check.Options) {
			o.Close = func() error { return errors.New("it answered twice") }
		}, run.Harness, run.ExitHarness, "answered twice"},
		"a rule that is none": {t.Context(), &wallettest.Acme{}, func(o *check.Options) { o.Rules = "setles" },
			run.Configuration, run.ExitConfiguration, "did you mean settles"},
		"a plan that is none": {t.Context(), &wallettest.Acme{}, func(o *check.Options) { o.Plan = "thirfty" },
			run.Configuration, run.ExitConfiguration, "did you mean thrifty"},
		"a baseline that is not there": {t.Context(), &wallettest.Acme{}, func(o *check.Options) { o.Baseline = "none.yaml" },
			run.Configuration, run.ExitConfiguration, "no such baseline"},
	} {
		t.Run(name, func(t *testing.T) {
			o := everywhere(t)
			if c.change != nil {
				c.change(&o)
			}
			outcome := check.Wallet(c.ctx, c.wallet, o)
			r := reportIn(t, o.Out)
			if outcome.ExitStatus() != c.status || r.Error == nil || r.Error.Kind != c.kind || !strings.Contains(r.Error.Message, c.says) {
				t.Errorf("status %d, error %+v; want %d, %s and %q", outcome.ExitStatus(), r.Error, c.status, c.kind, c.says)
			}
		})
	}
}

// explosive is a wallet whose driver panics.
type explosive struct{}

func (explosive) Describe(context.Context) (wallet.Description, error) {
	return wallet.Description{Name: "Explosive", Entry: record.Of(record.Function)}, nil
}

func (explosive) Perform(context.Context, wallet.Scenario) (wallet.Performance, error) {
	panic("boom in the driver")
}

// absent is a wallet that cannot be reached.
type absent struct{ explosive }

func (absent) Describe(context.Context) (wallet.Description, error) {
	return wallet.Description{}, errors.New("nobody answers")
}

// broken is a wallet that never says complete.
func broken() wallet.Wallet {
	return &wallettest.Acme{Change: func(r *record.Record) {
		var kept []record.Event
		for _, e := range r.Events {
			if e.Type != record.Completed {
				kept = append(kept, e)
			}
		}
		r.Events = kept
	}}
}

func TestAReportOfAnEarlierRunDoesNotOutliveTheStart(t *testing.T) {
	o := everywhere(t)
	check.Wallet(t.Context(), &wallettest.Acme{}, o)
	o.Formats = formats.Default()
	observed := &wallettest.Acme{Refuse: func(wallet.Scenario) (string, error) {
		for _, format := range formats.List() {
			if _, err := os.Stat(filepath.Join(o.Out, format.File)); err == nil {
				t.Errorf("%s is still there while a new run performs", format.File)
			}
		}
		return "seen", nil
	}}
	check.Wallet(t.Context(), observed, o)
}

// A profile whose cancelled call ends with a code of its own gets that code drawn, not the documented one.
func TestWhatIsAllowedIsOfTheProfile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "own.yaml")
	text := "extends: documented\nname: own\ncodes: { cancel: \"9001\" }\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	profile, err := schemas.LoadProfile(file)
	if err != nil {
		t.Fatal(err)
	}
	o := everywhere(t)
	o.Profile = profile
	check.Wallet(t.Context(), &wallettest.Acme{}, o)
	page, err := os.ReadFile(filepath.Join(o.Out, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "9001") {
		t.Error("the page does not draw the code of the profile")
	}
	for _, of := range reportIn(t, o.Out).Rules {
		for _, f := range of.Findings {
			if len(f.Allowed) == 0 || of.ID == "error-cancelled" && !strings.Contains(f.Allowed[1].Text, "9001") {
				t.Errorf("of %s is allowed %v", f.Record, f.Allowed)
			}
		}
	}
}
