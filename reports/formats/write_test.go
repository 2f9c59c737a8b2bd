package formats_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
)

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, entry := range entries {
		found = append(found, entry.Name())
	}
	return strings.Join(found, " ")
}

func TestWriteFilesWritesEveryFormat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	r := samples.All()["nonconformant"]
	written, err := formats.WriteFiles(dir, run.ShowSecrets(r), formats.List())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, dir), "badge.json badge.svg events.ndjson junit.xml report.html report.json report.sarif signspec-code-quality.json summary.md"; got != want {
		t.Errorf("the directory holds %s, want %s", got, want)
	}
	for i, format := range formats.List() {
		if want := filepath.Join(dir, format.File); written[i] != want {
			t.Errorf("wrote %s, want %s", written[i], want)
		}
		if content(t, written[i]) != string(golden.Render(t, format.Write, r)) {
			t.Errorf("%s is not what %s gives", written[i], format.Name)
		}
	}
}

func TestAFormatThatFailsLeavesTheOthersAndWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "bad.txt")
	if err := os.WriteFile(old, []byte("before"), 0o666); err != nil {
		t.Fatal(err)
	}
	bad := formats.Format{Name: "bad", File: "bad.txt", Write: func(w io.Writer, _ run.Masked) error {
		_, _ = io.WriteString(w, strings.Repeat("half ", 1<<16))
		return errors.New("the pen broke")
	}}
	written, err := formats.WriteFiles(dir, run.Mask(samples.All()["conformant"]), append([]formats.Format{bad}, formats.Default()...))
	if err == nil || !strings.Contains(err.Error(), "writing the bad report: "+old+": the pen broke") {
		t.Errorf("the error is %v", err)
	}
	if len(written) != 3 || names(t, dir) != "bad.txt junit.xml report.html report.json" {
		t.Errorf("written: %v; the directory holds %s", written, names(t, dir))
	}
	if got := content(t, old); got != "before" {
		t.Errorf("what was there before is now %q", got)
	}
}

func TestWriteFileLeavesNothingBehindWhenItPanics(t *testing.T) {
	dir := t.TempDir()
	func() {
		defer func() { _ = recover() }()
		_ = formats.WriteFile(filepath.Join(dir, "a"), func(io.Writer) error { panic("bug") })
	}()
	if got := names(t, dir); got != "" {
		t.Errorf("%s is left", got)
	}
}

func TestWriteFileErrorsNameTheFile(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "full"), 0o777); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "missing", "a"): "no such file or directory",
		taken:                              "file exists",
	} {
		err := formats.WriteFile(path, func(io.Writer) error { return nil })
		if err == nil || err.Error() != path+": "+want {
			t.Errorf("the error is %v, want %s: %s", err, path, want)
		}
	}
	if got := names(t, dir); got != "taken" {
		t.Errorf("the directory holds %s", got)
	}
	if _, err := formats.WriteFiles(filepath.Join(dir, "taken", "full", "\x00"), run.Mask(samples.All()["empty"]),
		formats.List()); err == nil {
		t.Error("a directory that cannot be made is no error")
	}
}

func TestARunThatIsNotMaskedLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	written, err := formats.WriteFiles(dir, run.Masked{}, formats.List())
	if !errors.Is(err, run.ErrNotMasked) || len(written) > 0 || names(t, dir) != "" {
		t.Errorf("written: %v, %v; the directory holds %q", written, err, names(t, dir))
	}
}
