package matchers

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

func TestWhatAServerSays(t *testing.T) {
	for said, want := range map[string][2]bool{ // pending, confirms
		"PENDING": {true, false}, "in_progress": {true, false}, "Unknown": {true, false}, "U": {true, false},
		"CHECKING": {true, false}, "waiting_for_user": {true, false}, "QUEUED": {true, false}, "处理中": {true, false}, "IN_REVIEW": {true, false},
		"PROCESSED": {false, true}, "checked": {false, true}, "Checkout": {false, true}, "reviewed by a person": {false, true},
		"NONE": {false, false}, "NOT_SIGNED": {false, false}, "not found": {false, false}, "REJECTED": {false, false},
		"SIGNED": {false, true}, "S": {false, true}, "ACTIVE": {false, true}, "notable": {false, true}, "FIRMADO": {false, true},
	} {
		body := record.Fields(map[string]record.Value{"data": record.Fields(map[string]record.Value{"state": record.Text(said)})})
		if got := [2]bool{pending(body), confirms(body)}; got != want {
			t.Errorf("%s: pending %t, confirms %t", said, got[0], got[1])
		}
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	described := func(means string) evidence {
		seen := record.Fields(map[string]record.Value{"means": record.Text(means)})
		return evidence{Evidence: rule.Evidence{Run: []record.Record{
			{ID: Described, Scenario: Described, Events: []record.Event{{Type: record.Returned, Args: []record.Value{seen}}}},
		}}}
	}
	for text, want := range map[string]said{"PENDING": isPending, "SIGNED": isDecided, "NONE": isDecided, "NINGUNO": notKnown, "7": notKnown} {
		body := record.Fields(map[string]record.Value{"state": record.Text(text)})
		for means, says := range map[string]said{"": want, schemas.MeansPending: isPending, schemas.MeansDecided: isDecided} {
			if got := described(means).saidBy(body); got != says {
				t.Errorf("%s, which is said to be %q, means %d, want %d", text, means, got, says)
			}
		}
	}
}
