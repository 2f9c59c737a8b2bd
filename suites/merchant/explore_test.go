package merchant_test

import (
	"context"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

func TestAProgramThatShowsMuchIsExploredLess(t *testing.T) {
	plan, explored := len(merchant.NewPlan(schemas.Documented()).Scenarios), merchant.Explored(schemas.Documented(), "seed")
	performed := func(loud int) int {
		p := &shop{loud: loud}
		if _, err := merchant.Judge(context.Background(), p, merchant.Options{Seed: "seed", Explore: explored}); err != nil {
			t.Fatal(err)
		}
		return len(p.performed)
	}
	if usual, much := performed(0), performed(60_000); usual < plan+len(explored) || much <= plan || much >= plan+len(explored) {
		t.Errorf("performed are %d and, of one that shows much, %d, of %d in the plan and %d beyond it", usual, much, plan, len(explored))
	}
}

// TestPlannedAndExploredScenariosAreToldApartByTheirNames guards what calls-sign-contract reads of a name.
func TestPlannedAndExploredScenariosAreToldApartByTheirNames(t *testing.T) {
	for _, s := range merchant.NewPlan(schemas.Documented()).Scenarios {
		if !strings.Contains(s.Name, "/") {
			t.Errorf("the scenario %q of the plan has no slash", s.Name)
		}
	}
	for _, s := range merchant.Explored(schemas.Documented(), "seed") {
		if strings.Contains(s.Name, "/") {
			t.Errorf("the explored scenario %q has a slash", s.Name)
		}
	}
}

// TestWhatIsNoFailureIsExploredBehindTheFailure looks for the control of each scenario that has one, before it.
func TestWhatIsNoFailureIsExploredBehindTheFailure(t *testing.T) {
	controlled, before := map[string]bool{}, map[string]bool{}
	for _, s := range merchant.Explored(schemas.Documented(), "seed") {
		if before[s.Name] {
			t.Errorf("%q is explored twice", s.Name)
		}
		before[s.Name] = true
		control := s.Control()
		controlled[s.Name] = control != ""
		if control != "" && !before[control] {
			t.Errorf("%q does not come before %q", control, s.Name)
		}
	}
	for name, want := range map[string]bool{
		"unknown, after fail": true, "cancel, after network": true, "unknown, looks at another app": true, "cancel in Chinese": true,
		"fail, after unknown": false, "network, after fail": false, "unknown, after 20 minutes": false, "unknown, presses whatever appears": false,
	} {
		if got, explored := controlled[name]; explored && got != want {
			t.Errorf("%q has a control: %t, want %t", name, got, want)
		}
	}
}
