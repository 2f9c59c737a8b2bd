package browser_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// TestMain makes the test's own binary the child that runs wallets in the embedded engine.
func TestMain(m *testing.M) {
	if script.IsChild(os.Args) {
		os.Exit(script.Child(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// atOnce is how many browsers run at the same time.
const atOnce = 2

// everyWallet is the variable of the environment that says which wallets are compared: 1 is every one, which takes a quarter of
// an hour, 4 every fourth. Otherwise one in oneIn is.
const (
	everyWallet = "SIGNSPEC_EVERY_WALLET"
	oneIn       = 12
)

// TestTheEngineAgreesWithChromium performs every wallet of the fixtures in the embedded engine and in Chromium, whose V8
// is the judge of the engine: the rules that it breaks have to be the same.
func TestTheEngineAgreesWithChromium(t *testing.T) {
	chromium.Path(t)
	wallets, err := fixtures.Wallets()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	places := make(chan browsers, atOnce)
	for range atOnce {
		place := browsers{}
		places <- place
		t.Cleanup(place.close)
	}
	every := oneIn
	if n, err := strconv.Atoi(os.Getenv(everyWallet)); err == nil && n > 0 {
		every = n
	}
	for i, w := range wallets {
		if i%every != 0 {
			continue
		}
		t.Run(w.Name, func(t *testing.T) {
			t.Parallel()
			place := <-places
			defer func() { places <- place }()
			profile, err := schemas.LoadProfile(w.Profile)
			if err != nil {
				t.Fatal(err)
			}
			source := engine.Source{Path: filepath.Join(folder, filepath.FromSlash(w.File))}
			embedded := script.Start(script.Options{Source: source, Entry: profile.Entry})
			defer embedded.Close()
			inFull := performAll(t, embedded, scenariosOf(t, wallet.Full, profile))
			chosen := chosenFor(t, w, profile, inFull)
			inEngine, _ := drivertest.Broken(ofScenarios(inFull, chosen))
			d, err := place.with(source, profile.Entry, chromium.Path(t))
			if err != nil {
				t.Fatal(err)
			}
			inChromium, seen := drivertest.Broken(performAll(t, d, chosen))
			slices.Sort(inEngine)
			slices.Sort(inChromium)
			if !slices.Equal(inEngine, inChromium) {
				t.Errorf("it breaks %s in the engine and %s in Chromium%s", strings.Join(inEngine, ", "), strings.Join(inChromium, ", "), seen)
			}
		})
	}
}

// browsers are the browsers of one place, by the entry point of the wallets that they run one after another: to start one for each
// wallet takes longer than all that is done in it.
type browsers map[schemas.Entry]*browser.Driver

func (b browsers) with(source engine.Source, entry schemas.Entry, program string) (*browser.Driver, error) {
	if d := b[entry]; d != nil {
		return d, d.Take(source)
	}
	d, err := browser.New(browser.Options{Module: &source, Entry: entry, Chromium: program})
	if err == nil {
		b[entry] = d
	}
	return d, err
}

func (b browsers) close() {
	for _, d := range b {
		d.Close(context.Background())
	}
}

func scenariosOf(t *testing.T, plan string, profile *schemas.Profile) []wallet.Scenario {
	t.Helper()
	p, err := wallet.NewPlan(plan, profile)
	if err != nil {
		t.Fatal(err)
	}
	return p.Scenarios
}

// chosenFor chooses what is worth a browser's time: everything of the reference; of other wallets a thrifty plan, and the
// scenarios in which the engine saw anything broken.
func chosenFor(t *testing.T, w fixtures.Wallet, profile *schemas.Profile, seen []record.Record) []wallet.Scenario {
	full := scenariosOf(t, wallet.Full, profile)
	if w.File == fixtures.ReferenceFile {
		return full
	}
	names := map[string]bool{}
	for _, s := range scenariosOf(t, wallet.Thrifty, profile) {
		names[s.Name] = true
	}
	for _, m := range wallet.Matchers() {
		for _, j := range m.Judge(seen...) {
			if string(j.Status) == "broken" {
				names[j.Record.Scenario] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(full), func(s wallet.Scenario) bool { return !names[s.Name] })
}

// ofScenarios are the records of the scenarios, with the one of what stands in the container.
func ofScenarios(records []record.Record, scenarios []wallet.Scenario) []record.Record {
	return slices.DeleteFunc(slices.Clone(records), func(r record.Record) bool {
		return r.API != matchers.AvailabilityAPI &&
			!slices.ContainsFunc(scenarios, func(s wallet.Scenario) bool { return s.Name == r.Scenario })
	})
}

// performAll performs scenarios and returns the records, with one of what stands in the container.
func performAll(t *testing.T, target wallet.Wallet, scenarios []wallet.Scenario) []record.Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	about, err := target.Describe(ctx)
	if err != nil {
		t.Fatalf("describing the wallet: %v", err)
	}
	records := []record.Record{drivertest.Availability(about)}
	for _, s := range scenarios {
		p, err := target.Perform(ctx, s)
		if err != nil {
			t.Fatalf("performing %s: %v", s.Name, err)
		}
		if p.Untested != "" {
			t.Fatalf("%s is untested: %s", s.Name, p.Untested)
		}
		records = append(records, p.Records...)
	}
	return records
}
