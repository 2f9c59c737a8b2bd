package baseline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/reports/baseline"
	"github.com/signspec/signspec/reports/run"
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

func broken(rule string, in ...string) run.Rule {
	r := run.Rule{ID: rule, Level: run.Must, Status: run.Broken, Scenarios: append([]string{"approve/all-callbacks"}, in...)}
	for _, s := range in {
		r.Findings = append(r.Findings, run.Finding{Scenario: s, Expected: "e", Observed: "o"})
	}
	return r
}

func TestABaseline(t *testing.T) {
	const entry = "known:\n  - rule: complete-last\n    scenarios: [cancel/*]\n    reason: the bridge is old\n    link: https://issues.example/1\n"
	held := run.Rule{ID: "complete-last", Level: run.Must, Status: run.Held, Scenarios: []string{"cancel/fail"}}
	for _, c := range []struct {
		name  string
		text  string
		rules []run.Rule
		state run.BaselineState
		exit  int
	}{
		{"known breaks do not fail", entry, []run.Rule{broken("complete-last", "cancel/fail")}, run.KnownEntry, run.ExitConformant},
		{"a break in another scenario fails", entry, []run.Rule{broken("complete-last", "approve/all-callbacks", "cancel/fail")},
			run.KnownEntry, run.ExitNonconformant},
		{"a break of another rule fails", entry, []run.Rule{broken("complete-last", "cancel/fail"), broken("settles", "cancel/fail")},
			run.KnownEntry, run.ExitNonconformant},
		{"what held is stale", entry, []run.Rule{held}, run.StaleEntry, run.ExitInconclusive},
		{"what was not judged is neither", entry, []run.Rule{{ID: "settles", Level: run.Must, Status: run.Held,
			Scenarios: []string{"cancel/fail"}}}, run.UnusedEntry, run.ExitConformant},
		{"without scenarios it covers all", strings.Replace(entry, "    scenarios: [cancel/*]\n", "", 1),
			[]run.Rule{broken("complete-last", "approve/all-callbacks")}, run.KnownEntry, run.ExitConformant},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := NewWithT(t)
			b, err := load(t, c.text)
			g.Expect(err).NotTo(HaveOccurred())
			r := &run.Run{Rules: c.rules}
			b.Apply(r)
			r.Conclude()
			g.Expect(r.Baseline.Entries[0].State).To(Equal(c.state))
			g.Expect(r.ExitStatus).To(Equal(c.exit))
		})
	}
}

func TestMistakesAreToldWithTheirPlace(t *testing.T) {
	entry := func(lines ...string) string {
		return "known:\n  - rule: complete-last\n    " + strings.Join(lines, "\n    ") + "\n"
	}
	const reason, link = "reason: old", "link: https://issues.example/1"
	for name, c := range map[string]struct{ text, want string }{
		"unknown rule": {"known:\n  - rule: complete-lst\n    reason: r\n    link: l\n",
			`signspec-baseline.yaml:2:11: there is no rule "complete-lst"; did you mean`},
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
	r := &run.Run{Rules: []run.Rule{broken("complete-last", "cancel/all-callbacks", "cancel/fail"), {ID: "settles", Status: run.Held}}}
	g.Expect(baseline.Write(&text, run.Mask(r))).To(Succeed())
	_, err := load(t, text.String())
	g.Expect(err).To(MatchError(ContainSubstring("write a reason here")))

	b, err := load(t, strings.ReplaceAll(text.String(), baseline.Unwritten, "tracked in issue 1"))
	g.Expect(err).NotTo(HaveOccurred())
	b.Apply(r)
	r.Conclude()
	g.Expect(r.ExitStatus).To(Equal(run.ExitConformant))

	text.Reset()
	g.Expect(baseline.Write(&text, run.Mask(r))).To(Succeed())
	g.Expect(text.String()).To(ContainSubstring("tracked in issue 1"), "a reason that was given stays")
}
