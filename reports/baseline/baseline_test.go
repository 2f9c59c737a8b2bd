package baseline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/baseline"
	"github.com/signspec/signspec/schemas"
)

var (
	today     = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	scenarios = []string{"approve/all-callbacks", "cancel/all-callbacks", "cancel/fail"}
	rules     = []schemas.Rule{{ID: "complete-last"}, {ID: "settles"}}
)

func load(t *testing.T, text string) (*baseline.Baseline, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "signspec-baseline.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return baseline.Load(file, today, rules, scenarios)
}

func broken(rule string, in ...string) reports.Rule {
	r := reports.Rule{ID: rule, Level: reports.Must, Status: reports.Broken, Scenarios: append([]string{"approve/all-callbacks"}, in...)}
	for _, s := range in {
		r.Findings = append(r.Findings, reports.Finding{Scenario: s, Expected: "e", Observed: "o"})
	}
	return r
}

func TestABaseline(t *testing.T) {
	const entry = "known:\n  - rule: complete-last\n    scenarios: [cancel/*]\n    reason: the bridge is old\n    link: https://issues.example/1\n"
	held := reports.Rule{ID: "complete-last", Level: reports.Must, Status: reports.Held, Scenarios: []string{"cancel/fail"}}
	for _, c := range []struct {
		name  string
		text  string
		rules []reports.Rule
		state reports.BaselineState
		exit  int
	}{
		{"known breaks do not fail", entry, []reports.Rule{broken("complete-last", "cancel/fail")}, reports.KnownEntry, reports.ExitConformant},
		{"a break in another scenario fails", entry, []reports.Rule{broken("complete-last", "approve/all-callbacks", "cancel/fail")}, reports.KnownEntry, reports.ExitNonconformant},
		{"a break of another rule fails", entry, []reports.Rule{broken("complete-last", "cancel/fail"), broken("settles", "cancel/fail")}, reports.KnownEntry, reports.ExitNonconformant},
		{"what held is stale", entry, []reports.Rule{held}, reports.StaleEntry, reports.ExitInconclusive},
		{"what was not judged is neither", entry, []reports.Rule{{ID: "settles", Level: reports.Must, Status: reports.Held, Scenarios: []string{"cancel/fail"}}}, reports.UnusedEntry, reports.ExitConformant},
		{"without scenarios it covers all", strings.Replace(entry, "    scenarios: [cancel/*]\n", "", 1), []reports.Rule{broken("complete-last", "approve/all-callbacks")}, reports.KnownEntry, reports.ExitConformant},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			b, err := load(t, c.text)
			g.Expect(err).NotTo(HaveOccurred())
			run := &reports.Run{Rules: c.rules}
			b.Apply(run)
			run.Conclude()
			g.Expect(run.Baseline.Entries[0].State).To(Equal(c.state))
			g.Expect(run.ExitStatus).To(Equal(c.exit))
		})
	}
}

func TestMistakesAreToldWithTheirPlace(t *testing.T) {
	entry := func(lines ...string) string {
		return "known:\n  - rule: complete-last\n    " + strings.Join(lines, "\n    ") + "\n"
	}
	const reason, link = "reason: old", "link: https://issues.example/1"
	for name, c := range map[string]struct{ text, want string }{
		"unknown rule":     {"known:\n  - rule: complete-lst\n    reason: r\n    link: l\n", `signspec-baseline.yaml:2:11: there is no rule "complete-lst"; did you mean`},
		"unmatched":        {entry("scenarios: [cancle/*]", reason, link), `:3:17: "cancle/*" matches no scenario`},
		"unwritten reason": {entry("reason: CHANGE ME", link), `:3:13: write a reason here`},
		"missing reason":   {entry(link), `reason is missing`},
		"unwritten link":   {entry(reason, "link: CHANGE ME"), `:4:11: write a link here`},
		"expired":          {entry(reason, link, "expires: 2026-11-23"), `:5:14: the entry has expired`},
		"not a day":        {entry(reason, link, "expires: 2026-13-01"), `:5:14: "2026-13-01" is not a day`},
		"misspelt key":     {entry(reason, link, "expire: 2027-01-01"), `:5:5:`},
		"not YAML":         {"known: [", ":1:"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(t, c.text)
			NewWithT(t).Expect(err).To(MatchError(ContainSubstring(c.want)))
		})
	}
}

func TestAnEntryLastsUntilItsDayIsOver(t *testing.T) {
	_, err := load(t, "known:\n  - rule: settles\n    reason: r\n    link: l\n    expires: 2026-11-24\n")
	NewWithT(t).Expect(err).NotTo(HaveOccurred())
}

func TestWhatIsWrittenIsRefusedUntilItIsChanged(t *testing.T) {
	g := NewWithT(t)
	var text bytes.Buffer
	run := &reports.Run{Rules: []reports.Rule{broken("complete-last", "cancel/all-callbacks", "cancel/fail"), {ID: "settles", Status: reports.Held}}}
	g.Expect(baseline.Write(&text, run)).To(Succeed())
	_, err := load(t, text.String())
	g.Expect(err).To(MatchError(ContainSubstring("write a reason here")))

	b, err := load(t, strings.ReplaceAll(text.String(), baseline.Unwritten, "tracked in issue 1"))
	g.Expect(err).NotTo(HaveOccurred())
	b.Apply(run)
	run.Conclude()
	g.Expect(run.ExitStatus).To(Equal(reports.ExitConformant))

	text.Reset()
	g.Expect(baseline.Write(&text, run)).To(Succeed())
	g.Expect(text.String()).To(ContainSubstring("tracked in issue 1"), "a reason that was given stays")
}
