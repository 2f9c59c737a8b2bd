package matchers

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// PassesSignStr succeeds when every call passes a string that the server gave, byte for byte, and not an older one when
// a newer one had come. A string that was fetched beforehand is as good as any. Rule passes-sign-str.
func PassesSignStr() *Matcher {
	return matcher("passes-sign-str", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil || r.Stage.SignStr == "" {
			return rule.CannotJudge("the server gave no sign string")
		}
		made := calls(r)
		if len(made) == 0 {
			return uncalled()
		}
		expected := in.Profile.Parameter + " is the string that the server gave, byte for byte"
		replies := prepared(r)
		for _, c := range made {
			name, got := in.signStr(c.options)
			s, ok := got.Str()
			given, newer := givenBefore(replies, c.index, s)
			switch {
			case ok && newer:
				return rule.Breaks(expected, "%s is a string that the server gave before, and a newer one had come", name).At(c.place)
			case ok && !given && enciphered(r, c.index, s):
				return rule.CannotJudge("what the server answers cannot be read, so nobody knows which string it gave")
			case !ok || !given && s != r.Stage.SignStr:
				observed := signStrDifference(name, got, r.Stage.SignStr) + in.otherEdition(c.options, r.Stage.SignStr)
				return rule.Breaks(expected, "%s", observed).At(c.place)
			}
		}
		return rule.Holds()
	})
}

// enciphered says whether the string that was passed may come from a reply that cannot be read: none has the string of the suite,
// as a server of the merchant's own gives another, and one may well hold the one that was passed.
func enciphered(r record.Record, before int, passed string) bool {
	return !replied(r, before, func(body record.Value) bool { return holdsText(body, r.Stage.SignStr) }) &&
		replied(r, before, func(body record.Value) bool { return len(opaque(body, len(passed))) > 0 })
}

// signStr returns the option that holds the sign string, by whichever of its names it is passed.
func (in evidence) signStr(options record.Value) (name string, passed record.Value) {
	for _, name := range in.Profile.Parameters() {
		if v, ok := options.Field(name); ok {
			return name, v
		}
	}
	return in.Profile.Parameter, record.Of(record.Undefined)
}

// reply is what the server answered to a preparation: its texts by their path. asked and index are those of the events
// of the request and of the reply.
type reply struct {
	asked, index int
	texts        map[string]string
}

// prepared returns what the server answered to preparations, in order.
func prepared(r record.Record) []reply {
	asked := map[string]int{}
	var found []reply
	for i, e := range r.Events {
		id := field(e, "id").String()
		if e.Type == record.Requested && text(e, "role") == schemas.PrepareRole {
			asked[id] = i
		}
		if at, known := asked[id]; known && e.Type == record.Replied {
			found = append(found, reply{at, i, textsOf(map[string]string{}, "", field(e, "body"))})
		}
	}
	return found
}

// textsOf adds the texts of a body by their path, those in JSON text within it included.
func textsOf(texts map[string]string, path string, body record.Value) map[string]string {
	for _, d := range appendLeaves(nil, path, parsed(body)) {
		s, ok := d.value.Str()
		if !ok || s == "" {
			continue
		}
		texts[d.path] = s
		var nested record.Value
		if json.Unmarshal([]byte(s), &nested) == nil && len(nested.Keys()) > 0 {
			textsOf(texts, d.path, nested)
		}
	}
	return texts
}

// givenBefore says whether a reply before the event of that index gave a string, and whether one that was asked for
// after that gave another in the same place, still before it.
func givenBefore(replies []reply, index int, s string) (given, newer bool) {
	var last reply
	at := ""
	for _, r := range replies {
		if r.index >= index {
			break
		}
		found := false
		for path, text := range r.texts {
			if text == s {
				last, at, given, newer, found = r, path, true, false, true
			}
		}
		if _, there := r.texts[at]; given && !found && there && r.asked > last.index {
			newer = true
		}
	}
	return given, newer
}

// otherEdition says which edition of the contract passes the sign string as the options do, to the same API; "" where none does.
func (in evidence) otherEdition(options record.Value, signStr string) string {
	passes := func(parameter string) bool {
		passed, _ := options.Field(parameter)
		s, ok := passed.Str()
		return ok && s == signStr
	}
	if !slices.ContainsFunc(options.Keys(), passes) { // the editions are files to read
		return ""
	}
	for _, name := range schemas.ProfileNames() {
		profile, err := schemas.LoadProfile(name)
		if err == nil && profile.Entry == in.Profile.Entry && passes(profile.Parameter) {
			return "; " + profile.Parameter + " is, as in the edition " + name + ": \"profile: " + name + "\" in signspec.yaml"
		}
	}
	return ""
}

// signStrDifference says in words what became of the sign string. The string itself is long and tells nobody anything.
func signStrDifference(name string, got record.Value, want string) string {
	s, ok := got.Str()
	switch {
	case got.Kind() == record.Undefined:
		return name + " is not passed"
	case !ok:
		return name + " is " + got.String()
	case strings.TrimSpace(s) == "":
		return name + " is empty"
	case decodes(want, s):
		return name + " is the string, percent-decoded"
	case decodes(s, want):
		return name + " is the string, percent-encoded once more"
	case strings.EqualFold(s, want):
		return name + " is the string with other capitals"
	case strings.Contains(want, s):
		return fmt.Sprintf("%s is only a part of the string, %d of its %d bytes", name, len(s), len(want))
	case strings.Contains(s, want):
		return fmt.Sprintf("%s has %d bytes around the string", name, len(s)-len(want))
	}
	return fmt.Sprintf("%s is another string, of %d bytes; the server gave one of %d", name, len(s), len(want))
}

// decodes says whether a text percent-decodes to another one. In a URL as a whole some characters stay as they are.
func decodes(encoded, plain string) bool {
	for _, decode := range []func(string) (string, error){url.PathUnescape, url.QueryUnescape} {
		if got, err := decode(encoded); err == nil && got == plain && encoded != plain {
			return true
		}
	}
	return false
}
