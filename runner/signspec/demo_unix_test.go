//go:build unix

package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// TestDemoServesUntilItIsInterrupted starts the demo, opens its page as a browser would, and presses Ctrl-C.
func TestDemoServesUntilItIsInterrupted(t *testing.T) {
	r := begin(t, t.TempDir(), "demo", "--port", "0", "--fault", "complete-last")
	var address string
	for deadline := time.Now().Add(longestRun); address == ""; time.Sleep(pause) {
		if time.Now().After(deadline) {
			t.Fatalf("the demo does not say where it is but %q", r.stdout.String())
		}
		address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(r.stdout.String())
	}
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || !strings.Contains(string(page), `data-fault="complete-last"`) {
		t.Errorf("the page is %q, %v", page, err)
	}
	r.cmd.Process.Signal(syscall.SIGINT)
	if got := r.end(t); got.status != run.ExitConformant || got.stderr != "" {
		t.Errorf("it ends with %d and says %q", got.status, got.stderr)
	}
}

func TestDemoTellsMistakes(t *testing.T) {
	r := begin(t, t.TempDir(), "demo", "--fault", "complete-lst")
	if got := r.end(t); got.status != run.ExitConfiguration || !strings.Contains(got.stderr, "did you mean complete-last?") {
		t.Errorf("it ends with %d and says %q", got.status, got.stderr)
	}
}
