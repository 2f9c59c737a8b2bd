package fleet_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	fleetreport "github.com/signspec/signspec/reports/fleet"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/fleet"
	"github.com/signspec/signspec/runner/target"
)

// TestMain makes the test's own binary the command that checks one target, as fakeCheck does.
func TestMain(m *testing.M) {
	if os.Getenv("FLEET_TEST_CHECK") != "" {
		os.Exit(fakeCheck(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// fakeCheck is a check that ends as the name of its target says.
func fakeCheck(args []string) int {
	i := slices.Index(args, "--out")
	out, target := args[i+1], filepath.Base(args[i+2])
	if slices.Contains(args, "--events") {
		fmt.Print("{}\n{}\n{") // the last was not finished
	}
	r := &run.Run{
		Tool: run.Tool{Name: "signspec"}, Profile: "documented", Plan: "full", StartedAt: time.Now().UTC(),
		Subject: run.Subject{Kind: run.Wallet, Name: strings.Join(args, " "), Driver: "script", Source: target},
		Rules:   []run.Rule{{ID: "settles", Level: run.Must, Group: "callbacks", Status: run.Held, Scenarios: []string{"cancel/fail"}}},
	}
	switch {
	case strings.HasPrefix(target, "broken"):
		r.Rules[0].Status = run.Broken
		r.Rules[0].Findings = []run.Finding{{Scenario: "cancel/fail", Expected: "e", Observed: "o"}}
	case strings.HasPrefix(target, "dies"):
		fmt.Fprintln(os.Stderr, "out of luck")
		return 9
	case strings.HasPrefix(target, "hangs"):
		time.Sleep(time.Hour)
	}
	r.Conclude()
	if _, err := formats.WriteFiles(out, run.Mask(r), formats.Default()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	return r.ExitStatus
}

func check(t *testing.T, ctx context.Context, jobs int, targets ...target.Member) fleetreport.Fleet {
	t.Helper()
	t.Setenv("FLEET_TEST_CHECK", "1")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return fleet.Check(ctx, targets, fleet.Options{Command: []string{self}, Dir: "somewhere", Out: t.TempDir(), Jobs: jobs, Flags: []string{"--strict"}})
}

func named(names ...string) []target.Member {
	var targets []target.Member
	for _, name := range names {
		targets = append(targets, target.Member{Name: name, Target: name})
	}
	return targets
}

func TestADeadTargetDoesNotHideTheOthers(t *testing.T) {
	f := check(t, context.Background(), 3, named("good", "dies", "broken", "good-2")...)
	want := []run.Verdict{run.Conformant, run.Failed, run.Nonconformant, run.Conformant}
	for i, m := range f.Members {
		if m.Run.Run().Verdict != want[i] {
			t.Errorf("%s is %s, want %s", m.Name, m.Run.Run().Verdict, want[i])
		}
	}
	if message := f.Members[1].Run.Run().Error.Message; !strings.Contains(message, "exit status 9") || !strings.Contains(message, "out of luck") {
		t.Errorf("the error is %q", message)
	}
	if f.ExitStatus() != run.ExitHarness {
		t.Errorf("the exit status is %d", f.ExitStatus())
	}
}

func TestEachTargetGetsItsArguments(t *testing.T) {
	f := check(t, context.Background(), 1, target.Member{Name: "a", Target: "a.yaml", Args: []string{"--profile", "field"},
		Capabilities: map[string]any{"platformName": "Android"}})
	words := f.Members[0].Run.Run().Subject.Name
	for _, want := range []string{"--strict", "--profile field", `--capabilities {"platformName":"Android"}`, filepath.Join("somewhere", "a.yaml")} {
		if !strings.Contains(words, want) {
			t.Errorf("the command line is %q, want %q in it", words, want)
		}
	}
}

func TestAReportOfAnEarlierRunIsNotTaken(t *testing.T) {
	t.Setenv("FLEET_TEST_CHECK", "1")
	self, _ := os.Executable()
	out := t.TempDir()
	o := fleet.Options{Command: []string{self}, Out: out}
	member := target.Member{Name: "x", Target: "good"}
	fleet.Check(context.Background(), []target.Member{member}, o)
	old := filepath.Join(out, "x", "report.json")
	data, err := os.ReadFile(old)
	if err != nil {
		t.Fatal(err)
	}
	var report map[string]any
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	report["startedAt"] = "2020-01-01T00:00:00Z"
	data, _ = json.Marshal(report)
	if err := os.WriteFile(old, data, 0o600); err != nil {
		t.Fatal(err)
	}
	member.Target = "dies"
	f := fleet.Check(context.Background(), []target.Member{member}, o)
	if f.Members[0].Run.Run().Verdict != run.Failed {
		t.Errorf("the verdict is %s, of a report that is years old", f.Members[0].Run.Run().Verdict)
	}
}

func TestAFleetCanBeStopped(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	f := check(t, ctx, 2, named("hangs", "hangs-2", "hangs-3")...)
	for _, m := range f.Members {
		if m.Run.Run().Verdict != run.Failed {
			t.Errorf("%s is %s", m.Name, m.Run.Run().Verdict)
		}
	}
}

func TestWhatHappensIsToldInTurn(t *testing.T) {
	t.Setenv("FLEET_TEST_CHECK", "1")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	tell := func(name, what string) { told[name] += what + " " }
	fleet.Check(context.Background(), named("good", "dies", "broken"), fleet.Options{
		Command: []string{self}, Out: t.TempDir(), Jobs: 3,
		Begun: func(name string) { tell(name, "begun") },
		Event: func(name string, line []byte) { tell(name, string(line)) },
		Done:  func(m fleetreport.Member) { tell(m.Name, string(m.Run.Run().Verdict)) },
	})
	for name, want := range map[string]string{
		"good": "begun {} {} conformant ", "dies": "begun {} {} error ", "broken": "begun {} {} nonconformant ",
	} {
		if told[name] != want {
			t.Errorf("of %s was told %q, want %q", name, told[name], want)
		}
	}
}

func TestFiftyTargetsAtOnce(t *testing.T) {
	var names []string
	for i := range 50 {
		names = append(names, fmt.Sprintf("good-%d", i))
	}
	f := check(t, context.Background(), 10, named(names...)...)
	for i, m := range f.Members {
		if m.Name != names[i] || m.Run.Run().Verdict != run.Conformant {
			t.Errorf("member %d is %s, %s", i, m.Name, m.Run.Run().Verdict)
		}
	}
}
