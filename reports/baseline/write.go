package baseline

import (
	"fmt"
	"io"

	"github.com/goccy/go-yaml"

	"github.com/signspec/signspec/reports/run"
)

// Write writes a baseline that lists every break of the run, ready to be pasted. Reason and link of an entry that the
// run's own baseline knows are kept; the others are Unwritten, which Load refuses.
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	content := struct {
		Known []Entry `yaml:"known"`
	}{Known: []Entry{}}
	for _, rule := range r.Rules {
		content.Known = append(content.Known, entriesOf(rule)...)
	}
	text, err := yaml.MarshalWithOptions(content, yaml.UseJSONMarshaler(), yaml.IndentSequence(true))
	if err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	_, err = fmt.Fprintf(w, "# Breaks that are known and, for now, accepted. Each needs a reason and a link; %q is refused.\n"+
		"# An entry may have \"expires: 2027-03-31\", the last day on which it is accepted.\n%s", Unwritten, text)
	return err
}

// entriesOf makes an entry of the findings of one rule for each reason that they are known for.
func entriesOf(rule run.Rule) []Entry {
	var entries []Entry
	at := map[run.Known]int{}
	for _, f := range rule.Findings {
		known := run.Known{Reason: Unwritten, Link: Unwritten}
		if f.Known != nil {
			known = *f.Known
		}
		i, ok := at[known]
		if !ok {
			i = len(entries)
			at[known] = i
			entries = append(entries, Entry{Rule: rule.ID, Reason: known.Reason, Link: known.Link})
		}
		if s := entries[i].Scenarios; len(s) == 0 || s[len(s)-1] != f.Scenario {
			entries[i].Scenarios = append(s, f.Scenario)
		}
	}
	return entries
}
