package ahead_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/suites/rule"
)

type scenario struct {
	name  string
	alone bool
}

func (s scenario) ScenarioName() string { return s.name }
func (s scenario) IsAlone() bool        { return s.alone }

// TestWhatIsAloneMeetsNobody performs scenarios at once, but for one in the middle.
func TestWhatIsAloneMeetsNobody(t *testing.T) {
	all := []scenario{{name: "a"}, {name: "b"}, {"alone", true}, {name: "c"}, {name: "d"}}
	var mu sync.Mutex
	going, most, met := 0, 0, 0
	play := func(_ context.Context, of scenario) (rule.Performance, error) {
		mu.Lock()
		going++
		most = max(most, going)
		if of.alone {
			met = going
		}
		mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		mu.Lock()
		going--
		mu.Unlock()
		return rule.Performance{Untested: of.name}, nil
	}
	var p ahead.Performer[scenario]
	p.Begin(t.Context(), all, 4, play)
	for _, of := range append(all, scenario{name: "not begun"}) {
		if performed, err := p.Perform(t.Context(), of, play); err != nil || performed.Untested != of.name {
			t.Errorf("%s: %+v, %v", of.name, performed, err)
		}
	}
	if n := p.Over(); n != len(all) {
		t.Errorf("%d are over, want %d", n, len(all))
	}
	if most != 2 || met != 1 {
		t.Errorf("%d at once, want 2; the one that is alone met %d, want itself", most, met)
	}
}
