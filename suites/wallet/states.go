package wallet

import (
	"strconv"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
)

// foreignState is the name of the state that has characters of other scripts, and one that is two units in UTF-16.
const foreignState = "non-ascii"

// oddStates are the states that some encoding along the way might touch. Each is a name and what the state holds, around a
// word that is drawn.
func (b *builder) oddStates() [][2]string {
	word := func() string { return b.draw.Letters(b.draw.Between(5, 12)) }
	return [][2]string{
		{"blank-ends", "  " + word() + " with blanks at both ends "},
		{"quotes", word() + ` "double" 'single' ` + "`back` \\ slash"},
		{"percent", word() + "%41%20%2541+%"},
		{"reserved", word() + "&a=b#c+d/e?f;g:h,i@j$$k$&l$'m$1"},
		{foreignState, "状态-" + word() + "-e\u0301tat-\U0001F58B-\u00a0-Ω"},
		{"json", `{"authState":"` + word() + `","n":[1,null]}`},
	}
}

// states adds approvals with states of the lengths at the edges, and with the odd states. A contract without state
// has none of them.
func (b *builder) states() {
	if !b.profile.ReturnsState {
		return
	}
	limit, _ := b.profile.Limit("auth-state-length")
	b.state("1", b.draw.Letters(1))
	b.state(strconv.Itoa(limit-1), b.draw.Letters(limit-1))
	b.longestState()
	for _, odd := range b.oddStates() {
		b.state(odd[0], odd[1])
	}
}

// longestState adds an approval with a state as long as a state may be.
func (b *builder) longestState() {
	if limit, ok := b.profile.Limit("auth-state-length"); ok && b.profile.ReturnsState {
		b.state(strconv.Itoa(limit), b.draw.Letters(limit))
	}
}

func (b *builder) state(name, state string) {
	b.add(Scenario{Name: "state/" + name, Calls: []Call{b.staged(record.Approve).with(func(c *Call) {
		c.Stage = &record.Stage{Outcome: record.Approve, AuthState: state}
	})}})
}

// freshState draws a plain state that nobody knows, and stateOf one of n characters.
func freshState() string   { return draw.From("").Token() }
func stateOf(n int) string { return draw.From("").Letters(n) }
