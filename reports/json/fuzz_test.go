package json_test

import (
	"bytes"
	"testing"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
)

// What is read is either refused or a run that is written, read again and written the same.
func FuzzRead(f *testing.F) {
	for _, r := range samples.All() {
		f.Add(golden.Render(f, reportjson.Write, r))
	}
	for _, text := range []string{"", "null", "{}", "[]", `{"schemaVersion":1}`, `{"schemaVersion":2}`, "{", "\xff",
		`{"rules":[{"findings":null}]}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		read, err := reportjson.Read(bytes.NewReader(document))
		if err != nil {
			if _, refused := read.Checked(); refused == nil {
				t.Error("there is a run although there is an error")
			}
			return
		}
		first := written(t, read)
		again, err := reportjson.Read(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("what was written is not read: %v\n%s", err, first)
		}
		if second := written(t, again); !bytes.Equal(first, second) {
			t.Errorf("written differently:\n%s\n%s", first, second)
		}
	})
}

func written(t *testing.T, m run.Masked) []byte {
	t.Helper()
	var buffer bytes.Buffer
	if err := reportjson.Write(&buffer, m); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}
