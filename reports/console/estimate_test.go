package console

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// simulated is a step of a run, and how long it takes.
type simulated struct {
	work Work
	took time.Duration
}

func several(n int, work Work, took time.Duration) []simulated {
	steps := make([]simulated, n)
	for i := range steps {
		steps[i] = simulated{work, took}
	}
	return steps
}

// TestNothingIsSaidOfStepsBesideEachOther runs a simulated clock through a run whose steps all began at once: most are over when
// they are looked at, and one takes as long as the target's patience. The time is shown, the step that is waited for is named,
// and no estimate is made of what cannot be estimated.
func TestNothingIsSaidOfStepsBesideEachOther(t *testing.T) {
	var out bytes.Buffer
	c := &clock{time.Unix(0, 0)}
	p := NewProgress(&out, 80)
	p.now = c.now
	for i := range 60 {
		p.Step(Step{Number: i + 1, Of: 60, Name: "a", Work: Work{Others: 1}, Left: Work{Others: 60 - i}, Beside: true})
		took := time.Microsecond
		if i == 20 || i == 40 {
			took = 25 * time.Second
		}
		c.at = c.at.Add(took)
		if about, ok := p.left(); ok {
			t.Errorf("at step %d about %s are left", i+1, about)
		}
		if want := "  41/60  50s  a"; i == 40 && p.line() != want {
			t.Errorf("the line is %q, want %q", p.line(), want)
		}
	}
	p.step.Over = func() int { return 60 }
	if want := "  60/60  50s  waits for a"; p.line() != want {
		t.Errorf("the line is %q, want %q", p.line(), want)
	}
	p.Stop()
	if strings.Contains(out.String(), "about") {
		t.Errorf("it said %q", out.String())
	}
}

// TestAnEstimateHolds runs what runs are like by a simulated clock: from a third on, the estimate is right within a factor of
// two, and before that there is none.
func TestAnEstimateHolds(t *testing.T) {
	one, other := Work{Authorisations: 1}, Work{Others: 1}
	for name, parts := range map[string][][]simulated{
		"all alike": {several(60, one, time.Second)},
		"a wallet that loops and is given up": {
			several(3, one, 5*time.Second), several(40, one, 50*time.Millisecond), several(355, Work{Authorisations: 6}, 300*time.Millisecond)},
		"a wallet that loops whatever one does": {
			several(9, one, 5*time.Second), several(58, one, time.Second), several(331, one, 900*time.Millisecond)},
		"a person who gets quicker": {several(10, one, 40*time.Second), several(30, one, 20*time.Second), several(10, one, 15*time.Second),
			several(17, other, 300*time.Millisecond)},
		"several authorisations at once":   {several(20, one, 10*time.Second), several(10, Work{Authorisations: 3}, 28*time.Second)},
		"a run that was resumed at a half": {several(30, one, 0), several(30, one, 10*time.Second)},
	} {
		var steps []simulated
		var left Work
		var total time.Duration
		for _, part := range parts {
			steps = append(steps, part...)
			for _, s := range part {
				left, total = left.Plus(s.work), total+s.took
			}
		}
		c := &clock{time.Unix(0, 0)}
		p := NewProgress(&bytes.Buffer{}, 80)
		p.now = c.now
		for i, s := range steps {
			p.Step(Step{Number: i + 1, Of: len(steps), Name: "a", Work: s.work, Left: left})
			about, ok := p.left()
			over := float64(i) / float64(len(steps))
			switch {
			case ok && over < 1.0/3:
				t.Errorf("%s: there is an estimate at step %d of %d", name, i+1, len(steps))
			case !ok && over >= 1.0/3 && c.at.After(time.Unix(0, 0)):
				t.Errorf("%s: there is no estimate at step %d of %d", name, i+1, len(steps))
			case ok && (about > 2*total+time.Second || 2*about < total-time.Second):
				t.Errorf("%s: at step %d of %d about %s are left, and it is %s", name, i+1, len(steps), about, total)
			}
			c.at = c.at.Add(s.took)
			left, total = left.Minus(s.work), total-s.took
		}
		p.Stop()
	}
}
