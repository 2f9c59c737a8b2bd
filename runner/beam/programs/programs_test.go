package programs_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/beam/find"
	"github.com/signspec/signspec/runner/beam/programs"
)

func TestMain(m *testing.M) {
	find.Register()
	programs.Register()
	flag.Parse()
	beam.Init() // which wants the flags of the test parsed
	os.Exit(m.Run())
}

// signspec builds the command.
func signspec(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "signspec")
	build := exec.Command("go", "build", "-o", file, "./runner/signspec")
	build.Dir = "../../.." // the module that the command is of
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return file
}

const fixtures = "../../../fixtures/miniprograms"

// Each program costs itself only: good and broken ones, folders and archives, what is none and what leads out of itself.
func TestEachProgramIsJudged(t *testing.T) {
	command, dir := signspec(t), t.TempDir()
	copyFolder(t, filepath.Join(fixtures, "correct", "callbacks"), filepath.Join(dir, "good"))
	copyFolder(t, filepath.Join(fixtures, "faulty", "calls-sign-contract"), filepath.Join(dir, "bad"))
	write(t, filepath.Join(dir, "good.zip"), zipped(t, filepath.Join(dir, "good")))
	write(t, filepath.Join(dir, "good.tgz"), tarred(t, filepath.Join(dir, "good")))
	write(t, filepath.Join(dir, "none.zip"), []byte("this is no archive"))
	write(t, filepath.Join(dir, "out.zip"), climbing(t))
	write(t, filepath.Join(dir, "file"), nil)

	out := filepath.Join(dir, "results", "programs.jsonl")
	p, s := beam.NewPipelineWithRoot()
	patterns := []string{filepath.Join(dir, "[bgnof]*"), filepath.Join(dir, "good"), filepath.Join(dir, "*.rar")}
	programs.Judge(s, patterns, programs.Options{Command: command, Out: out})
	if _, err := prism.Execute(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	results, err := programs.Read(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]run.Verdict{}
	for _, r := range results {
		got[filepath.Base(r.Program)] = r.Verdict
		if (r.Verdict == run.Failed) != (r.Error != "") {
			t.Errorf("%s is %s, %q", r.Program, r.Verdict, r.Error)
		}
		if base := filepath.Base(r.Program); base == "out.zip" && !strings.Contains(r.Error, "leads out") {
			t.Errorf("%s: %s", base, r.Error)
		}
	}
	want := map[string]run.Verdict{
		"good": run.Conformant, "good.zip": run.Conformant, "good.tgz": run.Conformant, "bad": run.Nonconformant,
		"none.zip": run.Failed, "out.zip": run.Failed, "file": run.Failed, "*.rar": run.Failed,
	}
	if len(results) != len(want) || !reflect.DeepEqual(got, want) {
		t.Errorf("%d results: %v, want %v", len(results), got, want)
	}
	if m := programs.NewMatrix(results, nil); m.ExitStatus != run.ExitNonconformant || m.Verdicts[run.Conformant] != 3 {
		t.Errorf("%+v", m)
	}
}

func TestTheMatrixSaysWhatIsNew(t *testing.T) {
	result := func(program string, status run.Status) programs.Result {
		return programs.Result{Program: program, Verdict: run.Conformant, Rules: map[string]run.Status{"settles": status}}
	}
	previous := []programs.Result{result("a", run.Broken), result("b", run.Held)}
	now := []programs.Result{result("a", run.Broken), result("b", run.Broken), result("c", run.Broken), result("d", run.Held)}
	m := programs.NewMatrix(now, previous)
	want := []programs.RuleCount{{ID: "settles", Counts: map[run.Status]int{run.Broken: 3, run.Held: 1}, New: []string{"b", "c"}}}
	if !reflect.DeepEqual(m.Rules, want) {
		t.Errorf("%+v, want %+v", m.Rules, want)
	}
	var text bytes.Buffer
	if err := programs.WriteText(&text, m); err != nil || !strings.Contains(text.String(), "broken by 3, held by 1") ||
		!strings.Contains(text.String(), "new  c") {
		t.Errorf("%v: %s", err, text.String())
	}
	if m := programs.NewMatrix(nil, nil); m.ExitStatus != run.ExitInconclusive {
		t.Errorf("no program: exit status %d", m.ExitStatus)
	}
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// each calls add for every file below a folder.
func each(t *testing.T, folder string, add func(name string, data []byte) error) {
	t.Helper()
	files := os.DirFS(folder)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		return add(name, data)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, folder string) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	each(t, folder, func(name string, data []byte) error {
		file, err := w.Create(name)
		if err == nil {
			_, err = file.Write(data)
		}
		return err
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func tarred(t *testing.T, folder string) []byte {
	t.Helper()
	var packed bytes.Buffer
	zipped := gzip.NewWriter(&packed)
	w := tar.NewWriter(zipped)
	each(t, folder, func(name string, data []byte) error {
		if err := w.WriteHeader(&tar.Header{Name: name, Typeflag: tar.TypeReg, Size: int64(len(data)), Mode: 0o644}); err != nil {
			return err
		}
		_, err := w.Write(data)
		return err
	})
	if err := w.Close(); err != nil || zipped.Close() != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// climbing is an archive with a name that leads out of it.
func climbing(t *testing.T) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	if _, err := w.Create("../escaped.js"); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}
