package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// Pieces of adapter modules.
const (
	exportsMy = "export const my = { signContract() {} }\n"
	// exportsFailing answers, so that nothing but the staging is amiss.
	exportsFailing = "export const my = { signContract(options) { setTimeout(() => { const answer = { error: '7002', errMessage: 'failed' }; " +
		"options?.fail?.(answer); options?.complete?.(answer) }) } }\n"
	exportsStage = "export function stage() { return { signStr: 's' } }\n"
)

// badInput is something that a person gets wrong.
type badInput struct {
	// files are put into the working directory, contents by name.
	files map[string]string
	args  []string
	// says are parts of what the person is told.
	says []string
	// status is the exit status; zero stands for reports.ExitConfiguration.
	status int
	// unreported says that there is no folder to report into.
	unreported bool
}

func module(text string) map[string]string { return map[string]string{"wallet.ts": text} }

func checking(args ...string) []string { return append([]string{"wallet"}, args...) }

var badModules = map[string]badInput{
	"does not parse": {files: module("export const my = {\n  signContract() { return [1, 2 }\n}\n"), args: checking("wallet.ts"),
		says: []string{"wallet.ts:2:33: ", "\n      signContract() { return [1, 2 }\n", "\n                                    ^"}},
	"does not exist":       {args: checking("wallet.ts"), says: []string{"wallet.ts: there is no such file"}},
	"exports no my":        {files: module(exportsStage), args: checking("wallet.ts"), says: []string{"wallet.ts exports no my", "it exports stage", "an adapter exports my"}},
	"exports no stage":     {files: module(exportsMy), args: checking("wallet.ts"), says: []string{"wallet.ts exports no function stage", "it exports my"}},
	"stage throws":         {files: module(exportsMy + "export function stage() {\n  throw new Error('no sandbox')\n}"), args: checking("wallet.ts"), says: []string{"stage threw Error: no sandbox", "wallet.ts:3:9"}},
	"stage returns number": {files: module(exportsMy + "export function stage() { return 5 }"), args: checking("wallet.ts"), says: []string{"stage returned 5", "it must return { signStr", "wallet.ts:2:8"}},
	"stage never resolves": {files: module(exportsMy + "export const stage = () => new Promise(() => {})"), args: checking("wallet.ts"), says: []string{"stage did not answer", "wallet.ts:2:22"}},
	"lacks the API": {files: module("export const my = {}\n" + exportsStage), args: checking("wallet.ts"), status: run.ExitNonconformant,
		says: []string{"✗ api-available", "my.signContract is a function", "it is undefined"}},
	"is empty":       {files: module(""), args: checking("wallet.ts"), says: []string{"wallet.ts exports no my"}},
	"is a folder":    {args: checking("."), says: []string{"."}},
	"is not text":    {files: module("\x00\xff\xfe\x01"), args: checking("wallet.ts"), says: []string{"wallet.ts:1:1: "}},
	"imports a file": {files: module("import fs from 'node:fs'\nfs.readFileSync('x')\n" + exportsMy + exportsStage), args: checking("wallet.ts"), says: []string{"wallet.ts:1:16", "node:fs"}},
}

var badFlags = map[string]badInput{
	"unknown profile":         {args: checking("--profile", "documentd"), says: []string{`"documentd"`, "documented, alipay-connect", "did you mean documented?"}},
	"unknown rule":            {args: checking("--rules", "complete-lst"), says: []string{`"complete-lst"`, "did you mean complete-last"}},
	"a mini program's rule":   {args: checking("--rules", "passes-sign-str"), says: []string{`"passes-sign-str"`, "mini program"}},
	"bad rule expression":     {args: checking("--rules", "must &&"), says: []string{`--rules "must &&": it is not an expression`}},
	"bad regular expression":  {args: checking("--rules", "/(/"), says: []string{`--rules "/(/"`}},
	"unknown plan":            {args: checking("--plan", "thrify"), says: []string{`"thrify"`, "full and thrifty", "did you mean thrifty?"}},
	"unknown flag":            {args: checking("--plann", "full"), says: []string{"--plann", "did you mean --plan?"}},
	"a flag without value":    {args: checking("--profile"), says: []string{"--profile"}},
	"negative settle":         {args: checking("--settle", "-1s"), says: []string{"--settle", "not negative", "30s"}},
	"negative quiet":          {args: checking("--quiet=-1ms"), says: []string{"--quiet", "not negative"}},
	"a number for a duration": {args: checking("--settle", "5"), says: []string{`"5"`, "--settle", "30s"}},
	"-- without a command":    {args: checking("--"), says: []string{"signspec wallet -- node adapter.js"}},
	"two modules":             {args: checking("a.js", "b.js"), says: []string{"one target at a time", `"b.js"`}},
	"module and command":      {args: checking("a.js", "--", "node", "b.js"), says: []string{"one target at a time"}},
	"out is a file":           {files: map[string]string{"taken": ""}, args: checking("--out", "taken"), says: []string{"--out taken", "not a directory"}, unreported: true},
	"out is below a file":     {files: map[string]string{"taken": ""}, args: checking("--out", "taken/below"), says: []string{"--out taken/below", "not a directory"}, unreported: true},
	"profile with a mistake": {files: map[string]string{"p.yaml": "name: acme\nextends: documented\nparamter: signStr\n"}, args: checking("--profile", "p.yaml"),
		says: []string{`p.yaml:3:1: unknown key "paramter"`, "did you mean parameter?", "\n3 | paramter: signStr\n"}},
	"profile that is no YAML": {files: map[string]string{"p.yaml": "name: acme\n  extends: [\n"}, args: checking("--profile", "p.yaml"), says: []string{"p.yaml:1:7: "}},
	"no such baseline":        {args: checking("--baseline", "b.yaml"), says: []string{"b.yaml: there is no such baseline"}},
	"baseline with a mistake": {files: map[string]string{"b.yaml": "known:\n  - rule: setles\n    reason: CHANGE ME\n    link: https://acme.example/42\n"}, args: checking("--baseline", "b.yaml"),
		says: []string{"b.yaml:2:11: ", "settles", "b.yaml:3:13: "}},
	"unknown command with a flag": {args: []string{"walet", "--no-color"}, says: []string{`"walet"`, "did you mean wallet?"}, unreported: true},
	"unknown command":             {args: []string{"walet"}, says: []string{`"walet"`, "did you mean wallet?"}, unreported: true},
}

var badRecords = map[string]badInput{
	"no file named":        {args: []string{"replay"}, says: []string{"report.json"}},
	"no such file":         {args: []string{"replay", "gone.json"}, says: []string{"gone.json", "no such file"}},
	"truncated report":     {files: map[string]string{"r.json": `{"schemaVersion": 1, "tool": {"na`}, args: []string{"replay", "r.json"}, says: []string{"r.json:1:34"}},
	"foreign JSON":         {files: map[string]string{"r.json": `{"name": "left-pad", "version": "1.0.0"}`}, args: []string{"replay", "r.json"}, says: []string{"r.json"}},
	"not JSON":             {files: map[string]string{"r.json": "<testsuites/>"}, args: []string{"replay", "r.json"}, says: []string{"r.json:1:1"}},
	"an empty file":        {files: map[string]string{"r.json": ""}, args: []string{"replay", "r.json"}, says: []string{"r.json"}},
	"a later report":       {files: map[string]string{"r.json": `{"schemaVersion": 99, "rules": [], "records": []}`}, args: []string{"replay", "r.json"}, says: []string{"r.json", "99"}},
	"truncated records":    {files: map[string]string{"r.jsonl": `{"id":"a#1","scenario":"a"`}, args: []string{"replay", "r.jsonl"}, says: []string{"r.jsonl:1:27"}},
	"a foreign line":       {files: map[string]string{"r.jsonl": "{\"level\":\"info\"}\n"}, args: []string{"replay", "r.jsonl"}, says: []string{"r.jsonl:1:"}},
	"no records":           {files: map[string]string{"r.jsonl": "\n"}, args: []string{"replay", "r.jsonl"}, says: []string{"r.jsonl"}},
	"an unknown end":       {files: map[string]string{"r.jsonl": `{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"events":[],"end":"finished"}`}, args: []string{"replay", "r.jsonl"}, says: []string{"r.jsonl:1:", "finished", "settled"}},
	"two files of records": {args: []string{"replay", "a.jsonl", "b.jsonl"}, says: []string{"b.jsonl"}},
}

// TestBadInput shows, for everything that a person gets wrong, that the command says what is wrong, where, and what is
// allowed, on the terminal and in every report.
func TestBadInput(t *testing.T) {
	for group, table := range map[string]map[string]badInput{"module": badModules, "flags": badFlags, "records": badRecords, "merchant": badMerchants} {
		for name, bad := range table {
			t.Run(group+"/"+name, func(t *testing.T) {
				t.Parallel()
				bad.test(t)
			})
		}
	}
}

func (bad badInput) test(t *testing.T) {
	dir := t.TempDir()
	for name, text := range bad.files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	e := signspec(t, dir, bad.args...)
	want := bad.status
	if want == 0 {
		want = run.ExitConfiguration
	}
	if e.status != want {
		t.Errorf("exit status %d, want %d", e.status, want)
	}
	told := e.stdout + e.stderr
	for _, part := range bad.says {
		if !strings.Contains(unwrapped(told), unwrapped(part)) && !strings.Contains(told, part) {
			t.Errorf("it does not say %q", part)
		}
		if strings.Count(e.stderr, part) > 1 && len(part) > 20 {
			t.Errorf("it says %q more than once", part)
		}
	}
	if strings.ContainsAny(told, "\x1b\r\x00") || strings.Contains(told, `\x1b`) || strings.Contains(told, `\n`) {
		t.Error("what it says is not fit for a terminal")
	}
	if bad.unreported {
		if t.Failed() {
			t.Logf("it says:\n%s", told)
		}
		return
	}
	r := written(t, e)
	if bad.status == 0 && (r.Error == nil || r.Error.Kind != run.Configuration) {
		t.Errorf("report.json has the error %v, want one of configuration", r.Error)
	}
}

// unwrapped undoes the wrapping of lines at the width of a terminal.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }
