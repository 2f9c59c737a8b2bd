package record

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Encoded is a piece of a text that says another text in an encoding.
type Encoded struct {
	// Start and End are where the piece stands in the text, in bytes.
	Start, End int
	// Plain is what it says.
	Plain string
	// encode says another text in the same encoding.
	encode func(string) string
}

// longestDecoded is the longest text that is looked into, in bytes: an envelope of a request is a few kilobytes, and a
// wallet may hand over megabytes.
const longestDecoded = 256 << 10

// Encodings finds the pieces of a text that may say another one: percent-encoding, characters of JSON that are written as
// numbers, base64 (the usual and that of URLs) and hexadecimal digits. What stands inside of that has to be looked into
// again.
func Encodings(s string) []Encoded {
	if len(s) > longestDecoded {
		return nil
	}
	var found []Encoded
	for _, run := range percentRuns.FindAllStringIndex(s, -1) {
		if plain, err := url.QueryUnescape(s[run[0]:run[1]]); err == nil {
			found = append(found, Encoded{run[0], run[1], plain, url.QueryEscape})
		}
	}
	if strings.Contains(s, `\u`) {
		if plain := unescapeJSON(s); plain != s {
			found = append(found, Encoded{0, len(s), plain, func(text string) string { return text }})
		}
	}
	for _, run := range encodedRuns.FindAllStringIndex(s, -1) {
		found = append(found, inRun(s, run[0], run[1])...)
	}
	return found
}

// percentRuns are the pieces of a text that are percent-encoded: a name or a value of a query, a segment of a path.
var percentRuns = regexp.MustCompile(`[\w.~+*!'()-]*(?:%[0-9A-Fa-f]{2}[\w.~+*!'()-]*)+`)

// encodedRuns are the pieces of a text that may be base64 or hexadecimal.
var encodedRuns = regexp.MustCompile(`[A-Za-z0-9+/_-]{16,}`)

// inRun decodes a run, and its pieces between slashes: a slash is a letter of base64 and also what a path is made of.
func inRun(s string, start, end int) []Encoded {
	var found []Encoded
	add := func(start, end int) {
		piece := s[start:end]
		if plain, err := hex.DecodeString(piece); err == nil {
			found = append(found, Encoded{start, end, string(plain), func(text string) string { return hex.EncodeToString([]byte(text)) }})
		}
		encoding := base64.RawStdEncoding
		if strings.ContainsAny(piece, "-_") {
			encoding = base64.RawURLEncoding
		}
		if plain, err := encoding.DecodeString(piece); err == nil {
			found = append(found, Encoded{start, end, string(plain), func(text string) string { return encoding.EncodeToString([]byte(text)) }})
		}
	}
	add(start, end)
	if at := start; strings.Contains(s[start:end], "/") {
		for piece := range strings.SplitSeq(s[start:end], "/") {
			add(at, at+len(piece))
			at += len(piece) + 1
		}
	}
	return found
}

// escapedRune is one ASCII character of JSON text that is written as its number.
var escapedRune = regexp.MustCompile(`\\u00[0-7][0-9a-fA-F]`)

func unescapeJSON(s string) string {
	return escapedRune.ReplaceAllStringFunc(s, func(e string) string {
		code, _ := hex.DecodeString(e[4:])
		return string(code)
	})
}

// nestedEncodings is how deep encodings may be nested: JSON in a query in a query, base64 of a query.
const nestedEncodings = 4

// Hides says whether a text holds another one: as it is, or in encodings, inside each other if need be.
func Hides(s, secret string) bool { return hides(s, secret, nestedEncodings) }

func hides(s, secret string, depth int) bool {
	if strings.Contains(s, secret) {
		return true
	}
	if depth == 0 || len(s) < len(secret) {
		return false
	}
	return slices.ContainsFunc(Encodings(s), func(e Encoded) bool { return hides(e.Plain, secret, depth-1) })
}

// recode masks what a text says in an encoding, and says it again in the same one, so that whatever else it says can
// still be read.
func recode(s string, depth int, mask func(string, int) string) string {
	for changed := depth > 0; changed; {
		s, changed = recodeOnce(s, depth, mask)
	}
	return s
}

// recodeOnce does so for pieces that do not overlap, the shortest that are enough.
func recodeOnce(s string, depth int, mask func(string, int) string) (string, bool) {
	var masked []Encoded
	for _, e := range Encodings(s) {
		if plain := mask(e.Plain, depth-1); plain != e.Plain {
			e.Plain = plain
			masked = append(masked, e)
		}
	}
	slices.SortStableFunc(masked, func(a, b Encoded) int { return (a.End - a.Start) - (b.End - b.Start) })
	var apart []Encoded
	for _, e := range masked {
		if !slices.ContainsFunc(apart, func(other Encoded) bool { return e.Start < other.End && other.Start < e.End }) {
			apart = append(apart, e)
		}
	}
	slices.SortFunc(apart, func(a, b Encoded) int { return b.Start - a.Start }) // from the end, so that places stay right
	for _, e := range apart {
		s = s[:e.Start] + e.encode(e.Plain) + s[e.End:]
	}
	return s, len(apart) > 0
}
