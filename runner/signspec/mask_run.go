package main

import (
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// mask masks every secret of the run, wherever it stands.
func mask(checked *run.Run) {
	masker := secret.NewMasker()
	masker.Learn(checked.Records...)
	records := make([]record.Record, len(checked.Records))
	for i, r := range checked.Records {
		records[i] = maskRecord(masker, r)
	}
	checked.Records = records
	for i := range checked.Rules {
		maskRule(masker, &checked.Rules[i])
	}
	if checked.Error != nil {
		checked.Error = &run.RunError{Kind: checked.Error.Kind, Message: maskPrinted(masker.Text(checked.Error.Message))}
	}
	for i := range checked.Notes {
		checked.Notes[i] = masker.Text(checked.Notes[i])
	}
}

// maskRecord masks the secrets of a record, and what looks like one in what the target printed. A nil masker masks
// nothing.
func maskRecord(masker *secret.Masker, r record.Record) record.Record {
	if masker == nil {
		return r
	}
	masked := masker.Record(r)
	for i, line := range masked.Console { // a slice of the masked record's own
		masked.Console[i] = maskPrinted(line)
	}
	return masked
}

// maskRule masks the secrets that are known so far in the texts of a rule.
func maskRule(masker *secret.Masker, rule *run.Rule) {
	rule.Reason = masker.Text(rule.Reason)
	for i := range rule.Untested {
		rule.Untested[i].Reason = masker.Text(rule.Untested[i].Reason)
	}
	for i := range rule.Findings {
		f := &rule.Findings[i]
		f.Expected, f.Observed = masker.Text(f.Expected), masker.Text(f.Observed)
	}
}
