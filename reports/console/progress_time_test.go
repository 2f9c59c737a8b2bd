package console

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// clock is a time that only a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestALongRunTellsItsTime(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewProgress(&out, 80)
	p.now = c.now
	p.Step(Step{Number: 1, Of: 10, Name: "approve/all-callbacks"})
	c.at = c.at.Add(2 * time.Second)
	p.Step(Step{Number: 2, Of: 10, Name: "approve/success"})
	if strings.Contains(out.String(), "left") {
		t.Errorf("a run of two seconds tells its time: %q", out.String())
	}
	c.at = c.at.Add(28 * time.Second)
	p.Step(Step{Number: 3, Of: 10, Name: "cancel/all-callbacks", Outcomes: "cancel"})
	if want := "  3/10  30s  cancel/all-callbacks: cancel"; !strings.Contains(out.String(), want) {
		t.Errorf("got %q, want %q in it: nobody knows how long it takes before a third is over", out.String(), want)
	}
	c.at = c.at.Add(28 * time.Second)
	p.Step(Step{Number: 5, Of: 10, Name: "cancel/fail"})
	if want := "  5/10  58s, about 2m48s left  cancel/fail"; !strings.Contains(out.String(), want) {
		t.Errorf("got %q, want %q in it", out.String(), want)
	}
	p.Stop()
}

func TestWithoutATerminalALineIsWrittenNowAndThen(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewPlainProgress(&out)
	p.now = c.now
	for i, name := range []string{"a", "b", "c", "d"} {
		p.Step(Step{Number: i + 1, Of: 4, Name: name})
		c.at = c.at.Add(6 * time.Second)
	}
	p.Say("Tap Cancel.")
	p.Stop()
	if want := "  3/4  12s, about 12s left  c\nTap Cancel.\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestTheTimeGoesOnWhileAStepLasts(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewPlainProgress(&out)
	p.now = c.now
	p.Step(Step{Number: 1, Of: 2, Name: "approve/all-callbacks"})
	c.at = c.at.Add(11 * time.Second)
	for told := false; !told; time.Sleep(10 * time.Millisecond) {
		p.mu.Lock()
		told = out.String() == "  1/2  11s  approve/all-callbacks\n"
		p.mu.Unlock()
	}
	p.Stop()
}
