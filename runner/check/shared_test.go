package check_test

import (
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
)

// TestACompleteWithoutAnArgumentIsNoSuccess passes one function in the place of two callbacks. What tells nothing, of a call that
// cannot succeed, is complete.
func TestACompleteWithoutAnArgumentIsNoSuccess(t *testing.T) {
	file, err := filepath.Abs("../../fixtures/wallets/correct/complete-without-argument.js")
	if err != nil {
		t.Fatal(err)
	}
	profile := schemas.Documented()
	opened, err := target.Module(file, target.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	r := check.Wallet(t.Context(), opened, check.Options{
		Profile: profile, Subject: opened.Subject, Scenarios: []string{"refused(absent; only success+complete; shared)"},
		Close: func() error { return opened.Close(t.Context()) },
	}).Run.Run()
	if broken := brokenIn(r, all()...); r.Error != nil || len(broken) > 0 || len(r.Explored) != 1 {
		t.Errorf("broken are %q in %d records, %v", broken, len(r.Explored), r.Error)
	}
}
