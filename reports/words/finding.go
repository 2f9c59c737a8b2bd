package words

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/reports/run"
)

// How many findings are shown in full. The first ones of a rule explain it; where very many rules are broken, one each
// is what a person can read.
const (
	FullFindings = 3
	FewFindings  = 1
	ManyRules    = 8
	MostNames    = 12 // scenarios that are named of those that are not shown in full
)

// Known says why a finding is accepted; empty where it is not.
func Known(f run.Finding) string {
	if f.Known == nil {
		return ""
	}
	text := OneLine(f.Known.Reason, LongestShown)
	if f.Known.Link != "" {
		text += " (" + Name(f.Known.Link) + ")"
	}
	return text
}

// Broken says on one line of at most limit code points how a rule is broken: the first of the findings, and how many
// more there are.
func Broken(rule run.Rule, findings []run.Finding, limit int) string {
	if len(findings) == 0 {
		return OneLine("broken: "+rule.Title, limit)
	}
	first := findings[0]
	message := fmt.Sprintf("expected %s; observed %s", OneLine(first.Expected, limit/2), OneLine(first.Observed, limit/2))
	if more := len(findings) - 1; more > 0 {
		message += fmt.Sprintf(" (and %d more)", more)
	}
	return message
}

// mostIDs is how many rules a sentence names before it only counts the rest.
const mostIDs = 6

// NameSome lists names, and counts those that are too many to read.
func NameSome(names []string) string {
	if len(names) > mostIDs {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostIDs], ", "), len(names)-mostIDs)
	}
	return strings.Join(names, ", ")
}
