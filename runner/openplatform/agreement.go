package openplatform

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// agreement is one that a user may come to: who asked for it, and what was given out for it.
type agreement struct {
	client        int
	state         string
	codes, tokens []string // access and refresh tokens
}

// latest is the agreement that was asked for last; one without anything where there was none.
func (p *play) latest() *agreement {
	if len(p.agreements) == 0 {
		return &agreement{}
	}
	return p.agreements[len(p.agreements)-1]
}

// having is the agreement that a code or a token was given out for; nil where there is none.
func (p *play) having(text string) *agreement {
	i := slices.IndexFunc(p.agreements, func(a *agreement) bool {
		return text != "" && (slices.Contains(a.codes, text) || slices.Contains(a.tokens, text))
	})
	if i < 0 {
		return nil
	}
	return p.agreements[i]
}

// notified is the agreement that a notification is of, by the first that is known of its code, its token and its state.
func (p *play) notified(code, access, state string) *agreement {
	for _, text := range []string{code, access} {
		if a := p.having(text); a != nil {
			return a
		}
	}
	i := slices.IndexFunc(p.agreements, func(a *agreement) bool { return state != "" && a.state == state })
	if i < 0 {
		return p.latest()
	}
	return p.agreements[i]
}

// carries says what a text is that a notification has, beside those that were given out: one that comes before the answer that gives it
// is as it should be.
func carries(text string, own []string) value {
	switch {
	case text == "":
		return record.Text("absent")
	case len(own) == 0 || slices.Contains(own, text):
		return record.Text("given")
	}
	return record.Text("changed")
}
