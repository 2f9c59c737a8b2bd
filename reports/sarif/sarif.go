// Package sarif writes the findings of a run as SARIF 2.1.0, for code scanning.
package sarif

import (
	"fmt"
	"io"
	"time"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/signspec/signspec/reports/markup"
	"github.com/signspec/signspec/reports/plainjson"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas"
)

// timeForm is the form of a time in SARIF.
const timeForm = "2006-01-02T15:04:05.000Z"

// Write writes the findings of the run as SARIF 2.1.0, for code scanning: each at its place in the merchant's files, with
// the rule's help. Findings of one rule that say the same of one place are one result: a line that is wrong in ten
// scenarios is one thing to mend. What kept the run from a verdict is a notification, since a log without results reads
// as "nothing was found".
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	checked := sarif.NewRunWithInformationURI("signspec", schemas.Repository)
	checked.WithColumnKind("utf16CodeUnits") // the columns are those of a JavaScript engine
	if r.Tool.Version != "" {
		checked.Tool.Driver.WithVersion(words.Name(r.Tool.Version))
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return fmt.Errorf("loading the help of the rules: %w", err)
	}
	for i, rule := range r.Rules {
		checked.Tool.Driver.AddRule(descriptorOf(rule, catalogue))
		for _, findings := range run.Alike(rule.Findings) {
			checked.AddResult(resultOf(r, rule, i, findings))
		}
	}
	checked.AddInvocation(invocationOf(r))
	document, err := plainjson.Encode(sarif.NewReport().AddRun(checked), "  ")
	if err != nil {
		return fmt.Errorf("encoding the SARIF log: %w", err)
	}
	_, err = w.Write(document)
	return err
}

// descriptorOf describes a rule. The catalogue knows more of it than the run does, where it knows it at all.
func descriptorOf(rule run.Rule, catalogue *schemas.Catalogue) *sarif.ReportingDescriptor {
	title := words.OneLine(rule.Title, words.LongestText)
	if title == "" {
		title = words.Name(rule.ID)
	}
	full := title + "."
	if rule.Clause != "" {
		full += " Clause: " + words.OneLine(rule.Clause, words.LongestText)
	}
	help := [][2]string{{"Level", words.Level(rule.Level)}, {"Clause", words.OneLine(rule.Clause, words.LongestText)}}
	if known, ok := catalogue.Rule(rule.ID); ok {
		help = append(help, [2]string{"Source", known.Source}, [2]string{"Why", known.Why}, [2]string{"Fix", known.Fix})
	}
	text, markdown := title+".", markup.Prose(title)+"."
	for _, part := range help {
		if part[1] != "" {
			text += "\n" + part[0] + ": " + part[1]
			markdown += "\n\n**" + part[0] + "** " + markup.Prose(part[1])
		}
	}
	properties := sarif.NewPropertyBag().AddTag("signContract").AddTag(words.Level(rule.Level))
	if group := words.Name(rule.Group); group != "" {
		properties.AddTag(group)
	}
	properties.Add("precision", "very-high").Add("problem.severity", severity(rule.Level))
	described := sarif.NewRule(words.Name(rule.ID)).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(title)).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(full)). // code scanning asks for it
		WithHelp(sarif.NewMultiformatMessageString().WithText(text).WithMarkdown(markdown)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(levelOf(rule.Level))).
		WithProperties(properties)
	if page := words.Page(rule); page != "" {
		described.WithHelpURI(page)
	}
	return described
}

// severity is what GitHub calls a level of SARIF.
func severity(level string) string {
	if level == run.May {
		return "recommendation"
	}
	return levelOf(level)
}

func levelOf(level string) string {
	switch level {
	case run.Must:
		return "error"
	case run.May:
		return "note"
	}
	return "warning"
}

func invocationOf(r *run.Run) *sarif.Invocation {
	invocation := sarif.NewInvocation().
		WithExecutionSuccessful(r.Verdict != run.Failed).
		WithExitCode(r.ExitStatus).
		WithStartTimeUtc(r.StartedAt.UTC().Format(timeForm)).
		WithEndTimeUtc(r.StartedAt.Add(time.Duration(r.DurationMs) * time.Millisecond).UTC().Format(timeForm))
	conclusion := words.Conclude(r)
	notify := func(level, text string) {
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel(level).WithMessage(sarif.NewTextMessage(text)))
	}
	switch r.Verdict {
	case run.Conformant, run.Nonconformant:
		notify("note", conclusion.Verdict)
	case run.Inconclusive:
		notify("warning", conclusion.Verdict)
	default:
		notify("error", conclusion.Verdict)
	}
	for _, missing := range conclusion.Missing {
		notify("warning", "missing: "+missing)
	}
	for _, note := range r.Notes {
		notify("note", words.OneLine(note, words.LongestText))
	}
	return invocation
}
