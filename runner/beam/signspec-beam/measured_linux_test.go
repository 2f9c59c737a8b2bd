package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/audit/audittest"
	"github.com/signspec/signspec/runner/beam/programs/programstest"
)

// The measurements take long, and run where they are asked for: SIGNSPEC_BEAM_RECORDS=5000000 and SIGNSPEC_BEAM_PROGRAMS=2000
// are how many records and programs are made, SIGNSPEC_BEAM_ALONE=100 how many of the programs the command judges alone. They
// log seconds of processor time in user mode, and no wall time, since the machine may do other things.
const (
	recordsEnv  = "SIGNSPEC_BEAM_RECORDS"
	programsEnv = "SIGNSPEC_BEAM_PROGRAMS"
	aloneEnv    = "SIGNSPEC_BEAM_ALONE"
)

// asked is a number that the environment asks for.
func asked(t *testing.T, name string) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		t.Skipf("it takes long; %s=N measures with so many", name)
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// spent is what a process, with all that it waited for, took.
type spent struct {
	user, system time.Duration
	peak         int64 // bytes of memory of the process itself
	printed      string
}

// measure runs a program to its end, whatever its exit status says.
func measure(t *testing.T, environment []string, command string, arguments ...string) spent {
	t.Helper()
	cmd := exec.Command(command, arguments...)
	cmd.Env = append(os.Environ(), environment...)
	var printed bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &printed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended, peak := make(chan struct{}), make(chan int64)
	go func() { peak <- watchMemory(cmd.Process.Pid, ended) }()
	cmd.Wait()
	close(ended)
	return spent{cmd.ProcessState.UserTime(), cmd.ProcessState.SystemTime(), <-peak, printed.String()}
}

// watchMemory is the most memory that a process is seen to have had: what is told of it when it has ended counts what its parent
// had before.
func watchMemory(pid int, ended <-chan struct{}) int64 {
	var most int64
	for {
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if _, after, ok := strings.Cut(string(status), "VmHWM:"); ok {
			if fields := strings.Fields(after); len(fields) > 0 {
				kilobytes, _ := strconv.ParseInt(fields[0], 10, 64)
				most = max(most, kilobytes<<10)
			}
		}
		select {
		case <-ended:
			return most
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// rate tells how many things a second of a core does.
func rate(t *testing.T, what string, n int, s spent) {
	t.Helper()
	t.Logf("%-44s %9d in %8.1f s user, %6.1f s system: %9.1f /s/core, %5d MB at most", what, n, s.user.Seconds(), s.system.Seconds(),
		float64(n)/s.user.Seconds(), s.peak>>20)
}

// builtCommand builds the command signspec.
func builtCommand(t *testing.T) string {
	t.Helper()
	command := filepath.Join(t.TempDir(), "signspec")
	build := exec.Command("go", "build", "-o", command, "./runner/signspec")
	build.Dir = "../../.." // the module that the command is of
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return command
}

// TestMeasureRecords audits plain records by the command on one core, on all, and by Beam, and puts beside them what others need
// for the same lines: ajv 8 in Node, with the same schema, and jq.
func TestMeasureRecords(t *testing.T) {
	n := asked(t, recordsEnv)
	dir, command := t.TempDir(), builtCommand(t)
	const files = 20
	writeRecords(t, dir, n, files)
	all, tenth := filepath.Join(dir, "calls-*.jsonl"), filepath.Join(dir, "calls-0[01].jsonl")
	const fewer = 2 // files
	one := measure(t, []string{"GOMAXPROCS=1"}, command, "audit", "--out", filepath.Join(dir, "one"), all)
	rate(t, "signspec audit, one core", n, one)
	part := measure(t, []string{"GOMAXPROCS=1"}, command, "audit", "--out", filepath.Join(dir, "few"), tenth)
	rate(t, "signspec audit, one core, a tenth", n/files*fewer, part)
	rate(t, "signspec audit, all cores", n, measure(t, nil, command, "audit", "--out", filepath.Join(dir, "all"), all))
	beam := measure(t, []string{roleEnv + "=command"}, "/proc/self/exe", "audit", "--records="+all, "--out="+filepath.Join(dir, "beam.json"))
	rate(t, "signspec-beam audit, Prism", n, beam)
	t.Logf("Beam takes %.2f times as long as the command", beam.user.Seconds()/one.user.Seconds())
	single := filepath.Join(dir, "calls-00.jsonl")
	if _, err := exec.LookPath("jq"); err == nil {
		rate(t, "jq -c .", n/files, measure(t, nil, "sh", "-c", "jq -c . '"+single+"' >/dev/null"))
	}
	ajv := measure(t, nil, "node", "testdata/ajv.js", "../../../schemas", single)
	if !strings.Contains(ajv.printed, "valid") {
		t.Logf("ajv was not measured; NODE_PATH names a folder with it, from npm install ajv@8 ajv-formats: %.300s", ajv.printed)
		return
	}
	rate(t, "ajv 8, compiled, in Node: "+strings.TrimSpace(ajv.printed), n/files, ajv)
}

// writeRecords writes plain records into files of as many each.
func writeRecords(t *testing.T, dir string, n, files int) {
	t.Helper()
	maker := audittest.New(1)
	for i := range files {
		file, err := os.Create(filepath.Join(dir, fmt.Sprintf("calls-%02d.jsonl", i)))
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewWriterSize(file, 1<<20)
		for range n / files {
			lines.Write(append(maker.Line(), '\n'))
		}
		if lines.Flush() != nil || file.Close() != nil {
			t.Fatal("the disk is full")
		}
	}
}

// TestMeasurePrograms judges programs that are made of the fixtures by Beam on Prism, and some of them by the command alone.
func TestMeasurePrograms(t *testing.T) {
	n, few := asked(t, programsEnv), asked(t, aloneEnv)
	dir, command := t.TempDir(), builtCommand(t)
	store := filepath.Join(dir, "store")
	fixtures, err := filepath.Glob("../../../fixtures/miniprograms/[cf]*/*")
	if err != nil {
		t.Fatal(err)
	}
	if err := programstest.Make(store, fixtures, n, 1); err != nil {
		t.Fatal(err)
	}
	beamed := func(what, programs string, n int, arguments ...string) spent {
		s := measure(t, []string{roleEnv + "=command"}, "/proc/self/exe", append([]string{"programs", "--programs=" + programs,
			"--out=" + filepath.Join(dir, what+".jsonl"), "--keep=" + filepath.Join(dir, "keep"), "--signspec=" + command,
			"--reports=" + filepath.Join(dir, what)}, arguments...)...)
		rate(t, "signspec-beam programs, "+what, n, s)
		t.Log(lastLines(s.printed))
		return s
	}
	beamed("performed", store+"/*", n)
	beamed("kept", store+"/*", n)
	editRules(t, filepath.Join(dir, "keep"))
	beamed("rejudged", store+"/*", n)
	made, err := filepath.Glob(store + "/*")
	if err != nil {
		t.Fatal(err)
	}
	var alone spent
	step := max(1, len(made)/few)
	var sample []string
	for i := 0; i < len(made); i += step {
		s := measure(t, nil, command, "merchant", "--no-color", "--report", "json", "--out", filepath.Join(dir, "alone"), made[i])
		alone.user, alone.system, alone.peak = alone.user+s.user, alone.system+s.system, max(alone.peak, s.peak)
		sample = append(sample, made[i])
	}
	rate(t, "signspec merchant, each alone", len(sample), alone)
	same := beamed("sample", strings.Join(sample, ","), len(sample), "--again")
	t.Logf("Beam takes %.2f times as long as the command", same.user.Seconds()/alone.user.Seconds())
}

// editRules makes what is kept that of other rules.
func editRules(t *testing.T, keep string) {
	t.Helper()
	files, err := filepath.Glob(keep + "/*.gz")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		script := `zcat "$1" | sed '1s/"rulesDigest":"sha256:[0-9a-f]*"/"rulesDigest":"sha256:other"/' | gzip >"$1.new" && mv "$1.new" "$1"`
		if text, err := exec.Command("sh", "-c", script, "sh", file).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
	}
}
