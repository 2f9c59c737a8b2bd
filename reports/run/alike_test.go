package run

import "testing"

func TestFindingsThatDifferOnlyInTimeAreAlike(t *testing.T) {
	finding := func(observed string) Finding { return Finding{Expected: "once", Observed: observed} }
	for _, c := range []struct {
		a, b  string
		alike bool
	}{
		{"the second 9 ms after the first", "the second 10.5 ms after the first", true},
		{"the second less than 0.1 ms after the first", "the second 1.235 s after the first", true},
		{"it was called 2 times, 9 ms apart", "it was called 3 times, 9 ms apart", false},
		{"authCode has 51 characters", "authCode has 52 characters", false},
		{`it threw "9 msg"`, `it threw "10 msg"`, false},
	} {
		if got := len(Alike([]Finding{finding(c.a), finding(c.b)})) == 1; got != c.alike {
			t.Errorf("%q and %q are alike: %t, want %t", c.a, c.b, got, c.alike)
		}
	}
}
