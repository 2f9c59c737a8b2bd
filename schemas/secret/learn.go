package secret

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
)

// Learn remembers the secrets of the records, and what of them anybody may know: the states and the sign strings that were
// staged, and the names of scenarios.
func (m *Masker) Learn(records ...record.Record) {
	if m == nil {
		return
	}
	for _, r := range records {
		m.publish(r.Scenario)
		m.publish(r.API)
		if r.Stage != nil {
			m.publish(r.Stage.AuthState)
			m.publish(r.Stage.SignStr)
		}
	}
	for _, r := range records {
		if len(r.Events) > 0 {
			first := &r.Events[0]
			if m.learned[first] == len(r.Events) {
				continue // it was learned together with others, and is masked now
			}
			m.learned[first] = len(r.Events)
		}
		m.learnRecord(r)
	}
}

// publish says that anybody may know a text.
func (m *Masker) publish(text string) {
	if len(text) < enough || m.known[text] {
		return
	}
	m.known[text] = true
	windowsOf(text, m.open.add)
}

// isOpen says whether anybody may know the whole of a text.
func (m *Masker) isOpen(text string) bool {
	open := true
	windowsOf(text, func(v window) { open = open && m.open.has(v) })
	return open
}

func (m *Masker) learnRecord(r record.Record) {
	if r.Stage != nil && r.Stage.AuthCode != nil {
		m.learnNamed(*r.Stage.AuthCode, true)
	}
	for _, e := range r.Events {
		for _, arg := range e.Args {
			m.learnNamed(arg, false)
		}
		if handsOver(e.Type) {
			for _, arg := range e.Args {
				m.learnHandedOver(arg)
				m.learnSwapped(arg, r.Stage)
			}
		}
	}
	for name, v := range r.Changed {
		m.learnNamed(v, isSecretField(name))
	}
	for _, line := range r.Console {
		m.learnText(line)
	}
	m.learnText(r.Reason)
	m.learnLooks(r)
}

// handsOver says whether an event is one that hands a code over. A wallet that gets the shape wrong hands it over in
// another one.
func handsOver(t record.EventType) bool {
	return t == record.Success || t == record.Completed || t == record.Resolved
}

// learnSwapped learns the code of a wallet that hands code and state over in each other's place.
func (m *Masker) learnSwapped(payload record.Value, stage *record.Stage) {
	code, _ := payload.Field("authCode")
	state, _ := payload.Field("authState")
	if text, ok := code.Str(); ok && stage != nil && text != "" && text == stage.AuthState {
		m.learnNamed(state, true)
	}
}

// learnNamed learns what is a secret by the name of its field, at any depth, and what a text says is one.
func (m *Masker) learnNamed(v record.Value, secret bool) {
	if text, ok := written(v); ok {
		if secret {
			m.learn(text)
		}
		if v.Kind() != record.Number {
			m.learnText(text)
		}
	}
	for _, item := range v.Items() {
		m.learnNamed(item, secret)
	}
	for _, name := range keys(v) {
		field, _ := v.Field(name)
		m.learnNamed(field, secret || isSecretField(name))
	}
}

// learnText learns what a text names as a secret: in a line of a log, in a query, in JSON that was handed over as text.
func (m *Masker) learnText(text string) {
	eachNamed(text, m.learn)
}

// learnHandedOver learns what an argument may hand over as a code whatever its shape: a bare text or number, the items
// of an array, JSON as text, and in objects what is named as one or looks like one.
func (m *Masker) learnHandedOver(v record.Value) {
	if text, ok := written(v); ok {
		if inner, ok := parsed(text); ok {
			m.learnNamed(inner, false)
			m.learnHandedOver(inner)
			return
		}
		for _, e := range Encodings(text) {
			if inner, ok := parsed(e.Plain); ok {
				m.learnNamed(inner, false)
				m.learnHandedOver(inner)
			}
			m.learnText(e.Plain)
		}
		m.learn(text)
		return
	}
	m.learnSpelled(v.Items())
	for _, item := range v.Items() {
		m.learnHandedOver(item)
	}
	if v.Kind() == record.Object {
		m.learnFields(v)
	}
}

// fewestPieces is how many pieces tell a code that was cut from a list of short words.
const fewestPieces = 3

// learnSpelled learns a code that is handed over in pieces, each too short to be one: all of one length but the last.
func (m *Masker) learnSpelled(items []record.Value) {
	if len(items) < fewestPieces {
		return
	}
	first, _ := written(items[0])
	var whole strings.Builder
	for i, item := range items {
		text, ok := written(item)
		if !ok || len(text) >= enough || len(text) > len(first) || len(text) < len(first) && i < len(items)-1 {
			return
		}
		whole.WriteString(text)
	}
	m.learn(whole.String())
}

// learnFields learns the fields of an object that was handed over, other than those that learnNamed knows. What a
// failure tells besides its code, such as the number of its trace, is left.
func (m *Masker) learnFields(v record.Value) {
	var spelled []record.Value
	code, _ := v.Field("error")
	failed := code.Length() > 0
	for _, name := range keys(v) {
		field, _ := v.Field(name)
		text, ok := written(field)
		switch {
		case isPublicField(name):
			continue
		case field.Has():
			m.learnHandedOver(field)
		case ok && isNumeral(name):
			spelled = append(spelled, field) // a text that was spread into an object: {"0": "6", "1": "f"}
		case ok && (namesCode(name) || !failed && looksLikeCode(text)):
			m.learn(text)
		}
	}
	m.learnSpelled(spelled)
}

// longestLearned is how much of a secret is looked for, in characters: a code has 32.
const longestLearned = 1 << 16

// learn remembers a secret, unless anybody may know it. What has been masked before is none.
func (m *Masker) learn(text string) {
	if len(text) < enough || m.wholes[text] || isBlank(text) {
		return
	}
	for _, piece := range betweenNotes(text) {
		characters := utf8.RuneCountInString(piece)
		if characters < enough || m.wholes[piece] || m.isOpen(piece) {
			continue
		}
		m.wholes[piece] = true
		clear(m.memory)
		m.grouped[ungrouped(piece)] = characters
		if characters > longestLearned {
			piece = piece[:longestLearned]
		}
		half := false
		add := func(v window) {
			m.secret.add(v)
			half = half || m.open.has(v)
		}
		m.addLetters(piece)
		windowsOf(piece, add)
		if quoted := strings.Trim(strconv.Quote(piece), `"`); quoted != piece { // as a message or JSON writes it
			m.addLetters(quoted)
			windowsOf(quoted, add)
		}
		if half {
			m.asWholes = append(m.asWholes, piece)
		}
	}
}

// isBlank says whether a text holds nothing but blanks, in which nothing is secret.
func isBlank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Z, r) }) < 0
}

// learnWhole remembers a text that is masked where all of it stands, and not for a part of it.
func (m *Masker) learnWhole(text string) {
	if !m.wholes[text] && !isBlank(text) {
		m.wholes[text] = true
		m.asWholes = append(m.asWholes, text)
		clear(m.memory)
	}
}

// addLetters says of the characters of a text that secrets are made of them.
func (m *Masker) addLetters(text string) {
	for _, r := range text {
		c := fold(r)
		m.letters[c] = true
		if c >= utf8.RuneSelf {
			m.letters[utf8.RuneSelf] = true
		}
	}
}

// written returns what a value is written with, and a number in digits.
func written(v record.Value) (string, bool) {
	if number, ok := v.Number(); ok {
		return strconv.FormatFloat(number, 'f', -1, 64), true
	}
	return v.Written()
}

// parsed reads JSON that was handed over as text.
func parsed(text string) (record.Value, bool) {
	var v record.Value
	text = strings.TrimSpace(text)
	if text == "" || !strings.ContainsRune(`{["`, rune(text[0])) || !json.Valid([]byte(text)) {
		return v, false
	}
	return v, v.UnmarshalJSON([]byte(text)) == nil
}

// keys returns the names of an object's fields in the order in which JavaScript has them, as far as that is known: numbers first.
func keys(v record.Value) []string {
	names := v.Keys()
	if !slices.ContainsFunc(names, isNumeral) {
		return names
	}
	slices.SortStableFunc(names, func(a, b string) int {
		switch first, second := isNumeral(a), isNumeral(b); {
		case first && second:
			if len(a) != len(b) {
				return len(a) - len(b)
			}
			return strings.Compare(a, b)
		case first:
			return -1
		case second:
			return 1
		}
		return 0
	})
	return names
}

func isNumeral(name string) bool {
	return name != "" && strings.Trim(name, "0123456789") == ""
}

// sortedNames returns the names of changed options, in order.
func sortedNames(fields map[string]record.Value) []string { return slices.Sorted(maps.Keys(fields)) }
