package programs

import (
	"cmp"
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// SchemaVersion is the version of matrix.json; it grows when a reader of the version before would misunderstand one.
const SchemaVersion = 1

// Matrix is the programs against the rules. Its JSON is matrix.json.
type Matrix struct {
	SchemaVersion int                 `json:"schemaVersion"`
	Programs      int                 `json:"programs"`
	Verdicts      map[run.Verdict]int `json:"verdicts"`
	// How counts the programs by where what was judged comes from.
	How map[How]int `json:"how"`
	// ExitStatus is 1 where a program is nonconformant, otherwise 3 where one could not be judged, 4 where one is
	// inconclusive or there is none, and 0.
	ExitStatus int `json:"exitStatus"`
	// Since tells what differs from the last run; nil where there was none.
	Since *Since `json:"since,omitempty"`
	// Rules are in the order of the catalogue, those that it does not have after them by their id.
	Rules []RuleCount `json:"rules"`
}

// Since is what differs from the last run.
type Since struct {
	Programs int `json:"programs"` // of the last run
	// Added and Gone are the programs that were not there then, and that are not there now.
	Added []string `json:"added"`
	Gone  []string `json:"gone"`
	// Worse and Better are the programs whose verdict was conformant then and is not now, and the other way round.
	Worse  []string `json:"worse"`
	Better []string `json:"better"`
}

// RuleCount is how the programs kept one rule.
type RuleCount struct {
	ID     string             `json:"id"`
	Level  string             `json:"level,omitempty"`
	Title  string             `json:"title,omitempty"`
	Counts map[run.Status]int `json:"counts"`
	// NewRule says that no program was judged by it the last time.
	NewRule bool `json:"newRule,omitempty"`
	// New lists the programs that break it and did not, or were not there, the last time, and Mended those that no longer do.
	New    []string `json:"new,omitempty"`
	Mended []string `json:"mended,omitempty"`
	// Example is a program that breaks it, and how: one that newly does, where there is any.
	Example *Example `json:"example,omitempty"`
}

// Example is a program that breaks a rule.
type Example struct {
	Program string `json:"program"`
	Break
}

// NewMatrix counts results. previous are those of the last run; nil where there was none.
func NewMatrix(results, previous []Result) Matrix {
	m := Matrix{
		SchemaVersion: SchemaVersion, Programs: len(results), Verdicts: map[run.Verdict]int{}, How: map[How]int{}, Rules: []RuleCount{},
	}
	before := map[string]Result{}
	for _, r := range previous {
		before[r.Program] = r
	}
	counts := map[string]*RuleCount{}
	for _, r := range results {
		m.Verdicts[r.Verdict]++
		m.How[r.How]++
		for id, status := range r.Rules {
			if counts[id] == nil {
				counts[id] = &RuleCount{ID: id, Counts: map[run.Status]int{}}
			}
			counts[id].add(r, status, before[r.Program], previous != nil)
		}
	}
	if previous != nil {
		m.Since = since(results, before)
	}
	for _, c := range counts {
		c.conclude(results, previous)
		m.Rules = append(m.Rules, *c)
	}
	inOrder(m.Rules)
	m.ExitStatus = exitStatus(m.Verdicts, len(results))
	return m
}

func (c *RuleCount) add(r Result, status run.Status, before Result, compared bool) {
	c.Counts[status]++
	if !compared {
		return
	}
	switch was := before.Rules[c.ID]; {
	case status == run.Broken && was != run.Broken:
		c.New = append(c.New, r.Program)
	case status != run.Broken && was == run.Broken:
		c.Mended = append(c.Mended, r.Program)
	}
}

// conclude fills in what only all results tell.
func (c *RuleCount) conclude(results, previous []Result) {
	slices.Sort(c.New)
	slices.Sort(c.Mended)
	c.NewRule = len(previous) > 0 && !slices.ContainsFunc(previous, func(r Result) bool { return r.Rules[c.ID] != "" })
	for _, r := range results {
		i := slices.IndexFunc(r.Broken, func(b Break) bool { return b.Rule == c.ID })
		if i < 0 {
			continue
		}
		e := Example{r.Program, r.Broken[i]}
		if c.Example == nil || len(c.New) > 0 && e.Program == c.New[0] || len(c.New) == 0 && e.Program < c.Example.Program {
			c.Example = &e
		}
	}
}

// since says which programs differ.
func since(results []Result, before map[string]Result) *Since {
	s := &Since{Programs: len(before), Added: []string{}, Gone: []string{}, Worse: []string{}, Better: []string{}}
	there := map[string]bool{}
	for _, r := range results {
		there[r.Program] = true
		was, ok := before[r.Program]
		switch {
		case !ok:
			s.Added = append(s.Added, r.Program)
		case was.Verdict == run.Conformant && r.Verdict != run.Conformant:
			s.Worse = append(s.Worse, r.Program)
		case was.Verdict != run.Conformant && r.Verdict == run.Conformant:
			s.Better = append(s.Better, r.Program)
		}
	}
	for program := range before {
		if !there[program] {
			s.Gone = append(s.Gone, program)
		}
	}
	for _, list := range [][]string{s.Added, s.Gone, s.Worse, s.Better} {
		slices.Sort(list)
	}
	return s
}

// inOrder puts rules into the order of the catalogue, with the level and title that it gives them.
func inOrder(rules []RuleCount) {
	places := map[string]int{}
	if catalogue, err := schemas.LoadCatalogue(); err == nil { // without it, the ids say enough
		for i, rule := range catalogue.RulesOf(schemas.MiniProgram) {
			places[rule.ID] = i + 1
			for k := range rules {
				if rules[k].ID == rule.ID {
					rules[k].Level, rules[k].Title = rule.Level, rule.Title
				}
			}
		}
	}
	place := func(r RuleCount) int { return cmp.Or(places[r.ID], len(places)+1) }
	slices.SortFunc(rules, func(a, b RuleCount) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.ID, b.ID)) })
}

func exitStatus(verdicts map[run.Verdict]int, programs int) int {
	switch {
	case verdicts[run.Nonconformant] > 0:
		return run.ExitNonconformant
	case verdicts[run.Failed] > 0:
		return run.ExitHarness
	case verdicts[run.Inconclusive] > 0 || programs == 0:
		return run.ExitInconclusive
	}
	return run.ExitConformant
}

// MostBroken returns the rules that some program breaks, those that most break first.
func (m Matrix) MostBroken() []RuleCount {
	broken := slices.DeleteFunc(slices.Clone(m.Rules), func(r RuleCount) bool { return r.Counts[run.Broken] == 0 })
	slices.SortStableFunc(broken, func(a, b RuleCount) int { return cmp.Compare(b.Counts[run.Broken], a.Counts[run.Broken]) })
	return broken
}
