package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/signspec/signspec/fixtures/servers"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
)

// referenceServer builds the reference server once and returns its path.
var referenceServer = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "signspec-reference-")
	if err != nil {
		return "", err
	}
	if _, err := platform.KeptKeys(filepath.Join(dir, "keys")); err != nil { // one pair for all, which saves making them
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "reference"), "../../fixtures/servers/reference").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return dir, nil
})

// serverTarget writes the target file of a fault into a folder of its own and returns that.
func serverTarget(t *testing.T, f servers.Fault) (dir string) {
	t.Helper()
	reference, err := referenceServer()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../fixtures/servers/signspec.yaml")
	if err != nil {
		t.Fatal(err)
	}
	scheme := "http"
	if f.HTTPS {
		scheme = "https"
	}
	target := strings.NewReplacer(
		"./reference", filepath.Join(reference, "reference"),
		"{ TIMEOUT: 300ms }", "{ TIMEOUT: 3s, FAULT: \""+f.Name+"\""+portalVariables(f.Portal)+" }",
		"patience: 5s", fmt.Sprintf("patience: 12s\nplatform: { scheme: %s, keys: %q }", scheme, filepath.Join(reference, "keys")),
	).Replace(string(text))
	if f.Portal != "" {
		target = strings.Replace(target, "portal: antom", "portal: "+f.Portal, 1)
	}
	if f.AtOnce != 0 {
		target += fmt.Sprintf("atOnce: %d\n", f.AtOnce)
	}
	return write(t, "signspec.yaml", target)
}

// portalVariables tell the reference server of an edition.
func portalVariables(portal string) string {
	return map[string]string{
		"qi":          `, PREFIX: none, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64, STATELESS: "1"`,
		"besuperapp":  `, PREFIX: none, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64, STATELESS: "1"`,
		"rebell":      `, PREFIX: /api/open, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64, STATELESS: "1"`,
		"gcash":       `, PREFIX: none, FIRST: consult, CANCEL: cancelToken, SPELLING: base64url`,
		"tng":         `, PREFIX: /acl/api, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64url`,
		"alipay-plus": `, PREFIX: /aps/api, FIRST: prepare, CANCEL: cancelToken, AGREEMENT: "1"`,
	}[portal]
}

func TestServerIsConformantInEveryEdition(t *testing.T) {
	for i, portal := range schemas.PortalNames() {
		if !oneInThree(i) {
			continue
		}
		t.Run(portal, func(t *testing.T) {
			t.Parallel()
			dir := serverTarget(t, servers.Fault{Portal: portal})
			performed := signspec(t, dir, "server")
			r := written(t, performed)
			if performed.status != run.ExitConformant || len(withStatus(r, run.Broken)) > 0 {
				t.Errorf("status %d, broken %q, untested %q: %s%s", performed.status, withStatus(r, run.Broken), withStatus(r, run.NotTested),
					tail(performed.stdout), performed.stderr)
			}
			if again := signspec(t, dir, "replay", filepath.Join(performed.out, "report.json")); again.status != performed.status {
				t.Errorf("replay ends with status %d: %s", again.status, tail(again.stdout))
			}
		})
	}
}

// TestTheServerInNodeFaresAsTheOneInGo performs the reference server in Node, in an edition with a state and in one without:
// every rule fares as with the one in Go.
func TestTheServerInNodeFaresAsTheOneInGo(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node: apt-get install nodejs")
	}
	program, err := filepath.Abs("../../fixtures/servers/node/server.mjs")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range []servers.Fault{{HTTPS: true}, {Portal: "qi"}, {Portal: "tng"}} {
		if !oneInThree(i) {
			continue
		}
		t.Run(f.Portal, func(t *testing.T) {
			t.Parallel()
			reference, err := referenceServer()
			if err != nil {
				t.Fatal(err)
			}
			inGo := written(t, signspec(t, serverTarget(t, f), "server"))
			dir := serverTarget(t, f)
			file := filepath.Join(dir, "signspec.yaml")
			text, err := os.ReadFile(file)
			if err == nil {
				text = []byte(strings.Replace(string(text), filepath.Join(reference, "reference"), node+" "+program, 1))
				err = os.WriteFile(file, text, 0o666)
			}
			if err != nil {
				t.Fatal(err)
			}
			performed := signspec(t, dir, "server")
			inNode := written(t, performed)
			for _, status := range []run.Status{run.Held, run.Broken, run.NotTested, run.NotApplicable} {
				if got, want := withStatus(inNode, status), withStatus(inGo, status); !slices.Equal(got, want) {
					t.Errorf("%s are %q, and in Go %q: %s", status, got, want, tail(performed.stdout))
				}
			}
			if performed.status != run.ExitConformant {
				t.Errorf("it ends with %d: %s%s", performed.status, tail(performed.stdout), performed.stderr)
			}
		})
	}
}

// TestOddServersAreNotAccused performs what is unusual and right.
func TestOddServersAreNotAccused(t *testing.T) {
	for i, odd := range servers.Odd() {
		if !oneInThree(i) {
			continue
		}
		t.Run(odd, func(t *testing.T) {
			t.Parallel()
			performed := signspec(t, serverTarget(t, servers.Fault{Name: odd}), "server")
			if r := written(t, performed); performed.status != run.ExitConformant || len(withStatus(r, run.Broken)) > 0 {
				t.Errorf("status %d, broken %q: %s%s", performed.status, withStatus(r, run.Broken), tail(performed.stdout), performed.stderr)
			}
		})
	}
}

// everyFault is the environment variable that has every fault performed, which takes a quarter of an hour; otherwise it is
// one in a few.
const everyFault = "SIGNSPEC_EVERY_FAULT"

// sampled says whether the fault of a number is performed in this run of the tests.
func sampled(number int) bool { return number%64 == 0 || os.Getenv(everyFault) != "" }

// oneInThree says whether a run that takes as long as many is performed: one in three is, where not every fault is.
func oneInThree(number int) bool { return number%3 == 0 || os.Getenv(everyFault) != "" }

// TestEveryServerFaultIsNamedByItsRuleAlone performs real processes: each fault of the reference server breaks the rules
// that it should, and no other.
func TestEveryServerFaultIsNamedByItsRuleAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("go test without -short performs one run a fault")
	}
	slots := make(chan struct{}, 4)
	broken := map[string]bool{}
	for i, f := range servers.Faults() {
		for _, rule := range f.Broken() {
			broken[rule] = true
		}
		if !sampled(i) {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			dir := serverTarget(t, f)
			args := []string{"server"}
			if f.Scenario != "" {
				args = append(args, "--scenario", f.Scenario)
			}
			performed := signspec(t, dir, args...)
			r := written(t, performed)
			if got := withStatus(r, run.Broken); !slices.Equal(got, f.Broken()) {
				t.Errorf("broken are %q, want %q: %s", got, f.Broken(), tail(performed.stdout))
			}
			wantAgain(t, r)
		})
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range catalogue.RulesOf(schemas.MerchantServer) {
		if !broken[rule.ID] {
			t.Errorf("no fault breaks %s", rule.ID)
		}
	}
}
