package programs

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// mostNamed is how many programs that newly break a rule are named.
const mostNamed = 5

// WriteText writes the matrix for a person: a line a broken rule, those broken most often first, what is new, where what was
// judged comes from, and the verdicts.
func WriteText(w io.Writer, m Matrix) error {
	var b strings.Builder
	for _, r := range m.MostBroken() {
		fmt.Fprintf(&b, "✗ %-34s broken by %d, held by %d, untested in %d%s\n", words.Name(r.ID), r.Counts[run.Broken], r.Counts[run.Held],
			r.Counts[run.NotTested], r.news())
		for i, program := range r.New {
			if i == mostNamed {
				fmt.Fprintf(&b, "    and %d more\n", len(r.New)-i)
				break
			}
			fmt.Fprintf(&b, "    new  %s\n", words.Name(program))
		}
	}
	fmt.Fprintf(&b, "%s\n", m.counted())
	if text := m.sources(); text != "" {
		fmt.Fprintf(&b, "%s\n", text)
	}
	if m.Since != nil {
		fmt.Fprintf(&b, "%s\n", m.Since.counted())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// news says in what a rule differs from the last run; empty where in nothing.
func (r RuleCount) news() string {
	var text string
	if r.NewRule {
		text = "; a new rule"
	}
	if len(r.New) > 0 {
		text += fmt.Sprintf("; %d newly", len(r.New))
	}
	if len(r.Mended) > 0 {
		text += fmt.Sprintf("; %d no longer", len(r.Mended))
	}
	return text
}

// counted counts the verdicts.
func (m Matrix) counted() string {
	return fmt.Sprintf("%s: %d conformant, %d nonconformant, %d inconclusive, %d could not be judged", run.Plural(m.Programs, "program"),
		m.Verdicts[run.Conformant], m.Verdicts[run.Nonconformant], m.Verdicts[run.Inconclusive], m.Verdicts[run.Failed])
}

// sources counts where what was judged comes from.
func (m Matrix) sources() string {
	var parts []string
	for _, s := range []struct {
		how  How
		text string
	}{
		{Performed, "performed"}, {Kept, "judged before by the same rules"}, {Rejudged, "judged again from records"},
		{Completed, "judged again from records and what they lacked"},
	} {
		if n := m.How[s.how]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s.text))
		}
	}
	return strings.Join(parts, ", ")
}

// counted counts what differs.
func (s Since) counted() string {
	return fmt.Sprintf("since the last run of %d: %d added, %d gone, %d no longer conformant, %d conformant by now", s.Programs, len(s.Added),
		len(s.Gone), len(s.Worse), len(s.Better))
}
