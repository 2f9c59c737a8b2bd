package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// programOfServer copies the mini program of the reference server, with changes to its signspec.yaml and its page, and
// returns its folder.
func programOfServer(t *testing.T, changes ...string) (dir string) {
	t.Helper()
	reference, err := referenceServer()
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../fixtures/servers/program")); err != nil {
		t.Fatal(err)
	}
	changed, started := strings.NewReplacer(changes...), strings.NewReplacer(
		"start: ./reference", "start: "+filepath.Join(reference, "reference"), "300ms }", "3s }", "patience: 5s", "patience: 12s")
	for _, name := range []string{"signspec.yaml", "pages/plan/index.js"} {
		file := filepath.Join(dir, name)
		text, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(file, []byte(started.Replace(changed.Replace(string(text)))), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// withFault switches a fault of the reference server on.
func withFault(name string) []string {
	return []string{"TIMEOUT: 300ms", "TIMEOUT: 3s, FAULT: \"" + name + "\""}
}

// bothWritten reads the reports of the program and of its server.
func bothWritten(t *testing.T, performed finished) (program, server run.Run) {
	t.Helper()
	program = readReport(t, filepath.Join(performed.out, "report.json"))
	server = readReport(t, filepath.Join(performed.out, "server", "report.json"))
	if program.Subject.Kind != run.MiniProgram || server.Subject.Kind != run.Server {
		t.Errorf("the reports are of %+v and %+v", program.Subject, server.Subject)
	}
	for out, r := range map[string]run.Run{performed.out: program, filepath.Join(performed.out, "server"): server} {
		checkJUnit(t, filepath.Join(out, "junit.xml"), r)
		checkRecords(t, filepath.Join(out, "records.jsonl"), r)
		checkNothingElse(t, out)
	}
	return program, server
}

// TestAProgramWithItsServer performs the mini program of the reference server with that, and the staged platform behind it:
// nothing is broken, and what no mini program can show is untested.
func TestAProgramWithItsServer(t *testing.T) {
	if testing.Short() {
		t.Skip("go test without -short performs a mini program with its server")
	}
	t.Parallel()
	performed := signspec(t, programOfServer(t), "merchant", "--allow-start")
	program, server := bothWritten(t, performed)
	if performed.status != run.ExitConformant || program.ExitStatus != run.ExitConformant {
		t.Errorf("status %d, of the program %d, broken %q, untested %q: %s%s", performed.status, program.ExitStatus,
			withStatus(program, run.Broken), withStatus(program, run.NotTested), tail(performed.stdout), performed.stderr)
	}
	if broken := withStatus(server, run.Broken); len(broken) > 0 {
		t.Errorf("of the server are broken %q: %s", broken, tail(performed.stdout))
	}
	beyond := []string{"state-once", "result-needs-attempt", "result-from-own-session", "attempt-once", "users-isolated"}
	if got := withStatus(server, run.NotApplicable); !slices.Equal(got, beyond) {
		t.Errorf("of the server are not applicable %q, want %q", got, beyond)
	}
	if got := withStatus(server, run.NotTested); !slices.Equal(got, []string{"tls-verified"}) || server.ExitStatus != run.ExitConformant {
		t.Errorf("of the server are untested %q, its status is %d", got, server.ExitStatus)
	}
	for _, rule := range server.Rules {
		if rule.Status != run.Held && rule.Reason == "" {
			t.Errorf("%s is %s for no reason", rule.ID, rule.Status)
		}
	}
	again := signspec(t, filepath.Dir(performed.out), "replay", filepath.Join(performed.out, "server", "report.json"))
	if again.status != server.ExitStatus {
		t.Errorf("replay ends with status %d, want %d: %s", again.status, server.ExitStatus, tail(again.stdout))
	}
}

// TestFaultsBehindAProgram performs real servers with a fault behind a correct program: the rule of the fault is broken, and
// it ends what the command returns.
func TestFaultsBehindAProgram(t *testing.T) {
	for _, rule := range []string{
		"request-signed", "state-required", "status-decides", "consult-failure-told", "answer-signature-verified",
		"notify-signature-verified", "token-stays-on-server", "url-passed-verbatim",
	} {
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			dir := programOfServer(t, withFault(rule)...)
			performed := signspec(t, dir, "merchant", "--allow-start", "--server-only", "--strict", "--rules", rule)
			r := written(t, performed)
			if got := withStatus(r, run.Broken); performed.status != run.ExitNonconformant || !slices.Equal(got, []string{rule}) {
				t.Fatalf("status %d, broken are %q: %s%s", performed.status, got, tail(performed.stdout), performed.stderr)
			}
			found := r.Rules[0].Findings[0]
			if want := "signspec merchant --rules " + rule + " --scenario " + found.Scenario + " --allow-start --server-only"; found.Reproduce != want {
				t.Errorf("it is reproduced by %q", found.Reproduce)
			}
		})
	}
}

// TestAFaultyProgramBeforeItsServer performs a program that hands no state over: that is told of the program, and of the
// server, which binds nobody so, nothing is told.
func TestAFaultyProgramBeforeItsServer(t *testing.T) {
	t.Parallel()
	dir := programOfServer(t, "this.deliver({ authCode, authState })\n", "this.deliver({ authCode })\n")
	performed := signspec(t, dir, "merchant", "--allow-start", "--rules", "sends-result")
	broken := withStatus(written(t, performed), run.Broken)
	if performed.status != run.ExitNonconformant || !slices.Equal(broken, []string{"sends-result"}) {
		t.Errorf("status %d, broken are %q: %s", performed.status, broken, tail(performed.stdout))
	}
	rules := "status-decides,token-stays-on-server,state-required"
	performed = signspec(t, dir, "merchant", "--allow-start", "--server-only", "--rules", rules)
	r := written(t, performed)
	if performed.status != run.ExitInconclusive || !slices.Equal(withStatus(r, run.NotTested), []string{"state-required", "status-decides"}) {
		t.Errorf("status %d, untested are %q: %s", performed.status, withStatus(r, run.NotTested), tail(performed.stdout))
	}
}

// TestBadServersBehindAProgram says what is wrong with a server behind a mini program, or with what the file says of it. The
// reports of both are written all the same.
func TestBadServersBehindAProgram(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes []string
		status  int
		says    []string
	}{
		{"ends at once", []string{"./reference", "echo cannot open the database; exit 3"}, run.ExitHarness,
			[]string{"ended (exit status 3)", "cannot open the database"}},
		{"binds elsewhere", []string{"./reference", "echo listening on port 4711; sleep 60", "  bound: { status", "  within: 2s\n  bound: { status"},
			run.ExitHarness, []string{"nothing listens at", "it says that it listens on port 4711"}},
		{"never answers", []string{"./reference", hangingServer, "patience: 5s", "patience: 300ms"}, run.ExitHarness,
			[]string{"the server did not answer"}},
		{"ends midway", []string{"TIMEOUT: 300ms", "TIMEOUT: 3s, FAULT: ends-midway"}, run.ExitHarness,
			[]string{"the server ended (exit status 1)", "out of memory"}},
		{"a platform that it does not know", []string{"{ TIMEOUT: 300ms }", `{ SIGNSPEC_PLATFORM: "http://127.0.0.1:1" }`}, run.ExitHarness,
			[]string{"never called the staged platform", "POST /api/agreement/start"}},
		{"a name that nothing stands for", []string{"{ TIMEOUT: 300ms }", `{ ID: "{{clientID}}" }`}, run.ExitConfiguration,
			[]string{"signspec.yaml:7:14", "nothing stands for {{clientID}} here", "did you mean clientId?"}},
		{"an unknown portal", []string{"bound: { status: 200", "portal: antm\n  bound: { status: 200"}, run.ExitConfiguration,
			[]string{`there is no portal "antm"`, "did you mean antom?"}},
		{"nobody says how a success looks", []string{"  bound: { status: 200, json: { $.status: bound } }\n", ""}, run.ExitConfiguration,
			[]string{"signspec.yaml", "bound"}},
		{"an unknown key", []string{"notify:", "notfy:"}, run.ExitConfiguration, []string{`unknown key "notfy"`, "did you mean notify?"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			performed := signspec(t, programOfServer(t, c.changes...), "merchant", "--allow-start")
			said := unwrapped(performed.stdout) + performed.stderr
			if performed.status != c.status {
				t.Errorf("exit status %d, want %d: %s", performed.status, c.status, tail(said))
			}
			for _, words := range c.says {
				if !strings.Contains(said, words) {
					t.Errorf("it does not say %q: %s", words, tail(said))
				}
			}
			r := written(t, performed)
			if r.Error == nil || r.Subject.Kind != run.MiniProgram {
				t.Errorf("the report has the error %+v and the subject %+v", r.Error, r.Subject)
			}
			if c.status == run.ExitConfiguration {
				return // nothing was begun
			}
			if _, server := bothWritten(t, performed); server.Error == nil {
				t.Error("the report of the server has no error")
			}
		})
	}
}

// TestNoCommandOfAFileIsRunUnasked names a command in a file that may be a stranger's.
func TestNoCommandOfAFileIsRunUnasked(t *testing.T) {
	dir := programOfServer(t, "./reference", "touch ran")
	performed := signspec(t, dir, "merchant")
	r := written(t, performed)
	if performed.status != run.ExitConfiguration || r.Error == nil || !strings.Contains(r.Error.Message, "--allow-start runs it") {
		t.Errorf("status %d, %+v", performed.status, r.Error)
	}
	if _, err := os.Stat(filepath.Join(dir, "ran")); err == nil {
		t.Error("the command was run")
	}
}

func TestServerOnlyNeedsAServer(t *testing.T) {
	dir := write(t, "app.json", `{"pages": ["a"]}`)
	if err := os.WriteFile(filepath.Join(dir, "signspec.yaml"), []byte("open: a\nstart: go\nserver: []\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	performed := signspec(t, dir, "merchant", "--server-only")
	if performed.status != run.ExitConfiguration || !strings.Contains(performed.stderr, "--server-only goes with a") {
		t.Errorf("status %d: %s", performed.status, performed.stderr)
	}
}
