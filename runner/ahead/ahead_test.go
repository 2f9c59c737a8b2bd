package ahead_test

import (
	"context"
	"sync"
	"sync/atomic"
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

// TestWhoIsIdleTakesNobodysPlace has all scenarios idle at once, which are more than are performed beside each other.
func TestWhoIsIdleTakesNobodysPlace(t *testing.T) {
	all := []scenario{{name: "a"}, {name: "b"}, {name: "c"}, {name: "d"}}
	var meeting sync.WaitGroup
	meeting.Add(len(all))
	performAll(t, all, 2, func(ctx context.Context, of scenario) (rule.Performance, error) {
		ahead.Idle(ctx, func() {
			meeting.Done()
			meeting.Wait()
		})
		return rule.Performance{Untested: of.name}, nil
	})
}

// TestOneByOneWhoIsIdleIsAlone has nobody go on while a scenario is idle, where they are performed one by one.
func TestOneByOneWhoIsIdleIsAlone(t *testing.T) {
	var idle atomic.Bool
	performAll(t, []scenario{{name: "a"}, {name: "b"}}, 1, func(ctx context.Context, of scenario) (rule.Performance, error) {
		ahead.Idle(ctx, func() {
			if idle.Swap(true) {
				t.Error("two were idle at once")
			}
			time.Sleep(5 * time.Millisecond)
			idle.Store(false)
		})
		return rule.Performance{Untested: of.name}, nil
	})
}

// performAll performs scenarios ahead and asks for all of them.
func performAll(t *testing.T, all []scenario, atOnce int, play ahead.Play[scenario]) {
	t.Helper()
	var p ahead.Performer[scenario]
	p.Begin(t.Context(), all, atOnce, play)
	for _, of := range all {
		if performed, err := p.Perform(t.Context(), of, play); err != nil || performed.Untested != of.name {
			t.Errorf("%s: %+v, %v", of.name, performed, err)
		}
	}
}
