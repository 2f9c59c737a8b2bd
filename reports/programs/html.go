package programs

import (
	"fmt"
	"io"

	"github.com/signspec/signspec/reports/internal/plainpage"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// mostRows is how many programs the page has room for: a thousand rows of thirty cells are 2 MB.
const mostRows = 1000

type page struct {
	Policy, Style                  string
	Title, Counted, Sources, Since string
	Rules                          []pageRule
	Examples                       []pageExample
	Columns                        []string
	Rows                           []pageRow
	Left                           int // programs that have no row
}

type pageRule struct {
	ID, Title, Level, News string
	Broken, Held, Untested int
}

type pageExample struct {
	Rule, Program, Scenario, Place, Expected, Observed string
	New                                                []string
}

type pageRow struct {
	Program, Verdict, Error string
	Cells                   []cell
}

type cell struct{ Mark, Status string }

// WriteHTML writes one page without a script: the rules and how many programs break each, an example of each break, and the
// programs that are not conformant against the rules that some program breaks.
func WriteHTML(w io.Writer, m Matrix, results []Result) error {
	p := page{
		Policy: plainpage.Policy(plainpage.Style()), Style: plainpage.Style(),
		Title: run.Plural(m.Programs, "mini program"), Counted: m.counted(),
		Sources: m.sources(),
	}
	if m.Since != nil {
		p.Since = words.Capital(m.Since.counted())
	}
	for _, r := range m.Rules {
		p.Rules = append(p.Rules, pageRule{
			words.Name(r.ID), r.Title, r.Level, newsOf(r), r.Counts[run.Broken], r.Counts[run.Held], r.Counts[run.NotTested],
		})
	}
	broken := m.MostBroken()
	for _, r := range broken {
		p.Columns = append(p.Columns, words.Name(r.ID))
		if r.Example != nil {
			p.Examples = append(p.Examples, exampleOf(r))
		}
	}
	for _, r := range results {
		switch {
		case r.Verdict == run.Conformant:
		case len(p.Rows) == mostRows:
			p.Left++
		default:
			p.Rows = append(p.Rows, rowOf(r, broken))
		}
	}
	_, err := io.WriteString(w, showPage(p))
	return err
}

// newsOf says in what a rule differs from the last run, as a cell of the table.
func newsOf(r RuleCount) string {
	text := r.news()
	return text[min(2, len(text)):]
}

func exampleOf(r RuleCount) pageExample {
	e := pageExample{
		Rule: words.Name(r.ID), Program: words.Name(r.Example.Program), Scenario: words.Name(r.Example.Scenario),
		Expected: oneLine(r.Example.Expected), Observed: oneLine(r.Example.Observed),
	}
	if r.Example.File != "" {
		e.Place = fmt.Sprintf("%s:%d", words.Name(r.Example.File), r.Example.Line)
	}
	for i, program := range r.New {
		if i == mostNamed {
			e.New = append(e.New, fmt.Sprintf("and %d more", len(r.New)-i))
			break
		}
		e.New = append(e.New, words.Name(program))
	}
	return e
}

func rowOf(r Result, columns []RuleCount) pageRow {
	row := pageRow{Program: words.Name(r.Program), Verdict: string(r.Verdict), Error: oneLine(r.Error)}
	for _, rule := range columns {
		s := r.Rules[rule.ID]
		row.Cells = append(row.Cells, cell{s.Mark(), string(s)})
	}
	return row
}
