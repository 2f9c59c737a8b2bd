//go:build unix

package exec_test

import (
	"context"
	"encoding/json"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// kit is how the example adapter of a language is started.
type kit struct {
	file  string // of the wallet, in the folder of the adapters
	build func(t *testing.T, wallet string) (command []string)
}

func (k kit) source(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(adapters, filepath.FromSlash(k.file)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// kits are those of every language. Each builds a wallet from its source, which may be a faulty one.
func kits() map[string]kit {
	return map[string]kit{
		"node": {"node/adapter.js", func(t *testing.T, wallet string) []string {
			dir := beside(t, "node/kit.js", "adapter.js", wallet)
			probe, err := filepath.Abs("../probe/probe.js")
			if err != nil {
				t.Fatal(err)
			}
			return []string{"env", "SIGNSPEC_PROBE=" + probe, node(t), filepath.Join(dir, "adapter.js")}
		}},
		"python": {"python/adapter.py", func(t *testing.T, wallet string) []string {
			python := program(t, "python3", "apt-get install python3")
			return []string{python, filepath.Join(beside(t, "python/signspec_kit.py", "adapter.py", wallet), "adapter.py")}
		}},
		"go": {"go/main.go", func(t *testing.T, wallet string) []string {
			dir := t.TempDir()
			changed, overlay, binary := filepath.Join(dir, "main.go"), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "adapter")
			original, err := filepath.Abs(adapters + "/go/main.go")
			if err != nil {
				t.Fatal(err)
			}
			replaced, err := json.Marshal(map[string]any{"Replace": map[string]string{original: changed}})
			if err != nil {
				t.Fatal(err)
			}
			write(t, changed, wallet)
			write(t, overlay, string(replaced))
			run(t, "go", "build", "-overlay", overlay, "-o", binary, adapters+"/go")
			return []string{binary}
		}},
		"jvm": {"jvm/Adapter.java", func(t *testing.T, wallet string) []string {
			java, javac := program(t, "java", "apt-get install openjdk-17-jdk-headless"), program(t, "javac", "apt-get install openjdk-17-jdk-headless")
			dir := beside(t, "jvm/SignspecKit.java", "Adapter.java", wallet)
			run(t, javac, "-encoding", "UTF-8", "-Xlint:all", "-Werror", "-d", dir, filepath.Join(dir, "SignspecKit.java"), filepath.Join(dir, "Adapter.java"))
			return []string{java, "-cp", dir, "Adapter"}
		}},
	}
}

// beside writes a wallet into a folder with a copy of its kit, and returns the folder.
func beside(t *testing.T, kit, name, wallet string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	text, err := os.ReadFile(filepath.Join(adapters, filepath.FromSlash(kit)))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, filepath.Base(kit)), string(text))
	write(t, filepath.Join(dir, name), wallet)
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, command ...string) {
	t.Helper()
	if said, err := osexec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%q: %v\n%s", command, err, said)
	}
}

// change is what makes the wallet of a language a faulty one: every Old becomes New.
type change struct{ Old, New string }

// TestTheKitsAreOfOneBehaviour shows that the same fault gives the same verdicts, whatever the language.
func TestTheKitsAreOfOneBehaviour(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes twenty runs on a real clock; without -short it does")
	}
	for fault, c := range map[string]struct {
		broken  string
		changes map[string]change
	}{
		"none": {"", map[string]change{"node": {}, "python": {}, "go": {}, "jvm": {}}},
		"complete comes twice": {"complete-once", map[string]change{
			"node":   {"    notify(complete, result)\n", "    notify(complete, result)\n    notify(complete, result)\n"},
			"python": {`options.get("complete")):`, `options.get("complete"), options.get("complete")):`},
			"go":     {"		notify(options[\"complete\"], result)\n", "		notify(options[\"complete\"], result)\n		notify(options[\"complete\"], result)\n"},
			"jvm": {"    notify(options.get(\"complete\"), result);\n",
				"    notify(options.get(\"complete\"), result);\n    notify(options.get(\"complete\"), result);\n"},
		}},
		"complete never comes": {"complete-called", map[string]change{
			"node":   {"    notify(complete, result)\n", ""},
			"python": {`(options.get(name), options.get("complete"))`, `(options.get(name),)`},
			"go":     {"		notify(options[\"complete\"], result)\n", ""},
			"jvm":    {"    notify(options.get(\"complete\"), result);\n", ""},
		}},
		"a cancellation has another code": {"error-cancelled error-documented", map[string]change{
			"node": {"'6001'", "'6009'"}, "python": {`"6001"`, `"6009"`}, "go": {`"6001"`, `"6009"`}, "jvm": {`"6001"`, `"6009"`},
		}},
		"the state is another": {"auth-state-echo auth-state-length", map[string]change{
			"node":   {"finish(success, { authState,", "finish(success, { authState: authState + 'x',"},
			"python": {`{"authState": auth_state,`, `{"authState": auth_state + "x",`},
			"go":     {`"authState": prepared.state,`, `"authState": prepared.state + "x",`},
			"jvm":    {`"authState", outcome[1],`, `"authState", outcome[1] + "x",`},
		}},
	} {
		for language, k := range kits() {
			t.Run(fault+" in "+language, func(t *testing.T) {
				t.Parallel()
				source := k.source(t)
				if old := c.changes[language].Old; old != "" {
					changed := strings.ReplaceAll(source, old, c.changes[language].New)
					if changed == source {
						t.Fatalf("the wallet has no %q", old)
					}
					source = changed
				}
				if got := brokenIn(t, k.build(t, source)); got != c.broken {
					t.Errorf("it breaks %q, want %q", got, c.broken)
				}
			})
		}
	}
}

// longWatch is how long a settled call is watched: what a wallet does twice comes within it on a busy machine as well.
const longWatch = 150 * time.Millisecond

// briefly is how long a call is waited for that is never heard of; every other call of these wallets settles by then.
const briefly = 3 * time.Second

// brokenIn names the rules that an adapter breaks in the thrifty plan, sorted.
func brokenIn(t *testing.T, command []string) string {
	t.Helper()
	d := exec.New(exec.Options{
		Command: command, Env: append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1"), Stderr: &output{},
		Entry: schemas.Documented().Entry, Settle: briefly, Quiet: longWatch,
	})
	t.Cleanup(func() { d.Close(context.Background()) })
	results, err := wallet.Judge(t.Context(), d, wallet.Options{Plan: wallet.Thrifty})
	if err != nil {
		t.Fatal(err)
	}
	var broken []string
	for _, result := range results {
		if result.Status == rule.Broken {
			broken = append(broken, result.Rule.ID)
		}
		if result.Status == rule.Errored {
			t.Errorf("%s: %s", result.Rule.ID, result.Reason)
		}
	}
	slices.Sort(broken)
	return strings.Join(broken, " ")
}
