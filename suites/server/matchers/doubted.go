package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// consultDoubted judges whether the URL of an answer that proves nothing was handed out: at once, or to whoever started
// next. A URL that another answer gave, as to a server that asks ahead, is as good as any.
func (in evidence) consultDoubted(r record.Record, expected string) rule.Judgement {
	if good, ok := in.Scenario(Good); !ok || !started(good, 0) {
		return rule.CannotJudge("the control failed: a good start gave no sign string")
	}
	_, wrong, _ := strings.Cut(r.Scenario, "/")
	for _, e := range r.Of(record.Told) {
		if e.Text("to") == "start" && strings.HasSuffix(e.Text("staged"), " "+wrong) {
			return rule.Breaks(expected, "it was")
		}
	}
	return rule.Holds()
}

// cancelDoubted judges whether a cancellation was taken for done by an answer that proves nothing.
func (in evidence) cancelDoubted(r record.Record, expected string) rule.Judgement {
	done, _ := in.Scenario(Unbinds + "done")
	switch {
	case !in.Has("status"):
		return rule.OutOfScope("the target file has no status, by which alone it could be seen")
	case !wasBoundBefore(r) || len(r.Of(record.Cancelled)) == 0:
		return rule.OutOfScope("nothing was cancelled at the platform; unbind-cancels judges that")
	case bound(done, 0):
		return rule.OutOfScope("a good cancellation shows nothing either; unbind-cancels judges that")
	case in.unknownLooksDone():
		return rule.OutOfScope("a cancellation whose end is unknown is shown as done; unbind-cancels judges that")
	}
	if !bound(r, 0) && in.lookDone(r) {
		return rule.Breaks(expected, "it was: the status says %s", lastStatus(r))
	}
	return rule.Holds()
}

// unknownLooksDone says whether a cancellation whose end the platform does not know is shown as done.
func (in evidence) unknownLooksDone() bool {
	unknown, ok := in.Scenario(Unbinds + "unknown")
	return ok && !bound(unknown, 0) && in.lookDone(unknown)
}
