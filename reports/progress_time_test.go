package reports

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
	p.Start(10)
	c.at = c.at.Add(2 * time.Second)
	p.Step("approve/all-callbacks")
	if strings.Contains(out.String(), "left") {
		t.Errorf("a run of two seconds tells its time: %q", out.String())
	}
	c.at = c.at.Add(28 * time.Second)
	p.Step("cancel/all-callbacks")
	if want := "  2/10  30s, about 2m0s left  cancel/all-callbacks"; !strings.Contains(out.String(), want) {
		t.Errorf("got %q, want %q in it", out.String(), want)
	}
}

func TestWithoutATerminalALineIsWrittenNowAndThen(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewPlainProgress(&out)
	p.now = c.now
	p.Start(4)
	for _, name := range []string{"a", "b", "c", "d"} {
		c.at = c.at.Add(6 * time.Second)
		p.Step(name)
	}
	p.Stop()
	if want := "  2/4  12s, about 12s left  b\n  4/4  24s  d\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
