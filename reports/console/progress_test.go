package console_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/console"
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
	p := console.NewProgress(&out, 40)
	for _, c := range []struct {
		step console.Step
		want string
	}{
		{console.Step{Number: 1, Of: 63, Name: "approve/with-a-very-long-name-that-does-not-fit"}, "  1/63  approve/with-a-very-long-name-…"},
		{console.Step{Number: 2, Of: 63, Name: "cancel", Outcomes: "cancel, approve"}, "  2/63  cancel: cancel, approve"},
		{console.Step{Number: 3, Name: "a\x1b[2Jb"}, `  3  a\x1b[2Jb`},
	} {
		p.Step(c.step)
		if got := screen(out.String()); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
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

func TestWhatIsSaidStaysAboveTheStep(t *testing.T) {
	var out bytes.Buffer
	p := console.NewProgress(&out, 40)
	p.Say("Open this link.")
	p.Step(console.Step{Number: 1, Of: 2, Name: "approve/all-callbacks"})
	p.Say("Confirm.")
	lines := strings.Split(out.String(), "\n")
	if len(lines) != 3 || screen(lines[0]) != "Open this link." || screen(lines[1]) != "Confirm." ||
		screen(lines[2]) != "  1/2  approve/all-callbacks" {
		t.Errorf("got %q", lines)
	}
	p.Stop()
	p.Say("Over.")
	if got := out.String(); !strings.HasSuffix(got, "\rOver.\n") {
		t.Errorf("got %q", got)
	}
}

func TestAFileIsNoTerminal(t *testing.T) {
	for _, path := range []string{os.DevNull, t.TempDir()} {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if _, ok := console.Terminal(file); ok {
			t.Errorf("%s is taken for a terminal", path)
		}
	}
}
