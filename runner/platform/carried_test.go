package platform

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/suites/server"
)

// TestTokensAreFoundInWhateverAnybodyCanRead hides a token in an answer in the ways of careless servers.
func TestTokensAreFoundInWhateverAnybodyCanRead(t *testing.T) {
	a := newAttempt(NewRecorder())
	a.Staged = server.Attempt{}
	token := a.Token()
	hexadecimal := ""
	for _, c := range []byte(token) {
		hexadecimal += fmt.Sprintf("%%%02X", c)
	}
	for name, text := range map[string]string{
		"as it is":        `{"t":"` + token + `"}`,
		"cut":             `{"t":"` + token[:22] + `"}`,
		"its end":         `{"t":"` + token[len(token)-22:] + `"}`,
		"backwards":       `{"t":"` + backwards(token) + `"}`,
		"base64":          `{"t":"` + base64.StdEncoding.EncodeToString([]byte(`{"sub":"1","t":"`+token+`"}`)) + `"}`,
		"base64url":       `{"t":"x.` + base64.RawURLEncoding.EncodeToString([]byte(token)) + `.y"}`,
		"hexadecimal":     `{"t":"` + hex.EncodeToString([]byte(token)) + `"}`,
		"percent":         `{"t":"` + hexadecimal + `"}`,
		"base64 in a URL": `{"t":"/x?y=` + url.QueryEscape(base64.StdEncoding.EncodeToString([]byte("a"+token))) + `"}`,
	} {
		if carried := a.Carried(text); !slices.Equal(carried, []string{"accessToken"}) {
			t.Errorf("%s: %q", name, carried)
		}
	}
	for name, text := range map[string]string{
		"none":          `{"id":"` + Unguessable(48) + `"}`,
		"a few of them": `{"t":"` + token[:8] + `…"}`,
		"a hash":        `{"t":"` + strings.Repeat("0badc0de", 8) + `"}`,
	} {
		if carried := a.Carried(text); len(carried) > 0 {
			t.Errorf("%s: %q", name, carried)
		}
	}
}
