package matchers

import (
	"fmt"
	"strings"
	"time"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wire"
)

// The times at which a notification is sent again, where nobody acknowledges it: after 2 minutes, and after 10 more. A clock that
// is scaled keeps their proportion. A platform may be a fifth late.
const (
	firstGap  = 2 * time.Minute
	laterGaps = 5 // times the first
	late      = 1.2
)

// gap is how long the platform waits before it sends a notification again: as the target file says, or as was seen in this run, or
// as documented.
func (in evidence) gap() time.Duration {
	if said := in.Described().Int("gapMs"); said > 0 {
		return time.Duration(said) * time.Millisecond
	}
	gap := firstGap
	for _, r := range in.Run {
		if all := of(r, wire.CodeCreated); len(all) > 1 && strings.HasPrefix(r.Scenario, "resent/") {
			gap = min(gap, time.Duration((all[1].At-all[0].At)*float64(time.Millisecond)))
		}
	}
	return gap
}

// listenedFor says whether a record was listened to for so many gaps after one of its notifications, and some milliseconds more, and
// how long that would have to be. Records that do not say how long was listened count as long enough.
func (in evidence) listenedFor(r record.Record, after record.Event, gaps, more float64) (enough bool, why string) {
	wait := in.Described().Int("waitMs")
	if wait <= 0 {
		return true, ""
	}
	begun := 0.0 // listening begins when everything else is done
	for _, e := range r.Events {
		if e.Type == record.Told || e.Type == record.Answered {
			begun = e.At
		}
	}
	needed := after.At - begun + gaps*late*float64(in.gap().Milliseconds()) + more
	if float64(wait) >= needed {
		return true, ""
	}
	return false, fmt.Sprintf("it was listened for %s, and a platform that waits %s at first (the target file's notify.gap, else what was "+
		"seen, else 2m as documented) may send again until %s: say a longer notify.wait", short(float64(wait)),
		short(float64(in.gap().Milliseconds())), short(needed))
}

// short writes milliseconds as people do.
func short(ms float64) string {
	d := time.Duration(ms) * time.Millisecond
	if d > time.Second {
		d = d.Round(time.Second)
	}
	return d.String()
}

// lateAnswers is why nothing can be said of a notification that comes again.
const lateAnswers = "it came again once, after so long that the platform may have given up waiting for the acknowledgement (notify.timeout)"

// slowness is how many milliseconds the platform took at most for an answer, or for a notification once a user had decided: one
// that is busy sends again as late as that.
func (in evidence) slowness() float64 {
	longest := 0.0
	for _, r := range in.Run {
		since := -1.0
		for _, e := range r.Events {
			switch e.Type {
			case record.Consulted, record.Applied, record.Cancelled, record.Told:
				since = e.At
			case record.Answered, record.Notified:
				if since >= 0 {
					longest = max(longest, e.At-since)
				}
				since = -1
			}
		}
	}
	return longest
}
