package script

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

func TestAdviceOnWhatCallsFailedFor(t *testing.T) {
	failed := func(kind record.EventType, message string) record.Record {
		return record.Record{Events: []record.Event{{Type: kind, Args: []record.Value{record.Text(message)}}}}
	}
	records := []record.Record{
		failed(record.Threw, "ReferenceError: fetch is not defined"),
		failed(record.Rejected, "ReferenceError: fetch is not defined"), // the same once more
		failed(record.Uncaught, "ReferenceError: window is not defined"),
		failed(record.Threw, "ReferenceError: process is not defined"),
		failed(record.Threw, "ReferenceError: walet is not defined"),     // the wallet's own mistake
		failed(record.Failed, "ReferenceError: document is not defined"), // told to the caller, as it should be
	}
	got := Advice(records)
	for i, want := range []string{"fetch is not defined; there is no network here", "window is not defined; only a page has that", "process is not defined; only Node.js has that"} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("advice %d is %q, want one that begins with %q", i, slices.Concat(got, make([]string, 3))[i], want)
		}
	}
	if len(got) != 3 {
		t.Errorf("there are %d pieces of advice, want 3: %q", len(got), got)
	}
}
