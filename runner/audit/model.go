package audit

import (
	"cmp"
	"maps"
	"slices"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// Model makes what formats write of a tally. Levels are those of the profile of each group; a rule as a whole has that of
// the profile of calls which name none.
func (j *Judges) Model(t *Tally, profile *schemas.Profile, tool run.Tool, strict bool) (audit.Audit, error) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return audit.Audit{}, err
	}
	m := audit.Audit{
		Tool: tool, RulesDigest: catalogue.Digest(), Profile: profile.Name, Strict: strict,
		Input:  audit.Input{Files: t.Files, Lines: t.Lines, NoCalls: t.NoCalls, Problems: []audit.Problem{}},
		Groups: []audit.Group{},
	}
	rows := make([]schemas.Rule, len(j.rows))
	for i, id := range j.ids() {
		rows[i], _ = catalogue.Rule(id)
	}
	whole := &Group{Judged: map[ruleSet]int64{}, Rules: map[int]*Breaks{}}
	for _, key := range slices.Sorted(maps.Keys(t.Groups)) {
		g := t.Groups[key]
		of := profile
		if g.Profile != profile.Name {
			if of, err = schemas.LoadProfile(g.Profile); err != nil {
				return audit.Audit{}, err
			}
		}
		m.Groups = append(m.Groups, g.model(rows, of))
		whole.merge(g)
	}
	m.Seen = whole.seen()
	judged := whole.judged()
	for i, r := range rows {
		of := audit.Rule{ID: r.ID, Level: profile.Level(r), Group: r.Group, Title: r.Title, Clause: r.Clause, Judged: judged[i]}
		if b, ok := whole.Rules[i]; ok {
			of.Broken, of.First, of.Last = b.Calls, b.First, b.Last
			of.Example = t.Examples[i]
		}
		m.Rules = append(m.Rules, of)
	}
	for _, p := range t.Problems {
		m.Input.Problems = append(m.Input.Problems, *p)
	}
	slices.SortFunc(m.Input.Problems, func(a, b audit.Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Kind, b.Kind))
	})
	m.Conclude()
	return m, nil
}

func (g *Group) seen() audit.Seen {
	return audit.Seen{Calls: g.Calls, Broken: g.Broken, First: g.First, Last: g.Last}
}

// judged counts, by row, the calls that could show its rule.
func (g *Group) judged() map[int]int64 {
	counts := map[int]int64{}
	for set, n := range g.Judged {
		for row := range 64 {
			if set.has(row) {
				counts[row] += n
			}
		}
	}
	return counts
}

func (g *Group) model(rows []schemas.Rule, profile *schemas.Profile) audit.Group {
	m := audit.Group{
		Wallet: g.Wallet, Version: g.Version, Platform: g.Platform, Profile: g.Profile, Day: g.Day,
		Seen: g.seen(), Rules: []audit.GroupRule{},
	}
	judged := g.judged()
	for i, r := range rows {
		if judged[i] == 0 {
			continue
		}
		of := audit.GroupRule{ID: r.ID, Level: profile.Level(r), Judged: judged[i]}
		if b, ok := g.Rules[i]; ok {
			of.Broken, of.First, of.Last = b.Calls, b.First, b.Last
			of.Example = &b.Example
		}
		m.Rules = append(m.Rules, of)
	}
	return m
}
