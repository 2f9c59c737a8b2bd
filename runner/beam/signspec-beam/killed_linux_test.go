package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/audit"
	reportjson "github.com/signspec/signspec/reports/json"
	report "github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/reports/run"
	oneaudit "github.com/signspec/signspec/runner/audit"
	"github.com/signspec/signspec/runner/audit/audittest"
	"github.com/signspec/signspec/runner/beam/programs"
	"github.com/signspec/signspec/schemas"
)

// A pool of workers that is killed while it reads a file costs another attempt, and the audit is what the one-machine command
// counts. The moment is certain: one of the files is a pipe, which the test feeds by half before it kills.
func TestWorkersKilledInAnAudit(t *testing.T) {
	dir := t.TempDir()
	maker := audittest.New(5)
	maker.Faulty = 30
	for i := range 6 {
		write(t, filepath.Join(dir, fmt.Sprintf("calls-%d.jsonl", i)), lines(maker, 500))
	}
	slow := lines(maker, 500)
	pipe := filepath.Join(dir, "calls-slow.jsonl")
	write(t, pipe, slow)
	want := oneMachine(t, filepath.Join(dir, "calls-*"))
	if want.Broken == 0 || want.Calls < 3400 {
		t.Fatalf("%d calls, %d broken", want.Calls, want.Broken)
	}
	if os.Remove(pipe) != nil || syscall.Mkfifo(pipe, 0o600) != nil {
		t.Fatal("there is no pipe")
	}

	c := startCluster(t)
	out := filepath.Join(dir, "audit.json")
	command := c.submit(t, "audit", "--records="+filepath.Join(dir, "calls-*"), "--out="+out, "--attempts=3")
	half, err := os.OpenFile(pipe, os.O_WRONLY, 0) // goes on when a worker reads it
	if err != nil {
		t.Fatal(err)
	}
	if _, err := half.Write(slow[:len(slow)/2]); err != nil {
		t.Fatal(err)
	}
	c.replaceWorkers(t)
	half.Close()
	fed := make(chan error, 1)
	go func() { fed <- os.WriteFile(pipe, slow, 0) }()
	command.ended(t, run.ExitNonconformant)
	if err := <-fed; err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var got audit.Audit
	if err := json.Unmarshal(masks.ReplaceAll(data, nil), &got); err != nil {
		t.Fatal(err)
	}
	got.Tool = want.Tool
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the pipeline says\n%+v\nthe command\n%+v", got, want)
	}
	if !strings.Contains(command.printed.String(), "attempt 1 of 3") {
		t.Errorf("no attempt failed, so nobody was killed in the middle: %s", lastLines(command.printed.String()))
	}
}

// masks are the digests of masked texts, whose key is new each time.
var masks = regexp.MustCompile(`[0-9a-f]{64}`)

// oneMachine is the audit by the one-machine command.
func oneMachine(t *testing.T, pattern string) audit.Audit {
	t.Helper()
	judges, tally, err := oneaudit.Run(t.Context(), oneaudit.Options{Patterns: []string{pattern}, Profile: schemas.Documented()})
	if err != nil {
		t.Fatal(err)
	}
	model, err := judges.Model(tally, schemas.Documented(), run.Tool{}, false)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := audit.WriteJSON(&text, model); err != nil {
		t.Fatal(err)
	}
	var plain audit.Audit
	if err := json.Unmarshal(masks.ReplaceAll(text.Bytes(), nil), &plain); err != nil {
		t.Fatal(err)
	}
	return plain
}

// A pool of workers that is killed while it judges programs costs another attempt, in which only what it had not judged by then
// is judged; and what came of each program is what the command says of it alone.
func TestWorkersKilledAmongPrograms(t *testing.T) {
	dir, store := t.TempDir(), t.TempDir()
	command := filepath.Join(dir, "signspec")
	build := exec.Command("go", "build", "-o", command, "./runner/signspec")
	build.Dir = "../../.." // the module that the command is of
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	want := map[string]map[string]run.Status{}
	for _, of := range []string{"correct/callbacks", "correct/async-await", "faulty/code-not-logged", "faulty/sends-result"} {
		from := filepath.Join("../../../fixtures/miniprograms", of)
		if _, err := os.Stat(from); err != nil {
			continue // the fixtures are others by now
		}
		to := filepath.Join(store, filepath.Base(of))
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		want[to] = alone(t, command, to)
	}
	if len(want) < 3 {
		t.Fatalf("only %d programs", len(want))
	}

	// The command never ends on one of the programs, before the pool has been killed.
	killed, counts := filepath.Join(dir, "killed"), filepath.Join(dir, "started")
	hangs := filepath.Join(store, "callbacks")
	counting := filepath.Join(dir, "counting")
	write(t, counting, fmt.Appendf(nil, `#!/bin/sh
for last; do :; done
echo "$last" >>'%s'
if test "$last" = '%s' && ! test -e '%s'; then exec sleep 600; fi
exec '%s' "$@"
`, counts, hangs, killed, command))
	if err := os.Chmod(counting, 0o777); err != nil {
		t.Fatal(err)
	}
	c := startCluster(t)
	out := filepath.Join(dir, "programs.jsonl")
	submitted := c.submit(t, "programs", "--programs="+store+"/*", "--out="+out, "--signspec="+counting, "--attempts=3")
	until(t, "all programs but one are kept, and that one is on its way", func() bool {
		kept, _ := filepath.Glob(filepath.Join(dir, "programs.kept", "*.gz"))
		return len(kept) == len(want)-1 && startedBy(t, counts)[hangs] == 1
	})
	write(t, killed, nil)
	c.replaceWorkers(t)
	submitted.ended(t, run.ExitNonconformant)

	results, err := programs.Read(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	got, wantStarted := map[string]map[string]run.Status{}, map[string]int{}
	for _, r := range results {
		got[r.Program] = r.Rules
		if wantStarted[r.Program] = 1; r.Program == hangs {
			wantStarted[r.Program] = 2
		}
		if r.How != report.Performed {
			t.Errorf("%s was %s", r.Program, r.How)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the pipeline says\n%v\nthe command\n%v", got, want)
	}
	if started := startedBy(t, counts); !maps.Equal(started, wantStarted) {
		t.Errorf("the command was started %v, want %v", started, wantStarted)
	}
	if !strings.Contains(submitted.printed.String(), "attempt 1 of 3") {
		t.Errorf("no attempt failed, so nobody was killed in the middle: %s", lastLines(submitted.printed.String()))
	}
}

// alone is what the command says of a program.
func alone(t *testing.T, command, program string) map[string]run.Status {
	t.Helper()
	out := t.TempDir()
	exec.Command(command, "merchant", "--out", out, "--report", "json", program).Run() // its report says how it ended
	file, err := os.Open(filepath.Join(out, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	masked, err := reportjson.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return report.Of(program, masked.Run()).Rules
}

// startedBy counts the starts of the command by the program.
func startedBy(t *testing.T, file string) map[string]int {
	t.Helper()
	text, _ := os.ReadFile(file) // none is there at first
	counts := map[string]int{}
	for program := range strings.FieldsSeq(string(text)) {
		counts[program]++
	}
	return counts
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1800 {
		if is() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("it never comes about that %s", what)
}

func lines(maker *audittest.Maker, n int) []byte {
	var all []byte
	for range n {
		all = append(append(all, maker.Line()...), '\n')
	}
	return all
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
