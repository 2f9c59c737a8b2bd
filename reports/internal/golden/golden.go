// Package golden compares what a format writes with the files in testdata that say how it should look.
//
//	UPDATE_GOLDEN=1 go test ./reports/...
//
// writes them anew; read the difference before it is committed.
package golden

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
)

// Write is a format.
type Write = func(io.Writer, run.Masked) error

// Render returns what the format writes of the run, as it is: the samples have no secret that anybody could use.
func Render(t testing.TB, write Write, r *run.Run) []byte {
	t.Helper()
	var buffer bytes.Buffer
	if err := write(&buffer, run.ShowSecrets(r)); err != nil {
		t.Fatalf("writing: %v", err)
	}
	return buffer.Bytes()
}

// Check judges a format by the golden files with the ending of those of the samples that are named, or of all. It also
// checks what is the same of all formats: the same run gives the same bytes, the run is left alone, and the zero Masked
// is refused.
func Check(t *testing.T, ending string, write Write, names ...string) {
	t.Helper()
	all := samples.All()
	if len(names) == 0 {
		for name := range all {
			names = append(names, name)
		}
	}
	for _, name := range names {
		t.Run(name+"."+ending, func(t *testing.T) {
			got := Render(t, write, all[name])
			if again := Render(t, write, all[name]); !bytes.Equal(again, got) {
				t.Error("two renderings of one run differ")
			}
			if fresh := Render(t, write, samples.All()[name]); !bytes.Equal(fresh, got) {
				t.Error("the run was changed")
			}
			compare(t, filepath.Join("testdata", name+"."+ending), got)
		})
	}
	if err := write(io.Discard, run.Masked{}); !errors.Is(err, run.ErrNotMasked) {
		t.Errorf("a run that is not masked: the error is %v", err)
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no golden file; UPDATE_GOLDEN=1 go test ./reports/... writes it: %v", err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at the difference after UPDATE_GOLDEN=1 go test ./reports/...\ngot:\n%s", path, got)
	}
}
