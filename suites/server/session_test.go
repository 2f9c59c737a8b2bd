package server_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/server/matchers"
)

// counting is a server that keeps which scenarios it is asked for.
type counting struct {
	beside bool
	ahead  [][]server.Scenario
	asked  []server.Scenario
}

func (c *counting) Describe(context.Context) (server.Description, error) {
	return server.Description{Means: []string{"notify", "sessions", "status"}, Beside: c.beside}, nil
}

func (c *counting) Ahead(_ context.Context, scenarios []server.Scenario) bool {
	c.ahead = append(c.ahead, scenarios)
	return c.beside
}

func (c *counting) Perform(_ context.Context, s server.Scenario) (rule.Performance, error) {
	c.asked = append(c.asked, s)
	return rule.Performance{Records: []record.Record{{ID: s.Name + "#1", Scenario: s.Name, API: record.AttemptAPI, End: record.Settled}}}, nil
}

func (c *counting) Alone(context.Context, server.Scenario, int) (rule.Performance, bool, error) {
	return rule.Performance{}, false, nil
}

func (c *counting) drawn() int {
	return len(slices.DeleteFunc(slices.Clone(c.asked), func(s server.Scenario) bool {
		return !s.Drawn() || strings.HasSuffix(s.Name, ": "+matchers.Good) // a control
	}))
}

// beyondPlan counts what covers the space of the servers here.
func beyondPlan(asked server.Exploring) int {
	means := []string{"notify", "sessions", "status"}
	return len(server.Explored(server.NewPlan(schemas.Documented()), &schemas.Portal{Notifies: true}, means, asked))
}

// TestWhatCostsAServerMuchIsExploredWhereItIsAskedFor demands that what covers the space is performed of a server whose attempts
// can be performed beside each other, and of others where somebody asks.
func TestWhatCostsAServerMuchIsExploredWhereItIsAskedFor(t *testing.T) {
	all, every := beyondPlan(server.Exploring{}), beyondPlan(server.Exploring{Random: 1})
	enough := func(rule.Result) bool { return false }
	for name, c := range map[string]struct {
		beside  bool
		explore server.Exploring
		enough  func(rule.Result) bool
		want    int
	}{
		"beside each other":          {true, server.Exploring{}, nil, all},
		"one after the other":        {false, server.Exploring{}, nil, 0},
		"asked for":                  {false, server.Exploring{Random: 5, Seed: 1}, nil, every + 5},
		"nothing":                    {true, server.Exploring{None: true}, nil, 0},
		"until the first break":      {true, server.Exploring{}, enough, 0},
		"for a while":                {true, server.Exploring{More: upTo(3), Seed: 1}, nil, every + 3},
		"what was performed already": {true, server.Exploring{Also: server.NewSpace(true, nil).Explored()[:1]}, nil, all},
	} {
		target := &counting{beside: c.beside}
		o := server.Options{Explore: c.explore}
		o.Enough = c.enough
		if _, err := server.Judge(context.Background(), target, o); err != nil {
			t.Fatal(err)
		}
		if got := target.drawn(); got != c.want {
			t.Errorf("%s: %d are explored, want %d", name, got, c.want)
		}
	}
}

// TestWhatNoChosenRuleIsJudgedInIsNotExplored spares a server the attempts that show nothing.
func TestWhatNoChosenRuleIsJudgedInIsNotExplored(t *testing.T) {
	all := beyondPlan(server.Exploring{})
	explored := map[string]int{}
	for _, id := range []string{"request-signed", "status-decides", "tls-verified"} {
		target := &counting{beside: true}
		var o server.Options
		o.Rules = func(of schemas.Rule) bool { return of.ID == id }
		if _, err := server.Judge(context.Background(), target, o); err != nil {
			t.Fatal(err)
		}
		explored[id] = target.drawn()
	}
	if n := explored["status-decides"]; explored["request-signed"] != all || n == 0 || n >= all || explored["tls-verified"] != 0 {
		t.Errorf("explored are %v of %d", explored, all)
	}
}

func upTo(most int) func() (int, bool) {
	n := 0
	return func() (int, bool) {
		n++
		return n, n <= most
	}
}

// TestEverythingIsPerformedAtOnce demands that what is explored begins with the plan, before what ends it alone.
func TestEverythingIsPerformedAtOnce(t *testing.T) {
	target := &counting{beside: true}
	if _, err := server.Judge(context.Background(), target, server.Options{}); err != nil {
		t.Fatal(err)
	}
	if len(target.ahead) != 1 {
		t.Fatalf("it was told ahead %d times, want once", len(target.ahead))
	}
	all := target.ahead[0]
	last := all[len(all)-1]
	if !slices.ContainsFunc(all, server.Scenario.Drawn) || last.Name != server.Logged || !all[0].Alone {
		t.Errorf("it begins with %s and ends with %s", all[0].Name, last.Name)
	}
	place := func(name string) int {
		return slices.IndexFunc(all, func(s server.Scenario) bool { return s.Name == name })
	}
	if silent, drawn := place("consult/no-answer"), place("start, result, result"); silent < drawn || drawn < 0 {
		t.Errorf("a start that is never answered has the place %d, before one at %d that need not wait for it", silent, drawn)
	}
}

// TestWhyAChosenScenarioShowsNothingIsTold demands that whoever chose a scenario learns why nothing is judged in it.
func TestWhyAChosenScenarioShowsNothingIsTold(t *testing.T) {
	chosen, err := server.Beyond("while in process: apply/no-token", server.NewPlan(schemas.Documented()))
	if err != nil {
		t.Fatal(err)
	}
	o := server.Options{Explore: server.Exploring{Only: []server.Scenario{chosen}}}
	o.Rules = func(of schemas.Rule) bool { return of.ID == "success-needs-token" }
	o.Only = []string{chosen.Name}
	results, err := server.Judge(context.Background(), &counting{}, o)
	if err != nil || len(results) != 1 || !strings.Contains(results[0].Reason, "a good attempt is not bound there either, as apply/in-process shows") {
		t.Errorf("the results are %+v, %v", results, err)
	}
}
