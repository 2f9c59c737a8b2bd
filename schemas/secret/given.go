package secret

import (
	"net/url"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// printed masks what looks like a secret in what the target printed, unless the suite itself passed it.
func (w *walk) printed(text string) string { return printed(text, w.isGiven) }

// suspected does so for a text of any other kind.
func (w *walk) suspected(text string) string {
	if maySuspect(text) && w.given.has(text) { // mostly the sign string itself
		return text
	}
	return suspects(text, w.isGiven)
}

// isGiven says whether a token is none of the target's making.
func (w *walk) isGiven(token string) bool { return w.isPublic(token) || w.given.has(token) }

// given are the texts of a record that are no secret however they look: what was passed to the target, as it is and as
// an address writes it, and the states that came back, however wrong.
type given struct {
	record  record.Record
	texts   []string // what was passed
	states  []string // what came back as a state; nil until it is asked for
	escaped []string // the texts as an address writes them; nil until they are asked for
}

func (g *given) has(token string) bool {
	if g.texts == nil {
		g.texts = []string{g.record.Scenario}
		g.add(g.record.Args)
	}
	stands := func(text string) bool { return strings.Contains(text, token) }
	if slices.ContainsFunc(g.texts, stands) {
		return true
	}
	if g.states == nil {
		g.states = []string{g.record.Scenario}
		for _, e := range g.record.Events {
			for _, arg := range e.Args {
				g.addStates(arg)
			}
		}
		for _, text := range g.texts {
			once := url.QueryEscape(text)
			g.escaped = append(g.escaped, once, url.QueryEscape(once))
		}
	}
	return slices.ContainsFunc(g.states, stands) || slices.ContainsFunc(g.escaped, stands)
}

func (g *given) add(v record.Value) {
	if text, ok := v.Written(); ok {
		g.texts = append(g.texts, text)
	}
	for _, item := range v.Items() {
		g.add(item)
	}
	for _, name := range v.Keys() {
		field, _ := v.Field(name)
		g.texts = append(g.texts, name)
		g.add(field)
	}
}

func (g *given) addStates(v record.Value) {
	for _, item := range v.Items() {
		g.addStates(item)
	}
	for _, name := range v.Keys() {
		field, _ := v.Field(name)
		if text, ok := field.Str(); ok && plainName(name) == "authstate" {
			g.states = append(g.states, text)
		}
		g.addStates(field)
	}
}

// learnLooks learns what looks like a secret in what a target threw, opened and changed: a code that never reached the
// caller. What is said of the record may quote it.
func (m *Masker) learnLooks(r record.Record) {
	g := &given{record: r}
	for _, e := range r.Events {
		if showsLooks(e.Type) {
			for _, arg := range e.Args {
				m.learnLooksOf(arg, g)
			}
		}
	}
	for _, v := range r.Changed {
		m.learnLooksOf(v, g)
	}
}

// showsLooks says whether what looks like a secret is masked in the events of a type.
func showsLooks(t record.EventType) bool {
	return t == record.Threw || t == record.Uncaught || t == record.Opened
}

func (m *Masker) learnLooksOf(v record.Value, g *given) {
	if text, ok := v.Written(); ok && maySuspect(text) && !g.has(text) {
		for _, token := range tokenLike.FindAllString(text, -1) {
			if !strings.ContainsAny(token, "0123456789") || m.isPublic(token) || g.has(token) {
				continue
			}
			if hasWord(token) {
				m.learnWhole(token)
			} else {
				m.learn(token)
			}
		}
	}
	for _, item := range v.Items() {
		m.learnLooksOf(item, g)
	}
	for _, name := range v.Keys() {
		field, _ := v.Field(name)
		m.learnLooksOf(field, g)
	}
}

// hasWord says whether a word stands in a token between dashes, which must not be masked wherever else it stands.
func hasWord(token string) bool {
	for _, piece := range strings.FieldsFunc(token, func(r rune) bool { return r == '-' || r == '_' }) {
		if len(piece) >= 4 && !strings.ContainsAny(piece, "0123456789") {
			return true
		}
	}
	return false
}
