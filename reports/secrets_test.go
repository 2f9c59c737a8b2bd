package reports_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// leaked is the authCode that the wallet of the samples returns.
const leaked = "AC7F31D0E52B4C9A8F6E0B13D5A7C924"

// secretRuns are runs whose texts quote the authCode wherever a target can put it.
func secretRuns(masker *secret.Masker) map[string]*run.Run {
	all := map[string]*run.Run{"wallet": nonconformantRun(), "mini program": miniprogramRun()}
	all["wallet"].Records[0].Events[1].Args = append(all["wallet"].Records[0].Events[1].Args, record.Text("code="+leaked))
	for _, r := range all {
		r.Records[0].Console = []string{"got " + leaked}
		r.Records[0].End, r.Records[0].Reason = record.Crashed, "panic: "+leaked
		for i, call := range r.Records {
			r.Records[i] = masker.Record(call)
		}
		for _, id := range []string{"auth-code-length", "code-not-logged"} {
			breakRule(r, id, run.Finding{Scenario: "approve/all-callbacks", Record: r.Records[0].ID, File: "pages/pay/pay.js", Line: 12,
				Expected: masker.Text("a shorter code than " + leaked), Observed: masker.Text("authCode is " + leaked)})
		}
		r.Notes = []string{masker.Text("printed " + leaked)}
		r.Conclude()
	}
	return all
}

// TestNoFormatShowsAMaskedSecret strips what layout puts between the characters of a text, so that a secret does not
// escape it by being wrapped.
func TestNoFormatShowsAMaskedSecret(t *testing.T) {
	layout := regexp.MustCompile(`[^0-9A-Za-z]+`)
	shows := func(write writer, r *run.Run) bool {
		return strings.Contains(layout.ReplaceAllString(string(rendered(t, write, r)), ""), leaked)
	}
	for ending, write := range writers() {
		for name, r := range secretRuns(secret.NewMasker()) {
			if shows(write, r) {
				t.Errorf("%s shows the secret of the %s", ending, name)
			}
		}
		if strings.HasPrefix(ending, "badge.") {
			continue // it has only the verdict
		}
		for name, r := range secretRuns(nil) {
			if !shows(write, r) {
				t.Errorf("%s does not show the secret of a %s that is not masked: this test cannot fail", ending, name)
			}
		}
	}
}
