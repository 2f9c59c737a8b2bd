package console_test

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
)

// with returns the console as a format.
func with(o console.Options) golden.Write {
	return func(w io.Writer, m run.Masked) error { return console.Write(w, m, o) }
}

func shown(t *testing.T, r *run.Run, o console.Options) string {
	t.Helper()
	return string(golden.Render(t, with(o), r))
}

func TestGoldenScreens(t *testing.T) {
	golden.Check(t, "console.txt", with(console.Options{}))
	golden.Check(t, "narrow.txt", with(console.Options{Width: 48}), "nonconformant")
	golden.Check(t, "verbose.txt", with(console.Options{Width: 100, Verbose: true}), "nonconformant")
	golden.Check(t, "colour.txt", with(console.Options{Colour: true}), "nonconformant")
}

func TestConsoleFitsTheTerminal(t *testing.T) {
	for name, r := range samples.All() {
		for _, width := range []int{48, 60, 80, 120} {
			for _, line := range strings.Split(shown(t, r, console.Options{Width: width}), "\n") {
				// A command is one line, to be copied; and so is what an error quotes.
				if strings.Contains(line, "  reproduce  ") || strings.HasPrefix(line, "  Error: Cannot find") {
					continue
				}
				if n := utf8.RuneCountInString(strings.ReplaceAll(line, "中文", "xxxx")); n > width {
					t.Errorf("%s at %d columns: a line of %d: %s", name, width, n, line)
				}
			}
		}
	}
}

func TestConsoleWidthIsKeptWithinWhatCanBeRead(t *testing.T) {
	r := samples.All()["nonconformant"]
	for width, same := range map[int]int{0: 80, 1: 48, 47: 48, 500: 120} {
		if shown(t, r, console.Options{Width: width}) != shown(t, r, console.Options{Width: same}) {
			t.Errorf("width %d is not laid out like %d", width, same)
		}
	}
}

func TestConsoleLetsNoTextActOnTheTerminal(t *testing.T) {
	for _, o := range []console.Options{{}, {Verbose: true}, {Colour: true}} {
		text := shown(t, samples.All()["hostile"], o)
		text = regexp.MustCompile("\x1b\\[(31|32|33|1|2|0)m").ReplaceAllStringFunc(text, func(colour string) string {
			if !o.Colour {
				return colour
			}
			return ""
		})
		for _, r := range text {
			if r != '\n' && !unicode.IsPrint(r) || r == utf8.RuneError {
				t.Fatalf("%+v: %U reaches the terminal", o, r)
			}
		}
	}
}

func TestConsoleHasNoLineThatATargetCouldForge(t *testing.T) {
	r := samples.Nonconformant()
	forged := "x\nconformant\n41 must rules held"
	for i := range r.Rules {
		for j := range r.Rules[i].Findings {
			f := &r.Rules[i].Findings[j]
			f.Expected, f.Observed, f.Reproduce, f.Scenario = forged, forged, forged, forged
		}
		r.Rules[i].Title, r.Rules[i].Reason, r.Rules[i].Clause = forged, forged, forged
	}
	r.Notes, r.Subject.Name, r.Subject.Source = []string{forged}, forged, forged
	r.Error = &run.RunError{Kind: run.Harness, Message: forged}
	r.Conclude()
	for _, line := range strings.Split(shown(t, r, console.Options{Verbose: true}), "\n") {
		if strings.HasPrefix(line, "conformant") || strings.HasPrefix(line, "41") {
			t.Errorf("a target wrote the line %q", line)
		}
	}
}

func TestConsoleColours(t *testing.T) {
	r := samples.All()["nonconformant"]
	plain, coloured := shown(t, r, console.Options{}), shown(t, r, console.Options{Colour: true})
	if strings.Contains(plain, "\x1b") {
		t.Error("there is a colour where none is allowed")
	}
	if regexp.MustCompile("\x1b\\[[0-9]+m").ReplaceAllString(coloured, "") != plain {
		t.Error("colours change the layout")
	}
	if !strings.Contains(coloured, "\x1b[31m✗\x1b[0m") {
		t.Error("a broken rule is not red")
	}
}

// A target that breaks one rule everywhere must not bury the others under it.
func TestConsoleGroupsManyFindings(t *testing.T) {
	r := samples.Conformant()
	var same, different []run.Finding
	for i := range 60 {
		scenario := fmt.Sprintf("approve/%02d", i)
		same = append(same, run.Finding{Scenario: scenario, Expected: "one", Observed: "none"})
		different = append(different, run.Finding{Scenario: scenario, Expected: "one", Observed: fmt.Sprint(i)})
	}
	samples.Break(r, "settles", same...)
	samples.Break(r, "complete-last", different...)
	r.Conclude()
	text := shown(t, r, console.Options{})
	if n := strings.Count(text, "  expected "); n != 1+3 {
		t.Errorf("%d findings in full, want the one that is alike and the first three of the others\n%s", n, text)
	}
	if !strings.Contains(text, "60 of 62") || !strings.Contains(text, "and 47 more (-v shows them)") ||
		!strings.Contains(text, "and 45 more (-v shows them)") {
		t.Errorf("the rest is not counted\n%s", text)
	}
	if n := strings.Count(shown(t, r, console.Options{Verbose: true}), "  expected "); n != 120 {
		t.Errorf("verbose shows %d findings, want 120", n)
	}
}

func TestConsoleShowsOneFindingEachWhereVeryManyRulesAreBroken(t *testing.T) {
	r := samples.Empty()
	for i := range 12 {
		rule := run.Rule{ID: fmt.Sprintf("rule-%d", i), Level: "must", Status: run.Broken}
		for j := range 5 {
			rule.Findings = append(rule.Findings, run.Finding{Scenario: fmt.Sprint(j), Expected: "a", Observed: fmt.Sprint(j)})
		}
		r.Rules = append(r.Rules, rule)
	}
	r.Conclude()
	if n := strings.Count(shown(t, r, console.Options{}), "  expected "); n != 12 {
		t.Errorf("%d findings in full, want 12", n)
	}
}

func TestConsoleSaysWhatToDoNext(t *testing.T) {
	thrifty := samples.Inconclusive()
	thrifty.Plan = "thrifty"
	inapplicable := samples.Empty()
	inapplicable.Rules = []run.Rule{{ID: "can-i-use", Level: "should", Status: run.NotApplicable, Reason: "not exposed"}}
	unselected := samples.Empty()
	unselected.Selection = ""
	failed := func(kind run.ErrorKind) *run.Run {
		r := samples.Empty()
		r.Error = &run.RunError{Kind: kind, Message: "oh\n  at line 3\n  ^"}
		return r
	}
	cases := map[string]struct {
		run  *run.Run
		want string
	}{
		"missing":       {samples.Inconclusive(), "missing: stage returned null for outcome network (settles, error-network)\nnext: Make what is missing possible"},
		"thrifty":       {thrifty, "next: Run with --plan full"},
		"selection":     {samples.Empty(), "next: Choose other --rules"},
		"no rule":       {unselected, "next: Select at least one rule"},
		"inapplicable":  {inapplicable, "next: Select rules that can be judged here"},
		"unreachable":   {failed(run.Unreachable), "error (unreachable): oh\n    at line 3\n    ^\n"},
		"configuration": {failed(run.Configuration), "next: Correct that, and run again."},
		"interrupted":   {failed(run.Interrupted), "next: Run again"},
		"harness":       {failed(run.Harness), "next: The fault is in the harness or in the adapter"},
	}
	for name, c := range cases {
		c.run.Conclude()
		if text := shown(t, c.run, console.Options{}); !strings.Contains(text, c.want) {
			t.Errorf("%s: want %q in\n%s", name, c.want, text)
		}
	}
	for _, name := range []string{"conformant", "nonconformant", "warnings"} {
		if text := shown(t, samples.All()[name], console.Options{}); strings.Contains(text, "next:") {
			t.Errorf("%s: there is nothing to do next, but\n%s", name, text)
		}
	}
}
