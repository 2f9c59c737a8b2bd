// Package ruletest tests what is common of the tables of all suites.
package ruletest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
)

// Table fails the test where a suite's table is not whole: it has every rule of the subject in the order and the groups
// of the catalogue; each rule's matcher stands in a file of the rule's name in the folder matchers; every pattern of
// every selection finds a scenario of the full plan, so that none is mistyped; and every scenario is judged by a rule.
func Table[S rule.Scenario](t *testing.T, subject string, table []rule.Group, plan rule.Plan[S], opening S) {
	t.Helper()
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	var want, have []string
	for _, r := range catalogue.RulesOf(subject) {
		want = append(want, r.Group+" "+r.ID)
		file := filepath.Join("matchers", strings.ReplaceAll(r.ID, "-", "_")+".go")
		if _, err := os.Stat(file); err != nil {
			t.Errorf("the matcher of %s has no file of its name: %v", r.ID, err)
		}
	}
	judged := map[string]bool{}
	for _, group := range table {
		for _, row := range group.Rows {
			have = append(have, group.Name+" "+row.Matcher.Rule())
			for _, pattern := range row.On.Patterns() {
				if !finds(pattern, plan, opening) {
					t.Errorf("%s rests on %q, which the plan does not have", row.Matcher.Rule(), pattern)
				}
			}
			scenarios, _ := rule.Pick(row.On, plan)
			for _, s := range scenarios {
				judged[s.ScenarioName()] = true
			}
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("the table has\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
	for _, name := range plan.Names() {
		if !judged[name] {
			t.Errorf("%s is judged by no rule", name)
		}
	}
}

func finds[S rule.Scenario](pattern string, plan rule.Plan[S], opening S) bool {
	return pattern == opening.ScenarioName() ||
		slices.ContainsFunc(plan.Scenarios, func(s S) bool { return rule.Matches(pattern, s) })
}

// Collects fails the test where a rule alone would perform less than the whole plan, although it judges the scenario that
// shows what all others have left behind.
func Collects[S rule.Scenario](t *testing.T, table []rule.Group, plan rule.Plan[S], id, collecting string) {
	t.Helper()
	for _, row := range rule.Rows(table) {
		if row.Matcher.Rule() != id {
			continue
		}
		judged, compared := rule.Pick(row.On, plan)
		if !slices.ContainsFunc(judged, func(s S) bool { return s.ScenarioName() == collecting }) {
			t.Errorf("%s does not judge %s", id, collecting)
		}
		if performed := len(judged) + len(compared); performed != len(plan.Scenarios) {
			t.Errorf("%s alone performs %d scenarios of %d", id, performed, len(plan.Scenarios))
		}
		return
	}
	t.Errorf("the table has no %s", id)
}
