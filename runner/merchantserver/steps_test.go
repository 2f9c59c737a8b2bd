package merchantserver

import "testing"

// TestAStateWithAPatternIsAnother demands that a state which ends in the sign of a pattern is changed all the same: to bind by it would
// be right else.
func TestAStateWithAPatternIsAnother(t *testing.T) {
	for state, want := range map[string]string{"ab9": "ab_", "ab_": "a__", "a\u00e9_": "a__", "": "_"} {
		if got := withOnePattern(state); got != want {
			t.Errorf("of %q it makes %q, want %q", state, got, want)
		}
	}
}
