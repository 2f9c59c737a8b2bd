package json_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
)

// What is read is masked, also where it was written with its secrets; and what was masked before stays as it was.
func TestReadReadsWhatWriteWrites(t *testing.T) {
	for name, r := range samples.All() {
		if name == "hostile" { // invalid UTF-8 does not come back
			continue
		}
		var first, second bytes.Buffer
		if err := reportjson.Write(&first, run.Mask(r)); err != nil {
			t.Fatal(err)
		}
		read, err := reportjson.Read(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := reportjson.Write(&second, read); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Errorf("%s is another after it was read:\n%s", name, second.String())
		}
		read, err = reportjson.Read(bytes.NewReader(golden.Render(t, reportjson.Write, r)))
		if err != nil {
			t.Fatal(err)
		}
		second.Reset()
		if err := reportjson.Write(&second, read); err != nil || strings.Contains(second.String(), samples.Secret) {
			t.Errorf("%s: the secret is there after it was read (%v)", name, err)
		}
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	whole := string(golden.Render(t, reportjson.Write, samples.All()["nonconformant"]))
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
		if _, err := reportjson.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s in it", err, want)
		}
	}
	if _, err := reportjson.Read(iotest.ErrReader(errors.New("the disk is gone"))); err == nil ||
		!strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("the error is %v", err)
	}
}
