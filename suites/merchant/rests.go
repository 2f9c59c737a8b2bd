package merchant

// Rests returns, by the id of each mini program rule, the scenarios of the plan that the rule is judged in.
func Rests(plan Plan) map[string][]Scenario {
	scenarios := map[string][]Scenario{}
	for _, group := range groups() {
		for _, r := range group.rules {
			scenarios[r.matcher.Rule()], _ = r.on.of(plan)
		}
	}
	return scenarios
}
