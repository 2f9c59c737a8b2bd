package events

import (
	"slices"

	"github.com/signspec/signspec/reports/run"
)

// subject returns the subject with what is secret in its texts masked: a command line may hold anything.
func (e *Writer) subject(s run.Subject) run.Subject {
	s.Name, s.Version, s.Source = e.masker.Text(s.Name), e.masker.Text(s.Version), e.masker.Text(s.Source)
	return s
}

// runError returns the error with what is secret in its message masked.
func (e *Writer) runError(err *run.RunError) *run.RunError {
	if err == nil {
		return nil
	}
	return &run.RunError{Kind: err.Kind, Message: e.masker.Text(err.Message)}
}

// texts returns the texts with what is secret in them masked.
func (e *Writer) texts(texts []string) []string {
	masked := make([]string, len(texts))
	for i, text := range texts {
		masked[i] = e.masker.Text(text)
	}
	return masked
}

// rule returns the rule with the secrets that are known so far masked in its texts.
func (e *Writer) rule(rule run.Rule) run.Rule {
	rule.Reason = e.masker.Text(rule.Reason)
	rule.Untested, rule.Findings = slices.Clone(rule.Untested), slices.Clone(rule.Findings)
	for i := range rule.Untested {
		u := &rule.Untested[i]
		u.Scenario, u.Reason = e.masker.Text(u.Scenario), e.masker.Text(u.Reason)
	}
	for i := range rule.Findings {
		f := &rule.Findings[i]
		f.Expected, f.Observed, f.Reproduce = e.masker.Text(f.Expected), e.masker.Text(f.Observed), e.masker.Text(f.Reproduce)
	}
	return rule
}
