package certificate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/run"
	suites "github.com/signspec/signspec/suites/rule"
)

// follows says whether what the report says follows from its records, which were judged again.
func follows(r, again *run.Run) error {
	if len(r.Rules) != len(again.Rules) {
		return fmt.Errorf("the report has %d rules, its records give %d", len(r.Rules), len(again.Rules))
	}
	for i, rule := range r.Rules {
		fresh := again.Rules[i]
		switch {
		case rule.ID != fresh.ID:
			return fmt.Errorf("rule %d of the report is %s, where %s stands: they are not in their order", i+1, rule.ID, fresh.ID)
		case rule.Level != fresh.Level:
			return fmt.Errorf("the report gives %s the level %s, which is %s", rule.ID, rule.Level, fresh.Level)
		case rule.Status != fresh.Status && !holdsInPlan(rule, fresh):
			return fmt.Errorf("the report says that %s is %s; its records say %s", rule.ID, rule.Status, fresh.Status)
		case !sameFindings(rule, fresh):
			return fmt.Errorf("the findings of %s are not those that the records give", rule.ID)
		case !slices.Equal(rule.Scenarios, fresh.Scenarios):
			return fmt.Errorf("the report says that %s was judged where its records do not show it: %s", rule.ID,
				unlike(rule.Scenarios, fresh.Scenarios))
		case !slices.EqualFunc(rule.Untested, fresh.Untested, func(a, b run.Untested) bool { return a.Scenario == b.Scenario }):
			return fmt.Errorf("the report does not say where %s went untested as its records do", rule.ID)
		case rule.Title != fresh.Title || rule.Clause != fresh.Clause || rule.Group != fresh.Group:
			return fmt.Errorf("the report does not quote %s as it stands in the catalogue", rule.ID)
		}
	}
	if r.Authorisations != again.Authorisations {
		return fmt.Errorf("the report has %d authorisations, its records give %d", r.Authorisations, again.Authorisations)
	}
	concluded := *r
	concluded.Rules = slices.Clone(r.Rules)
	concluded.Conclude()
	if concluded.Verdict != r.Verdict || concluded.ExitStatus != r.ExitStatus {
		return fmt.Errorf("the report's verdict is %s (exit status %d); what it says of its rules gives %s (%d)",
			r.Verdict, r.ExitStatus, concluded.Verdict, concluded.ExitStatus)
	}
	return nil
}

// holdsInPlan says whether a report says less than its records: a rule that they show to hold was broken beyond the plan, and
// left untested, since what breaks another rule may be the cause.
func holdsInPlan(reported, fresh run.Rule) bool {
	return reported.Status == run.NotTested && fresh.Status == run.Held && suites.IsBrokenBeyond(reported.Reason)
}

func sameFindings(rule, fresh run.Rule) bool {
	return slices.EqualFunc(rule.Findings, fresh.Findings, func(a, b run.Finding) bool {
		return a.Scenario == b.Scenario && a.Record == b.Record
	})
}

// unlike names what stands in one list only, or says that the order differs.
func unlike(said, shown []string) string {
	var names []string
	for _, name := range said {
		if !slices.Contains(shown, name) {
			names = append(names, name)
		}
	}
	for _, name := range shown {
		if !slices.Contains(said, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "not in this order"
	}
	return strings.Join(names, ", ")
}

// telling is the length from which a state is one of its own: shorter ones, and those that only try an encoding, may
// come again.
const telling = 20

// eachOnce refuses records that were written twice: each id is one call, and each state is drawn for one call.
func eachOnce(r *run.Run) error {
	ids, states := map[string]bool{}, map[string]string{}
	for _, call := range r.Records {
		if ids[call.ID] {
			return fmt.Errorf("the record %s is in the report twice", call.ID)
		}
		ids[call.ID] = true
		if call.Stage == nil || len(call.Stage.AuthState) < telling {
			continue
		}
		if first, twice := states[call.Stage.AuthState]; twice {
			return fmt.Errorf("the records %s and %s staged the same state, which is drawn for one call", first, call.ID)
		}
		states[call.Stage.AuthState] = call.ID
	}
	return nil
}
