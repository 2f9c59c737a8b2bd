package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodeNotShared succeeds when the code goes to nobody but the merchant's own server: in no request to another one, no
// message that is shared, no report, not to the clipboard and not onto a canvas. Rule code-not-shared.
func CodeNotShared() *Matcher {
	return matcherOf("code-not-shared", func(r record.Record, in evidence) []rule.Judgement {
		if _, ok := handedOut(r); !ok {
			return []rule.Judgement{rule.CannotJudge("no code was handed out")}
		}
		var broken []rule.Judgement
		known := map[record.Place]bool{}
		leaked := in.leaks(r)
		for i, s := range in.shares(r) {
			if !leaked[i] || s.event.Place != nil && known[*s.event.Place] {
				continue
			}
			if s.event.Place != nil {
				known[*s.event.Place] = true
			}
			broken = append(broken, rule.Breaks("the code goes to nobody but the merchant's own server",
				"%s got the code, or much of it", hide(r, s.to)).At(s.event.Place))
		}
		if len(broken) == 0 {
			return []rule.Judgement{rule.Holds()}
		}
		return broken
	})
}

// share is something that a program gives to others than the merchant.
type share struct {
	event record.Event
	to    string // who gets it, for a message
	texts []string
}

// shares returns what a program gives to others. A URL that holds the whole code is left to code-not-in-url.
func (in evidence) shares(r record.Record) []share {
	var all []share
	for i, e := range r.Events {
		s := share{event: e}
		switch e.Type {
		case record.Shared:
			s.to = text(e, "how")
			s.add(field(e, "content"))
		case record.Requested:
			q := requestOf(i, e)
			if in.ofMerchant(q) {
				continue
			}
			s.to = "another server, by " + q.method + " " + hostOf(q.url) + pathOf(q.url) + ","
			s.add(q.headers)
			s.add(q.body)
			s.addURL(r, q.url)
		case record.Navigated:
			if opened(r, i) != "" || text(e, "how") == "navigateBack" {
				continue
			}
			s.to = "another program, by " + text(e, "how") + ","
			s.addURL(r, text(e, "url"))
		default:
			continue
		}
		all = append(all, s)
	}
	return all
}

// add adds the texts of a value. What follows each other may be pieces of one.
func (s *share) add(v record.Value) {
	var pieces []string
	eachText(v, func(text string) { pieces = append(pieces, text) })
	s.texts = append(append(s.texts, pieces...), strings.Join(pieces, ""))
}

func (s *share) addURL(r record.Record, address string) {
	if !carries(record.Text(address), codeOf(r)) {
		s.texts = append(s.texts, address)
	}
}
