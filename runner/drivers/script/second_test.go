package script_test

import (
	"fmt"
	"reflect"
	"runtime"
	"testing"

	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/suites/wallet"
)

// TestWhatIsPerformedAheadIsTheSame performs the same scenarios with a second child and without.
func TestWhatIsPerformedAheadIsTheSame(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("nothing is performed ahead on one processor")
	}
	var all []wallet.Scenario
	for i := range 60 {
		all = append(all, approve(fmt.Sprintf("approve/%d", i)))
	}
	one, two := start(t, text(correct), sandbox.Limits{}), start(t, text(correct), sandbox.Limits{})
	if !two.Ahead(t.Context(), all) {
		t.Fatal("nothing is performed ahead")
	}
	for _, s := range all {
		if got, want := perform(t, two, s), perform(t, one, s); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s gave %+v, want %+v", s.Name, got, want)
		}
	}
}
