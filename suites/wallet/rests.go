package wallet

import "github.com/signspec/signspec/schemas"

// Rests returns, by the id of each wallet rule, the scenarios of the plan that the rule is judged in. A rule that is
// judged on what stands in the container has none.
func Rests(plan Plan) map[string][]Scenario {
	scenarios := map[string][]Scenario{}
	for _, group := range groups() {
		for _, r := range group.specs() {
			scenarios[r.rule], _ = r.selection.of(plan)
		}
	}
	return scenarios
}

// Needs returns, by the id of each wallet rule that needs it, what a driver must be able to observe for it.
func Needs() map[string]string {
	// A refused sign string is seen by every driver; what the page was opened with is not.
	needs := map[string]string{"sign-str-verbatim": Opened}
	for _, group := range groups() {
		for _, spec := range group.specs() {
			if spec.needs != "" {
				needs[spec.rule] = spec.needs
			}
		}
	}
	return needs
}

// needed names the scenarios of the plan that the chosen rules rest on, and those that are performed beside them.
func (p Plan) needed(catalogue *schemas.Catalogue, chosen func(schemas.Rule) bool) map[string]bool {
	names := map[string]bool{}
	for _, group := range groups() {
		for _, r := range group.specs() {
			if !chosen(r.of(catalogue)) {
				continue
			}
			judged, beside := r.selection.of(p)
			for _, s := range append(judged, beside...) {
				names[s.Name] = true
			}
		}
	}
	return names
}
