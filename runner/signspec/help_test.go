package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

func TestHelpSaysWhatIsNear(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"help walet": "did you mean wallet?", "help wallet int": "did you mean init?", "help open it": `"it" is none`,
		"completion": "completion takes a shell: bash, zsh, fish, powershell", "completion tcsh": `"tcsh" is none of them`,
	} {
		e := signspec(t, t.TempDir(), strings.Fields(words)...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, want) || e.stdout != "" {
			t.Errorf("%s: exit status %d, and it says %s%s", words, e.status, e.stdout, e.stderr)
		}
	}
	if e := signspec(t, t.TempDir(), "help", "wallet", "init"); e.status != 0 || !strings.Contains(e.stdout, "signspec wallet init [flags]") {
		t.Errorf("help of a command: exit status %d: %s", e.status, e.stdout)
	}
}

func TestRequiredFlagsAreMarked(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"certify --key", "verify --key", "verify --report", "server init --base"} {
		at := strings.LastIndexByte(words, ' ')
		e := signspec(t, t.TempDir(), append(strings.Fields(words[:at]), "--help")...)
		marked := false
		for _, line := range strings.Split(e.stdout, "\n") {
			marked = marked || strings.Contains(line, words[at+1:]+" ") && strings.Contains(line, "(required)")
		}
		if !marked {
			t.Errorf("the help does not say that %s is required:\n%s", words, e.stdout)
		}
	}
}

func TestFlagsThatMeanNothingAreRefused(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"wallet --dry-run --fail-fast", "wallet --dry-run --events=-", "wallet --dry-run --write-baseline=b.yaml", "platform --openapi=antom --strict",
		"platform --openapi=antom platform.yaml",
	} {
		e := signspec(t, t.TempDir(), strings.Fields(words)...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "--") || e.stdout != "" {
			t.Errorf("%s: exit status %d, and it says %s%s", words, e.status, e.stdout, e.stderr)
		}
	}
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"wallet --profile ": "besuperapp", "wallet --plan ": "thrifty", "wallet --report junit,": "junit,sarif", "wallet --rules ": "complete-last",
		"wallet --scenario ": "approve/all-callbacks", "server init --portal ": "antom", "report r.json --format ": "gitlab", "help ": "wallet",
		"completion ": "fish", "wal": "wallet",
	} {
		at := strings.LastIndexByte(words, ' ')
		e := signspec(t, t.TempDir(), append(append([]string{"__complete"}, strings.Fields(words[:at+1])...), words[at+1:])...)
		offered := false
		for _, line := range strings.Split(e.stdout, "\n") {
			offered = offered || strings.Split(line, "\t")[0] == want
		}
		if !offered {
			t.Errorf("%q is not completed to %s: %s", words, want, e.stdout)
		}
	}
	for shell, program := range map[string][]string{"bash": {"bash", "-n"}, "zsh": {"zsh", "-n"}, "fish": {"fish", "-n"}, "powershell": nil} {
		e := signspec(t, t.TempDir(), "completion", shell)
		if e.status != 0 || !strings.Contains(e.stdout, "signspec") {
			t.Errorf("%s: exit status %d: %s", shell, e.status, e.stderr)
		}
		if program == nil {
			continue
		}
		if _, err := exec.LookPath(program[0]); err != nil {
			t.Logf("%s is not there, so its script is not read: apt-get install %s", program[0], program[0])
			continue
		}
		cmd := exec.Command(program[0], program[1:]...)
		cmd.Stdin = strings.NewReader(e.stdout)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s does not take its script: %v: %s", shell, err, said)
		}
	}
}

func TestManualPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if e := signspec(t, dir, "man", "pages"); e.status != 0 {
		t.Fatalf("exit status %d: %s", e.status, e.stderr)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "pages", "*.1"))
	if err != nil || len(pages) < 20 {
		t.Fatalf("there are %d pages: %v", len(pages), err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{".TH \"SIGNSPEC", ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH SEE ALSO"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s has no %s", filepath.Base(page), part)
			}
		}
	}
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("groff is not there, so the pages are not formatted: apt-get install groff")
	}
	for _, page := range pages {
		said, err := exec.Command("groff", "-man", "-Tutf8", "-ww", "-z", page).CombinedOutput()
		if err != nil || len(said) > 0 {
			t.Errorf("groff says of %s: %v: %s", filepath.Base(page), err, said)
		}
	}
}

// TestAnnotations shows that GitHub gets the findings as commands, and nobody else's words as such.
func TestAnnotations(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.js", "export const my = { signContract }\n"+
		"function signContract({ fail } = {}) { setTimeout(() => fail?.({ error: '\\n::error::forged', errMessage: 'm' })) }\n"+
		"export const stage = () => ({ signStr: 'https://a.example/' })\n")
	cmd := command(t, dir, "wallet", "--plan=thrifty", "wallet.js")
	cmd.Env = append(cmd.Env, "GITHUB_ACTIONS=true")
	e := start(t, cmd).end(t)
	var commands []string
	for _, line := range strings.Split(e.stdout+e.stderr, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			commands = append(commands, line)
		}
	}
	if len(commands) == 0 {
		t.Fatalf("there are no annotations: %s%s", e.stdout, e.stderr)
	}
	for _, line := range commands {
		if !strings.HasPrefix(line, "::error file=wallet.js,title=signspec ") && !strings.HasPrefix(line, "::warning file=wallet.js,title=signspec ") {
			t.Errorf("the command is %q", line)
		}
	}
	if e := signspec(t, dir, "wallet", "--plan=thrifty", "wallet.js"); strings.Contains(e.stdout+e.stderr, "::error file") {
		t.Error("there are annotations where nobody makes any of them")
	}
}
