package matchers

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

func TestWhatAServerSays(t *testing.T) {
	for said, want := range map[string][2]bool{ // pending, confirms
		"PENDING": {true, false}, "in_progress": {true, false}, "Unknown": {true, false}, "U": {true, false},
		"NONE": {false, false}, "NOT_SIGNED": {false, false}, "not found": {false, false}, "REJECTED": {false, false},
		"SIGNED": {false, true}, "S": {false, true}, "ACTIVE": {false, true}, "notable": {false, true}, "FIRMADO": {false, true},
	} {
		body := record.Fields(map[string]record.Value{"data": record.Fields(map[string]record.Value{"state": record.Text(said)})})
		if got := [2]bool{pending(body), confirms(body)}; got != want {
			t.Errorf("%s: pending %t, confirms %t", said, got[0], got[1])
		}
	}
}
