// Package recorder_test tests the recorder, which is JavaScript: README.md tells of it.
package recorder_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/audit"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/production"
)

// TestMain makes the test's own binary the child process that runs a wallet's module.
func TestMain(m *testing.M) {
	if script.IsChild(os.Args) {
		os.Exit(script.Child(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// everyEnv performs what is beyond the plan as well, which takes a quarter of an hour. Otherwise every sixth faulty wallet is
// called, and every correct one.
const everyEnv = "SIGNSPEC_EVERY_WALLET"

// sampled says whether a wallet is called where not every one is.
func sampled(w fixtures.Wallet, number int) bool { return w.Kind == fixtures.Correct || number%6 == 0 }

// through is a module that is a wallet of the fixtures, called through the recorder.
const through = `import * as module from '../wallets/%[1]s'
import record from '../recorder/recorder.js'
const inner = module.my ? module : module.default
const { stage, opened } = inner
const holder = %[4]t ? 'call' : '%[3]s'
const { wrapped } = record({ my: inner.my, parameter: '%[2]s', name: '%[3]s', call: %[4]t, url: 'https://merchant.example/calls' })
// A container that cannot be assigned to is replaced by one that is like it.
const { my: old } = inner
const members = { ...Object.getOwnPropertyDescriptors(old), [holder]: { get: () => wrapped } }
const alike = () => Object.create(Object.getPrototypeOf(old), members)
export const my = old[holder] === wrapped ? old : alike()
export const wallet = inner.wallet
export { opened }
export function stage_(...all) { return stage.apply(inner, all) }
export { stage_ as stage }
`

// TestWalletsStayWhatTheyAre calls every wallet of the fixtures through the recorder: no correct one is accused, and every
// faulty one breaks exactly the rules that it breaks without. What one call alone shows is a part of that.
func TestWalletsStayWhatTheyAre(t *testing.T) {
	wallets, err := fixtures.Wallets()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "wallets"), fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"recorder", "through"} {
		if err := os.Mkdir(filepath.Join(folder, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"recorder.js", "digest.js", "package.json"} {
		copyFile(t, file, filepath.Join(folder, "recorder", file))
	}
	copyFile(t, "package.json", filepath.Join(folder, "package.json"))
	for number, w := range wallets {
		if os.Getenv(everyEnv) == "" && !sampled(w, number) {
			continue
		}
		t.Run(w.Name, func(t *testing.T) {
			t.Parallel()
			profile, err := schemas.LoadProfile(w.Profile)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(folder, "through", filepath.Base(filepath.Dir(w.File))+"."+filepath.Base(w.File))
			module := fmt.Sprintf(through, w.File, profile.Parameter, profile.Entry.Name, profile.Entry.Kind == schemas.CallEntry)
			if err := os.WriteFile(file, []byte(module), 0o666); err != nil {
				t.Fatal(err)
			}
			want := slices.Sorted(slices.Values(w.Breaks))
			every := os.Getenv(everyEnv) != ""
			r := checked(t, file, profile, !every || w.Kind == fixtures.Faulty)
			if w.Kind == fixtures.Faulty && len(broken(r)) == 0 {
				if !every {
					t.Skipf("the fault shows beyond the plan; %s=1 performs that too", everyEnv)
				}
				r = checked(t, file, profile, false)
			}
			if got := broken(r); r.Error != nil || !slices.Equal(got, want) {
				t.Errorf("through the recorder %s breaks %q, want %q; %+v", w.File, got, want, r.Error)
				for _, of := range r.Rules {
					for _, f := range of.Findings {
						t.Logf("%s in %s: expected %s; observed %s", of.ID, f.Record, f.Expected, f.Observed)
					}
				}
			}
			wantPart(t, r, profile, want)
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, text, 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func checked(t *testing.T, file string, profile *schemas.Profile, planOnly bool) *run.Run {
	t.Helper()
	opened, err := target.Module(file, target.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	return check.Wallet(t.Context(), opened, check.Options{
		Profile: profile, Subject: opened.Subject, PlanOnly: planOnly, Close: func() error { return opened.Close(t.Context()) },
	}).Run.Run()
}

func broken(r *run.Run) []string {
	var ids []string
	for _, of := range r.Rules {
		if of.Status == run.Broken {
			ids = append(ids, of.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// wantPart demands that no call of the run, judged alone, breaks a rule that the run as a whole does not.
func wantPart(t *testing.T, r *run.Run, profile *schemas.Profile, breaks []string) {
	t.Helper()
	judges := audit.NewJudges(profile)
	for _, rec := range r.Records {
		_, found, err := judges.Judge(production.Call{Record: rec})
		if err != nil {
			t.Errorf("%s: %v", rec.ID, err)
		}
		for row, judgement := range found {
			if id := judges.Rule(row); !slices.Contains(breaks, id) {
				t.Errorf("alone, %s breaks %s: expected %s; observed %s", rec.ID, id, judgement.Expected, judgement.Observed)
			}
		}
	}
}
