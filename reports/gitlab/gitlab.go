// Package gitlab writes the findings of a run as a Code Quality report, which GitLab shows in a merge request.
package gitlab

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/plainjson"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// issue is one finding as Code Climate's format has it, in the part that GitLab reads.
type issue struct {
	Description string   `json:"description"`
	CheckName   string   `json:"check_name"`
	Fingerprint string   `json:"fingerprint"`
	Severity    string   `json:"severity"`
	Location    location `json:"location"`
}

type location struct {
	Path  string `json:"path"`
	Lines struct {
		Begin int `json:"begin"`
	} `json:"lines"`
}

// Write writes a list with an entry for all findings of a rule that say the same of one place. A break that a baseline
// accepts is information; a finding without a place is of the first line of what was checked. An error of the run is an
// entry, since an empty list reads as "nothing was found".
func Write(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	issues := []issue{}
	if r.Error != nil {
		issues = append(issues, newIssue(r, "signspec", "blocker", words.Conclude(r).Verdict, run.Finding{}))
	}
	for _, rule := range r.BrokenRules() {
		for _, alike := range run.Alike(rule.Findings) {
			f := alike[0]
			text := fmt.Sprintf("%s: expected %s; observed %s", words.OneLine(rule.Title, words.LongestText),
				words.OneLine(f.Expected, words.LongestText), words.OneLine(f.Observed, words.LongestText))
			issues = append(issues, newIssue(r, words.Name(rule.ID), severity(rule, f), text, f))
		}
	}
	text, err := plainjson.Encode(issues, "  ")
	if err != nil {
		return fmt.Errorf("encoding the report for GitLab: %w", err)
	}
	_, err = w.Write(text)
	return err
}

func newIssue(r *run.Run, check, severity, text string, f run.Finding) issue {
	i := issue{Description: text, CheckName: check, Severity: severity, Location: location{Path: words.OneLine(f.File, words.LongestText)}}
	i.Location.Lines.Begin = max(f.Line, 1)
	if i.Location.Path == "" {
		i.Location.Path = words.OneLine(r.Subject.Source, words.LongestText)
	}
	if i.Location.Path == "" {
		i.Location.Path = "signspec" // GitLab takes no entry without a path
	}
	// The same in every run as long as rule, place and scenario are, so that GitLab can tell what is new. A line may move.
	sum := sha256.Sum256([]byte(strings.Join([]string{check, i.Location.Path, f.Scenario, f.Expected}, "\x00")))
	i.Fingerprint = hex.EncodeToString(sum[:16])
	return i
}

// severity is what GitLab calls a level.
func severity(rule run.Rule, f run.Finding) string {
	switch {
	case f.Known != nil:
		return "info"
	case rule.Level == run.Must:
		return "critical"
	case rule.Level == run.Should:
		return "major"
	}
	return "minor"
}
