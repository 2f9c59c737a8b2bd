package rule

// WithControls puts the control of each scenario before it, as Exploration.Control names it, and leaves out what comes again. Who
// performs them ahead has each at hand when it is compared with.
func WithControls[S Scenario](all []S, control func(S) (of S, ok bool)) []S {
	var ordered []S
	known := map[string]bool{}
	add := func(s S) {
		if !known[s.ScenarioName()] {
			known[s.ScenarioName()] = true
			ordered = append(ordered, s)
		}
	}
	for _, s := range all {
		if of, ok := control(s); ok {
			add(of)
		}
		add(s)
	}
	return ordered
}
