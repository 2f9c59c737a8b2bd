package matchers

import (
	"maps"
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// WaitsForServer succeeds when the program behaves differently when the server accepts the result and when it rejects
// it, fails or does not answer: by what it shows, or by what it then sends or asks again. Rule waits-for-server.
//
// A program that asks the server how the signing ended, after it has sent the result, may leave the reply to the
// result unread: then what it is told when it asks has to make the difference.
func WaitsForServer() *Matcher {
	return matcher("waits-for-server", func(r record.Record, in evidence) rule.Judgement {
		approved, ok := in.approved()
		if !ok || r.Scenario == approved.Scenario || r.Stage == nil || r.Stage.Outcome != record.Approve {
			return rule.CannotJudge("the scenario is not there to be compared with the one in which the server accepts")
		}
		sent := in.results(r)
		if len(sent) == 0 || len(in.results(approved)) == 0 {
			return rule.CannotJudge("no result was sent; sends-result judges that")
		}
		after, _ := answered(r)
		if in.acceptedAlike(r, approved) {
			if told, stale := in.keepsRejection(r, approved); stale {
				return rule.Breaks("what the server says of a result is told, and no longer what it said of an earlier one",
					"when the server accepts, it is told what is told when it rejects: %s", quote(told)).At(in.placeOf(r, after, told))
			}
			return rule.CannotJudge("the server could not be made to answer the result otherwise than it accepts it")
		}
		alike := !in.asksLater(r) && len(in.results(approved)) == len(sent) && in.endsAsAccepted(r, approved)
		if !alike && (in.differently(in.did(r, approved), in.did(approved, r)) || in.leftOtherwise(r, approved)) {
			return rule.Holds()
		}
		if in.asksLater(r) {
			return in.waitsForStatus(approved)
		}
		told := in.told(r, after)
		if len(told) == 0 {
			// What is drawn without a word, such as a colour, is known by its data only.
			if !maps.EqualFunc(pageAt(r, len(r.Events)), pageAt(approved, len(approved.Events)), record.Value.Equal) {
				return rule.Holds()
			}
			return rule.CannotJudge("nothing is shown, whatever the server answers")
		}
		if crashed(r, approved) {
			return afterCrash()
		}
		return rule.Breaks(
			"the program behaves differently when the server accepts the result and when it rejects it, fails or does not answer",
			"when the server %s, it does what it does when the server accepts: %s",
			answeredTo(r, sent[0]),
			quote(told),
		).At(firstPlace(in.placeOf(r, after, told), sent[0].place))
	})
}

// keepsRejection returns what is told or stands there in an attempt whose result the server accepts, where that is what only a
// rejection leads to, and nothing is what only an acceptance does.
func (in evidence) keepsRejection(r, approved record.Record) ([]string, bool) {
	rejected, ok := in.scenario(Rejected)
	if !ok || r.Stage.Start < 2 {
		return nil, false
	}
	said := func(r record.Record) []string { return slices.Concat(in.toldAfterAnswer(r), in.left(r)) }
	ofRejection, ofAcceptance := without(said(rejected), said(approved)), without(said(approved), said(rejected))
	stale := common(said(r), ofRejection)
	return stale, len(stale) > 0 && len(ofAcceptance) > 0 && len(common(said(r), ofAcceptance)) == 0
}

// endsAsAccepted says whether a person is told all that is told where the server accepts, and that last, and reads the same in the
// end: what was told on the way, such as that it is being checked, is gone by then.
func (in evidence) endsAsAccepted(r, approved record.Record) bool {
	keys := func(r record.Record) []string {
		var all []string
		for _, one := range in.tellings(r, len(r.Events)) {
			all = append(all, one.key)
		}
		return all
	}
	told, accepted := keys(r), keys(approved)
	return len(told) > 0 && len(accepted) > 0 && told[len(told)-1] == accepted[len(accepted)-1] &&
		len(without(accepted, told)) == 0 && !in.leftOtherwise(r, approved)
}

// acceptedAlike says whether the first request that brings the code is answered as in the plain approval, as a server of the
// merchant's own does that nobody can make fail. Where the code is enciphered it is the first one behind the start of the record.
func (in evidence) acceptedAlike(r, approved record.Record) bool {
	answerOf := func(r record.Record) (record.Value, bool) {
		sent := in.results(r)
		i := slices.IndexFunc(sent, func(q request) bool { return q.carriesCodeOf(r) })
		if i < 0 {
			i = slices.IndexFunc(sent, func(q request) bool { return q.index >= attempt(r) })
		}
		if i < 0 {
			return record.Value{}, false
		}
		return replyTo(r, sent[i])
	}
	before, accepted := answerOf(approved)
	now, answers := answerOf(r)
	return accepted && answers && now.Equal(before)
}

// replyTo returns the status and the body that a request was answered with.
func replyTo(r record.Record, q request) (record.Value, bool) {
	for _, e := range r.Events[q.index:] {
		if e.Type == record.Replied && field(e, "id").Equal(q.id) {
			return record.List(field(e, "status"), field(e, "body")), true
		}
	}
	return record.Value{}, false
}

// answeredTo says what the server made of a result that it did not accept.
func answeredTo(r record.Record, q request) string {
	for _, e := range r.Events[q.index:] {
		if e.Type != record.Replied || !field(e, "id").Equal(q.id) {
			continue
		}
		switch status := number(e, "status"); {
		case status >= 400:
			return "fails with status " + field(e, "status").String()
		case status > 0:
			return "rejects the result"
		}
	}
	return "does not answer to the result"
}

// asksLater says whether the program asks the server after it has sent the result.
func (in evidence) asksLater(r record.Record) bool {
	sent := in.results(r)
	return slices.ContainsFunc(requests(r, sent[0].index), in.asks)
}

// waitsForStatus judges a program that asks, by what it does when nothing is answered.
func (in evidence) waitsForStatus(approved record.Record) rule.Judgement {
	unanswered, ok := in.scenario(StatusUnanswered)
	if !ok {
		return rule.CannotJudge("the program asks the server how the signing ended, and no scenario shows what it does without an answer")
	}
	if !in.differently(in.did(unanswered, approved), in.did(approved, unanswered)) && !in.leftOtherwise(unanswered, approved) {
		return rule.CannotJudge(unseen)
	}
	return rule.Holds()
}

const unseen = "the program asks the server how the signing ended, and nothing shows what it makes of the answer"

// signingUnseen says whether no record shows what the program tells once the server says that the agreement is signed:
// it does the same whatever the result is answered, and then asks by a route whose answers nobody has described.
func (in evidence) signingUnseen(approved record.Record) bool {
	if in.hasStatus() || len(in.results(approved)) == 0 || !in.asksLater(approved) {
		return false
	}
	rejected, ok := in.scenario(Rejected)
	return ok && !in.differently(in.did(rejected, approved), in.did(approved, rejected)) && !in.leftOtherwise(rejected, approved) &&
		in.waitsForStatus(approved).Status == rule.Unjudged
}

// differently says whether two behaviours differ in more than the time and the order of what is done: of those, a
// server that does not answer makes some whatever the program does.
func (in evidence) differently(mine, theirs []effect) bool {
	clock := in.byTheClock()
	return !slices.Equal(clock.apart(mine, theirs), clock.apart(theirs, mine))
}

// leftOtherwise says whether something else than in the plain approval is to be read in the end, such as a button that
// is gone where the server has accepted.
func (in evidence) leftOtherwise(r, approved record.Record) bool {
	return !sameLines(in.left(r), in.left(approved))
}

// left is what is to be read in the end, but for what the clock writes.
func (in evidence) left(r record.Record) []string {
	clock := in.byTheClock()
	view := viewAt(in.normal(r), r, len(r.Events))
	return slices.DeleteFunc(view, func(line string) bool { _, known := clock.first[line]; return known || clock.counts(line) })
}
