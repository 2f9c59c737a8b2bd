package matchers

import (
	"encoding/json"
	"strings"
	"unicode"

	"github.com/signspec/signspec/schemas/record"
)

// opaque says whether a body may well hold texts of so many characters together that are enciphered: a text of it is as long,
// has no blanks, and is neither JSON nor an address.
func opaque(body record.Value, characters int) bool {
	found := false
	eachText(parsed(body), func(s string) {
		found = found || len(s) >= characters && characters > 0 && !strings.ContainsFunc(s, unicode.IsSpace) &&
			!json.Valid([]byte(s)) && !strings.Contains(s, "://")
	})
	return found
}

// replied says whether a reply before an event has a body of some kind.
func replied(r record.Record, before int, is func(body record.Value) bool) bool {
	for _, e := range r.Events[:before] {
		if e.Type == record.Replied && is(field(e, "body")) {
			return true
		}
	}
	return false
}

// holdsText says whether a body holds a text, as a whole or as a part of another.
func holdsText(body record.Value, text string) bool {
	found := false
	eachText(parsed(body), func(s string) { found = found || strings.Contains(s, text) })
	return found
}
