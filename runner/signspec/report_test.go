package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
)

// filesIn lists what is in a folder.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func read(t *testing.T, elements ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestReportChoosesWhatIsWritten(t *testing.T) {
	for list, want := range map[string]string{
		"":                "junit.xml records.jsonl records.jsonl.gz report.html report.json",
		"html":            "records.jsonl records.jsonl.gz report.html",
		"markdown, sarif": "records.jsonl records.jsonl.gz report.sarif summary.md",
		"all":             "badge.json badge.svg events.ndjson junit.xml records.jsonl records.jsonl.gz report.html report.json report.sarif signspec-code-quality.json summary.md",
	} {
		t.Run(list, func(t *testing.T) {
			t.Parallel()
			args := []string{"wallet", "--rules", "settles"}
			if list != "" {
				args = append(args, "--report", list)
			}
			e := signspec(t, t.TempDir(), args...)
			if got := strings.Join(filesIn(t, e.out), " "); e.status != run.ExitConformant || got != want {
				t.Errorf("exit status %d; it wrote %s, want %s", e.status, got, want)
			}
		})
	}
}

func TestAReportThatDoesNotExist(t *testing.T) {
	t.Parallel()
	e := signspec(t, t.TempDir(), "wallet", "--report", "htlm")
	written(t, e)
	if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "did you mean html?") {
		t.Errorf("exit status %d; it says %s", e.status, e.stderr)
	}
}

// TestWhatIsNotChosenIsNotLeft shows that a page of an earlier run is not taken for one of this run, and that a file
// which is somebody else's stays.
func TestWhatIsNotChosenIsNotLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	signspec(t, dir, "wallet", "--rules", "settles", "--report", "all", "--out", ".")
	if err := os.WriteFile(filepath.Join(dir, "badge.svg"), []byte("<svg>mine</svg>"), 0o666); err != nil {
		t.Fatal(err)
	}
	signspec(t, dir, "wallet", "--rules", "settles", "--report", "json", "--out", ".")
	if got := strings.Join(filesIn(t, dir), " "); got != "badge.svg records.jsonl records.jsonl.gz report.json" {
		t.Errorf("there is %s", got)
	}
}

// TestASavedReportIsRenderedAsTheRunWroteIt shows that every format can be had from report.json later.
func TestASavedReportIsRenderedAsTheRunWroteIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := signspec(t, dir, "wallet", "--report", "all").out
	saved := filepath.Join(out, "report.json")
	for _, format := range formats.List() {
		want := read(t, out, format.File)
		if e := signspec(t, dir, "report", saved, "--format", format.Name); e.status != 0 || e.stdout != want {
			t.Errorf("%s: exit status %d, %d bytes, want %d: %s", format.Name, e.status, len(e.stdout), len(want), e.stderr)
		}
		if e := signspec(t, dir, "report", saved, "--format", format.Name, "--out", "again"); e.status != 0 || read(t, dir, "again") != want {
			t.Errorf("%s: exit status %d; the file is another: %s", format.Name, e.status, e.stderr)
		}
	}
}

func TestReportCommandSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	dir := write(t, "report.json", `{"schemaVersion": 1}`)
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no format":      {[]string{"report", "report.json"}, "it takes one of junit, json, html"},
		"unknown format": {[]string{"report", "report.json", "--format", "htm"}, "did you mean html?"},
		"several":        {[]string{"report", "report.json", "--format", "html,json"}, `--format "html,json"`},
		"no file":        {[]string{"report", "--format", "html"}, "signspec report FILE: FILE is missing"},
		"missing file":   {[]string{"report", "gone.json", "--format", "html"}, "gone.json"},
		"foreign file":   {[]string{"report", "report.json", "--format", "html"}, "this is not a report of signspec"},
	} {
		if e := signspec(t, dir, c.args...); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
			t.Errorf("%s: exit status %d; it says %q, want %q", name, e.status, e.stderr, c.says)
		}
	}
}

func TestReportHelpListsTheFormats(t *testing.T) {
	t.Parallel()
	e := signspec(t, t.TempDir(), "report", "--help")
	for _, format := range formats.List() {
		for _, part := range []string{"  " + format.Name, format.File, format.About} {
			if !strings.Contains(e.stdout, part) {
				t.Errorf("the help lacks %q", part)
			}
		}
	}
	for _, line := range strings.Split(e.stdout, "\n") {
		if len(line) > 110 {
			t.Errorf("a line of %d columns: %s", len(line), line)
		}
	}
}

// TestAMiniProgramsFindingsAreAtTheirPlace shows the reports that point into a merchant's files.
func TestAMiniProgramsFindingsAreAtTheirPlace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "taxi"), os.DirFS("../../fixtures/miniprograms/faulty/code-not-logged")); err != nil {
		t.Fatal(err)
	}
	e := signspec(t, dir, "merchant", "--rules", "code-not-logged", "--report", "all", "--events", "events.log", "taxi")
	r := written(t, e)
	told(t, read(t, dir, "events.log"), r)
	var place string
	for _, rule := range r.Rules {
		for _, f := range rule.Findings {
			place = f.File
		}
	}
	if !strings.HasPrefix(place, "taxi/") {
		t.Fatalf("the finding is in %q", place)
	}
	for file, part := range map[string]string{"report.sarif": `"uri": "` + place + `"`, "report.html": place + ":", "summary.md": place + ":"} {
		if !strings.Contains(read(t, e.out, file), part) {
			t.Errorf("%s does not name %s", file, part)
		}
	}
}

// whole says, by its file, what a report lacks of being one that its readers can read.
var whole = map[string]func(text string) error{
	"junit.xml":                  isXML,
	"badge.svg":                  isXML,
	"report.json":                isJSON,
	"report.sarif":               isJSON,
	"badge.json":                 isJSON,
	"signspec-code-quality.json": isJSON,
	"events.ndjson":              areEvents,
	"report.html":                ends("</html>\n"),
	"summary.md":                 begins("## "),
	"records.jsonl":              func(string) error { return nil }, // written reads it
}

func isXML(text string) error {
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func isJSON(text string) error { return json.Unmarshal([]byte(text), new(any)) }

func begins(with string) func(string) error {
	return func(text string) error {
		if !strings.HasPrefix(text, with) {
			return errors.New("it does not begin with " + with)
		}
		return nil
	}
}

func ends(with string) func(string) error {
	return func(text string) error {
		if !strings.HasSuffix(text, with) {
			return errors.New("it does not end with " + with)
		}
		return nil
	}
}

// TestEveryReportIsThereWhateverGoesWrong asks for every report of runs that fail.
func TestEveryReportIsThereWhateverGoesWrong(t *testing.T) {
	for name, c := range map[string]struct {
		args   []string
		status int
	}{
		"conformant":        {[]string{"wallet"}, run.ExitConformant},
		"nothing selected":  {[]string{"wallet", "--rules", "must && should"}, run.ExitInconclusive},
		"unknown flag":      {[]string{"wallet", "--no-such-flag"}, run.ExitConfiguration},
		"unknown rule":      {[]string{"wallet", "--rules", "no-such-rule"}, run.ExitConfiguration},
		"no module":         {[]string{"wallet", "gone.js"}, run.ExitConfiguration},
		"unreachable":       {[]string{"wallet", "--", "false"}, run.ExitHarness},
		"dies in a run":     {faulty("dies in run 5"), run.ExitHarness},
		"nothing to replay": {[]string{"replay", "gone.json"}, run.ExitConfiguration},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{c.args[0], "--report", "all"}, c.args[1:]...)
			e := signspec(t, t.TempDir(), args...)
			r := written(t, e)
			if e.status != c.status {
				t.Errorf("exit status %d, want %d", e.status, c.status)
			}
			want := len(whole)
			if len(r.Records) > 1 && r.Coverage != nil { // what was explored has a file of its own
				want++
			}
			if got := filesIn(t, e.out); len(got) != want {
				t.Errorf("there are %q", got)
			}
			for file, check := range whole {
				text := read(t, e.out, file)
				if err := check(text); err != nil {
					t.Errorf("%s is not whole: %v", file, err)
				}
				if file == "report.html" && !strings.Contains(strings.ToLower(text), `<h1 id="verdict">`+string(r.Verdict)) {
					t.Errorf("the page does not say %s", r.Verdict)
				}
			}
		})
	}
}

func TestTheSummaryIsAddedToThePageOfAJob(t *testing.T) {
	t.Parallel()
	dir := write(t, "summary", "of another step")
	r := func(file string, args ...string) finished {
		cmd := command(t, dir, args...)
		cmd.Env = append(cmd.Env, summaryVariable+"="+file)
		return start(t, cmd).end(t)
	}
	r(filepath.Join(dir, "summary"), "wallet", "--rules", "settles")
	e := r(filepath.Join(dir, "summary"), "wallet", "--no-such-flag")
	text := read(t, dir, "summary")
	if parts := strings.Split(text, "\n## "); len(parts) != 3 || parts[0] != "of another step" ||
		!strings.HasPrefix(parts[1], "✓ signspec: conformant") || !strings.HasPrefix(parts[2], "! signspec: error (configuration)") {
		t.Errorf("the page is\n%s", text)
	}
	if slices.Contains(filesIn(t, e.out), "summary.md") {
		t.Error("summary.md was written although nobody asked for it")
	}
	if e := r(dir, "wallet", "--rules", "settles"); e.status != run.ExitConformant || !strings.Contains(e.stderr, "the summary could not be added") {
		t.Errorf("exit status %d; it says %q", e.status, e.stderr)
	}
}

func TestColours(t *testing.T) {
	for set, want := range map[string]bool{
		"": false, "FORCE_COLOR=1": true, "FORCE_COLOR=0": false, "FORCE_COLOR=1 NO_COLOR=1": true, "FORCE_COLOR=1 --no-color": false,
	} {
		t.Run(set, func(t *testing.T) {
			args := []string{"wallet", "--rules", "api-available"}
			var variables []string
			for _, word := range strings.Fields(set) {
				if strings.HasPrefix(word, "--") {
					args = append(args, word)
				} else {
					variables = append(variables, word)
				}
			}
			cmd := command(t, t.TempDir(), args...)
			cmd.Env = append(cmd.Env, variables...)
			if got := strings.Contains(start(t, cmd).end(t).stdout, "\x1b["); got != want {
				t.Errorf("it is coloured: %t, want %t", got, want)
			}
		})
	}
}
