package matchers

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CallsSignContract succeeds when one start of the flow calls the API once, with an options object. After a failure
// another call is the person's to ask for: by another start, or by answering a question. After a success there is none.
// Rule calls-sign-contract.
func CallsSignContract() *Matcher {
	return matcher("calls-sign-contract", func(r record.Record, in evidence) rule.Judgement {
		expected := "starting the flow calls " + in.Profile.Entry.String() + " once, with an options object"
		made := calls(r)
		if len(made) == 0 && beyondPlan(r) {
			return uncalled() // where not all is well, a program may have its reasons
		}
		if len(made) == 0 {
			if q, failed := failedRequest(r); failed {
				return rule.CannotJudge("the merchant's server failed, which was to answer: " + q.endpoint())
			}
			if in.gaveNone(r) {
				return rule.CannotJudge("nothing that the server answered holds a string to sign: " + story(r))
			}
			return absent(r, expected, "it was not called. What happened: %s", story(r))
		}
		for _, c := range made {
			if c.options.Kind() != record.Object {
				return rule.Breaks(expected, "it was called with %s", c.options).At(c.place)
			}
		}
		if r.Scenario == SilenceThenStart {
			if unasked := unaskedCalls(r); len(unasked) > 0 {
				return rule.Breaks(
					expected,
					"while the wallet was silent it was called again, though nobody asked for it",
				).At(unasked[0].place)
			}
			return rule.Holds()
		}
		unasked := unaskedCalls(r)
		if r.Stage == nil || r.Stage.Outcome == record.Approve {
			if len(made) > 1 && (calledAfterSuccess(r) || len(unasked) > 0) {
				return rule.Breaks(expected, "it was called %d times", len(made)).At(made[1].place)
			}
			return rule.Holds()
		}
		if in.resigns(r, unasked) {
			return rule.Holds() // as far as this rule goes: unknown-no-resign judges that
		}
		for i, c := range unasked {
			if c.pending {
				return rule.Breaks(expected, "it was called again before the first call was answered").At(c.place)
			}
			if i >= silentRetries(r.Stage.Outcome) {
				return rule.Breaks(
					expected,
					"after %s it was called again though nobody asked for it, %s",
					in.failureOf(r),
					often(len(unasked)),
				).At(c.place)
			}
		}
		return rule.Holds()
	})
}

// calledAfterSuccess says whether the API was called again once a call had been answered with the code.
func calledAfterSuccess(r record.Record) bool {
	success, ok := handedOut(r)
	return ok && len(callsOf(r, success.index, len(r.Events))) > 0
}

// failedRequest returns the first request that a server of the merchant's own answered by an error, or not at all.
func failedRequest(r record.Record) (request, bool) {
	for _, q := range requests(r, -1) {
		if failsWith(r, q) {
			return q, true
		}
	}
	return request{}, false
}

// gaveNone says whether the server answered, and nothing in its answers may be a string to sign. Where one of its requests is known
// to prepare the signing, that one's answers count.
func (in evidence) gaveNone(r record.Record) bool {
	answers, none := 0, true
	for _, q := range requests(r, -1) {
		if in.hasRole(schemas.PrepareRole) && q.role != schemas.PrepareRole {
			continue
		}
		for _, e := range r.Events[q.index:] {
			if e.Type == record.Replied && field(e, "id").Equal(q.id) {
				answers++
				none = none && !mayBeSigned(field(e, "body"))
			}
		}
	}
	return answers > 0 && none
}

// mayBeSigned says whether a text in a body is long enough for a string to sign, as one word that is no markup.
func mayBeSigned(body record.Value) bool {
	const shortest = 16
	found := false
	eachText(parsed(body), func(s string) {
		s = strings.TrimSpace(s)
		found = found || len(s) >= shortest && !strings.ContainsFunc(s, unicode.IsSpace) && !strings.HasPrefix(s, "<")
	})
	return found
}

// beyondPlan says whether a scenario is none of the plan: those have a slash in their names, which no description has.
func beyondPlan(r record.Record) bool { return !strings.Contains(r.Scenario, "/") }

// often says a number of times.
func often(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}

// silentRetries is how many calls a program may make after a failure though nobody asked for them. Who cancelled has
// said no, and a signing that failed will fail again. Of a network error the documentation says nothing of the kind, so
// that one more attempt is nobody's fault; and after an unknown result the server may have said that there is no
// agreement. Nothing justifies going on for ever.
func silentRetries(o record.Outcome) int {
	if o == record.Network || o == record.Unknown {
		return 1
	}
	return 0
}

// resigns says whether the first of the calls follows an unknown result of which the server was not asked.
func (in evidence) resigns(r record.Record, unasked []unaskedCall) bool {
	after, ok := answered(r)
	return ok && r.Stage.Outcome == record.Unknown && len(unasked) > 0 && !unasked[0].pending &&
		!in.askedBetween(r, after, unasked[0].index)
}

// unaskedCall is a call that neither a start nor the answer to a question has led to; pending says that the call before
// it had not been answered.
type unaskedCall struct {
	call
	pending bool
}

// unaskedCalls returns the calls of the attempt that the person has not asked for. The first call is asked for by the visit
// itself.
func unaskedCalls(r record.Record) []unaskedCall {
	var found []unaskedCall
	made, from := calls(r), attempt(r)
	asked, pending := true, false
	for i, e := range r.Events {
		switch e.Type {
		case record.Started:
			asked = asked || number(e, "start") > 1 || isPressed(e)
		case record.Hidden:
			asked = asked || isQuestion(e)
		case record.Delivered:
			pending = pending && text(e, "callback") == "return"
		case record.Called:
			if !asked && i >= from {
				c := made[slices.IndexFunc(made, func(c call) bool { return c.index == i })]
				found = append(found, unaskedCall{c, pending})
			}
			asked, pending = false, true
		}
	}
	return found
}

// isQuestion says whether an event shows or hides a dialogue that asks a person for more than to go on.
func isQuestion(e record.Event) bool {
	return slices.Contains([]string{"confirm", "prompt", "showActionSheet", "showModal"}, text(e, "how"))
}

// storySteps is how many steps of a visit a message tells: enough to see where a flow went another way.
const storySteps = 12

// story tells what a program did, step by step.
func story(r record.Record) string {
	var steps []string
	for _, e := range r.Events {
		if step := storyStep(e); step != "" && (len(steps) == 0 || steps[len(steps)-1] != step) {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		return "nothing"
	}
	if len(steps) > storySteps {
		steps = append(steps[:storySteps], "and "+strconv.Itoa(len(steps)-storySteps)+" more steps")
	}
	return hide(r, strings.Join(steps, "; "))
}

func storyStep(e record.Event) string {
	switch e.Type {
	case record.Started:
		step := text(e, "handler")
		if step == "" {
			step = text(e, "selector")
		}
		if blocked := text(e, "blocked"); blocked != "" {
			return strings.TrimSpace("pressed "+step) + " in vain (" + blocked + ")"
		}
		return strings.TrimSpace("started " + step)
	case record.Requested:
		return text(e, "method") + " " + pathOf(text(e, "url"))
	case record.Replied:
		if failed := field(e, "error"); failed.Kind() != record.Undefined {
			return "no answer: " + failed.String()
		}
		return "answer " + field(e, "status").String()
	case record.Shown:
		if isData(e) || isText(e) || isLoading(e) {
			return ""
		}
		return text(e, "how") + " " + field(e, "content").String()
	case record.Navigated:
		return text(e, "how") + " " + text(e, "url")
	case record.Launched:
		return "launched again"
	case record.Asked:
		return "asked " + text(e, "how")
	case record.Used:
		return "used " + text(e, "api") + ", which is not modelled"
	case record.Uncaught:
		return "uncaught " + e.Arg().String()
	}
	return ""
}
