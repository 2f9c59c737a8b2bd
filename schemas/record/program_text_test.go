package record_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

// columns are what lines the texts of a timeline up.
var columns = regexp.MustCompile(` +`)

func TestTimelineShowsWhatAMiniProgramDid(t *testing.T) {
	object := func(fields map[string]record.Value) []record.Value { return []record.Value{record.Fields(fields)} }
	r := record.Record{
		ID: "outcome/fail#1", Scenario: "outcome/fail", API: record.ProgramAPI, End: record.Settled,
		Events: []record.Event{
			{At: 5000, Type: record.Started, Args: object(map[string]record.Value{"step": record.Num(1), "handler": record.Text("onSign")})},
			{At: 5120, Type: record.Called, Args: object(map[string]record.Value{"api": record.Text("my.signContract"), "options": record.Fields(nil)}), Place: &record.Place{File: "pages/pay.js", Line: 7}},
			{At: 6120, Type: record.Delivered, Args: object(map[string]record.Value{"callback": record.Text("fail"), "payload": record.Fields(map[string]record.Value{"error": record.Text("7002")})})},
			{At: 6120, Type: record.Read, Args: object(map[string]record.Value{"property": record.Text("errorMessage"), "present": record.Bool(false)})},
			{At: 6130, Type: record.Requested, Args: object(map[string]record.Value{"method": record.Text("GET"), "url": record.Text("https://a.example/s")})},
			{At: 6250, Type: record.Replied, Args: object(map[string]record.Value{"error": record.Text("timeout")})},
			{At: 6250, Type: record.Shown, Args: object(map[string]record.Value{"how": record.Text("toast"), "content": record.Text("failed")})},
		},
	}
	got := columns.ReplaceAllString(record.Timeline(r), " ")
	for _, want := range []string{
		"┌ start onSign", "├ call pages/pay.js:7: my.signContract({})", `├ deliver fail {error: "7002"}`,
		"├ read errorMessage (which is not there)", "├ request GET https://a.example/s\n", "├ reply failed: timeout", "├ show toast failed",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
}
