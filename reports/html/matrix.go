package html

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/run"
)

// mostColumns is how many scenarios the matrix has room for; the full plan has about seventy, a file of recorded calls
// may have thousands.
const mostColumns = 200

// matrix shows each rule against each scenario.
type matrix struct {
	Columns []matrixColumn
	Rows    []matrixRow
	Left    int  // scenarios that have no column
	Broad   bool // too many columns for a sheet of paper
}

// broadColumns is how many columns a landscape sheet has room for.
const broadColumns = 90

type matrixColumn struct {
	link
	First bool // of its family: the scenarios that have the name before the slash in common
}

type matrixRow struct {
	pageRule
	Cells []matrixCell
}

// matrixCell is how a rule fared in a scenario; empty where it was not judged there.
type matrixCell struct {
	Class, Mark, Standing string
	Link                  bool // it leads to the rule's article
	First                 bool
}

func (p *page) newMatrix() matrix {
	var m matrix
	columns := p.scenarios()
	m.Left = len(columns) - min(mostColumns, len(columns))
	columns = p.mostBroken(columns)
	m.Broad = len(columns) > broadColumns
	family := ""
	for _, scenario := range columns {
		of, _, _ := strings.Cut(scenario, "/")
		m.Columns = append(m.Columns, matrixColumn{p.scenarioLink(scenario), of != family})
		family = of
	}
	for i, rule := range p.run.Rules {
		if len(rule.JudgedIn())+len(rule.Untested) > 0 {
			m.Rows = append(m.Rows, matrixRow{p.rule(i), p.cells(rule, columns, m.Columns)})
		}
	}
	return m
}

// scenarios returns the scenarios of the run: those of its records in the order in which they were performed, then
// those that only rules name.
func (p *page) scenarios() []string {
	var names []string
	for _, r := range p.run.Records {
		names = append(names, r.Scenario)
	}
	for _, rule := range p.run.Rules {
		names = append(names, rule.JudgedIn()...)
		for _, untested := range rule.Untested {
			names = append(names, untested.Scenario)
		}
	}
	return slices.DeleteFunc(run.Distinct(names), func(name string) bool { return name == "" })
}

// mostBroken keeps those scenarios that there is room for, in their order: the ones with findings before the others.
func (p *page) mostBroken(scenarios []string) []string {
	if len(scenarios) <= mostColumns {
		return scenarios
	}
	broken := map[string]bool{}
	for _, rule := range p.run.Rules {
		for _, scenario := range rule.BrokenIn() {
			broken[scenario] = true
		}
	}
	keep := map[string]bool{}
	for _, wanted := range []bool{true, false} {
		for _, scenario := range scenarios {
			if broken[scenario] == wanted && len(keep) < mostColumns {
				keep[scenario] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(scenarios), func(name string) bool { return !keep[name] })
}

func (p *page) cells(rule run.Rule, scenarios []string, columns []matrixColumn) []matrixCell {
	standings := map[string]run.Standing{}
	for _, untested := range rule.Untested {
		standings[untested.Scenario] = run.StandsUntested
	}
	for _, scenario := range rule.JudgedIn() {
		standings[scenario] = run.StandsHeld
	}
	for _, scenario := range rule.BrokenIn() {
		standings[scenario] = p.run.Standing(rule)
	}
	cells := make([]matrixCell, len(scenarios))
	for i, scenario := range scenarios {
		s := standings[scenario]
		broken := s == run.StandsBroken || s == run.StandsWarning || s == run.StandsKnown
		cells[i] = matrixCell{Class: standingClass(s), Mark: s.Mark(), Standing: string(s), Link: broken, First: columns[i].First}
	}
	return cells
}
