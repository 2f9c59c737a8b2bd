package main

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/servers"
	"github.com/signspec/signspec/reports/run"
)

// TestWhatOnlyExploredAttemptsShow checks a server whose fault no attempt of the plan shows: it is shrunk to the smallest
// scenario that does, which can be run again by its name, and the coverage is stated wherever people look.
func TestWhatOnlyExploredAttemptsShow(t *testing.T) {
	t.Parallel()
	const smallest = "refused: start, result, result"
	dir := serverTarget(t, servers.Fault{Name: "status-decides.again"})
	performed := signspec(t, dir, "server")
	r := written(t, performed)
	if got := withStatus(r, run.Broken); !slices.Equal(got, []string{"status-decides"}) {
		t.Fatalf("broken are %q: %s", got, tail(performed.stdout))
	}
	for _, rule := range r.Rules {
		if rule.ID == "status-decides" && (len(rule.Findings) != 1 || rule.Findings[0].Scenario != smallest ||
			!strings.Contains(rule.Findings[0].Reproduce, "--scenario '"+smallest+"'")) {
			t.Errorf("it is shown by %+v", rule.Findings)
		}
	}
	s := r.Sequences
	if s == nil || s.Pairs.Covered != s.Pairs.Of || s.Orders != (run.Part{Covered: 60, Of: 60}) || s.AnswerOrders.Covered != 88 ||
		s.Seed != nil {
		t.Fatalf("covered are %+v", s)
	}
	page, err := os.ReadFile(filepath.Join(performed.out, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"the console": oneLine(performed.stdout), "the page": oneLine(string(page))} {
		if !strings.Contains(text, "ordered 3-way coverage of events 100 % (60 of 60)") {
			t.Errorf("%s does not state the coverage", name)
		}
	}
	again := signspec(t, dir, "server", "--scenario", smallest, "--rules", "status-decides")
	if again.status != run.ExitNonconformant || !strings.Contains(again.stdout, smallest) {
		t.Errorf("run again it ends with %d: %s", again.status, tail(again.stdout))
	}
	if replayed := signspec(t, dir, "replay", filepath.Join(performed.out, "report.json")); replayed.status != run.ExitNonconformant ||
		!strings.Contains(replayed.stdout, smallest) {
		t.Errorf("replay ends with %d: %s", replayed.status, tail(replayed.stdout))
	}
}

// oneLine undoes the breaking of lines.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestRandomAttempts asks for random scenarios: a seed gives the same ones, and a certificate states the coverage.
func TestRandomAttempts(t *testing.T) {
	dir := serverTarget(t, servers.Fault{})
	performed := signspec(t, dir, "server", "--explore", "3", "--seed", "7")
	r := written(t, performed)
	if performed.status != run.ExitConformant || r.Sequences == nil || r.Sequences.Seed == nil || *r.Sequences.Seed != 7 {
		t.Fatalf("status %d, %+v: %s%s", performed.status, r.Sequences, tail(performed.stdout), performed.stderr)
	}
	plain := strings.Split(signspec(t, dir, "server", "--dry-run").stdout, "\n")
	if want := "explored beyond it"; !strings.Contains(strings.Join(plain, " "), want) {
		t.Errorf("a dry run says nothing of what is %s: %q", want, plain)
	}
	foretold := signspec(t, dir, "server", "--dry-run", "--explore", "3")
	if !strings.Contains(foretold.stdout, "3 random scenarios beside them") {
		t.Errorf("a dry run says %s%s", foretold.stdout, foretold.stderr)
	}
	if err := os.WriteFile(filepath.Join(dir, "image.tar"), []byte("what was judged"), 0o666); err != nil {
		t.Fatal(err)
	}
	certify := []string{"certify", filepath.Join(performed.out, "report.json"), "--key", "key.pem", "--artifact", "image.tar"}
	for _, args := range [][]string{{"keygen"}, certify} {
		if e := signspec(t, dir, args...); e.status != run.ExitConformant {
			t.Fatalf("%q ends with %d: %s%s", args, e.status, e.stdout, e.stderr)
		}
	}
	var certificate struct {
		Payload string `json:"payload"`
	}
	text, err := os.ReadFile(filepath.Join(dir, "certificate.json"))
	if err == nil {
		err = json.Unmarshal(text, &certificate)
	}
	statement, decoding := base64.StdEncoding.DecodeString(certificate.Payload)
	if err != nil || decoding != nil || !strings.Contains(string(statement), r.Sequences.String()) {
		t.Errorf("the certificate does not state %q: %v %v %s", r.Sequences, err, decoding, statement)
	}
}

// TestAScenarioThatDescribesNothing demands that a name is read with care.
func TestAScenarioThatDescribesNothing(t *testing.T) {
	dir := serverTarget(t, servers.Fault{})
	for name, says := range map[string]string{
		"in process: strat, result": "did you mean start?", "result, start": `"result" comes before "start"`,
		"control/god": "did you mean control/good?",
	} {
		if e := signspec(t, dir, "server", "--scenario", name); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, says) {
			t.Errorf("%q ends with %d and says %q, want %q", name, e.status, e.stderr, says)
		}
	}
}
