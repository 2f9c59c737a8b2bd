package matchers

import (
	"regexp"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// codeOf returns the code that the staged wallet hands out. In records that were masked it is what stands for it in
// texts.
func codeOf(r record.Record) string {
	if r.Stage == nil || r.Stage.AuthCode == nil {
		return ""
	}
	if masked(r) {
		return r.Stage.AuthCode.String()
	}
	code, _ := r.Stage.AuthCode.Str()
	return code
}

// masked says whether the record has been masked, so that the code can only be found in the encodings that the masker
// knows.
func masked(r record.Record) bool {
	return r.Stage != nil && r.Stage.AuthCode != nil && r.Stage.AuthCode.IsMasked()
}

// stateOf returns the state that the staged wallet hands out.
func stateOf(r record.Record) string {
	if r.Stage == nil {
		return ""
	}
	return r.Stage.AuthState
}

// carries says whether a value holds a secret: in a string at any depth, as a key, inside JSON text, percent-encoded or
// as base64.
func carries(v record.Value, code string) bool {
	if code == "" {
		return false
	}
	found := false
	eachText(v, func(s string) { found = found || secret.Hides(s, code) })
	return found
}

// gaps are what is put between the groups of a code so that people can read it.
var gaps = regexp.MustCompile(`[\s-]+`)

// betrays says whether a value carries a secret, or shows it in groups with blanks or dashes between them.
func betrays(v record.Value, code string) bool {
	if code == "" {
		return false
	}
	found := carries(v, code)
	// A secret that has gaps of its own is found as it is or not at all.
	if !found && !gaps.MatchString(code) {
		eachText(v, func(s string) { found = found || strings.Contains(gaps.ReplaceAllString(s, ""), code) })
	}
	return found
}

// eachText calls f for every string of a value, keys included, and for each list of numbers, which may be those of characters.
func eachText(v record.Value, f func(string)) {
	if s, ok := v.Str(); ok {
		f(s)
	} else if v.Kind() == record.String || v.Kind() == record.Number {
		f(v.String())
	}
	if numbers, ok := secret.Numbers(v); ok {
		f(numbers)
	}
	for _, item := range v.Items() {
		eachText(item, f)
	}
	for _, key := range v.Keys() {
		f(key)
		member, _ := v.Field(key)
		eachText(member, f)
	}
}

// eachMasked calls f for every value of which only the mask is known.
func eachMasked(v record.Value, f func(record.Value)) {
	if v.IsMasked() {
		f(v)
	}
	for _, item := range v.Items() {
		eachMasked(item, f)
	}
	for _, key := range v.Keys() {
		member, _ := v.Field(key)
		eachMasked(member, f)
	}
}

// hide returns a text for a message, without the code in it.
func hide(r record.Record, s string) string {
	if code := codeOf(r); code != "" {
		return strings.ReplaceAll(s, code, "<authCode>")
	}
	return s
}
