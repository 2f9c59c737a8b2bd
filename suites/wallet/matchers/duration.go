package matchers

import (
	"strconv"
	"time"
)

// duration writes milliseconds for a person: "0.1 ms", "45 s".
func duration(ms float64) string {
	if ms >= float64(time.Second/time.Millisecond) {
		return strconv.FormatFloat(ms/1000, 'f', -1, 64) + " s"
	}
	return strconv.FormatFloat(ms, 'f', -1, 64) + " ms"
}
