// Package baseline knows breaks that are accepted for now. A file lists them by rule and scenario, each with a reason
// and a link; what it lists does not fail a run, and what it lists in vain makes the run inconclusive.
package baseline

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// Unwritten is the reason and the link that a generated entry has, which is refused until somebody has written one.
const Unwritten = "CHANGE ME"

// Entry is one line of a baseline: a rule that is known to be broken in some scenarios.
type Entry struct {
	Rule string `json:"rule"`
	// Scenarios holds names, or beginnings of names followed by "*"; empty means every scenario.
	Scenarios []string `json:"scenarios,omitempty"`
	Reason    string   `json:"reason"`
	Link      string   `json:"link"`
	// Expires is the last day, as 2027-03-31, on which the entry is accepted; empty for an entry without an end.
	Expires string `json:"expires,omitempty"`
}

// Baseline is a file of known breaks.
type Baseline struct {
	File    string
	Entries []Entry
}

// Load reads a baseline. today is the day that expiry is measured by; rules and scenarios are those that an entry may
// name. Mistakes are *config.Error with line and column, joined where there are several.
func Load(file string, today time.Time, rules []schemas.Rule, scenarios []string) (*Baseline, error) {
	data, err := config.ReadRegular(file, config.MaxBytes)
	if err != nil {
		message := fmt.Sprintf("the baseline cannot be read: %v", err)
		if errors.Is(err, fs.ErrNotExist) {
			message = "there is no such baseline; --write-baseline writes one"
		}
		return nil, &config.Error{File: file, Message: message, Err: err}
	}
	var content struct{ Known []Entry }
	if err := schemas.DecodeYAML(file, data, schemas.BaselineSchema, &content); err != nil {
		return nil, err
	}
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	c := checker{document: document, today: today.Format(time.DateOnly), scenarios: scenarios}
	for _, rule := range rules {
		c.rules = append(c.rules, rule.ID)
	}
	for i, entry := range content.Known {
		c.check(fmt.Sprintf("/known/%d", i), entry)
	}
	return &Baseline{File: file, Entries: content.Known}, config.Join(c.wrong...)
}

// checker collects what is wrong with entries beyond their form.
type checker struct {
	document         *config.Document
	today            string
	rules, scenarios []string
	wrong            []*config.Error
}

func (c *checker) add(pointer, format string, args ...any) {
	c.wrong = append(c.wrong, c.document.Errorf(pointer, format, args...))
}

func (c *checker) check(at string, e Entry) {
	if !slices.Contains(c.rules, e.Rule) {
		c.add(at+"/rule", "there is no rule %q%s", e.Rule, config.DidYouMean(e.Rule, c.rules))
	}
	for i, pattern := range e.Scenarios {
		if !slices.ContainsFunc(c.scenarios, func(name string) bool { return matches(pattern, name) }) {
			c.add(fmt.Sprintf("%s/scenarios/%d", at, i), "%q matches no scenario%s", pattern, config.DidYouMean(pattern, c.scenarios))
		}
	}
	for field, text := range map[string]string{"reason": e.Reason, "link": e.Link} {
		if strings.TrimSpace(text) == "" || strings.Contains(text, Unwritten) {
			c.add(at+"/"+field, "write a %s here: an accepted break needs one", field)
		}
	}
	if e.Expires == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, e.Expires); err != nil {
		c.add(at+"/expires", "%q is not a day", e.Expires)
	} else if e.Expires < c.today {
		c.add(at+"/expires", "the entry has expired: mend the break, or renew the entry with its reason")
	}
}

func matches(pattern, name string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, prefix)
	}
	return pattern == name
}

func (e Entry) covers(scenario string) bool {
	return len(e.Scenarios) == 0 || slices.ContainsFunc(e.Scenarios, func(p string) bool { return matches(p, scenario) })
}

// Apply marks the findings of the run that the baseline knows, and puts into the run what the baseline says and what
// became of each entry. Call it before Conclude.
func (b *Baseline) Apply(r *run.Run) {
	r.Baseline = &run.Baseline{File: b.File}
	for _, e := range b.Entries {
		r.Baseline.Entries = append(r.Baseline.Entries, run.BaselineEntry{
			Rule: e.Rule, Scenarios: e.Scenarios, Reason: e.Reason, Link: e.Link, Expires: e.Expires, State: e.apply(r),
		})
	}
}

// apply marks what the entry knows, and says what became of it.
func (e Entry) apply(r *run.Run) run.BaselineState {
	state := run.UnusedEntry
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.ID != e.Rule {
			continue
		}
		if slices.ContainsFunc(rule.Scenarios, e.covers) {
			state = run.StaleEntry
		}
		for j := range rule.Findings {
			if f := &rule.Findings[j]; e.covers(f.Scenario) {
				f.Known = &run.Known{Reason: e.Reason, Link: e.Link}
				state = run.KnownEntry
			}
		}
	}
	return state
}
