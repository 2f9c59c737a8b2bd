package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// event is an event as a program that watches a run reads it.
type event struct {
	Event   string
	Seq     int
	Verdict run.Verdict
	Rule    *run.Rule
	Record  *struct{ ID string }
	Subject *run.Subject
}

func eventsOf(text string) ([]event, error) {
	var all []event
	if !strings.HasSuffix(text, "\n") {
		return nil, fmt.Errorf("the last line does not end: %s", tail(text))
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		var e event
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			return nil, fmt.Errorf("%w in %s", err, tail(line))
		}
		if e.Seq != len(all)+1 {
			return nil, fmt.Errorf("event %d has seq %d", len(all)+1, e.Seq)
		}
		all = append(all, e)
	}
	if first, last := all[0], all[len(all)-1]; first.Event != "run-started" || last.Event != "run-ended" {
		return nil, fmt.Errorf("the first event is %s, the last %s", first.Event, last.Event)
	}
	return all, nil
}

func areEvents(text string) error {
	_, err := eventsOf(text)
	return err
}

// told reads the events of a run, and sees that they say what its report says.
func told(t *testing.T, text string, checked run.Run) []event {
	t.Helper()
	all, err := eventsOf(text)
	if err != nil {
		t.Fatal(err)
	}
	var rules, records, wantRules, wantRecords []string
	for _, e := range all {
		switch e.Event {
		case "rule-judged":
			rules = append(rules, e.Rule.ID+" "+string(e.Rule.Status))
		case "record":
			records = append(records, e.Record.ID)
		}
	}
	for _, rule := range checked.Rules {
		wantRules = append(wantRules, rule.ID+" "+string(rule.Status))
	}
	for _, r := range checked.Records {
		wantRecords = append(wantRecords, r.ID)
	}
	if checked.Error == nil && fmt.Sprint(rules) != fmt.Sprint(wantRules) {
		t.Errorf("the events tell of %q, the report of %q", rules, wantRules)
	}
	slices.Sort(records) // they are told of as they are performed, and reported in the plan's order
	slices.Sort(wantRecords)
	if fmt.Sprint(records) != fmt.Sprint(wantRecords) {
		t.Errorf("the events tell of %q, the report of %q", records, wantRecords)
	}
	last := all[len(all)-1]
	if last.Verdict != checked.Verdict || last.Subject.Name != checked.Subject.Name {
		t.Errorf("the events end with %s of %q, the report says %s of %q", last.Verdict, last.Subject.Name, checked.Verdict, checked.Subject.Name)
	}
	return all
}

func TestEventsTellOfTheRunAsItHappens(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e := signspec(t, dir, "wallet", "--events", "events.log")
	all := told(t, read(t, dir, "events.log"), written(t, e))
	order := map[string]int{}
	for i, each := range all {
		if each.Event == "rule-judged" {
			order[each.Rule.ID] = i
		}
		if each.Event == "record" && each.Record.ID == "approve/all-callbacks#1" {
			order["approve"] = i
		}
	}
	if order["api-available"] > order["approve"] || order["approve"] > order["settles"] {
		t.Errorf("rules are not told of when they are judged: %v", order)
	}
	if !strings.Contains(e.stdout, "conformant") {
		t.Error("the person is told nothing")
	}
}

func TestEventsOnTheStandardOutputAreAlone(t *testing.T) {
	t.Parallel()
	e := signspec(t, t.TempDir(), "wallet", "--rules", "settles", "--events", "-")
	told(t, e.stdout, written(t, e))
	if !strings.Contains(e.stderr, "conformant") || !strings.Contains(e.stderr, "Reports: ") {
		t.Errorf("the person is told %q", e.stderr)
	}
}

func TestEventsTellOfARunThatFails(t *testing.T) {
	for name, args := range map[string][]string{
		"unknown flag": {"wallet", "--no-such-flag"},
		"unknown rule": {"wallet", "--rules", "no-such-rule"},
		"no module":    {"wallet", "gone.js"},
		"unreachable":  {"wallet", "--", "false"},
		"dies":         faulty("dies in run 5"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			e := signspec(t, dir, append([]string{args[0], "--events", "events.log"}, args[1:]...)...)
			r := written(t, e)
			told(t, read(t, dir, "events.log"), r)
			if r.Verdict != run.Failed {
				t.Errorf("the verdict is %s", r.Verdict)
			}
		})
	}
}

func TestEventsHoldNoSecret(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.js", leaky)
	e := signspec(t, dir, "wallet", "--report", "all", "--events", "events.log", "wallet.js")
	texts := printed(t, e)
	texts["events.log"] = read(t, dir, "events.log")
	if len(texts) != len(whole)+4 {
		t.Errorf("looked at %d texts", len(texts))
	}
	for where, text := range texts {
		if i := strings.Index(text, marker); i >= 0 {
			t.Errorf("%s holds a code: …%s…", where, text[max(0, i-80):min(len(text), i+80)])
		}
	}
	signspec(t, dir, "wallet", "--show-secrets", "--events", "events.log", "wallet.js")
	if !strings.Contains(read(t, dir, "events.log"), marker) {
		t.Error("they hold none although secrets are to be shown: this test cannot fail")
	}
}

// TestEventsThatCannotBeToldFailTheRun shows that who asked for events is not left to take a part of them for all.
func TestEventsThatCannotBeToldFailTheRun(t *testing.T) {
	t.Parallel()
	files := map[string]string{"no folder": filepath.Join("gone", "events.log"), "a folder": "."}
	if _, err := os.Stat("/dev/full"); err == nil {
		files["a full disk"] = "/dev/full"
	}
	for name, file := range files {
		e := signspec(t, t.TempDir(), "wallet", "--rules", "settles", "--events", file)
		r := written(t, e)
		if e.status != run.ExitHarness || r.Error == nil || !strings.Contains(e.stdout+e.stderr, "--events "+file) {
			t.Errorf("%s: exit status %d, error %v; it says %s%s", name, e.status, r.Error, e.stdout, e.stderr)
		}
	}
}

// TestAReaderOfEventsThatLeaves shows that the reports are written although nobody reads the events to their end.
func TestAReaderOfEventsThatLeaves(t *testing.T) {
	t.Parallel()
	cmd := command(t, t.TempDir(), "wallet", "--events", "-")
	var stderr lockedBuffer
	cmd.Stderr = &stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pipe.Close()
	_ = cmd.Wait()
	e := finished{cmd.ProcessState.ExitCode(), "", stderr.String(), filepath.Join(cmd.Dir, defaultOut)}
	if r := written(t, e); e.status != run.ExitHarness || r.Error == nil {
		t.Errorf("exit status %d, error %v: %s", e.status, r.Error, stderr.String())
	}
}
