package html

import (
	"github.com/signspec/signspec/reports/picture"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// mostFindings is how many different findings of a rule are shown in full on the page; a page with more is no longer
// read, and report.json has them all.
const mostFindings = 20

// pageFindings is a broken rule with its findings.
type pageFindings struct {
	pageRule
	First []pageFinding // shown at once
	More  []pageFinding // shown when they are opened
	Left  []link        // scenarios with findings that are not shown
	Rest  int           // how many more scenarios there are
}

// pageFinding is what one finding says, and where the others are that say the same.
type pageFinding struct {
	Scenario           link
	Expected, Observed []string
	Known              string // why it is accepted
	Place, Reproduce   string
	Calls              []pageCall
	Same               []link
	Rest               int
}

// pageCall is a record that shows a finding, drawn.
type pageCall struct {
	Record   link
	Observed picture.Drawing
	Allowed  *picture.Drawing // nil where nobody said what is allowed
}

// broken adds the broken rules, those that make the run nonconformant first.
func (p *page) broken() {
	for _, i := range p.run.BrokenOrder() {
		alike, rest := run.FirstAlike(p.run.Rules[i].Findings, mostFindings)
		shown := pageFindings{pageRule: p.rule(i)}
		for n, findings := range alike {
			if n < words.FullFindings {
				shown.First = append(shown.First, p.finding(findings))
			} else {
				shown.More = append(shown.More, p.finding(findings))
			}
		}
		shown.Left, shown.Rest = p.links(rest)
		p.Broken = append(p.Broken, shown)
	}
}

func (p *page) finding(alike []run.Finding) pageFinding {
	first := alike[0]
	shown := pageFinding{Scenario: p.scenarioLink(first.Scenario),
		Expected: words.Lines(first.Expected, words.LongestShown), Observed: words.Lines(first.Observed, words.LongestShown),
		Known: words.Known(first), Place: words.OneLine(first.Place(), words.LongestText),
		Reproduce: words.OneLine(first.Reproduce, words.LongestText)}
	for _, call := range p.shown.Of(first) {
		shown.Calls = append(shown.Calls, pageCall{p.recordLink(call), picture.Observed(call, first), picture.Allowed(call, first)})
	}
	shown.Same, shown.Rest = p.links(run.ScenariosOf(alike[1:]...))
	return shown
}

// links links to scenarios, and counts those that are too many to name.
func (p *page) links(scenarios []string) (links []link, rest int) {
	for _, scenario := range scenarios[:min(words.MostNames, len(scenarios))] {
		links = append(links, p.scenarioLink(scenario))
	}
	return links, max(0, len(scenarios)-words.MostNames)
}
