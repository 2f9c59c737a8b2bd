package judges

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/spec"
)

// PassesSignStr succeeds when every call passes the string that the server gave, byte for byte. Rule passes-sign-str.
func PassesSignStr() *Matcher {
	return matcher("passes-sign-str", func(r record.Record, in evidence) spec.Judgement {
		if r.Stage == nil || r.Stage.SignStr == "" {
			return spec.Leaves("the server gave no sign string")
		}
		made := calls(r)
		if len(made) == 0 {
			return uncalled()
		}
		name := in.Profile.Parameter
		for _, c := range made {
			got, _ := c.options.Field(name)
			if s, ok := got.Str(); !ok || s != r.Stage.SignStr {
				return spec.Breaks(name+" is the string that the server gave, byte for byte", "%s", signStrDifference(name, got, r.Stage.SignStr)).At(c.place)
			}
		}
		return spec.Holds()
	})
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
