package matchers_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server/matchers"
)

// TestATargetFileThatTellsNothing gives records of which some show that result.bound of the target file is wrong.
func TestATargetFileThatTellsNothing(t *testing.T) {
	good, open := wire("0 start", "0 apply S", "0 result bound", "0 bound"), wire("0 start", "0 apply S", "0 result pending", "0 bound")
	failed := wire("0 start", "0 apply F final", "0 result other", "0 failed")
	unseen := wire("0 start", "0 apply S", "0 result other", "0 bound")
	believed := wire("0 start", "0 apply F final", "0 result bound", "0 failed")
	times := func(n int, r record.Record) []record.Record { return slices.Repeat([]record.Record{r}, n) }
	for name, c := range map[string]struct {
		records []record.Record
		want    string
	}{
		"as it should be":                      {slices.Concat(times(4, good), times(4, failed)), ""},
		"one answer that is odd":               {slices.Concat(times(4, good), times(4, failed), times(1, unseen), times(1, believed)), ""},
		"results that are always pending":      {slices.Concat(times(4, open), times(4, failed)), ""},
		"no success is seen":                   {slices.Concat(times(4, unseen), times(4, failed)), "No answer to a result"},
		"no success is seen, some are open":    {slices.Concat(times(4, unseen), times(1, open)), "No answer to a result"},
		"what is refused looks like success":   {slices.Concat(times(4, good), times(4, believed)), "Every answer to a result that the platform refused"},
		"too few to say what is the matter":    {slices.Concat(times(2, unseen), times(2, believed)), ""},
		"a server that tells it by its status": {times(4, wire("0 start", "0 apply F final", "0 result bound", "0 bound")), ""},
	} {
		notes := matchers.Advice(c.records)
		if got := strings.Join(notes, "\n"); c.want == "" && got != "" || !strings.HasPrefix(got, c.want) || len(notes) > 1 {
			t.Errorf("%s: %q, want %q", name, notes, c.want)
		}
	}
}
