package check_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// interrupted checks a wallet whose run is interrupted after so many scenarios, and returns the options.
func interrupted(t *testing.T, after int) check.Options {
	t.Helper()
	o := everywhere(t)
	o.Subject = run.Subject{Kind: run.Wallet, Driver: "script", Source: "acme.js", SHA256: strings.Repeat("a", 64)}
	ctx, cancel := context.WithCancel(t.Context())
	performed := 0
	check.Wallet(ctx, &wallettest.Acme{Refuse: func(wallet.Scenario) (string, error) {
		if performed++; performed > after {
			cancel()
			return "", ctx.Err()
		}
		return "", nil
	}}, o)
	return o
}

// resume makes of options those that go on with what stands in their folder.
func resume(t *testing.T, o check.Options) (check.Options, error) {
	t.Helper()
	earlier, err := check.OpenEarlier(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	return earlier.Resume(o)
}

// TestAResumedRunIsAsIfItWereWhole interrupts a run twice, goes on with it, and compares it with one that was not interrupted.
func TestAResumedRunIsAsIfItWereWhole(t *testing.T) {
	o := interrupted(t, 20)
	first := reportIn(t, o.Out)
	var performed []string
	for _, more := range []int{10, 1000} {
		resumed, err := resume(t, o)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		check.Wallet(ctx, &wallettest.Acme{Refuse: func(s wallet.Scenario) (string, error) {
			if n++; n > more {
				cancel()
				return "", ctx.Err()
			}
			performed = append(performed, s.Name)
			return "", nil
		}}, resumed)
	}
	r := reportIn(t, o.Out)
	whole := check.Wallet(t.Context(), &wallettest.Acme{}, check.Options{Seed: r.Seed}).Run.Run()
	if r.Verdict != run.Conformant || r.Authorisations != whole.Authorisations || len(r.Records) != len(whole.Records) {
		t.Errorf("%s, %d authorisations, %d records; want %s, %d, %d", r.Verdict, r.Authorisations, len(r.Records),
			whole.Verdict, whole.Authorisations, len(whole.Records))
	}
	for i, of := range r.Rules {
		if of.ID == "auth-code-fresh" && of.Status == run.Held {
			continue // codes are compared within an instance, and what was resumed is another
		}
		if of.Status != whole.Rules[i].Status || !slices.Equal(of.Scenarios, whole.Rules[i].Scenarios) {
			t.Errorf("%s is %s in %q; in a whole run it is %s in %q", of.ID, of.Status, of.Scenarios, whole.Rules[i].Status, whole.Rules[i].Scenarios)
		}
	}
	if len(r.Resumed) != 2 || r.Resumed[0].Records != len(first.Records) || !r.StartedAt.Equal(first.StartedAt) || r.Seed != first.Seed {
		t.Errorf("resumed %+v, begun at %s, drawn from %q", r.Resumed, r.StartedAt, r.Seed)
	}
	slices.Sort(performed)
	if once := slices.Compact(slices.Clone(performed)); len(once) != len(performed) {
		t.Errorf("something was performed twice: %q", performed)
	}
	for _, call := range first.Records {
		if slices.Contains(performed, call.Scenario) {
			t.Errorf("%s was performed again", call.Scenario)
		}
	}
}

// TestWhatWasSeenBeforeTheInterruptionCounts shows that a break is not forgotten.
func TestWhatWasSeenBeforeTheInterruptionCounts(t *testing.T) {
	o := everywhere(t)
	o.Subject = run.Subject{Kind: run.Wallet, Driver: "script", Source: "acme.js", SHA256: strings.Repeat("a", 64)}
	o.FailFast = true
	check.Wallet(t.Context(), broken(), o)
	if r := reportIn(t, o.Out); r.Stopped == nil || r.Verdict != run.Nonconformant {
		t.Fatalf("stopped %+v, %s", r.Stopped, r.Verdict)
	}
	o.FailFast = false
	resumed, err := resume(t, o)
	if err != nil {
		t.Fatal(err)
	}
	check.Wallet(t.Context(), &wallettest.Acme{}, resumed) // one that keeps every rule, as if it had been mended under the same digest
	if r := reportIn(t, o.Out); r.Stopped != nil || r.Verdict != run.Nonconformant || len(r.Resumed) != 1 {
		t.Errorf("stopped %+v, %s, resumed %+v", r.Stopped, r.Verdict, r.Resumed)
	}
}

// TestARunOfSomethingElseIsNotGoneOnWith shows that the reports stay as they are.
func TestARunOfSomethingElseIsNotGoneOnWith(t *testing.T) {
	o := interrupted(t, 20)
	before, err := os.ReadFile(filepath.Join(o.Out, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	for says, change := range map[string]func(*check.Options){
		"another target":           func(o *check.Options) { o.Subject.Source = "other.js" },
		"its digest is another":    func(o *check.Options) { o.Subject.SHA256 = strings.Repeat("b", 64) },
		"reached otherwise":        func(o *check.Options) { o.Subject.Driver = "exec" },
		"another plan":             func(o *check.Options) { o.Plan = wallet.Thrifty },
		"another version":          func(o *check.Options) { o.Tool.Version = "2" },
		"other rules":              func(o *check.Options) { o.Rules = "must" },
		"another seed":             func(o *check.Options) { o.Seed = "mine" },
		"answers another":          func(o *check.Options) { o.Challenge = "a nonce of an accreditor's" },
		"only the run of a wallet": func(o *check.Options) { o.Subject.Kind = run.MiniProgram },
	} {
		other := o
		change(&other)
		if _, err := resume(t, other); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("the error is %v, want %q in it", err, says)
		}
	}
	resumed, err := resume(t, o)
	if err != nil {
		t.Fatal(err)
	}
	for want, target := range map[int]wallet.Wallet{run.ExitConfiguration: explosive{}, run.ExitHarness: gone{}} {
		if outcome := check.Wallet(t.Context(), target, resumed); outcome.ExitStatus() != want {
			t.Errorf("exit status %d, want %d: %+v", outcome.ExitStatus(), want, outcome.Run.Run().Error)
		}
	}
	if after, _ := os.ReadFile(filepath.Join(o.Out, "report.json")); string(after) != string(before) {
		t.Error("the report is another")
	}
}

// gone is a wallet that is not there any more.
type gone struct{ explosive }

func (gone) Describe(context.Context) (wallet.Description, error) {
	return wallet.Description{}, errors.New("nobody answers")
}

// A command line that was mistyped since, or a target that is down, costs nothing of a run that can be gone on with; once a
// run has ended nothing of it is left.
func TestAMistypedRunLeavesTheInterruptedOne(t *testing.T) {
	o := interrupted(t, 20)
	first := reportIn(t, o.Out)
	mistyped := o
	mistyped.Subject.Source = "acme.jss"
	check.Refuse(run.Wallet, mistyped, errors.New("there is no such file"))
	check.Wallet(t.Context(), down{}, o)
	if now := reportIn(t, o.Out); now.Error == nil || len(now.Records) > 0 {
		t.Fatalf("the report is %+v, not of the run that failed", now.Error)
	}
	resumed, err := resume(t, o)
	if err != nil {
		t.Fatal(err)
	}
	whole := check.Wallet(t.Context(), &wallettest.Acme{}, resumed).Run.Run()
	if whole.Verdict != run.Conformant || whole.Seed != first.Seed {
		t.Errorf("it is %s, of seed %s; want %s", whole.Verdict, whole.Seed, first.Seed)
	}
	if files, _ := filepath.Glob(filepath.Join(o.Out, "interrupted*")); len(files) > 0 {
		t.Errorf("%q are left", files)
	}
}

// down is a wallet that cannot be reached.
type down struct{ wallettest.Acme }

func (down) Describe(context.Context) (wallet.Description, error) {
	return wallet.Description{}, errors.New("connection refused")
}
func (down) Perform(context.Context, wallet.Scenario) (wallet.Performance, error) {
	return wallet.Performance{}, errors.New("connection refused")
}

// TestAKilledRunCanBeGoneOnWith looks at what is there while a run goes on, which is all that is left where it is killed.
func TestAKilledRunCanBeGoneOnWith(t *testing.T) {
	o := everywhere(t)
	o.Subject = run.Subject{Kind: run.Wallet, Driver: "script", Source: "acme.js", SHA256: strings.Repeat("a", 64)}
	o.SaveEvery = time.Nanosecond
	left := o
	left.Out = t.TempDir()
	performed := 0
	check.Wallet(t.Context(), &wallettest.Acme{Refuse: func(wallet.Scenario) (string, error) {
		if performed++; performed == 20 {
			if err := os.CopyFS(left.Out, os.DirFS(o.Out)); err != nil {
				t.Error(err)
			}
		}
		return "", nil
	}}, o)
	if _, err := os.Stat(filepath.Join(o.Out, "interrupted.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a run that ended leaves what it had saved: %v", err)
	}
	resumed, err := resume(t, left)
	if err != nil {
		t.Fatal(err)
	}
	again := 0
	outcome := check.Wallet(t.Context(), &wallettest.Acme{Refuse: func(wallet.Scenario) (string, error) {
		again++
		return "", nil
	}}, resumed)
	if r := outcome.Run.Run(); r.Verdict != run.Conformant || len(r.Resumed) != 1 || r.Resumed[0].Records < 15 || again > performed-15 {
		t.Errorf("%s; resumed with %+v; %d of %d scenarios were performed again", r.Verdict, r.Resumed, again, performed)
	}
}
