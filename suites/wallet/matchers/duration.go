package matchers

import (
	"strconv"
	"strings"
	"time"
)

// leastShown is the shortest time that is told as a number, in milliseconds: clocks of pages are no finer.
const leastShown = 0.1

// duration writes milliseconds for a person, rounded to what a clock can tell: "0.1 ms", "45 s", "1.235 s".
func duration(ms float64) string {
	switch {
	case ms >= float64(time.Second/time.Millisecond):
		return rounded(ms/1000, 3) + " s"
	case ms > 0 && ms < leastShown/2:
		return "less than " + rounded(leastShown, 1) + " ms"
	}
	return rounded(ms, 1) + " ms"
}

// rounded writes a number with at most so many digits behind the point, and no zeros at the end.
func rounded(number float64, digits int) string {
	text := strconv.FormatFloat(number, 'f', digits, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
