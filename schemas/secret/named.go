package secret

import (
	"regexp"
	"slices"
	"strings"
)

// isSecretField says whether a field's name says that its value is a secret, wherever it appears in a payload.
func isSecretField(name string) bool {
	if len(name) < len("authCode") || len(name) > len("_refresh__token_") {
		return false
	}
	return slices.Contains([]string{"authcode", "accesstoken", "refreshtoken"}, plainName(name))
}

// isPublicField says whether a field of what is handed over is none that a code is put into: the state, and what says
// how the call went.
func isPublicField(name string) bool {
	plain := plainName(name)
	return strings.Contains(plain, "state") || strings.Contains(plain, "err") || strings.Contains(plain, "status") || plain == "resultcode"
}

// namesCode says whether a field's name says that it may hold a code.
func namesCode(name string) bool {
	plain := plainName(name)
	return strings.Contains(plain, "code") || strings.Contains(plain, "token") || strings.Contains(plain, "ticket")
}

// plainName is a name in lower case and without separators.
func plainName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == ' ' {
			return -1
		}
		return r
	}, name))
}

// longestMember is how far behind its name the value of a secret is looked for, in bytes.
const longestMember = 4 << 10

// memberValue is what follows the name of a secret in a text: JSON that was handed over as text, a line of a log, a
// query. What is not in quotes is taken for a secret only where there is a digit in it: "authCode: undefined" has none.
var memberValue = regexp.MustCompile(`^\\?["']?\s*[:=]\s*(?:\\?["']([^"'\\]+)|([\w.~+/-]*\d[\w.~+/-]*))`)

// eachNamed calls f for each secret that a text names.
func eachNamed(text string, f func(string)) {
	for i := 0; i+4 < len(text); i++ {
		name := ""
		switch text[i] | 0x20 {
		case 'c':
			name = "code"
		case 't':
			name = "token"
		default:
			continue
		}
		end := i + len(name)
		if end >= len(text) || !strings.EqualFold(text[i:end], name) || !endsInOwner(text[:i]) {
			continue
		}
		if found := memberValue.FindStringSubmatch(text[end:min(len(text), end+longestMember)]); found != nil {
			f(found[1] + found[2])
		}
	}
}

// endsInOwner says whether a text ends in the first half of the name of a secret, such as "auth_".
func endsInOwner(text string) bool {
	text = strings.TrimRight(text[max(0, len(text)-len("refresh_")):], "_-")
	for _, owner := range []string{"auth", "access", "refresh"} {
		if len(text) >= len(owner) && strings.EqualFold(text[len(text)-len(owner):], owner) {
			return true
		}
	}
	return false
}

// looksLikeCode says whether a text that was handed over looks like a code: one word with digits and letters in it, or
// nothing but digits.
func looksLikeCode(text string) bool {
	if len(text) < enough || strings.ContainsAny(text, " \t\r\n:,;{}[]\"") {
		return false
	}
	return strings.ContainsAny(text, "0123456789")
}
