package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/servers"
	"github.com/signspec/signspec/reports/run"
)

// TestBadServers says what is wrong with a server, or with the file about it: each mistake has its own words and its exit
// status, and the reports are written all the same.
func TestBadServers(t *testing.T) {
	for _, c := range []struct {
		name    string
		replace []string
		status  int
		says    []string
	}{
		{"down", []string{"start: ./reference", ""}, run.ExitHarness, []string{"nothing listens at http://127.0.0.1:", "no command is named that starts it"}},
		{"ends at once", []string{"./reference", "echo cannot open the database; exit 3"}, run.ExitHarness, []string{"ended (exit status 3)", "cannot open the database"}},
		{"prints nothing", []string{"./reference", "exit 1"}, run.ExitHarness, []string{"ended (exit status 1)", "it printed nothing"}},
		{"binds elsewhere", []string{"./reference", "echo listening on port 4711; sleep 60", "patience: 5s", "patience: 5s\n"},
			run.ExitHarness, []string{"nothing listens at", "it says that it listens on port 4711"}},
		{"no such folder", []string{"  start:", "  dir: nowhere\n  start:"}, run.ExitConfiguration, []string{"server.dir: ", "nowhere is no folder"}},
		{"no such command", []string{"./reference", "./not-there"}, run.ExitHarness, []string{"ended (exit status 127)", "not-there"}},
		{"wrong path of the start", []string{"/api/agreement/start", "/api/start"}, run.ExitConfiguration, []string{"is answered 404", "POST /api/start"}},
		{"a path that finds nothing", []string{"$.signStr", "$.data.url"}, run.ExitConfiguration, []string{"$.data.url finds no sign string", "it answered 200"}},
		{"keys in the wrong format", []string{"{ TIMEOUT: 300ms }", `{ SIGNSPEC_MERCHANT_KEY: "{{merchantKeyLine}}" }`}, run.ExitHarness,
			[]string{"SIGNSPEC_MERCHANT_KEY", "is no PEM file"}},
		{"a platform that it does not know", []string{"{ TIMEOUT: 300ms }", `{ SIGNSPEC_PLATFORM: "http://127.0.0.1:1" }`}, run.ExitHarness,
			[]string{"never called the staged platform"}},
		{"wrong path of the status", []string{"GET /api/agreement", "GET /api/agreement/state"}, run.ExitConfiguration,
			[]string{"status: GET /api/agreement/state is answered 404", "is that the call that tells whether the user is bound?"}},
		{"wrong path of the result", []string{"/api/agreement/result", "/api/result"}, run.ExitConfiguration, []string{"result: POST /api/result"}},
		{"wrong path of unbinding", []string{"/api/agreement/unbind", "/api/unbind"}, run.ExitConfiguration, []string{"unbind: POST /api/unbind"}},
		{"wrong path of notifications", []string{"/platform/notify", "/notify"}, run.ExitConfiguration, []string{"notify: POST /notify is answered 404"}},
		{"a match of everything", []string{"bound: { status: 200, json: { $.status: bound } }", "bound: {}"}, run.ExitConfiguration,
			[]string{"result.bound has 0 keys, at least 1 is required"}},
		{"an unknown key", []string{"notify:", "notfy:"}, run.ExitConfiguration, []string{`unknown key "notfy"`, "did you mean notify?"}},
		{"a name that nothing stands for", []string{"{ TIMEOUT: 300ms }", `{ ID: "{{clientID}}" }`}, run.ExitConfiguration,
			[]string{"signspec.yaml:8:14", "nothing stands for {{clientID}} here", "did you mean clientId?"}},
		{"an unknown portal", []string{"portal: antom", "portal: antm"}, run.ExitConfiguration, []string{`there is no portal "antm"`, "did you mean antom?"}},
		{"never answers", []string{"./reference", hangingServer, "patience: 5s", "patience: 300ms"}, run.ExitHarness, []string{"was not answered"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reference, err := referenceServer()
			if err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile("../../fixtures/servers/signspec.yaml")
			if err != nil {
				t.Fatal(err)
			}
			target := strings.NewReplacer(c.replace...).Replace(string(text))
			target = strings.Replace(target, "./reference", filepath.Join(reference, "reference"), 1)
			within := "60s" // on a busy machine
			if slices.Contains(c.says, "nothing listens at") {
				within = "2s" // nothing ever will
			}
			target = strings.Replace(target, "  start: ", "  within: "+within+"\n  start: ", 1)
			performed := signspec(t, write(t, "signspec.yaml", target), "server")
			if performed.status != c.status {
				t.Errorf("exit status %d, want %d", performed.status, c.status)
			}
			said := unwrapped(performed.stdout) + performed.stderr
			for _, words := range c.says {
				if !strings.Contains(said, words) {
					t.Errorf("it does not say %q: %s", words, tail(said))
				}
			}
			r := written(t, performed)
			if r.Error == nil || r.Subject.Kind != run.Server {
				t.Errorf("the report has the error %+v and the subject %+v", r.Error, r.Subject)
			}
		})
	}
}

// hangingServer takes connections and says nothing.
const hangingServer = `python3 -c 'import os,socket,time; s=socket.socket(); s.bind(("127.0.0.1",int(os.environ["PORT"]))); s.listen(9); time.sleep(60)'`

// TestAServerThatEndsMidwayIsAccusedOfNothing holds that what a server does not do because it has ended breaks no rule.
func TestAServerThatEndsMidwayIsAccusedOfNothing(t *testing.T) {
	performed := signspec(t, serverTarget(t, servers.Fault{Name: "ends-midway"}), "server")
	r := written(t, performed)
	if broken := withStatus(r, run.Broken); performed.status != run.ExitHarness || len(r.Records) == 0 || len(broken) > 0 {
		t.Errorf("status %d, %d records, broken %q", performed.status, len(r.Records), broken)
	}
	for _, words := range []string{"the server ended (exit status 1) while this was performed", "out of memory"} {
		if !strings.Contains(unwrapped(performed.stdout), words) {
			t.Errorf("it does not say %q: %s", words, tail(performed.stdout))
		}
	}
}

// TestAServerThatFailsIsNoMistakeOfTheFile holds that a server which asks the platform and tells its client of a failure
// is judged, and not taken for a target file that is wrong.
func TestAServerThatFailsIsNoMistakeOfTheFile(t *testing.T) {
	t.Parallel()
	performed := signspec(t, serverTarget(t, servers.Fault{Name: "start-fails"}), "server")
	r := written(t, performed)
	if performed.status != run.ExitNonconformant || r.Error != nil {
		t.Errorf("status %d, error %+v", performed.status, r.Error)
	}
	if !strings.Contains(unwrapped(performed.stdout), "start was answered 502") {
		t.Errorf("it does not say how the start was answered: %s", tail(performed.stdout))
	}
}

// TestAnAnswerWithoutAnEndIsNone holds that a client which is sent more than it can read was not answered: a status that says
// bound does not make that attempt a good one.
func TestAnAnswerWithoutAnEndIsNone(t *testing.T) {
	performed := signspec(t, serverTarget(t, servers.Fault{Name: "answers-without-an-end"}), "server", "--rules", "state-once")
	written(t, performed)
	words := "the client of a good attempt was not answered; result: an answer of more than 1 MB"
	if performed.status != run.ExitInconclusive || !strings.Contains(unwrapped(performed.stdout), words) {
		t.Errorf("status %d, it does not say %q: %s", performed.status, words, tail(performed.stdout))
	}
}

// TestAServerWithoutAFile says how to get one.
func TestAServerWithoutAFile(t *testing.T) {
	t.Parallel()
	if e := signspec(t, t.TempDir(), "server"); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, `"signspec server init" writes one`) {
		t.Errorf("exit status %d:\n%s", e.status, e.stderr)
	}
}
