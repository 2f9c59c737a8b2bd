package secret

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

// Encodings finds the pieces of a text that may say another one: percent-encoding, characters that JSON and JavaScript
// write as numbers, base64 (the usual and that of URLs), hexadecimal digits, and lists of the numbers of characters. What stands
// inside of that has to be looked into again.
func Encodings(s string) []Encoded {
	var found []Encoded
	if strings.IndexByte(s, '%') >= 0 {
		found = percentEncoded(s)
	}
	if plain, ok := unescape(s); ok {
		found = append(found, Encoded{0, len(s), plain, func(text string) string { return text }})
	}
	eachRun(s, func(start, end int) { found = inRun(found, s, start, end) })
	return append(found, inNumbers(s)...)
}

// percentEncoded finds the names and values of a query, and the segments of a path, that are percent-encoded.
func percentEncoded(s string) []Encoded {
	var found []Encoded
	for i := 0; i < len(s); {
		next := strings.IndexByte(s[i:], '%')
		if next < 0 {
			break
		}
		at := i + next
		start := at
		for start > i && classOf[s[start-1]]&inPercent != 0 {
			start--
		}
		end, escapes := start, 0
		for end < len(s) {
			if s[end] == '%' && end+2 < len(s) && classOf[s[end+1]]&classOf[s[end+2]]&isHex != 0 {
				end, escapes = end+3, escapes+1
			} else if classOf[s[end]]&inPercent != 0 {
				end++
			} else {
				break
			}
		}
		i = max(end, at+1)
		if escapes == 0 {
			continue
		}
		if plain, err := url.QueryUnescape(s[start:end]); err == nil {
			found = append(found, Encoded{start, end, plain, url.QueryEscape})
		}
	}
	return found
}

// Classes of characters.
const (
	inPercent = 1 << iota // stands in what is percent-encoded
	inBase64              // is a letter of base64
	isHex
)

var classOf = classes()

func classes() (class [256]byte) {
	for c := range class {
		if c < 128 && isSign(rune(c)) || strings.IndexByte("_.~+*!'()-", byte(c)) >= 0 {
			class[c] |= inPercent
		}
		if c < 128 && isSign(rune(c)) || strings.IndexByte("+/_-", byte(c)) >= 0 {
			class[c] |= inBase64
		}
		if strings.IndexByte("0123456789abcdefABCDEF", byte(c)) >= 0 {
			class[c] |= isHex
		}
	}
	return class
}

// shortestRun is the length of the base64 of as many characters as give a secret away.
const shortestRun = (enough*8 + 5) / 6

// eachRun calls f for each piece of a text that may be base64 or hexadecimal.
func eachRun(s string, f func(start, end int)) {
	start := 0
	for i := 0; i < len(s); i++ {
		if classOf[s[i]]&inBase64 != 0 {
			continue
		}
		if i-start >= shortestRun {
			f(start, i)
		}
		start = i + 1
	}
	if len(s)-start >= shortestRun {
		f(start, len(s))
	}
}

// inRun decodes a run, and its pieces between slashes: a slash is a letter of base64 and also what a path is made of.
func inRun(found []Encoded, s string, start, end int) []Encoded {
	found = decoded(found, s, start, end)
	if at := start; strings.IndexByte(s[start:end], '/') >= 0 {
		for piece := range strings.SplitSeq(s[start:end], "/") {
			if len(piece) >= shortestRun {
				found = decoded(found, s, at, at+len(piece))
			}
			at += len(piece) + 1
		}
	}
	return found
}

// decoded decodes a piece as hexadecimal, and as base64 from each of its first letters: what is before the secret may
// have been put there later.
func decoded(found []Encoded, s string, start, end int) []Encoded {
	piece := s[start:end]
	for skip := range 2 {
		digits := piece[skip:]
		digits = digits[:len(digits)&^1]
		if len(digits) < 2*enough || !areHex(digits[:2*enough]) { // most pieces, which need no room
			break
		}
		plain := make([]byte, len(digits)/2)
		if _, err := hex.Decode(plain, []byte(digits)); err != nil {
			break
		}
		found = append(found, Encoded{start + skip, start + skip + len(digits), string(plain), func(text string) string {
			return hex.EncodeToString([]byte(text))
		}})
	}
	encoding := base64.RawStdEncoding
	if strings.ContainsAny(piece, "-_") {
		encoding = base64.RawURLEncoding
		if strings.ContainsAny(piece, "+/") {
			return found
		}
	}
	for skip := range 4 {
		letters := piece[skip:]
		if len(letters) < shortestRun {
			break
		}
		if len(letters)%4 == 1 { // one letter says no byte: it is of something else, or has been cut off
			letters = letters[:len(letters)-1]
		}
		plain := make([]byte, encoding.DecodedLen(len(letters)))
		n, err := encoding.Decode(plain, []byte(letters))
		if err != nil {
			continue
		}
		found = append(found, Encoded{start + skip, start + skip + len(letters), string(plain[:n]), func(text string) string {
			return encoding.EncodeToString([]byte(text))
		}})
	}
	return found
}

func areHex(digits string) bool {
	for i := range len(digits) {
		if classOf[digits[i]]&isHex == 0 {
			return false
		}
	}
	return true
}

// escapedSign is one ASCII character that JSON or JavaScript writes as its number.
var escapedSign = regexp.MustCompile(`\\(?:u00|x|u\{)([2-7][0-9a-fA-F])\}?`)

// unescape writes such characters as they are, but for those that would end the text they stand in; ok says that there
// is one.
func unescape(s string) (plain string, ok bool) {
	if !strings.Contains(s, `\u`) && !strings.Contains(s, `\x`) { // most texts, which are not to be searched slowly
		return s, false
	}
	plain = escapedSign.ReplaceAllStringFunc(s, func(e string) string {
		digits := strings.TrimRight(e, "}")
		plain, err := hex.DecodeString(digits[len(digits)-2:])
		if err != nil || plain[0] == '"' || plain[0] == '\\' || plain[0] == 0x7f {
			return e
		}
		return string(plain)
	})
	return plain, plain != s
}
