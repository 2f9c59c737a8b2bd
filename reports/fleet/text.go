package fleet

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// WriteText writes a row a target, then every rule that is not held everywhere, as a table.
func WriteText(w io.Writer, f Fleet) error {
	if err := f.checked(); err != nil {
		return err
	}
	var b strings.Builder
	width := 0
	for _, m := range f.Members {
		width = max(width, utf8.RuneCountInString(m.Name))
	}
	for _, m := range f.Members {
		b.WriteString(m.Row(width) + "\n")
	}
	fmt.Fprintf(&b, "\n%s; a mark for each rule, in their order\n", legend())
	if rows := f.uneven(); len(rows) > 0 {
		b.WriteString("\n")
		for i, m := range f.Members {
			fmt.Fprintf(&b, "%-26s %s%s\n", "", strings.Repeat("│ ", i), m.Name)
		}
		for _, id := range rows {
			fmt.Fprintf(&b, "%-26s", record.Visible(id))
			for _, m := range f.Members {
				b.WriteString(" " + mark(m.status(id)))
			}
			b.WriteString("\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// legend says what the marks mean.
func legend() string {
	return fmt.Sprintf("%s held  %s broken  %s untested  %s not applicable  %s error",
		mark(run.Held), mark(run.Broken), mark(run.NotTested), mark(run.NotApplicable), mark(run.Errored))
}

// Row is what became of a target on one line: its name, padded to width columns, the verdict, a mark for each rule and a
// few words.
func (m Member) Row(width int) string {
	var marks strings.Builder
	for _, rule := range m.run().Rules {
		marks.WriteString(mark(rule.Status))
	}
	if marks.Len() > 0 {
		marks.WriteString("  ")
	}
	return fmt.Sprintf("%-*s  %-13s  %s%s", width, m.Name, m.run().Verdict, marks.String(), record.Visible(about(m.run())))
}

// uneven lists the rules that some member did not hold.
func (f Fleet) uneven() []string {
	var ids []string
	for _, id := range f.rules() {
		for _, m := range f.Members {
			if s := m.status(id); s != "" && s != run.Held && s != run.NotApplicable {
				ids = append(ids, id)
				break
			}
		}
	}
	return ids
}

// about says in a few words what a run found.
func about(r *run.Run) string {
	if r.Error != nil {
		line, _, _ := strings.Cut(r.Error.Message, "\n")
		return line
	}
	counts := map[run.Status]int{}
	for _, rule := range r.Rules {
		counts[rule.Status]++
	}
	return fmt.Sprintf("%d held, %d broken, %d untested", counts[run.Held], counts[run.Broken], counts[run.NotTested])
}
