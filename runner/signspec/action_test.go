package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/signspec/signspec/reports/run"
)

// action is what is run of action.yml: its own scripts, and not the actions of others that prepare the machine.
type action struct {
	Inputs map[string]struct {
		Default string `yaml:"default"`
	} `yaml:"inputs"`
	Runs struct {
		Steps []struct {
			ID  string            `yaml:"id"`
			If  string            `yaml:"if"`
			Run string            `yaml:"run"`
			Env map[string]string `yaml:"env"`
		} `yaml:"steps"`
	} `yaml:"runs"`
}

// expression matches what GitHub fills in: ${{ inputs.target }}.
var expression = regexp.MustCompile(`\$\{\{ *([a-z0-9_.]+) *\}\}`)

// condition matches what decides whether a step runs: inputs.version == ”, or !=.
var condition = regexp.MustCompile(`^(inputs\.[a-z0-9]+) ([!=]=) ''$`)

// runAction runs the scripts of the action in a folder as GitHub does, until one fails. It returns that one's exit
// status and what it said, and the outputs of the action's steps.
func runAction(t *testing.T, dir string, with map[string]string, env ...string) (status int, outputs, last string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var a action
	if err := yaml.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	scratch := t.TempDir()
	output := filepath.Join(scratch, "output")
	fill := func(value string) string {
		return expression.ReplaceAllStringFunc(value, func(all string) string {
			name := expression.FindStringSubmatch(all)[1]
			input, ok := strings.CutPrefix(name, "inputs.")
			switch {
			case name == "github.action_path":
				return root
			case !ok:
				t.Fatalf("the action uses %s, which this test does not know", name)
			}
			declared, known := a.Inputs[input]
			if !known {
				t.Fatalf("the action uses the input %s and does not declare it", input)
			}
			if given, ok := with[input]; ok {
				return given
			}
			return declared.Default
		})
	}
	for _, step := range a.Runs.Steps {
		if step.Run == "" || !holds(t, step.If, fill) {
			continue
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+scratch, "GITHUB_OUTPUT="+output, "RUNNER_OS=Linux", "RUNNER_ARCH=X64")
		cmd.Env = append(cmd.Env, env...)
		for name, value := range step.Env {
			cmd.Env = append(cmd.Env, name+"="+fill(value))
		}
		if said, err := cmd.CombinedOutput(); err != nil {
			if cmd.ProcessState == nil {
				t.Fatal(err)
			}
			status = cmd.ProcessState.ExitCode()
			t.Logf("step %q ended with %d:\n%s", step.ID, status, tail(string(said)))
			last = string(said)
			break
		}
	}
	told, err := os.ReadFile(output)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return status, string(told), last
}

// holds says whether the condition of a step holds, as GitHub does; a step without one runs.
func holds(t *testing.T, text string, fill func(string) string) bool {
	t.Helper()
	if text == "" {
		return true
	}
	parts := condition.FindStringSubmatch(text)
	if parts == nil {
		t.Fatalf("the action has the condition %s, which this test does not know", text)
	}
	return (fill("${{ "+parts[1]+" }}") == "") == (parts[2] == "==")
}

// TestTheActionChecksAsTheCommandDoes runs what action.yml runs on a merchant's repository.
func TestTheActionChecksAsTheCommandDoes(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the action runs in bash")
	}
	for name, c := range map[string]struct {
		program string
		with    map[string]string
		status  int
	}{
		"a sound program":        {"correct/callbacks", nil, run.ExitConformant},
		"a broken one":           {"faulty/sends-result", nil, run.ExitNonconformant},
		"further arguments":      {"faulty/code-not-logged", map[string]string{"args": "--strict\n--rules\nsecrets && should\n"}, run.ExitNonconformant},
		"arguments are no shell": {"correct/callbacks", map[string]string{"args": "--rules\n$(touch pwned)"}, run.ExitConfiguration},
		"a target of its own":    {"correct/callbacks", map[string]string{"target": "no such folder"}, run.ExitConfiguration},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := unpack(t, c.program)
			with := map[string]string{"out": "reports here"}
			for input, value := range c.with {
				with[input] = value
			}
			status, outputs, _ := runAction(t, dir, with)
			if status != c.status || !strings.Contains(outputs, "status="+strconv.Itoa(c.status)+"\n") {
				t.Errorf("exit status %d and outputs %q, want %d", status, outputs, c.status)
			}
			if _, err := os.Stat(filepath.Join(dir, "reports here", "junit.xml")); err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(dir, "pwned")); err == nil {
				t.Error("an argument was run by the shell")
			}
		})
	}
}
