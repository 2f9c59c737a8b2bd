// Package platform is the suite of open platforms: the rules that every wallet's platform must keep towards merchants'
// servers, one row a rule, and the calls that show them.
package platform

import (
	"context"
	"slices"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/platform/matchers"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// Platform is the target as the specs see it.
type Platform interface {
	// Describe reaches the platform and says what can be seen of it. An error means that it could not be reached.
	Describe(ctx context.Context) (Description, error)
	// Ahead is told of all scenarios that will be asked for, and says whether it performs them beside each other.
	Ahead(ctx context.Context, scenarios []Scenario) bool
	// Perform performs one scenario and returns its record.
	Perform(ctx context.Context, s Scenario) (rule.Performance, error)
	// Alone performs one once more, with nothing beside it, and returns a record of the id that is for that; ok is false where
	// nothing was beside it the first time.
	Alone(ctx context.Context, s Scenario, try int) (p rule.Performance, ok bool, err error)
}

// Description is what is known of a platform before anything is asked of it.
type Description struct {
	Name string `json:"name"`
	// Means lists what the target file has: "authorise", "beside" (more scenarios than one at once), "notify", "second".
	Means []string `json:"means"`
	// Listens lists where notifications are listened for, an address for each client.
	Listens []string `json:"listens,omitempty"`
	// Wait is how long is listened for notifications, and Gap how long the platform waits before it sends one for the second time;
	// 0 is as documented.
	Wait time.Duration `json:"wait,omitempty"`
	Gap  time.Duration `json:"gap,omitempty"`
	// Timeout is how long the platform waits for the answer to a notification; 0 where nobody says.
	Timeout time.Duration `json:"timeout,omitempty"`
}

// Described is the scenario that shows what a target file has.
const Described = matchers.Described

// Options says how a platform is to be judged.
type Options struct {
	Profile   *schemas.Profile
	Described func(Description)
	// Explore says what is performed beyond the plan.
	Explore Exploring
	rule.Options[Scenario]
}

// NewSession makes a session that judges a platform; nothing is performed yet. The error is that the rules could not be
// read.
func NewSession(target Platform, o Options) (*rule.Session[Scenario], error) {
	plan := NewPlan(o.Profile)
	suite := rule.Suite[Scenario]{
		Title: "An open platform", Profile: o.Profile, Plan: plan, Table: Table(), Plain: leftBehind(plan),
		Opening: Scenario{Name: Described}, Perform: target.Perform, Alone: target.Alone,
	}
	if !o.Explore.None {
		suite.Explore = exploring()
	}
	suite.Open = func(ctx context.Context) (rule.Opened, error) {
		d, err := target.Describe(ctx)
		if err != nil {
			return rule.Opened{}, err
		}
		if o.Described != nil {
			o.Described(d)
		}
		if suite.Explore != nil {
			explore(suite.Explore, o.Explore, o.Profile, d.Means)
		}
		return rule.Opened{Record: d.record()}, nil
	}
	suite.Ahead = aheadOf(target, suite.Explore)
	return rule.NewSession(suite, o.Options)
}

// aheadOf begins to perform what will be asked for, all of it at once: walks come before what is listened for, and what is left
// behind by all at the end.
func aheadOf(target Platform, ex *rule.Exploration[Scenario]) func(context.Context, []Scenario) bool {
	begun, beside := false, false
	return func(ctx context.Context, scenarios []Scenario) bool {
		if begun {
			return beside
		}
		all := slices.Clone(scenarios)
		if ex != nil {
			all = append(all, ex.Scenarios...)
		}
		slices.SortStableFunc(all, func(a, b Scenario) int { return a.turn() - b.turn() })
		begun, beside = true, target.Ahead(ctx, all)
		return beside
	}
}

// turn orders scenarios that are performed beside each other.
func (s Scenario) turn() int {
	switch {
	case s.Name == Unclaimed:
		return 3
	case s.listens():
		return 2
	case s.Drawn():
		return 1
	}
	return 0
}

// leftBehind names what a scenario collects from: all others leave behind what is judged in the one for it.
func leftBehind(plan Plan) func(Scenario) []string {
	return func(of Scenario) []string {
		if of.Name == Unclaimed {
			return plan.Names()
		}
		return nil
	}
}

// Judge judges a platform by every chosen rule, in their order.
func Judge(ctx context.Context, target Platform, o Options) ([]rule.Result, error) {
	session, err := NewSession(target, o)
	if err != nil {
		return nil, err
	}
	return session.Judge(ctx)
}

func (d Description) record() record.Record {
	return wire.Description(map[string]record.Value{
		"means": record.Texts(d.Means), "listens": record.Texts(d.Listens), "waitMs": millis(d.Wait), "gapMs": millis(d.Gap),
		"timeoutMs": millis(d.Timeout),
	})
}

// Recorded is a platform that answers from records of an earlier run.
type Recorded struct {
	Name    string
	Records []record.Record
}

// Describe returns the description that was recorded.
func (p Recorded) Describe(context.Context) (Description, error) {
	told := wire.DescribedIn(p.Records)
	duration := func(name string) time.Duration { return time.Duration(told.Int(name)) * time.Millisecond }
	return Description{Name: p.Name, Means: told.Texts("means"), Listens: told.Texts("listens"),
		Wait: duration("waitMs"), Gap: duration("gapMs"), Timeout: duration("timeoutMs")}, nil
}

func millis(d time.Duration) record.Value { return record.Num(float64(d.Milliseconds())) }

// Ahead does nothing: everything has been performed.
func (p Recorded) Ahead(context.Context, []Scenario) bool { return false }

// Perform returns the record of the scenario.
func (p Recorded) Perform(_ context.Context, s Scenario) (rule.Performance, error) {
	return wire.PerformedIn(p.Records, s.Name), nil
}

// Alone returns the record of the scenario when it was performed once more.
func (p Recorded) Alone(_ context.Context, s Scenario, try int) (rule.Performance, bool, error) {
	return wire.AloneIn(p.Records, s.Name, try)
}
