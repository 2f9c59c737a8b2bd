package html_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/internal/dom"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

func TestGoldenPages(t *testing.T) { golden.Check(t, "report.html", html.Write) }

func TestThePageLetsOnlyItsOwnStyleAndScriptRun(t *testing.T) {
	for name, r := range samples.All() {
		policy, allowed := "", map[string]bool{"style": true, "script": true}
		for _, e := range dom.Elements(golden.Render(t, html.Write, r)) {
			if e.Data == "meta" && dom.Attribute(e, "http-equiv") == "Content-Security-Policy" {
				policy = dom.Attribute(e, "content")
			}
			if e.Data == "style" || e.Data == "script" {
				sum := sha256.Sum256([]byte(e.FirstChild.Data))
				if want := e.Data + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) ||
					!allowed[e.Data] {
					t.Errorf("%s: a %s that the policy does not name, or a second one", name, e.Data)
				}
				allowed[e.Data] = false
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" || a.Key == "action" {
					t.Errorf("%s: <%s %s> is there", name, e.Data, a.Key)
				}
				if strings.HasSuffix(a.Key, "href") && !strings.HasPrefix(a.Val, "#") && !isRulePage(a.Val) {
					t.Errorf("%s: a link leads to %s", name, a.Val)
				}
			}
		}
		if !strings.HasPrefix(policy, "default-src 'none';") {
			t.Errorf("%s: the policy is %q", name, policy)
		}
	}
}

func TestEveryLinkOfThePageLeadsSomewhere(t *testing.T) {
	for name, r := range samples.All() {
		all := dom.Elements(golden.Render(t, html.Write, r))
		ids := map[string]int{}
		for _, e := range all {
			if id := dom.Attribute(e, "id"); id != "" {
				ids[id]++
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: %d elements have the id %s", name, n, id)
			}
		}
		for _, e := range all {
			target, _ := strings.CutPrefix(dom.Attribute(e, "href"), "#")
			if isRulePage(target) {
				continue
			}
			for _, named := range append(strings.Fields(dom.Attribute(e, "aria-labelledby")), target) {
				if named != "" && ids[named] == 0 {
					t.Errorf("%s: nothing has the id %s", name, named)
				}
			}
		}
	}
}

// isRulePage says whether an address is that of a rule's page, the only one that leads away from a report.
func isRulePage(address string) bool {
	id, ok := strings.CutPrefix(address, schemas.PageURL(""))
	return ok && !strings.ContainsFunc(id, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') })
}

func TestThePageHasHeadingsInOrderAndTablesWithHeaders(t *testing.T) {
	for name, r := range samples.All() {
		level, mains := 0, 0
		for _, e := range dom.Elements(golden.Render(t, html.Write, r)) {
			switch e.Data {
			case "h1", "h2", "h3", "h4":
				next := int(e.Data[1] - '0')
				if next > level+1 {
					t.Errorf("%s: a heading %d after a heading %d", name, next, level)
				}
				level = next
			case "th":
				if scope := dom.Attribute(e, "scope"); scope != "col" && scope != "row" {
					t.Errorf("%s: a header without a scope", name)
				}
			case "main":
				mains++
			case "svg":
				if dom.Attribute(e, "role") != "img" || dom.Attribute(e, "aria-label") == "" {
					t.Errorf("%s: a picture without words", name)
				}
			case "html":
				if dom.Attribute(e, "lang") != "en" {
					t.Errorf("%s: no language", name)
				}
			}
		}
		if mains != 1 {
			t.Errorf("%s: %d main landmarks", name, mains)
		}
	}
}

func TestAPermanentIDIsAPermanentAnchor(t *testing.T) {
	r := samples.All()["nonconformant"]
	r.Rules = append(r.Rules, r.Rules[3], run.Rule{ID: "A \"B\"", Level: "must", Status: run.Held})
	page := string(golden.Render(t, html.Write, r))
	for _, want := range []string{`<article id="rule-complete-last"`, `id="rule-settles"`, `<article id="rule.8"`, `id="rule.9"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not there", want)
		}
	}
}

func TestThePageStaysSmallWhateverTheTargetSaid(t *testing.T) {
	const megabyte = 1 << 20
	r := samples.All()["nonconformant"]
	long := strings.Repeat("<b>", megabyte/3)
	r.Subject.Name, r.Notes = long, []string{long}
	for i := range r.Rules {
		rule := &r.Rules[i]
		rule.Title, rule.Clause, rule.Reason = long, long, long
		for j := range rule.Findings {
			f := &rule.Findings[j]
			f.Expected, f.Observed, f.Reproduce, f.File = long, long, long, long
		}
	}
	r.Records[0].Console = []string{long, long}
	r.Records[0].Events[1].Args = []record.Value{record.Text(long)}
	for range 100_000 {
		r.Records[1].Events = append(r.Records[1].Events, r.Records[1].Events[1])
	}
	for i := range 5000 {
		r.Records = append(r.Records, samples.Cancelled(fmt.Sprintf("late/%d#1", i)))
	}
	page := golden.Render(t, html.Write, r)
	if len(page) > 8*megabyte {
		t.Errorf("the page has %d bytes", len(page))
	}
	if text := string(page); !strings.Contains(text, "3002 more records are not on this page") ||
		!strings.Contains(text, "more scenarios have no column here") {
		t.Error("it does not say what it leaves out")
	}
}

func TestTheMatrixShowsEveryRuleInEveryScenario(t *testing.T) {
	r := samples.All()["warnings"]
	r.Rules[3].Untested = []run.Untested{{Scenario: "network/all-callbacks", Reason: "cannot be staged"}}
	var rows [][]string
	for _, e := range dom.Elements(golden.Render(t, html.Write, r)) {
		if e.Data == "table" {
			rows = nil
			if dom.Attribute(e, "class") != "matrix" {
				continue
			}
			for cell := range e.Descendants() {
				switch cell.Data {
				case "tr":
					rows = append(rows, nil)
				case "th", "td":
					rows[len(rows)-1] = append(rows[len(rows)-1], dom.Text(cell))
				}
			}
			break
		}
	}
	want := [][]string{
		{"Rule", "approve/all-callbacks", "cancel/all-callbacks", "network/all-callbacks", "approve/success-throws"},
		{"settles", "✓", "✓", "·", "·"},
		{"complete-last", "✓", "✓", "?", "·"},
		{"callback-errors-contained", "·", "·", "·", "!"},
		{"auth-code-length", "✓", "·", "·", "·"},
		{"error-cancelled", "·", "✓", "·", "·"},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("the matrix is\n%v\nwant\n%v", rows, want)
	}
}

func TestAVerdictThatIsOwedToABaselineIsNotGreen(t *testing.T) {
	runs := samples.All()
	for name, want := range map[string]string{"conformant": `class="verdict ok"`, "warnings": `class="verdict ok"`,
		"known": `class="verdict warn"`} {
		if page := string(golden.Render(t, html.Write, runs[name])); !strings.Contains(page, want) {
			t.Errorf("%s: the page has no %s", name, want)
		}
	}
}

// What is allowed is what the suite said under the profile of the run; a report that does not say it makes no claim.
func TestThePageDrawsWhatIsAllowedInThisRunOnly(t *testing.T) {
	finding := func(steps ...run.Step) *run.Run {
		r := samples.Nonconformant()
		samples.Break(r, "complete-last", run.Finding{Scenario: "cancel/all-callbacks", Record: "cancel/all-callbacks#1",
			Expected: "fail, then complete", Observed: "complete, then fail", Allowed: steps})
		samples.Break(r, "auth-code-length")
		r.Conclude()
		return r
	}
	own := string(golden.Render(t, html.Write, finding(run.Step{Type: record.Failed, Text: "resultCode 9001"})))
	if !strings.Contains(own, "resultCode 9001") || !strings.Contains(own, "<figcaption>Allowed") || strings.Contains(own, "errMessage: …") {
		t.Error("the page does not draw what the finding has as allowed")
	}
	silent := string(golden.Render(t, html.Write, finding()))
	if !strings.Contains(silent, "<figcaption>Observed") {
		t.Error("the page does not draw what was observed")
	}
	for _, claim := range []string{"<figcaption>Allowed", "As documented", "not allowed here", "not in its place"} {
		if strings.Contains(silent, claim) {
			t.Errorf("the page claims %q although nobody said what is allowed", claim)
		}
	}
}
