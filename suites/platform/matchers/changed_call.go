package matchers

import (
	"cmp"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// changedCall tells the call that a scenario of a family changes, and how, from its name: "apply-unsigned" is "the exchange
// of a code, without a Signature header".
func changedCall(r record.Record, family string) string {
	operation, change := schemas.ConsultOperation, strings.TrimPrefix(r.Scenario, family)
	for _, of := range []string{schemas.ApplyOperation, refresh, schemas.CancelOperation} {
		if rest, ok := strings.CutPrefix(change, of+"-"); ok {
			operation, change = of, rest
		}
	}
	return callInWords(operation, change)
}

// callInWords tells a call and what is odd about it. A change that speaks for itself is named as it is.
func callInWords(operation, change string) string {
	name := map[string]string{
		schemas.ConsultOperation: "the consult", schemas.ApplyOperation: "the exchange of a code", refresh: "the refresh of a token",
		schemas.CancelOperation: "the cancellation",
	}[operation]
	return name + ", " + cmp.Or(changeInWords()[change], change)
}

// changeInWords says what is done to a call, where the name of the change does not.
func changeInWords() map[string]string {
	return map[string]string{
		"unsigned":          "without a Signature header",
		"empty-header":      "with an empty Signature header",
		"empty-signature":   "with a Signature header whose signature is empty",
		"no-signature-pair": "with a Signature header without a signature in it",
		"body":              "signed over a body that differs by one byte",
		"blanks-in-body":    "sent with blanks that were not signed",
		"bad-escape":        "with a signature that cannot be decoded",
		"path":              "signed for a path that there is not",
		"own-path":          "signed for the path of another operation",
		"method":            "signed for another method",
		"client-id":         "signed for another client's id",
		"time":              "signed for another time",
		"other-key":         "signed with an unknown key",
		"other-key-version": "signed with an unknown key, by a keyVersion that there is not",
		"no-key-version":    "signed with an unknown key, without a keyVersion",
		"other-clients-key": "signed with the key of another client",
		"known":             "signed with an unknown key, and with the body of a call that was signed rightly",
		"blanks":            "with blanks behind the commas of the header",
		"other":             "in the other spelling of the edition",
		"replayed":          "with the signature and the time of an earlier call, and another body",
	}
}
