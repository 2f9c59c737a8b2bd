package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// toolURI is where a reader finds out what the tool is.
const toolURI = "https://github.com/signspec/signspec"

// sarifTime is the form of a time in SARIF.
const sarifTime = "2006-01-02T15:04:05.000Z"

// WriteSARIF writes the findings of the run as SARIF 2.1.0, for code scanning: each at its place in the merchant's
// files, with the rule's help. Findings of one rule that say the same of one place are one result: a line
// that is wrong in ten scenarios is one thing to mend. What kept the run
// from a verdict is told as a notification, since a log without results reads as "nothing was found".
func WriteSARIF(w io.Writer, r *run.Run) error {
	checked := sarif.NewRunWithInformationURI("signspec", toolURI)
	checked.WithColumnKind("utf16CodeUnits") // the columns are those of a JavaScript engine
	if r.Tool.Version != "" {
		checked.Tool.Driver.WithVersion(oneLine(r.Tool.Version, longestName))
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return fmt.Errorf("loading the help of the rules: %w", err)
	}
	for i, rule := range r.Rules {
		checked.Tool.Driver.AddRule(sarifRule(rule, catalogue))
		for _, findings := range groupAlike(rule.Findings, false) {
			checked.AddResult(sarifResult(r, rule, i, findings))
		}
	}
	checked.AddInvocation(sarifInvocation(r))
	report := sarif.NewReport().AddRun(checked)
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(report); err != nil {
		return fmt.Errorf("encoding the SARIF log: %w", err)
	}
	_, err = w.Write(escapeJSON(buffer.Bytes()))
	return err
}

// sarifRule describes a rule. The catalogue knows more of it than the run does, where it knows it at all.
func sarifRule(rule run.Rule, catalogue *schemas.Catalogue) *sarif.ReportingDescriptor {
	title := oneLine(rule.Title, longestText)
	if title == "" {
		title = oneLine(rule.ID, longestName)
	}
	full := title + "."
	if rule.Clause != "" {
		full += " Clause: " + oneLine(rule.Clause, longestText)
	}
	help := [][2]string{{"Level", levelClass(rule.Level)}, {"Clause", oneLine(rule.Clause, longestText)}}
	if known, ok := catalogue.Rule(rule.ID); ok {
		help = append(help, [2]string{"Source", known.Source}, [2]string{"Why", known.Rationale})
	}
	text, markdown := title+".", prose(title)+"."
	for _, part := range help {
		if part[1] != "" {
			text += "\n" + part[0] + ": " + part[1]
			markdown += "\n\n**" + part[0] + "** " + prose(part[1])
		}
	}
	properties := sarif.NewPropertyBag().AddTag("signContract").AddTag(levelClass(rule.Level))
	if group := oneLine(rule.Group, longestName); group != "" {
		properties.AddTag(group)
	}
	properties.Add("precision", "very-high").Add("problem.severity", severity(rule.Level))
	return sarif.NewRule(oneLine(rule.ID, longestName)).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(title)).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(full)). // code scanning asks for it
		WithHelp(sarif.NewMultiformatMessageString().WithText(text).WithMarkdown(markdown)).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(sarifLevel(rule.Level))).
		WithProperties(properties)
}

// severity is what GitHub calls a level of SARIF.
func severity(level string) string {
	if level == run.May {
		return "recommendation"
	}
	return sarifLevel(level)
}

func sarifLevel(level string) string {
	switch level {
	case run.Must:
		return "error"
	case run.May:
		return "note"
	}
	return "warning"
}

func sarifInvocation(r *run.Run) *sarif.Invocation {
	invocation := sarif.NewInvocation().
		WithExecutionSuccessful(r.Verdict != run.Failed).
		WithExitCode(r.ExitStatus).
		WithStartTimeUtc(r.StartedAt.UTC().Format(sarifTime)).
		WithEndTimeUtc(r.StartedAt.Add(time.Duration(r.DurationMs) * time.Millisecond).UTC().Format(sarifTime))
	said := inWords(r)
	notify := func(level, text string) {
		invocation.AddToolExecutionNotification(sarif.NewNotification().WithLevel(level).WithMessage(sarif.NewTextMessage(text)))
	}
	switch r.Verdict {
	case run.Conformant, run.Nonconformant:
		notify("note", said.Verdict)
	case run.Inconclusive:
		notify("warning", said.Verdict)
	default:
		notify("error", said.Verdict)
	}
	for _, missing := range said.Missing {
		notify("warning", "missing: "+missing)
	}
	for _, note := range r.Notes {
		notify("note", oneLine(note, longestText))
	}
	return invocation
}
