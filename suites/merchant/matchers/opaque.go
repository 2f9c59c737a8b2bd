package matchers

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// opaque returns the texts of a body that may well hold so many characters enciphered: they are as long, have no blanks, and are
// neither JSON nor an address.
func opaque(body record.Value, characters int) []string {
	var found []string
	eachText(parsed(body), func(s string) {
		if characters > 0 && len(s) >= characters && !strings.ContainsFunc(s, unicode.IsSpace) &&
			!json.Valid([]byte(s)) && !strings.Contains(s, "://") {
			found = append(found, s)
		}
	})
	return found
}

// enciphers says whether what is sent where results go may hold code and state enciphered: a text in it cannot be read, and is
// another where the code is another.
func (in evidence) enciphers(r record.Record) bool {
	sent := func(r record.Record) (texts []string) {
		success, ok := handedOut(r)
		if !ok {
			return nil
		}
		for _, q := range requests(r, success.index-1) {
			if in.isResult(q) || !in.hasRole(schemas.ResultRole) {
				texts = append(texts, opaque(q.body, codeLength(r)+len(stateOf(r)))...)
			}
		}
		return texts
	}
	mine := sent(r)
	approved, ok := in.approved()
	other, _, controlled := in.controls()
	return len(mine) > 0 && (!ok || !controlled || !slices.Equal(sent(approved), sent(other)))
}

// missingEnciphered says which of code and state is not in what is sent of a success and nobody can read. known is false where
// that cannot be told: it is another each time. Otherwise what is in it is another where half of the code is, or the state.
func (in evidence) missingEnciphered() (missing []string, known bool) {
	plain, ok := in.sentOfSuccess(Outcome(record.Approve))
	same, again := in.sentOfSuccess(Doubled)
	if !ok || !again || !plain.Equal(same) {
		return nil, false
	}
	for _, of := range []struct{ secret, control string }{
		{"authCode", OtherFirstHalf}, {"authCode", OtherSecondHalf}, {"authState", LongState},
	} {
		sent, ok := in.sentOfSuccess(of.control)
		if !ok {
			return nil, false
		}
		if sent.Equal(plain) && !slices.Contains(missing, of.secret) {
			missing = append(missing, of.secret)
		}
	}
	return missing, true
}

// sentOfSuccess is the body of the first request of a scenario that goes where results go, once the code has been handed out.
func (in evidence) sentOfSuccess(scenario string) (record.Value, bool) {
	r, _ := in.scenario(scenario)
	success, ok := handedOut(r)
	if !ok {
		return record.Value{}, false
	}
	sent := requests(r, success.index-1)
	i := slices.IndexFunc(sent, in.isResult)
	if i < 0 {
		return record.Value{}, false
	}
	return sent[i].body, true
}

// codeLength is how many characters the code of a record has, masked or not.
func codeLength(r record.Record) int {
	if r.Stage == nil || r.Stage.AuthCode == nil {
		return 0
	}
	return r.Stage.AuthCode.Length()
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
