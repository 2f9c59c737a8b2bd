package programs_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	report "github.com/signspec/signspec/reports/programs"
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

// judged runs the pipeline on Prism and returns the results, by the last part of their names.
func judged(t *testing.T, o programs.Options, patterns ...string) map[string]report.Result {
	t.Helper()
	p, s := beam.NewPipelineWithRoot()
	programs.Judge(s, patterns, o)
	if _, err := prism.Execute(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	results, err := programs.Read(t.Context(), o.Out)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]report.Result{}
	for _, r := range results {
		if (r.Verdict == run.Failed) != (r.Error != "") || r.Verdict == run.Nonconformant && len(r.Broken) == 0 {
			t.Errorf("%s is %s, %q, %+v", r.Program, r.Verdict, r.Error, r.Broken)
		}
		named[filepath.Base(r.Program)] = r
	}
	if len(named) != len(results) {
		t.Errorf("%d results, and %d names", len(results), len(named))
	}
	return named
}

// seed is what the command draws from in each test: by others, two codes may be of one length, and masked records cannot always
// tell such apart.
const seed = "beam-1"

// options are those of a test: the command, told by a script that counts how often it is started, and files in dir.
func options(t *testing.T, dir string) programs.Options {
	t.Helper()
	counting := filepath.Join(dir, "counting")
	script := fmt.Sprintf(`#!/bin/sh
echo >>'%s/started'
case "$*" in *hangs*) exec sleep 600;; esac
exec '%s' "$@" --seed %s
`, dir, signspec(t), seed)
	write(t, counting, []byte(script))
	if err := os.Chmod(counting, 0o777); err != nil {
		t.Fatal(err)
	}
	return programs.Options{
		Command: counting, Version: "0.1.0", Out: filepath.Join(dir, "out", "programs.jsonl"), Keep: filepath.Join(dir, "keep"), Run: "1",
	}
}

// started is how often the command was.
func started(t *testing.T, dir string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "started"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return len(text)
}

// Each program costs itself only: good and broken ones, folders and archives, what is none, leads out of itself, is a bomb,
// holds a name twice, does not load, never ends.
func TestEachProgramIsJudged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is told by a script of sh")
	}
	dir, store := t.TempDir(), t.TempDir()
	o := options(t, dir)
	in := func(name string) string { return filepath.Join(store, name) }
	copyFolder(t, filepath.Join(fixtures, "correct", "callbacks"), in("good"))
	copyFolder(t, filepath.Join(fixtures, "faulty", "calls-sign-contract"), in("bad"))
	copyFolder(t, in("good"), in("hangs"))
	write(t, in("hangs/other.js"), nil) // by its digest, it would be the same program
	copyFolder(t, in("good"), in("damaged"))
	write(t, in("damaged/app.json"), []byte("{"))
	write(t, in("good.zip"), zipped(t, in("good")))
	write(t, in("good.tgz"), tarred(t, in("bad")))
	write(t, in("none.zip"), []byte("this is no archive"))
	write(t, in("cut.tgz"), tarred(t, in("good"))[:300])
	write(t, in("out.zip"), archive(t, map[string]int{"../escaped.js": 1}))
	write(t, in("bomb.zip"), archive(t, map[string]int{"app.json": 65 << 20}))
	write(t, in("twice.zip"), archive(t, map[string]int{"a": 1, "./a": 1}))
	write(t, in("file"), nil)

	o.Longest = 4 * time.Second // of which only what never ends takes as much, but on a machine that is very busy
	hanging := judged(t, o, in("hangs"))
	if r := hanging["hangs"]; r.Verdict != run.Failed || r.Error != "judging it took longer than 4s" {
		t.Errorf("%+v", r)
	}
	o.Longest = 0
	got := judged(t, o, in("[bgncotdf]*"), in("good"), store+"/./good", in("*.rar"))
	if len(got) != 12 {
		t.Errorf("%d results", len(got))
	}
	for name, want := range map[string]struct {
		verdict run.Verdict
		how     report.How
		words   string
	}{
		"good": {run.Conformant, report.Performed, ""}, "good.zip": {run.Conformant, report.Performed, ""},
		"good.tgz": {run.Nonconformant, report.Performed, ""}, "bad": {run.Nonconformant, report.Performed, ""},
		"damaged": {run.Failed, report.Performed, "app.json"}, "none.zip": {run.Failed, report.Unjudged, "as zip"},
		"cut.tgz": {run.Failed, report.Unjudged, "unexpected EOF"}, "out.zip": {run.Failed, report.Unjudged, "leads out"},
		"bomb.zip": {run.Failed, report.Unjudged, "more than 64 MB"}, "twice.zip": {run.Failed, report.Unjudged, "exists"},
		"file": {run.Failed, report.Unjudged, "neither a folder nor an archive"}, "*.rar": {run.Failed, report.Unjudged, "no program matches"},
	} {
		if r := got[name]; r.Verdict != want.verdict || r.How != want.how || !strings.Contains(r.Error, want.words) {
			t.Errorf("%s is %s, %s: %s", name, r.Verdict, r.How, r.Error)
		}
	}
	if b := got["good.tgz"].Broken; b[0].File != got["bad"].Broken[0].File || filepath.IsAbs(b[0].File) || strings.HasPrefix(b[0].File, "..") {
		t.Errorf("the places are %q and %q", b[0].File, got["bad"].Broken[0].File)
	}
}

// What was judged is judged once: not again in another attempt of the same run, nor in another run of the same rules, nor under
// another name; but where it is asked for, or the program is another by then.
func TestNothingIsJudgedTwice(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is told by a script of sh")
	}
	dir, store := t.TempDir(), t.TempDir()
	o := options(t, dir)
	copyFolder(t, filepath.Join(fixtures, "faulty", "calls-sign-contract"), filepath.Join(store, "a"))
	copyFolder(t, filepath.Join(store, "a"), filepath.Join(store, "b"))
	write(t, filepath.Join(store, "b", "app.json"), []byte("{"))
	step := func(name, run string, again bool, wantStarted int, wantA, wantB report.How) map[string]report.Result {
		t.Helper()
		o.Run, o.Again = run, again
		got := judged(t, o, store+"/*")
		if got["a"].How != wantA || got["b"].How != wantB || started(t, dir) != wantStarted {
			t.Errorf("%s: %s, %s, started %d times; want %s, %s, %d", name, got["a"].How, got["b"].How, started(t, dir), wantA, wantB, wantStarted)
		}
		return got
	}
	first := step("the first time", "1", false, 2, report.Performed, report.Performed)
	if retried := step("another attempt", "1", false, 2, report.Performed, report.Performed); !reflect.DeepEqual(retried, first) {
		t.Errorf("%+v, and in another attempt %+v", first, retried)
	}
	kept := step("another run", "2", false, 3, report.Kept, report.Performed)["a"] // what could not be judged may by now
	if kept.How = report.Performed; !reflect.DeepEqual(kept, first["a"]) {
		t.Errorf("%+v, and kept %+v", first["a"], kept)
	}
	step("where it is asked for", "3", true, 5, report.Performed, report.Performed)
	step("and another attempt of that", "3", true, 5, report.Performed, report.Performed)
	if err := os.Rename(filepath.Join(store, "a"), filepath.Join(store, "c")); err != nil {
		t.Fatal(err)
	}
	if c := judged(t, o, store+"/c")["c"]; started(t, dir) != 5 || len(c.Broken) == 0 {
		t.Errorf("under another name, it was started %d times", started(t, dir))
	}
	write(t, filepath.Join(store, "c", "more.js"), []byte("//"))
	if c := judged(t, o, store+"/c")["c"]; started(t, dir) != 6 || c.How != report.Performed {
		t.Errorf("another program was started %d times, %s", started(t, dir), c.How)
	}
	files, err := filepath.Glob(o.Keep + "/*")
	if err != nil || len(files) != 3 {
		t.Errorf("%d files are kept: %v", len(files), files)
	}
}

// Other rules judge the records of a program again, and perform of it no more than what the records lack.
func TestNewRulesJudgeRecords(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is told by a script of sh")
	}
	dir, store := t.TempDir(), t.TempDir()
	o := options(t, dir)
	for name, of := range map[string]string{"good": "correct/callbacks", "bad": "faulty/cancel-is-not-error"} {
		copyFolder(t, filepath.Join(fixtures, of), filepath.Join(store, name))
	}
	performed := judged(t, o, store+"/*")
	if started(t, dir) != 2 || performed["bad"].Rules["cancel-is-not-error"] != run.Broken {
		t.Fatalf("started %d times, %+v", started(t, dir), performed)
	}
	alike := func(step string, how report.How, scenarios []string, why string) {
		t.Helper()
		o.Run += "+"
		again := judged(t, o, store+"/*")
		for name, was := range performed {
			r := again[name]
			if r.How != how || !reflect.DeepEqual(r.Performed, scenarios) || !strings.Contains(r.Why, why) {
				t.Errorf("%s: %s was %s, %v, %s", step, name, r.How, r.Performed, r.Why)
			}
			if r.How, r.Why, r.Performed = was.How, "", nil; !reflect.DeepEqual(r, was) {
				t.Errorf("%s: %s is\n%+v, and was\n%+v", step, name, r, was)
			}
		}
	}
	edit := func(change func(head map[string]any, records []string) []string) { editKept(t, o.Keep, change) }
	otherRules := func(head map[string]any) { head["result"].(map[string]any)["rulesDigest"] = "sha256:other" }

	edit(func(head map[string]any, records []string) []string { otherRules(head); return records })
	alike("other rules", report.Rejudged, nil, "the rules are others")
	edit(func(head map[string]any, records []string) []string { head["version"] = "0.0.9"; return records })
	alike("another version", report.Rejudged, nil, "version 0.0.9 had judged it")
	if started(t, dir) != 2 {
		t.Errorf("records suffice, and the command was started %d times", started(t, dir))
	}

	// As if a version that had not known two scenarios, one of them beyond its plan, had performed it.
	lost := []string{"outcome/cancel", "cancel, after cancel"}
	edit(func(head map[string]any, records []string) []string {
		otherRules(head)
		head["asked"] = slices.DeleteFunc(head["asked"].([]any), func(name any) bool { return slices.Contains(lost, name.(string)) })
		return slices.DeleteFunc(records, func(line string) bool {
			return slices.ContainsFunc(lost, func(name string) bool { return strings.Contains(line, `"scenario":"`+name+`"`) })
		})
	})
	alike("new scenarios", report.Completed, lost, "rest on: calls-sign-contract, handles-outcomes")
	if started(t, dir) != 4 {
		t.Errorf("the command was started %d times", started(t, dir))
	}
	alike("then", report.Kept, nil, "")

	edit(func(head map[string]any, records []string) []string {
		otherRules(head)
		head["unlike"] = []string{"sends-result"}
		return records
	})
	alike("records that are masked too well", report.Performed, nil, "do not show as its run did: sends-result")

	edit(func(head map[string]any, records []string) []string {
		otherRules(head)
		head["asked"] = []any{}
		return records[:5]
	})
	alike("too few records", report.Performed, nil, "its records lack")
	edit(func(head map[string]any, records []string) []string { return append(records, "damaged") })
	alike("a damaged file", report.Performed, nil, "")
	if started(t, dir) != 10 {
		t.Errorf("the command was started %d times", started(t, dir))
	}
}

// Of some programs the masked records do not show what the run did: the authState of two-hosts reaches its server in an encoding.
// That is seen when they are kept, so that other rules perform these again, and break nothing that holds.
func TestWhatMaskedRecordsDoNotShow(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is told by a script of sh")
	}
	dir, store := t.TempDir(), t.TempDir()
	o := options(t, dir)
	copyFolder(t, filepath.Join(fixtures, "correct", "two-hosts"), filepath.Join(store, "two-hosts"))
	first := judged(t, o, store+"/*")["two-hosts"]
	editKept(t, o.Keep, func(head map[string]any, records []string) []string {
		head["version"] = "0.0.9"
		return records
	})
	o.Run = "2"
	again := judged(t, o, store+"/*")["two-hosts"]
	if first.Verdict != run.Conformant || !reflect.DeepEqual(again.Rules, first.Rules) {
		t.Errorf("%s, and again %s, %+v", first.Verdict, again.Verdict, again.Broken)
	}
}

// editKept changes the header and the records of each program that is kept.
func editKept(t *testing.T, keep string, change func(head map[string]any, records []string) []string) {
	t.Helper()
	files, err := filepath.Glob(keep + "/*.jsonl.gz")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		packed, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := gzip.NewReader(packed)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(unpacked)
		if err != nil || packed.Close() != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		var head map[string]any
		if err := json.Unmarshal([]byte(lines[0]), &head); err != nil {
			t.Fatal(err)
		}
		lines = change(head, lines[1:])
		first, err := json.Marshal(head)
		if err != nil {
			t.Fatal(err)
		}
		var changed bytes.Buffer
		w := gzip.NewWriter(&changed)
		if _, err := io.WriteString(w, string(first)+"\n"+strings.Join(lines, "\n")+"\n"); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		write(t, file, changed.Bytes())
	}
}

// A command of another version is refused, rather than judging half of the programs by other rules.
func TestACommandOfAnotherVersion(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the command is told by a script of sh")
	}
	o := options(t, t.TempDir())
	o.Version = "0.0.1"
	p, s := beam.NewPipelineWithRoot()
	programs.Judge(s, []string{filepath.Join(fixtures, "correct", "callbacks")}, o)
	if _, err := prism.Execute(t.Context(), p); err == nil || !strings.Contains(err.Error(), "both must be of one version") {
		t.Errorf("%v", err)
	}
}
