package browser_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
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

// TestTheEngineAgreesWithChromium performs every wallet of the fixtures in the embedded engine and in Chromium, whose V8
// is the judge of the engine: the rules that it breaks have to be the same.
func TestTheEngineAgreesWithChromium(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes (run without -short)")
	}
	chromium.Path(t)
	wallets, err := fixtures.Wallets()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	places := make(chan struct{}, atOnce)
	for _, w := range wallets {
		t.Run(w.Name, func(t *testing.T) {
			t.Parallel()
			places <- struct{}{}
			defer func() { <-places }()
			profile, err := schemas.LoadProfile(w.Profile)
			if err != nil {
				t.Fatal(err)
			}
			source := engine.Source{Path: filepath.Join(folder, filepath.FromSlash(w.File))}
			embedded := script.Start(script.Options{Source: source, Entry: profile.Entry})
			defer embedded.Close()
			inEngine, _ := broken(performAll(t, embedded, profile))
			d, err := browser.New(browser.Options{Module: &source, Entry: profile.Entry, Chromium: chromium.Path(t)})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close(context.Background())
			inChromium, seen := broken(performAll(t, d, profile))
			slices.Sort(inEngine)
			slices.Sort(inChromium)
			if !slices.Equal(inEngine, inChromium) {
				t.Errorf("it breaks %s in the engine and %s in Chromium%s", strings.Join(inEngine, ", "), strings.Join(inChromium, ", "), seen)
			}
		})
	}
}

// performAll performs the full plan of a profile.
func performAll(t *testing.T, target wallet.Wallet, profile *schemas.Profile) []record.Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	plan, err := wallet.NewPlan(wallet.Full, profile)
	if err != nil {
		t.Fatal(err)
	}
	about, err := target.Describe(ctx)
	if err != nil {
		t.Fatalf("describing the wallet: %v", err)
	}
	records := []record.Record{availability(about)}
	for _, s := range plan.Scenarios {
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
