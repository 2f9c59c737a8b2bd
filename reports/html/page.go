package html

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

// page is what report.html shows. All texts in it are safe to show; the templates escape them for HTML.
type page struct {
	Title, Headline, Class string
	Mark                   string
	Conclusion             words.Conclusion
	Why                    string // what the verdict says after its first word
	Facts                  []fact
	Counts                 []count
	Levels                 []count
	Notes                  []string
	Broken                 []pageFindings
	Groups                 []pageGroup
	Matrix                 matrix
	Records                []pageRecord
	RecordsLeft            int
	Tool                   string

	run     *run.Run
	shown   run.Evidence
	anchors map[string]string // of records, by id
	first   map[string]string // the anchor of the first record of a scenario
	rules   []string          // the anchor of each rule
}

// fact is a row of what there is to know of a run; Code is a text that is no prose.
type fact struct {
	Label, Value string
	Code         bool
}

// count is how many rules are so; Class is what the style and the filter call it.
type count struct {
	Class, Label string
	N            int
}

type pageGroup struct {
	Heading string
	Rules   []pageRule
}

// pageRule is a rule in the list of all, and in the matrix.
type pageRule struct {
	Anchor, ID, Level     string
	Class, Mark, Standing string // how it fared
	Title, Clause         string
	Reason                string
	LevelText             string // with why a broken rule does not count
	Count                 string
	Untested              []run.Untested
	Broken                bool   // it has an article of its own
	Page                  string // the address of what there is to know of it; empty where there is nothing
}

func newPage(r *run.Run) *page {
	p := &page{run: r, shown: r.Evidence(), anchors: map[string]string{}, first: map[string]string{}}
	p.Conclusion = words.Conclude(r)
	p.Headline, p.Why, _ = strings.Cut(p.Conclusion.Verdict, ": ")
	p.Class, p.Mark = verdictClass(r), r.Mark()
	name := strings.TrimSpace(words.Name(r.Subject.Name + " " + r.Subject.Version))
	if name == "" {
		name = words.Name(r.Subject.Source)
	}
	p.Title = strings.Trim(name+": "+p.Headline, ": ")
	p.Tool = strings.TrimSpace(words.Name(r.Tool.Name + " " + r.Tool.Version))
	p.Facts = facts(r)
	for _, note := range r.Notes {
		p.Notes = append(p.Notes, words.OneLine(note, words.LongestText))
	}
	p.anchor()
	p.addRecords()
	if words.NothingJudged(r) { // a list of what went untested says no more than the error
		return p
	}
	p.countRules()
	for _, group := range r.Groups() {
		g := pageGroup{Heading: words.Heading(r.Subject.Kind, group)}
		for i, rule := range r.Rules {
			if rule.Group == group {
				g.Rules = append(g.Rules, p.rule(i))
			}
		}
		p.Groups = append(p.Groups, g)
	}
	p.broken()
	p.Matrix = p.newMatrix()
	return p
}

// verdictClass is what the style calls a verdict. One that is owed to a baseline is not green.
func verdictClass(r *run.Run) string {
	switch {
	case r.Verdict == run.Conformant && !r.AcceptsBreaks():
		return "ok"
	case r.Verdict == run.Conformant || r.Verdict == run.Inconclusive:
		return "warn"
	}
	return "bad"
}

// when writes a time; what is known of no time, as of calls that were recorded without one, is the beginning of Unix's.
func when(at time.Time) string {
	if at.Unix() <= 0 {
		return ""
	}
	return at.UTC().Format("2 January 2006, 15:04:05 UTC")
}

// facts lists what was checked and how, as far as it is known.
func facts(r *run.Run) []fact {
	s := r.Subject
	subject := strings.TrimSpace(s.Name + " " + s.Version)
	all := []fact{
		{words.Kind(s), subject, false},
		{"Driver", s.Driver, false},
		{"Profile", r.Profile, false},
		{"Plan", r.Plan, false},
		{"Strict", map[bool]string{true: "a broken should rule counts"}[r.Strict], false},
		{"Authorisations", fmt.Sprint(r.Authorisations), false},
		{"Started", when(r.StartedAt), false},
		{"Duration", fmt.Sprintf("%.2f s", float64(r.DurationMs)/1000), false},
		{"Selection", r.Selection, true},
		{"Source", s.Source, true},
		{"SHA-256", s.SHA256, true},
	}
	var known []fact
	for _, f := range all {
		if f.Value != "" && f.Label != "" {
			f.Label = words.Capital(f.Label)
			f.Value = words.Name(f.Value)
			known = append(known, f)
		}
	}
	return known
}

// permanent matches the ids of rules, which make permanent anchors.
var permanent = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)

// anchor gives every rule and every record the name by which links find it. No text of a target becomes one.
func (p *page) anchor() {
	taken := map[string]bool{}
	for i, rule := range p.run.Rules {
		anchor := "rule-" + rule.ID
		if !permanent.MatchString(rule.ID) || taken[anchor] {
			anchor = fmt.Sprintf("rule.%d", i+1) // with a character that no id has
		}
		taken[anchor] = true
		p.rules = append(p.rules, anchor)
	}
	for i, r := range p.run.Records[:min(mostRecords, len(p.run.Records))] {
		anchor := fmt.Sprintf("record-%d", i+1)
		if _, known := p.anchors[r.ID]; !known {
			p.anchors[r.ID] = anchor
		}
		if _, known := p.first[r.Scenario]; !known {
			p.first[r.Scenario] = anchor
		}
	}
}

func (p *page) countRules() {
	byStanding, byLevel := map[run.Standing]int{}, map[string]int{}
	for _, rule := range p.run.Rules {
		byStanding[p.run.Standing(rule)]++
		byLevel[rule.Level]++
	}
	for _, s := range run.Standings() {
		if n := byStanding[s]; n > 0 {
			p.Counts = append(p.Counts, count{standingClass(s), string(s), n})
		}
	}
	for _, level := range []string{run.Must, run.Should, run.May} {
		if n := byLevel[level]; n > 0 {
			p.Levels = append(p.Levels, count{level, level, n})
		}
	}
}

// standingClass is what the style and the filter call a standing.
func standingClass(s run.Standing) string {
	if s == run.StandsInapplicable {
		return "inapplicable" // a class has no blank
	}
	return string(s)
}

func (p *page) rule(i int) pageRule {
	rule := p.run.Rules[i]
	standing := p.run.Standing(rule)
	shown := pageRule{Anchor: p.rules[i], ID: words.Name(rule.ID), Level: words.Level(rule.Level),
		Class: standingClass(standing), Mark: standing.Mark(), Standing: string(standing),
		Title: words.OneLine(rule.Title, words.LongestShown), Clause: words.OneLine(rule.Clause, words.LongestShown),
		Reason:    words.Shorten(words.WhyUnjudged(rule), words.LongestShown),
		LevelText: words.BrokenLevel(p.run, rule), Count: words.ScenarioCount(rule), Broken: rule.Status == run.Broken, Page: words.Page(rule)}
	for _, u := range rule.Untested[:min(words.MostNames, len(rule.Untested))] {
		reason := words.OneLine(u.Reason, words.LongestShown)
		shown.Untested = append(shown.Untested, run.Untested{Scenario: words.Name(u.Scenario), Reason: reason})
	}
	return shown
}

// link is a text that leads to a place on the page; without an anchor it leads nowhere.
type link struct{ Text, Anchor string }

func (p *page) scenarioLink(scenario string) link {
	return link{words.Name(scenario), p.first[scenario]}
}

func (p *page) recordLink(r record.Record) link {
	return link{words.Name(r.ID), p.anchors[r.ID]}
}
