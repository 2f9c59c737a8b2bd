package reports

import (
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
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
	Record            link
	Observed, Allowed drawing
}

// broken adds the broken rules, those that make the run nonconformant first.
func (p *page) broken() {
	var order []int
	for i, rule := range p.run.Rules {
		if rule.Status == run.Broken {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight(p.run, p.run.Rules[a]) - weight(p.run, p.run.Rules[b]) })
	for _, i := range order {
		shown := pageFindings{pageRule: p.rule(i)}
		alike := groupAlike(p.run.Rules[i].Findings, false)
		for n, findings := range alike {
			switch {
			case n < fullFindings:
				shown.First = append(shown.First, p.finding(findings))
			case n < mostFindings:
				shown.More = append(shown.More, p.finding(findings))
			}
		}
		var rest []string
		for _, findings := range alike[min(mostFindings, len(alike)):] {
			rest = append(rest, scenariosOf(findings)...)
		}
		shown.Left, shown.Rest = p.links(run.Distinct(rest))
		p.Broken = append(p.Broken, shown)
	}
}

func (p *page) finding(alike []run.Finding) pageFinding {
	first := alike[0]
	shown := pageFinding{Scenario: p.scenarioLink(first.Scenario),
		Expected: textLines(first.Expected, seenText), Observed: textLines(first.Observed, seenText),
		Known: knownText(first), Place: oneLine(first.Place(), longestText), Reproduce: oneLine(first.Reproduce, longestText)}
	for _, call := range p.shown.of(first) {
		shown.Calls = append(shown.Calls, p.draw(call, first))
	}
	shown.Same, shown.Rest = p.links(run.Distinct(scenariosOf(alike[1:])))
	return shown
}

func (p *page) draw(r record.Record, f run.Finding) pageCall {
	if r.API == record.ProgramAPI {
		return pageCall{p.recordLink(r), drawObserved(r, nil, f), drawAllowed("As documented", r, flowOf(r))}
	}
	steps := allowedOf(r)
	return pageCall{p.recordLink(r), drawObserved(r, steps, f), drawAllowed("Allowed", r, steps)}
}

// links links to scenarios, and counts those that are too many to name.
func (p *page) links(scenarios []string) (links []link, rest int) {
	for _, scenario := range scenarios[:min(mostNames, len(scenarios))] {
		links = append(links, p.scenarioLink(scenario))
	}
	return links, max(0, len(scenarios)-mostNames)
}
