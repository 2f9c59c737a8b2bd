package rule_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/signspec/signspec/suites/rule"
)

// performer notes what it performs, and loses its target at the scenario "fatal".
type performer struct {
	performed, told []string
	numbers         []int
	lost            error
}

func (p *performer) once(plan []string, needed ...string) *rule.Once[string, string] {
	return &rule.Once[string, string]{
		Name: func(s string) string { return s },
		Perform: func(_ context.Context, s string) (string, error) {
			p.performed = append(p.performed, s)
			if s == "fatal" {
				return "", errors.New("the target is gone")
			}
			return "what came of " + s, nil
		},
		Plan: plan,
		Needed: func() map[string]bool {
			names := map[string]bool{}
			for _, name := range needed {
				names[name] = true
			}
			return names
		},
		Progress: func(number, of int, _ string) { p.numbers = append(p.numbers, number, of) },
		Observe:  func(_, came string) { p.told = append(p.told, came) },
		Lost:     func(err error) { p.lost = err },
	}
}

func TestWhatIsNeededIsPerformedInTheOrderOfThePlan(t *testing.T) {
	p := &performer{}
	o := p.once([]string{"a", "b", "c", "d"}, "d", "a", "c")
	for _, name := range []string{"c", "a", "c", "b"} {
		if came, err := o.Of(t.Context(), name); err != nil || came != "what came of "+name {
			t.Errorf("of %s came %q, %v", name, came, err)
		}
	}
	if want := []string{"a", "c", "d", "b"}; !slices.Equal(p.performed, want) || len(p.told) != 4 {
		t.Errorf("it performed %q and told %q, want %q", p.performed, p.told, want)
	}
	if want := []int{1, 3, 2, 3, 3, 3, 4, 4}; !slices.Equal(p.numbers, want) {
		t.Errorf("it counted %v, want %v", p.numbers, want)
	}
}

func TestWhatCameBeforeTheTargetWasLostCanStillBeJudged(t *testing.T) {
	p := &performer{}
	o := p.once([]string{"a", "fatal", "b"}, "a", "fatal", "b")
	if _, err := o.Of(t.Context(), "b"); err == nil || o.Why() != err || p.lost != err {
		t.Errorf("the error is %v, kept as %v and told as %v", err, o.Why(), p.lost)
	}
	if came, err := o.Of(t.Context(), "a"); err != nil || came != "what came of a" {
		t.Errorf("of a came %q, %v", came, err)
	}
	if want := []string{"a", "fatal"}; !slices.Equal(p.performed, want) {
		t.Errorf("it performed %q, want %q", p.performed, want)
	}
}
