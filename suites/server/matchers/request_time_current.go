package matchers

import (
	"math"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RequestTimeCurrent succeeds when Request-Time is the time of the request.
// Rule request-time-current.
func RequestTimeCurrent() *Matcher {
	return matcher("request-time-current", func(r record.Record, in evidence) rule.Judgement {
		expected := "Request-Time is the time at which the request is sent"
		seen := map[string]bool{}
		return each(r, func(e record.Event) rule.Judgement {
			sent := e.Text("time")
			skew, ok := e.Value("skewMs").Number()
			switch {
			case sent == "":
				return rule.Breaks(expected, "%s has no Request-Time", e.Text("path"))
			case !ok:
				return rule.Breaks(expected, "%s: %q is no time: milliseconds since 1970 or ISO 8601 with its offset", e.Text("path"), sent)
			case math.Abs(skew) > allowedSkewMs:
				way := "behind"
				if skew < 0 {
					way = "ahead"
				}
				return rule.Breaks(expected, "%s: %s is %.0f s %s", e.Text("path"), sent, math.Abs(skew)/1000, way)
			case r.Scenario == Later && e.Int("attempt") == 1 && e.Type == record.Consulted && seen[sent] && coarse(sent) == sent:
				return rule.Breaks(expected, "%s has the Request-Time of an attempt 1.1 s before: %s", e.Text("path"), sent)
			}
			if e.Int("attempt") == 0 {
				seen[sent] = true
			}
			return rule.Holds()
		})
	})
}

// allowedSkewMs is how far a clock may be off: none is documented, and a gateway is said to allow five minutes.
const allowedSkewMs = 5 * 60 * 1000

// coarse is a time unless it is cut to the minute, which lies within the skew and says nothing.
func coarse(sent string) string {
	if strings.Contains(sent, ":00+") || strings.Contains(sent, ":00Z") || strings.HasSuffix(sent, "00000") {
		return ""
	}
	return sent
}
