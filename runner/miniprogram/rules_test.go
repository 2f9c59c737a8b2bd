package miniprogram_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/rule"
)

// TestFixturesBreakExactlyWhatTheySay judges every mini program of the fixtures as the command does: the suite must
// accuse no correct one, and find of every other exactly what its header says. Where SIGNSPEC_EVERY_FAULT is not set, one in
// three faulty ones is judged, and what shows in the plan is not looked for beyond it.
func TestFixturesBreakExactlyWhatTheySay(t *testing.T) {
	programs, err := miniprograms.Programs()
	if err != nil {
		t.Fatal(err)
	}
	every := os.Getenv("SIGNSPEC_EVERY_FAULT") != ""
	for i, p := range programs {
		if p.Set == miniprograms.Faulty && i%3 != 0 && !every {
			continue
		}
		t.Run(p.Dir, func(t *testing.T) {
			dir, want := built(t, p), slices.Sorted(slices.Values(p.Breaks))
			if p.Set == miniprograms.Faulty && !every {
				if slices.Equal(brokenIn(t, judged(t, dir, planOnly)), want) {
					return // what is beyond the plan need not be performed to see what is wrong with it
				}
			}
			results := judged(t, dir, merchant.Explored)
			for _, r := range results {
				if r.Status == rule.Untested && p.Set == miniprograms.Correct {
					t.Errorf("%s went untested: %s", r.Rule.ID, r.Reason)
				}
			}
			if broken := brokenIn(t, results); !slices.Equal(broken, want) {
				t.Errorf("breaks %q, want %q\n%s", broken, want, unwanted(results, want))
			}
		})
	}
}

// brokenIn lists the rules that are broken, in the order of their names.
func brokenIn(t *testing.T, results []rule.Result) []string {
	t.Helper()
	var broken []string
	for _, r := range results {
		switch r.Status {
		case rule.Broken:
			broken = append(broken, r.Rule.ID)
		case rule.Errored:
			t.Fatalf("%s: %s", r.Rule.ID, r.Reason)
		}
	}
	slices.Sort(broken)
	return broken
}

// planOnly explores nothing.
func planOnly(*schemas.Profile, string) []merchant.Scenario { return nil }

// built unpacks a program, builds it where it must be built, and returns its folder.
func built(t *testing.T, p miniprograms.Program) string {
	t.Helper()
	if p.Built && os.Getenv("SIGNSPEC_BUILD_FIXTURES") == "" {
		t.Skip("downloads packages; run SIGNSPEC_BUILD_FIXTURES=1 go test ./runner/miniprogram")
	}
	dir := t.TempDir()
	if err := p.Unpack(dir); err != nil {
		t.Fatal(err)
	}
	if err := p.Build(t.Context(), dir); errors.Is(err, miniprograms.ErrNoNPM) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	return dir
}

// seed is what states and codes are drawn from.
const seed = "fixtures"

// judged judges the program in a folder by every rule, in the plan and in what is explored beyond it.
func judged(t *testing.T, dir string, explored func(*schemas.Profile, string) []merchant.Scenario) []rule.Result {
	t.Helper()
	file := filepath.Join(dir, miniprogram.ConfigFile)
	config, err := schemas.LoadMerchantConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	profile, err := miniprogram.LoadProfile(file, config.Profile)
	if err != nil {
		t.Fatal(err)
	}
	program := miniprogram.Start(miniprogram.Options{Config: config, File: file})
	defer program.Close()
	var seen merchant.Recorded
	results, err := merchant.Judge(
		context.Background(),
		program,
		merchant.Options{Profile: profile, Seed: seed, Explore: explored(profile, seed), Options: rule.Options[merchant.Scenario]{
			Observe: func(_ merchant.Scenario, p rule.Performance) { seen.Records = append(seen.Records, p.Records...) },
		}},
	)
	if err != nil {
		t.Fatal(err)
	}
	wantAgain(t, seen, profile, results)
	return results
}

// wantAgain demands that each finding is found again where its rule and its scenario alone are chosen.
func wantAgain(t *testing.T, seen merchant.Recorded, profile *schemas.Profile, results []rule.Result) {
	t.Helper()
	for _, r := range results {
		for _, f := range r.Findings {
			var beyond []merchant.Scenario
			if s, err := merchant.Beyond(f.Record.Scenario, profile, seed); err == nil {
				beyond = append(beyond, s)
			}
			again, err := merchant.Judge(
				t.Context(),
				seen,
				merchant.Options{Profile: profile, Seed: seed, Explore: beyond, Options: rule.Options[merchant.Scenario]{
					Rules: func(of schemas.Rule) bool { return of.ID == r.Rule.ID }, Only: []string{f.Record.Scenario},
				}},
			)
			if err != nil || len(again) != 1 || again[0].Status != rule.Broken {
				t.Errorf("chosen alone, %s in %s is %+v, %v", r.Rule.ID, f.Record.Scenario, again, err)
			}
		}
	}
}

// unwanted tells the findings of the rules that are not wanted.
func unwanted(results []rule.Result, want []string) string {
	var b strings.Builder
	for _, r := range results {
		for _, f := range r.Findings {
			if !slices.Contains(want, r.Rule.ID) {
				fmt.Fprintf(&b, "%s in %s: %s\n", r.Rule.ID, f.Record.Scenario, f.Observed)
			}
		}
	}
	return b.String()
}
