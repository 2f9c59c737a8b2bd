package wallet

import (
	"crypto/rand"
	"strconv"

	"github.com/signspec/signspec/schemas/record"
)

// stateLetters are the characters of a plain state: both cases, so that a wallet which folds them is seen.
const stateLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// usualState is the length of a usual state, that of the documentation's sample.
const usualState = 36

// freshState returns a random plain state of the usual length.
func freshState() string { return stateOf(usualState) }

// stateOf returns a random plain state of n characters. From two on it starts in lower and ends in upper case.
func stateOf(n int) string {
	state := make([]byte, n)
	rand.Read(state)
	for i, c := range state {
		state[i] = stateLetters[int(c)%len(stateLetters)]
	}
	if n > 1 {
		state[0], state[n-1] = 's', 'S'
	}
	return string(state)
}

// oddStates are the states that some encoding along the way might touch. Each is a name and what the state holds.
func oddStates() [][2]string {
	return [][2]string{
		{"blank-ends", "  state with blanks at both ends "},
		{"quotes", `state "double" 'single' ` + "`back` \\ slash"},
		{"percent", "state%41%20%2541+%"},
		{"reserved", "state&a=b#c+d/e?f;g:h,i@j"},
		{"non-ascii", "状态-état-e\u0301tat-\U0001F58B-\u00a0-Ω"},
		{"json", `{"authState":"inner","n":[1,null]}`},
	}
}

// states adds approvals with states of the lengths at the edges, and with the odd states. A contract without state
// has none of them.
func (b *builder) states() {
	if !b.profile.ReturnsState {
		return
	}
	limit, _ := b.profile.Limit("auth-state-length")
	b.state("1", stateOf(1))
	b.state(strconv.Itoa(limit-1), stateOf(limit-1))
	b.longestState()
	for _, odd := range oddStates() {
		b.state(odd[0], odd[1])
	}
}

// longestState adds an approval with a state as long as a state may be.
func (b *builder) longestState() {
	if limit, ok := b.profile.Limit("auth-state-length"); ok && b.profile.ReturnsState {
		b.state(strconv.Itoa(limit), stateOf(limit))
	}
}

func (b *builder) state(name, state string) {
	b.add(Scenario{Name: "state/" + name, Calls: []Call{b.staged(record.Approve).with(func(c *Call) {
		c.Stage = &record.Stage{Outcome: record.Approve, AuthState: state}
	})}})
}
