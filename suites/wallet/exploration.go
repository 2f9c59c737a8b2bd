package wallet

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// exploration is how a session explores; nil where there is nothing to explore.
func exploration(o Options) *rule.Exploration[Scenario] {
	p := o.Profile
	if len(o.Explore) == 0 && o.More == nil {
		return nil
	}
	space := NewSpace(p.ReturnsState)
	base := []string{plainRefusal, "state/" + foreignState}
	for _, o := range record.Outcomes() {
		base = append(base, string(o)+"/all-callbacks")
	}
	return &rule.Exploration[Scenario]{
		Scenarios: o.Explore, Anyway: o.ExploreAnyway, More: o.More, Base: base,
		Judges: func(s Scenario, id string) bool {
			speaker := s.Speaker(space)
			return speaker == "" || speaker == id || slices.Contains(whateverTheCaller(), id) ||
				speaker == overlapSpeaker && slices.Contains(slices.Concat(ofEachAnswer(), ofEachRefusal()), id) ||
				speaker == freshSpeaker && slices.Contains(slices.Concat(ofEachEnd(), ofEachAnswer()), id)
		},
		Speaker: func(s Scenario) string { return s.Speaker(space) },
		Smaller: func(s Scenario) []Scenario { return space.smaller(s, p.Parameter) },
		Size:    Scenario.size,
	}
}

// whateverTheCaller are the rules, none of them a must, that hold however odd the caller is.
func whateverTheCaller() []string { return []string{"asynchronous", "page-opened"} }

// ofEachEnd are the rules that say that a call ends, and once: whether it may pass the same sign string as an earlier one does not
// matter to them.
func ofEachEnd() []string {
	return []string{"settles", "one-outcome", "outcome-once", "complete-called", "complete-once", "complete-last"}
}

// ofEachAnswer are the rules that say what an answer holds: whether another call is pending, or has passed the same sign string, does
// not matter to them.
func ofEachAnswer() []string {
	return []string{
		"success-shape", "auth-state-length", "auth-code-length", "auth-code-present", "success-without-error", "failure-shape",
		"error-message-present", "failure-without-code",
	}
}

// ofEachRefusal are the rules that say why a call is refused, and what that opens, whether or not another call is pending.
func ofEachRefusal() []string {
	return []string{"error-documented", "param-error-documented", "refused-opens-nothing"}
}

// size orders scenarios: each call counts more than whatever is odd about it.
func (s Scenario) size() int {
	size := 0
	for _, p := range s.points {
		size += 100
		for d := range p {
			if p[d] != 0 {
				size += 1 + min(d, 1) // another outcome is plainer than anything odd
			}
		}
	}
	return size
}

// shrunkSingly is how many calls a scenario has at most whose calls and values are tried one by one: those that cover, and the
// opening.
const shrunkSingly = callsTogether + 1

// smaller lists the scenarios that lack a call of this one, or have the plainest value in place of another.
func (s *Space) smaller(of Scenario, parameter string) []Scenario {
	var made []Scenario
	add := func(points []Point) {
		made = append(made, s.scenario(s.describe(points), points, parameter))
	}
	n := len(of.points)
	for part := n / 2; part > 0; part /= 2 { // halves first, then less and less, from either end
		add(of.points[part:])
		add(of.points[:n-part])
	}
	for _, without := range outcomesOf(of.points) { // all calls that end alike, wherever they stand
		rest := slices.DeleteFunc(slices.Clone(of.points), func(p Point) bool { return p[outcomeDim] == without })
		if len(rest) > 0 && len(rest) < n {
			add(rest)
		}
	}
	for i := range n {
		if n > 2 && n <= shrunkSingly && i > 0 && i < n-1 {
			add(slices.Delete(slices.Clone(of.points), i, i+1))
		}
	}
	if n <= shrunkSingly {
		for i := range n {
			for d := range dimensions {
				p := of.points[i]
				if p[d] == 0 {
					continue
				}
				for _, plainer := range s.plainer(p, d) {
					if p[d] = plainer; d == outcomeDim {
						p[refusalDim] = 0
					}
					if s.possible(p) {
						points := slices.Clone(of.points)
						points[i] = p
						add(points)
					}
				}
			}
		}
	}
	return made
}

// plainer lists the values that a point may have instead in a dimension: the plainest, and of callbacks of several kinds each kind that
// is among them, which names the cause.
func (s *Space) plainer(p Point, dimension int) []int {
	plainer := []int{0}
	if s.value(p, dimension).Name == mixedFunctions {
		for _, kind := range []string{"async", "arrow"} {
			plainer = append(plainer, s[functionDim].index(kind))
		}
	}
	return plainer
}

// outcomesOf lists the outcomes of some calls, each once.
func outcomesOf(points []Point) []int {
	var found []int
	for _, p := range points {
		if !slices.Contains(found, p[outcomeDim]) {
			found = append(found, p[outcomeDim])
		}
	}
	return found
}
