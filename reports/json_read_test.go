package reports_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/signspec/signspec/reports"
)

func TestReadJSONReadsWhatWriteJSONWrites(t *testing.T) {
	for name, run := range samples() {
		if name == "hostile" { // invalid UTF-8 does not come back
			continue
		}
		read, err := reports.ReadJSON(bytes.NewReader(rendered(t, reports.WriteJSON, run)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for ending, write := range writers() {
			if !bytes.Equal(rendered(t, write, read), rendered(t, write, run)) {
				t.Errorf("%s: %s is another when it is made from report.json", name, ending)
			}
		}
	}
}

func TestReadJSONSaysWhatIsWrong(t *testing.T) {
	whole := string(rendered(t, reports.WriteJSON, samples()["nonconformant"]))
	for text, want := range map[string]string{
		"":                     "this is not JSON",
		"[]":                   "this is not a report of signspec",
		"{}":                   "this is not a report of signspec",
		"null":                 "this is not a report of signspec",
		`{"schemaVersion": 2}`: "schemaVersion is 2; this version reads 1",
		whole[:len(whole)/2]:   "this is not JSON",
		strings.Replace(whole, `"nonconformant"`, `"splendid"`, 1):   "verdict",
		strings.Replace(whole, `"status": "held"`, `"status": 7`, 1): "status",
	} {
		if _, err := reports.ReadJSON(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s in it", err, want)
		}
	}
	if _, err := reports.ReadJSON(iotest.ErrReader(errors.New("the disk is gone"))); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("the error is %v", err)
	}
}
