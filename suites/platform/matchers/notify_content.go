package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// NotifyContent succeeds when a notification has the fields of its type.
// Rule notify-content.
func NotifyContent() *Matcher {
	return matcher("notify-content", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}

		if r.Scenario == Unclaimed {
			return in.ofNobody(r)
		}
		if r.Scenario == OthersCancel {
			return in.ofRefused(r)
		}
		all := r.Of(record.Notified)
		if !slices.Contains([]string{Notified, NotifiedCancel, NotSigned}, r.Scenario) {
			return in.contents(r)
		}
		if len(r.Of(record.Told)) == 0 {
			return rule.CannotJudge("the user could not authorise: " + stopped(r))
		}
		if r.Scenario == NotSigned {
			for _, e := range all {
				return rule.Breaks("nothing is notified where the user has cancelled", "%s came", e.Text("kind"))
			}
			return rule.Holds()
		}
		if j := in.contents(r); j.Status == rule.Broken {
			return j
		}
		if r.Scenario == Notified && len(of(r, wire.CodeCreated)) == 0 {
			return rule.Breaks("AUTHCODE_CREATED is notified when the user has authorised", "it did not come%s", in.listened())
		}
		if r.Scenario == NotifiedCancel && len(of(r, wire.TokenCanceled)) == 0 {
			return rule.OutOfScope("no TOKEN_CANCELED came, which not every edition sends where the merchant cancels")
		}
		return rule.Holds()
	})
}

// contents judges what all notifications of a record have. Where there may be several codes, or several tokens, each has one of them.
func (in evidence) contents(r record.Record) rule.Judgement {
	all := r.Of(record.Notified)
	if len(all) == 0 {
		return rule.OutOfScope("no notification came, nor was one waited for")
	}
	several := len(r.Of(record.Told)) > 1 || len(r.Of(record.Applied)) > 1
	for _, e := range all {
		if j := in.content(e, several); j.Status == rule.Broken {
			return j
		}
	}
	if !namesWhatEnded(r) {
		return rule.Breaks("TOKEN_CANCELED has the accessToken that was cancelled", "it has another one")
	}
	return rule.Holds()
}

// namesWhatEnded says whether one of the cancellations that came, if any, has a token that the merchant cancelled, or one that no other
// had come in place of by then: by no other it finds the agreement.
func namesWhatEnded(r record.Record) bool {
	var named []record.Value
	var last record.Value
	cancelled := false
	for _, e := range r.Events {
		token, ok := e.Value("body").Field("accessToken")
		switch {
		case e.Type == record.Cancelled:
			named, cancelled = append(named, token, last), true
		case e.Type == record.Answered && ok:
			if last = token; cancelled {
				named = append(named, token)
			}
		}
	}
	came := of(r, wire.TokenCanceled)
	return !cancelled || len(came) == 0 || slices.ContainsFunc(came, func(e record.Event) bool {
		token, _ := e.Value("body").Field("accessToken")
		return slices.ContainsFunc(named, token.Equal)
	})
}

// content judges what one notification has, which may be of one of several codes or tokens.
func (in evidence) content(e record.Event, several bool) rule.Judgement {
	wrong := func(what string) bool { return e.Text(what) == "absent" || e.Text(what) == "changed" && !several }
	switch kind := e.Text("kind"); {
	case kind != wire.CodeCreated && kind != wire.TokenCreated && kind != wire.TokenCanceled:
		if several {
			return rule.Holds()
		}
		return rule.Breaks("authorizationNotifyType is AUTHCODE_CREATED, TOKEN_CREATED or TOKEN_CANCELED", "it is %q", kind)
	case kind == wire.CodeCreated && wrong("code"):
		return rule.Breaks("AUTHCODE_CREATED has the authCode that was handed out", "it is %s", e.Text("code"))
	case kind == wire.CodeCreated && in.Portal().State != nil && e.Text("state") == "absent":
		return rule.Breaks("AUTHCODE_CREATED has the authState", "it has none")
	case kind != wire.CodeCreated && wrong("token"):
		return rule.Breaks(kind+" has the accessToken", "it is %s", e.Text("token"))
	}
	return rule.Holds()
}

// ofNobody judges the notifications that belong to no scenario: those by which nobody could tell what they are of. One that
// has a code or a token may be of an earlier run, whose notifications come again for a day; where no other comes at all, it is not.
func (in evidence) ofNobody(r record.Record) rule.Judgement {
	if unknown := len(of(r, wire.TokenCanceled)); unknown >= fewestUnknown && !slices.ContainsFunc(in.Run, func(other record.Record) bool {
		return other.Scenario != r.Scenario && len(of(other, wire.TokenCanceled)) > 0
	}) {
		return rule.Breaks("TOKEN_CANCELED has an accessToken that was given out", "%d came, and none of them has one", unknown)
	}
	for _, e := range r.Of(record.Notified) {
		if e.Value("body").Kind() != record.Object && e.Value("signature").True("verified") {
			return rule.Breaks("a notification is a JSON object", "one came, signed rightly, that is none")
		}
		if e.Text("code") == "absent" && e.Text("state") == "absent" && e.Text("token") == "absent" && e.Text("kind") != "" {
			return rule.Breaks("a notification says by its authCode or its accessToken what it is of",
				"%s came with neither, and without an authState", e.Text("kind"))
		}
	}
	return rule.Holds()
}

// ofRefused judges what comes where another client's cancellation was refused.
func (in evidence) ofRefused(r record.Record) rule.Judgement {
	cancelled, ok := answered(r, schemas.CancelOperation)
	if !ok || cancelled.Text("status") != "F" {
		return rule.OutOfScope("another client's cancellation was not refused; token-bound-to-client judges that")
	}
	if len(of(r, wire.TokenCanceled)) > 0 {
		return rule.Breaks("nothing is notified where a cancellation was refused", "%s came", wire.TokenCanceled)
	}
	return in.contents(r)
}

// fewestUnknown is how many cancellations of tokens that nobody was given show that they are not left from an earlier run.
const fewestUnknown = 3

// listened says where notifications were listened for, where none has come at all.
func (in evidence) listened() string {
	for _, r := range in.Run {
		if len(r.Of(record.Notified)) > 0 {
			return ""
		}
	}
	at := in.Described().Texts("listens")
	if len(at) == 0 {
		return ""
	}
	return ", nor did anything else: the suite listened at " + strings.Join(at, " and ") + ", which the platform must know"
}
