package reports_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports"
)

// screen returns what is on the line of a terminal after it was written to.
func screen(written string) string {
	var line []rune
	at := 0
	for _, r := range written {
		if r == '\r' {
			at = 0
			continue
		}
		if at == len(line) {
			line = append(line, ' ')
		}
		line[at] = r
		at++
	}
	return strings.TrimRight(string(line), " ")
}

func TestProgressShowsTheStepAndClearsItself(t *testing.T) {
	var out bytes.Buffer
	p := reports.NewProgress(&out, 40)
	p.Start(63)
	p.Step("approve/with-a-very-long-name-that-does-not-fit")
	if got, want := screen(out.String()), "  1/63  approve/with-a-very-long-name-…"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Step("cancel")
	if got, want := screen(out.String()), "  2/63  cancel"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p.Stop()
	if got := screen(out.String()); got != "" {
		t.Errorf("%q is left", got)
	}
	if !strings.HasSuffix(out.String(), "\r") {
		t.Error("what is written next does not begin at the beginning of the line")
	}
	if strings.Contains(out.String(), "\n") {
		t.Error("a line was left behind")
	}
}

func TestProgressOfAnUnknownNumberOfSteps(t *testing.T) {
	var out bytes.Buffer
	p := reports.NewProgress(&out, 0)
	p.Step("a\x1b[2Jb")
	if got, want := screen(out.String()), `  1  a\x1b[2Jb`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgressWithoutATerminalShowsNothing(t *testing.T) {
	var p *reports.Progress
	p.Start(1)
	p.Step("a")
	p.Stop()
}

func TestAFileIsNoTerminal(t *testing.T) {
	for _, path := range []string{os.DevNull, t.TempDir()} {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if _, ok := reports.Terminal(file); ok {
			t.Errorf("%s is taken for a terminal", path)
		}
	}
}
