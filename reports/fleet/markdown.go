package fleet

import (
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/inert"
	"github.com/signspec/signspec/reports/markup"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// WriteMarkdown writes the fleet as a summary for a merge request or a CI job's page: a row a target, and of the rules that
// are not held everywhere a table of rules against targets.
func WriteMarkdown(w io.Writer, f Fleet) error {
	if err := f.checked(); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "## signspec: %s\n\n%s\n\n", run.Plural(len(f.Members), "target"), markup.Prose(f.Verdicts()))
	b.WriteString("| | Target | Verdict | Product | Profile | What was found |\n|---|---|---|---|---|---|\n")
	for _, m := range f.Members {
		r := m.run()
		product := strings.TrimSpace(r.Subject.Name + " " + r.Subject.Version)
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", r.Mark(), markup.Code(words.Name(m.Name)), r.Verdict,
			markup.Prose(words.Name(product)), markup.Code(words.Name(r.Profile)), markup.Prose(words.OneLine(about(r), words.LongestName)))
	}
	if uneven := f.uneven(); len(uneven) > 0 {
		b.WriteString("\n| Rule |")
		for _, m := range f.Members {
			b.WriteString(" " + markup.Code(words.Name(m.Name)) + " |")
		}
		b.WriteString("\n|---|" + strings.Repeat(":-:|", len(f.Members)) + "\n")
		for _, id := range uneven {
			b.WriteString("| " + markup.Code(words.Name(id)) + " |")
			for _, m := range f.Members {
				b.WriteString(" " + mark(m.status(id)) + " |")
			}
			b.WriteString("\n")
		}
		b.WriteString("\n" + legend() + "\n")
	}
	_, err := io.WriteString(w, inert.Text(b.String()))
	return err
}
