package wallet

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
