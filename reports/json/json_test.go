package json_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

func TestGoldenReports(t *testing.T) { golden.Check(t, "report.json", reportjson.Write) }

func TestReportJSONKeepsItsSchema(t *testing.T) {
	for name, r := range samples.All() {
		t.Run(name, func(t *testing.T) {
			var document any
			if err := json.Unmarshal(golden.Render(t, reportjson.Write, r), &document); err != nil {
				t.Fatal(err)
			}
			for _, problem := range schemas.Validate("report.schema.json", document) {
				t.Errorf("%v", problem)
			}
		})
	}
}

func TestReportJSONReadsBackAsTheSameRun(t *testing.T) {
	for name, r := range samples.All() {
		if name == "hostile" { // invalid UTF-8 does not come back: JSON has none
			continue
		}
		var read run.Run
		first := golden.Render(t, reportjson.Write, r)
		if err := json.Unmarshal(first, &read); err != nil {
			t.Fatal(err)
		}
		if again := golden.Render(t, reportjson.Write, &read); string(again) != string(first) {
			t.Errorf("%s is written differently after it was read", name)
		}
		if !reflect.DeepEqual(read.Error, r.Error) || read.Verdict != r.Verdict || len(read.Records) != len(r.Records) {
			t.Errorf("%s is not the same run", name)
		}
	}
}

func TestReportJSONHasNoNullLists(t *testing.T) {
	r := samples.Empty()
	r.Rules = []run.Rule{{ID: "settles"}}
	r.Records = append(r.Records, samples.Cancelled("a#1"))
	r.Records[0].Callbacks, r.Records[0].Events[0].Args = nil, nil
	for _, line := range strings.Split(string(golden.Render(t, reportjson.Write, r)), "\n") {
		if strings.Contains(line, "null") {
			t.Error(line)
		}
	}
	if r.Records[0].Callbacks != nil || r.Rules[0].Findings != nil {
		t.Error("the run was changed")
	}
}

func TestReportJSONTimesAreUTC(t *testing.T) {
	var read struct{ StartedAt string }
	if err := json.Unmarshal(golden.Render(t, reportjson.Write, samples.Empty()), &read); err != nil {
		t.Fatal(err)
	}
	if at, err := time.Parse(time.RFC3339, read.StartedAt); err != nil || !strings.HasSuffix(read.StartedAt, "Z") ||
		!at.Equal(samples.Empty().StartedAt) {
		t.Errorf("startedAt is %q", read.StartedAt)
	}
}

func TestReportJSONCanBeLookedAt(t *testing.T) {
	document := string(golden.Render(t, reportjson.Write, samples.All()["hostile"]))
	for _, r := range document {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Errorf("%U is in the file", r)
		}
	}
	var read run.Run
	if err := json.Unmarshal([]byte(document), &read); err != nil {
		t.Fatal(err)
	}
	if want := strings.ToValidUTF8(samples.Evil, "\ufffd\ufffd"); read.Subject.Name != want {
		t.Errorf("the escapes mean %q, want %q", read.Subject.Name, want)
	}
}
