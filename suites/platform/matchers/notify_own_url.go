package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// NotifyOwnURL succeeds when a notification reaches its own client alone.
// Rule notify-own-url.
func NotifyOwnURL() *Matcher {
	return matcher("notify-own-url", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}

		if !in.Has("second") {
			return rule.CannotJudge("the target file has no second client")
		}
		if strayed := r.Of(record.Strayed); len(strayed) > 0 {
			return rule.Breaks("the notification of one client does not reach another", "it did: %s", strayed[0].Text("kind"))
		}
		if len(r.Of(record.Notified)) == 0 && (r.Scenario == NotifiedCancel || r.Scenario == SecondCancels) {
			return rule.OutOfScope("no notification came, which not every edition sends where the merchant cancels")
		}
		if len(r.Of(record.Notified)) == 0 {
			return rule.CannotJudge("no notification came")
		}
		if r.Scenario == ResentSecond && len(of(r, wire.CodeCreated)) < 2 {
			return rule.OutOfScope("it did not come again; notify-resent judges that")
		}
		return rule.Holds()
	})
}
