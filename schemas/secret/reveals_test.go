package secret_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/secret"
)

func TestSought(t *testing.T) {
	sought := secret.Seek(aCode)
	for text, want := range map[string]bool{
		"":                            false,
		"got " + aCode:                true,
		aCode[4:12]:                   true,
		aCode[4:11]:                   false,
		reversed(aCode[:16]) + " ref": true,
		aState:                        false,
		aCode[:4] + "…" + aCode[28:]:  false,
	} {
		if got := sought.In(text); got != want {
			t.Errorf("in %q: %v", text, got)
		}
	}
}
