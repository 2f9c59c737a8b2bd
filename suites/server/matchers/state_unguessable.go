package matchers

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// StateUnguessable succeeds when a state cannot be guessed.
// Rule state-unguessable.
func StateUnguessable() *Matcher {
	return matcher("state-unguessable", func(r record.Record, in evidence) rule.Judgement {
		all := states(r, in)
		if len(all) < fewestStates {
			return rule.CannotJudge("there were too few states to compare")
		}
		if len(slices.Compact(slices.Sorted(slices.Values(all)))) < len(all) {
			return rule.CannotJudge("states are not unique; state-unique judges that")
		}
		for _, e := range r.Of(record.Consulted) {
			if state, ok := stateOf(e, in); ok && madeOfClock(e, state) {
				return rule.Breaks("a state holds at least 64 bits that nobody can guess", "%q is a digest of the time of its request", state)
			}
		}
		if least := leastBits(all); least < fewestBits {
			return rule.Breaks("a state holds at least 64 bits that nobody can guess",
				"what differs between %d states is about %.0f bits, as in %q and %q", len(all), least, all[0], all[1])
		}
		for _, own := range statesOfEach(r, in) {
			if len(own) < fewestStates {
				continue
			}
			if least := leastBits(own); least < fewestOwnBits {
				return rule.Breaks("a state holds at least 64 bits that nobody can guess",
					"what differs between %d states of one user is about %.0f bits, as in %q and %q", len(own), least, own[0], own[1])
			}
		}
		return rule.Holds()
	})
}

// leastBits is how many bits the least of some states holds at most that the others do not.
func leastBits(all []string) float64 {
	least := math.Inf(1)
	for _, left := range varying(withoutTimes(all)) {
		least = min(least, randomBits(left))
	}
	return least
}

// statesOfEach lists the states of each user, by the number of the user.
func statesOfEach(r record.Record, in evidence) map[int][]string {
	users, all := map[int]int{}, map[int][]string{}
	for _, e := range r.Events {
		switch {
		case e.Type == record.Sent && e.Text("to") == "start":
			users[e.Int("attempt")] = e.Int("user")
		case e.Type == record.Consulted:
			if state, ok := stateOf(e, in); ok {
				user := users[e.Int("attempt")]
				all[user] = append(all[user], state)
			}
		}
	}
	return all
}

// What is asked of states: eight of them are compared, and 64 bits cannot be tried out over a network.
const (
	fewestStates = 4
	fewestBits   = 64
	// fewestOwnBits are those of one user's states, of which there are fewer: where all of them have a character by chance it does not
	// count.
	fewestOwnBits = 32
)

// timed are UUIDs of the versions 1, 2 and 6: what is no clock in them is the machine, but for the sixteen bits of the group.
var timed = regexp.MustCompile(`(?i)[0-9a-f]{8}-[0-9a-f]{4}-[126][0-9a-f]{3}-([89ab][0-9a-f]{3})-[0-9a-f]{12}`)

// withoutTimes leaves of UUIDs that are made of a clock and a machine what is neither.
func withoutTimes(all []string) []string {
	left := make([]string, len(all))
	for i, state := range all {
		left[i] = timed.ReplaceAllString(state, "$1")
	}
	return left
}

// varying leaves of each state what is not the same in all of them: the beginning and the end that they share and, where they are of
// one length, every place at which all have the same character.
func varying(all []string) []string {
	start, end := common(all)
	left := make([]string, len(all))
	oneLength := true
	for i, state := range all {
		left[i] = state[start : len(state)-end]
		oneLength = oneLength && len(state) == len(all[0])
	}
	if !oneLength {
		return left
	}
	kept := make([][]byte, len(all))
	for at := range len(left[0]) {
		if slices.ContainsFunc(left, func(s string) bool { return s[at] != left[0][at] }) {
			for i := range left {
				kept[i] = append(kept[i], left[i][at])
			}
		}
	}
	for i := range kept {
		left[i] = string(kept[i])
	}
	return left
}

// common is how many characters all states begin and end with.
func common(all []string) (start, end int) {
	shortest := len(all[0])
	for _, s := range all {
		shortest = min(shortest, len(s))
	}
	same := func(at func(s string) byte) bool {
		return !slices.ContainsFunc(all, func(s string) bool { return at(s) != at(all[0]) })
	}
	for start < shortest && same(func(s string) byte { return s[start] }) {
		start++
	}
	for start+end < shortest && same(func(s string) byte { return s[len(s)-1-end] }) {
		end++
	}
	return start, end
}

// randomBits estimates what a text can hold: by the alphabet that it is written in.
func randomBits(s string) float64 {
	digits, hex, letters := true, true, 0
	for _, c := range s {
		if c == '-' || c == '_' {
			continue
		}
		letters++
		digits = digits && c >= '0' && c <= '9'
		hex = hex && strings.ContainsRune("0123456789abcdefABCDEF", c)
	}
	switch {
	case digits:
		return float64(letters) * math.Log2(10)
	case hex:
		return float64(letters) * 4
	}
	return float64(letters) * 5
}
