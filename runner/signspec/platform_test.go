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

	"github.com/signspec/signspec/fixtures/platforms"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
)

// referencePlatform builds the reference platform once and returns its folder, where the keys of all runs are too.
var referencePlatform = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "signspec-reference-")
	if err != nil {
		return "", err
	}
	for _, client := range []string{"client1", "client2"} {
		if _, err := platform.KeptKeys(filepath.Join(dir, "keys", client)); err != nil {
			return "", err
		}
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "reference"), "../../fixtures/platforms/reference").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return dir, nil
})

// platformTarget writes the target file of a fault into a folder of its own and returns that.
func platformTarget(t *testing.T, f platforms.Fault) (dir string) {
	t.Helper()
	reference, err := referencePlatform()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../fixtures/platforms/platform.yaml")
	if err != nil {
		t.Fatal(err)
	}
	target := strings.NewReplacer(
		"./reference", filepath.Join(reference, "reference"), "wait: 900ms", "wait: 4s", "timeout: 200ms", "timeout: 900ms",
		"{ RESEND_GAP: 50ms, NOTIFY_TIMEOUT: 200ms }", "{ RESEND_GAP: 50ms, NOTIFY_TIMEOUT: 900ms, FAULT: \""+f.Name+"\""+editionVariables(f.Portal)+" }",
	).Replace(string(text)) + fmt.Sprintf("keys: %q\n", filepath.Join(reference, "keys"))
	if f.Portal != "" {
		target = strings.Replace(target, "portal: antom", "portal: "+f.Portal, 1)
	}
	if f.AtOnce != 0 { // on a machine that does nothing else meanwhile
		target = strings.Replace(target, "wait: 4s", "wait: 1500ms", 1) + fmt.Sprintf("atOnce: %d\n", f.AtOnce)
	}
	return write(t, "platform.yaml", target)
}

// editionVariables tell the reference platform of an edition.
func editionVariables(portal string) string {
	return map[string]string{
		"qi":          `, PREFIX: /v1/authorizations/, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64, STATELESS: "1", URL_FIELD: authUrl`,
		"besuperapp":  `, PREFIX: /v1/authorizations/, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64, STATELESS: "1", URL_FIELD: authUrl`,
		"rebell":      `, PREFIX: /api/open/v1/authorizations/, FIRST: prepare, SPELLING: base64, STATELESS: "1", URL_FIELD: authUrl`,
		"gcash":       `, PREFIX: /v1/authorizations/, FIRST: consult, CANCEL: cancelToken, SPELLING: base64url, URL_FIELD: authUrl`,
		"tng":         `, PREFIX: /acl/api/v1/authorizations/, FIRST: prepare, CANCEL: cancelToken, SPELLING: base64url, URL_FIELD: authURL`,
		"alipay-plus": `, PREFIX: /aps/api/v1/authorizations/, FIRST: prepare, CANCEL: cancelToken, AGREEMENT: "1", URL_FIELD: authUrl`,
	}[portal]
}

func TestPlatformIsConformantInEveryEdition(t *testing.T) {
	for i, portal := range schemas.PortalNames() {
		if !oneInThree(i) {
			continue
		}
		t.Run(portal, func(t *testing.T) {
			t.Parallel()
			dir := platformTarget(t, platforms.Fault{Portal: portal})
			performed := signspec(t, dir, "platform", "platform.yaml")
			r := written(t, performed)
			if performed.status != run.ExitConformant || len(withStatus(r, run.Broken)) > 0 {
				t.Errorf("status %d, broken %q, untested %q: %s%s", performed.status, withStatus(r, run.Broken), withStatus(r, run.NotTested),
					tail(performed.stdout), performed.stderr)
			}
			for _, result := range r.Rules {
				if result.Status == run.NotApplicable && !strings.HasPrefix(result.Reason, "the edition") {
					t.Errorf("%s is not applicable: %s", result.ID, result.Reason)
				}
			}
			if again := signspec(t, dir, "replay", filepath.Join(performed.out, "report.json")); again.status != performed.status {
				t.Errorf("replay ends with status %d: %s", again.status, tail(again.stdout))
			}
		})
	}
}

// TestOddPlatformsAreNotAccused performs what is unusual and right.
func TestOddPlatformsAreNotAccused(t *testing.T) {
	for i, odd := range platforms.Odd() {
		if !oneInThree(i) {
			continue
		}
		t.Run(odd.Name, func(t *testing.T) {
			t.Parallel()
			performed := signspec(t, platformTarget(t, odd), "platform", "platform.yaml")
			if r := written(t, performed); performed.status != run.ExitConformant || len(withStatus(r, run.Broken)) > 0 {
				t.Errorf("status %d, broken %q, untested %q: %s%s", performed.status, withStatus(r, run.Broken), withStatus(r, run.NotTested),
					tail(performed.stdout), performed.stderr)
			}
		})
	}
}

// TestScenariosThatBearOnEachOtherBreakNothing performs at once what must be performed one after the other, and tells how.
func TestScenariosThatBearOnEachOtherBreakNothing(t *testing.T) {
	t.Parallel()
	dir := platformTarget(t, platforms.Fault{Name: platforms.OneToken})
	performed := signspec(t, dir, "platform", "platform.yaml")
	r := written(t, performed)
	if len(withStatus(r, run.Broken)) > 0 || performed.status == run.ExitNonconformant {
		t.Errorf("status %d, broken %q: %s%s", performed.status, withStatus(r, run.Broken), tail(performed.stdout), performed.stderr)
	}
	if performed.status == run.ExitInconclusive && !strings.Contains(performed.stdout, "atOnce: 1") {
		t.Errorf("nothing says how they are performed one after the other: %s", tail(performed.stdout))
	}
	if again := signspec(t, dir, "replay", filepath.Join(performed.out, "report.json")); again.status != performed.status {
		t.Errorf("replay ends with status %d: %s", again.status, tail(again.stdout))
	}
}

// TestEveryPlatformFaultIsNamedByItsRuleAlone performs real processes: each fault of the reference platform breaks the
// rules that it should, and no other.
func TestEveryPlatformFaultIsNamedByItsRuleAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("go test without -short performs one run a fault")
	}
	slots := make(chan struct{}, 4)
	broken := map[string]bool{}
	for i, f := range platforms.Faults() {
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
			performed := signspec(t, platformTarget(t, f), "platform", "platform.yaml")
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
	for _, rule := range catalogue.RulesOf(schemas.OpenPlatform) {
		if !broken[rule.ID] {
			t.Errorf("no fault breaks %s", rule.ID)
		}
	}
}
