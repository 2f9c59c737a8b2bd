package formats_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// secretRuns are runs whose texts quote the authCode wherever a target can put it.
func secretRuns(masker *secret.Masker) map[string]*run.Run {
	all := map[string]*run.Run{"wallet": samples.Nonconformant(), "mini program": samples.MiniProgram()}
	all["wallet"].Records[0].Events[1].Args = append(all["wallet"].Records[0].Events[1].Args, record.Text("code="+samples.Secret))
	for _, r := range all {
		r.Records[0].Console = []string{"got " + samples.Secret}
		r.Records[0].End, r.Records[0].Reason = record.Crashed, "panic: "+samples.Secret
		for i, call := range r.Records {
			r.Records[i] = masker.Record(call)
		}
		for _, id := range []string{"auth-code-length", "code-not-logged"} {
			samples.Break(r, id, run.Finding{Scenario: "approve/all-callbacks", Record: r.Records[0].ID, File: "pages/pay/pay.js", Line: 12,
				Expected: masker.Text("a shorter code than " + samples.Secret), Observed: masker.Text("authCode is " + samples.Secret)})
		}
		r.Notes = []string{masker.Text("printed " + samples.Secret)}
		r.Conclude()
	}
	return all
}

// TestNoFormatShowsAMaskedSecret strips what layout puts between the characters of a text, so that a secret does not
// escape it by being wrapped.
func TestNoFormatShowsAMaskedSecret(t *testing.T) {
	layout := regexp.MustCompile(`[^0-9A-Za-z]+`)
	shows := func(write golden.Write, r *run.Run) bool {
		return strings.Contains(layout.ReplaceAllString(string(golden.Render(t, write, r)), ""), samples.Secret)
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
