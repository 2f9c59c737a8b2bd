package npm

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// suites is what Jest and Vitest both write as JSON, as far as it is looked at.
type suites struct {
	TestResults []struct {
		Status, Message  string
		AssertionResults []struct {
			Title, Status   string
			FailureMessages []string
		}
	}
}

// ran runs a command that writes out.json, and that fails, because a test in it does.
func ran(t *testing.T, project string, env []string, words ...string) suites {
	t.Helper()
	out := filepath.Join(project, "out.json")
	os.Remove(out)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Env = project, append(os.Environ(), env...)
	said, err := cmd.CombinedOutput()
	if err == nil {
		t.Errorf("%s passes:\n%s", strings.Join(words, " "), said)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	var read suites
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if len(read.TestResults) != 1 {
		t.Fatalf("%d files were run:\n%s", len(read.TestResults), said)
	}
	return read
}

// wantOneBroken runs the suite of a wallet that breaks auth-code-length and nothing else.
func wantOneBroken(t *testing.T, project string, env []string, words ...string) {
	t.Helper()
	titles := map[string][]string{}
	var failure []string
	for _, each := range ran(t, project, env, words...).TestResults[0].AssertionResults {
		rule, _, _ := strings.Cut(each.Title, ":")
		titles[each.Status] = append(titles[each.Status], rule)
		failure = append(failure, each.FailureMessages...)
	}
	if held := titles["passed"]; !slices.Contains(held, "settles") || len(held) < 30 {
		t.Errorf("held are %v", held)
	}
	if broken := titles["failed"]; !slices.Equal(broken, []string{"auth-code-length"}) {
		t.Errorf("broken are %v", broken)
	}
	if len(failure) != 1 || !strings.Contains(failure[0], "observed   authCode has 36 characters, at most 32 are allowed\n") {
		t.Errorf("the failure says %q", failure)
	}
}

// wantNoTests runs a suite whose target is not there: the file fails, with no test in it that could pass.
func wantNoTests(t *testing.T, project string, env []string, words ...string) {
	t.Helper()
	file := ran(t, project, env, words...).TestResults[0]
	if file.Status != "failed" || len(file.AssertionResults) != 0 || !strings.Contains(file.Message, "none.js: there is no such file") {
		t.Errorf("the file is %+v", file)
	}
}
