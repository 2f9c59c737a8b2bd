package matchers

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

func TestAChangedCallIsToldInWords(t *testing.T) {
	for scenario, want := range map[string]string{
		"unsigned/unsigned":             "the consult, without a Signature header",
		"unsigned/apply-empty-header":   "the exchange of a code, with an empty Signature header",
		"unsigned/refresh-other-key":    "the refresh of a token, signed with an unknown key",
		"unsigned/cancel-speaks-itself": "the cancellation, speaks-itself",
	} {
		if got := changedCall(record.Record{Scenario: scenario}, "unsigned/"); got != want {
			t.Errorf("%s is %q, want %q", scenario, got, want)
		}
	}
}
