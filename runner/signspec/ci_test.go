package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shouting is a wallet every word of which is a workflow command, or turns the text that follows around.
const shouting = `
const words = ['::error file=a,line=1::x', '  ::set-output name=a::b', '##[error]x', '##vso[task.setvariable variable=a]b',
  '##teamcity[buildStatus status="SUCCESS"]', '\\u202e\\u009b31m']
const all = words.join('\\n') + '\\r' + words.join('\\r')
export const wallet = { name: '::error::' + all, version: '##vso[task.complete result=Succeeded;]' }
export function stage({ signStr }) { return { signStr: signStr || 'https://wallet.example/a?b=' + Math.random() } }
export const my = {
  SDKVersion: all, canIUse: () => all,
  signContract(o) { console.log(all); console.error(all); (o.fail || o.success || (() => {}))({ error: all, errMessage: all }); throw new Error(all) },
}
`

// commands matches what a CI system acts upon; bidi what a person's eye does.
var (
	commands = regexp.MustCompile(`(?im)(^|\r)[\s\x{feff}]*::|##(vso|teamcity)?\[`)
	bidi     = regexp.MustCompile(`[\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)
)

// ownAnnotations are those that the command itself makes: what is behind the place is what it says.
var ownAnnotations = regexp.MustCompile(`(?m)^::(?:error|warning) [^:]*::(.*)$`)

func TestATargetStartsNoWorkflowCommand(t *testing.T) {
	for _, variable := range []string{"GITHUB_ACTIONS", "TF_BUILD", "CI"} {
		t.Run(variable, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "a\n::error::in a name.js")
			if err := os.WriteFile(file, []byte(strings.ReplaceAll(shouting, `\\`, `\`)), 0o600); err != nil {
				t.Fatal(err)
			}
			summary := filepath.Join(dir, "summary.md")
			cmd := command(t, dir, "wallet", "--report", "all", "--verbose", "--events", "events.ndjson", "--rules", "no-throw,settles,failure-shape,error-cancelled,appx-version,can-i-use", file)
			cmd.Env = append(cmd.Env, variable+"=true", "GITHUB_STEP_SUMMARY="+summary)
			done := start(t, cmd).end(t)
			texts := map[string]string{"standard output": done.stdout, "standard error": done.stderr}
			for _, name := range []string{summary, filepath.Join(done.out, "summary.md"), filepath.Join(done.out, "records.jsonl"), filepath.Join(dir, "events.ndjson")} {
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				texts[filepath.Base(name)] = string(data)
			}
			if !strings.Contains(texts["standard output"], "# #vso[") {
				t.Errorf("nothing of the wallet is shown in %s", texts["standard output"])
			}
			// The command's own annotations are lines of the standard error; what they say of the wallet is escaped.
			texts["standard error"] = ownAnnotations.ReplaceAllString(texts["standard error"], "$1")
			for name, text := range texts {
				if at := commands.FindString(text); at != "" && !strings.HasSuffix(name, "json") && !strings.HasSuffix(name, "jsonl") {
					t.Errorf("the %s holds a command: %q", name, at)
				}
				if at := bidi.FindString(text); at != "" {
					t.Errorf("the %s holds %q", name, at)
				}
			}
		})
	}
}

func TestARefusalStartsNoWorkflowCommand(t *testing.T) {
	cmd := command(t, t.TempDir(), "wallet", "--profile", "x\n::error::y")
	cmd.Env = append(cmd.Env, "CI=1")
	done := start(t, cmd).end(t)
	if commands.MatchString(done.stderr) || done.status != 2 {
		t.Errorf("it ends with %d and says %q", done.status, done.stderr)
	}
}
