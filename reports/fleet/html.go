package fleet

import (
	_ "embed"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/internal/plainpage"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

//go:embed fleet.css
var pageStyle string

type page struct {
	Policy, Style       string
	Class, Mark         string // of the verdict
	Headline, Why, Dead string
	Tool                string
	Counts              []count
	Facts               []fact
	Targets             []pageTarget
	Judged              []string // the names of the targets that have a column
	Unjudged            string   // which have none
	Legend              []cell
	Rules               []pageRule
}

type count struct {
	Class, Label string
	N            int
}

type fact struct{ Label, Value string }

type pageTarget struct {
	Name, Class, Mark, Verdict, Product, Profile, Checked, About string
	Link                                                         string // empty where it has no report of its own
}

type pageRule struct {
	ID    string
	Cells []cell
}

type cell struct{ Mark, Class, Status, Label string }

// dateForm is how a page writes a date; the times of a fleet are seconds from each other.
const dateForm = "2 January 2006, 15:04 UTC"

// WriteHTML writes the fleet as one page without a script, made like the page of a single run: the verdict of all, a row a
// target with a link to its own report, and a table of rules against the targets that were judged.
func WriteHTML(w io.Writer, f Fleet) error {
	if err := f.checked(); err != nil {
		return err
	}
	p := f.page()
	p.Style = html.Style() + pageStyle
	p.Policy = plainpage.Policy(p.Style)
	_, err := io.WriteString(w, showPage(p))
	return err
}

func (f Fleet) page() page {
	p := page{Headline: string(f.Verdict()), Class: class(f.Verdict()), Why: f.Verdicts(), Mark: "✓"}
	if p.Class != "ok" {
		p.Mark = map[string]string{"bad": "✗", "warn": "?"}[p.Class]
	}
	var dead, profiles, tools []string
	var began time.Time
	for _, m := range f.Members {
		r := m.run()
		p.Targets = append(p.Targets, m.target())
		if m.dead() {
			dead = append(dead, words.Name(m.Name))
		} else {
			p.Judged = append(p.Judged, words.Name(m.Name))
		}
		profiles, tools = append(profiles, words.Name(r.Profile)), append(tools, words.Name(strings.TrimSpace(r.Tool.Name+" "+r.Tool.Version)))
		if began.IsZero() || r.StartedAt.Before(began) {
			began = r.StartedAt
		}
	}
	p.Tool = strings.Join(run.Distinct(tools), ", ")
	if len(dead) > 0 {
		p.Dead = run.Plural(len(dead), "target") + " could not be checked: nothing is known of " + words.NameSome(dead) + "."
		p.Unjudged = "Without a column, since they could not be checked: " + words.NameSome(dead) + "."
	}
	p.Facts = []fact{{"Targets", fmt.Sprint(len(f.Members))}, {"Profile", strings.Join(run.Distinct(profiles), ", ")},
		{"Started", began.UTC().Format(dateForm)}}
	for _, v := range verdicts() {
		if n := f.count(v); n > 0 {
			p.Counts = append(p.Counts, count{class(v), string(v), n})
		}
	}
	for _, s := range []run.Status{run.Held, run.Broken, run.NotTested, run.NotApplicable, run.Errored, ""} {
		p.Legend = append(p.Legend, cellOf(s))
	}
	for _, id := range f.rules() {
		row := pageRule{ID: words.Name(id)}
		for _, m := range f.Members {
			if !m.dead() {
				row.Cells = append(row.Cells, cellOf(m.status(id)))
			}
		}
		p.Rules = append(p.Rules, row)
	}
	return p
}

func (m Member) target() pageTarget {
	r := m.run()
	t := pageTarget{
		Name: words.Name(m.Name), Class: class(r.Verdict), Mark: r.Mark(), Verdict: string(r.Verdict), Profile: words.Name(r.Profile),
		Product: words.Name(strings.TrimSpace(r.Subject.Name + " " + r.Subject.Version)), About: words.OneLine(about(r), words.LongestText),
		Link: linkTo(m.Folder),
	}
	if !r.StartedAt.IsZero() {
		t.Checked = r.StartedAt.UTC().Format(dateForm)
	}
	if m.NoReport {
		t.Link = ""
	}
	return t
}

// linkTo is the address of the page in a folder next to this one, whatever the folder is called: it cannot become a scheme or
// a host.
func linkTo(folder string) string {
	return (&url.URL{Path: path.Join(folder, "report.html")}).String()
}

// dead says whether nothing was judged of a target.
func (m Member) dead() bool { return words.NothingJudged(m.run()) }

// class is what the style calls a verdict.
func class(v run.Verdict) string {
	switch v {
	case run.Conformant:
		return "ok"
	case run.Inconclusive:
		return "warn"
	}
	return "bad"
}

func cellOf(s run.Status) cell {
	c := cell{Mark: mark(s), Class: string(s), Status: string(s), Label: strings.ReplaceAll(string(s), "-", " ")}
	switch s {
	case run.NotApplicable:
		c.Class = "inapplicable"
	case "":
		c.Class, c.Status, c.Label = "inapplicable", "not selected", "not selected"
	}
	return c
}
