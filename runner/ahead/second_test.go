package ahead_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/signspec/signspec/runner/ahead"
)

// TestTwoChildrenPerformEachScenarioOnce asks for every scenario, whichever child performs it.
func TestTwoChildrenPerformEachScenarioOnce(t *testing.T) {
	var all []scenario
	for i := range 100 {
		all = append(all, scenario{name: fmt.Sprint(i)})
	}
	for _, broken := range []string{"", "80"} {
		failed, closed, done := false, false, map[string]int{}
		second := ahead.NewSecond(ahead.Child[scenario, string]{
			Perform: func(_ context.Context, s scenario) (string, error) {
				failed = s.name == broken
				return "second " + s.name, nil
			},
			Failed: func() bool { return failed },
			Close:  func() { closed = true },
		})
		second.Begin(t.Context(), all)
		for _, s := range all {
			if performance, ok := second.Performed(t.Context(), s.name); !ok {
				done[s.name]++ // here the first child performs it
			} else if performance != "second "+s.name {
				t.Errorf("%s came back for %s", performance, s.name)
			} else {
				done[s.name]++
			}
		}
		second.Close()
		if len(done) != len(all) || !closed {
			t.Errorf("performed %d of %d; closed: %t", len(done), len(all), closed)
		}
	}
}

// TestTheFirstChildFindsOutByItself has a second child that cannot perform.
func TestTheFirstChildFindsOutByItself(t *testing.T) {
	tried := make(chan struct{})
	second := ahead.NewSecond(ahead.Child[scenario, string]{
		Perform: func(context.Context, scenario) (string, error) {
			defer close(tried)
			return "", errors.New("gone")
		},
		Failed: func() bool { return false },
		Close:  func() {},
	})
	second.Begin(t.Context(), []scenario{{name: "a"}, {name: "b"}})
	<-tried
	for _, name := range []string{"a", "b"} {
		if _, ok := second.Performed(t.Context(), name); ok {
			t.Errorf("%s was performed by a child that is gone", name)
		}
	}
	second.Close()
	var none *ahead.Second[scenario, string]
	if _, ok := none.Performed(t.Context(), "a"); ok {
		t.Error("none has performed something")
	}
	none.Close()
}
