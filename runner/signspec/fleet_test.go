package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/target"
)

// fleetOfTwo writes a fleet of a sound wallet and one that never calls complete, and returns its folder.
func fleetOfTwo(t *testing.T) string {
	t.Helper()
	dir := write(t, "sound.adapter.js", target.Reference().Text)
	for name, text := range map[string]string{
		"hasty.adapter.js": "export const my = { signContract(options) { setTimeout(() => options.success && options.success({ authState: 's', authCode: 'c' }), 5) } }\n" + exportsStage,
		"sound.yaml":       "driver: { script: sound.adapter.js }\n",
		"hasty.yaml":       "driver: { script: hasty.adapter.js }\n",
		"fleet.yaml":       "targets:\n  - { name: sound, target: sound.yaml }\n  - { name: hasty, target: hasty.yaml }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAFleetTellsOfEachTargetAsItEnds(t *testing.T) {
	t.Parallel()
	e := signspec(t, fleetOfTwo(t), "wallet", "--rules", "complete-called,settles,one-outcome", "--events", "events.ndjson", "fleet.yaml")
	if e.status != run.ExitNonconformant {
		t.Errorf("the status is %d: %s", e.status, e.stderr)
	}
	for _, row := range []string{"sound  conformant     ✓✓✓  3 held, 0 broken, 0 untested\n", "hasty  nonconformant  "} {
		if !strings.Contains(e.stderr, row) || !strings.Contains(e.stdout, row) {
			t.Errorf("want the row %q as it ends and at the end:\n%s\n%s", row, e.stderr, e.stdout)
		}
	}
	events, err := os.ReadFile(filepath.Join(filepath.Dir(e.out), "events.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	checkFleetEvents(t, string(events))
}

func TestAFleetsEventsHaveTheStandardOutputForThemselves(t *testing.T) {
	t.Parallel()
	e := signspec(t, fleetOfTwo(t), "wallet", "--rules", "complete-called", "--events", "-", "fleet.yaml")
	checkFleetEvents(t, e.stdout)
	if !strings.Contains(e.stderr, "Reports: ") {
		t.Errorf("the table is not on the standard error: %s", e.stderr)
	}
}

// checkFleetEvents holds that each target's events are whole, in order, and say whose they are.
func checkFleetEvents(t *testing.T, text string) {
	t.Helper()
	last := map[string]string{}
	for line := range strings.Lines(text) {
		var e struct {
			Target, Event string
			Seq           int
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if first := last[e.Target] == ""; first != (e.Event == "run-started") || first != (e.Seq == 1) {
			t.Errorf("%s: %s comes after %q", e.Target, e.Event, last[e.Target])
		}
		last[e.Target] = e.Event
	}
	if len(last) != 2 || last["sound"] != "run-ended" || last["hasty"] != "run-ended" {
		t.Errorf("the last events are %q", last)
	}
}

func TestAFleetsEventsThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	e := signspec(t, fleetOfTwo(t), "wallet", "--events", "no/such/folder/events.ndjson", "fleet.yaml")
	if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "no/such/folder/events.ndjson") {
		t.Errorf("the status is %d: %s", e.status, e.stderr)
	}
}
