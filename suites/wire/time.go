package wire

import (
	"strconv"
	"time"
)

// ReadTime reads a time in any form that clients are known to write: an ISO 8601 text, or the seconds or milliseconds since 1970. The
// form is "iso" or "epoch"; ok is false where it is none of them.
func ReadTime(text string) (at time.Time, form string, ok bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if len(text) <= 10 {
			return time.Unix(n, 0), "epoch", true
		}
		return time.UnixMilli(n), "epoch", true
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999-0700"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, "iso", true
		}
	}
	return time.Time{}, "", false
}
