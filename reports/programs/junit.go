package programs

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/junit"
	"github.com/signspec/signspec/reports/run"
)

// WriteJUnit writes a case a program: a failure where it is nonconformant, an error where it could not be judged, and one that
// was skipped where nothing could be concluded. Tens of thousands of programs with a case a rule are more than CI systems read.
func WriteJUnit(w io.Writer, results []Result) error {
	cases := make([]junit.Case, len(results))
	for i, r := range results {
		cases[i] = caseOf(r)
	}
	return junit.WriteCases(w, "signspec.programs", cases)
}

func caseOf(r Result) junit.Case {
	c := junit.Case{Name: r.Program}
	for _, b := range r.Broken {
		if c.File == "" {
			c.File, c.Line = b.File, b.Line
		}
	}
	switch r.Verdict {
	case run.Conformant:
		c.Output = r.story("")
	case run.Nonconformant:
		c.Failure = r.story("breaks " + r.brokenNames())
	case run.Inconclusive:
		c.Skipped = r.story("inconclusive: " + r.untested())
	default:
		c.Error = r.story(r.Error)
	}
	return c
}

// brokenNames names the rules that are broken, those of level must before the others.
func (r Result) brokenNames() string {
	var must, others []string
	for _, b := range r.Broken {
		if b.Level == run.Must {
			must = append(must, b.Rule)
		} else {
			others = append(others, b.Rule+" ("+b.Level+")")
		}
	}
	return strings.Join(append(must, others...), ", ")
}

// untested says what was not judged.
func (r Result) untested() string {
	n := 0
	for _, status := range r.Rules {
		if status == run.NotTested {
			n++
		}
	}
	return fmt.Sprintf("%d rules untested", n)
}

// story tells of each break, below a headline.
func (r Result) story(headline string) string {
	lines := []string{headline}
	if r.Error != "" && r.Error != headline {
		lines = append(lines, r.Error)
	}
	for _, b := range r.Broken {
		lines = append(lines, fmt.Sprintf("%s (%s) in %s", b.Rule, b.Level, b.Scenario),
			"  expected "+oneLine(b.Expected), "  observed "+oneLine(b.Observed))
		if b.File != "" {
			lines = append(lines, fmt.Sprintf("  %s:%d", b.File, b.Line))
		}
		if b.Also > 0 {
			lines = append(lines, fmt.Sprintf("  and in %d more scenarios", b.Also))
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
