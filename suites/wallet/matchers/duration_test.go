package matchers

import "testing"

func TestDurationsAreRounded(t *testing.T) {
	for ms, want := range map[float64]string{
		0: "0 ms", 0.09999999999999432: "0.1 ms", 0.01: "less than 0.1 ms", 812.5999999999999: "812.6 ms", 100: "100 ms",
		999.99: "1000 ms", 1000: "1 s", 45000: "45 s", 1234.5678: "1.235 s", 60010: "60.01 s",
	} {
		if got := duration(ms); got != want {
			t.Errorf("%v ms is %q, want %q", ms, got, want)
		}
	}
}
