package record

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// secretFields are the names, in lower case without separators, of the fields whose values are secrets wherever
// they appear in a payload.
var secretFields = []string{"authcode", "accesstoken", "refreshtoken"}

// shortestScrubbed is the shortest secret, in bytes, that is also looked for inside other strings. A shorter one
// guards nothing, and replacing every "1" of a report would only make it unreadable.
const shortestScrubbed = 8

// Masker replaces secrets by their masks. It remembers the secrets it has been shown, so that one that travels
// inside another string, such as a log line or an error message, is masked there as well. The key is random and
// never leaves the Masker: equal secrets have equal masks within a run, and nothing can be learned from them after.
// A nil Masker masks nothing.
type Masker struct {
	key     []byte
	secrets []string
}

// NewMasker returns a Masker with a fresh random key.
func NewMasker() *Masker {
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails: crypto/rand aborts the program instead
	return &Masker{key: key}
}

// Learn remembers the secrets of the records.
func (m *Masker) Learn(records ...Record) {
	if m == nil {
		return
	}
	for _, r := range records {
		if r.Stage != nil && r.Stage.AuthCode != nil {
			m.learnValue(*r.Stage.AuthCode, true)
		}
		for _, e := range r.Events {
			for _, arg := range e.Args {
				m.learnValue(arg, e.handsOver(arg))
			}
		}
		for _, line := range r.Console {
			m.learnText(line)
		}
		for name, v := range r.Changed {
			m.learnValue(v, isSecretField(name))
		}
	}
	// Longer ones first, so that a secret which contains another is replaced as a whole.
	slices.SortFunc(m.secrets, func(a, b string) int { return len(b) - len(a) })
}

// handsOver says whether an argument may be the code itself: a wallet that gets the shape wrong hands it over bare.
func (e Event) handsOver(arg Value) bool {
	text, ok := arg.Str()
	return ok && len(text) >= shortestScrubbed && (e.Type == Success || e.Type == Completed || e.Type == Resolved)
}

func (m *Masker) learnValue(v Value, secret bool) {
	if text, ok := v.Str(); ok {
		if secret {
			m.learn(text)
		}
		m.learnText(text)
	}
	for _, item := range v.items {
		m.learnValue(item, secret)
	}
	for name, field := range v.fields {
		m.learnValue(field, secret || isSecretField(name))
	}
}

func (m *Masker) learn(secret string) {
	if len(secret) >= shortestScrubbed && !slices.Contains(m.secrets, secret) {
		m.secrets = append(m.secrets, secret)
	}
}

// secretMember finds a secret by its name inside a text: JSON that was handed over as text, a line of a log, a query.
// What is not in quotes is taken for a secret only where there is a digit in it: "authCode: undefined" has none.
var secretMember = regexp.MustCompile(`(?i)\b(?:auth|access|refresh)[_-]?(?:code|token)\\?["']?\s*[:=]\s*` +
	`(?:\\?["']([^"'\\]+)|([\w.~+/-]*\d[\w.~+/-]*))`)

func (m *Masker) learnText(text string) {
	for _, found := range secretMember.FindAllStringSubmatch(text, -1) {
		m.learn(found[1] + found[2])
	}
}

// Record returns the record with every secret masked.
func (m *Masker) Record(r Record) Record {
	if m == nil {
		return r
	}
	m.Learn(r)
	events := make([]Event, len(r.Events))
	for i, e := range r.Events {
		args := make([]Value, len(e.Args))
		for j, arg := range e.Args {
			args[j] = m.value(arg, e.handsOver(arg))
		}
		events[i] = Event{At: e.At, Type: e.Type, Args: args, Place: e.Place}
	}
	r.Events = events
	r.Args = m.value(r.Args, false)
	if r.Stage != nil && r.Stage.AuthCode != nil {
		stage, code := *r.Stage, m.value(*r.Stage.AuthCode, true)
		stage.AuthCode = &code
		r.Stage = &stage
	}
	r.Reason = m.Text(r.Reason)
	r.Console = mapSlice(r.Console, m.Text)
	if r.Changed != nil {
		changed := make(map[string]Value, len(r.Changed))
		for name, v := range r.Changed {
			changed[name] = m.value(v, isSecretField(name))
		}
		r.Changed = changed
	}
	return r
}

// Text returns the text with every known secret replaced by a note of its length, also where it stands in an encoding.
func (m *Masker) Text(s string) string {
	if m == nil || len(m.secrets) == 0 {
		return s
	}
	return m.plainAndEncoded(s, nestedEncodings)
}

func (m *Masker) plainAndEncoded(s string, depth int) string {
	whole := ungrouped(s)
	inGroups := len(whole) < len(s)
	for _, secret := range m.secrets {
		if strings.Contains(s, secret) {
			s = strings.ReplaceAll(s, secret, note(secret))
		}
		if inGroups && strings.Contains(whole, secret) {
			s = grouped(secret).ReplaceAllLiteralString(s, note(secret))
		}
	}
	return recode(s, depth, m.plainAndEncoded)
}

// note is what stands for a secret in a text.
func note(secret string) string {
	return fmt.Sprintf("<masked string of %d>", utf8.RuneCountInString(secret))
}

// Redact returns the value with the secrets it names masked for good: for messages, where nothing is compared.
func Redact(v Value) Value { return new(Masker).value(v, false) }

func (m *Masker) value(v Value, secret bool) Value {
	if secret || m.known(v) {
		if masked, ok := m.mask(v); ok {
			return masked
		}
	}
	if v.text != "" {
		v.text = m.Text(v.text)
	}
	v.items = mapSlice(v.items, func(item Value) Value { return m.value(item, secret) })
	if v.fields != nil {
		fields := make(map[string]Value, len(v.fields))
		for name, field := range v.fields {
			fields[m.Text(name)] = m.value(field, secret || isSecretField(name))
		}
		v.fields = fields
	}
	return v
}

func (m *Masker) known(v Value) bool {
	text, ok := v.Str()
	return ok && slices.Contains(m.secrets, text)
}

// mask masks a string, a number or a bigint; an empty string hides nothing and stays, so that it reads as empty.
func (m *Masker) mask(v Value) (Value, bool) {
	switch v.kind {
	case String, LongString:
		if v.text == "" {
			return v, false
		}
		return Value{kind: Masked, mask: Mask{Length: v.Length(), HMAC: m.hmac(v.text)}}, true
	case Number, BigInt:
		text := v.String()
		return Value{kind: Masked, mask: Mask{Length: utf8.RuneCountInString(text), HMAC: m.hmac(text), Type: v.kind}}, true
	}
	return v, false
}

func (m *Masker) hmac(text string) string {
	h := hmac.New(sha256.New, m.key)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

func isSecretField(name string) bool {
	plain := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	return slices.Contains(secretFields, plain)
}

func mapSlice[T any](list []T, f func(T) T) []T {
	if list == nil {
		return nil
	}
	mapped := make([]T, len(list))
	for i, item := range list {
		mapped[i] = f(item)
	}
	return mapped
}
