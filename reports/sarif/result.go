package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// longestMessage is the longest message of a result, in code points: it is one line in a list of many.
const longestMessage = 400

// sourceRoot stands for the root of the repository, which the reader of a log knows and its writer does not.
const sourceRoot = "%SRCROOT%"

func resultOf(r *run.Run, rule run.Rule, index int, findings []run.Finding) *sarif.Result {
	first := findings[0]
	level := levelOf(rule.Level)
	if r.Fails(rule) {
		level = "error"
	}
	text := words.Capital(words.Broken(rule, findings[:1], longestMessage)) + "."
	scenarios := run.ScenariosOf(findings...)
	if len(scenarios) > 0 {
		text += "\nScenario: " + words.OneLine(words.NameSome(scenarios), words.LongestText)
	}
	if first.Reproduce != "" {
		text += "\nReproduce: " + words.OneLine(first.Reproduce, words.LongestText)
	}
	location := sarif.NewLocation().WithPhysicalLocation(placeOf(r, first))
	for _, scenario := range scenarios[:min(words.MostNames, len(scenarios))] {
		location.AddLogicalLocation(sarif.NewLogicalLocation().WithName(words.Name(scenario)).WithKind("scenario"))
	}
	result := sarif.NewRuleResult(words.Name(rule.ID)).WithRuleIndex(index).WithLevel(level).WithKind("fail").
		WithMessage(sarif.NewTextMessage(text)).WithOccurrenceCount(len(findings)).
		WithLocations([]*sarif.Location{location})
	if text := words.Known(first); text != "" {
		result.AddSuppression(sarif.NewSuppression().WithKind("external").WithStatus("accepted").WithJustification(text))
	}
	result.PartialFingerprints = map[string]string{"signspecFinding/v1": fingerprint(rule, first)}
	return result
}

// placeOf is where the finding is caused. Code scanning refuses a whole log for one result without a file, so that
// a finding whose place is not known is one of the target as a whole.
func placeOf(r *run.Run, f run.Finding) *sarif.PhysicalLocation {
	place := sarif.NewPhysicalLocation()
	if f.File == "" {
		return place.WithArtifactLocation(fileOf(wholeTarget(r.Subject)))
	}
	place.WithArtifactLocation(fileOf(f.File))
	if f.Line > 0 {
		region := sarif.NewRegion().WithStartLine(f.Line)
		if f.Column > 0 {
			region.WithStartColumn(f.Column)
		}
		place.WithRegion(region)
	}
	return place
}

// wholeTarget is the file that stands for a target: the module that was given, the manifest of a mini program's folder,
// and the report where neither is a file.
func wholeTarget(s run.Subject) string {
	switch {
	case s.Source == "" || s.Driver == "exec" || strings.Contains(s.Source, "://") || strings.ContainsAny(s.Source, " \t\r\n"):
		return "report.json"
	case s.Kind == run.MiniProgram && strings.Trim(path.Ext(s.Source), ".") == "":
		return path.Join(s.Source, "app.json")
	}
	return s.Source
}

// fileOf names a file as a URI: relative to the root of the repository, or absolute.
func fileOf(file string) *sarif.ArtifactLocation {
	file = strings.ReplaceAll(words.OneLine(file, words.LongestText), `\`, "/")
	if path.IsAbs(file) {
		return sarif.NewSimpleArtifactLocation((&url.URL{Scheme: "file", Path: file}).String())
	}
	relative := (&url.URL{Path: path.Clean(file)}).EscapedPath()
	if first, _, _ := strings.Cut(relative, "/"); strings.Contains(first, ":") { // would read as a scheme
		relative = "./" + relative
	}
	return sarif.NewSimpleArtifactLocation(relative).WithURIBaseID(sourceRoot)
}

// fingerprint distinguishes a finding from others when the lines around it have moved.
func fingerprint(rule run.Rule, f run.Finding) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", rule.ID, f.File, f.Expected, f.Observed))
	return hex.EncodeToString(sum[:16])
}
