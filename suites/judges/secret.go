package judges

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// How deep encodings may be nested: JSON in a query in a query, base64 of a query.
const nestedEncodings = 4

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

// masked says whether the record has been masked, so that the code can no longer be found where it is encoded.
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
func carries(v record.Value, secret string) bool {
	if secret == "" {
		return false
	}
	found := false
	eachText(v, func(s string) { found = found || hides(s, secret, nestedEncodings) })
	return found
}

// eachText calls f for every string of a value, keys included.
func eachText(v record.Value, f func(string)) {
	if s, ok := v.Str(); ok {
		f(s)
	} else if v.Kind() == record.String || v.Kind() == record.Number {
		f(v.String())
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

// encodedRuns are the pieces of a text that may be base64, the usual or that of URLs.
var encodedRuns = regexp.MustCompile(`[A-Za-z0-9+/_-]{16,}`)

func hides(s, secret string, depth int) bool {
	if strings.Contains(s, secret) {
		return true
	}
	if depth == 0 || len(s) < len(secret) {
		return false
	}
	if strings.Contains(s, "%") {
		if plain := unescape(s); plain != s && hides(plain, secret, depth-1) {
			return true
		}
	}
	if strings.Contains(s, `\u`) {
		if plain := unescapeJSON(s); plain != s && hides(plain, secret, depth-1) {
			return true
		}
	}
	for _, run := range encodedRuns.FindAllString(s, -1) {
		// A slash is a letter of base64 and also what a path is made of.
		for _, piece := range append(strings.Split(run, "/"), run) {
			if plain, ok := unbase64(piece); ok && hides(plain, secret, depth-1) {
				return true
			}
		}
	}
	return false
}

func unbase64(s string) (string, bool) {
	plain, err := base64.RawStdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/").Replace(s))
	return string(plain), err == nil
}

// unescape decodes percent-encoding where it can be decoded.
func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// escapedRune is one character of JSON text that is written as its number.
var escapedRune = regexp.MustCompile(`\\u00[0-7][0-9a-fA-F]`)

// unescapeJSON decodes the numbered ASCII characters of JSON text.
func unescapeJSON(s string) string {
	return escapedRune.ReplaceAllStringFunc(s, func(e string) string {
		return string(rune(hexDigit(e[4])<<4 | hexDigit(e[5])))
	})
}

func hexDigit(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// hide returns a text for a message, without the code in it.
func hide(r record.Record, s string) string {
	if code := codeOf(r); code != "" {
		return strings.ReplaceAll(s, code, "<authCode>")
	}
	return s
}
