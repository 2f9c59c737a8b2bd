package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAKilledFleetLeavesNothing kills a fleet as a CI system does whose patience is over: neither a process of it is left
// behind, nor a green report of yesterday.
func TestAKilledFleetLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := fleetOfTwo(t)
	if e := signspec(t, dir, "wallet", "--rules", "settles", "fleet.yaml"); e.status != 0 {
		t.Fatalf("the first fleet ends with %d: %s", e.status, e.stderr)
	}
	var old []string
	for _, name := range []string{"fleet.json", "junit.xml", "report.html", "sound/report.json", "sound/junit.xml", "hasty/report.json", "hasty/records.jsonl"} {
		old = append(old, filepath.Join(dir, defaultOut, name))
	}
	for _, file := range old {
		if _, err := os.Stat(file); err != nil {
			t.Fatal(err)
		}
	}
	hangs := "driver: { exec: [sh, -c, 'echo $$ > adapter.pid; exec sleep 600'] }\n"
	for _, name := range []string{"sound.yaml", "hasty.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(hangs), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := begin(t, dir, "wallet", "--jobs", "1", "fleet.yaml")
	pid := 0
	for deadline := time.Now().Add(longestRun); pid == 0 && time.Now().Before(deadline); time.Sleep(pause) {
		text, _ := os.ReadFile(filepath.Join(dir, "adapter.pid"))
		pid, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	if pid == 0 {
		t.Fatalf("the adapter never started: %s", r.stderr.String())
	}
	r.cmd.Process.Kill()
	<-r.ended
	for _, file := range old {
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%s of the fleet before is still there", file)
		}
	}
	for deadline := time.Now().Add(10 * time.Second); syscall.Kill(pid, 0) == nil; time.Sleep(pause) {
		if time.Now().After(deadline) {
			syscall.Kill(pid, syscall.SIGKILL)
			t.Fatal("the adapter outlived the fleet")
		}
	}
}
