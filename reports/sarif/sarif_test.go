package sarif_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
	reportsarif "github.com/signspec/signspec/reports/sarif"
)

// log reads a SARIF log strictly, and judges it by the official schema, which the library has within it.
func log(t *testing.T, r *run.Run) *sarif.Run {
	t.Helper()
	report, err := sarif.FromBytes(golden.Render(t, reportsarif.Write, r), sarif.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Validate(); err != nil {
		t.Error(err)
	}
	return report.Runs[0]
}

func TestGoldenLogs(t *testing.T) { golden.Check(t, "report.sarif", reportsarif.Write) }

func TestSARIFKeepsTheOfficialSchema(t *testing.T) {
	for name, r := range samples.All() {
		t.Run(name, func(t *testing.T) { log(t, r) })
	}
}

func TestTheOfficialSchemaWouldSeeAMistake(t *testing.T) {
	wrong := strings.Replace(string(golden.Render(t, reportsarif.Write, samples.All()["miniprogram"])), `"level": "error"`,
		`"level": "dreadful"`, 1)
	report, err := sarif.FromString(wrong, sarif.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	if report.Validate() == nil {
		t.Error("a level that does not exist is valid: this test cannot fail")
	}
}

func TestSARIFPointsIntoTheMerchantsFiles(t *testing.T) {
	results := log(t, samples.All()["miniprogram"]).Results
	if len(results) != 2 {
		t.Fatalf("%d results, want 2", len(results))
	}
	place := results[0].Locations[0].PhysicalLocation
	if *place.ArtifactLocation.URI != "pages/pay/pay.js" || *place.ArtifactLocation.URIBaseID != "%SRCROOT%" ||
		*place.Region.StartLine != 12 || *place.Region.StartColumn != 5 {
		t.Errorf("the first result is at %+v", place)
	}
	for _, part := range []string{"Expected no authCode in the console; observed console.log", "Scenario: approve",
		"Reproduce: signspec miniprogram ./tea-shop --rules code-not-logged"} {
		if !strings.Contains(*results[0].Message.Text, part) {
			t.Errorf("the message lacks %q: %s", part, *results[0].Message.Text)
		}
	}
}

func TestSARIFRulesHaveHelpAndALevel(t *testing.T) {
	r := log(t, samples.All()["miniprogram"])
	rule := r.Tool.Driver.Rules[1]
	if *rule.ID != "code-not-logged" || rule.DefaultConfiguration.Level != "warning" {
		t.Errorf("the rule is %s, by default %s", *rule.ID, rule.DefaultConfiguration.Level)
	}
	for _, part := range []string{"The code never appears in the console", "Level: should", "Source: ", "Why: "} {
		if !strings.Contains(*rule.Help.Text, part) {
			t.Errorf("the help lacks %q: %s", part, *rule.Help.Text)
		}
	}
	for _, result := range r.Results { // strict: it counts as an error although the rule is a should rule
		if result.Level != "error" || *result.RuleID != *r.Tool.Driver.Rules[result.RuleIndex].ID {
			t.Errorf("%s of %s, whose index is %d", result.Level, *result.RuleID, result.RuleIndex)
		}
	}
}

func TestSARIFTellsAPlaceOnce(t *testing.T) {
	r := samples.MiniProgram()
	var findings []run.Finding
	for _, scenario := range []string{"a", "b", "c"} {
		findings = append(findings, run.Finding{Scenario: scenario, Expected: "x", Observed: "y", File: "app.js", Line: 3})
	}
	findings = append(findings, run.Finding{Scenario: "a", Expected: "x", Observed: "y", File: "app.js", Line: 9})
	samples.Break(r, "code-not-logged", findings...)
	r.Conclude()
	results := log(t, r).Results
	if len(results) != 2 || *results[0].OccurrenceCount != 3 || len(results[0].Locations[0].LogicalLocations) != 3 {
		t.Fatalf("%d results, the first of %d occurrences", len(results), *results[0].OccurrenceCount)
	}
	if results[0].PartialFingerprints["signspecFinding/v1"] != results[1].PartialFingerprints["signspecFinding/v1"] {
		t.Error("the fingerprint changes with the line")
	}
}

// Code scanning refuses the whole log for one result that has no file.
func TestEverySARIFResultHasAFile(t *testing.T) {
	for source, want := range map[string]string{
		"./tea-shop": "tea-shop/app.json", ".": "app.json", "/abs/shop": "file:///abs/shop/app.json", "": "report.json",
		"ws://localhost:1": "report.json", "a b/c": "report.json", "shop/signspec.yaml": "shop/signspec.yaml",
	} {
		r := samples.MiniProgram()
		r.Subject.Source = source
		samples.Break(r, "code-not-logged", run.Finding{Scenario: "a", Expected: "x", Observed: "y"})
		r.Conclude()
		if got := *log(t, r).Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI; got != want {
			t.Errorf("%q stands for %s, want %s", source, got, want)
		}
	}
	for file, want := range map[string]string{
		`pages\pay\pay.js`: "pages/pay/pay.js", "a b/ü#.js": "a%20b/%C3%BC%23.js", "./x/../y.js": "y.js",
		"c:x.js": "./c:x.js", "/abs/x.js": "file:///abs/x.js", "javascript:alert(1)": "./javascript:alert%281%29",
	} {
		r := samples.MiniProgram()
		samples.Break(r, "code-not-logged", run.Finding{Scenario: "a", Expected: "x", Observed: "y", File: file})
		r.Conclude()
		if got := *log(t, r).Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI; got != want {
			t.Errorf("%q is %s, want %s", file, got, want)
		}
	}
}

func TestASARIFLogOfARunWithoutAVerdictSaysSo(t *testing.T) {
	for name, want := range map[string]bool{"conformant": true, "nonconformant": true, "inconclusive": true, "unreachable": false,
		"interrupted": false} {
		r := samples.All()[name]
		invocation := log(t, r).Invocations[0]
		if *invocation.ExecutionSuccessful != want || *invocation.ExitCode != r.ExitStatus {
			t.Errorf("%s: successful is %v, the exit code %d", name, *invocation.ExecutionSuccessful, *invocation.ExitCode)
		}
		if message := *invocation.ToolExecutionNotifications[0].Message.Text; !strings.HasPrefix(message, string(r.Verdict)) {
			t.Errorf("%s: the first notification is %q", name, message)
		}
	}
}

func TestSARIFIsOneDocumentOfPrintableCharacters(t *testing.T) {
	document := golden.Render(t, reportsarif.Write, samples.All()["hostile"])
	if !json.Valid(document) || strings.ContainsAny(string(document), "\u202e\u2028\x1b\r") {
		t.Error("it is no JSON, or holds characters that act")
	}
}
